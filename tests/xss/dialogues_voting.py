"""What a participant reads: statements, why one of theirs was refused; and the names of links, which officers read."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from mithaq.dialogues import services
from mithaq.dialogues.enums import Answer, Ground, Origin, Standing, Way
from mithaq.dialogues.models import Invitation, Participant, Rendition, Statement
from mithaq.foundation.actors import SYSTEM
from tests.cast import Cast
from tests.dialogues.circle import Circle
from tests.xss import Shown, url
from tests.xss.dialogues import dialogue


def taking_part(cast: Cast) -> Participant:
    """The secretary takes part in a dialogue that is open now; it exists once."""
    found: Participant | None = Participant.objects.filter(person=cast.amal.person).first()
    if found is None:
        at, circle = now(), Circle(cast.institution)
        about = circle.running(
            5, opens_at=at - timedelta(days=1), closes_at=at + timedelta(days=5), now=at - timedelta(days=2)
        )
        found = circle.participant(about, person=cast.amal.person)
        services.cast(found, circle.statements[0], Answer.AGREE, language="en", at=at)
    return found


def of_statement(cast: Cast, text: str) -> list[str]:
    """Every statement says it, so that the one that is drawn does."""
    me = taking_part(cast)
    Rendition.objects.filter(statement__dialogue=me.dialogue).update(text=text)
    first = Statement.objects.filter(dialogue=me.dialogue).first()
    place = {"uid": me.dialogue.uid, "statement": first.uid}
    return [
        url(cast, "dialogues:vote", uid=me.dialogue.uid),
        url(cast, "dialogues:vote", uid=me.dialogue.uid) + f"?last={first.uid}",
        url(cast, "dialogues:statement", **place),
        url(cast, "dialogues:report", **place),
        url(cast, "dialogues:mine", uid=me.dialogue.uid),
    ]


def of_refusal(cast: Cast, text: str) -> list[str]:
    me = taking_part(cast)
    told = {"standing": Standing.REFUSED, "ground": Ground.OTHER, "because": text, "origin": Origin.PROPOSED}
    mine = Statement.objects.filter(dialogue=me.dialogue).last()
    Statement.objects.filter(pk=mine.pk).update(**told, proposed_by=me, votable=False)
    return [url(cast, "dialogues:mine", uid=me.dialogue.uid)]


def of_label(cast: Cast, text: str) -> list[str]:
    one = dialogue(cast)
    if not Invitation.objects.exists():
        services.invite(one, ["x"], by=SYSTEM, at=now())
    Invitation.objects.update(way=Way.FILE, address="", label=text)
    return [url(cast, "dialogues:links", uid=one.uid)]


def of_address(cast: Cast, text: str) -> list[str]:
    """One that could not be sent; a real one is checked before it is kept."""
    one = dialogue(cast)
    if not Invitation.objects.exists():
        services.invite(one, [""], by=SYSTEM, at=now())
    Invitation.objects.update(way=Way.MAIL, label="", address=text, failed_at=now())
    return [url(cast, "dialogues:links", uid=one.uid)]


FIELDS = {"dialogues.Invitation.label": Shown(of_label), "dialogues.Invitation.address": Shown(of_address)}

NEVER: dict[str, str] = {}
