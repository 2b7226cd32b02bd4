"""Objectives (or any rows) against States, categories or documents: how many of how many."""

from __future__ import annotations

from dataclasses import dataclass

from mithaq.foundation.figures.canvas import Canvas
from mithaq.foundation.figures.drawn import Drawn, Table, figures, told

LABEL, ROW, HEAD, GAP = 280, 32, 76, 2
NARROW = 120


@dataclass(frozen=True, slots=True)
class Column:
    """`of` is how many were read in this column (None: not known); `of_said` words it: "of 312"."""

    label: str
    of: int | None
    of_said: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """`cells[row][column]`: None = not known, 0 = read and nothing found. The shade is the share of the column."""

    key: str
    lang: str
    title: str
    says: str
    corner: str
    of_label: str
    absent: str
    rows: tuple[str, ...]
    columns: tuple[Column, ...]
    cells: tuple[tuple[int | None, ...], ...]
    subtitle: str = ""
    note: str = ""


def shade(count: int, of: int | None, most: float) -> int:
    """1 (least) to 5 (most), by the share of the column beside the greatest share in the matrix."""
    share = count / of if of else 0.0
    return min(5, 1 + int(5 * share / most)) if most else 1


def draw_matrix(matrix: Matrix) -> Drawn:
    wide = 84 if len(matrix.columns) <= 8 else 60
    label_wide = min(LABEL, max(NARROW, 16 + 7.2 * max((len(label) for label in matrix.rows), default=0)))
    sheet = Canvas(label_wide + wide * len(matrix.columns), HEAD + ROW * len(matrix.rows) + 4, matrix.lang)
    most = max(
        (n / c.of for row in matrix.cells for n, c in zip(row, matrix.columns, strict=True) if n and c.of),
        default=0.0,
    )
    for j, column in enumerate(matrix.columns):
        middle = label_wide + wide * j + wide / 2
        sheet.lines(middle, HEAD / 2 - 12, column.label, wide - 6, size=12, at="middle", most=3, bold=True)
        sheet.text(middle, HEAD - 8, column.of_said, "fig-soft", size=11, at="middle")
    for i, (label, row) in enumerate(zip(matrix.rows, matrix.cells, strict=True)):
        y = HEAD + ROW * i
        sheet.line(0, y, label_wide + wide * len(matrix.columns), y, "fig-line")
        sheet.lines(0, y + ROW / 2, label, label_wide - 16, size=12, most=2)
        for j, (count, column) in enumerate(zip(row, matrix.columns, strict=True)):
            _cell(
                sheet,
                label_wide + wide * j,
                y,
                wide,
                count,
                column,
                most,
                told(label, column.label, matrix.lang),
                matrix,
            )
    head = (matrix.corner, *(c.label for c in matrix.columns))
    rows = tuple((label, *row) for label, row in zip(matrix.rows, matrix.cells, strict=True))
    last = (matrix.of_label, *(c.of for c in matrix.columns))
    return Drawn(
        title=matrix.title,
        subtitle=matrix.subtitle,
        note=matrix.note,
        svg=sheet.svg(title=matrix.title, says=matrix.says, key=matrix.key),
        table=Table(head, (*rows, last), matrix.absent, matrix.lang),
    )


def _cell(
    sheet: Canvas,
    x: float,
    y: float,
    wide: float,
    count: int | None,
    column: Column,
    most: float,
    where: str,
    m: Matrix,
) -> None:
    box = (x + GAP, y + GAP, wide - 2 * GAP, ROW - 2 * GAP)
    if count is None:
        sheet.rect(
            *box, "fig-edge", says=told(where, m.absent, m.lang), more='stroke-dasharray="2 3" stroke-width="0.75"'
        )
        return
    said = figures(count, m.lang)
    step = shade(count, column.of, most) if count else 0
    if step:
        sheet.rect(*box, f"fig-{step}", says=told(where, f"{said} {column.of_said}", m.lang), more='rx="2"')
    look = f"fig-on-{step}" if step else "fig-soft"
    sheet.text(x + wide / 2, y + ROW / 2 + 4.5, said, look, size=13, at="middle")
