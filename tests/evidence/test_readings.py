"""Two readers who do not see each other: what they said is hidden, then compared, then settled by somebody named."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from mithaq.evidence import agreement
from mithaq.evidence.models import Coding, Decision, DoubleReading, Facets, Passage
from mithaq.evidence.services import desk, readings
from mithaq.foundation.models import Entry
from tests.cast import AT
from tests.evidence.verdicts import verdict


def why(call, *args, **more) -> str:
    with pytest.raises(readings.Refused) as refused:
        call(*args, **more)
    return refused.value.why


def test_the_same_person_cannot_read_twice(cast, statements, ask):
    assert why(ask, statements, second=cast.amal.person) == "same-person"


def test_a_member_or_a_stranger_cannot_read(cast, statements, ask):
    assert why(ask, statements, second=cast.chadia.person) == "no-officer"
    assert why(ask, statements, first=cast.dalia.person) == "no-officer"


def test_a_passage_lies_in_one_open_reading_only(cast, statements, ask):
    ask(statements[:2])

    assert why(ask, statements[1:]) == "reserved"
    with cast.scope():
        assert DoubleReading.objects.count() == 1


def test_nothing_to_read_or_nothing_to_compare_is_refused(cast, statements, ask):
    assert why(ask, []) == "no-passages"
    assert why(ask, statements, schemes=[]) == "schemes"
    assert why(ask, statements, schemes=["colour"]) == "schemes"


def test_what_is_drawn_is_undecided_and_the_same_each_time(cast, coded, statements, ask, say):
    with cast.scope():
        everything = agreement.draw(cast.institution, "sample", 100)
        some = agreement.draw(cast.institution, "sample", 2, seed=4)
        doubtful = agreement.draw(cast.institution, "doubt", 2)
        first = agreement.draw(cast.institution, "document", 2, document=coded)
    desk.decide(cast.institution, statements[0], key="k1234567", verdicts=[], seen=0, by=cast.badr.actor, at=AT)
    ask(statements[1:2])

    with cast.scope():
        assert {p.kind for p in everything} & {"heading"} == set()
        assert agreement.draw(cast.institution, "sample", 100, seed=9) == [
            p for p in everything if p not in statements[:2]
        ]
        assert len(some) == 2
        assert [p.doubt for p in doubtful] == sorted((p.doubt for p in everything), reverse=True)[:2]
        assert first == everything[:2]


def test_reading_settles_nothing(cast, statements, ask, say):
    with cast.scope():
        before = list(Coding.objects.order_by("pk").values_list("pk", "status", "by_uid"))
        facets = list(Facets.objects.order_by("pk").values_list("pk", "objectives", "act", "is_confirmed"))
    reading = ask(statements)

    say(reading, cast.badr, statements[0], "objective:1", "act:fact")

    with cast.scope():
        assert list(Coding.objects.order_by("pk").values_list("pk", "status", "by_uid")) == before
        assert list(Facets.objects.order_by("pk").values_list("pk", "objectives", "act", "is_confirmed")) == facets
        assert Passage.objects.get(pk=statements[0].pk).decided_at is None


def test_only_the_two_may_read_and_only_its_passages(cast, statements, ask, say):
    reading = ask(statements[:2])

    with pytest.raises(desk.Unfit):
        say(reading, cast.chadia, statements[0], "act:fact")
    with pytest.raises(desk.Unfit):
        say(reading, cast.badr, statements[3], "act:fact")


def test_what_is_read_apart_is_coded_nowhere_else_until_the_end(cast, statements, ask):
    reading = ask(statements[:1])
    told = {"key": "k1234567", "seen": 0, "by": cast.badr.actor, "at": AT}

    with pytest.raises(desk.Reserved):
        desk.decide(cast.institution, statements[0], verdicts=[verdict("act:fact")], **told)
    with pytest.raises(desk.Reserved):
        desk.split(cast.institution, statements[0], at_char=20, **told)
    readings.give_up(cast.institution, reading, by=cast.amal.actor, at=AT)
    desk.decide(cast.institution, statements[0], verdicts=[verdict("act:fact")], **told)

    with cast.scope():
        assert agreement.double_reading(cast.institution, reading.uid).alpha == {"drawn": {}}


def test_nothing_is_compared_before_both_have_read_everything(cast, statements, ask, say):
    reading = ask(statements[:2])
    for passage in statements[:2]:
        say(reading, cast.amal, passage, "act:fact")
    say(reading, cast.badr, statements[0], "act:fact")

    with cast.scope():
        first, second = agreement.readers([reading])[reading.pk]
        assert (first.read, second.read, second.total) == (2, 1, 2)
        assert agreement.compared(reading) == []
        assert agreement.figures(reading, []) == ()
    assert why(readings.close, cast.institution, reading, by=cast.amal.actor, at=AT) == "not-read"


def test_a_reader_may_think_again_until_both_have_read_and_then_no_more(cast, statements, ask, say):
    reading = ask(statements[:1])
    say(reading, cast.amal, statements[0], "act:fact")
    say(reading, cast.amal, statements[0], "act:challenge", "objective:6")
    say(reading, cast.badr, statements[0], "act:challenge")

    with pytest.raises(desk.Unfit):
        say(reading, cast.amal, statements[0], "act:challenge", "objective:6", "objective:7")
    with pytest.raises(desk.Kept):
        desk.undo(cast.institution, by=cast.badr.actor, at=AT)
    with cast.scope():
        (one,) = agreement.compared(reading)
    assert [set(said.first) for said in one.said] == [{"6"}, {"challenge"}]


def test_agreement_is_by_code_over_all_passages(cast, read):
    with cast.scope():
        compared = agreement.compared(read)
        objectives, acts = agreement.figures(read, compared)

    assert [one.agree for one in compared] == [True, True, False, False]
    assert list(objectives.codes) == ["6", "13", "14", "20", "23"]
    assert objectives.codes["13"].alpha == 1.0
    assert (objectives.codes["23"].units, objectives.codes["23"].both, objectives.codes["23"].one) == (4, 0, 1)
    assert objectives.codes["23"].alpha == 0.0
    assert objectives.overall.units == 4
    assert 0 < acts.overall.alpha < 1


def test_the_two_differ_and_a_named_person_settles(cast, statements, read):
    chosen = [("objective", "13"), ("act", "challenge")]
    readings.settle(cast.institution, read, statements[2], chosen=chosen, key="s1", by=cast.badr.actor, at=AT)

    with cast.scope():
        said = set(Coding.objects.filter(passage=statements[2], status="confirmed").values_list("scheme", "code"))
        facets = Facets.objects.get(passage=statements[2])
        entry = Entry.objects.filter(act="evidence.settle").get()
        assert agreement.compared(read)[2].settled.by_name == cast.badr.actor.name
        open_kinds = set(
            Coding.objects.filter(passage=statements[2], scheme__in=["objective", "act"]).values_list(
                "status", flat=True
            )
        )
    assert said == set(chosen)
    assert (facets.objectives, facets.act, facets.is_confirmed) == (",13,", "challenge", True)
    assert entry.by_name == cast.badr.actor.name
    assert "suggested" not in open_kinds


def test_what_is_not_compared_stays_a_suggestion(cast, statements, read):
    with cast.scope():
        before = set(Coding.objects.filter(scheme__in=["speaker", "country"]).values_list("pk", "status"))

    readings.settle(cast.institution, read, statements[2], chosen=[], key="s1", by=cast.badr.actor, at=AT)

    with cast.scope():
        assert set(Coding.objects.filter(scheme__in=["speaker", "country"]).values_list("pk", "status")) == before
    assert len(before) > 2


def test_settled_again_the_later_word_stands(cast, statements, read):
    for key, code in (("s1", "challenge"), ("s2", "fact")):
        readings.settle(
            cast.institution, read, statements[2], chosen=[("act", code)], key=key, by=cast.amal.actor, at=AT
        )

    with cast.scope():
        assert Coding.objects.get(passage=statements[2], scheme="act", status="confirmed").code == "fact"
        assert Decision.objects.filter(kind="settle", undone_at=None).count() == 1


def test_what_neither_gave_cannot_be_settled_on_nor_two_acts(cast, statements, read):
    told = {"key": "s1", "by": cast.amal.actor, "at": AT}
    settle = readings.settle

    assert why(settle, cast.institution, read, statements[2], chosen=[("objective", "1")], **told) == "foreign"
    both = [("act", "challenge"), ("act", "fact")]
    assert why(settle, cast.institution, read, statements[2], chosen=both, **told) == "foreign"


def test_closing_waits_for_every_difference_and_freezes_the_figures(cast, statements, read):
    close = {"by": cast.amal.actor, "at": AT}
    assert why(readings.close, cast.institution, read, **close) == "open-differences"
    for place, chosen in ((2, [("act", "fact")]), (3, [("objective", "14"), ("act", "question")])):
        readings.settle(
            cast.institution, read, statements[place], chosen=chosen, key=f"s{place}", by=cast.amal.actor, at=AT
        )
    with cast.scope():
        live = agreement.figures(read, agreement.compared(read))

    closed = readings.close(cast.institution, read, **close)

    with cast.scope():
        assert agreement.figures(closed, []) == live
        agreed = Coding.objects.filter(passage=statements[0], status="confirmed").values_list("code", flat=True)
        assert sorted(agreed) == ["6", "recommendation"]
        assert not agreement.under_reading(cast.institution).exists()
        assert Entry.objects.filter(act="evidence.close_reading").count() == 1
    assert why(readings.close, cast.institution, closed, **close) == "closed"
    told = {"key": "s9", **close}
    assert why(readings.settle, cast.institution, closed, statements[2], chosen=[], **told) == "closed"


CANARY = "migrants-canary"


def test_what_one_reader_said_is_on_no_page_before_both_have_read(cast, coded, statements, ask):
    """A speaker by a name nobody could invent; the passage, the document, the reading, the desk and the register."""
    reading = ask(statements[:2], schemes=["objective", "act", "speaker"])
    said = [{"scheme": "speaker", "code": "other", "name": CANARY, "verdict": "yes"}, verdict("objective:22")]
    desk.decide(
        cast.institution,
        statements[0],
        key="canary-1",
        verdicts=said,
        seen=0,
        by=cast.badr.actor,
        at=AT,
        reading=reading,
    )
    here = {"institution": cast.institution.slug}
    desk_url = reverse("evidence:desk", kwargs=here)
    pages = [
        reverse("evidence:documents", kwargs=here),
        reverse("evidence:document", kwargs={**here, "uid": coded.uid}),
        reverse("evidence:passage", kwargs={**here, "uid": statements[0].uid}),
        reverse("evidence:reading", kwargs={**here, "uid": reading.uid}),
        reverse("evidence:readings", kwargs=here),
        reverse("evidence:learned", kwargs=here),
        f"{desk_url}?reading={reading.uid}",
        f"{desk_url}?passage={statements[0].uid}",
        reverse("institutions:minute", kwargs=here),
    ]

    shown = {url: cast.client("secretary").get(url).content.decode() for url in pages}

    assert [url for url, page in shown.items() if CANARY in page or "Objective 22" in page] == []
    settle = {**here, "uid": reading.uid, "passage": statements[0].uid}
    assert cast.client("secretary").get(reverse("evidence:settle_reading", kwargs=settle)).status_code == 404
    with cast.scope():
        assert CANARY not in json.dumps(list(Entry.objects.values_list("after", flat=True)))
        assert agreement.told_decisions(cast.institution, to=cast.amal.actor).count() == 0
        assert agreement.told_decisions(cast.institution, to=cast.badr.actor).count() == 1
