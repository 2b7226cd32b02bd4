"""Votes in one canonical order, whatever order they arrived in; of several of one person on one statement the last
counts."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Hashable, Iterable, Sequence
from functools import singledispatch
from typing import TYPE_CHECKING, Any

import numpy as np

from mithaq.kernels.opinion import blocks, native
from mithaq.kernels.opinion.coded import coded
from mithaq.kernels.opinion.model import ANSWERS, VERSION, Options, Votes

if TYPE_CHECKING:
    import numpy.typing as npt

SMALL = 200_000  # votes one thread takes as soon as two
PART = 2_000_000  # votes a task
VERY_MANY = 8_000_000  # votes whose rows are not found in the cache: people are parted before
MOST = 2**31 - 1  # statements: their places are held in 32 bits
LEAF = 16_384  # rows hashed together: parts that begin at a multiple of it can be hashed apart


class NotVotes(ValueError):
    """What was given cannot be votes: a value other than +1, -1, 0, a place that is none, columns of unequal length."""


def votes_of(
    rows: Iterable[tuple[Hashable, Hashable, int]],
    *,
    people: Iterable[Hashable] = (),
    statements: Iterable[Hashable] = (),
    hidden: Iterable[Hashable] = (),
    meta: Iterable[Hashable] = (),
) -> Votes:
    """Votes from (participant, statement, value) in the order they were cast, by id.

    `people` and `statements` name those that are there even without a vote; `hidden` and `meta` are ids of statements.
    """
    person_of: dict[Hashable, int] = {}
    statement_of: dict[Hashable, int] = {}
    who, what, values = [], [], []
    for person, statement, value in rows:
        who.append(person_of.setdefault(person, len(person_of)))
        what.append(statement_of.setdefault(statement, len(statement_of)))
        values.append(value)
    left_out = {"hidden": set(hidden), "meta": set(meta)}
    for person in people:
        person_of.setdefault(person, len(person_of))
    for statement in [*statements, *left_out["hidden"], *left_out["meta"]]:
        statement_of.setdefault(statement, len(statement_of))
    return from_columns(
        who,
        what,
        values,
        len(person_of),
        len(statement_of),
        people=list(person_of),
        statement_ids=list(statement_of),
        hidden=[statement_of[one] for one in left_out["hidden"]],
        meta=[statement_of[one] for one in left_out["meta"]],
    )


def from_columns(
    participants: Any,
    statements: Any,
    values: Any,
    n_people: int,
    n_statements: int,
    *,
    people: Sequence[Hashable] | None = None,
    statement_ids: Sequence[Hashable] | None = None,
    hidden: Iterable[int] = (),
    meta: Iterable[int] = (),
) -> Votes:
    """Votes from three columns (any buffer or sequence) of places and values, in the order they were cast.

    `people` and `statement_ids` are the ids by place (else the places are the ids); where they do not ascend the places
    are put in their order. `hidden` and `meta` are places. Refused (NotVotes): places outside, other values than
    +1, -1, 0.
    """
    who, what = _places(participants, n_people, "participants"), _places(statements, n_statements, "statements")
    cast = _values(values)
    if not len(who) == len(what) == len(cast):
        raise NotVotes(f"columns of unequal length: {len(who)}, {len(what)}, {len(cast)}")
    if n_statements > MOST:
        raise NotVotes(f"{n_statements} statements are more than {MOST}")
    left_out = {"hidden": set(hidden), "meta": set(meta)}
    who, people = _ascending(who, people, n_people)
    order = order_of(statement_ids, n_statements)
    if order is not None and statement_ids is not None:
        moved = np.empty(n_statements, dtype=np.int64)
        moved[order] = np.arange(n_statements)
        what = moved[what]
        statement_ids = [statement_ids[place] for place in order.tolist()]
        left_out = {name: {int(moved[place]) for place in places} for name, places in left_out.items()}
    starts, columns, kept = _rows(who, what, cast, n_people, n_statements)
    return Votes(
        people=people,
        statements=range(n_statements) if statement_ids is None else statement_ids,
        starts=starts,
        columns=columns,
        values=kept,
        hidden=frozenset(left_out["hidden"]),
        meta=frozenset(left_out["meta"]),
    )


@singledispatch
def subset(votes: Votes, *, rows: Any = None, columns: Any = None) -> Votes:
    """The votes of some people on some statements: masks, or places in ascending order (people may be named twice).

    Statements keep their order; who has no vote left stays, without a vote.
    """
    starts, chosen, values, people = votes.starts, votes.columns, votes.values, votes.people
    if rows is not None:
        places = places_of(rows, len(people))
        lengths = np.diff(starts)[places]
        ends = np.cumsum(lengths)
        picked = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts[:-1][places] - (ends - lengths), lengths)
        starts = np.concatenate([np.zeros(1, np.int64), ends])
        chosen, values = chosen[picked], values[picked]
        people = [people[place] for place in places.tolist()]
    statements, hidden, meta = votes.statements, votes.hidden, votes.meta
    if columns is not None:
        places = places_of(columns, len(statements))
        moved = np.full(len(statements), -1, dtype=np.int32)
        moved[places] = np.arange(len(places), dtype=np.int32)
        new = moved[chosen]
        stays = new >= 0
        kept_before = np.concatenate([np.zeros(1, np.int64), np.cumsum(stays, dtype=np.int64)])
        starts, chosen, values = kept_before[starts], new[stays], values[stays]
        statements = [statements[place] for place in places.tolist()]
        hidden, meta = (
            frozenset(int(moved[place]) for place in which if moved[place] >= 0) for which in (hidden, meta)
        )
    return Votes(people, statements, starts, chosen, values, hidden, meta)


def voted(votes: Votes) -> npt.NDArray[np.int64]:
    """How many votes each person cast."""
    return np.diff(votes.starts)


@singledispatch
def cast_on(votes: Votes) -> npt.NDArray[np.int64]:
    """By statement, how many votes were cast on it."""
    return np.bincount(votes.columns, minlength=len(votes.statements))


def owners(votes: Votes) -> npt.NDArray[np.int64]:
    """By vote, the place of who cast it."""
    return np.repeat(np.arange(len(votes.people)), voted(votes))


@singledispatch
def marks(votes: Votes, seed: int = 0) -> npt.NDArray[np.uint64]:
    """By person a number made of their votes and the seed, whatever they are called; equal rows have the same."""
    more = (seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) % 2**64
    found = np.zeros(len(votes.people), dtype=np.uint64)
    lib, rows = native.library(), native.parts(votes.starts, PART)
    if lib is not None:
        given = (native.at(votes.starts), native.at(votes.columns), native.at(votes.values))
        native.each(lambda part: lib.mark_rows(*given, *part, more, native.at(found)), rows)
    else:
        for first, last in rows:
            begin, end = votes.starts[first], votes.starts[last]
            number = (votes.columns[begin:end].astype(np.uint64) << np.uint64(2)) + np.uint64(more)
            number += (votes.values[begin:end] + 2).astype(np.uint64)
            before = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mixed(number), dtype=np.uint64)])
            starts = votes.starts[first : last + 1] - begin
            found[first:last] = before[starts[1:]] - before[starts[:-1]]
    return mixed(found)


def mixed(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Numbers without any order left in them, each its own (the finisher of splitmix64)."""
    found = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return found ^ (found >> np.uint64(31))


