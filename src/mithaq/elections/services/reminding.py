"""Who has not voted is reminded, without anybody seeing who that is."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from mithaq.elections import addresses, speaking
from mithaq.elections.models import Election, Elector
from mithaq.elections.selectors import electing
from mithaq.elections.services.noting import locked, note
from mithaq.foundation.actors import Actor
from mithaq.notices import selectors as told
from mithaq.notices import services as notices

KIND = "elections.reminder"


def remind(election: Election, *, by: Actor, at: datetime) -> None:
    """Tell whoever may act for those who have not voted that voting is still open; nobody is told whom.

    The reminders of earlier days are withdrawn in the same act: side by side they would tell who voted in between.
    Refused (ValidationError): an election that is not open; a second time on one day; when everybody has voted.
    """
    on = localdate(at)
    with transaction.atomic():
        election = locked(election)
        if not electing.is_open(election, at=at):
            raise ValidationError(_("Voting is not open, so nobody is reminded."), code="not-open")
        if was_reminded(election, at=at):
            raise ValidationError(_("A reminder was sent today. Send the next one tomorrow."), code="once-a-day")
        waiting = list(Elector.objects.filter(election=election, has_voted=False))
        if not waiting:
            raise ValidationError(_("Everybody has voted."), code="nobody")
        withdraw_reminders(election)
        notices.tell(
            election.institution,
            speaking.persons(election.institution, waiting, body=election.body.key, on=on),
            KIND,
            about=_about(election, at),
            facts={"title": dict(election.title), "until": localdate(election.closes_at).isoformat()},
            path=addresses.election(election, "ballot"),
            at=at,
        )
        note("elections.remind", election, by=by, at=at, after={"title": dict(election.title)})


def was_reminded(election: Election, *, at: datetime) -> bool:
    """Whether a reminder went out on the day of this moment."""
    sent = told.Notice.objects.filter(institution=election.institution, kind=KIND, about=_about(election, at))
    return bool(sent.exists())


def withdraw_reminders(election: Election) -> None:
    """Nobody keeps the notice that they had not voted on a day; also when voting is over."""
    notices.withdraw(election.institution, KIND, about=f"{election.uid}:")


def _about(election: Election, at: datetime) -> str:
    return f"{election.uid}:{localdate(at).isoformat()}"
