"""Whom an act of this room tells, once: the members, those who stand, those who may vote, those who watch."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from mithaq.bodies import selectors as bodies
from mithaq.elections import addresses, naming, speaking
from mithaq.elections import board as boards
from mithaq.elections.enums import Standing
from mithaq.elections.models import Candidacy, Election, Elector
from mithaq.notices import services as notices
from mithaq.people import selectors as people
from mithaq.people.enums import Role
from mithaq.people.selectors import Person


def tell_called(election: Election, *, at: datetime) -> None:
    """Members learn that they may nominate, and until when."""
    _tell(election, _members(election, at), "elections.called", at=at)


def tell_changed(election: Election, *, at: datetime) -> None:
    """Each change of its moments once."""
    _tell(election, _members(election, at), "elections.changed", about=f"{election.uid}:{election.version}", at=at)


def tell_cancelled(election: Election, *, at: datetime) -> None:
    """Members, those who stand and those on the roll."""
    standing = Candidacy.objects.filter(election=election, standing__in=[Standing.PROPOSED, Standing.STANDS])
    voting = Elector.objects.filter(election=election)
    told = _speakers(election, [*standing, *voting], at) | _members(election, at)
    _tell(election, told, "elections.cancelled", at=at)


def tell_open(election: Election, *, at: datetime) -> None:
    """Who may vote learns that they may, and until when."""
    _tell(election, _speakers(election, Elector.objects.filter(election=election), at), "elections.open", at=at)


def tell_closed(election: Election, *, at: datetime) -> None:
    """Everybody who may vote (whether they have or not), observers of the body and officers learn what fixes the board:
    each of them is a witness from then on. Who takes no part here reads no notices; the page of the board shows it.
    """
    on = localdate(at)
    watching = bodies.Observer.objects.filter(people.holding(on), body=election.body, session="")
    there = _speakers(election, [*Elector.objects.filter(election=election), *watching], at)
    serving = people.members(election.institution, on=on).filter(role__in=(Role.OFFICER, Role.SECRETARY))
    officers = people.persons().filter(pk__in=serving.prefetch_related(None).values("person"))
    _tell(election, there | officers, "elections.closed", page="board", at=at, **boards.witness(election))


def tell_asked(candidacy: Candidacy, *, at: datetime) -> None:
    """Somebody was put forward: whoever may speak for them is asked whether they stand."""
    _tell_candidate(candidacy, "elections.asked", at)


def tell_refused(candidacy: Candidacy, *, at: datetime) -> None:
    _tell_candidate(candidacy, "elections.refused", at)


def tell_admitted(candidacy: Candidacy, *, at: datetime) -> None:
    _tell_candidate(candidacy, "elections.admitted", at)


def _tell_candidate(candidacy: Candidacy, kind: str, at: datetime) -> None:
    election = candidacy.election
    told = _speakers(election, [candidacy], at)
    name = naming.holder(candidacy)
    more: dict[str, Any] = {"name": dict(name) if isinstance(name, dict) else name}
    if candidacy.because:
        more["because"] = candidacy.because
    _tell(election, told, kind, about=f"{election.uid}:{candidacy.uid}:{at:%Y%m%d}", at=at, **more)


def _members(election: Election, at: datetime) -> QuerySet[Person]:
    """Everybody who takes part, and whoever speaks for an organisation that does."""
    on = localdate(at)
    return _persons(election, people.members(election.institution, on=on), on)


def _speakers(election: Election, held: Iterable[Any], at: datetime) -> QuerySet[Person]:
    return _persons(election, held, localdate(at))


def _persons(election: Election, held: Iterable[Any], on: date) -> QuerySet[Person]:
    return speaking.persons(election.institution, held, body=election.body.key, on=on)


def _tell(
    election: Election,
    persons: QuerySet[Person],
    kind: str,
    *,
    about: str = "",
    page: str = "election",
    at: datetime,
    **more: Any,
) -> None:
    facts = {
        "title": dict(election.title),
        "body": dict(election.body.name),
        "nominations_until": election.nominations_until.isoformat(),
        "opens_at": election.opens_at.isoformat(),
        "closes_at": election.closes_at.isoformat(),
        **({"because": election.because} if election.because else {}),
        **more,
    }
    notices.tell(
        election.institution,
        persons,
        kind,
        about=about or election.uid,
        facts=facts,
        path=addresses.election(election, page),
        at=at,
    )
