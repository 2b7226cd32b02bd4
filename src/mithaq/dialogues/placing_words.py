"""Where the words of a map stand: in the frame, upon no dot and no other words, as near as can be to what they tell of.

The sheet is parted into small squares, and what is drawn takes those it touches. Words stand where all of theirs are
free; where there is no such place they stand where they hide least, upon a plate. The same map has the same places.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

UNIT = 5.0  # of the sheet: the side of a square
EDGE = 1  # squares of the sheet's edge that stay free
FOREIGN, ACROSS, OUTSIDE = 90, 500, 25  # how far one goes to stand in no other group, on no line, in one's own
TRIES = 400  # places looked at from which a line would lead over words
WIDTHS = (("il.,:;|'!·ı’", 0.31), ("fjrt()[]/- «»“”", 0.42), ("mwMWQO@%…—", 0.98))


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How far a text reaches in the typefaces of the house, rather more than less."""
    return sum(map(_letter, text)) * size * (1.07 if bold else 1.0)


def _letter(one: str) -> float:
    if unicodedata.category(one) in ("Mn", "Cf"):
        return 0.0
    for letters, found in WIDTHS:
        if one in letters:
            return found
    if "\u0600" <= one <= "\u06ff":
        return 0.95 if one in "سشصضـ" else 0.62
    if ord(one) > 0x2E80:
        return 1.05
    return 0.7 if one.isupper() else 0.62


@dataclass(frozen=True, slots=True)
class Form:
    """One way to set words: how far they and the sign they hang on reach from its middle, and how far one goes for it.
    `sign`: how far that reaches by itself; `way`: where from it the words stand, across or down."""

    left: float
    up: float
    right: float
    down: float
    cost: float = 0.0
    sign: float = 0.0
    way: tuple[int, int] = (0, 0)

    def hides(self, across: float, down: float) -> bool:
        """Whether a point so far from the middle of the sign is on the words."""
        off = across * self.way[0] + down * self.way[1]
        return off > self.sign and -self.left < across < self.right and -self.up < down < self.down


@dataclass(frozen=True, slots=True)
class Place:
    """The point words hang on, in which form; not free: upon a plate."""

    x: float
    y: float
    form: int
    is_free: bool = True


@dataclass(frozen=True, eq=False)
class Around:
    """A group for which words are set: its middle, where it is (by square, and by corner of squares), where others are,
    and where lines run."""

    middle: tuple[float, float]
    own: Any
    others: Any
    lines: Any
    outline: Sequence[tuple[float, float]]

    def edge(self, x: float, y: float) -> tuple[float, float] | None:
        """Where a line from words at this point ends that lead to the group; None where they stand in it."""
        if self.own[round(y / UNIT), round(x / UNIT)]:
            return None
        return min(self.outline, key=lambda one: (math.dist(one, (x, y)), one))


