"""Seats in an arc: who is of which kind, and which are free. Kinds carry a number, so that colour is never alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from mithaq.foundation import habits
from mithaq.foundation.figures.canvas import Canvas
from mithaq.foundation.figures.drawn import Drawn, Table, figures, told

WIDTH, SEAT, GAP, LINE = 360, 26, 7, 30
SHADES = (5, 2, 4, 1, 3)
_ONE_LINE = 40  # signs of a label; a longer one takes two lines, a little smaller, so that its number is never cut
MOST = 150  # seats drawn; the table has them all


@dataclass(frozen=True, slots=True)
class Kind:
    """Seats of one kind. `seats` says who sits on each; `free` kinds are drawn empty."""

    label: str
    seats: tuple[str, ...]
    free: bool = False


@dataclass(frozen=True, slots=True)
class Arc:
    """`said` stands under the arc ("5 of 6"); `head` are the two heads of the table."""

    key: str
    lang: str
    title: str
    says: str
    said: str
    head: tuple[str, str]
    absent: str
    kinds: tuple[Kind, ...]
    subtitle: str = ""
    note: str = ""


def draw_arc(figure: Arc) -> Drawn:
    order = [(number, kind, seat) for number, kind in enumerate(figure.kinds, start=1) for seat in kind.seats][:MOST]
    places, radius = _places(len(order))
    top = radius + SEAT
    width = max(WIDTH, 2 * radius + SEAT + 4)
    sheet = Canvas(width, top + 26 + LINE * len(figure.kinds), figure.lang, fits=True)
    for (across, up), (number, kind, seat) in zip(places, order, strict=True):
        _seat(sheet, width / 2 + across - SEAT / 2, top - up - SEAT / 2, number, kind, seat)
    sheet.text(width / 2, top + 8, figure.said, size=17, at="middle", bold=True)
    for number, kind in enumerate(figure.kinds, start=1):
        y = top + 26 + LINE * (number - 1)
        _seat(sheet, 2, y, number, kind, "")
        count = figures(len(kind.seats), figure.lang)
        label = told(kind.label, count, figure.lang)
        sheet.lines(SEAT + 14, y + SEAT / 2, label, width - SEAT - 16, size=13 if len(label) < _ONE_LINE else 12)
    return Drawn(
        title=figure.title,
        subtitle=figure.subtitle,
        note=figure.note,
        svg=sheet.svg(title=figure.title, says=figure.says, key=figure.key),
        table=Table(figure.head, tuple((k.label, len(k.seats)) for k in figure.kinds), figure.absent, figure.lang),
    )


def _seat(sheet: Canvas, x: float, y: float, number: int, kind: Kind, says: str) -> None:
    x, y = round(x, 1), round(y, 1)
    if kind.free:
        sheet.rect(x, y, SEAT, SEAT, "fig-edge", says=says, more=f'rx="{SEAT / 2:g}" stroke-dasharray="3 4"')
        return
    shade = SHADES[(number - 1) % len(SHADES)]
    sheet.rect(x, y, SEAT, SEAT, f"fig-{shade}", says=says, more=f'rx="{SEAT / 2:g}"')
    said = habits.digits(str(number))
    sheet.text(x + SEAT / 2, y + SEAT / 2 + 4.5, said, f"fig-on-{shade}", size=12.5, at="middle", bold=True)


def _places(number: int) -> tuple[list[tuple[float, float]], float]:
    """Where so many seats stand, from the start of the arc to its end: across from its middle, and up. And how far out
    the outermost row is."""
    rows = next((r for r, most in enumerate((12, 30, 56, 96), start=1) if number <= most), 5)
    step = SEAT + GAP
    inner = 70.0 if rows > 1 else 100.0
    while sum(_room(inner + row * step) for row in range(rows)) < number:
        inner += 6
    radii = [inner + row * step for row in range(rows)]
    found = [
        (angle, radius) for radius, many in zip(radii, _shared(number, radii), strict=True) for angle in _angles(many)
    ]
    found.sort(key=lambda place: (place[0], -place[1]))
    return [(-radius * math.cos(angle), radius * math.sin(angle)) for angle, radius in found], radii[-1]


def _room(radius: float) -> int:
    return int(math.pi * radius / (SEAT + GAP)) + 1


def _shared(number: int, radii: Sequence[float]) -> list[int]:
    """So many seats over rows, by how long each is; what is left over goes outside."""
    whole = sum(radii)
    shares = [int(number * radius / whole) for radius in radii]
    for row in range(number - sum(shares)):
        shares[-1 - row % len(radii)] += 1
    return shares


def _angles(many: int) -> list[float]:
    if many == 1:
        return [math.pi / 2]
    return [math.pi * place / (many - 1) for place in range(many)]
