"""The search for a committee within bounds: exact, over kinds of candidates instead of candidates.

Candidates who count for the same bounds are interchangeable: they are one kind, and a committee is how many it has of
each. The search fixes one kind after the other and draws the bounds together after each; where that takes long, the
solver of scipy (HiGHS) is asked, if it is installed, and if not the search goes on alone up to `LIMIT`.
"""

from __future__ import annotations

import functools
import importlib.util
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from mithaq.kernels.elections.model import CannotCount

if TYPE_CHECKING:
    from mithaq.kernels.elections.makeup import Line

Mix = tuple[int, ...]  # how many of each kind
Asked = tuple[int, bool, int]  # of a kind, at least (or at most, where False) so many
LIMIT = 200_000  # places looked at by the search alone, for one question, before it gives up
SOON = 60  # places looked at before the solver is asked
FIRST = 1_000  # and before it is asked for the first time: loading it costs more than many a search


@functools.cache
def has_solver() -> bool:
    """Whether scipy is installed."""
    return importlib.util.find_spec("scipy") is not None


class Limit:
    """How much may still be looked at for a question."""

    def __init__(self, left: int | None = None) -> None:
        self.left = LIMIT if left is None else left


class _Spent(Exception):
    """The share of the search is used up."""


class Space:
    """What can be chosen: kinds of candidates, and rows, each a set of kinds with a least and a largest number.

    `size` are chosen in all. Bounds that bear on the same kinds are one row. A row with a level has its bounds counted
    from the level, a whole number shared by the rows of a quota of equal counts. A family are rows that part all kinds
    among them: their numbers add up to `size`.
    """

    def __init__(self, lines: Sequence[Line], candidates: int, size: int) -> None:
        self.size = size
        inside: list[list[int]] = [[] for _ in range(candidates)]
        for number, line in enumerate(lines):
            for member in line.members:
                inside[member].append(number)
        kinds: dict[tuple[int, ...], int] = {}
        self.kind_of = tuple(kinds.setdefault(tuple(one), len(kinds)) for one in inside)
        self.kinds: tuple[tuple[int, ...], ...] = tuple(
            tuple(one for one in range(candidates) if self.kind_of[one] == kind) for kind in range(len(kinds))
        )
        self._rows: dict[tuple[int, ...], int] = {}
        self.least: list[int] = []
        self.most: list[int] = []
        self._row(range(len(kinds)), size, size)
        self.levels: list[tuple[int, int]] = []  # least and largest of each level
        self.linked: list[
            tuple[int, int, int, int]
        ] = []  # (row, level, sat, gap): level <= sat + number <= level + gap
        families: dict[tuple[Any, ...], list[int]] = {}
        known: dict[int, int] = {}
        for number, line in enumerate(lines):
            within = tuple(kind for told, kind in kinds.items() if number in told)
            if line.level:
                if line.number not in known:
                    known[line.number] = len(self.levels)
                    self.levels.append((line.floor, size + line.sat))
                row = self._row(within, 0, size)
                self.linked.append((row, known[line.number], line.sat, 1 if line.most is None else line.most))
            else:
                row = self._row(within, line.least - line.sat, size if line.most is None else line.most - line.sat)
            rows = families.setdefault((line.quota.over, line.quota.where), [])
            if row not in rows:
                rows.append(row)
        self.families = [family for rows in families.values() if (family := self._family(rows))]
        self.rows = tuple(self._rows)
        self.masks = [sum(1 << row for row, told in enumerate(self.rows) if kind in told) for kind in range(len(kinds))]
        self._matrix: Any = None

    def box(self, elected: Iterable[int], out: Iterable[int]) -> tuple[list[int], list[int]]:
        """How many there must be and can be of each kind, where some are elected and some are out."""
        least, most = [0] * len(self.kinds), [len(kind) for kind in self.kinds]
        for one in elected:
            least[self.kind_of[one]] += 1
        for one in out:
            most[self.kind_of[one]] -= 1
        return least, most

    def committee(self, mix: Mix, elected: frozenset[int], out: frozenset[int]) -> tuple[int, ...]:
        """Candidates that make up a mix: those elected, and of each kind the first of the others."""
        chosen = []
        for kind, number in enumerate(mix):
            first = [one for one in self.kinds[kind] if one in elected]
            then = [one for one in self.kinds[kind] if one not in elected and one not in out]
            chosen += (first + then)[:number]
        return tuple(sorted(chosen))

    def holds(self, mix: Sequence[int]) -> bool:
        """Whether a mix is within all bounds."""
        told = [sum(mix[kind] for kind in row) for row in self.rows]
        if any(not low <= number <= high for low, number, high in zip(self.least, told, self.most, strict=True)):
            return False
        for level, (low, high) in enumerate(self.levels):
            under, over = self.between(level, told)
            if max(low, under) > min(high, over):
                return False
        return True

    def between(self, level: int, told: Sequence[int]) -> tuple[int, int]:
        """Between what a level can be set where the rows have so many."""
        linked = [(told[row] + sat, gap) for row, of, sat, gap in self.linked if of == level]
        return max(count - gap for count, gap in linked), min(count for count, _ in linked)

    def find(
        self, least: Sequence[int], most: Sequence[int], *, limit: Limit | None = None, like: Mix | None = None
    ) -> Mix | None:
        """A mix with at least and at most so many of each kind, as near to `like` as the search comes; None where there
        is none.
        """
        limit = limit or Limit()
        if has_solver():
            settled, found = self.soon(least, most, like)
            if not settled:
                settled, found = self._solve(least, most)
            if settled:
                return found
        try:
            return self._search(least, most, like, limit)
        except _Spent:
            raise CannotCount("too-hard", what="quotas", kinds=len(self.kinds)) from None

    def soon(
        self, least: Sequence[int], most: Sequence[int], like: Mix | None = None, patience: int = SOON
    ) -> tuple[bool, Mix | None]:
        """What a short search finds: whether it came to an end, and the mix."""
        if "scipy.optimize" not in sys.modules:
            patience = FIRST
        try:
            return True, self._search(least, most, like, Limit(patience))
        except _Spent:
            return False, None

    def cover(self, least: Sequence[int], most: Sequence[int], asked: Sequence[Asked]) -> tuple[bool, Mix | None]:
        """A mix that has what is asked of many kinds at once, of one at least, by the solver: whether it is sure, and
        the mix. None where no mix has what is asked of any of them: all are settled by one question.
        """
        settled, mix = self._solve(least, most, asked)
        if mix is not None and not any(mix[kind] >= much if more else mix[kind] <= much for kind, more, much in asked):
            return False, None
        return settled, mix

    # the search

    def drawn(
        self, least: Sequence[int], most: Sequence[int]
    ) -> tuple[list[int], list[int], list[int], list[int]] | None:
        """The bounds of the kinds and of the levels drawn together as far as each row by itself tells; None where that
        leaves nothing.
        """
        low, high = [*least], [*most]
        levels_low, levels_high = [one for one, _ in self.levels], [one for _, one in self.levels]
        if self._draw(low, high, levels_low, levels_high):
            return low, high, levels_low, levels_high
        return None

    def _draw(self, low: list[int], high: list[int], levels_low: list[int], levels_high: list[int]) -> bool:
        rows = self.rows
        row_least, row_most = [*self.least], [*self.most]
        again = True
        while again:
            again = False
            for row, level, sat, gap in self.linked:
                if row_least[row] + sat < levels_low[level]:
                    row_least[row] = levels_low[level] - sat
                if row_most[row] + sat > levels_high[level] + gap:
                    row_most[row] = levels_high[level] + gap - sat
            for number, row_kinds in enumerate(rows):
                under = over = 0
                for kind in row_kinds:
                    under += low[kind]
                    over += high[kind]
                floor, roof = row_least[number], row_most[number]
                if floor < under:
                    row_least[number] = floor = under
                if roof > over:
                    row_most[number] = roof = over
                if floor > roof:
                    return False
                spare, short = roof - under, over - floor
                for kind in row_kinds:
                    one, other = low[kind], high[kind]
                    if one != other:
                        if other > one + spare:
                            high[kind] = one + spare
                            again = True
                        if one < other - short:
                            low[kind] = other - short
                            again = True
                        if low[kind] > high[kind]:
                            return False
            for row, level, sat, gap in self.linked:
                if row_least[row] + sat - gap > levels_low[level]:
                    levels_low[level] = row_least[row] + sat - gap
                    again = True
                if row_most[row] + sat < levels_high[level]:
                    levels_high[level] = row_most[row] + sat
                    again = True
                if levels_low[level] > levels_high[level]:
                    return False
            for family in self.families:
                under = over = 0
                for row in family:
                    under += row_least[row]
                    over += row_most[row]
                spare, short = self.size - under, over - self.size
                if spare < 0 or short < 0:
                    return False
                for row in family:
                    one, other = row_least[row], row_most[row]
                    if other > one + spare:
                        row_most[row] = one + spare
                        again = True
                    if one < other - short:
                        row_least[row] = other - short
                        again = True
        return True

    def _search(self, least: Sequence[int], most: Sequence[int], like: Mix | None, limit: Limit) -> Mix | None:
        low, high = [*least], [*most]
        levels_low, levels_high = [one for one, _ in self.levels], [one for _, one in self.levels]
        stack = [(low, high, levels_low, levels_high)]
        while stack:
            limit.left -= 1
            if limit.left < 0:
                raise _Spent
            low, high, levels_low, levels_high = stack.pop()
            if any(one > other for one, other in zip(low, high, strict=True)):
                continue
            if not self._draw(low, high, levels_low, levels_high):
                continue
            level = next((n for n in range(len(levels_low)) if levels_low[n] != levels_high[n]), None)
            if level is not None and all(one == other for one, other in zip(low, high, strict=True)):
                level = None  # all is fixed: what is left of a level is a choice between two right ones
            if level is not None:
                for value in range(levels_high[level], levels_low[level] - 1, -1):
                    under, over = [*levels_low], [*levels_high]
                    under[level] = over[level] = value
                    stack.append(([*low], [*high], under, over))
                continue
            kind = self._next(low, high, levels_low, levels_high)
            if kind is None:
                return tuple(low)
            value = min(max(like[kind], low[kind]), high[kind]) if like else (low[kind] + high[kind] + 1) // 2
            for one, other in ((value + 1, high[kind]), (low[kind], value - 1), (value, value)):
                if one <= other:
                    fewer, more = [*low], [*high]
                    fewer[kind], more[kind] = one, other
                    stack.append((fewer, more, [*levels_low], [*levels_high]))
        return None

    def _next(
        self, low: Sequence[int], high: Sequence[int], levels_low: Sequence[int], levels_high: Sequence[int]
    ) -> int | None:
        """The kind to fix next: of the row with the least room, the one with the most; None where all are fixed."""
        best, room = None, None
        for number, row in enumerate(self.rows):
            free = [kind for kind in row if low[kind] != high[kind]]
            if free and number and (room is None or len(free) < room):
                best, room = free, len(free)
        if best is None:
            best = [kind for kind in self.rows[0] if low[kind] != high[kind]]
        return max(best, key=lambda kind: high[kind] - low[kind], default=None)

    # the solver

    def _solve(self, least: Sequence[int], most: Sequence[int], asked: Sequence[Asked] = ()) -> tuple[bool, Mix | None]:
        """What the solver says: whether it is sure, and a mix. A mix is believed only where it holds."""
        import numpy  # inline: the kernel is read without it
        from scipy.optimize import Bounds, LinearConstraint, milp  # inline: slow, and absent from a recount

        kinds, width = len(self.kinds), len(self.kinds) + len(self.levels)
        if self._matrix is None:
            self._matrix = self._constraints()
        matrix, lower, upper = self._matrix
        if asked:
            # one more variable for each that is asked: 1 only where the mix has it, and one of them has to be
            told = numpy.zeros((len(asked) + 1, width + len(asked)))
            for number, (kind, more, _) in enumerate(asked):
                told[number, kind] = 1 if more else -1
                told[number, width + number] = -1
            told[-1, width:] = 1
            floors = [much - 1 if more else -much - 1 for _, more, much in asked]
            matrix = numpy.vstack((numpy.hstack((matrix, numpy.zeros((len(matrix), len(asked))))), told))
            lower, upper = [*lower, *floors, 1], [*upper, *[numpy.inf] * (len(asked) + 1)]
        answer = milp(
            numpy.concatenate((numpy.zeros(width), -numpy.ones(len(asked)))),
            integrality=numpy.ones(width + len(asked)),
            bounds=Bounds(
                [*least, *(one for one, _ in self.levels), *[0] * len(asked)],
                [*most, *(max(one, other) for one, other in self.levels), *[1] * len(asked)],
            ),
            constraints=LinearConstraint(matrix, lower, upper),
            options={"mip_rel_gap": 0.5},
        )
        if answer.status == 2:
            return True, None
        if answer.x is None:
            return False, None
        mix = tuple(round(one) for one in answer.x[:kinds])
        within = all(low <= one <= high for low, one, high in zip(least, mix, most, strict=True))
        return (True, mix) if within and self.holds(mix) else (False, None)

    def _constraints(self) -> tuple[Any, list[float], list[float]]:
        import numpy  # inline: the kernel is read without it

        kinds = len(self.kinds)
        matrix = numpy.zeros((len(self.rows) + len(self.linked), kinds + len(self.levels)))
        lower, upper = [float(one) for one in self.least], [float(one) for one in self.most]
        for number, row in enumerate(self.rows):
            matrix[number, list(row)] = 1
        for number, (row_number, level, sat, gap) in enumerate(self.linked, len(self.rows)):
            matrix[number, list(self.rows[row_number])] = 1
            matrix[number, kinds + level] = -1
            lower.append(-float(sat))
            upper.append(float(gap - sat))
        return matrix, lower, upper

    # what is put together once

    def _row(self, within: Iterable[int], least: int, most: int) -> int:
        """The number of the row over these kinds, with its bounds drawn together with those it has."""
        told = tuple(within)
        if told not in self._rows:
            self._rows[told] = len(self._rows)
            self.least.append(max(0, least))
            self.most.append(most)
            return self._rows[told]
        row = self._rows[told]
        self.least[row] = max(self.least[row], least)
        self.most[row] = min(self.most[row], most)
        return row

    def _family(self, numbers: Sequence[int]) -> list[int]:
        """These rows and one over all other kinds, if no kind is in two of them."""
        told = [*self._rows]
        taken = [kind for number in numbers for kind in told[number]]
        if len(taken) != len(set(taken)) or 0 in numbers:
            return []
        rest = tuple(kind for kind in range(len(self.kinds)) if kind not in set(taken))
        return [*numbers, *([self._row(rest, 0, self.size)] if rest else [])]
