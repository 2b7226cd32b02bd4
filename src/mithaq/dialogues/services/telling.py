"""Whom convening tells: members, when a dialogue opens and before it ends; nobody sees who is told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from mithaq.dialogues import addresses
from mithaq.dialogues.models import Dialogue, Vote
from mithaq.notices import selectors as told
from mithaq.notices import services as notices
from mithaq.people import selectors as people
from mithaq.people.selectors import Person

OPEN, ENDING, CANCELLED = "dialogues.open", "dialogues.ending", "dialogues.cancelled"


def tell_open(dialogue: Dialogue, *, at: datetime) -> None:
    _tell(dialogue, _members(dialogue, at), OPEN, at=at)


def tell_cancelled(dialogue: Dialogue, *, at: datetime) -> None:
    _tell(dialogue, _members(dialogue, at), CANCELLED, at=at, because=dialogue.because)


def tell_ending(dialogue: Dialogue, *, at: datetime) -> int:
    """Members who have not answered one statement; how many are told, and no names."""
    answered = Vote.objects.filter(dialogue=dialogue, participant__person__isnull=False).values("participant__person")
    return _tell(dialogue, _members(dialogue, at).exclude(pk__in=answered), ENDING, at=at)


def was_told_of_end(dialogue: Dialogue) -> bool:
    return bool(told.Notice.objects.filter(institution=dialogue.institution, kind=ENDING, about=dialogue.uid).exists())


def withdraw_endings(dialogue: Dialogue) -> None:
    """Nobody keeps a notice that says they had not answered by a day."""
    notices.withdraw(dialogue.institution, ENDING, about=dialogue.uid)


def _members(dialogue: Dialogue, at: datetime) -> QuerySet[Person]:
    taking_part = people.members(dialogue.institution, on=localdate(at)).exclude(person=None)
    return people.persons().filter(pk__in=taking_part.prefetch_related(None).values("person"))


def _tell(dialogue: Dialogue, persons: QuerySet[Person], kind: str, *, at: datetime, **more: Any) -> int:
    facts = {"title": dict(dialogue.title), "closes_at": dialogue.closes_at.isoformat(), **more}
    path = addresses.of(dialogue)
    return notices.tell(dialogue.institution, persons, kind, about=dialogue.uid, facts=facts, path=path, at=at)
