"""A folder becomes reports in one go; what cannot be read is named, and a second run doubles nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from mithaq.evidence.models import Coding, Document, Passage
from mithaq.foundation.actors import task
from mithaq.foundation.models import Entry
from mithaq.synthesis import services as synthesis
from mithaq.synthesis.models import Citation, Line, Synthesis, Unused
from tests.cast import AT, compact
from tests.evidence import papers

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
BY = task("synthesise")


@pytest.fixture
def folder(tmp_path):
    for name, text in papers.PAPERS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "empty.pdf").write_bytes(b"")
    return tmp_path


def test_a_folder_becomes_a_report_in_each_language(cast, folder):
    compact(cast)
    told = []

    whole = synthesis.synthesise_folder(
        cast.institution, folder, by=BY, at=AT, workers=1, progress=lambda *step: told.append(step)
    )

    assert [r.lang for r in whole.reports] == ["ar", "en", "fr"]
    assert {o.name: o.state for o in whole.outcomes} == {
        "cities.txt": "deposited",
        "civil-society.txt": "deposited",
        "empty.pdf": "refused",
        "unions.txt": "deposited",
    }
    assert [name for name, _ in whole.reports[1].refused] == ["empty.pdf"]
    assert all(any(s.lines for s in r.sections) for r in whole.reports)
    assert list(dict.fromkeys(step for step, _, _ in told)) == ["deposit", "code", "read", "compare", "draft", "report"]
    assert all(done <= total for _, done, total in told)


def test_run_again_nothing_doubles_and_the_reports_are_the_same(cast, folder):
    compact(cast)
    first = synthesis.synthesise_folder(cast.institution, folder, by=BY, at=AT, workers=1)
    tables = (Document, Passage, Coding, Synthesis, Line, Citation, Unused)
    with cast.scope():
        before = [model.objects.count() for model in tables]
    entries = Entry.objects.count()

    second = synthesis.synthesise_folder(cast.institution, folder, by=BY, at=AT, workers=1)

    with cast.scope():
        assert [model.objects.count() for model in tables] == before
    assert Entry.objects.count() == entries
    assert (first.is_new, second.is_new) == (True, False)
    assert second.reports == first.reports
    assert {o.state for o in second.outcomes} == {"already-there", "refused"}


def test_only_the_languages_asked_for_are_worded(cast, folder):
    compact(cast)

    whole = synthesis.synthesise_folder(cast.institution, folder, by=BY, at=AT, languages=("fr",), workers=1)

    assert [r.lang for r in whole.reports] == ["fr"]


def test_a_folder_in_which_nothing_can_be_read_gives_no_report(cast, tmp_path):
    compact(cast)
    (tmp_path / "empty.txt").write_bytes(b"")

    whole = synthesis.synthesise_folder(cast.institution, tmp_path, by=BY, at=AT)

    assert (whole.synthesis, whole.reports, [o.cause for o in whole.outcomes]) == (None, (), ["empty"])


def test_only_the_papers_of_the_folder_are_synthesised(cast, folder, tmp_path_factory):
    compact(cast)
    synthesis.synthesise_folder(cast.institution, folder, by=BY, at=AT, workers=1)
    other = tmp_path_factory.mktemp("other")
    (other / "only.txt").write_text(papers.ENGLISH + "\nMigrants must be heard.\n", encoding="utf-8")

    whole = synthesis.synthesise_folder(cast.institution, other, by=BY, at=AT, workers=1)

    assert [s.file_name for s in whole.reports[0].sources] == ["only.txt"]


@pytest.mark.conformance
def test_the_five_source_documents_become_three_reports(cast):
    if not SEEDS.exists():
        pytest.skip("../shared/seeds is not here")
    compact(cast)

    whole = synthesis.synthesise_folder(cast.institution, SEEDS, by=BY, at=AT, workers=1)

    assert [o.state for o in whole.outcomes] == ["deposited"] * 5
    for report in whole.reports:
        assert len(report.sources) == 5
        assert len([s for s in report.sections if s.lines]) > 15
        assert len(report.evidence) == sum(s.passages for s in report.sources)
        asked = [row for row in report.evidence if row.kind == "question" or row.act == "question"]
        assert len(asked) > 20
        assert {row.used_in for row in asked} <= {"", "questions"}
    meeting = next(s for s in whole.reports[0].sources if s.file_name.startswith("003"))
    recommended = [
        q
        for s in whole.reports[0].sections
        for line in s.lines
        if line.act == "recommendation"
        for q in line.quotes
        if q.source == meeting.number
    ]
    assert [q.text for q in recommended if q.text.rstrip().endswith("؟")] == []
