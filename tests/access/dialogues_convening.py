"""Convening, moderating, translating: the officers'. A draft is not known to anybody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from mithaq.dialogues import services
from mithaq.dialogues.models import Dialogue
from tests.access import OFFICERS, Row
from tests.cast import Cast
from tests.dialogues.circle import Circle


def circle(cast: Cast) -> Circle:
    return Circle(cast.institution)


def _running(cast: Cast) -> Dialogue:
    """Open now, for everybody."""
    found, at = circle(cast), now()
    return found.running(
        5, opens_at=at - timedelta(days=1), closes_at=at + timedelta(days=5), now=at - timedelta(days=2)
    )


def draft(cast: Cast) -> dict[str, Any]:
    return {"uid": circle(cast).convene().uid}


def running(cast: Cast) -> dict[str, Any]:
    return {"uid": _running(cast).uid}


def proposed(cast: Cast) -> dict[str, Any]:
    dialogue = _running(cast)
    one = services.propose(dialogue, circle(cast).participant(dialogue), "Schools for all", "en", at=now())
    return {"uid": dialogue.uid, "statement": one.uid}


def admitted(cast: Cast) -> dict[str, Any]:
    dialogue = _running(cast)
    return {"uid": dialogue.uid, "statement": dialogue.statements.get(number=0).uid}


def _of_officers(args: Any, **post: Any) -> list[Row]:
    return [Row(OFFICERS, args=args), Row(OFFICERS, args=args, method="post", data=post)]


ROWS = {
    "dialogues:new": [Row(OFFICERS), Row(OFFICERS, method="post", data={"title_en": "x"})],
    "dialogues:office": Row(OFFICERS, args=draft),
    "dialogues:change": _of_officers(running, title_en="x"),
    "dialogues:open": _of_officers(draft),
    "dialogues:close": _of_officers(running),
    "dialogues:cancel": _of_officers(running, because="Put off"),
    "dialogues:statements": Row(OFFICERS, args=running),
    "dialogues:seed": _of_officers(running, text="One more", language="en"),
    "dialogues:decide": _of_officers(proposed, act="admit", seen="proposed"),
    "dialogues:renditions": Row(OFFICERS, args=running),
    "dialogues:rendition": _of_officers(admitted),
}