class Board:
    """A sheet of squares, and which of them are taken: by what is drawn, and by words."""

    def __init__(self, across: float, up: float) -> None:
        self.shape = math.ceil(up / UNIT), math.ceil(across / UNIT)
        self.drawn, self.words = np.zeros(self.shape, dtype=bool), np.zeros(self.shape, dtype=bool)

    def corners(self) -> tuple[Any, Any]:
        """Across and down of every corner of the squares, on the sheet."""
        down, across = np.mgrid[0 : self.shape[0] + 1, 0 : self.shape[1] + 1]
        return across * UNIT, down * UNIT

    def circle(self, x: float, y: float, radius: float) -> None:
        """Takes what a circle touches, and a little around it."""
        reach = radius + 1.5
        rows, columns = self._around(x, y, reach)
        down, across = np.ogrid[rows, columns]
        near_x = np.clip(x, across * UNIT, (across + 1) * UNIT) - x
        near_y = np.clip(y, down * UNIT, (down + 1) * UNIT) - y
        self.drawn[rows, columns] |= near_x**2 + near_y**2 < reach**2

    def along(self, outlines: Sequence[Sequence[tuple[float, float]]]) -> Any:
        """The squares that closed lines run through."""
        found = np.zeros(self.shape, dtype=bool)
        for points in outlines:
            for one, other in zip(points, (*points[1:], *points[:1]), strict=True):
                for row, column in self._through(one, other):
                    found[row, column] = True
        return found

    def line(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        """Takes what a line to words runs through, for words that come after it."""
        for row, column in self._through(one, other):
            self.drawn[row, column] = True

    def set(self, forms: Sequence[Form], around: Around) -> Place:
        """Words for a group, at the free place that is best; these squares are theirs then."""
        found = self._best(forms[:-1], around, self.drawn | self.words) or self._least(forms, around.middle)
        return self._taken(forms, found)

    def beside(self, forms: Sequence[Form], x: float, y: float) -> Place:
        """Words that hang on this very point, in the first form that is free."""
        for number, form in enumerate(forms):
            if self._holds(form, x, y) and not (self.drawn | self.words)[self._box(form, x, y)].any():
                return self._taken(forms, Place(x, y, number))
        held = [(number, form) for number, form in enumerate(forms) if self._holds(form, x, y)]
        number, _form = min(
            held or list(enumerate(forms)),
            key=lambda one: (
                np.count_nonzero(self.words[self._box(one[1], x, y)]),
                np.count_nonzero(self.drawn[self._box(one[1], x, y)]),
                one[0],
            ),
        )
        return self._taken(forms, Place(x, y, number, is_free=False))

    def _best(self, forms: Sequence[Form], around: Around, taken: Any) -> Place | None:
        across, down = self.corners()
        off = np.hypot(across - around.middle[0], down - around.middle[1]) + OUTSIDE * ~around.own
        sums = _sums(taken), _sums(FOREIGN * around.others + ACROSS * around.lines)
        costs = [self._costs(form, off, sums) for form in forms]
        best = [int(np.argmin(one)) for one in costs]
        for _try in range(TRIES):
            number = min(range(len(forms)), key=lambda one: (float(costs[one].flat[best[one]]), one))
            row, column = divmod(best[number], off.shape[1])
            if not np.isfinite(costs[number][row, column]):
                return None
            x, y = column * UNIT, row * UNIT
            if self._is_led(forms[number], around.edge(x, y), x, y):
                return Place(x, y, number)
            costs[number][max(0, row - 2) : row + 3, max(0, column - 2) : column + 3] = np.inf  # nor right beside it
            best[number] = int(np.argmin(costs[number]))
        return None

    def _is_led(self, form: Form, end: tuple[float, float] | None, x: float, y: float) -> bool:
        """Whether a line from here to the group, where there must be one, runs over no words."""
        if end is None:
            return True
        way = self._along((x, y), end)
        return not any(form.hides(one - x, other - y) for one, other in way) and not any(
            self.words[self._square(*one)] for one in way
        )

    def _costs(self, form: Form, off: Any, sums: Sequence[Any]) -> Any:
        """For every corner of squares what it costs to hang the words there; infinite where it is not free."""
        left, up, right, down = (math.ceil(one / UNIT) for one in (form.left, form.up, form.right, form.down))
        costs = np.full(off.shape, np.inf)
        rows, columns = self.shape
        if left + right + 2 * EDGE > columns or up + down + 2 * EDGE > rows:
            return costs
        there = slice(up + EDGE, rows - down - EDGE + 1), slice(left + EDGE, columns - right - EDGE + 1)
        taken, worse = (_within(one, there, (left, up, right, down)) for one in sums)
        told = off[there] + form.cost + worse / ((left + right) * (up + down))
        costs[there] = np.where(taken > 0, np.inf, told)
        return costs

    def _least(self, forms: Sequence[Form], middle: tuple[float, float]) -> Place:
        """Where no place is free: upon no other words, and hiding least of what is drawn. In the last of the forms, the
        smallest, there always is one."""
        across, down = self.corners()
        off = np.hypot(across - middle[0], down - middle[1]) / 1000
        words, drawn = _sums(self.words), _sums(self.drawn)
        for number, form in enumerate(forms):
            if number < len(forms) - 4:
                continue
            sides = [math.ceil(one / UNIT) for one in (form.left, form.up, form.right, form.down)]
            there = (
                slice(sides[1] + EDGE, self.shape[0] - sides[3] - EDGE + 1),
                slice(sides[0] + EDGE, self.shape[1] - sides[2] - EDGE + 1),
            )
            cost = _within(drawn, there, sides) + off[there] + np.where(_within(words, there, sides) > 0, np.inf, 0)
            row, column = np.unravel_index(int(np.argmin(cost)), cost.shape)
            if np.isfinite(cost[row, column]):
                x, y = (int(column) + there[1].start) * UNIT, (int(row) + there[0].start) * UNIT
                return Place(x, y, number, is_free=False)
        return Place(*middle, len(forms) - 1, is_free=False)

    def _taken(self, forms: Sequence[Form], place: Place) -> Place:
        self.words[self._box(forms[place.form], place.x, place.y)] = True
        return place

    def _holds(self, form: Form, x: float, y: float) -> bool:
        rows, columns = self.shape
        return (
            x - form.left >= EDGE * UNIT
            and y - form.up >= EDGE * UNIT
            and x + form.right <= (columns - EDGE) * UNIT
            and y + form.down <= (rows - EDGE) * UNIT
        )

    def _box(self, form: Form, x: float, y: float) -> tuple[slice, slice]:
        return (
            slice(max(0, math.floor((y - form.up) / UNIT)), math.ceil((y + form.down) / UNIT)),
            slice(max(0, math.floor((x - form.left) / UNIT)), math.ceil((x + form.right) / UNIT)),
        )

    def _around(self, x: float, y: float, reach: float) -> tuple[slice, slice]:
        rows, columns = self.shape
        return (
            slice(max(0, int((y - reach) // UNIT)), min(rows, int((y + reach) // UNIT) + 1)),
            slice(max(0, int((x - reach) // UNIT)), min(columns, int((x + reach) // UNIT) + 1)),
        )

    def _through(self, one: tuple[float, float], other: tuple[float, float]) -> list[tuple[int, int]]:
        return [self._square(*point) for point in self._along(one, other)]

    def _along(self, one: tuple[float, float], other: tuple[float, float]) -> list[tuple[float, float]]:
        steps = max(1, math.ceil(math.dist(one, other) / (UNIT / 2)))
        return [
            (one[0] + (other[0] - one[0]) * step / steps, one[1] + (other[1] - one[1]) * step / steps)
            for step in range(steps + 1)
        ]

    def _square(self, x: float, y: float) -> tuple[int, int]:
        return min(int(y / UNIT), self.shape[0] - 1), min(int(x / UNIT), self.shape[1] - 1)


def _sums(squares: Any) -> Any:
    """Of every corner what stands in the squares above and before it, together."""
    whole = np.zeros((squares.shape[0] + 1, squares.shape[1] + 1), dtype=np.int32)
    np.cumsum(np.cumsum(squares, axis=0), axis=1, out=whole[1:, 1:])
    return whole


def _within(sums: Any, there: tuple[slice, slice], sides: Sequence[int]) -> Any:
    """The same of the squares that words hanging on each of these corners would stand on."""
    left, up, right, down = sides
    rows, columns = there

    def at(row: int, column: int) -> Any:
        return sums[rows.start + row : rows.stop + row, columns.start + column : columns.stop + column]

    return at(down, right) - at(-up, right) - at(down, -left) + at(-up, -left)
