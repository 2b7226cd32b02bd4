"""What a page says of where a dialogue stands is true when it is read, also before the hourly round has closed it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate, now

from mithaq.dialogues import selectors
from mithaq.dialogues.enums import Audience, Entry, Shown, Stands, State
from mithaq.dialogues.models import Dialogue, Drawn, Statement
from tests.dialogues.charted import charted
from tests.dialogues.test_maps import page

HOUR = timedelta(hours=1)


def said(answer) -> str:
    """What is read, without marks."""
    return " ".join(re.sub(r"<[^>]+>", "", answer.content.decode()).split())


def listing(client, dialogue):
    with translation.override("en"):
        return client.get(reverse("dialogues:list", kwargs={"institution": dialogue.institution.slug}))


def moved(dialogue: Dialogue, **told) -> Dialogue:
    Dialogue.objects.filter(pk=dialogue.pk).update(**told)
    return Dialogue.objects.select_related("institution").get(pk=dialogue.pk)


@pytest.fixture
def running(circle):
    return moved(circle.running(5), opens_at=now() - HOUR, closes_at=now() + HOUR)


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        ({}, Stands.OPEN),
        ({"opens_at": HOUR, "closes_at": 2 * HOUR}, Stands.AWAITED),
        ({"opens_at": -2 * HOUR, "closes_at": -HOUR}, Stands.OVER),
        ({"state": State.CLOSED, "closed_at": 0 * HOUR}, Stands.CLOSED),
        ({"state": State.CANCELLED, "cancelled_at": 0 * HOUR}, Stands.CANCELLED),
    ],
)
def test_every_page_tells_where_it_stands_at_that_moment(cast, running, told, stands):
    moments = {name: now() + one if isinstance(one, timedelta) else one for name, one in told.items()}
    dialogue = moved(running, **moments)

    assert selectors.stands(dialogue, at=now()) == stands
    assert f"<span>{stands.label}</span>" in listing(cast.client(), dialogue).content.decode()
    assert f"Dialogue · {stands.label}" in said(page(cast.client(), dialogue, "dialogue"))
    assert f"<span>{stands.label}</span>" in page(cast.client("officer"), dialogue, "office").content.decode()


def test_past_its_close_nothing_asks_for_answers(cast, running):
    charted(running.uid)
    dialogue = moved(running, opens_at=now() - 2 * HOUR, closes_at=now() - HOUR)

    shown = said(page(cast.client(), dialogue, "map"))
    begin = said(page(cast.client(), dialogue, "begin"))

    assert "Answers are no longer taken; the last map follows." in shown
    assert "The next is drawn when" not in shown
    assert "This dialogue is over: nobody can enter it any more." in begin


def test_answers_were_taken_until_it_was_closed_where_that_was_earlier(cast, running):
    closed = moved(running, state=State.CLOSED, closed_at=now() - HOUR, closes_at=now() + timedelta(days=400))

    assert str((now() + timedelta(days=400)).year) not in said(page(cast.client(), closed, "dialogue"))
    assert selectors.ended_at(closed) == closed.closed_at


def test_the_list_tells_the_dates_and_how_many_the_map_counts(cast, running):
    charted(running.uid)

    told = listing(cast.client(), running)

    assert f'datetime="{localdate(running.opens_at).isoformat()}"' in told.content.decode()
    assert "50 people on the map" in said(told)


@pytest.mark.parametrize("told", [{"shown": Shown.AFTER_CLOSE}, {"audience": Audience.MEMBERS, "entry": Entry.INVITED}])
def test_the_list_tells_nothing_of_a_map_that_is_not_for_its_reader(cast, running, told):
    charted(running.uid)
    dialogue = moved(running, **told)

    assert "people on the map" not in said(listing(cast.client(), dialogue))


def test_the_list_asks_no_more_for_three_than_for_one(cast, circle, running):
    moved(running, audience=Audience.MEMBERS, entry=Entry.INVITED)
    charted(running.uid)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as told:
            listing(cast.client(), running)
        return len(told)

    one = asked()
    for _again in range(2):
        charted(moved(circle.running(5), audience=Audience.MEMBERS, entry=Entry.INVITED).uid)

    assert Dialogue.objects.count() == 3
    assert asked() == one


@pytest.mark.parametrize(("statements", "needed"), [(5, 3), (8, 4), (15, 7)])
def test_the_map_says_how_many_answers_place_a_person(cast, circle, statements, needed):
    dialogue = moved(circle.running(statements), closes_at=now() + HOUR)

    assert f"Enough are {needed} statements." in said(page(cast.client(), dialogue, "map"))


def test_of_few_statements_half_are_enough_and_who_answered_them_is_not_asked_for_more(cast, circle):
    dialogue = moved(circle.running(7), closes_at=now() + HOUR)
    charted(dialogue.uid)
    somebody = circle.participant(dialogue, person=cast.amal.person)
    circle.vote_all(somebody, list(Statement.objects.filter(dialogue=dialogue))[:2], [1, 1])

    text = said(page(cast.client("secretary"), dialogue, "map"))

    assert Drawn.objects.filter(dialogue=dialogue).exists()
    assert "Answer 2 more statements to see where you stand." in text
