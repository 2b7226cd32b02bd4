"""The coding desk under hands that mean it ill, or slip: keys of others, another account's outbox, malformed bodies."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from mithaq.evidence import queue
from mithaq.evidence.models import Coding, Decision, Passage
from mithaq.evidence.services import desk
from tests.cast import AT


@pytest.fixture
def act(cast):
    return reverse("evidence:desk-act", kwargs={"institution": cast.institution.slug})


@pytest.fixture
def page(cast):
    return reverse("evidence:desk", kwargs={"institution": cast.institution.slug})


@pytest.fixture
def two(cast, coded):
    with cast.scope():
        return list(Passage.objects.filter(codings__isnull=False, is_current=True).distinct().order_by("number")[:2])


def send(client, address, **body):
    return client.post(address, json.dumps(body), content_type="application/json")


def confirmed(cast, passage) -> int:
    with cast.scope():
        return Coding.objects.filter(passage=passage, status="confirmed").count()


YES = {"scheme": "act", "code": "fact", "name": "", "verdict": "yes"}


def test_a_key_of_somebody_else_does_not_swallow_what_another_decides(cast, two, act):
    mine = {"do": "decide", "key": "one-and-the-same-key", "verdicts": [["act:fact", True]], "seen": 0}
    send(cast.client("amal"), act, passage=two[0].uid, **mine)

    answer = send(cast.client("badr"), act, passage=two[1].uid, **mine)

    assert answer.status_code == 400
    assert confirmed(cast, two[1]) == 0


def test_a_key_used_for_another_passage_is_refused(cast, two):
    told = {"key": "k", "verdicts": [YES], "seen": 0, "by": cast.badr.actor, "at": AT}
    desk.decide(cast.institution, two[0], **told)

    with pytest.raises(desk.Unfit):
        desk.decide(cast.institution, two[1], **told)


@pytest.mark.parametrize("do", ["undo", "split", "merge"])
def test_the_key_of_a_decision_does_not_stand_for_another_act(cast, two, act, do):
    badr = cast.client("badr")
    mine = {"key": "one-and-the-same-key", "passage": two[0].uid, "seen": 0, "verdicts": [["act:fact", True]]}
    send(badr, act, do="decide", **mine)

    answer = send(badr, act, **(mine | {"do": do, "at_char": 5}))

    assert answer.status_code == 400


def test_an_act_without_key_is_refused_as_a_form_too(cast, two, page):
    badr = cast.client("badr")
    told = {"passage": two[0].uid, "seen": "0", "at_char": str(two[0].text.index(" ") + 1), "do": "split", "key": ""}

    assert badr.post(page, told).status_code == 400
    with cast.scope():
        assert not Decision.objects.exists()


def test_what_waits_in_the_outbox_of_another_account_is_not_recorded_under_this_name(cast, two, act):
    """One signs out in another tab, the next signs in: the page of the first still sends."""
    body = {"do": "decide", "key": "of-amal-sent-late", "verdicts": [["act:fact", True]], "seen": 0}

    answer = send(cast.client("badr"), act, passage=two[0].uid, account=cast.amal.actor.uid, **body)

    assert answer.status_code == 403
    assert confirmed(cast, two[0]) == 0
    own = send(cast.client("badr"), act, passage=two[0].uid, account=cast.badr.actor.uid, **body)
    assert own.status_code == 200


@pytest.mark.parametrize(
    "body",
    ["[" * 100_000, '{"do":' * 50_000, '"\\ud800"', "9" * 5_000, "null", "{", ""],
    ids=["lists", "objects", "half a sign", "a long number", "null", "torn", "nothing"],
)
def test_a_body_that_is_no_act_is_refused(cast, coded, act, body):
    assert cast.client("badr").post(act, body, content_type="application/json").status_code == 400


def test_signs_no_database_takes_are_refused(cast, two, act):
    for told in ({"passage": "a\x00b"}, {"passage": "\ud800"}, {"passage": two[0].uid, "after": "\x00"}):
        body = {"do": "decide", "key": "k" * 10, "verdicts": [["act:fact", True]], "seen": 0} | told
        assert send(cast.client("badr"), act, **body).status_code in (200, 400, 404)


def test_what_lies_before_somebody_else_is_not_taken_from_them(cast, two):
    """Nor waited for: on a database that locks rows, whoever decides about it waits for the register this act holds."""
    with cast.scope():
        queue.hold(two[0], by=cast.amal.actor, at=AT)
        queue.hold(two[0], by=cast.badr.actor, at=AT)
        two[0].refresh_from_db()

    assert two[0].held_by == cast.amal.actor.uid


@pytest.mark.parametrize(("do", "status"), [("accept", 400), ("reject", 400), ("add", 200), ("undo", 409)])
@pytest.mark.parametrize("code", ["nonsense", "objective:99", "act:", ":", "country:xx", "<script>"])
def test_a_code_there_is_not_is_refused_and_the_page_stands(cast, two, page, do, status, code):
    told = {"passage": two[0].uid, "seen": "0", "key": "k" * 10, "do": do, "add": code, "yes": code}

    answer = cast.client("badr").post(page, told)

    assert answer.status_code == status
    assert "<script>" not in answer.content.decode().partition('id="desk-card"')[2].partition("</form>")[0]


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain"])
def test_an_act_of_the_script_is_json_and_nothing_else(cast, two, act, kind):
    body = json.dumps({"do": "decide", "key": "k" * 10, "passage": two[0].uid, "seen": 0, "verdicts": []})

    assert cast.client("badr").post(act, body, content_type=kind).status_code == 400
