"""evidence.csv: every row, every text as it was said, and nothing a spreadsheet would run."""

import csv
import io

import pytest

from mithaq.exchange.formats import evidence
from mithaq.foundation.cells import safe
from tests.exchange import sample


def rows(*reports):
    content = evidence.write(reports)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_it_has_a_row_a_passage_with_its_status():
    found = rows(sample.report("en"))

    assert len(found) == 24
    assert {row["status"] for row in found} == {"suggested", "confirmed"}
    assert found[0]["objectives"] == "8;11"
    assert found[0]["objective_scores"] == "0.930;0.500"
    assert found[0]["objective_status"] == "suggested;confirmed"
    assert found[0]["citation"] == "1"


def test_texts_come_back_as_they_were_said():
    found = rows(sample.report("en", hostile=True))
    said = [row["text"].removeprefix("'") for row in found]

    assert said[: len(sample.HOSTILE)] == list(sample.HOSTILE)
    assert found[len(sample.HOSTILE) - 1]["text"] == "''already quoted"


def test_no_cell_can_become_a_formula():
    found = rows(sample.report("en", hostile=True))
    cells = [cell for row in found for cell in row.values()]

    assert found[0]["file_name"] == "'=cmd|' /C calc'!A0.pdf"
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


@pytest.mark.parametrize(
    "text",
    ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", " =1", "\u00a0+1", "＝1", "'a", "\u202e=1", "\x01=1", "\u200b@a"],
)
def test_what_acts_is_held_by_one_apostrophe(text):
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "3.5", "نوصي", "…-", "’tis"])
def test_what_does_not_act_is_left_alone(text):
    assert safe(text) == text


def test_the_reason_stands_in_each_language():
    header = evidence.write(sample.trilingual()).decode("utf-8-sig").split("\r\n")[0].split(",")

    assert header == [*evidence.COLUMNS, "not_used_because_ar", "not_used_because_en", "not_used_because_fr"]


def test_excel_knows_it_is_utf_8():
    assert evidence.write([sample.report("ar")]).startswith(b"\xef\xbb\xbfpassage,")


def test_every_column_is_explained():
    from tests.house.plan import HERE

    told = (HERE / "docs" / "rooms" / "exchange.md").read_text(encoding="utf-8")

    assert [name for name in evidence.COLUMNS if f"`{name}`" not in told] == []
