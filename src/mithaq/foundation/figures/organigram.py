"""What belongs to what: one box a line, further in what is part of it, so that it reads on a phone as well."""

from __future__ import annotations

from dataclasses import dataclass

from mithaq.foundation.figures.canvas import Canvas
from mithaq.foundation.figures.drawn import Drawn, Table

WIDTH, STEP, BOX, INDENT = 440, 64, 54, 26
DEEPEST, MOST = 6, 80


@dataclass(frozen=True, slots=True)
class Box:
    """`depth` 0 is the whole; a box is part of the last one before it that is less deep. `said`: how much of it is
    filled ("5 of 6"); `more` a line beneath its name."""

    name: str
    depth: int
    said: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Organigram:
    """`head` are the heads of the table: name, part of, filled, more."""

    key: str
    lang: str
    title: str
    says: str
    head: tuple[str, str, str, str]
    absent: str
    boxes: tuple[Box, ...]
    subtitle: str = ""
    note: str = ""


def draw_organigram(figure: Organigram) -> Drawn:
    shown = figure.boxes[:MOST]
    sheet = Canvas(WIDTH, max(STEP * len(shown) - (STEP - BOX) + 2, BOX), figure.lang, fits=True)
    above: dict[int, int] = {}
    for number, box in enumerate(shown):
        depth = min(box.depth, DEEPEST)
        parent = above.get(depth - 1)
        if parent is not None:
            _joined(sheet, depth, parent, number)
        above = {level: line for level, line in above.items() if level < depth} | {depth: number}
        _box(sheet, depth, number, box)
    return Drawn(
        title=figure.title,
        subtitle=figure.subtitle,
        note=figure.note,
        svg=sheet.svg(title=figure.title, says=figure.says, key=figure.key),
        table=Table(figure.head, tuple(_rows(figure.boxes)), figure.absent, figure.lang),
    )


def _joined(sheet: Canvas, depth: int, parent: int, number: int) -> None:
    across = (depth - 1) * INDENT + INDENT / 2
    middle = number * STEP + BOX / 2 + 1
    sheet.line(across, parent * STEP + BOX + 1, across, middle, "fig-edge")
    sheet.line(across, middle, depth * INDENT, middle, "fig-edge")


def _box(sheet: Canvas, depth: int, number: int, box: Box) -> None:
    x, y = depth * INDENT + 0.5, number * STEP + 1
    sheet.rect(x, y, WIDTH - x - 1, BOX, "fig-rest", says=box.name, more='rx="4"')
    room = WIDTH - x - 24 - (78 if box.said else 0)
    sheet.lines(
        x + 12, y + (18 if box.more else BOX / 2), box.name, room, size=13, most=1 if box.more else 2, bold=True
    )
    if box.more:
        sheet.lines(x + 12, y + 39, box.more, WIDTH - x - 24, "fig-soft", size=11.5, most=1)
    if box.said:
        sheet.text(WIDTH - 12, y + (23 if box.more else BOX / 2 + 5), box.said, size=13, at="end", bold=True)


def _rows(boxes: tuple[Box, ...]) -> list[tuple[str, str, str | None, str]]:
    above: dict[int, str] = {}
    rows = []
    for box in boxes:
        rows.append((box.name, above.get(box.depth - 1, ""), box.said or None, box.more))
        above = {level: name for level, name in above.items() if level < box.depth} | {box.depth: box.name}
    return rows
