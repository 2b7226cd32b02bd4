"""What changed between two releases, line by line."""

from __future__ import annotations

from dataclasses import replace

from mithaq.synthesis.differences import Stretch, between
from mithaq.synthesis.report import Line, Quote, Report
from tests.exchange import sample


def line(uid: str, text: str, *cited: str, lang: str = "en") -> Line:
    quotes = tuple(Quote(n, passage, 1, "words", "en", 1, 0, 5) for n, passage in enumerate(cited, start=1))
    return Line("recommendation", "Recommendations", "", quotes, 1, (), (), (), uid=uid, text=text, text_lang=lang)


def report(*sections: list[Line]) -> Report:
    """The sections of the sample, with these lines."""
    plain = sample.report("en")
    return replace(
        plain, sections=tuple(replace(s, lines=tuple(own)) for s, own in zip(plain.sections, sections, strict=False))
    )


def test_the_same_release_has_no_difference():
    one = report([line("a", "Said.", "p1")], [line("b", "Said too.", "p2")])

    found = between(one, one)

    assert found.is_empty
    assert found.unchanged == 2


def test_lines_that_came_and_went_are_told_whole():
    found = between(report([line("a", "Old.", "p1")]), report([line("b", "New.", "p2")]))

    assert [(c.kind, c.uid, c.words) for c in found.sections[0].changes] == [
        ("added", "b", (Stretch("added", "New.", "en"),)),
        ("removed", "a", (Stretch("removed", "Old.", "en"),)),
    ]
    assert (found.count("added"), found.count("removed"), found.count("changed")) == (1, 1, 0)


def test_a_changed_line_shows_its_words():
    found = between(
        report([line("a", "States should abolish fees.", "p1")]), report([line("a", "States must abolish fees.", "p1")])
    )

    (change,) = found.sections[0].changes
    assert change.kind == "changed"
    assert change.words == (
        Stretch("same", "States ", "en"),
        Stretch("removed", "should", "en"),
        Stretch("added", "must", "en"),
        Stretch("same", " abolish fees.", "en"),
    )
    assert "".join(s.text for s in change.words if s.kind != "removed") == "States must abolish fees."
    assert "".join(s.text for s in change.words if s.kind != "added") == "States should abolish fees."


def test_arabic_words_are_compared_as_words():
    found = between(
        report([line("a", "ينبغي إلغاء الرسوم.", "p1", lang="ar")]),
        report([line("a", "يجب إلغاء الرسوم.", "p1", lang="ar")]),
    )

    assert [(s.kind, s.text) for s in found.sections[0].changes[0].words] == [
        ("removed", "ينبغي"),
        ("added", "يجب"),
        ("same", " إلغاء الرسوم."),
    ]


def test_citations_that_came_and_went_are_a_change_though_the_words_are_the_same():
    found = between(report([line("a", "Said.", "p1", "p2")]), report([line("a", "Said.", "p2", "p3")]))

    (change,) = found.sections[0].changes
    assert [q.passage for q in change.cited] == ["p3"]
    assert [q.passage for q in change.uncited] == ["p1"]
    assert all(stretch.kind == "same" for stretch in change.words)


def test_another_number_of_the_same_citation_is_no_change():
    before = report([line("a", "Said.", "p1")])
    after = report([line("new", "First.", "p9")], [])
    moved = replace(before.sections[0].lines[0], quotes=(replace(before.sections[0].lines[0].quotes[0], number=7),))
    after = replace(after, sections=(replace(after.sections[0], lines=(*after.sections[0].lines, moved)),))

    assert [c.uid for c in between(before, after).sections[0].changes] == ["new"]


def test_a_line_that_moved_says_where_it_stood():
    found = between(report([line("a", "Said.", "p1")], []), report([], [line("a", "Said.", "p1")]))

    (section,) = found.sections
    assert section.key == "objective-2"
    assert section.changes[0].moved_from == "1 Collect and use data"
    assert found.count("removed") == 0


def test_a_line_in_another_language_went_and_came_whole():
    """A translation arrived where the original stood in for it: no word of the two is the same."""
    found = between(report([line("a", "قيل.", "p1", lang="ar")]), report([line("a", "Said.", "p1", lang="en")]))

    assert [(run.lang, [p.kind for p in run.pieces]) for run in found.sections[0].changes[0].runs] == [
        ("ar", ["removed"]),
        ("en", ["added"]),
    ]


def test_a_section_that_is_gone_is_told_with_what_went():
    before = report([line("a", "Said.", "p1")], [line("b", "Said too.", "p2")])
    after = replace(before, sections=before.sections[:1])

    (section,) = between(before, after).sections
    assert (section.key, [c.kind for c in section.changes]) == ("objective-2", ["removed"])
