"""What an adoption makes stand here, and what a day brings by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from mithaq.elections import board as boards
from mithaq.elections.enums import State
from mithaq.elections.models import Candidacy, Election, Elector
from mithaq.elections.services.closing import close_voting, forget_keys, open_box
from mithaq.elections.services.noting import locked
from mithaq.elections.services.opening import close_nominations, fix_roll, open_voting
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter, CharterRefuses


def stand(institution: Institution, charter: Charter, *, on: date, by: Actor, at: datetime) -> int:
    """A charter says which seats are filled by election; it calls none by itself: `owed` says when one is due."""
    return 0


def tend(institution: Institution, charter: Charter, *, on: date, by: Actor, at: datetime) -> int:
    """What comes by its time, in order: nominations close, the roll is fixed, voting opens, closes, the box is opened.

    What the charter refuses, or cannot be yet, waits: the officers are told what stands against it (`owed`). Again does
    nothing more.
    """
    done = 0
    for election in _running(institution).select_related("institution", "body__institution").order_by("pk"):
        for due, act in STEPS:
            if due(election, on, at):
                done += _tried(act, election, by=by, at=at)
                election.refresh_from_db()
    forget_keys(institution)
    return done + _signed(institution)


def by_the_hour(institution: Institution) -> list[QuerySet[Any]]:
    """Rows there are while something here may come by its hour, or by a key that is there again."""
    not_over = Election.objects.filter(institution=institution).exclude(state__in=[State.DECLARED, State.CANCELLED])
    return [not_over, _unsigned(institution)]


def _running(institution: Institution) -> QuerySet[Election]:
    states = [State.NOMINATING, State.NOMINATED, State.OPEN, State.CLOSED]
    found: QuerySet[Election] = Election.objects.filter(institution=institution, state__in=states)
    return found


def _unsigned(institution: Institution) -> QuerySet[Election]:
    unsigned = Candidacy.objects.filter(institution=institution, withdrawal__signature="").values("election")
    found: QuerySet[Election] = Election.objects.filter(
        Q(declaration__signature="") | Q(pk__in=unsigned), institution=institution
    )
    return found


def _signed(institution: Institution) -> int:
    """Records that were written while the key of the board was not on this machine, once it is there again."""
    done = 0
    for election in _unsigned(institution).order_by("pk"):
        with transaction.atomic():
            done += bool(boards.sign_what_waits(locked(election)))
    return done


def _nominations_end(election: Election, on: date, at: datetime) -> bool:
    return election.state == State.NOMINATING and election.nominations_until <= at


def _roll_is_due(election: Election, on: date, at: datetime) -> bool:
    if election.state not in (State.NOMINATING, State.NOMINATED) or on < election.roll_on:
        return False
    return not Elector.objects.filter(election=election).exists()


def _voting_begins(election: Election, on: date, at: datetime) -> bool:
    return election.state == State.NOMINATED and election.opens_at <= at < election.closes_at


def _voting_ends(election: Election, on: date, at: datetime) -> bool:
    return election.state == State.OPEN and election.closes_at <= at


def _box_is_shut(election: Election, on: date, at: datetime) -> bool:
    return election.state == State.CLOSED and not election.closing and bool(election.header)


STEPS: tuple[tuple[Callable[[Election, date, datetime], bool], Callable[..., Any]], ...] = (
    (_nominations_end, close_nominations),
    (_roll_is_due, fix_roll),
    (_voting_begins, open_voting),
    (_voting_ends, close_voting),
    (_box_is_shut, open_box),
)


def _tried(act: Callable[..., Any], election: Election, *, by: Actor, at: datetime) -> int:
    """One act is one transaction; what is refused leaves nothing."""
    try:
        act(election, by=by, at=at)
    except (CharterRefuses, ValidationError):
        return 0
    return 1
