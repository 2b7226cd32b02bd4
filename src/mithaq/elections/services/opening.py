"""From nominations to voting: who stands is fixed, then who may vote, then voting opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from mithaq.bodies import selectors as bodies
from mithaq.elections import board as boards
from mithaq.elections import clauses
from mithaq.elections.enums import State
from mithaq.elections.models import Candidacy, Election, Elector
from mithaq.elections.selectors.quotas import Made, made_now, makeup_of
from mithaq.elections.services.calling import BEFORE_VOTING, change_times, charter_allows
from mithaq.elections.services.nominating import hindrances
from mithaq.elections.services.noting import locked, note
from mithaq.elections.services.telling import tell_changed, tell_open
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import charter_of
from mithaq.kernels import elections as kernel
from mithaq.kernels.charter import Charter, CharterRefuses, Clause, Finding
from mithaq.people import selectors as people
from mithaq.people.enums import Role


def close_nominations(election: Election, *, reason: str = "", by: Actor, at: datetime) -> Election:
    """Who stands is fixed: with what they are counted as, the quotas and who stays in their seats; who was asked and
    has not answered does not stand. A second time changes nothing.

    Numbers on the ballot are drawn by lot (`kernels.elections.lots`; the seed is the election's uid, so that anybody
    can draw them again): in the order of names the first would have it easier. Refused by the charter: a candidate who
    could not be seated any more; quotas that those who stand cannot meet, with the bounds that stand against each other
    and what would mend it. Refused (ValidationError): nobody stands; before the time, without a reason.
    """
    reason = " ".join(reason.split())
    with transaction.atomic():
        election = locked(election)
        if election.state == State.NOMINATED:
            return election
        _check_state(election, State.NOMINATING)
        if at < election.nominations_until and not reason:
            raise ValidationError({"reason": _("Say why nominations are closed before their time.")}, code="early")
        charter = charter_allows(election)
        made = made_now(election, charter)
        if not made.candidacies:
            raise ValidationError(_("Nobody stands yet. Give more time for nominations."), code="nobody")
        if findings := [*_not_seatable(election, made), *made.findings()]:
            raise CharterRefuses(findings)
        _freeze(election, made)
        if at < election.nominations_until:
            election.nominations_until = at
        election.state = State.NOMINATED
        election.version += 1
        election.save(update_fields=["state", "quotas", "sitting", "nominations_until", "version"])
        facts = {"title": dict(election.title), "standing": made.standing, "seats": election.seats}
        facts |= {"because": reason} if reason else {}
        note("elections.close_nominations", election, by=by, at=at, clause=election.clause, after=facts, public=True)
    return election


def prolong(
    election: Election, *, reason: str, seen: int | None = None, by: Actor, at: datetime, **moments: Any
) -> Election:
    """Nominations go on, or are opened again, until `nominations_until`; the other moments of `call` may move with it.

    What was fixed of who stands is given up. Members are told. Refused (`Changed`): another change since `seen`.
    Refused (ValidationError): no reason; moments out of order or past; an election whose voting has opened.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": _("Say why there is more time for nominations.")})
    with transaction.atomic():
        election = locked(election, seen=seen)
        _check_state(election, *BEFORE_VOTING)
        if election.state == State.NOMINATED:
            Candidacy.objects.filter(election=election).update(number=None, attributes={})
            election.quotas, election.sitting = [], []
        election.state = State.NOMINATING
        before, after = change_times(election, moments, at=at)
        election.version += 1
        election.save()
        note(
            "elections.prolong",
            election,
            by=by,
            at=at,
            clause=election.clause,
            before=before,
            after=after | {"because": reason},
            public=True,
        )
        tell_changed(election, at=at)
    return election


def fix_roll(election: Election, *, on: date | None = None, by: Actor, at: datetime) -> int:
    """Who may vote is fixed, as the charter says it of the day (the one that was announced); how many they are.

    Again changes nothing, unless it is for another day. One elector a holder. Refused (ValidationError): a day that has
    not come; nobody who may vote; voting that has opened.
    """
    with transaction.atomic():
        election = locked(election)
        _check_state(election, *BEFORE_VOTING)
        on = on or election.roll_on
        if on > localdate(at):
            raise ValidationError({"roll_on": _("The roll is fixed when the day has come.")}, code="early")
        there = Elector.objects.filter(election=election).count()
        if there and on == election.roll_on:
            return int(there)
        Elector.objects.filter(election=election).delete()
        roll = list(electors(election, on=on))
        if not roll:
            raise ValidationError(_("Nobody may vote on that day."), code="nobody")
        Elector.objects.bulk_create(roll)
        if on != election.roll_on:
            election.roll_on = on
            election.version += 1
            election.save(update_fields=["roll_on", "version"])
        facts = {"title": dict(election.title), "electors": len(roll), "on": on.isoformat()}
        note("elections.fix_roll", election, by=by, at=at, clause=election.clause, after=facts, public=True)
    return len(roll)


