"""Who was invited, who came, who spoke, who is cited: a few bars, each with what it is out of."""

from __future__ import annotations

from dataclasses import dataclass

from mithaq.foundation.figures.canvas import Canvas
from mithaq.foundation.figures.drawn import Drawn, Table

WIDTH, STEP, THICK, SAID = 350, 52, 16, 76


@dataclass(frozen=True, slots=True)
class Bar:
    """`count` of `of`; either may be None, not known. `said` words both: "14 of 22 States"."""

    label: str
    count: int | None
    of: int | None
    said: str


@dataclass(frozen=True, slots=True)
class Bars:
    """All bars share one scale, the greatest number there is; `head` are the three heads of the table."""

    key: str
    lang: str
    title: str
    says: str
    head: tuple[str, str, str]
    absent: str
    bars: tuple[Bar, ...]
    subtitle: str = ""
    note: str = ""


def draw_bars(figure: Bars) -> Drawn:
    sheet = Canvas(WIDTH, STEP * len(figure.bars), figure.lang, fits=True)
    full = max((n for bar in figure.bars for n in (bar.count, bar.of) if n is not None), default=0) or 1
    for number, bar in enumerate(figure.bars):
        _bar(sheet, STEP * number, bar, (WIDTH - SAID) / full)
    return Drawn(
        title=figure.title,
        subtitle=figure.subtitle,
        note=figure.note,
        svg=sheet.svg(title=figure.title, says=figure.says, key=figure.key),
        table=Table(figure.head, tuple((b.label, b.count, b.of) for b in figure.bars), figure.absent, figure.lang),
    )


def _bar(sheet: Canvas, y: float, bar: Bar, unit: float) -> None:
    top = y + STEP - THICK - 8
    sheet.lines(0, top - 14, bar.label, WIDTH, size=13.5, most=1, bold=True)
    sheet.text(WIDTH, top + THICK - 4, bar.said, "fig-soft", size=12.5, at="end")
    if bar.count is None:
        length = WIDTH - SAID if bar.of is None else bar.of * unit
        sheet.rect(0.5, top, length - 1, THICK, "fig-edge", says=bar.said, more='rx="2" stroke-dasharray="3 4"')
        return
    if bar.of is not None:
        sheet.rect(0.5, top, max(bar.of * unit - 1, 1), THICK, "fig-rest", more='rx="2"')
    if bar.count:
        sheet.rect(0, top, bar.count * unit, THICK, "fig-action", says=bar.said, more='rx="2"')
    else:
        sheet.line(0.75, top - 3, 0.75, top + THICK + 3, "fig-now", more='stroke-width="1.5"')