def left_out(votes: Votes) -> frozenset[int]:
    """The statements axes and figures leave out."""
    return votes.hidden | votes.meta


def digest(votes: Votes, options: Options | None = None) -> str:
    """SHA-256 over the votes in canonical order, the options, the kernel's version: the same has the same map."""
    whole = hashlib.sha256(f"mithaq.opinion {VERSION}\n".encode())
    whole.update(_ids(votes.people) + _ids(votes.statements))
    whole.update(f"{sorted(votes.hidden)} {sorted(votes.meta)}\n".encode())
    whole.update(b"".join(leaves(votes)))
    if options is not None:
        drawn = (options.mode, options.max_groups, options.seed, options.resamples, options.floor)
        whole.update(repr(drawn).encode())
        for name, values in sorted(options.facets.items()):
            told = coded(values)
            whole.update(_ids([name, *told.names]))
            whole.update(told.codes.astype("<i4", copy=False).tobytes())
    return whole.hexdigest()


@singledispatch
def leaves(votes: Votes) -> list[bytes]:
    """The digests of every LEAF rows, which workers can make of their parts."""
    lengths = voted(votes).astype("<i4")

    def leaf(first: int) -> bytes:
        last = min(first + LEAF, len(votes.people))
        begin, end = votes.starts[first], votes.starts[last]
        found = hashlib.sha256(lengths[first:last].data)
        found.update(np.ascontiguousarray(votes.columns[begin:end], dtype="<i4").data)
        found.update(np.ascontiguousarray(votes.values[begin:end]).data)
        return found.digest()

    return native.each(leaf, range(0, len(votes.people), LEAF))


def _rows(who: Any, what: Any, cast: Any, n_people: int, n_statements: int) -> tuple[Any, Any, Any]:
    """Rows by person, columns ascending, of equal places the last."""
    lib = native.library()
    if len(who) >= VERY_MANY and n_statements <= blocks.STATEMENTS and n_people <= blocks.BLOCKS * blocks.PEOPLE:
        chunks = native.each(
            lambda first: blocks.parted(*(one[first : first + PART] for one in (who, what, cast))),
            range(0, len(who), PART),
        )
        return blocks.rows([one for one in chunks if one is not None], range(n_people), range(n_statements))
    if lib is not None and max(n_people, n_statements) < 1 << 29:
        return _rows_native(lib, who, what, cast, n_people, n_statements)
    key = who.astype(np.int64) * max(n_statements, 1) + what
    order = np.argsort(key, kind="stable")
    key = key[order]
    last = np.ones(len(key), dtype=bool)
    last[:-1] = key[1:] != key[:-1]
    key = key[last]
    person, column = np.divmod(key, max(n_statements, 1))
    starts = np.zeros(n_people + 1, dtype=np.int64)
    np.cumsum(np.bincount(person, minlength=n_people), out=starts[1:])
    return starts, column.astype(np.int32), cast[order[last]]


