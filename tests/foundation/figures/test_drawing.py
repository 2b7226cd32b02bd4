"""Figures: what is counted is drawn, what is unknown is absent, Arabic is mirrored, and the table says the same."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from mithaq.foundation.figures import (
    ARAB_STATES,
    Bar,
    Bars,
    Column,
    Course,
    Edge,
    Matrix,
    Roadmap,
    Rounds,
    Stretch,
    Tile,
    Tiles,
    draw_bars,
    draw_matrix,
    draw_roadmap,
    draw_rounds,
    draw_tiles,
)
from mithaq.foundation.figures.canvas import wrap
from mithaq.foundation.figures.matrix import shade

SVG = "{http://www.w3.org/2000/svg}"
MATRIX = Matrix(
    key="m",
    lang="en",
    title="Objectives by group",
    says="Two rows and three columns.",
    corner="Objective",
    of_label="Read",
    absent="not known",
    rows=("1. Data", "2. Drivers"),
    columns=(Column("Unions", 10, "of 10"), Column("Cities", 4, "of 4"), Column("Unheard", None, "not known")),
    cells=((5, 0, None), (1, 4, None)),
)
BARS = Bars(
    key="b",
    lang="en",
    title="Who came",
    says="Three bars.",
    head=("Step", "Number", "Out of"),
    absent="not known",
    bars=(Bar("Came", 11, 22, "11 of 22"), Bar("Spoke", 0, 22, "0 of 22"), Bar("Invited", None, 22, "not known")),
)
ROADMAP = Roadmap(
    key="r",
    lang="en",
    title="When",
    says="Two stretches.",
    head=("What", "From", "Until"),
    absent="not known",
    stretches=(
        Stretch("Synthesis", Edge(date(2022, 1, 1), "1 January"), Edge(date(2022, 3, 5), "early March", slack=8)),
        Stretch("Review", Edge(date(2022, 4, 1), "1 April"), Edge(date(2022, 5, 1), "1 May")),
    ),
    today=date(2022, 2, 1),
    today_label="today",
)

ROUNDS = Rounds(
    key="c",
    lang="en",
    title="The count",
    says="Four candidates, three stages.",
    across="Stage",
    stages=("1", "2", "3"),
    courses=(
        Course("Amal", (20, 10, 10), "in", "elected first", at=0, place=1),
        Course("Badr", (4, 9, 10), "in", "elected second", at=2, place=2, kept=1),
        Course("Chadia", (5, 5, 0), "barred", "ruled out", at=2),
        Course("Dalia", (1, 0, 0), "out", "excluded", at=1),
    ),
    needed=10,
    needed_said="quota: 10",
    marks=(("in", "elected"), ("out", "excluded"), ("barred", "ruled out"), ("kept", "needed")),
    head=("Candidate", "1", "2", "3"),
    rows=(("Amal", 20, 10, 10), ("Badr", 4, 9, 10), ("Chadia", 5, 5, 0), ("Dalia", 1, 0, 0)),
    absent="not known",
)


def tiles(lang: str = "en", **counts: int | None) -> Tiles:
    return Tiles(
        key="t",
        lang=lang,
        title="Passages by State",
        says="Tiles.",
        head=("State", "Passages"),
        absent="not known",
        tiles=tuple(Tile(code, code.lower(), counts.get(code, 0)) for code in ARAB_STATES),
    )


def elements(drawn, tag: str, look: str = "") -> list[ElementTree.Element]:
    root = ElementTree.fromstring(drawn.svg)
    return [e for e in root.iter(f"{SVG}{tag}") if not look or e.get("class") == look]


def texts(drawn) -> list[str]:
    return [e.text.strip("\u2068\u2069") for e in elements(drawn, "text")]


DRAWN = {
    "matrix": (draw_matrix, MATRIX),
    "bars": (draw_bars, BARS),
    "tiles": (draw_tiles, tiles(MA=3)),
    "roadmap": (draw_roadmap, ROADMAP),
    "rounds": (draw_rounds, ROUNDS),
}


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_a_picture_names_and_describes_itself_and_carries_no_style(name, lang):
    draw, figure = DRAWN[name]

    root = ElementTree.fromstring(draw(replace(figure, lang=lang)).svg)

    assert root.find(f"{SVG}title").text == figure.title
    assert root.find(f"{SVG}desc").text == figure.says
    assert root.get("direction") == ("rtl" if lang == "ar" else "ltr")
    assert [e.tag for e in root.iter() if e.get("style") or e.tag in (f"{SVG}style", f"{SVG}script")] == []


@pytest.mark.parametrize("name", DRAWN)
def test_what_people_wrote_is_never_markup(name):
    draw, figure = DRAWN[name]
    nasty = '<script>alert("x")</script> & more'

    drawn = draw(replace(figure, title=nasty, says=nasty, key='"><script>'))

    assert "<script" not in drawn.svg
    assert ElementTree.fromstring(drawn.svg).find(f"{SVG}title").text == nasty


def test_zero_is_written_and_unknown_is_an_empty_outline():
    drawn = draw_matrix(MATRIX)

    assert [t for t in texts(drawn) if t.isdigit()] == ["5", "0", "1", "4"]
    assert len(elements(drawn, "rect", "fig-edge")) == 2
    assert drawn.table.rows == (("1. Data", 5, 0, None), ("2. Drivers", 1, 4, None), ("Read", 10, 4, None))
    assert drawn.table.shown[0] == ("1. Data", "5", "0", "not known")


def test_the_shade_is_the_share_of_the_column_and_not_the_count():
    assert shade(4, 4, most=1.0) == 5
    assert shade(5, 10, most=1.0) == 3
    assert shade(1, 10, most=1.0) == 1


def test_the_matrix_turns_round_in_arabic():
    left = elements(draw_matrix(MATRIX), "rect", "fig-5")[0]
    right = elements(draw_matrix(replace(MATRIX, lang="ar")), "rect", "fig-5")[0]
    width = float(ElementTree.fromstring(draw_matrix(MATRIX).svg).get("width"))

    assert float(right.get("x")) == pytest.approx(width - float(left.get("x")) - float(left.get("width")))


def test_west_stays_at_the_left_in_every_language():
    def west_of(lang: str) -> bool:
        rects = elements(draw_tiles(tiles(lang)), "rect")
        x = {e.find(f"{SVG}title").text.split(":")[0].strip(): float(e.get("x")) for e in rects}
        return x["ma"] < x["eg"] < x["om"]

    assert [west_of(lang) for lang in ("ar", "en", "fr")] == [True, True, True]


def test_all_tiles_are_equal_and_none_lies_on_another():
    rects = elements(draw_tiles(tiles()), "rect")

    assert len(rects) == 22
    assert {(r.get("width"), r.get("height")) for r in rects} == {("82", "82")}
    assert len(set(ARAB_STATES.values())) == 22


def test_a_state_of_which_nothing_is_known_is_not_zero():
    drawn = draw_tiles(tiles(SO=None, MA=3))

    assert len(elements(drawn, "rect", "fig-edge")) == 1
    assert dict(drawn.table.rows)["so"] is None
    assert dict(drawn.table.rows)["om"] == 0


def test_bars_share_one_scale_and_the_unknown_has_no_bar():
    drawn = draw_bars(BARS)
    [came] = elements(drawn, "rect", "fig-action")
    outline = elements(drawn, "rect", "fig-rest")[0]

    assert float(came.get("width")) == pytest.approx((float(outline.get("width")) + 1) / 2)
    assert len(elements(drawn, "rect", "fig-edge")) == 1
    assert drawn.table.rows == (("Came", 11, 22), ("Spoke", 0, 22), ("Invited", None, 22))


def test_an_uncertain_day_has_soft_bands_and_a_certain_one_has_none():
    drawn = draw_roadmap(ROADMAP)
    sure, soft = elements(drawn, "rect", "fig-4"), elements(drawn, "rect", "fig-3") + elements(drawn, "rect", "fig-2")

    assert (len(sure), len(soft)) == (2, 2)
    assert min(float(e.get("x")) for e in soft) >= float(sure[0].get("x")) + float(sure[0].get("width")) - 0.01
    assert "early March" in drawn.table.rows[0]


def test_the_file_of_the_table_is_safe_in_a_spreadsheet_and_keeps_unknown_empty():
    drawn = draw_matrix(replace(MATRIX, rows=("=cmd()", "2. Drivers")))

    rows = list(csv.reader(io.StringIO(drawn.table.csv().removeprefix("\ufeff"))))

    assert rows[1] == ["'=cmd()", "5", "0", ""]
    assert drawn.table.csv().startswith("\ufeff")


def test_the_picture_as_a_file_stands_alone():
    root = ElementTree.fromstring(draw_bars(BARS).file())

    assert [e.get("class") for e in root.iter(f"{SVG}rect") if not e.get("fill")] == []


def test_a_long_label_breaks_at_spaces_and_says_that_it_goes_on():
    assert wrap("one two three", width=60, size=10, most=2) == ["one two", "three"]
    assert wrap("one two three four five", width=60, size=10, most=2) == ["one two", "three…"]
    assert wrap("", width=60, size=10, most=2) == [""]
    assert wrap("one\u00a0: two", width=60, size=10, most=2) == ["one\u00a0: two"]
    assert wrap("several\u00a0: two", width=60, size=10, most=2) == ["several\u00a0:", "two"], (
        "no line begins with a colon"
    )


def test_how_a_count_ended_is_told_by_words_and_by_a_shape_of_its_own():
    drawn = draw_rounds(replace(ROUNDS, marks=()))

    assert {"elected first", "elected second", "ruled out", "excluded", "1", "2"} <= set(texts(drawn))
    assert len(elements(drawn, "circle", "fig-action")) == 2  # a disc for each who is in
    assert len(elements(drawn, "rect", "fig-out")) == 1  # a square for whom the rules rule out
    assert (len(elements(drawn, "circle", "fig-out")), len(elements(drawn, "line", "fig-cross"))) == (1, 3)
    assert len(elements(drawn, "line", "fig-tick")) == 2  # twice under whom the rules need


def test_what_was_needed_is_one_line_in_every_strip():
    drawn = draw_rounds(replace(ROUNDS, marks=()))

    lines = elements(drawn, "line", "fig-now")
    assert len(lines) == 4 + 1  # and once with its words
    assert texts(draw_rounds(replace(ROUNDS, needed=None))).count("quota: 10") == 0


@pytest.mark.parametrize("narrow", [False, True])
def test_stages_run_from_right_to_left_in_arabic(narrow):
    left, right = (
        [float(one.get("cx")) for one in elements(draw_rounds(replace(ROUNDS, lang=lang), narrow=narrow), "circle")]
        for lang in ("en", "ar")
    )
    width = float(ElementTree.fromstring(draw_rounds(ROUNDS, narrow=narrow).svg).get("width"))

    assert right == [pytest.approx(width - x) for x in left]


def test_the_narrow_picture_fits_a_phone():
    root = ElementTree.fromstring(draw_rounds(ROUNDS, narrow=True).svg)

    assert (float(root.get("width")), root.get("class")) == (350, "fits")


def test_a_staircase_is_as_high_as_the_votes():
    (path,) = [one for one in elements(draw_rounds(ROUNDS), "path") if one.find(f"{SVG}title").text == "excluded"]

    assert path.get("d").startswith("M200 165v-1.4h")  # 1 of 16 shown, in a strip 22 high
