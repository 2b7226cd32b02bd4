"""The manuscript words the report once: every printer says the same."""

from dataclasses import replace

import pytest
from django.utils import translation

from mithaq.exchange.bidi import FSI, PDI
from mithaq.exchange.manuscript import Text, compose
from tests.exchange import sample


def plain(text: str) -> str:
    return text.replace(FSI, "").replace(PDI, "")


def test_it_speaks_the_language_of_the_report_whatever_language_is_active():
    with translation.override("fr"):
        manuscript = compose(sample.report("ar"))

    assert (manuscript.lang, manuscript.dir) == ("ar", "rtl")
    assert manuscript.words["contents"] == "المحتويات"


def test_every_line_says_that_nobody_confirmed_it(lang):
    manuscript = compose(sample.report(lang))
    kinds = [s.marks[0].kind for part in manuscript.parts for act in part.acts for s in act.statements]

    assert kinds == ["suggested", "confirmed", "suggested", "suggested"] * 3
    assert manuscript.mark.kind == "suggested"
    assert [grid.marks[0].kind for grid in manuscript.grids] == ["suggested"] * 3
    assert all(proof.marks[0].kind in ("suggested", "confirmed") for proof in manuscript.proofs)


def test_a_quotation_shows_its_status_only_where_its_line_says_otherwise():
    line = compose(sample.report("en")).parts[0].acts[1].statements[0]

    assert [mark.kind for mark in line.marks] == ["suggested"]
    assert [[mark.kind for mark in voice.marks] for voice in line.voices] == [["confirmed"], []]


def test_simulated_sources_are_marked_wherever_they_speak():
    manuscript = compose(sample.report("en"))
    simulated = [source.number for source in manuscript.references if source.marks]

    assert simulated == [2]
    assert all(("simulated" in [m.kind for m in proof.marks]) == (proof.source == 2) for proof in manuscript.proofs)
    assert plain(manuscript.notes[0]) == "Made up for demonstration, and no statement of anyone: documents 2."


def test_unofficial_titles_are_marked_and_explained():
    manuscript = compose(sample.report("en"))

    assert [[mark.kind for mark in part.marks] for part in manuscript.parts] == [[], ["unofficial"], [], []]
    assert "not the text of the compact" in manuscript.notes[1]


def test_each_cited_passage_stands_once_in_the_annex_and_knows_where_it_is_cited():
    manuscript = compose(sample.report("en"))

    assert [proof.number for proof in manuscript.proofs] == list(range(1, 25))
    assert [proof.parts for proof in manuscript.proofs][7:9] == [(("part-1", "1"),), (("part-2", "2"),)]


def test_lines_of_the_same_act_stand_together():
    part = compose(sample.report("en")).parts[0]

    assert [(act.label, len(act.statements)) for act in part.acts] == [("Recommendations", 2), ("Challenges", 2)]


def test_a_section_without_lines_says_so():
    empty = compose(sample.report("en")).parts[2]

    assert (empty.facts, empty.acts) == ("", ())
    assert empty.empty == "Nothing that was read speaks of this."


def test_unknown_is_a_dash_and_zero_is_a_zero():
    grid = compose(sample.report("en")).grids[0]

    assert (grid.cells[0][0], grid.shades[0][0]) == ("–", 0)
    assert (grid.cells[1][0], grid.shades[1][0]) == ("0", 0)


@pytest.mark.parametrize(
    ("count", "of", "shade"), [(0, 100, 0), (1, 100, 1), (5, 100, 2), (10, 100, 3), (20, 100, 4), (3, 0, 0)]
)
def test_shades_follow_the_part_of_the_column(count, of, shade):
    report = sample.report("en")
    matrix = replace(
        report.matrices[2],
        rows=report.matrices[2].rows[:1],
        columns=report.matrices[2].columns[:1],
        cells=((count,),),
        denominators=(of,),
    )

    assert compose(replace(report, matrices=(matrix,))).grids[0].shades == ((shade,),)


def test_documents_go_by_number_where_the_list_of_sources_is_the_columns():
    documents, countries, _categories = compose(sample.report("ar")).grids

    assert [column.source for column in documents.columns] == [1, 2, 3, 4, 5]
    assert {column.source for column in countries.columns} == {0}


def test_a_wide_grid_is_cut_into_even_panels():
    grid = compose(sample.report("en")).grids[1]
    panels = list(grid.panels(7))

    assert [len(panel.columns) for panel in panels] == [6, 6, 6, 4]
    assert sum((panel.denominators for panel in panels), ()) == grid.denominators
    assert [sum((panel.cells[r] for panel in panels), ()) for r in range(23)] == list(grid.cells)


def test_numbers_and_dates_follow_the_language():
    made = [plain(compose(sample.report(lang)).made).split(" · ")[0] for lang in ("ar", "en", "fr")]
    passages = [compose(sample.report(lang)).figures[1][1] for lang in ("ar", "en", "fr")]

    assert made == ["9 مارس 2026", "9 March 2026", "9 mars 2026"]
    assert passages == ["1,240", "1,240", "1\u202f240"]


def test_a_passage_of_an_unknown_language_goes_by_its_first_letter():
    assert Text.of("שלום", "und") == Text("שלום", "und", "rtl")
    assert Text.of("hola", "not a language") == Text("hola", "und", "ltr")


def test_a_report_on_nothing_is_still_a_report(lang):
    manuscript = compose(sample.empty(lang))

    assert (manuscript.parts, manuscript.grids, manuscript.proofs) == ((), (), ())
