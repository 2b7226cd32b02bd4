"""Which dialogues a reader sees: drafts are the officers', those for members alone the members' and who was let in."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mithaq.dialogues.enums import Audience, Entry, State
from mithaq.dialogues.models import Dialogue
from mithaq.foundation import access
from mithaq.institutions.selectors import Institution


def dialogues(institution: Institution, *, to: Any) -> QuerySet[Dialogue]:
    """`to`: the account that reads."""
    found = Dialogue.objects.filter(institution=institution)
    if access.may(to, "dialogues.convene", institution):
        return found
    found = found.exclude(state=State.DRAFT)
    if access.may(to, "dialogues.take_part", institution):
        return found
    return found.exclude(entry=Entry.MEMBERS, audience=Audience.MEMBERS)


def dialogue(institution: Institution, uid: str, *, to: Any) -> Dialogue | None:
    return dialogues(institution, to=to).filter(uid=uid).select_related("institution", "phase").first()
