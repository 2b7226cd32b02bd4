"""Who enters a dialogue, having read what is kept and shown and having agreed; and who leaves it again with everything.

Entering is not in the register: it would tell who took part, and when. That somebody withdrew stands there, not who.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from mithaq.dialogues import flooding, passes
from mithaq.dialogues.enums import Entry, State
from mithaq.dialogues.models import Dialogue, Invitation, Participant, Vote
from mithaq.dialogues.selectors.taking import Described, is_running
from mithaq.dialogues.services import drawing, made
from mithaq.dialogues.services.noting import locked, note
from mithaq.dialogues.services.voting import TooFast
from mithaq.foundation import allowances
from mithaq.foundation.actors import Actor
from mithaq.people.selectors import Person

SOMEBODY = Actor("person")
UNTOLD = Described()
NOT_OPEN = _("The dialogue is not open: nobody can enter it now.")


@dataclass(frozen=True, slots=True, repr=False)
class Entered:
    """The participant, and what their browser proves it with (empty for an account): kept nowhere else."""

    participant: Participant
    secret: str = ""


def enter_by_account(
    dialogue: Dialogue, person: Person, *, language: str, told: Described = UNTOLD, at: datetime
) -> Entered:
    """A person takes part once, however often they agree. Whether they may is the page's to ask.

    Refused (ValidationError): a dialogue that is not open at this moment.
    """
    _open(dialogue, at)
    return Entered(_once(dialogue, {"person": person}, language, told, at))


def enter_by_link(dialogue: Dialogue, token: str, *, language: str, told: Described = UNTOLD, at: datetime) -> Entered:
    """One link is one person: opened on another device, it leads to the same participant.

    Refused (PermissionDenied): no such link, one that was withdrawn, a dialogue for members alone.
    Refused (ValidationError): a dialogue that is not open at this moment.
    """
    if dialogue.entry == Entry.MEMBERS:
        raise PermissionDenied("dialogues.enter")
    _open(dialogue, at)
    secret = passes.secret_of_link(token)
    with transaction.atomic():
        link = Invitation.objects.select_for_update().filter(
            dialogue=dialogue, digest=passes.digest(token), withdrawn_at=None
        )
        invitation = link.first()
        if invitation is None:
            raise PermissionDenied("dialogues.enter")
        key = passes.digest(secret)
        return Entered(_once(dialogue, {"invitation": invitation}, language, told, at, key=key), secret)


def enter_anonymously(
    dialogue: Dialogue, *, address: str, language: str, told: Described = UNTOLD, at: datetime
) -> Entered:
    """Somebody without an account. `address` is counted, not kept.

    Refused (PermissionDenied): a dialogue that does not let in just anybody. Refused (TooFast): very many newcomers
    from one address. Refused (ValidationError): a dialogue that is not open at this moment.
    """
    if dialogue.entry != Entry.ANYBODY:
        raise PermissionDenied("dialogues.enter")
    _open(dialogue, at)
    counted = (dialogue.pk, allowances.of_address(address, at=at))
    if not flooding.NEWCOMERS.takes(counted, at=at):
        raise TooFast(flooding.NEWCOMERS.wait(counted, at=at))
    secret = passes.new_secret()
    return Entered(_once(dialogue, {"key": passes.digest(secret)}, language, told, at), secret)


def withdraw(participant: Participant, *, at: datetime) -> None:
    """Consent is taken back: the participant and every answer go, at any time, also after the close.

    Statements they proposed stay, without anything that leads to them. A map that was published stays published, of
    many; the next is drawn without them: before the transaction that deletes, which keeps it if nothing changed
    meanwhile, for on SQLite nobody else can write while it lasts. The register says that somebody left, not who.
    """
    ready = drawing.ahead(participant, at=at)
    with transaction.atomic():
        dialogue = locked(participant.dialogue)  # a map that is being drawn is kept before this, or knows of it
        if not Participant.objects.select_for_update().filter(pk=participant.pk).exists():
            return
        drawing.without(dialogue, participant, ready, at=at)
        Vote.objects.filter(participant=participant).delete()
        Participant.objects.filter(pk=participant.pk).delete()
        transaction.on_commit(lambda: made.forget(dialogue))
        note("dialogues.withdraw", dialogue, by=SOMEBODY, at=at, after={"title": dict(dialogue.title)})


def _open(dialogue: Dialogue, at: datetime) -> None:
    if not is_running(dialogue, at=at):
        raise ValidationError(NOT_OPEN, code="not-open")


def _once(
    dialogue: Dialogue, who: dict[str, Any], language: str, told: Described, at: datetime, *, key: str = ""
) -> Participant:
    """The same again where two requests come at once, or somebody comes back; nobody in a dialogue that ended
    meanwhile, as one that is cancelled keeps nobody."""
    made = {
        "institution": dialogue.institution,
        "language": language,
        "category": told.category,
        "country": told.country,
        "level": told.level,
        "consented_at": at,
    }
    if key:
        made["key"] = key
    try:
        with transaction.atomic():
            found: Participant = Participant.objects.get_or_create(dialogue=dialogue, **who, defaults=made)[0]
            if not Dialogue.objects.filter(pk=dialogue.pk, state=State.OPEN).exists():
                raise ValidationError(NOT_OPEN, code="not-open")
    except IntegrityError:
        found = Participant.objects.get(dialogue=dialogue, **who)
    return found
