"""matrix.xlsx: the counts, a sheet a matrix and language, with their denominators and a sheet that says what they are.

Unknown stays empty to a formula and is shown as "–"; 0 is a number. The darker the cell, the larger its part of the
passages of its column; the colouring is a rule of the sheet, so it follows when someone corrects a count.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from types import MappingProxyType
from typing import Any

from django.utils import translation
from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from mithaq.exchange.bidi import clean, isolate
from mithaq.exchange.formats.archive import repack
from mithaq.exchange.manuscript import wording
from mithaq.foundation.languages import direction
from mithaq.synthesis.report import Label, Matrix, Report

_FACE = {"ar": "Noto Sans Arabic", "en": "Noto Sans", "fr": "Noto Sans"}
_SHADES = (("84AEB1", 0.20), ("AECACC", 0.10), ("D3E2E3", 0.05), ("EEF3F3", 0.0))
_ADDRESS = re.compile(r"https?://\S+")
_REFUSED_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_RULE = Side(style="thin", color="CFCABD")
_STRONG = Side(style="medium", color="4F4C45")
_BELOW, _BELOW_HEADS, _ABOVE_SUMS = Border(bottom=_RULE), Border(bottom=_STRONG), Border(top=_STRONG)
_PLAIN: Mapping[str, Any] = MappingProxyType({})
_MIDDLE: Mapping[str, Any] = MappingProxyType({"horizontal": "center"})
_HEAD_ROW = 4
_READING = {"ltr": 1, "rtl": 2}
_WIDTHS = ((6, 26), (10, 16), (10_000, 11))  # up to so many columns, so wide each
_STATE_COLUMN = 5  # of the lines: how a translation stands; hidden where it would be empty
_LINE_WIDTHS = (10, 34, 18, 70, 24, 14, 20)
_FITS_A_PAGE = 40
_LINE = 17.0


def write(reports: Sequence[Report]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    taken: set[str] = set()
    for report in reports:
        with translation.override(report.lang):
            _Sheets(book, report, taken).write()
    if not book.worksheets:
        book.create_sheet("–")
    first = reports[0]
    book.properties.title = clean(first.title)
    book.properties.creator = clean(first.institution.text) or "Mithaq"
    book.properties.language = first.lang
    book.properties.keywords = first.status
    out = io.BytesIO()
    book.save(out)
    return repack(out.getvalue(), at=first.made_at)


class _Sheets:
    """The sheets of one report: first what they are, then a sheet a matrix."""

    def __init__(self, book: Workbook, report: Report, taken: set[str]) -> None:
        self.book, self.report, self.taken = book, report, taken
        self.direction = direction(report.lang)
        self.is_suggested = wording.counts_are_suggested(report)
        self.face = _FACE.get(report.lang, "Noto Sans")
        self.looks: dict[tuple[object, ...], StyleArray] = {}

    def write(self) -> None:
        self.notes()
        self.lines()
        for matrix in self.report.matrices:
            self.matrix(matrix)

    def sheet(self, name: str, rows: int) -> Worksheet:
        """Names are at most 31 signs, end in their language and are no one else's."""
        ending = f" ({self.report.lang})"
        bare = _REFUSED_IN_NAMES.sub(" ", clean(name)).strip() or "–"
        tries = (f"{bare[: 31 - len(ending) - len(tail)]}{tail}{ending}" for tail in _tails())
        chosen = next(name for name in tries if name.casefold() not in self.taken)
        self.taken.add(chosen.casefold())
        sheet = self.book.create_sheet(chosen)
        sheet.sheet_view.rightToLeft = self.direction == "rtl"
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(rows <= _FITS_A_PAGE)
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.center.text = "&P / &N"
        return sheet

    def cell(
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        value: str | int | None,
        *,
        font: Mapping[str, Any] = _PLAIN,
        place: Mapping[str, Any] = _PLAIN,
        border: Border | None = None,
    ) -> None:
        """Text stays text, whatever sign it begins with: the cell says so, and editing it keeps it so.

        What a cell looks like is worked out once for all that look alike: openpyxl compares every part each time.
        """
        cell, is_text = sheet.cell(row, column), isinstance(value, str)
        cell.value = value
        if is_text:
            cell.data_type = "s"
        look = (is_text, tuple(font.items()), tuple(place.items()), id(border))
        if look in self.looks:
            cell._style = copy(self.looks[look])
            return
        if is_text:
            cell.quotePrefix = True
        cell.font = Font(**{"name": self.face, "size": 10, "color": "1C1B19"} | dict(font))
        cell.alignment = Alignment(**{"vertical": "center", "readingOrder": _READING[self.direction]} | dict(place))
        if border is not None:
            cell.border = border
        self.looks[look] = copy(cell._style)

    def notes(self) -> None:
        sheet = self.sheet(wording.read_me(), rows=1)
        sheet.column_dimensions["A"].width = 100
        report = self.report
        lines: list[tuple[str, dict[str, Any]]] = [
            (clean(report.title), {"bold": True, "size": 16}),
            (clean(report.subtitle), {"size": 11, "color": "4F4C45"}),
            (f"{self.mark()}: {clean(report.status_note)}", {"bold": True, "color": "7D4E00"}),
            *((f"{label}: {_ADDRESS.sub(_own_order, clean(value.text))}", {}) for label, value, _url in self.front()),
            *((sentence, {}) for sentence in wording.counted_notes(suggested=self.is_suggested)),
            *((clean(sentence), {}) for sentence in report.method),
            *((clean(note), {}) for note in self.simulated()),
            (clean(wording.made(report.made_at, report.version, self.digest(), report.lang)), {"color": "4F4C45"}),
        ]
        for row, (text, font) in enumerate(filter(lambda line: line[0], lines), start=1):
            self.cell(sheet, row, 1, text, font=font, place={"wrapText": True, "vertical": "top"})
            size = font.get("size", 10)
            sheet.row_dimensions[row].height = _LINE * size / 10 * (1 + len(text) * size // 1000) + 4

    def mark(self) -> str:
        return (wording.adopted() if self.report.adoption else wording.status(self.report.status)).label

    def front(self) -> tuple[tuple[str, Label, str], ...]:
        return wording.front(self.report.adoption, self.report.lang) if self.report.adoption else ()

    def digest(self) -> str:
        return "" if self.report.adoption else self.report.digest

    def lines(self) -> None:
        """What persons wrote, a row a line; no sheet where nobody wrote anything."""
        written = [(section, line) for section in self.report.sections for line in section.lines if line.text]
        if not written:
            return
        heads = wording.line_columns()
        sheet = self.sheet(wording.headings()["parts"], rows=len(written))
        self.cell(sheet, 1, 1, clean(self.report.title), font={"bold": True, "size": 14})
        for column, (head, width) in enumerate(zip(heads, _LINE_WIDTHS, strict=True), start=1):
            self.cell(sheet, _HEAD_ROW, column, head, font={"bold": True}, border=_BELOW_HEADS)
            sheet.column_dimensions[get_column_letter(column)].width = width
        states = wording.renditions()
        for row, (section, line) in enumerate(written, start=_HEAD_ROW + 1):
            state = states.get(line.rendition)
            cells = (
                (section.number, self.report.lang),
                (section.title.text, section.title.lang),
                (line.act_label, self.report.lang),
                (line.text, line.text_lang),
                (state.label if state else "", self.report.lang),
                (" ".join(f"[{quote.number}]" for quote in line.quotes), "en"),
                (line.uid, "en"),
            )
            for column, (text, lang) in enumerate(cells, start=1):
                place = {"wrapText": True, "vertical": "top", "readingOrder": _READING[direction(lang)]}
                self.cell(sheet, row, column, clean(text), place=place, border=_BELOW)
            longest = max(len(line.text) // 58, len(section.title.text) // 26, len(state.label) // 18 if state else 0)
            sheet.row_dimensions[row].height = (_LINE + 6 * (self.direction == "rtl")) * (1 + longest) + 4
        if not any(line.rendition in states for _section, line in written):
            sheet.column_dimensions[get_column_letter(_STATE_COLUMN)].hidden = True
        sheet.freeze_panes = sheet.cell(_HEAD_ROW + 1, 1)
        sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"

    def simulated(self) -> Iterator[str]:
        made_up = [source.number for source in self.report.sources if source.simulated]
        if made_up:
            yield wording.simulated_note(made_up, self.report.lang)

    def matrix(self, matrix: Matrix) -> None:
        sheet = self.sheet(matrix.title, rows=len(matrix.rows))
        last_row, last_column = _HEAD_ROW + len(matrix.rows), 1 + len(matrix.columns)
        self.cell(sheet, 1, 1, clean(matrix.title), font={"bold": True, "size": 14})
        status = wording.status("suggested" if self.is_suggested else self.report.status).label
        note = wording.joined((status, clean(matrix.note)))
        self.cell(sheet, 2, 1, note, font={"color": "7D4E00", "bold": True})
        self.head(sheet, matrix)
        for at, (label, values) in enumerate(zip(matrix.rows, matrix.cells, strict=True), start=_HEAD_ROW + 1):
            place = {"wrapText": True, "readingOrder": _READING[direction(label.lang)]}
            self.cell(sheet, at, 1, clean(label.text), place=place, border=_BELOW)
            for column, value in enumerate(values, start=2):
                self.count(sheet, at, column, value, border=_BELOW)
        self.denominators(sheet, matrix, last_row + 1)
        self.shade(sheet, matrix, last_row, last_column)
        sheet.freeze_panes = sheet.cell(_HEAD_ROW + 1, 2)
        sheet.print_title_rows, sheet.print_title_cols = f"{_HEAD_ROW}:{_HEAD_ROW}", "A:A"

    def head(self, sheet: Worksheet, matrix: Matrix) -> None:
        self.cell(sheet, _HEAD_ROW, 1, wording.corner(), font={"bold": True}, border=_BELOW_HEADS)
        width = next(width for most, width in _WIDTHS if len(matrix.columns) <= most)
        middle = {"wrapText": True, "horizontal": "center", "vertical": "bottom"}
        for column, label in enumerate(matrix.columns, start=2):
            text = clean(label.text)
            place = middle | {"readingOrder": _READING[direction(label.lang)]}
            self.cell(sheet, _HEAD_ROW, column, text, font={"bold": True}, place=place, border=_BELOW_HEADS)
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.column_dimensions["A"].width = 52
        longest = max((len(label.text) for label in matrix.columns), default=0)
        sheet.row_dimensions[_HEAD_ROW].height = _LINE * min(8, 1 + longest // (width - 4))

    def count(
        self, sheet: Worksheet, row: int, column: int, value: int | None, border: Border, **style: Mapping[str, Any]
    ) -> None:
        """A dash for what is unknown: text to the eye, nothing to SUM or AVERAGE."""
        self.cell(sheet, row, column, "–" if value is None else value, place=_MIDDLE, border=border, **style)
        if value is not None:
            sheet.cell(row, column).number_format = "#,##0"

    def denominators(self, sheet: Worksheet, matrix: Matrix, row: int) -> None:
        bold = {"bold": True}
        label = clean(matrix.denominator_label) or wording.passages_read()
        self.cell(sheet, row, 1, label, font=bold, border=_ABOVE_SUMS)
        for column, value in enumerate(matrix.denominators, start=2):
            self.count(sheet, row, column, value, font=bold, border=_ABOVE_SUMS)

    def shade(self, sheet: Worksheet, matrix: Matrix, last_row: int, last_column: int) -> None:
        if not matrix.rows or not matrix.columns:
            return
        first, below = f"B{_HEAD_ROW + 1}", f"B${last_row + 1}"
        area = f"{first}:{get_column_letter(last_column)}{last_row}"
        for colour, step in _SHADES:
            rule = f"AND(ISNUMBER({first}),{first}>0,ISNUMBER({below}),{below}>0,{first}>={step}*{below})"
            fill = PatternFill(bgColor=colour, fill_type="solid")
            font = Font(bold=True) if step == _SHADES[0][1] else None
            sheet.conditional_formatting.add(area, FormulaRule([rule], fill=fill, font=font, stopIfTrue=True))


def _own_order(address: re.Match[str]) -> str:
    """An address in a sentence from right to left keeps its last slash at its end."""
    return isolate(address.group())


def _tails() -> Iterator[str]:
    yield ""
    number = 2
    while True:
        yield f" {number}"
        number += 1
