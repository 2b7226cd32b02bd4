"""A count stage by stage: what each candidate had, where that was settled, and what was needed.

One strip a candidate, stages across. Settled is told by a mark and by words, never by shade alone: a disc with a number
for who is in, a cross for who is out, a barred square for whom the rules rule out, a double line under whom they keep.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from mithaq.foundation import habits
from mithaq.foundation.figures.canvas import Canvas
from mithaq.foundation.figures.drawn import Cell, Drawn, Table

Fate = Literal["in", "out", "barred", "open"]
LABEL, SAID, HIGH, WIDE_ROW, HEAD = 200, 170, 22, 36, 26
NARROW, NARROW_ROW = 350, 56
MOST_TICKS = 12
MARK = 7


@dataclass(frozen=True, slots=True)
class Course:
    """What one had at the end of each stage. `at`: the stage in which it was settled (None: never). `said` words it.

    `kept`: from this stage on the rules could not do without them. `place` stands in the disc of who is in.
    """

    label: str
    votes: tuple[float, ...]
    fate: Fate
    said: str
    at: int | None = None
    place: int = 0
    kept: int | None = None


@dataclass(frozen=True, slots=True)
class Rounds:
    """`stages` are the names of the stages on the axis, `across` says what they are. `needed` is drawn as a line where
    there is one, `needed_said` says what it is. `marks` says what each mark that occurs means. The
    table is handed in: `head` and `rows`.
    """

    key: str
    lang: str
    title: str
    says: str
    across: str
    stages: tuple[str, ...]
    courses: tuple[Course, ...]
    needed: float | None
    needed_said: str
    marks: tuple[tuple[Fate | Literal["kept"], str], ...]
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    absent: str
    subtitle: str = ""
    note: str = ""


def draw_rounds(figure: Rounds, *, narrow: bool = False) -> Drawn:
    """`narrow`: for a phone, each name above its strip; the same picture otherwise."""
    sheet = _narrow(figure) if narrow else _wide(figure)
    return Drawn(
        title=figure.title,
        subtitle=figure.subtitle,
        note=figure.note,
        svg=sheet.svg(title=figure.title, says=figure.says, key=f"{figure.key}-narrow" if narrow else figure.key),
        table=Table(figure.head, figure.rows, figure.absent, figure.lang),
    )


def _wide(figure: Rounds) -> Canvas:
    across = min(max(26 * len(figure.stages), 300), 560)
    base = LABEL + across + 8 + SAID
    sheet = Canvas(base, HEAD + WIDE_ROW * len(figure.courses) + _legend_height(figure, base), figure.lang)
    step = across / max(len(figure.stages), 1)
    _axis(sheet, figure, LABEL, step, HEAD + WIDE_ROW * len(figure.courses))
    sheet.text(0, HEAD - 10, figure.across, "fig-soft", size=11)
    scale = _scale(figure)
    for number, course in enumerate(figure.courses):
        foot = HEAD + WIDE_ROW * number + WIDE_ROW - 5
        sheet.lines(0, foot - HIGH / 2, course.label, LABEL - 12, size=12.5, most=2, bold=course.fate == "in")
        sheet.lines(LABEL + across + 8, foot - HIGH / 2, course.said, SAID - 8, "fig-soft", size=11.5, most=2)
        _strip(sheet, figure, course, LABEL, foot, step, scale)
    _legend(sheet, figure, HEAD + WIDE_ROW * len(figure.courses))
    return sheet


def _narrow(figure: Rounds) -> Canvas:
    sheet = Canvas(
        *(NARROW, HEAD + NARROW_ROW * len(figure.courses) + _legend_height(figure, NARROW)), figure.lang, fits=True
    )
    step = NARROW / max(len(figure.stages), 1)
    _axis(sheet, figure, 0, step, HEAD + NARROW_ROW * len(figure.courses))
    scale = _scale(figure)
    for number, course in enumerate(figure.courses):
        foot = HEAD + NARROW_ROW * (number + 1) - 6
        sheet.lines(0, foot - HIGH - 10, course.label, NARROW * 0.56, size=13, most=1, bold=course.fate == "in")
        sheet.lines(NARROW, foot - HIGH - 10, course.said, NARROW * 0.44, "fig-soft", size=12, at="end", most=1)
        _strip(sheet, figure, course, 0, foot, step, scale)
    _legend(sheet, figure, HEAD + NARROW_ROW * len(figure.courses))
    return sheet


def _scale(figure: Rounds) -> Callable[[float], float]:
    """Votes as heights, the same for all. What is far above what was needed is cut: there is no more to tell."""
    most = max((max(course.votes, default=0) for course in figure.courses), default=0) or 1
    top = min(most, figure.needed * 1.6) if figure.needed else most
    return lambda votes: min(votes / top, 1) * HIGH


def _axis(sheet: Canvas, figure: Rounds, start: float, step: float, foot: float) -> None:
    every = max(-(-len(figure.stages) // MOST_TICKS), 1)
    for number, name in enumerate(figure.stages):
        if number % every == 0:
            x = round(start + step * number, 1)
            sheet.line(x, HEAD - 8, x, foot, "fig-line")
            if x + 6 + 7 * len(name) < sheet.width:
                sheet.text(x + 3, HEAD - 10, name, "fig-soft", size=11)


def _strip(
    sheet: Canvas, figure: Rounds, course: Course, x: float, foot: float, step: float, scale: Callable[[float], float]
) -> None:
    heights = [scale(one) for one in course.votes]
    at = len(heights) if course.at is None else course.at
    rising = at if course.fate != "in" else at + 1
    sheet.line(x, foot, x + step * len(heights), foot, "fig-line")
    if rising:
        sheet.stairs(*(x, foot, step, heights[:rising]), "fig-4" if course.fate == "in" else "fig-2", says=course.said)
    if course.fate == "in" and heights[rising:]:
        sheet.stairs(round(x + step * rising, 2), foot, step, heights[rising:], "fig-1", says=course.said)
    if figure.needed:
        y = round(foot - scale(figure.needed), 1)
        sheet.line(x, y, x + step * len(heights), y, "fig-now", more='stroke-width="1" stroke-dasharray="4 3"')
    if course.kept is not None:
        start, end = round(x + step * course.kept, 1), round(x + step * min(at + 1, len(heights)), 1)
        for down in (1, 4):
            sheet.line(start, foot + down, end, foot + down, "fig-tick", more='stroke-width="1.5"')
    if course.at is not None:
        middle = x + min(max(step * (course.at + 0.5), MARK), step * len(heights) - MARK)
        _mark(sheet, course.fate, round(middle, 1), foot - HIGH / 2, habits.digits(str(course.place or "")))


def _mark(sheet: Canvas, fate: str, x: float, y: float, said: str = "") -> None:
    if fate == "in":
        sheet.dot(x, y, MARK + 1.5, "fig-action", more='stroke="none"')
        sheet.text(x, y + 4, said or "✓", "fig-on-action", size=11, at="middle", bold=True)
    elif fate in ("out", "barred"):
        if fate == "out":
            sheet.dot(x, y, MARK, "fig-out")
        else:
            sheet.rect(x - MARK, y - MARK, 2 * MARK, 2 * MARK, "fig-out", more='stroke-width="1.5"')
        sheet.line(x - 4, y - 4, x + 4, y + 4, "fig-cross", more='stroke-width="1.75"')
        if fate == "out":
            sheet.line(x - 4, y + 4, x + 4, y - 4, "fig-cross", more='stroke-width="1.75"')
    elif fate == "kept":
        for down in (-1.5, 1.5):
            sheet.line(x - MARK - 2, y + down, x + MARK + 2, y + down, "fig-tick", more='stroke-width="1.5"')


def _legend_height(figure: Rounds, width: float) -> float:
    return 20 + 24 * len(_legend_rows(figure, width))


def _legend_rows(figure: Rounds, width: float) -> list[Sequence[tuple[str, str]]]:
    """The marks that occur, with their words, in rows: two beside one another where there is room."""
    told: list[tuple[str, str]] = [*figure.marks]
    if figure.needed:
        told.append(("needed", figure.needed_said))
    each = 2 if width > 560 else 1
    return [told[n : n + each] for n in range(0, len(told), each)]


def _legend(sheet: Canvas, figure: Rounds, top: float) -> None:
    for number, row in enumerate(_legend_rows(figure, sheet.width)):
        y = top + 24 + 24 * number
        for column, (fate, said) in enumerate(row):
            x = sheet.width / 2 * column
            if fate == "needed":
                sheet.line(x, y, x + 20, y, "fig-now", more='stroke-width="1.5" stroke-dasharray="4 3"')
            else:
                _mark(sheet, fate, x + 10, y)
            sheet.text(x + 28, y + 4, said, "fig-soft", size=12)
