"""A draft is written whole, every line with its citations, and the same evidence gives the same draft."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from mithaq.evidence import services as evidence
from mithaq.evidence.models import Coding, Passage
from mithaq.foundation import journal
from mithaq.foundation.models import Entry, Job
from mithaq.synthesis import selectors
from mithaq.synthesis import services as synthesis
from mithaq.synthesis.models import Citation, Line, Section, Source, Synthesis, Unused
from mithaq.synthesis.services import plan
from tests.cast import AT, compact


def rows():
    return {model: model.objects.count() for model in (Synthesis, Source, Section, Line, Citation, Unused)}


def test_a_draft_has_a_section_an_objective_and_no_line_without_citations(cast, shelf, draft):
    made = draft()

    with cast.scope():
        sections = list(made.synthesis.sections.all())
        assert made.is_new is True
        assert [s.objective for s in sections] == [*range(1, 24), None]
        assert Line.objects.count() > 5
        assert list(selectors.uncited_lines()) == []
        assert [s.document for s in made.synthesis.sources.all()] == sorted(shelf, key=lambda d: d.file_name)


def test_the_message_all_three_papers_carry_is_one_line_of_three_documents(cast, draft):
    made = draft()

    with cast.scope():
        line = Line.objects.filter(section__objective=6, section__synthesis=made.synthesis).order_by("order").first()
        members = line.facts["members"]

    assert line.act == "recommendation"
    assert {m["source"] for m in members} == {1, 2, 3}
    assert {m["lang"] for m in members} == {"ar", "en", "fr"}


def test_every_passage_read_is_cited_or_said_why_not(cast, draft):
    made = draft()

    with cast.scope():
        cited = set(Citation.objects.values_list("passage", flat=True))
        unused = set(Unused.objects.values_list("passage", flat=True))
        every = set(Passage.objects.values_list("pk", flat=True))

    assert cited | unused == every
    assert cited & unused == set()
    assert made.synthesis.figures["passages"] == len(every)
    assert made.synthesis.figures["cited"] == len(cited)


def test_the_same_evidence_drafted_again_doubles_nothing(cast, draft):
    first = draft()
    with cast.scope():
        before, entries = rows(), Entry.objects.count()

    second = draft()

    with cast.scope():
        assert (second.synthesis, second.is_new) == (first.synthesis, False)
        assert rows() == before
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("change", ["code", "document", "limit", "version"])
def test_other_evidence_codes_or_methods_give_another_draft(cast, shelf, draft, change, monkeypatch):
    first = draft()
    how = {}
    with cast.scope():
        if change == "code":
            coding = Coding.objects.filter(scheme="objective").first()
            Coding.objects.filter(pk=coding.pk).update(status="rejected", by_uid=cast.badr.person.uid)
        elif change == "document":
            how = {"documents": shelf[:2]}
        elif change == "limit":
            how = {"limit": 3}
        else:
            monkeypatch.setattr(plan, "VERSION", "plan-99")

    second = draft(**how)

    assert second.is_new is True
    assert second.synthesis != first.synthesis


def test_a_draft_that_fails_half_way_leaves_nothing(cast, draft, monkeypatch):
    def breaks(*args, **kwargs):
        raise RuntimeError("power cut")

    monkeypatch.setattr(journal, "write", breaks)

    with pytest.raises(RuntimeError, match="power cut"):
        draft()

    with cast.scope():
        assert set(rows().values()) == {0}


def test_a_line_without_a_citation_is_refused(cast, draft, monkeypatch):
    real = plan.by_objective

    def forgetful(*args, **kwargs):
        planned = real(*args, **kwargs)
        section = next(s for s in planned.sections if s.lines)
        section.lines[0] = plan.Line(section.lines[0].act, (), section.lines[0].members, 0.0)
        return planned

    monkeypatch.setattr(plan, "by_objective", forgetful)

    with pytest.raises(synthesis.Uncited):
        draft()

    with cast.scope():
        assert set(rows().values()) == {0}


def test_a_cited_passage_cannot_be_deleted(cast, draft):
    draft()

    with cast.scope():
        passage = Citation.objects.first().passage

        with pytest.raises(ProtectedError):
            passage.delete()


def test_questions_are_no_recommendations(cast, draft):
    draft()

    with cast.scope():
        raised = Line.objects.filter(section__key="questions")
        asked = {c.passage.text for line in raised for c in line.citations.all()}
        elsewhere = Citation.objects.exclude(line__section__key="questions").values_list("passage__text", flat=True)

        assert {line.act for line in raised} == {"question"}
        assert "How can consular protection of migrants be improved?" in asked
        assert [text for text in elsewhere if text.endswith(("?", "؟"))] == []


def test_without_evidence_there_is_nothing_to_say(cast):
    compact(cast)

    with pytest.raises(synthesis.NothingToSay) as why:
        synthesis.draft(cast.institution, by=cast.badr.actor, at=AT)

    assert why.value.why == "documents"


def test_sections_by_question_need_a_question(cast, draft):
    with pytest.raises(synthesis.NothingToSay) as why:
        draft(shape="question", questions=[{"en": ""}])

    assert why.value.why == "questions"


def test_sections_by_question_hold_what_speaks_of_the_same(cast, draft):
    asked = [{"en": "What should be done about recruitment fees?"}, {"fr": "Comment protéger les enfants migrants ?"}]

    made = draft(shape="question", questions=asked)

    with cast.scope():
        first, second = made.synthesis.sections.all()
        quoted = list(Citation.objects.filter(line__section=first).values_list("passage__lang", flat=True))
        children = list(Citation.objects.filter(line__section=second).values_list("passage__text", flat=True))
    assert {"ar", "en", "fr"} <= set(quoted)
    assert any("enfants migrants" in text for text in children)


def test_who_drafts_uses_only_what_they_may_see(cast, shelf):
    evidence.withdraw(cast.institution, shelf[0], because="Its author asked.", by=cast.badr.actor, at=AT)
    with cast.scope():
        type(shelf[1]).objects.filter(pk=shelf[1].pk).update(visibility="confidential")

    by_member = synthesis.draft(cast.institution, by=cast.chadia.actor, at=AT)

    with cast.scope():
        assert [s.document for s in by_member.synthesis.sources.all()] == [shelf[2]]


def test_a_draft_is_one_entry_in_the_minute(cast, draft):
    made = draft()

    entry = Entry.objects.get(act="synthesis.draft")
    assert entry.about == f"synthesis.synthesis:{made.synthesis.uid}"
    assert entry.by_uid == cast.badr.person.uid
    assert entry.after["documents"] == 3
    assert entry.after["lines"] == made.synthesis.figures["lines"]
    assert journal.verify(cast.institution.uid) is None


def test_files_refused_at_another_attempt_are_noted_on_the_same_draft(cast, draft):
    first = draft()

    second = draft(refused=[("scan.pdf", "no-text-layer", {"name": "scan.pdf", "pages": 3})])

    assert (second.synthesis, second.is_new) == (first.synthesis, False)
    assert second.synthesis.refused == [["scan.pdf", "no-text-layer", {"name": "scan.pdf", "pages": 3}]]
    assert Entry.objects.filter(act="synthesis.note_refused").count() == 1


def test_the_database_holds_one_draft_a_basis(cast, draft):
    made = draft().synthesis

    with cast.scope(), pytest.raises(IntegrityError), transaction.atomic():
        made.pk, made.uid = None, "another"
        made.save(force_insert=True)


def test_asked_for_later_it_runs_as_a_job_that_codes_first(cast, shelf, django_capture_on_commit_callbacks):
    with cast.scope():
        Coding.objects.all().delete()
        type(shelf[0]).objects.update(coder="")

    with django_capture_on_commit_callbacks(execute=True):
        job = synthesis.draft_later(cast.institution, shelf, by=cast.badr.actor, at=AT, limit=5)

    job.refresh_from_db()
    with cast.scope():
        made = Synthesis.objects.get()
        assert (job.state, job.outcome) == (Job.State.FINISHED, {"synthesis": made.uid, "is_new": True})
        assert made.limit == 5
        assert Line.objects.count() > 5
    assert Entry.objects.get(act="synthesis.draft").by_uid == cast.badr.person.uid


def test_matrices_count_statements_and_say_what_is_not_known(cast, shelf, draft):
    with cast.scope():
        type(shelf[0]).objects.filter(pk=shelf[0].pk).update(coder="")
        made = draft().synthesis

    matrix = made.figures["matrices"]["document"]
    with cast.scope():
        uncoded = next(s.number for s in made.sources.all() if s.document_id == shelf[0].pk) - 1
    assert {row[uncoded] for row in matrix["cells"]} == {None}
    assert all(cell is not None for row in matrix["cells"] for n, cell in enumerate(row) if n != uncoded)
    assert sum(matrix["denominators"]) == made.figures["statements"]
    country = made.figures["matrices"]["country"]
    assert {"MA", "TN", "EG", "LB", "LY"} >= set(country["columns"]) >= {"MA", "TN"}


def test_two_who_draft_from_the_same_evidence_at_once_get_one_synthesis(cast, draft, monkeypatch):
    real, inner = plan.by_objective, []

    def overtaken(*args, **kwargs):
        monkeypatch.setattr(plan, "by_objective", real)
        inner.append(draft())
        return real(*args, **kwargs)

    monkeypatch.setattr(plan, "by_objective", overtaken)

    outer = draft()

    with cast.scope():
        assert (outer.synthesis, outer.is_new) == (inner[0].synthesis, False)
        assert Synthesis.objects.count() == 1
