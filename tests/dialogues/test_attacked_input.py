"""Hostile and unlucky input: what no page of ours sends, and what must not bring one down or lock anybody out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from mithaq.dialogues import services
from mithaq.dialogues.enums import Ground, Standing
from mithaq.dialogues.models import Dialogue, Participant, Statement, Vote
from mithaq.dialogues.services import exporting, rendering
from mithaq.foundation.actors import SYSTEM
from tests.dialogues.charted import charted
from tests.dialogues.test_files import COMMENTS, HEAD, bring_in

HOUR = timedelta(hours=1)
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def running(circle):
    return circle.running(6, opens_at=now() - HOUR, closes_at=now() + 24 * HOUR)


def page(cast, dialogue, name, *, lang="en", **more):
    place = {"institution": cast.institution.slug, "uid": dialogue.uid, **more}
    return f"/{lang}" + reverse(f"dialogues:{name}", kwargs=place)[3:]


def enter(cast, dialogue, client=None):
    client = client or cast.client()
    client.post(page(cast, dialogue, "begin"), {"agrees": "on"})
    return client


def cast_one(cast, client, dialogue, statement, said="agree"):
    told = {"statement": statement if isinstance(statement, str) else statement.uid, "answer": said}
    return client.post(page(cast, dialogue, "cast"), told, **JSON)


# what is sent with an answer


@pytest.mark.parametrize("uid", ["\x00", "a\x00b", "x" * 100_000, "' OR 1=1 --", "%s", "\u202e", ""])
def test_a_statement_that_cannot_be_is_refused_and_nothing_falls(cast, running, uid):
    client = enter(cast, running)

    assert cast_one(cast, client, running, uid).status_code in (400, 409)
    assert not Vote.objects.exists()


def test_an_answer_without_the_token_of_the_page_is_not_taken(cast, running):
    client = enter(cast, running)
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies = client.cookies

    answer = cast_one(cast, stranger, running, running.statements.first())

    assert answer.status_code == 403
    assert not Vote.objects.exists()


@pytest.mark.parametrize("way", ["another dialogue", "moved", "cut", "swapped"])
def test_a_pass_is_worth_nothing_where_it_was_not_given(cast, circle, running, way):
    first = list(circle.statements)
    other = circle.running(6, opens_at=now() - HOUR, closes_at=now() + 24 * HOUR)
    one, victim = enter(cast, running), enter(cast, running)
    name = "mithaq_dialogue_en"
    told, theirs = one.cookies[name].value, victim.cookies[name].value
    forged = {
        "another dialogue": told,
        "moved": told,
        "cut": told[:-1],
        "swapped": theirs.split(".", 1)[0] + "." + told.split(".", 1)[1],
    }[way]
    attacker = cast.client()
    there = other if way in ("another dialogue", "moved") else running
    attacker.cookies[name] = forged
    statement = circle.statements[0] if there is other else first[0]

    assert cast_one(cast, attacker, there, statement).status_code == 403
    assert not Vote.objects.exists()


@pytest.mark.parametrize("state", ["refused", "merged", "waiting", "unreviewed", "of another dialogue"])
def test_only_a_statement_that_is_voted_on_is_answered(cast, circle, running, state):
    client, statement = enter(cast, running), circle.statements[0]
    if state == "refused":
        services.refuse(statement, Ground.HARMFUL, by=SYSTEM, at=now())
    elif state == "merged":
        services.merge(statement, circle.statements[1], by=SYSTEM, at=now())
    elif state == "waiting":
        me = Participant.objects.get()
        statement = services.propose(running, me, "Something else is to be said", "en", at=now())
    elif state == "unreviewed":
        services.correct(statement, "Another text", by=SYSTEM, at=now())
    else:
        circle.running(6, opens_at=now() - HOUR, closes_at=now() + 24 * HOUR)
        statement = circle.statements[0]

    assert cast_one(cast, client, running, statement).status_code == 409
    assert not Vote.objects.exists()


# the map's page


@pytest.mark.parametrize(
    "query", ["?sort=apart&a=" + "9" * 5000 + "&b=1", "?a=-1&b=x", "?a=²&b=1", "?page=" + "9" * 5000]
)
def test_what_is_asked_of_the_statements_may_be_anything(cast, circle, query):
    dialogue = circle.running(6)
    Dialogue.objects.filter(pk=dialogue.pk).update(closes_at=now() + timedelta(days=2))
    charted(dialogue.uid)

    assert cast.client().get(page(cast, dialogue, "statements_map") + query).status_code == 200


def test_a_frame_does_not_go_on_showing_what_was_taken_away(cast, circle):
    """It was refused for what it tells of somebody; the map is not drawn anew by that."""
    dialogue = circle.running(6)
    Dialogue.objects.filter(pk=dialogue.pk).update(closes_at=now() + timedelta(days=2))
    charted(dialogue.uid)
    anybody = cast.client()
    mark = anybody.get(page(cast, dialogue, "embed"))["ETag"]
    assert anybody.get(page(cast, dialogue, "embed"), HTTP_IF_NONE_MATCH=mark).status_code == 304

    services.refuse(circle.statements[0], Ground.PERSONAL, by=SYSTEM, at=now())

    assert anybody.get(page(cast, dialogue, "embed"), HTTP_IF_NONE_MATCH=mark).status_code == 200


# texts


def test_signs_nobody_can_see_are_not_in_a_statement():
    """They break a picture as a file (XML knows none of them), and let two statements look the same."""
    assert rendering.checked("Wages\x00 are\x08 paid\x7f in\u200b time") == "Wages are paid in time"
    assert rendering.checked("می\u200cخواهم") == "می\u200cخواهم"  # which joins letters stays
    with pytest.raises(ValidationError):
        rendering.checked("\x00\u200b")


# files


@pytest.mark.parametrize("moment", [10**14, 10**15, -(10**15), 1])
def test_a_moment_that_no_calendar_has_is_as_good_as_none(circle, moment):
    dialogue = bring_in(circle, HEAD + "".join(f"{moment},x,{n},9,0,0,1,Statement {n}\n" for n in range(10)))

    assert Participant.objects.filter(dialogue=dialogue).count() == 40


@pytest.mark.parametrize("far", [2**31, 10**12, 10**15 + 1, 10**40])
def test_a_number_no_database_holds_is_not_asked_to_be_held(circle, far):
    dialogue = bring_in(circle, COMMENTS + f"1600000000000,x,{far},9,0,0,1,Far\n")

    assert set(Statement.objects.filter(dialogue=dialogue).values_list("number", flat=True)) == set(range(11))
    assert Vote.objects.filter(dialogue=dialogue).count() == 400


def test_no_cell_of_a_file_begins_a_formula(circle):
    lines = ["=1+1", "@SUM(A1)", "+1", "-1", "'=1", "\t=1"]
    comments = HEAD + "".join(f'1600000000000,x,{n},9,0,0,1,"{one}"\n' for n, one in enumerate(lines))
    dialogue = bring_in(circle, comments)
    drawn = dialogue.maps.first()

    text = exporting.comments_csv(dialogue, drawn, language="en")

    assert Statement.objects.filter(dialogue=dialogue, standing=Standing.ADMITTED).count() == len(lines)
    for row in text.splitlines()[1:]:
        assert not any(cell.strip('"')[:1] in ("=", "@", "+") for cell in row.split(","))
