"""Who may vote, and how many have: never who, before the close, and never when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from mithaq.elections.enums import Secrecy, State
from mithaq.elections.models import Ballot, BoardEntry, Election, Elector
from mithaq.people import selectors as people
from mithaq.people.selectors import Person


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many may vote, and how many have."""

    electors: int
    voted: int

    @property
    def share(self) -> float:
        """Of one; nothing where nobody may vote."""
        return self.voted / self.electors if self.electors else 0.0


def turnout(election: Election) -> Turnout:
    roll = Elector.objects.filter(election=election)
    return Turnout(roll.count(), roll.filter(has_voted=True).count())


def electors_of(election: Election, person: Person | None, *, on: date) -> list[Elector]:
    """For whom a person votes: themselves, and whom they speak for that day in the body that is elected."""
    if person is None:
        return []
    told = people.voices_here(election.institution, person, on=on)
    speaks = Q(organisation__in=told.organisations) | Q(country__in=told.countries)
    roll = Elector.objects.filter(Q(person=person) | speaks, election=election)
    return [
        one
        for one in roll.select_related("organisation", "person").order_by("pk")
        if one.person_id is not None
        or told.speaks_for(organisation=one.organisation_id, country=one.country, body=election.body.key)
    ]


def elector_of(election: Election, person: Person | None, *, on: date) -> Elector | None:
    """For whom a person votes next: the first who has not voted, else the first."""
    found = electors_of(election, person, on=on)
    return next((one for one in found if not one.has_voted), found[0] if found else None)


def is_open(election: Election, *, at: datetime) -> bool:
    """Whether votes are taken at a moment."""
    return election.state == State.OPEN and election.opens_at <= at < election.closes_at


def takes_vote(election: Election, elector: Elector, *, at: datetime) -> bool:
    """Whether a vote of this elector would be taken now; a named one may be changed until the close."""
    return is_open(election, at=at) and (not elector.has_voted or election.secrecy == Secrecy.NAMED)


def may_vote(election: Election, *, to: Any, on: date) -> bool:
    """Whether there is a vote that a reader may still cast, or change."""
    if election.state != State.OPEN:
        return False
    found = electors_of(election, people.person_of(to), on=on)
    return any(not one.has_voted or election.secrecy == Secrecy.NAMED for one in found)


def on_board(election: Election, digest: str) -> BoardEntry | None:
    """The entry of a receipt, by its digest."""
    entry: BoardEntry | None = BoardEntry.objects.defer("sealed").filter(election=election, digest=digest).first()
    return entry


def as_opened(election: Election, tracker: str) -> Ballot | None:
    """The ballot of a tracker once the box is opened: also where ballots are not published, each finds their own."""
    if not election.closing or not tracker:
        return None
    ballot: Ballot | None = Ballot.objects.filter(election=election, tracker=tracker.strip().lower()).first()
    return ballot
