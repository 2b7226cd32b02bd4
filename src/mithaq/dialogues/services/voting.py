"""One answer of one person to one statement: given, changed, taken back; and a statement shown to the moderators."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from mithaq.dialogues import addresses, flooding
from mithaq.dialogues.enums import Answer, Ground
from mithaq.dialogues.models import Dialogue, Participant, Statement, Vote
from mithaq.dialogues.selectors.taking import Known, is_running
from mithaq.dialogues.services import keeping_up, writing
from mithaq.foundation import languages
from mithaq.foundation.reports import untold
from mithaq.notices import services as notices
from mithaq.people import selectors as people
from mithaq.people.enums import Role

REPORTED = "dialogues.reported"
_ANSWERS = frozenset(Answer.values)


class TooFast(ValidationError):
    """More in a while than any person would. `wait` in seconds."""

    def __init__(self, wait: int) -> None:
        told = _("That was more at once than one person can read. Wait a moment, then go on: nothing is lost.")
        super().__init__(told, code="too-fast")
        self.wait = wait


class NotTaken(ValidationError):
    """The answer was not written, and why: `closed`, `not-votable`."""


@untold
def cast(participant: Participant, statement: Statement, answer: int, *, language: str, at: datetime) -> None:
    """What somebody answers, in the language they read it in; answered before, it is changed.

    Refused (NotTaken): a dialogue that is not open at this moment, a statement that is not voted on or of another
    dialogue, a participant who is gone. No entry in the register of acts: it would tell who answered when.
    """
    _valid(answer, language)
    if not writing.write(writing.Row(participant.pk, statement.pk, answer, language, at)):
        raise _why_not(is_running(Dialogue.objects.get(pk=participant.dialogue_id), at=at))
    _tell_the_map(participant.dialogue_id)


@untold
def take(known: Known, answer: int, *, language: str, at: datetime) -> None:
    """The same for a participant known by their pass, who asked about one statement: nothing is read once more.

    Refused (TooFast): more answers in a while than a person can give. Refused (NotTaken): as `cast` does.
    """
    _valid(answer, language)
    if not known.is_open or known.statement is None or not known.is_votable:
        raise _why_not(known.is_open)
    if not flooding.ANSWERS.takes(known.participant, at=at):
        raise TooFast(flooding.ANSWERS.wait(known.participant, at=at))
    if not writing.write(writing.Row(known.participant, known.statement, answer, language, at)):
        raise _why_not(True)
    _tell_the_map(known.dialogue)


def take_back(participant: Participant, statement: Statement, *, at: datetime) -> None:
    """As if it had not been answered. Refused (NotTaken): once the dialogue is not open any more."""
    with transaction.atomic():
        dialogue = Dialogue.objects.select_for_update().get(pk=participant.dialogue_id)
        if not is_running(dialogue, at=at):
            raise _why_not(False)
        Vote.objects.filter(participant=participant, statement=statement).delete()


def report(participant: Participant, statement: Statement, ground: str, *, at: datetime) -> None:
    """Somebody thinks a statement should not stand: those who moderate are told which and why, once, and not by whom.

    Refused (TooFast): many in an hour. Refused (ValidationError): no reason; a statement of another dialogue.
    """
    if ground not in Ground.values:
        raise ValidationError({"ground": _("Choose what is wrong with it.")})
    if statement.dialogue_id != participant.dialogue_id:
        raise ValidationError(_("This statement is not there any more."), code="not-votable")
    if not flooding.REPORTS.takes(participant.pk, at=at):
        raise TooFast(flooding.REPORTS.wait(participant.pk, at=at))
    dialogue = statement.dialogue
    officers = people.members(dialogue.institution, on=localdate(at)).filter(role__in=[Role.OFFICER, Role.SECRETARY])
    persons = people.persons().filter(pk__in=officers.prefetch_related(None).values("person"))
    facts: dict[str, Any] = {
        "title": dict(dialogue.title),
        "statement": {one.language: one.text for one in statement.renditions.all()},
        "ground": ground,
    }
    with transaction.atomic():
        path = addresses.of(dialogue, "statements")
        notices.tell(dialogue.institution, persons, REPORTED, about=statement.uid, facts=facts, path=path, at=at)


def _tell_the_map(dialogue: int) -> None:
    transaction.on_commit(lambda: keeping_up.follow(dialogue))


def _valid(answer: int, language: str) -> None:
    if answer not in _ANSWERS:
        raise ValidationError({"answer": _("Answer with agree, disagree or pass.")})
    if language not in languages.CODES:
        raise ValidationError({"language": _("A statement stands in Arabic, English and French.")})


def _why_not(is_open: bool) -> NotTaken:
    if not is_open:
        return NotTaken(_("The dialogue is not open: no answer is taken."), code="closed")
    return NotTaken(_("This statement is not voted on any more."), code="not-votable")
