"""The convener's pages: prepare, add, decide, translate, open; keys and phones, two at once, the same few queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime, now

from mithaq.dialogues import services
from mithaq.dialogues.enums import Standing, State
from mithaq.dialogues.models import Dialogue, Rendition, Statement
from mithaq.foundation.actors import SYSTEM
from tests.dialogues.charted import charted
from tests.dialogues.circle import DURING

FORM = "%Y-%m-%dT%H:%M"


@pytest.fixture
def badr(cast):
    return cast.client("badr")


def url(cast, name, **more):
    return reverse(f"dialogues:{name}", kwargs={"institution": cast.institution.slug, **more})


def asked(**told):
    days = {"opens_at": now() + timedelta(days=1), "closes_at": now() + timedelta(days=9)}
    return {
        **{f"title_{code}": f"Title {code}" for code in ("ar", "en", "fr")},
        **{f"question_{code}": f"Question {code}" for code in ("ar", "en", "fr")},
        **{name: localtime(moment).strftime(FORM) for name, moment in days.items()},
        "entry": "anybody",
        "audience": "public",
        "shown": "live",
        "proposals_each": "2",
        "floor": "5",
        "mode": "stable",
        "max_groups": "6",
        **told,
    }


def running(circle):
    """Open now, by the clock that pages ask."""
    at = now()
    dialogue = circle.convene(
        opens_at=at - timedelta(days=1), closes_at=at + timedelta(days=5), now=at - timedelta(days=2)
    )
    circle.seed(dialogue, 5)
    return circle.open(dialogue)


def proposed(circle, dialogue, text="Schools for all", language="en"):
    return services.propose(dialogue, circle.participant(dialogue), text, language, at=now())


def test_an_officer_prepares_a_dialogue_adds_statements_and_sees_what_is_lacking(circle, cast, badr):
    answer = badr.post(url(cast, "new"), asked())
    dialogue = Dialogue.objects.get()
    assert answer.url == url(cast, "office", uid=dialogue.uid)
    assert (dialogue.floor, dialogue.entry, dialogue.title["fr"]) == (5, "anybody", "Title fr")
    lines = "\n".join(f"نص {n}\tText {n}\tTexte {n}" for n in range(5))
    answer = badr.post(url(cast, "seed", uid=dialogue.uid), {"text": lines, "language": "en"})
    assert answer.url == url(cast, "renditions", uid=dialogue.uid)
    assert Rendition.objects.filter(is_original=True, language="en").count() == 5
    page = badr.get(url(cast, "office", uid=dialogue.uid)).content.decode()
    assert "statements at least must stand reviewed" in page
    answer = badr.post(url(cast, "open", uid=dialogue.uid))
    assert "It opens by itself at the moment set" in answer.content.decode()
    assert Dialogue.objects.get().state == State.DRAFT


def test_what_was_entered_stays_where_it_is_refused(cast, badr, circle):
    answer = badr.post(url(cast, "new"), asked(title_ar="", title_en="", title_fr="", floor="3"))
    page = answer.content.decode()
    assert answer.status_code == 200 and "Question fr" in page
    assert not Dialogue.objects.exists()
    dialogue = circle.convene()
    text = "ok\nwrong\tcolumns"
    page = badr.post(url(cast, "seed", uid=dialogue.uid), {"text": text, "language": "en"}).content.decode()
    assert "Line 2 has 2 columns" in page and "wrong\tcolumns" in page
    assert not Statement.objects.exists()


def test_once_open_the_form_changes_what_was_not_promised_only(circle, cast, badr):
    dialogue = running(circle)
    page = badr.get(url(cast, "change", uid=dialogue.uid)).content.decode()
    assert "Promised to whoever answers" in page
    told = asked(floor="9", audience="members", publishes_rows="on", seen=str(dialogue.version))
    assert badr.post(url(cast, "change", uid=dialogue.uid), told).status_code == 302
    changed = circle.read(dialogue)
    assert (changed.floor, changed.audience, changed.publishes_rows) == (9, "public", False)
    page = badr.post(url(cast, "change", uid=dialogue.uid), told | {"floor": "11"}).content.decode()
    assert "Somebody else has changed this meanwhile" in page
    assert circle.read(dialogue).floor == 9


def test_the_queue_shows_what_looks_alike_and_decides_by_buttons(circle, cast, badr):
    dialogue = running(circle)
    one = proposed(circle, dialogue, "La procédure de séjour numéro 1 devrait être facilitée pour tous", "fr")
    page = badr.get(url(cast, "statements", uid=dialogue.uid)).content.decode()
    assert one.renditions.get().text in page and "May say the same" in page
    decide = url(cast, "decide", uid=dialogue.uid, statement=one.uid)
    answer = badr.post(decide, {"act": "merge", "seen": "proposed", "number": "0"})
    assert answer.url == url(cast, "statements", uid=dialogue.uid)
    assert Statement.objects.get(pk=one.pk).merged_into.number == 0


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"act": "refuse", "seen": "proposed", "because": "Two things"}, "Two things"),
        ({"act": "refuse", "seen": "proposed", "ground": "other", "because": ""}, "Say why in words"),
        ({"act": "merge", "seen": "proposed", "number": "99"}, "There is no statement of this number"),
        ({"act": "merge", "seen": "proposed", "number": ""}, "This field is required"),
        ({"act": "admit", "seen": "refused"}, "Somebody else has changed this meanwhile"),
        ({"act": "nonsense", "seen": "proposed"}, "Choose what is decided"),
    ],
)
def test_a_decision_that_cannot_be_is_explained_on_the_page_of_the_statement(circle, cast, badr, told, said):
    dialogue = running(circle)
    one = proposed(circle, dialogue)
    answer = badr.post(url(cast, "decide", uid=dialogue.uid, statement=one.uid), told)
    assert answer.status_code == 200 and said in answer.content.decode()
    assert Statement.objects.get(pk=one.pk).standing == Standing.PROPOSED


@pytest.mark.parametrize("act", ["admit", "refuse"])
def test_an_admitted_or_refused_statement_can_be_decided_anew(circle, cast, badr, act):
    dialogue = running(circle)
    one = proposed(circle, dialogue)
    decide = url(cast, "decide", uid=dialogue.uid, statement=one.uid)
    badr.post(decide, {"act": act, "seen": "proposed", "ground": "unclear"})
    page = badr.get(decide).content.decode()
    assert ("Take it up again" in page) == (act == "refuse")
    if act == "refuse":
        badr.post(decide, {"act": "reopen", "seen": "refused"})
        assert Statement.objects.get(pk=one.pk).standing == Standing.PROPOSED


def test_a_proposer_is_nowhere_on_the_moderators_pages(circle, cast, badr):
    dialogue = running(circle)
    mine = circle.participant(dialogue, person=cast.chadia.person, country="LB")
    one = services.propose(dialogue, mine, "Schools for all", "en", at=now())
    for page in (
        url(cast, "statements", uid=dialogue.uid),
        url(cast, "decide", uid=dialogue.uid, statement=one.uid),
        url(cast, "office", uid=dialogue.uid),
    ):
        text = badr.get(page).content.decode()
        assert cast.chadia.person.name not in text and mine.uid not in text


def test_three_languages_are_saved_side_by_side_and_lead_to_the_next(circle, cast, badr):
    dialogue = running(circle)
    first, second = circle.seed(dialogue, 2, reviewed=False)
    page = badr.get(url(cast, "renditions", uid=dialogue.uid)).content.decode()
    assert page.count("waits for its review") == 4
    form = url(cast, "rendition", uid=dialogue.uid, statement=first.uid)
    page = badr.get(form).content.decode()
    assert 'dir="rtl"' in page and "Compared: it says the same as the original" in page
    texts = {one.language: one for one in first.renditions.all()}
    told = {f"text_{code}": one.text for code, one in texts.items()}
    told |= {f"seen_{code}": str(one.version) for code, one in texts.items()}
    told |= {f"reviewed_{code}": "on" for code, one in texts.items() if not one.is_original}
    answer = badr.post(form, told)
    assert answer.url == url(cast, "rendition", uid=dialogue.uid, statement=second.uid)
    assert Statement.objects.get(pk=first.pk).votable
    assert "Somebody else has changed this meanwhile" in badr.post(form, told).content.decode()


def test_a_text_of_an_answered_statement_changes_with_a_reason_only(circle, cast, badr):
    dialogue = running(circle)
    one = dialogue.statements.get(number=1)  # its original is in English
    circle.vote(circle.participant(dialogue), one, now=now())
    form = url(cast, "rendition", uid=dialogue.uid, statement=one.uid)
    assert "People have answered this statement" in badr.get(form).content.decode()
    texts = {code.language: code for code in one.renditions.all()}
    told = {f"text_{code}": r.text for code, r in texts.items()} | {
        f"seen_{code}": r.version for code, r in texts.items()
    }
    told["text_en"] = "Corrected"
    page = badr.post(form, told).content.decode()
    assert "Say what is corrected" in page and "Corrected" in page
    assert badr.post(form, told | {"reason": "A word"}).status_code == 302
    assert {r.language: r.is_stale for r in one.renditions.all()} == {"ar": True, "en": False, "fr": True}


def test_closing_tells_what_is_left_undecided_and_looks_like_what_cannot_be_undone(circle, cast, badr):
    dialogue = running(circle)
    before = badr.get(url(cast, "close", uid=dialogue.uid)).content.decode()
    proposed(circle, dialogue)

    page = badr.get(url(cast, "close", uid=dialogue.uid)).content.decode()

    assert "waits for a decision" not in before
    assert "1 statement still waits for a decision: nobody will be asked about it." in page
    assert '<button class="button danger" type="submit">Close it</button>' in page


def test_a_closed_dialogue_shows_its_statements_and_changes_none(circle, cast, badr):
    dialogue = running(circle)
    one = dialogue.statements.get(number=0)
    services.close_dialogue(dialogue, by=SYSTEM, at=now())
    page = badr.get(url(cast, "statements", uid=dialogue.uid) + "?show=all").content.decode()
    assert "Decide anew" not in page
    told = {"act": "refuse", "seen": "admitted", "ground": "spam"}
    page = badr.post(url(cast, "decide", uid=dialogue.uid, statement=one.uid), told).content.decode()
    assert "The dialogue is over" in page
    assert Statement.objects.get(pk=one.pk).standing == Standing.ADMITTED


def test_a_dialogue_is_cancelled_with_a_reason(circle, cast, badr):
    dialogue = running(circle)
    assert badr.post(url(cast, "cancel", uid=dialogue.uid), {"because": ""}).status_code == 200
    assert badr.post(url(cast, "cancel", uid=dialogue.uid), {"because": "Put off"}).status_code == 302
    assert circle.read(dialogue).state == State.CANCELLED
    assert "Put off" in badr.get(url(cast, "office", uid=dialogue.uid)).content.decode()


@pytest.mark.parametrize("page", ["statements", "renditions", "office"])
def test_a_list_asks_no_more_often_for_three_than_for_one(circle, cast, badr, page):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    dialogue = running(circle)
    counted = []
    for number in (1, 2):
        for _again in range(number):
            proposed(circle, dialogue, f"Schools for all, {Statement.objects.count()}")
            circle.seed(dialogue, 1, reviewed=False)
        address = url(cast, page, uid=dialogue.uid)
        badr.get(address)
        with CaptureQueriesContext(connection) as asked_:
            assert badr.get(address).status_code == 200
        counted.append(len(asked_))
    assert counted[0] == counted[1]


def test_drafts_are_seen_by_officers_only(circle, cast):
    dialogue = circle.convene()
    for page in ("office", "statements", "renditions", "change"):
        assert cast.client("member").get(url(cast, page, uid=dialogue.uid)).status_code in (403, 404)
    assert circle.read(dialogue).opens_at < DURING


def test_the_page_of_an_act_that_is_over_leads_back_and_links_are_no_longer_offered(cast, circle):
    dialogue = circle.close(circle.running(5, entry="anybody"))
    officer = cast.client("officer")

    def page(name):
        place = {"institution": dialogue.institution.slug, "uid": dialogue.uid}
        return officer.get(reverse(f"dialogues:{name}", kwargs=place))

    for name in ("open", "close", "cancel"):
        assert page(name).url == reverse(
            "dialogues:office", kwargs={"institution": dialogue.institution.slug, "uid": dialogue.uid}
        )
    assert "labels" not in page("links").content.decode()
    assert "This dialogue is over" in page("links").content.decode()


def test_what_ends_a_dialogue_stands_apart_and_its_map_is_one_way_off(cast, circle):
    dialogue = circle.running(5)
    charted(dialogue.uid)
    place = {"institution": dialogue.institution.slug, "uid": dialogue.uid}

    told = cast.client("officer").get(reverse("dialogues:office", kwargs=place)).context

    assert [one.url.rsplit("/", 2)[1] for one in told["endings"]] == ["close", "cancel"]
    assert "map" in [one.url.rsplit("/", 2)[1] for one in told["actions"]]
