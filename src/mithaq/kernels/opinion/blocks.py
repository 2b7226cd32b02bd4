"""Very many votes to rows by person: parted by blocks of people while they are in the cache, so many at a time as were
read together; then every block is put in rows, in the cache again. Between the two a vote takes four bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mithaq.kernels.opinion import native

if TYPE_CHECKING:
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]
    Numbers = range | Whole  # whole numbers that ascend

BLOCK = 14  # bits by which people of a block differ
PEOPLE = 1 << BLOCK
STATEMENTS = 1 << 16  # numbers a statement may have here
BLOCKS = 1 << 14  # from the first to the last: people farther apart are not parted like this


class NoAnswers(ValueError):
    """A value that is not +1, -1 or 0."""


@dataclass(frozen=True, eq=False)
class Chunk:
    """Votes cast one after the other, parted by block: those of block `first + b` are from ends[b] to ends[b + 1] of
    `votes`, in the order they were cast. A vote is (person in the block, statement, value + 1) in 14, 16 and 2 bits."""

    first: int
    ends: Whole
    votes: npt.NDArray[np.uint32]
    statements: Whole

    def of(self, first: int, last: int) -> Chunk:
        """The votes of some blocks; not a copy."""
        a, b = (min(max(block - self.first, 0), len(self.ends) - 1) for block in (first, last))
        ends = self.ends[a : b + 1]
        return Chunk(self.first + a, ends - ends[0], self.votes[ends[0] : ends[-1]], self.statements)


@dataclass(frozen=True, eq=False)
class Present:
    """Who voted on what, in some chunks: a bit a person by block, how many votes each block has."""

    first: int
    people: npt.NDArray[np.uint8]
    votes: Whole
    statements: Whole

    @property
    def numbers(self) -> Whole:
        """The people, ascending."""
        return np.flatnonzero(np.unpackbits(self.people)) + (self.first << BLOCK)


def parted(who: npt.NDArray[Any], what: npt.NDArray[Any], values: npt.NDArray[np.int8]) -> Chunk | None:
    """Votes parted by block; None where statements or people are numbered too widely. Refused (NoAnswers): a value that
    is none."""
    if not len(who):
        return Chunk(0, np.zeros(1, np.int64), np.zeros(0, np.uint32), np.zeros(0, np.int64))
    low, high = (int(end) >> BLOCK for end in (who.min(), who.max()))
    if high - low >= BLOCKS or what.min() < 0 or what.max() >= STATEMENTS:
        return None
    near = who if who.dtype == np.int32 and not low else who.astype(np.int64) - (low << BLOCK)
    what = what.view(np.uint16) if what.dtype == np.int16 else what.astype(np.uint16, copy=False)  # none is below zero
    near, what = np.ascontiguousarray(near, np.int32), np.ascontiguousarray(what)
    values, lib, ends = np.ascontiguousarray(values), native.library(), np.zeros(high - low + 2, dtype=np.int64)
    if lib is None:
        return _parted(low, near, what, values, ends)
    at, seen, votes = native.at, np.zeros(STATEMENTS, dtype=np.int8), np.empty(len(near), dtype=np.uint32)
    lib.count_blocks(at(near), len(near), at(ends[1:]))
    np.cumsum(ends, out=ends)
    cursors = ends[:-1].copy()
    if lib.block_votes(at(near), at(what), at(values), len(near), at(cursors), at(votes), at(seen)):
        raise NoAnswers
    return Chunk(low, ends, votes, np.flatnonzero(seen))


def _parted(low: int, who: Any, what: Any, values: Any, ends: Whole) -> Chunk:
    if values.min() < -1 or values.max() > 1:
        raise NoAnswers
    block = (who >> BLOCK).astype(np.int16)
    ends[1:] = np.cumsum(np.bincount(block, minlength=len(ends) - 1))
    votes = (who & (PEOPLE - 1)).astype(np.uint32) << 18 | what.astype(np.uint32) << 2 | (values + 1).astype(np.uint32)
    return Chunk(low, ends, votes[np.argsort(block, kind="stable")], np.unique(what).astype(np.int64))


def present(chunks: Sequence[Chunk]) -> Present | None:
    """Who and what there is in some chunks; None where people are too far apart."""
    some = [chunk for chunk in chunks if len(chunk.votes)]
    if not some:
        return Present(0, np.zeros((0, PEOPLE // 8), np.uint8), np.zeros(0, np.int64), np.zeros(0, np.int64))
    first, last = min(one.first for one in some), max(one.first + len(one.ends) - 1 for one in some)
    if last - first > BLOCKS:
        return None
    bits, lib = np.empty((last - first, PEOPLE // 8), dtype=np.uint8), native.library()

    def see(block: int) -> int:
        seen, votes = np.zeros(PEOPLE, dtype=np.int8), _pieces(some, first + block)
        for piece in votes:
            if lib is not None:
                lib.see_people(native.at(piece), len(piece), native.at(seen))
            else:
                seen[piece >> 18] = 1
        bits[block] = np.packbits(seen)
        return sum(map(len, votes))

    votes = np.array(native.each(see, range(last - first)), dtype=np.int64)
    return Present(first, bits, votes, np.unique(np.concatenate([one.statements for one in some])))


def together(several: Iterable[Present]) -> Present | None:
    """All that is present in one or the other; None where people are too far apart."""
    some = [one for one in several if len(one.votes)]
    if not some:
        return present([])
    first, last = min(one.first for one in some), max(one.first + len(one.votes) for one in some)
    if last - first > BLOCKS:
        return None
    people, votes = np.zeros((last - first, PEOPLE // 8), dtype=np.uint8), np.zeros(last - first, dtype=np.int64)
    for one in some:
        where = slice(one.first - first, one.first - first + len(one.votes))
        people[where] |= one.people
        votes[where] += one.votes
    return Present(first, people, votes, np.unique(np.concatenate([one.statements for one in some])))


def rows(
    chunks: Sequence[Chunk], people: Numbers, statements: Numbers
) -> tuple[Whole, npt.NDArray[np.int32], npt.NDArray[np.int8]]:
    """Starts, columns and values of the rows of these people, of chunks in the order they were cast. Votes of others
    are passed over; statements are all there are."""
    starts, n = np.zeros(len(people) + 1, dtype=np.int64), len(people)
    blocks = range(int(people[0]) >> BLOCK, (int(people[-1]) >> BLOCK) + 1) if n else range(0)
    places = _table(np.asarray(statements, dtype=np.int64))
    room = np.zeros(len(blocks) + 1, dtype=np.int64)
    for chunk in chunks:
        lengths, begin = np.diff(chunk.ends), chunk.first - blocks.start
        a, b = max(-begin, 0), min(len(blocks) - begin, len(lengths))
        if a < b:
            room[begin + a + 1 : begin + b + 1] += lengths[a:b]
    np.cumsum(room, out=room)
    columns, values = np.empty(room[-1], dtype=np.int32), np.empty(room[-1], dtype=np.int8)
    lib = native.library()

    def fill(at: int) -> int:
        """The rows of a block, to the room for them; how many votes they have."""
        base = blocks[at] << BLOCK
        first, last = _between(people, base)
        if first == last:
            return 0
        numbers = np.asarray(people[first:last], dtype=np.int64) - base
        low, high = int(numbers[0]), int(numbers[-1]) + 1
        lengths, to = np.zeros(high - low, dtype=np.int32), slice(int(room[at]), int(room[at + 1]))
        pieces = _pieces(chunks, blocks[at])
        if lib is None:
            kept = _fill(pieces, low, places, lengths, columns[to], values[to])
        else:
            where = np.array([native.at(piece) for piece in pieces], dtype=np.uint64)
            sizes = np.array([len(piece) for piece in pieces], dtype=np.int64)
            given = (native.at(where), native.at(sizes), len(pieces), low, high, native.at(places), len(places))
            kept = lib.block_rows(*given, native.at(lengths), native.at(columns[to]), native.at(values[to]))
            native.done(kept)
        starts[first + 1 : last + 1] = lengths[numbers - low]
        return int(kept)

    kept = native.each(fill, range(len(blocks)))
    np.cumsum(starts, out=starts)
    end = 0
    for at, size in enumerate(kept):  # what is left free by votes that were changed
        begin = int(room[at])
        if begin > end:
            columns[end : end + size], values[end : end + size] = (
                columns[begin : begin + size],
                values[begin : begin + size],
            )
        end += size
    return starts, columns[:end], values[:end]


def _table(statements: Whole) -> npt.NDArray[np.int32]:
    """By number of a statement its place; who is numbered outside has no votes here."""
    inside = np.flatnonzero((statements >= 0) & (statements < STATEMENTS))
    numbers = statements[inside]
    places = np.zeros((int(numbers[-1]) if len(numbers) else 0) + 1, dtype=np.int32)
    places[numbers] = inside
    return places


def _fill(pieces: Sequence[Any], low: int, places: Any, lengths: Any, columns: Any, values: Any) -> int:
    votes = np.concatenate([*pieces, np.zeros(0, dtype=np.uint32)])
    person = (votes >> 18).astype(np.int64) - low
    inside = (person >= 0) & (person < len(lengths))
    votes, person = votes[inside], person[inside]
    statement = votes >> 2 & (STATEMENTS - 1)
    order = np.lexsort((statement, person))  # which keeps the order of votes on the same
    votes, person, statement = votes[order], person[order], statement[order]
    last = np.ones(len(votes), dtype=bool)
    last[:-1] = (person[1:] != person[:-1]) | (statement[1:] != statement[:-1])
    lengths += np.bincount(person[last], minlength=len(lengths)).astype(np.int32)
    kept = int(last.sum())
    columns[:kept] = places[statement[last]]
    values[:kept] = (votes[last] & 3).astype(np.int8) - 1
    return kept


def _between(people: Numbers, base: int) -> tuple[int, int]:
    """Where the people of the block that begins with this number stand."""
    if isinstance(people, range):
        return tuple(min(max(end - people.start, 0), len(people)) for end in (base, base + PEOPLE))  # type: ignore[return-value]
    first, last = np.searchsorted(people, [base, base + PEOPLE])
    return int(first), int(last)


def _pieces(chunks: Sequence[Chunk], block: int) -> list[npt.NDArray[np.uint32]]:
    """The votes of a block, chunk by chunk."""
    near = [(chunk, block - chunk.first) for chunk in chunks if 0 <= block - chunk.first < len(chunk.ends) - 1]
    return [chunk.votes[chunk.ends[at] : chunk.ends[at + 1]] for chunk, at in near]
