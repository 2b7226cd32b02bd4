"""Very many papers: numpy reads them from the file and moves them from pile to pile, a million in a second or two.

Nothing else of the kernel needs it. The papers look like any others to who goes through them one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, overload

from mithaq.kernels.elections.model import SCALE

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[Any]]

BULK = 4_000_000  # bytes of a file from which on numpy is worth its import
_CHUNK = 4_000_000
_BITS = 63
Paper = tuple[int, tuple[int, ...]]


class Bulk(Sequence[Paper]):
    """Papers in two rows of numbers: `many` of each, and all rankings one after another, each closed by a 0.

    In `flat` candidates are numbered from 1, as in the file; `starts` says where each ranking begins.
    """

    def __init__(self, many: Numbers, flat: Numbers, starts: Numbers) -> None:
        self.many, self.flat, self.starts = many, flat, starts

    def __len__(self) -> int:
        return len(self.many)

    @overload
    def __getitem__(self, at: int) -> Paper: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Paper]: ...
    def __getitem__(self, at: int | slice) -> Paper | Sequence[Paper]:
        if isinstance(at, slice):
            return Bulk(self.many[at], self.flat, self.starts[at])
        start = int(self.starts[at])
        ranking = []
        while one := int(self.flat[start]):
            ranking.append(one - 1)
            start += 1
        return int(self.many[at]), tuple(ranking)

    def __iter__(self) -> Iterator[Paper]:
        flat = self.flat.tolist()
        for many, start in zip(self.many.tolist(), self.starts.tolist(), strict=True):
            yield many, tuple([one - 1 for one in flat[start : flat.index(0, start)]])


def read_bulk(source: bytes, start: int, end: int, candidates: int) -> Bulk | None:
    """The papers between `start` and `end` of a BLT file; None where anything but sound papers is found there."""
    import numpy as np  # inline: only large files need it

    narrow = np.uint8 if candidates < 255 else np.uint16 if candidates < 65_535 else np.uint32
    manies, flats, starts = [], [], []
    offset = 0
    while start < end:
        stop = end if end - start <= _CHUNK else source.rfind(b"\n", start, start + _CHUNK) + 1
        if not stop:
            return None
        read = _chunk(np.frombuffer(source, np.uint8, stop - start, start), candidates)
        if read is None:
            return None
        many, flat, begins = read
        manies.append(many)
        flats.append(flat.astype(narrow))
        starts.append(begins + offset)
        offset += len(flat)
        start = stop
    if not manies:
        return None
    return Bulk(np.concatenate(manies), np.concatenate(flats), np.concatenate(starts))


def _chunk(text: Numbers, candidates: int) -> tuple[Numbers, Numbers, Numbers] | None:
    """Whole lines as numbers: how many of each paper, the rankings closed by zeros, and where each begins."""
    import numpy as np  # inline: only large files need it

    digit = (text >= 48) & (text <= 57)
    if not (digit | (text == 32) | (text == 10) | (text == 13) | (text == 9)).all():
        return None
    turns = np.flatnonzero(np.diff(np.concatenate(([False], digit, [False])).view(np.int8)))
    begin, last = turns[::2], turns[1::2] - 1
    if not len(begin):
        empty = np.zeros(0, np.int64)
        return empty, empty, empty
    long = last - begin
    if long.max() > 11:
        return None
    numbers = text[last].astype(np.int64) - 48
    for power in range(1, int(long.max()) + 1):
        those = np.flatnonzero(long >= power)
        numbers[those] += (text[last[those] - power].astype(np.int64) - 48) * 10**power
    closes = np.flatnonzero(numbers == 0)
    if not len(closes) or closes[-1] != len(numbers) - 1:
        return None
    opens = np.concatenate(([0], closes[:-1] + 1))
    many = numbers[opens]
    ranked = np.ones(len(numbers), bool)
    ranked[opens] = False
    flat = numbers[ranked]
    lengths = closes - opens - 1
    begins = np.concatenate(([0], np.cumsum(lengths + 1)[:-1]))
    if not many.all() or flat.max() > candidates or _twice(flat, begins, lengths, candidates):
        return None
    return many, flat, begins


def _twice(flat: Numbers, begins: Numbers, lengths: Numbers, candidates: int) -> bool:
    """Whether a paper names somebody twice: adding a power of two for each, only different ones keep their bits."""
    import numpy as np  # inline: only large files need it

    kept = np.zeros(len(begins), np.int64)
    for low in range(1, candidates + 1, _BITS):
        inside = (flat >= low) & (flat < low + _BITS)
        bits = np.where(inside, np.left_shift(np.uint64(1), np.where(inside, flat - low, 0).astype(np.uint64)), 0)
        kept += np.bitwise_count(np.add.reduceat(bits.astype(np.uint64), begins)).astype(np.int64)
    return bool((kept != lengths).any())


class BulkPiles:
    """The piles of a count by transfer: each candidate holds rows of paper numbers by their value."""

    def __init__(self, papers: Bulk, candidates: int) -> None:
        import numpy as np  # inline: only large files need it

        self.np, self.papers = np, papers
        self.at = papers.starts.copy()
        self.held: list[dict[int, list[Numbers]]] = [{} for _ in range(candidates)]
        self.candidates = candidates

    def first(self, hopeful: set[int]) -> tuple[dict[int, int], int]:
        piles, votes = self._sorted_out(self.np.arange(len(self.papers)), hopeful)
        for one, pile in piles.items():
            self.held[one][SCALE] = [pile]
        return {one: votes[one + 1] for one in hopeful}, votes[0]

    def move(self, candidate: int, hopeful: set[int], surplus: int, held: int) -> tuple[dict[int, int], int, int]:
        got: dict[int, int] = {}
        exhausted = handed = 0
        for value, parts in self.held[candidate].items():
            new = surplus * value // held if held else value
            piles, votes = self._sorted_out(self.np.concatenate(parts), hopeful)
            exhausted += votes[0] * new
            for one, pile in piles.items():
                got[one] = got.get(one, 0) + votes[one + 1] * new
                handed += votes[one + 1] * new
                self.held[one].setdefault(new, []).append(pile)
        self.held[candidate] = {}
        return got, exhausted, surplus - handed - exhausted if held else 0

    def _sorted_out(self, those: Numbers, hopeful: set[int]) -> tuple[dict[int, Numbers], list[int]]:
        """Papers by who is next on them; and how many there are for each, by the number in the file, 0 for nobody."""
        np, flat, at = self.np, self.papers.flat, self.at
        past = np.ones(self.candidates + 1, bool)
        past[[0, *(one + 1 for one in hopeful)]] = False
        on = those
        while len(on):
            on = on[past[flat[at[on]]]]
            at[on] += 1
        following = flat[at[those]]
        by = np.argsort(following, kind="stable")
        those, following = those[by], following[by]
        bounds = np.searchsorted(following, np.arange(self.candidates + 2)).tolist()
        votes = [int(self.papers.many[those[low:high]].sum()) for low, high in pairwise(bounds)]
        piles = {one: those[bounds[one + 1] : bounds[one + 2]] for one in hopeful if bounds[one + 1] < bounds[one + 2]}
        return piles, votes
