"""matrix.xlsx: counts with their denominators, unknown never zero, in three languages and both directions."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from mithaq.exchange.formats import matrix
from mithaq.synthesis.report import Label
from tests.exchange import sample


@pytest.fixture(scope="module")
def book():
    return load_workbook(io.BytesIO(matrix.write(sample.trilingual())))


def test_it_has_a_sheet_a_matrix_and_language_after_one_to_read_first(book):
    assert book.sheetnames[:4] == [
        "يُقرأ أولاً (ar)",
        "الأهداف بحسب الوثيقة (ar)",
        "الأهداف بحسب البلد (ar)",
        "الأهداف بحسب الفئة (ar)",
    ]
    assert book.sheetnames[4:6] == ["Read first (en)", "Objectives by document (en)"]
    assert len(book.sheetnames) == 12


def test_arabic_sheets_begin_at_the_right(book):
    assert [sheet.sheet_view.rightToLeft for sheet in book] == [True] * 4 + [False] * 8


def test_counts_are_numbers_and_unknown_is_a_dash(book):
    sheet = book["Objectives by category (en)"]

    assert (sheet["B5"].value, sheet["B6"].value, sheet["C5"].value) == ("–", 0, 5)
    assert sheet["B5"].data_type == "s"


def test_the_last_row_holds_the_denominators(book):
    sheet = book["Objectives by category (en)"]

    assert sheet["A28"].value == "Passages read"
    assert [cell.value for cell in sheet[28][1:]] == [60, 69, 78, 87, 96, 105, 114]


def test_heads_stay_in_sight(book):
    assert {sheet.freeze_panes for sheet in book if "Read" not in sheet.title and "يُقرأ" not in sheet.title} >= {"B5"}


def test_every_sheet_says_that_nobody_confirmed_it(book):
    suggested = {"ar": "مقترح آلياً", "en": "suggested", "fr": "suggéré"}
    for sheet in book:
        lang = sheet.title[-3:-1]
        assert suggested[lang] in " ".join(str(row[0].value) for row in sheet.iter_rows(max_row=3, max_col=1))


def test_the_shading_is_a_rule_over_the_denominators(book):
    sheet = book["Objectives by category (en)"]
    (area,) = sheet.conditional_formatting

    assert str(area.sqref) == "B5:H27"
    assert [rule.formula[0].rsplit(",", 1)[1] for rule in area.rules] == [
        "B5>=0.2*B$28)",
        "B5>=0.1*B$28)",
        "B5>=0.05*B$28)",
        "B5>=0.0*B$28)",
    ]


def test_no_text_becomes_a_formula_or_breaks_a_sheet():
    report = sample.report("en")
    cruel = replace(
        report.matrices[2],
        title="=1+1 [a]:b*c?/\\' and a title that is far too long for a sheet",
        rows=(Label('=HYPERLINK("http://evil.example")', "en"), *report.matrices[2].rows[1:]),
        columns=(Label("+cmd\x07\x00", "en"), *report.matrices[2].columns[1:]),
    )
    book = load_workbook(io.BytesIO(matrix.write([replace(report, matrices=(cruel, cruel))])))
    sheet = book.worksheets[1]

    assert [name[-5:] for name in book.sheetnames] == [" (en)"] * 3
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert (sheet["A5"].value, sheet["A5"].data_type) == ('=HYPERLINK("http://evil.example")', "s")
    assert (sheet["B4"].value, sheet["B4"].data_type) == ("+cmd", "s")


def test_a_report_without_matrices_still_opens():
    book = load_workbook(io.BytesIO(matrix.write([sample.empty("ar")])))

    assert book.sheetnames == ["يُقرأ أولاً (ar)"]
