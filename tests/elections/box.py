"""A ballot box that is open, made by rows: what the tests of casting and of the board act in.

`CAST` is when votes are cast, `OVER` after the close. Voters are persons with nothing but themselves to speak for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from mithaq.elections import board, services
from mithaq.elections.enums import Standing, State
from mithaq.elections.models import Candidacy, Election, Elector
from mithaq.foundation.actors import SYSTEM, Actor
from mithaq.people.models import Person
from tests.elections.hall import BOARD, CALLED, CLOSES, OPENS, Hall

CAST, OVER = OPENS + timedelta(hours=1), CLOSES + timedelta(hours=1)


def open_box(hall: Hall, *, candidates: int = 5, electors: int = 6, **told: Any) -> Election:
    """Voting is open: so many organisations stand, and so many persons are on the roll."""
    if not hall.charter.clauses:
        hall.adopt(BOARD)
    election = hall.call(**({"seats": 2} | told))
    held = {"institution": election.institution, "election": election}
    for number, organisation in enumerate(hall.organisations(candidates)):
        Candidacy.objects.create(
            **held, organisation=organisation, number=number, standing=Standing.STANDS, nominated_at=CALLED
        )
    Elector.objects.bulk_create(Elector(**held, person=hall.person()) for _ in range(electors))
    board.begin(election)
    election.state, election.opened_at = State.OPEN, OPENS
    election.save()
    return election


def electors(election: Election) -> list[Elector]:
    return list(Elector.objects.filter(election=election).select_related("person").order_by("pk"))


def vote(election: Election, elector: Elector, choices: Sequence[int], *, now: datetime = CAST) -> services.Receipt:
    """The elector casts in person."""
    return services.cast(election, elector, choices, by=actor(elector.person), at=now)


def actor(person: Person) -> Actor:
    return Actor("person", uid=person.uid, name=person.name)


def all_vote(election: Election, ballots: Sequence[Sequence[int]]) -> list[services.Receipt]:
    return [vote(election, one, choices) for one, choices in zip(electors(election), ballots, strict=False)]


def close(election: Election) -> Election:
    """Closed, and opened."""
    services.close_voting(election, by=SYSTEM, at=OVER)
    return services.open_box(election, by=SYSTEM, at=OVER)


def published(election: Election, *, who_voted: bool = True) -> str:
    found = Election.objects.get(pk=election.pk)
    return "\n".join(board.published(found, who_voted=who_voted)) + "\n"
