"""Two readers who do not see each other: what they said is hidden, then compared, then settled by somebody named."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from django_scopes import scope

from mithaq.evidence import agreement, reading_words
from mithaq.evidence.models import Coding, Decision, DoubleReading, Facets, Passage
from mithaq.evidence.services import desk, readings
from mithaq.foundation.models import Entry
from tests.cast import AT


def verdict(place: str, said: bool = True) -> desk.Verdict:
    scheme, _, code = place.partition(":")
    return {"scheme": scheme, "code": code, "name": "", "verdict": "yes" if said else "no"}


@pytest.fixture
def statements(cast, coded):
    """The four statements of the English paper, in its order."""
    with cast.scope():
        return list(Passage.objects.exclude(kind="heading").order_by("number"))[:4]


@pytest.fixture
def ask(cast):
    def by_amal(passages, **more):
        told = {"title": "First sample", "first": cast.amal.person, "second": cast.badr.person} | more
        told.setdefault("schemes", ["objective", "act"])
        return readings.ask(cast.institution, passages=passages, by=cast.amal.actor, at=AT, **told)

    return by_amal


@pytest.fixture
def say(cast):
    """`say(reading, player, passage, "objective:6", …)`: what that reader gives, at the desk."""

    def at_the_desk(reading, player, passage, *places):
        key = f"{player.person.uid}-{passage.uid}-{len(places)}"
        return desk.decide(
            cast.institution,
            passage,
            key=key,
            verdicts=[verdict(place) for place in places],
            seen=0,
            by=player.actor,
            at=AT,
            reading=reading,
        )

    return at_the_desk


@pytest.fixture
def read(cast, statements, ask, say):
    """Both have read all four: they agree on the first two, differ on the third (an act) and the fourth (a code)."""
    reading = ask(statements)
    both = [("objective:6", "act:recommendation"), ("objective:20", "act:recommendation")]
    for player, rest in (
        (cast.amal, [("objective:13", "act:challenge"), ("objective:14", "act:question")]),
        (cast.badr, [("objective:13", "act:fact"), ("objective:14", "objective:23", "act:question")]),
    ):
        for passage, places in zip(statements, [*both, *rest], strict=True):
            say(reading, player, passage, *places)
    return reading


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
    """A speaker by a name nobody could invent; the passage, the document, the reading, the desk and the minute."""
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


def handed(page) -> Passage | None:
    """What lies on the desk."""
    return page.context["card"].passage if "card" in page.context else None


def test_read_at_the_desk_page_by_page_until_nothing_is_left(cast, statements, ask):
    reading = ask(statements[:2])
    client = cast.client("officer")
    url = f"{reverse('evidence:desk', kwargs={'institution': cast.institution.slug})}?reading={reading.uid}"

    for number, passage in enumerate(statements[:2]):
        assert handed(client.get(url)) == passage
        data = {"passage": passage.uid, "key": f"key-{number}-12345", "seen": 0, "do": "accept", "code": "act:fact"}
        answer = client.post(url, data | {"yes": "act:fact"})
        assert answer.status_code == 302
        assert f"reading={reading.uid}" in answer.url

    with cast.scope():
        assert agreement.readers([reading])[reading.pk][1].has_read
        assert Decision.objects.filter(reading=reading, kind="code").count() == 2
    assert handed(client.get(url)) is None


def test_who_is_no_reader_cannot_read_at_the_desk(cast, statements, ask, elias):
    reading = ask(statements[:2], first=cast.badr.person, second=elias.person)
    url = f"{reverse('evidence:desk', kwargs={'institution': cast.institution.slug})}?reading={reading.uid}"

    assert cast.client("secretary").get(url).status_code == 404


@pytest.fixture
def elias(cast):
    """A third officer."""
    from mithaq.people.enums import Role
    from tests import cast as everybody

    return everybody._enter("Elias Khoury", "إلياس خوري", "en", (cast.institution, Role.OFFICER))


def test_the_desk_hands_out_nothing_that_two_are_reading(cast, statements, ask):
    with cast.scope():
        every = list(agreement.draw(cast.institution, "sample", 100))
        headings = list(Passage.objects.filter(kind="heading"))
    ask(every)
    url = reverse("evidence:desk", kwargs={"institution": cast.institution.slug})

    assert handed(cast.client("officer").get(url)) in headings


def test_asking_on_the_page_draws_and_a_mistake_stands_at_its_field(cast, coded):
    url = reverse("evidence:ask_reading", kwargs={"institution": cast.institution.slug})
    told = {
        "title": "Sample",
        "first": cast.amal.person.uid,
        "second": cast.amal.person.uid,
        "rule": "sample",
        "count": "3",
        "seed": "7",
        "schemes": ["act"],
    }

    wrong = cast.client("secretary").post(url, told)
    right = cast.client("secretary").post(url, told | {"second": cast.badr.person.uid})

    assert wrong.status_code == 200
    assert list(wrong.context["form"].errors) == ["second"]
    assert 'value="Sample"' in wrong.content.decode()
    with cast.scope():
        made = DoubleReading.objects.get()
        assert made.alpha["drawn"] == {"rule": "sample", "asked": 3, "seed": 7}
        assert made.passages.count() == 3
    assert right.url == reverse("evidence:reading", kwargs={"institution": cast.institution.slug, "uid": made.uid})


def test_settled_and_closed_on_the_pages(cast, statements, read):
    client, here = cast.client("officer"), {"institution": cast.institution.slug, "uid": read.uid}
    page = client.get(reverse("evidence:reading", kwargs=here)).content.decode()
    assert "Settle" in page
    for place, chosen in ((2, ["act:fact"]), (3, ["objective:14", "act:question"])):
        url = reverse("evidence:settle_reading", kwargs={**here, "passage": statements[place].uid})
        key = client.get(url).context["form"]["key"].value()
        answer = client.post(url, {"key": key, "chosen": chosen})
        assert answer.status_code == 302

    client.post(reverse("evidence:close_reading", kwargs=here))

    closed = client.get(reverse("evidence:reading", kwargs=here))
    assert [len(rows) for _, rows in closed.context["figures"]] == [6, 5]
    with cast.scope():
        assert "overall" in DoubleReading.objects.get().alpha


def test_two_acts_at_once_are_refused_at_the_field(cast, statements, read):
    here = {"institution": cast.institution.slug, "uid": read.uid, "passage": statements[2].uid}

    answer = cast.client("officer").post(
        reverse("evidence:settle_reading", kwargs=here), {"key": "k", "chosen": ["act:fact", "act:challenge"]}
    )

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["chosen"]
    assert [ticked for place, *_, ticked in answer.context["boxes"] if place.startswith("act:")] == [True, True]


@pytest.mark.parametrize("name", ["readings", "reading"])
def test_pages_ask_as_often_with_one_as_with_three(cast, coded, statements, ask, say, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = cast.client("officer")
    asked = []
    for differing in (1, 3):
        if name == "readings":
            made = [ask(statements[n : n + 1]) for n in range(differing)]
            url = reverse("evidence:readings", kwargs={"institution": cast.institution.slug})
        else:
            made = [ask(statements[:3])]
            for n, passage in enumerate(statements[:3]):
                say(made[0], cast.amal, passage, "act:fact")
                say(made[0], cast.badr, passage, "act:question" if n < differing else "act:fact")
            url = reverse("evidence:reading", kwargs={"institution": cast.institution.slug, "uid": made[0].uid})
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        asked.append(len(queries))
        with scope(institution=cast.institution):
            DoubleReading.objects.all().delete()

    assert asked[0] == asked[1]


@pytest.mark.parametrize(
    ("alpha", "said"),
    [
        (None, "cannot be told: nothing could have differed"),
        (1.0, "good enough to rely on"),
        (0.7996, "good enough to rely on"),
        (2 / 3, "for tentative conclusions only"),
        (0.66, "too low to rely on"),
        (-0.5, "too low to rely on"),
    ],
)
def test_what_an_alpha_is_worth_is_said_of_the_figure_that_is_shown(alpha, said):
    assert reading_words.strength(alpha) == said
