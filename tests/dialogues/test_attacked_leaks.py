"""Who takes part, and what they answered, stands in no page of others, no act, no notice, no session and no log."""

from __future__ import annotations

import json
import logging

from django.contrib.sessions.models import Session
from django.core import serializers
from django.utils.timezone import now

from mithaq.dialogues import services
from mithaq.dialogues.enums import Entry as Entering
from mithaq.dialogues.models import Participant
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry
from mithaq.notices.models import Notice
from tests.dialogues.test_attacked_input import HOUR, cast_one, enter, page

PAGES = ("dialogue", "map", "begin", "office", "statements", "renditions", "links", "statements_map", "embed")


def test_nothing_anybody_else_reads_leads_to_who_answered_what(cast, circle, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    dialogue = circle.running(
        6, entry=Entering.ANYBODY, proposals_each=3, opens_at=now() - HOUR, closes_at=now() + 24 * HOUR
    )
    link = services.invite(dialogue, ["Somebody"], by=SYSTEM, at=now())[0]
    by_link, anonymous = cast.client(), enter(cast, dialogue)
    by_link.post(page(cast, dialogue, "enter", token=link.token), {"agrees": "on"})
    member = enter(cast, dialogue, cast.client("member"))
    answers = []
    for client in (by_link, anonymous, member):
        answers += [cast_one(cast, client, dialogue, one, "disagree") for one in circle.statements[:3]]
        text = f"Something else that number {len(answers)} has in mind about wages"
        client.post(page(cast, dialogue, "propose"), {"text": text, "language": "en", "sure": text})
        client.post(page(cast, dialogue, "report", statement=circle.statements[4].uid), {"ground": "harmful"})
    answers += [client.get(page(cast, dialogue, "vote")) for client in (by_link, anonymous, member)]
    kept = list(Participant.objects.filter(dialogue=dialogue))
    assert len(kept) == 3
    assert all(answer.status_code == 200 and "no-store" in answer["Cache-Control"] for answer in answers)

    secret = {value for one in kept for value in (one.uid, one.key) if value} | {link.token, dialogue.seed}
    officers = [cast.client(who).get(page(cast, dialogue, name)) for who in ("officer", "anonymous") for name in PAGES]
    told = {
        "their own pages": " ".join(answer.content.decode() for answer in answers),
        "pages of others": " ".join(answer.content.decode() for answer in officers),
        "minute": json.dumps(
            [[one.act, one.before, one.after, one.about, one.by_uid, one.by_name] for one in Entry.objects.all()]
        ),
        "notices": serializers.serialize("json", Notice.objects.all()),
        "sessions": json.dumps([one.get_decoded() for one in Session.objects.all()], default=str),
        "log": caplog.text,
    }
    for where, text in told.items():
        assert [one for one in secret if one in text and not (where == "log" and one == link.token)] == [], where
    assert not any("cast" in one.act or "enter" in one.act for one in Entry.objects.all())
