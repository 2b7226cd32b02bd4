"""Who is asked before a decision, and who answers for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from mithaq.bodies import selectors as bodies
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter
from mithaq.meetings.clauses import Consults
from mithaq.meetings.models import Answer, Consultation, Motion
from mithaq.people import selectors as people
from mithaq.people.enums import Role


def members(charter: Charter, motion: Motion, told: Iterable[Consults], *, on: date) -> list[Any]:
    """The memberships that are asked: those who hold seats where a clause names a body, otherwise every member.

    Where the charter says that organisations are the members, its own staff (persons) are not asked; where nobody of
    that kind takes part, everybody is.
    """
    found: dict[int, Any] = {}
    everyone = list(people.members(motion.institution, on=on))
    names = [one.who for one in told] or ["members"]
    for name in names:
        body = _body(motion.institution, name, on=on) if name.startswith("body.") else None
        chosen = _seated(everyone, body, on=on) if body is not None else _kinds(everyone, charter)
        found |= {one.pk: one for one in chosen}
    return list(found.values())


def mine(consultation: Consultation, account: Any, *, on: date) -> QuerySet[Answer]:
    """The answers to a consultation that this account may give."""
    rows = of_account(account, consultation.institution, on=on)
    return rows.filter(consultation=consultation).select_related("membership__person", "membership__organisation")


def of_account(account: Any, institution: Institution, *, on: date) -> QuerySet[Answer]:
    """The answers an account may give: the person's own, and those of organisations the person speaks for that day, as
    long as whoever was asked takes part.
    """
    person = people.person_of(account)
    rows: QuerySet[Answer] = Answer.objects.filter(institution=institution)
    if person is None:
        return rows.none()
    told = people.voices(institution, person, on=on)
    speaking = [pk for pk in told.organisations if told.speaks_for(organisation=pk)]
    here = people.members(institution, on=on).order_by()
    organisations = here.filter(organisation__in=speaking).values("organisation")
    persons = here.filter(person=person).values("person")
    return rows.filter(Q(membership__person__in=persons) | Q(membership__organisation__in=organisations))


def speakers(institution: Institution, organisations: Iterable[int], *, on: date) -> dict[int, set[int]]:
    """The persons (by their keys) who speak for each of these organisations on a day: three queries at most."""
    wanted = set(organisations)
    if not wanted:
        return {}
    found: dict[int, set[int]] = {pk: set() for pk in wanted}
    for organisation in people.organisations().filter(pk__in=wanted).prefetch_related("affiliations"):
        found[organisation.pk] |= {one.person_id for one in organisation.affiliations.all() if one.holds(on)}
    for mandate in people.mandates(institution, on=on):
        if mandate.organisation_id in wanted and not mandate.body and mandate.holds(on):
            found[mandate.organisation_id].add(mandate.representative_id)
    return found


def _kinds(everyone: list[Any], charter: Charter) -> list[Any]:
    clause = charter.get("membership")
    holders = clause.get("holder", ()) if clause else ()
    if "organisation" in holders and "person" not in holders:
        chosen = [one for one in everyone if one.organisation_id]
    elif "person" in holders and "organisation" not in holders:
        chosen = [one for one in everyone if one.person_id]
    else:
        chosen = [one for one in everyone if one.organisation_id or one.role == Role.MEMBER]
    return chosen or everyone


def _body(institution: Institution, clause: str, *, on: date) -> Any:
    return next((one for one in bodies.bodies(institution, on=on) if one.clause == clause), None)


def _seated(everyone: list[Any], body: Any, *, on: date) -> list[Any]:
    held = list(bodies.sitting(body, on=on))
    organisations = {one.organisation_id for one in held if one.organisation_id}
    persons = {one.person_id for one in held if one.person_id} | {one.occupant_id for one in held if one.occupant_id}
    return [one for one in everyone if one.organisation_id in organisations or one.person_id in persons]
