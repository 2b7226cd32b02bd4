"""Votes read by the workers of a cluster and brought to those who are to hold them.

Every thread of the cluster reads a piece of the source and parts its votes by blocks of people. People are then shared
among the threads, by place, so that each part has about as much work; the votes of a part come together from all pieces
as they are, four bytes each, and are put in rows there, once. Of somebody's several votes on one statement the last
counts, wherever they stood, since the pieces are put together in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from mithaq.kernels.opinion.axes import MANY
from mithaq.kernels.opinion.blocks import BLOCK, BLOCKS, PEOPLE, Chunk, Present, parted, present, rows, together
from mithaq.kernels.opinion.model import CannotDraw, Votes
from mithaq.kernels.opinion.scale.cluster import Held, Slots
from mithaq.kernels.opinion.scale.columns import PIECE, Cast, Ids, Order, distinct, follow, ordered, union
from mithaq.kernels.opinion.scale.parted import Answer, counts
from mithaq.kernels.opinion.votes import LEAF, NotVotes, from_columns, voted

if TYPE_CHECKING:
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Gathered:
    """The ids of people and statements, the parts with those who hold them, where they are cut, how many votes each
    person has, and the co-vote counts, asked already."""

    people: Ids
    statements: Ids
    held: Held
    cuts: list[int]
    lengths: Whole
    counted: Answer


class Piece(Protocol):
    """Some of the votes of a source, in the order they were cast."""

    def pack(self) -> list[Chunk] | None: ...

    def read(self) -> Cast: ...

    def order(self) -> Order | None: ...


def held(client: Any, pieces: Sequence[Piece], known: Callable[[], Ids], also: Iterable[Hashable]) -> Gathered:
    """Read the pieces and share the people. `known` tells who there is besides, `also` which statements."""
    slots = Slots(client)
    chunks = [slots.do(slot, _pack, piece) for slot, piece in enumerate(pieces)]
    asked = [slots.do(slot, _present, one) for slot, one in enumerate(chunks)]
    others = known()
    seen = slots.have(asked)
    whole = together(seen) if all(one is not None for one in seen) else None
    if whole is not None:
        people, statements = union([others, Ids(whole.numbers)]), union([Ids(whole.statements)], also)
        _few(people, statements)
        parts, cuts = _exchanged(slots, chunks, seen, whole, people.plain, statements.plain)
        found = _counted(slots, people, statements, parts, cuts)
        if found.lengths.sum() == whole.votes.sum() or _follow(slots, pieces):
            return found
    del chunks
    return _placed(slots, pieces, others, also)


def _counted(slots: Slots, people: Ids, statements: Ids, parts: Sequence[Any], cuts: list[int]) -> Gathered:
    held = Held(slots, parts)
    lengths, counted = held.ask(_voted), held.ask_sum(counts)
    return Gathered(people, statements, held, cuts, np.concatenate(lengths()).astype(np.int64), counted)


def _follow(slots: Slots, pieces: Sequence[Piece]) -> bool:
    return follow(slots.have([slots.do(slot, _order, piece) for slot, piece in enumerate(pieces)]))


def _few(people: Ids, statements: Ids) -> None:
    """Refused: more than can be drawn (CannotDraw) or told apart (NotVotes)."""
    if len(statements) > MANY:
        raise CannotDraw("statements", statements=len(statements), most=MANY)
    if len(people) > BLOCKS * PEOPLE:
        raise NotVotes(f"{len(people)} people are more than {BLOCKS * PEOPLE}")


def _exchanged(
    slots: Slots,
    chunks: Sequence[Any],
    seen: Sequence[Present],
    whole: Present,
    people: range | Whole,
    statements: range | Whole,
) -> tuple[list[Any], list[int]]:
    """The parts, of chunks by number of people, and where they are cut."""
    cuts = shares(_expected(whole, people), len(slots.where))
    parts, shared = [], people if isinstance(people, range) else slots.share(people)
    for slot, (first, last) in enumerate(pairwise(cuts)):
        own = people[first:last]
        a, b = (int(own[0]) >> BLOCK, (int(own[-1]) >> BLOCK) + 1) if len(own) else (0, 0)
        near = [g for g, one in enumerate(seen) if one.votes[max(a - one.first, 0) : max(b - one.first, 0)].any()]
        taken = [slots.do(g, _take, chunks[g], a, b) for g in near]
        parts.append(slots.do(slot, _part, taken, shared, first, last, statements))
    return parts, cuts


def _expected(whole: Present, people: range | Whole) -> npt.NDArray[np.float64]:
    """By person, how many votes those of the same block have in the middle."""
    ends = np.arange(whole.first, whole.first + len(whole.votes) + 1) << BLOCK
    at = (
        np.searchsorted(people, ends) if not isinstance(people, range) else np.clip(ends - people.start, 0, len(people))
    )
    of_block = np.diff(at)
    found = np.zeros(len(people))
    if len(of_block):
        found[at[0] : at[-1]] = np.repeat(whole.votes / np.maximum(of_block, 1), of_block)
    return found


def shares(lengths: npt.NDArray[Any], parts: int) -> list[int]:
    """Where people are parted: every cut but the last is a multiple of LEAF, the parts have about as much to do."""
    n, whole, work = len(lengths), 0.0, np.zeros(0)
    if n:
        sums = np.cumsum(lengths * (lengths + 50))
        whole, work = float(sums[-1]), sums[LEAF - 1 :: LEAF]
    wanted = np.searchsorted(work, whole * np.arange(1, parts) / parts, side="left") + 1
    return [0, *sorted({int(leaf) * LEAF for leaf in wanted.tolist() if 0 < leaf * LEAF < n}), n]


def _placed(slots: Slots, pieces: Sequence[Piece], others: Ids, also: Iterable[Hashable]) -> Gathered:
    """The same where ids are texts or far apart, or votes do not stand in the order of their moments: all ids are known
    before votes are parted by the places of people."""
    read = [slots.do(slot, _read, piece) for slot, piece in enumerate(pieces)]
    seen = slots.have([slots.do(slot, _seen, one) for slot, one in enumerate(read)])
    people = union([others, *(who for who, _, _ in seen)])
    statements = union([what for _, what, _ in seen], also)
    _few(people, statements)
    ids = slots.share((people, statements))
    n, m = len(people), len(statements)
    if follow([order for _, _, order in seen]):
        chunks = [slots.do(slot, _pack_places, one, ids) for slot, one in enumerate(read)]
        found = slots.have([slots.do(slot, _present, one) for slot, one in enumerate(chunks)])
        whole = together(found)
        assert whole is not None  # places are not far apart
        return _counted(slots, people, statements, *_exchanged(slots, chunks, found, whole, range(n), range(m)))
    cast = slots.have([slots.do(slot, _cast, one, ids) for slot, one in enumerate(read)])
    cuts, parts = shares(sum(cast, np.zeros(n, dtype=np.int64)), len(slots.where)), list[Any]()
    for slot, (first, last) in enumerate(pairwise(cuts)):
        raw = [slots.do(g, _raw, one, ids, first, last) for g, one in enumerate(read)]
        parts.append(slots.do(slot, _sorted, raw, last - first, m))
    return _counted(slots, people, statements, parts, cuts)


def _pack(piece: Piece) -> list[Chunk] | None:
    return piece.pack()


def _read(piece: Piece) -> Cast:
    return piece.read()


def _order(piece: Piece) -> Order | None:
    return piece.order()


def _present(chunks: list[Chunk] | None) -> Present | None:
    return None if chunks is None else present(chunks)


def _seen(cast: Cast) -> tuple[Ids, Ids, Order | None]:
    order = None if cast.moments is None else ordered(cast.moments)
    return distinct(cast.people), distinct(cast.statements), order


def _pack_places(cast: Cast, ids: tuple[Ids, Ids]) -> list[Chunk]:
    """Votes parted by the places of people, some at a time."""
    who, what, chunks = ids[0].places(cast.people), ids[1].places(cast.statements), list[Chunk]()
    for begin in range(0, len(who), PIECE):
        some = slice(begin, begin + PIECE)
        chunk = parted(who[some], what[some], cast.values[some])
        assert chunk is not None  # there are not so many
        chunks.append(chunk)
    return chunks


def _take(chunks: Sequence[Chunk], first: int, last: int) -> list[Chunk]:
    """The votes of some blocks: what is sent, or where they are to be held here only looked at."""
    return [chunk.of(first, last) for chunk in chunks]


def _part(
    taken: Sequence[Sequence[Chunk]], people: range | Whole, first: int, last: int, statements: range | Whole
) -> Votes:
    """The people from one place to another, of their votes in the order of the pieces."""
    made = rows([chunk for chunks in taken for chunk in chunks], people[first:last], statements)
    return Votes(range(last - first), range(len(statements)), *made)


def _voted(part: Votes) -> npt.NDArray[np.int32]:
    return voted(part).astype(np.int32)


def _cast(cast: Cast, ids: tuple[Ids, Ids]) -> Whole:
    return np.bincount(ids[0].places(cast.people), minlength=len(ids[0]))


def _raw(cast: Cast, ids: tuple[Ids, Ids], first: int, last: int) -> tuple[Any, ...]:
    """Of the people from one place to another, votes as they were cast, with their moments."""
    who, what = ids[0].places(cast.people), ids[1].places(cast.statements)
    inside = (who >= first) & (who < last)
    assert cast.moments is not None
    return who[inside] - first, what[inside], cast.values[inside], cast.moments[inside]


def _sorted(raw: Sequence[tuple[Any, ...]], n: int, m: int) -> Votes:
    """A part of the people, of their votes in the order of their moments."""
    who, what, values, moments = (np.concatenate([one[which] for one in raw]) for which in range(4))
    order = np.argsort(moments, kind="stable")
    return from_columns(who[order], what[order], values[order], n, m)