def open_voting(election: Election, *, reason: str = "", by: Actor, at: datetime) -> Election:
    """Voting opens; the roll is fixed if it was not yet, the board begins, and whoever may vote is told. A second time
    changes nothing.

    Refused by the charter: quotas that those who still stand cannot meet. Refused (ValidationError): nominations that
    are not closed; before its time, without a reason; after the time it was to close; nobody who stands, or may vote.
    """
    reason = " ".join(reason.split())
    with transaction.atomic():
        election = locked(election)
        if election.state == State.OPEN:
            return election
        _check_state(election, State.NOMINATED)
        if at < election.opens_at and not reason:
            raise ValidationError({"reason": _("Say why voting opens before its time.")}, code="early")
        if at >= election.closes_at:
            raise ValidationError({"closes_at": _("Voting would have closed already: change its time.")}, code="late")
        made = makeup_of(election)
        if not made.standing:
            raise ValidationError(_("Nobody stands yet. Give more time for nominations."), code="nobody")
        if findings := made.findings():
            raise CharterRefuses(findings)
        if not Elector.objects.filter(election=election).exists():
            fix_roll(election, on=min(election.roll_on, localdate(at)), by=by, at=at)
            election.refresh_from_db(fields=["roll_on", "version"])
        election.state, election.opened_at = State.OPEN, at
        election.opens_at = min(election.opens_at, at)
        election.version += 1
        boards.begin(election)
        election.save(update_fields=["state", "opened_at", "opens_at", "version", *boards.BEGUN])
        facts: dict[str, Any] = {"title": dict(election.title), "closes_at": election.closes_at.isoformat()}
        facts |= {"standing": made.standing, "seats": election.seats}
        facts |= {"because": reason} if reason else {}
        note("elections.open", election, by=by, at=at, clause=election.clause, after=facts, public=True)
        tell_open(election, at=at)
    return election


def electors(election: Election, *, on: date) -> Iterator[Elector]:
    """Who may vote by the charter of a day, not written: each holder once."""
    charter = charter_of(election.institution, on=on)
    clause = clauses.elected(charter, election.body, election.clause)
    told = clauses.electorate(clause)
    for held in _choosing(election, charter, told, on=on):
        yield Elector(institution=election.institution, election=election, **held)


def _choosing(election: Election, charter: Charter, told: str, *, on: date) -> list[dict[str, Any]]:
    if told == clauses.MEMBERS:
        return _members(election, charter.get("membership"), on)
    if told == "states":
        clause = charter.get("membership")
        return [{"country": code} for code in sorted(set(clause.get("countries", ()) if clause else ()))]
    body = election.body
    if told != body.clause:
        found = bodies.bodies(election.institution, on=on).filter(clause=told).first()
        if found is None:
            return []
        body = found
    voters = [one.tenure for one in bodies.voters(body, on=on, charter=charter, matter="election")]
    named = ("organisation_id", "country", "person_id")
    return [{name: getattr(one, name) for name in named} for one in voters]


def _members(election: Election, clause: Clause | None, on: date) -> list[dict[str, Any]]:
    """Organisations where the charter has them as its members, or where it does not say and there are any; persons
    where it has those. Staff of the institution are no members for that.
    """
    everyone = list(people.members(election.institution, on=on).order_by("pk"))
    organisations = [{"organisation_id": one.organisation_id} for one in everyone if one.organisation_id]
    persons = [{"person_id": one.person_id} for one in everyone if one.person_id and one.role == Role.MEMBER]
    holders = clause.get("holder", ()) if clause else ()
    if not holders:
        return organisations or persons
    return (organisations if "organisation" in holders else []) + (persons if "person" in holders else [])


def _freeze(election: Election, made: Made) -> None:
    """What the count will rest on; nobody's number says anything but the lot."""
    order = kernel.lots(election.uid, made.ids)
    rows = []
    for number, place in enumerate(order):
        candidacy = made.candidacies[place]
        candidacy.number = number
        candidacy.attributes = {over: list(values) for over, values in made.makeup.attributes[place].items()}
        rows.append(candidacy)
    Candidacy.objects.bulk_update(rows, ["number", "attributes"])
    election.quotas = [one.as_dict() for one in made.makeup.quotas]
    election.sitting = [{over: list(values) for over, values in one.items()} for one in made.makeup.sitting]


def _not_seatable(election: Election, made: Made) -> list[Finding]:
    """Who consented and could not be seated any more: they are to withdraw, or not to be admitted."""
    return [
        finding
        for one in made.candidacies
        for finding in hindrances(
            election, organisation=one.organisation, country=one.country, person=one.person, occupant=one.occupant
        )
    ]


def _check_state(election: Election, *states: str) -> None:
    if election.state not in states:
        told = {"state": State(election.state).label}
        raise ValidationError(_("This is not the time for it: %(state)s."), params=told, code="state")
