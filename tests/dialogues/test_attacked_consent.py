"""Consent is taken back by whoever gave it, also by who may take part no more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from mithaq.dialogues import services
from mithaq.dialogues.enums import Audience, Entry
from mithaq.dialogues.models import Participant, Vote
from mithaq.foundation.actors import SYSTEM
from mithaq.people.models import Membership
from tests.dialogues.test_attacked_input import HOUR, cast_one, enter, page

pytestmark = pytest.mark.django_db


def test_a_link_that_was_withdrawn_lets_its_holder_take_everything_back(cast, circle):
    dialogue = circle.running(6, entry=Entry.INVITED, opens_at=now() - HOUR, closes_at=now() + 24 * HOUR)
    link = services.invite(dialogue, ["x"], by=SYSTEM, at=now())[0]
    client = cast.client()
    client.post(page(cast, dialogue, "enter", token=link.token), {"agrees": "on"})
    cast_one(cast, client, dialogue, circle.statements[0])
    services.withdraw_link(link.invitation, by=SYSTEM, at=now())

    assert cast_one(cast, client, dialogue, circle.statements[1]).status_code == 403
    assert page(cast, dialogue, "leave") in client.get(page(cast, dialogue, "begin")).content.decode()
    assert client.get(page(cast, dialogue, "leave")).status_code == 200
    client.post(page(cast, dialogue, "leave"))

    assert not Participant.objects.exists()
    assert not Vote.objects.exists()


def test_who_is_a_member_no_more_takes_everything_back(cast, circle):
    dialogue = circle.running(
        6, entry=Entry.MEMBERS, audience=Audience.MEMBERS, opens_at=now() - HOUR, closes_at=now() + 24 * HOUR
    )
    client = enter(cast, dialogue, cast.client("member"))
    cast_one(cast, client, dialogue, circle.statements[0])
    Membership.objects.filter(person=cast.chadia.person).update(until=now().date() - timedelta(days=1))

    assert cast_one(cast, client, dialogue, circle.statements[1]).status_code == 403
    client.post(page(cast, dialogue, "leave"))

    assert not Participant.objects.exists()
    assert not Vote.objects.exists()


@pytest.mark.parametrize(
    ("lang", "says"), [("en", "keep it to yourself"), ("fr", "gardez-la pour vous"), ("ar", "فاحتفظوا به لأنفسكم")]
)
def test_who_enters_by_a_link_is_told_who_else_could_answer_by_it(cast, circle, lang, says):
    """A link is its holder: the convener who made it, and kept the file, could open it, too. That is not kept quiet."""
    dialogue = circle.running(6, entry=Entry.INVITED, opens_at=now() - HOUR, closes_at=now() + 24 * HOUR)
    link = services.invite(dialogue, ["x"], by=SYSTEM, at=now())[0]

    told = cast.client().get(page(cast, dialogue, "enter", lang=lang, token=link.token)).content.decode()

    assert says in told
    assert "90" in told
