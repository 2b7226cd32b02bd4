"""What happens when, as far as it is known: an edge that is only "early March" is drawn soft, in bands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mithaq.foundation import habits
from mithaq.foundation.figures.canvas import Canvas
from mithaq.foundation.figures.drawn import Drawn, Table

WIDTH, ROW, HEAD, THICK, PAD = 760, 54, 34, 14, 8
BANDS = (("fig-3", 0.5), ("fig-2", 1.0))


@dataclass(frozen=True, slots=True)
class Edge:
    """A day, and by how many days it may still move to either side. `said`: "early March 2022"."""

    day: date
    said: str
    slack: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    label: str
    start: Edge
    end: Edge


@dataclass(frozen=True, slots=True)
class Roadmap:
    """`head` are the three heads of the table; `today` draws a line with its word, when there is one."""

    key: str
    lang: str
    title: str
    says: str
    head: tuple[str, str, str]
    absent: str
    stretches: tuple[Stretch, ...]
    today: date | None = None
    today_label: str = ""
    subtitle: str = ""
    note: str = ""


def draw_roadmap(figure: Roadmap) -> Drawn:
    first = min(s.start.day - timedelta(s.start.slack) for s in figure.stretches).replace(day=1)
    last = max(s.end.day + timedelta(s.end.slack) for s in figure.stretches)
    last = (last.replace(day=1) + timedelta(32)).replace(day=1)
    days = (last - first).days
    sheet = Canvas(WIDTH, HEAD + ROW * len(figure.stretches) + 6, figure.lang)

    def place(day: date) -> float:
        return PAD + (WIDTH - 2 * PAD) * (day - first).days / days

    for month in _months(first, last):
        sheet.line(place(month), HEAD - 8, place(month), sheet.height, "fig-line")
        said = habits.part(month, "MMM y", figure.lang)
        sheet.text(place(month) + 4, 16, said, "fig-soft", size=11.5)
    for number, stretch in enumerate(figure.stretches):
        _stretch(sheet, HEAD + ROW * number, stretch, place)
    if figure.today and first <= figure.today <= last:
        x = place(figure.today)
        sheet.line(x, HEAD - 14, x, sheet.height, "fig-now", more='stroke-width="2" stroke-dasharray="5 3"')
        near_end = x > WIDTH * 0.8
        sheet.text(x - 5 if near_end else x + 5, HEAD + 2, figure.today_label, "fig-attention", size=11.5,
                   at="end" if near_end else "start", bold=True)  # fmt: skip
    return Drawn(
        title=figure.title,
        subtitle=figure.subtitle,
        note=figure.note,
        svg=sheet.svg(title=figure.title, says=figure.says, key=figure.key),
        table=Table(
            figure.head,
            tuple((s.label, s.start.said, s.end.said) for s in figure.stretches),
            figure.absent,
            figure.lang,
        ),
    )


def _stretch(sheet: Canvas, y: float, stretch: Stretch, place) -> None:
    start, end = stretch.start, stretch.end
    inner = (place(start.day + timedelta(start.slack)), place(end.day - timedelta(end.slack)))
    if inner[1] > inner[0]:
        sheet.rect(inner[0], y + 24, max(inner[1] - inner[0], 3), THICK, "fig-4", says=stretch.label)
    for look, from_day, to_day in _soft(start, -1) + _soft(end, +1):
        left, right = sorted((place(from_day), place(to_day)))
        sheet.rect(left, y + 24, max(right - left, 1), THICK, look)
    x = min(place(start.day - timedelta(start.slack)), WIDTH - PAD)
    late = x > WIDTH * 0.6
    sheet.text(place(end.day + timedelta(end.slack)) if late else x, y + 17, stretch.label, size=13,
               at="end" if late else "start", bold=True)  # fmt: skip


def _soft(edge: Edge, outward: int) -> list[tuple[str, date, date]]:
    """The bands of one edge, from the sure side outward; none when the day is sure."""
    found, sure = [], edge.day - outward * timedelta(edge.slack)
    reach = 2 * edge.slack
    before = 0.0
    for look, part in BANDS:
        if not edge.slack:
            break
        found.append((look, sure + outward * timedelta(reach * before), sure + outward * timedelta(reach * part)))
        before = part
    return found


def _months(first: date, last: date) -> list[date]:
    """The first days of months, thinned to at most eight."""
    months, month = [], first
    while month < last:
        months.append(month)
        month = (month + timedelta(32)).replace(day=1)
    every = -(-len(months) // 8)
    return months[::every]
