"""Personal links: shown once, safe in a spreadsheet, withdrawn; and the pages of whoever takes part."""

from __future__ import annotations

import base64
import re

import pytest
from django.utils.timezone import now

from mithaq.dialogues import services
from mithaq.dialogues.enums import Answer, Entry
from mithaq.dialogues.models import Invitation, Statement, Vote
from mithaq.dialogues.selectors import next as choosing
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry as Line
from tests.dialogues.test_taking_part import HOUR, JSON, answer, begin, page


@pytest.fixture
def dialogue(circle):
    choosing.forget()
    return circle.running(5, entry=Entry.ANYBODY, opens_at=now() - HOUR, closes_at=now() + HOUR)


@pytest.fixture
def seat(cast, dialogue):
    client = cast.client()
    begin(cast, client, dialogue)
    return client


def test_links_are_shown_once_with_a_file_that_no_spreadsheet_runs(cast, dialogue):
    officer = cast.client("officer")
    made = officer.post(page(cast, dialogue, "links"), {"labels": "Union\n=1+1\n\n", "number": "1"}).content.decode()
    again = officer.get(page(cast, dialogue, "links")).content.decode()

    file = base64.b64decode(re.search(r"base64,([^\"]+)", made)[1]).decode("utf-8-sig")
    tokens = re.findall(r"/enter/([\w-]+)/", made)
    assert len(tokens) == 3
    assert file.splitlines()[2].startswith("'=1+1,http")
    assert all(token in file for token in tokens)
    assert not any(token in again for token in tokens)
    assert sorted(Invitation.objects.values_list("label", flat=True)) == ["", "=1+1", "Union"]
    line = Line.objects.get(act="dialogues.invite")
    assert line.after["links"] == 3
    assert "Union" not in str(line.after)


def test_a_dialogue_for_members_has_no_links(cast, circle):
    dialogue = circle.running(5, entry=Entry.MEMBERS, opens_at=now() - HOUR, closes_at=now() + HOUR)

    told = cast.client("officer").post(page(cast, dialogue, "links"), {"labels": "Union", "number": ""})

    assert told.context["form"].errors
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("asked", [{"labels": "", "number": ""}, {"labels": "a\nb", "number": "499"}])
def test_none_or_too_many_links_are_refused_and_what_was_entered_stays(cast, dialogue, asked):
    told = cast.client("officer").post(page(cast, dialogue, "links"), asked)

    assert told.status_code == 200
    assert told.context["form"].errors
    assert told.context["form"].data["labels"] == asked["labels"]
    assert not Invitation.objects.exists()


def test_an_officer_withdraws_a_link(cast, dialogue):
    link = services.invite(dialogue, ["x"], by=SYSTEM, at=now())[0]

    cast.client("officer").post(page(cast, dialogue, "withdraw_link", link=link.invitation.uid))

    assert cast.client().get(page(cast, dialogue, "enter", token=link.token)).status_code == 404


def test_without_script_one_answer_leads_to_the_next(cast, dialogue, seat):
    first = seat.get(page(cast, dialogue, "vote")).context["current"]
    led = answer(cast, seat, dialogue, Statement.objects.get(uid=first["uid"]))
    after = seat.get(led.url)

    assert led.url == page(cast, dialogue, "vote") + f"?last={first['uid']}"
    assert after.context["current"]["uid"] != first["uid"]
    assert after.context["last"]["uid"] == first["uid"]
    assert (after.context["answered"], after.context["of"]) == (1, 5)


def test_the_script_gets_what_comes_next_in_the_answer(cast, dialogue, seat):
    shown = seat.get(page(cast, dialogue, "vote", lang="ar"))
    told = seat.post(
        page(cast, dialogue, "cast", lang="ar"),
        {"statement": shown.context["current"]["uid"], "answer": "pass"},
        **JSON,
    )

    said = told.json()
    assert (said["answered"], said["of"]) == (1, 5)
    assert said["kept"]["answer"] == "pass"
    assert [one["direction"] for one in said["ahead"]] == ["rtl"] * 3
    assert shown.context["current"]["uid"] not in [one["uid"] for one in said["ahead"]]
    assert said["ahead"][0]["uid"] == seat.get(page(cast, dialogue, "vote", lang="ar")).context["current"]["uid"]
    assert Vote.objects.get().language == "ar"
    assert told["Cache-Control"] == "private, no-store"


def test_an_answer_costs_four_questions_and_reads_no_session(cast, dialogue, django_assert_num_queries):
    client = cast.client("member")
    begin(cast, client, dialogue)
    statements = list(Statement.objects.filter(dialogue=dialogue))
    answer(cast, client, dialogue, statements[0], **JSON)

    with django_assert_num_queries(4) as asked:  # the house, the participant, the answer, what is answered
        answer(cast, client, dialogue, statements[1], **JSON)

    assert not any('FROM "foundation_account"' in one["sql"] for one in asked.captured_queries)


@pytest.mark.parametrize("said", [{"answer": "maybe"}, {"statement": "nothing"}, {}])
def test_what_is_no_answer_is_refused(cast, dialogue, seat, said):
    told = seat.post(page(cast, dialogue, "cast"), said, **JSON)

    assert told.status_code in (400, 409)
    assert not Vote.objects.exists()


def test_a_page_of_another_origin_cannot_answer(cast, dialogue, seat):
    from django.test import Client  # inline: of this test alone

    strict = Client(enforce_csrf_checks=True)
    strict.cookies.update(seat.cookies)

    told = answer(cast, strict, dialogue, Statement.objects.filter(dialogue=dialogue).first(), **JSON)

    assert told.status_code == 403
    assert not Vote.objects.exists()


@pytest.mark.parametrize("answered", [1, 3])
def test_my_answers_are_mine_to_change_and_take_back(cast, dialogue, seat, answered, django_assert_max_num_queries):
    statements = list(Statement.objects.filter(dialogue=dialogue))[:answered]
    for one in statements:
        answer(cast, seat, dialogue, one)

    with django_assert_max_num_queries(24):
        mine = seat.get(page(cast, dialogue, "mine"))
    changed = answer_from_mine(cast, seat, dialogue, statements[0])
    seat.post(page(cast, dialogue, "take_back", statement=statements[-1].uid))

    assert len(mine.context["rows"]) == answered
    assert changed.url == page(cast, dialogue, "mine")
    left = dict(Vote.objects.values_list("statement", "answer"))
    assert left == {one.pk: Answer.DISAGREE if one == statements[0] else Answer.AGREE for one in statements[:-1]}


def answer_from_mine(cast, client, dialogue, statement):
    told = {"statement": statement.uid, "answer": "disagree", "after": "mine"}
    return client.post(page(cast, dialogue, "cast"), told)


def test_likenesses_are_shown_before_a_statement_is_sent(cast, circle, dialogue, seat):
    text = "Residence procedure number 2 must be easier"
    shown = seat.post(page(cast, dialogue, "propose"), {"text": text, "language": "en", "sure": ""})
    assert shown.status_code == 200
    assert shown.context["likely"]
    assert Statement.objects.filter(origin="proposed").count() == 0

    sent = seat.post(page(cast, dialogue, "propose"), {"text": text, "language": "en", "sure": text})

    assert sent.url == page(cast, dialogue, "vote")
    assert Statement.objects.get(origin="proposed").standing == "proposed"
    assert text in seat.get(page(cast, dialogue, "mine")).content.decode()