def _rows_native(lib: Any, who: Any, what: Any, cast: Any, n_people: int, n_statements: int) -> tuple[Any, Any, Any]:
    """The same by counting: each vote straight to its person's row, then each row put in order by itself."""
    who, what, cast = (np.ascontiguousarray(a, t) for a, t in ((who, np.int32), (what, np.int32), (cast, np.int8)))
    at, share = native.at, -(-len(who) // native.threads()) if len(who) > SMALL else max(len(who), 1)
    spans = [(first, min(first + share, len(who))) for first in range(0, len(who), share)]
    counts = np.zeros((len(spans), n_people), dtype=np.int64)
    native.each(lambda i: lib.count_rows(at(who), *spans[i], at(counts[i])), range(len(spans)))
    room = np.zeros(n_people + 1, dtype=np.int64)
    np.cumsum(counts.sum(axis=0), out=room[1:])
    cursors = np.cumsum(counts, axis=0) - counts + room[:-1]
    packed = np.empty(len(who), dtype=np.uint32)

    def scatter(i: int) -> None:
        lib.scatter_rows(at(who), at(what), at(cast), *spans[i], at(cursors[i]), at(packed))

    native.each(scatter, range(len(spans)))
    lengths = np.empty(n_people, dtype=np.int64)
    rows = native.parts(room, PART)

    def order(part: tuple[int, int]) -> None:
        native.done(lib.order_rows(at(room), *part, at(packed), n_statements, at(lengths)))

    native.each(order, rows)
    starts = np.zeros(n_people + 1, dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    columns, values = np.empty(starts[-1], dtype=np.int32), np.empty(starts[-1], dtype=np.int8)
    native.each(lambda part: lib.unpack_rows(at(room), at(starts), *part, at(packed), at(columns), at(values)), rows)
    return starts, columns, values


def _places(given: Any, size: int, name: str) -> Any:
    found = np.asarray(given)
    if found.size == 0:
        return np.zeros(0, dtype=np.int64)
    if found.ndim != 1 or found.dtype.kind not in "iu":
        raise NotVotes(f"{name}: whole numbers in one column are needed")
    if found.min() < 0 or found.max() >= size:
        raise NotVotes(f"{name}: a place outside 0..{size - 1}")
    return found


def _values(given: Any) -> npt.NDArray[np.int8]:
    found = np.asarray(given)
    if found.size == 0:
        return np.zeros(0, dtype=np.int8)
    if found.ndim != 1 or found.dtype.kind not in "iu" or found.min() < min(ANSWERS) or found.max() > max(ANSWERS):
        raise NotVotes("values: +1, -1 or 0 in one column are needed")
    return found.astype(np.int8, copy=False)


def _ascending(who: Any, people: Sequence[Hashable] | None, size: int) -> tuple[Any, Sequence[Hashable]]:
    order = order_of(people, size)
    if people is None:
        return who, range(size)
    if order is None:
        return who, people
    moved = np.empty(size, dtype=np.int64)
    moved[order] = np.arange(size)
    return moved[who], [people[place] for place in order.tolist()]


def order_of(ids: Sequence[Hashable] | None, size: int) -> Any:
    """The places in ascending order of their ids; None where they do already. Ids of several kinds stand by kind."""
    if ids is None:
        return None
    if len(ids) != size:
        raise NotVotes(f"{len(ids)} ids for {size} places")
    if isinstance(ids, range) and ids.step > 0:
        return None
    try:
        places = sorted(range(size), key=ids.__getitem__)  # type: ignore[arg-type]
    except TypeError:  # ids of several kinds
        places = sorted(range(size), key=lambda place: (type(ids[place]).__name__, str(ids[place])))
    order = np.array(places, dtype=np.int64)
    return None if np.array_equal(order, np.arange(size)) else order


def places_of(given: Any, size: int) -> npt.NDArray[np.int64]:
    found = np.asarray(given)
    if found.dtype == bool:
        if len(found) != size:
            raise NotVotes(f"a mask of {len(found)} for {size}")
        return np.flatnonzero(found)
    return found.astype(np.int64)


def _ids(ids: Sequence[Hashable]) -> bytes:
    """What tells the ids apart: whole numbers as such, texts as such, others as they are written."""
    if isinstance(ids, range) and (not ids or -(2**63) <= min(ids[0], ids[-1]) <= max(ids[0], ids[-1]) < 2**63):
        return b"int" + np.arange(ids.start, ids.stop, ids.step, dtype="<i8").tobytes()
    if isinstance(ids, range) or all(type(one) is int for one in ids):
        with contextlib.suppress(OverflowError):
            return b"int" + np.fromiter(ids, dtype="<i8", count=len(ids)).tobytes()
    if all(type(one) is str for one in ids):
        return b"str" + repr([len(one) for one in ids]).encode() + "".join(ids).encode(errors="surrogatepass")  # type: ignore[arg-type]
    return b"any" + repr(list(ids)).encode()
