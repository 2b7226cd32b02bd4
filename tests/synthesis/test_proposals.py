"""A line that software suggests is taken as a beginning, or dismissed with a reason; both can be told afterwards."""

from __future__ import annotations

import pytest

from mithaq.foundation.models import Entry
from mithaq.synthesis import selectors, services
from mithaq.synthesis.models import Line, Unused
from tests.cast import AT
from tests.synthesis.desk import proposal


@pytest.fixture
def made(draft):
    return draft().synthesis


@pytest.fixture(autouse=True)
def inside(cast):
    with cast.scope():
        yield


def test_a_taken_line_begins_with_its_citations_and_a_sentence_in_the_drafters_language(cast, made):
    suggested = proposal(made)

    line = services.take(suggested, lang="fr", by=cast.badr.actor, at=AT)

    text = line.renditions.get().text
    assert text.startswith("Recommandation portée par {documents:words}")
    assert "frais de recrutement" in text
    assert [c.passage_id for c in line.citations.all()] == [c.passage_id for c in suggested.citations.all()]
    assert (line.taken_from, line.act, line.status) == (suggested, suggested.act, "confirmed")


def test_a_taken_suggestion_stands_nowhere_beside_its_line(cast, made):
    suggested = proposal(made)
    services.take(suggested, lang="en", by=cast.badr.actor, at=AT)

    told = selectors.reports(made, ("en",))[0]
    lines = next(s for s in told.sections if s.key == "objective-6").lines

    assert suggested.uid not in [line.uid for line in lines]
    assert lines[0].text.startswith("Recommendation carried by three submissions")


def test_everyone_who_says_it_can_be_cited(cast, draft):
    made = draft().synthesis
    suggested = proposal(made)
    suggested.citations.order_by("order").last().delete()

    line = services.take(suggested, lang="en", everyone=True, by=cast.badr.actor, at=AT)

    assert line.citations.count() == len(suggested.facts["members"]) > 3


def test_what_one_took_another_cannot_take(cast, made):
    suggested = proposal(made)
    services.take(suggested, lang="en", by=cast.badr.actor, at=AT)

    with pytest.raises(services.Gone):
        services.take(suggested, lang="en", by=cast.amal.actor, at=AT)
    with pytest.raises(services.Gone):
        services.dismiss(suggested, because="No.", by=cast.amal.actor, at=AT)

    assert Line.objects.filter(taken_from=suggested).count() == 1


def test_a_dismissed_suggestion_leaves_its_passages_out_with_the_reason(cast, made):
    suggested = proposal(made)

    services.dismiss(suggested, because="Outside the mandate.", by=cast.badr.actor, at=AT)

    rows = Unused.objects.filter(passage__in=suggested.citations.values("passage"))
    assert {(r.reason, r.because, r.by_name) for r in rows} == {("left-out", "Outside the mandate.", "Badr El Idrissi")}
    assert rows.count() == suggested.citations.count()
    assert Entry.objects.order_by("number").last().act == "synthesis.dismiss"


def test_nothing_is_dismissed_without_a_reason(cast, made):
    with pytest.raises(services.Said):
        services.dismiss(proposal(made), because="  ", by=cast.badr.actor, at=AT)


def test_what_was_dismissed_can_be_suggested_again(cast, made):
    suggested = proposal(made)
    before = set(Unused.objects.values_list("passage", "reason"))
    services.dismiss(suggested, because="No.", by=cast.badr.actor, at=AT)

    services.put_back(suggested, by=cast.amal.actor, at=AT)

    assert Line.objects.get(pk=suggested.pk).status == "suggested"
    assert set(Unused.objects.values_list("passage", "reason")) == before


def test_a_suggestion_returns_when_the_line_it_began_is_removed(cast, made):
    suggested = proposal(made)
    before = set(Unused.objects.values_list("passage", "reason"))
    line = services.take(suggested, lang="en", by=cast.badr.actor, at=AT)

    services.remove_line(line, because="Better as it was.", seen=1, by=cast.badr.actor, at=AT)

    assert Line.objects.get(pk=suggested.pk).status == "suggested"
    assert set(Unused.objects.values_list("passage", "reason")) == before


def test_a_passage_is_left_out_in_a_persons_words(cast, made):
    row = Unused.objects.filter(synthesis=made).first()

    services.leave_out(made, row.passage, because="A remark on the room.", by=cast.badr.actor, at=AT)

    row.refresh_from_db()
    assert (row.reason, row.because, row.by_name) == ("left-out", "A remark on the room.", "Badr El Idrissi")


def test_what_a_line_cites_is_not_left_out(cast, made):
    cited = proposal(made).citations.first().passage

    with pytest.raises(services.Foreign):
        services.leave_out(made, cited, because="No.", by=cast.badr.actor, at=AT)
