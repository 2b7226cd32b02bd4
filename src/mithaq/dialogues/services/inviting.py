"""Personal links for people without an account: made, named by the convener, withdrawn. Only their digests are kept."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mithaq.dialogues import passes
from mithaq.dialogues.enums import Entry
from mithaq.dialogues.models import Dialogue, Invitation
from mithaq.dialogues.services.noting import locked, note, running
from mithaq.foundation.actors import Actor

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True, repr=False)
class Made:
    """A link as it is shown once: its token is kept nowhere."""

    invitation: Invitation
    token: str


def invite(dialogue: Dialogue, labels: Sequence[str], *, by: Actor, at: datetime) -> list[Made]:
    """As many links as labels (an empty one is a link without a name); the register says how many, not for whom.

    Refused (ValidationError): a dialogue for members alone or over; none, or more than MOST_AT_ONCE.
    """
    if not 1 <= len(labels) <= MOST_AT_ONCE:
        told = _("Ask for one link at least, and for %(most)d at once at most.")
        raise ValidationError({"labels": ValidationError(told, params={"most": MOST_AT_ONCE})})
    with transaction.atomic():
        dialogue = running(locked(dialogue))
        if dialogue.entry == Entry.MEMBERS:
            raise ValidationError(_("This dialogue is for members: they enter with their account."), code="members")
        made = []
        for label in labels:
            token = secrets.token_urlsafe(24)
            invitation = Invitation(
                institution=dialogue.institution,
                dialogue=dialogue,
                label=" ".join(label.split())[:200],
                digest=passes.digest(token),
                made_at=at,
            )
            made.append(Made(invitation, token))
        Invitation.objects.bulk_create([one.invitation for one in made])
        note("dialogues.invite", dialogue, by=by, at=at, after={"title": dict(dialogue.title), "links": len(made)})
    return made


def withdraw_link(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """It lets nobody in any more, and who came in by it answers no more; what they answered stays theirs to take back.

    Withdrawn twice, the first moment stays.
    """
    with transaction.atomic():
        found = Invitation.objects.select_for_update().select_related("dialogue", "institution").get(pk=invitation.pk)
        if found.withdrawn_at is not None:
            return
        found.withdrawn_at, found.address = at, ""
        found.save(update_fields=["withdrawn_at", "address"])
        note("dialogues.withdraw-link", found.dialogue, by=by, at=at, after={"title": dict(found.dialogue.title)})
