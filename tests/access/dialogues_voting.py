"""Taking part: who an open dialogue lets in, and links that the officers make. Nothing here is another's: who does not
take part is led to where they could.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from mithaq.dialogues import services
from mithaq.dialogues.enums import Entry
from mithaq.dialogues.models import Dialogue
from mithaq.foundation.actors import SYSTEM
from tests.access import EVERYONE, OFFICERS, Row
from tests.cast import Cast
from tests.dialogues.circle import Circle


def _running(cast: Cast) -> Dialogue:
    at = now()
    return Circle(cast.institution).running(
        5, opens_at=at - timedelta(days=1), closes_at=at + timedelta(days=5), now=at - timedelta(days=2)
    )


def running(cast: Cast) -> dict[str, Any]:
    return {"uid": _running(cast).uid}


def statement(cast: Cast) -> dict[str, Any]:
    dialogue = _running(cast)
    return {"uid": dialogue.uid, "statement": dialogue.statements.get(number=0).uid}


def link(cast: Cast) -> dict[str, Any]:
    dialogue = _running(cast)
    Dialogue.objects.filter(pk=dialogue.pk).update(entry=Entry.INVITED)
    dialogue.refresh_from_db()
    return {"uid": dialogue.uid, "token": services.invite(dialogue, ["x"], by=SYSTEM, at=now())[0].token}


def made(cast: Cast) -> dict[str, Any]:
    dialogue = _running(cast)
    return {"uid": dialogue.uid, "link": services.invite(dialogue, ["x"], by=SYSTEM, at=now())[0].invitation.uid}


ROWS = {
    "dialogues:begin": [Row(EVERYONE, args=running), Row(EVERYONE, args=running, method="post")],
    "dialogues:enter": [Row(EVERYONE, args=link), Row(EVERYONE, args=link, method="post")],
    "dialogues:leave": [Row(EVERYONE, args=running), Row(EVERYONE, args=running, method="post")],
    "dialogues:links": [Row(OFFICERS, args=running), Row(OFFICERS, args=running, method="post", data={"number": "1"})],
    "dialogues:mail_links": [Row(OFFICERS, args=running), Row(OFFICERS, args=running, method="post", data={})],
    "dialogues:send_again": Row(OFFICERS, args=running, method="post"),
    "dialogues:withdraw_link": Row(OFFICERS, args=made, method="post"),
    "dialogues:vote": Row(EVERYONE, args=running),
    "dialogues:statement": Row(EVERYONE, args=statement),
    "dialogues:report": [Row(EVERYONE, args=statement), Row(EVERYONE, args=statement, method="post")],
    "dialogues:take_back": Row(EVERYONE, args=statement, method="post"),
    "dialogues:cast": Row(frozenset(), args=running, method="post", data={"answer": "agree"}),
    "dialogues:mine": Row(EVERYONE, args=running),
    "dialogues:propose": [Row(EVERYONE, args=running), Row(EVERYONE, args=running, method="post")],
}
