"""What every act of this room does: one entry in the register of acts, and no change over somebody else's.

No entry says what somebody answered, nor who proposed a statement: moderators judge the words, not the person.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mithaq.dialogues.enums import State
from mithaq.dialogues.models import Dialogue, Rendition, Statement
from mithaq.foundation.actors import Actor
from mithaq.foundation.changed import Changed
from mithaq.institutions.records import note as note
from mithaq.people import selectors as people
from mithaq.people.selectors import Person

RUNNING = (State.DRAFT, State.OPEN)


def locked(dialogue: Dialogue, *, seen: int | None = None) -> Dialogue:
    """The dialogue as it stands, held until the transaction ends. Refused (Changed): where it is not as `seen`."""
    rows = Dialogue.objects.select_for_update(of=("self",)).select_related("institution", "phase")
    found: Dialogue = rows.get(pk=dialogue.pk)
    if seen is not None and found.version != seen:
        raise Changed
    return found


def held(statement: Statement, *, seen: str | None = None) -> Statement:
    """The statement as it stands, with its dialogue held. Refused (Changed): where it does not stand as `seen`; for
    another sentence, a dialogue that is over.
    """
    dialogue = running(locked(statement.dialogue))
    found: Statement = Statement.objects.select_related("institution", "proposed_by").get(pk=statement.pk)
    found.dialogue = dialogue
    if seen is not None and found.standing != seen:
        raise Changed
    return found


def running(dialogue: Dialogue) -> Dialogue:
    if dialogue.state not in RUNNING:
        raise ValidationError(_("The dialogue is over: its statements stay as they were voted on."), code="over")
    return dialogue


def acting(by: Actor) -> Person | None:
    """The person who acts, where it is one."""
    return people.person(by.uid) if by.kind == "person" and by.uid else None


def original(statement: Statement) -> Rendition | None:
    return next((one for one in statement.renditions.all() if one.is_original), None)


def facts_of(statement: Statement) -> dict[str, Any]:
    """The statement as the register of acts names it: in the languages that stand."""
    return {
        "title": dict(statement.dialogue.title),
        "statement": {one.language: one.text for one in statement.renditions.all()},
    }
