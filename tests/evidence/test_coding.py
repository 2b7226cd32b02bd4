"""The machine suggests; what a person decided is never written over."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scope

from mithaq.evidence import selectors
from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Status
from mithaq.evidence.models import Coding
from mithaq.foundation.models import Entry, Job
from tests.cast import AT
from tests.evidence import papers


@pytest.fixture
def code(cast):
    def all_of(*documents, **more):
        return evidence.code(cast.institution, documents, by=cast.badr.actor, at=AT, workers=1, **more)

    return all_of


def passage_with(document, words):
    return next(r for r in selectors.readings([document]) if words in r.text)


def test_coding_suggests_objectives_acts_speakers_and_states(cast, coded):
    with cast.scope():
        fees = passage_with(coded, "recruitment fees")
        remittances = passage_with(coded, "remittances")
        detention = passage_with(coded, "detention")
        statuses = set(Coding.objects.values_list("status", flat=True))

    assert fees.act == "recommendation"
    assert 6 in [code for code, _, _ in fees.objectives]
    assert 20 in [code for code, _, _ in remittances.objectives]
    assert sorted(remittances.countries) == ["EG", "MA"]
    assert detention.speaker == "civil_society"
    assert statuses == {Status.SUGGESTED}


def test_evidence_spans_lie_within_the_words_of_the_passage(cast, coded):
    with cast.scope():
        rows = list(Coding.objects.select_related("passage"))

    spans = [(c.passage.text, a, b) for c in rows for a, b in c.spans]
    assert len(spans) > 3
    assert [s for s in spans if not 0 <= s[1] < s[2] <= len(s[0])] == []


def test_coding_again_with_the_same_version_does_nothing(cast, coded, code):
    with cast.scope():
        before = list(Coding.objects.order_by("pk").values_list("pk", flat=True))

    done = code(coded)

    with cast.scope():
        assert done == 0
        assert list(Coding.objects.order_by("pk").values_list("pk", flat=True)) == before


def test_coding_anew_replaces_suggestions_and_doubles_nothing(cast, coded, code):
    with cast.scope():
        before = sorted(Coding.objects.values_list("passage", "scheme", "code"))

    code(coded, again=True)

    with cast.scope():
        assert sorted(Coding.objects.values_list("passage", "scheme", "code")) == before


def test_what_a_person_confirmed_or_rejected_survives_and_is_not_suggested_again(cast, coded, code):
    with cast.scope():
        act = Coding.objects.filter(scheme="act", code="recommendation").first()
        objective = Coding.objects.filter(scheme="objective").first()
        Coding.objects.filter(pk=act.pk).update(status="confirmed", code="commitment", by_uid=cast.badr.person.uid)
        Coding.objects.filter(pk=objective.pk).update(status="rejected", by_uid=cast.badr.person.uid)

    code(coded, again=True)

    with cast.scope():
        acts = list(Coding.objects.filter(passage=act.passage, scheme="act").values_list("code", "status"))
        same = Coding.objects.filter(passage=objective.passage, scheme="objective", code=objective.code)
        read = next(r for r in selectors.readings([coded]) if r.pk == act.passage_id)
        assert acts == [("commitment", "confirmed")]
        assert list(same.values_list("status", flat=True)) == ["rejected"]
    assert (read.act, read.confirmed) == ("commitment", True)


def test_a_passage_has_one_act_and_one_speaker(cast, coded):
    with cast.scope():
        act = Coding.objects.filter(scheme="act").first()
        act.pk, act.uid, act.code = None, "another", "fact"

        with pytest.raises(IntegrityError), transaction.atomic():
            act.save(force_insert=True)


def test_nobody_but_a_person_confirms(cast, coded):
    with cast.scope(), pytest.raises(IntegrityError), transaction.atomic():
        Coding.objects.filter(scheme="act").update(status="confirmed", by_uid="")


def test_a_rejected_code_is_read_by_nobody(cast, coded):
    with cast.scope():
        Coding.objects.filter(scheme="country").update(status="rejected", by_uid=cast.badr.person.uid)

        read = selectors.readings([coded])

    assert [r.countries for r in read if r.countries] == []


def test_progress_is_told(cast, document, code):
    told = []

    code(document, progress=lambda step, done, total: told.append((step, done, total)))

    assert told[0] == ("code", 0, document.passage_count)
    assert told[-1] == ("code", document.passage_count, document.passage_count)


def test_each_document_coded_is_one_entry_in_the_minute(cast, coded):
    entry = Entry.objects.get(act="evidence.code")

    assert entry.about == f"evidence.document:{coded.uid}"
    assert entry.after["passages"] == coded.passage_count
    assert entry.after["suggestions"] > 5


def test_coding_later_runs_as_a_job_in_the_name_of_who_asked(cast, document, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = evidence.code_later(cast.institution, [document], by=cast.badr.actor, at=AT)

    job.refresh_from_db()
    document.refresh_from_db()
    assert job.state == Job.State.FINISHED
    assert job.outcome == {"documents": 1, "passages": document.passage_count}
    assert document.coder != ""
    assert Entry.objects.get(act="evidence.code").by_uid == cast.badr.person.uid


def test_a_document_of_another_institution_is_out_of_reach(cast, document):
    with scope(institution=cast.elsewhere):
        assert selectors.readings([document]) == []
        assert selectors.document(cast.elsewhere, document.uid, to=cast.dalia.account) is None


def test_reading_codes_costs_the_same_for_one_document_and_for_three(cast, deposit, code, django_assert_num_queries):
    documents = [deposit(text, name).document for name, text in papers.PAPERS.items()]
    code(*documents)

    with cast.scope():
        with django_assert_num_queries(2):
            one = selectors.readings(documents[:1])
        with django_assert_num_queries(2):
            three = selectors.readings(documents)

    assert len(one) < len(three) == sum(d.passage_count for d in documents)
