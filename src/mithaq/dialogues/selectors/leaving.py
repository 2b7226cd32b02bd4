"""Who may take their consent back: whoever gave it, also where they may take part no more."""

from __future__ import annotations

from datetime import datetime

from mithaq.dialogues import passes
from mithaq.dialogues.models import Dialogue, Participant
from mithaq.dialogues.selectors.taking import participant_of
from mithaq.institutions.selectors import Institution
from mithaq.people.selectors import Person


def kept_of(dialogue: Dialogue, told: str, *, person: Person | None, at: datetime) -> Participant | None:
    """Of whom something is kept: the person who is signed in, else who holds a pass (`told`) that was given without an
    account, were their link withdrawn since."""
    found = participant_of(dialogue, person)
    given = passes.read(dialogue.uid, told, at=at) if found is None and told else None
    if given is None or not given.secret:
        return found
    rows = Participant.objects.select_related("dialogue", "institution", "category")
    theirs = rows.filter(dialogue=dialogue, uid=given.participant, person=None).first()
    return theirs if theirs is not None and passes.is_same(theirs.key, passes.digest(given.secret)) else None


def dialogue_of(institution: Institution, uid: str, person: Person | None) -> Dialogue | None:
    """One that a person took part in, also where they see it no more."""
    if person is None:
        return None
    found = Dialogue.objects.filter(institution=institution, uid=uid, participants__person=person)
    return found.select_related("institution", "phase").first()
