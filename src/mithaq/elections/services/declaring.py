"""Declaring a result: whoever is elected takes their seat, all of them or nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mithaq.bodies import selectors as bodies
from mithaq.bodies import services as seating
from mithaq.bodies.enums import Basis
from mithaq.elections import board as boards
from mithaq.elections import composing, naming, tallying
from mithaq.elections.enums import State
from mithaq.elections.models import Candidacy, Count, Elected, Election
from mithaq.elections.services import telling_results as telling
from mithaq.elections.services.counting import about
from mithaq.elections.services.noting import locked, note
from mithaq.elections.tallying import Tally
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import charter_of
from mithaq.kernels.charter import Charter, CharterRefuses, Finding
from mithaq.people import selectors as people
from mithaq.people.enums import Purpose


def declare(count: Count, *, on: date, by: Actor, at: datetime) -> list[Elected]:
    """Those whom a count elected take their seats, from the day their terms begin or, where that is past, from `on`.

    Refused by the charter (CharterRefuses, everything at once, nobody seated): somebody who may not hold the seat any
    more (no member, a term too many, seated elsewhere in the body …), a composition the charter forbids, fewer seats
    held than there must be. Refused (ValidationError): a count that failed or is not done, that is not of the ballots,
    candidates and quotas as they stand now, an election that is not counted, or declared already.
    """
    with transaction.atomic():
        election = locked(count.election)
        count = Count.objects.get(pk=count.pk)
        if election.state != State.COUNTED:
            raise ValidationError(_("A result is declared once, after the ballots were counted."), "state")
        begins = max(election.term_from, on)
        found = tallying.tally(election, on=begins)
        _refuse_other(count, found)
        charter = charter_of(election.institution, on=begins)
        chosen = [found.candidacies[number] for number in count.result["winners"] if number not in found.keeps]
        if findings := forbids(election, charter, chosen, on=begins):
            raise CharterRefuses(findings)
        rows = _seat(election, charter, chosen, begins, by=by, at=at)
        election.state, election.declared_at = State.DECLARED, at
        boards.sign_what_waits(election)
        election.declaration = boards.declare(election, boards.result(count))
        election.save(update_fields=["state", "declared_at", "declaration"])
        named = _named(election, chosen)
        after = {**about(election), "names": named}
        note("elections.declare", election, clause=election.clause, by=by, at=at, after=after, public=True)
        telling.tell_declared(election, found.candidacies, chosen, on=on, at=at)
    return rows


def _refuse_other(count: Count, found: Tally) -> None:
    """A count is of these ballots, these candidates and these quotas, or it is none."""
    if "winners" not in count.result:
        raise ValidationError(_("This count has no result."), "no-result")
    if count.result["of"] != found.facts or count.seed != found.election.seed:
        raise ValidationError(
            _("This count is not of the ballots, candidates and quotas as they are now. Count again."), "other"
        )


def forbids(election: Election, charter: Charter, chosen: Iterable[Candidacy], *, on: date) -> list[Finding]:
    """Everything the charter has against it if these took their seats on a day."""
    chosen = list(chosen)
    found = [finding for one in chosen for finding in _against(election, charter, one, on=on)]
    would = composing.would(election, charter, chosen, on=on)
    clause = bodies.seats_of(charter, election.body, election.clause)
    if clause is not None:
        free = bodies.places(charter, election.body, clause, on=on, until=election.term_until).free
        if free is not None and free < len(chosen):
            facts = {
                "body": dict(election.body.name),
                "seat": clause.name.as_dict(),
                "elected": len(chosen),
                "free": free,
                "on": on.isoformat(),
            }
            found.append(Finding(clause.id, "elections.seats-taken", facts))
    if clause is not None and clause.binds and len(chosen) < election.seats and would.seated < clause["count"].least:
        facts = {
            "body": dict(election.body.name),
            "seat": clause.name.as_dict(),
            "have": would.seated,
            "least": clause["count"].least,
            "on": on.isoformat(),
        }
        found.append(Finding(clause.id, "elections.seats-empty", facts))
    return [*found, *would.findings]


def _against(election: Election, charter: Charter, one: Candidacy, *, on: date) -> list[Finding]:
    """What stands against one of them. That the person who was to be there no longer acts for the holder does not: the
    seat is the holder's, and another is named for it.
    """
    told = bodies.hindrances(
        election.body,
        election.clause,
        organisation=one.organisation,
        country=one.country,
        person=one.person,
        on=on,
        until=election.term_until,
        charter=charter,
    )
    return list(told)


def _may_be_there(election: Election, charter: Charter, one: Candidacy, taken: set[int], *, on: date) -> bool:
    """Whether the person named to be there for a holder still may: acts for it, and for nobody else in the body."""
    if one.occupant is None or one.occupant.pk in taken:
        return False
    told = bodies.hindrances(
        election.body,
        election.clause,
        organisation=one.organisation,
        country=one.country,
        person=one.person,
        occupant=one.occupant,
        on=on,
        until=election.term_until,
        charter=charter,
    )
    return not told


def _seat(
    election: Election, charter: Charter, chosen: list[Candidacy], begins: date, *, by: Actor, at: datetime
) -> list[Elected]:
    """Everybody takes a seat; what stands against any of them is told of all, and the transaction undoes the rest."""
    rows: list[Elected] = []
    findings: list[Finding] = []
    taken: set[int] = set()
    for place, one in enumerate(chosen, start=1):
        is_there = _may_be_there(election, charter, one, taken, on=begins)
        if is_there and one.occupant is not None:
            taken.add(one.occupant.pk)
        try:
            tenure = seating.seat(
                election.body,
                election.clause,
                organisation=one.organisation,
                country=one.country,
                person=one.person,
                occupant=one.occupant if is_there else None,
                basis=Basis.ELECTION,
                on=begins,
                until=election.term_until,
                by=by,
                at=at,
            )
        except CharterRefuses as refused:
            findings += refused.findings
            continue
        rows.append(
            Elected(
                institution=election.institution,
                election=election,
                candidacy=one,
                place=place,
                tenure=tenure,
            )
        )
    if findings:
        raise CharterRefuses(findings)
    Elected.objects.bulk_create(rows)
    return rows


def _named(election: Election, chosen: list[Candidacy]) -> list[Any]:
    """As everybody may read it for ever: a person who does not agree to be listed is told by their place alone."""
    persons = [one.person_id for one in chosen if one.person_id is not None]
    agreed = people.agreeing(persons, Purpose.LIST, election.institution)
    shown = [one for one in chosen if one.person_id is None or one.person_id in agreed]
    return [_plain(naming.holder(one)) for one in shown] + ["…"] * (len(chosen) > len(shown))


def _plain(name: Words | str) -> Any:
    return dict(name) if isinstance(name, Words) else name
