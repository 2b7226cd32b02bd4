"""Columns of votes as they were read, before anybody knows all ids: which there are, and where each stands."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from mithaq.kernels.opinion import native
from mithaq.kernels.opinion.votes import NotVotes

if TYPE_CHECKING:
    import numpy.typing as npt

    Places = npt.NDArray[np.int32]

SPAN = 1 << 28  # ids so far apart at most are looked up in a table by number
PIECE = 1 << 20  # votes looked at together


@dataclass(frozen=True, eq=False)
class Column:
    """Ids by row: whole numbers, or (with `names`) which of the names, all different."""

    numbers: npt.NDArray[Any]
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, eq=False)
class Cast:
    """Some votes in the order they were cast; `moments` where the source tells them."""

    people: Column
    statements: Column
    values: npt.NDArray[np.int8]
    moments: npt.NDArray[np.int64] | None = None


@dataclass(frozen=True)
class Order:
    """How moments go: whether none is before the one before it, the first and the last of all."""

    ascends: bool
    first: int
    last: int


def ordered(moments: npt.NDArray[np.int64]) -> Order:
    if not len(moments):
        return Order(True, 0, 0)
    ascends = bool((moments[1:] >= moments[:-1]).all())
    return Order(ascends, int(moments.min()), int(moments.max()))


def follow(several: Sequence[Order | None]) -> bool:
    """Whether the moments of several parts ascend, from one part to the next too; if none are told they do."""
    told = [one for one in several if one is not None]
    return all(one.ascends for one in told) and all(a.last <= b.first for a, b in pairwise(told))


class Ids:
    """The ids of people or statements, ascending: whole numbers or texts, as `order_of` has them."""

    def __init__(self, ids: npt.NDArray[np.int64] | Sequence[str]) -> None:
        self.numbers = ids if isinstance(ids, np.ndarray) else None
        self.names = None if isinstance(ids, np.ndarray) else list(ids)

    @property
    def plain(self) -> range | npt.NDArray[np.int64]:
        """Whole numbers, as a range where each is the one before and one more."""
        assert self.numbers is not None
        first = int(self.numbers[0]) if len(self) else 0
        return range(first, first + len(self)) if self._follow else self.numbers

    def __len__(self) -> int:
        return len(self.names if self.numbers is None else self.numbers)  # type: ignore[arg-type]

    @property
    def told(self) -> Sequence[Hashable]:
        """The ids as everybody else knows them."""
        if self.numbers is None:
            return self.names or []
        plain = self.plain
        return plain if isinstance(plain, range) else plain.tolist()

    @property
    def _follow(self) -> bool:
        """Whether each number is the one before and one more."""
        numbers = self.numbers
        return numbers is not None and (not len(numbers) or int(numbers[-1]) - int(numbers[0]) == len(numbers) - 1)

    def places(self, column: Column) -> npt.NDArray[Any]:
        """Where the ids of a column stand; every one of them is among these."""
        if column.names is not None:
            place = {name: number for number, name in enumerate(self.names or ())}
            of_name = np.array([place[name] for name in column.names] or [0], dtype=np.int32)
            return of_name[column.numbers]
        assert self.numbers is not None
        if not len(column.numbers):
            return np.zeros(0, dtype=np.int32)
        first = int(self.numbers[0])
        if self._follow:
            if not first:
                return column.numbers
            wide = np.promote_types(column.numbers.dtype, np.int32)  # so that no difference is too large
            return column.numbers.astype(wide, copy=False) - wide.type(first)
        span = int(self.numbers[-1]) - first + 1
        if span > SPAN:
            return np.searchsorted(self.numbers, column.numbers).astype(np.int32)
        table = np.zeros(span, dtype=np.int32)
        table[self.numbers - first] = np.arange(len(self.numbers), dtype=np.int32)
        found = np.empty(len(column.numbers), dtype=np.int32)
        for begin in range(0, len(found), PIECE):
            found[begin : begin + PIECE] = table[column.numbers[begin : begin + PIECE].astype(np.int64) - first]
        return found

    def place_of(self, ids: Iterable[Hashable]) -> list[int]:
        """The places of some ids, every one of which is among these."""
        place = {one: number for number, one in enumerate(self.told)}
        return [place[one] for one in ids]


def distinct(column: Column) -> Ids:
    """The ids of a column."""
    if column.names is not None:
        used = np.bincount(column.numbers, minlength=len(column.names)) > 0
        return Ids(sorted(name for name, is_used in zip(column.names, used.tolist(), strict=True) if is_used))
    numbers = column.numbers
    if not len(numbers):
        return Ids(np.zeros(0, dtype=np.int64))
    first, last = int(numbers.min()), int(numbers.max())
    if last - first >= SPAN:
        return Ids(np.unique(numbers).astype(np.int64))
    seen = np.zeros(last - first + 1, dtype=bool)

    def see(begin: int) -> None:
        seen[numbers[begin : begin + PIECE].astype(np.int64) - first] = True

    native.each(see, range(0, len(numbers), PIECE))
    return Ids(np.flatnonzero(seen) + first)


def union(several: Iterable[Ids], also: Iterable[Hashable] = ()) -> Ids:
    """All ids of several parts, and these. Refused (NotVotes): whole numbers here and texts there."""
    parts, more = [one for one in several if len(one)], list(also)
    kinds = {one.numbers is None for one in parts} | {not isinstance(one, int) for one in more}
    if len(kinds) > 1:
        raise NotVotes("ids are whole numbers, or all of them texts")
    if kinds == {True}:
        return Ids(sorted({name for one in parts for name in one.names or ()} | {str(one) for one in more}))
    spans = sorted((one.plain for one in parts), key=lambda plain: int(plain[0]))
    if not more and spans and all(isinstance(plain, range) for plain in spans):
        ends = list(accumulate((int(plain[-1]) + 1 for plain in spans), max))
        if all(int(plain[0]) <= end for plain, end in zip(spans[1:], ends, strict=False)):
            return Ids(np.arange(int(spans[0][0]), ends[-1]))
    numbers = [one.numbers for one in parts if one.numbers is not None] + [np.array(more, dtype=np.int64)]
    return distinct(Column(np.concatenate(numbers)))
