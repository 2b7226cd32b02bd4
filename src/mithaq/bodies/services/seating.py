"""Seating and leaving: whoever sits was let in by the clauses of the seat, for as long as they say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from mithaq.bodies import clauses, parties
from mithaq.bodies.enums import Basis, Ended
from mithaq.bodies.judging import Asked, Judged, judge, speaks
from mithaq.bodies.models import Alternate, Body, Seat, Tenure, Waiting
from mithaq.bodies.rolls import Roll, meets, not_over, with_holders
from mithaq.bodies.services import noting
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import charter_of
from mithaq.kernels.charter import Charter, CharterRefuses, Clause, Finding
from mithaq.people.selectors import Organisation, Person


def seat(
    body: Body,
    clause: str,
    *,
    organisation: Organisation | None = None,
    country: str = "",
    person: Person | None = None,
    occupant: Person | None = None,
    basis: Basis | str,
    on: date,
    until: date | None = None,
    by: Actor,
    at: datetime,
) -> Tenure:
    """Somebody takes a seat of a kind (`clause`, the id of its clause) from the day `on`, as long as its term says.

    Refused by the charter (CharterRefuses, everything at once): all seats taken; who may not hold one (kind, country,
    membership, seats they must hold before, a contribution too small, another way of being chosen); who sits there
    already; a term too long, one too many, or before a pause is over; a composition that could no longer be what the
    charter asks for; an occupant who does not speak for the holder. Refused (ValidationError): no holder or several.
    """
    party = parties.one_of(organisation, country, person)
    with transaction.atomic():
        body = locked(body)
        charter = charter_of(body.institution, on=on)
        asked = Asked(body, clause_of(charter, body, clause), party, str(basis), on, until, occupant)
        return place(charter, asked, by=by, at=at)


def place(charter: Charter, asked: Asked, *, by: Actor, at: datetime, act: str = "bodies.seat") -> Tenure:
    """Seat them or say why not; the body is locked. Who waited for it waits no more."""
    roll = Roll.of(asked.body, since=asked.begins)
    judged = judge(charter, asked, roll)
    if judged.all:
        raise CharterRefuses(judged.all)
    return settle(asked, judged, by=by, at=at, act=act)


def settle(asked: Asked, judged: Judged, *, by: Actor, at: datetime, act: str) -> Tenure:
    """Write what was judged well."""
    if judged.until is not None and judged.until <= asked.begins:
        raise ValidationError(_("A term ends after the day it begins."), code="backwards")
    found = judged.seat or _one_more(asked)
    tenure = Tenure(
        institution=asked.institution,
        seat=found,
        from_date=asked.begins,
        until=judged.until,
        basis=asked.basis,
        occupant=asked.occupant,
        **asked.party.fields,
    )
    tenure.full_clean(exclude=["institution", "seat"])
    tenure.save()
    waiting = Waiting.objects.filter(body=asked.body, clause=asked.clause.id, left_at=None, **asked.party.fields)
    waiting.update(left_at=at, tenure=tenure)
    said = {
        **noting.about_body(asked.body),
        "seat": asked.clause.name.as_dict(),
        "name": noting.named(asked.party, asked.institution),
        "basis": asked.basis,
        "from": asked.begins.isoformat(),
        "until": noting.day(judged.until),
    }
    noting.write(act, tenure, clause=asked.clause.id, by=by, at=at, after=said)
    return tenure


def _one_more(asked: Asked) -> Seat:
    """Where their number is open, or an aim only, a seat is put up as it is taken."""
    last = Seat.objects.filter(body=asked.body, clause=asked.clause.id).order_by("-number").first()
    return Seat.objects.create(
        institution=asked.institution,
        body=asked.body,
        clause=asked.clause.id,
        number=last.number + 1 if last else 1,
        from_date=asked.begins,
        until=asked.body.until,
    )


def end(tenures: Iterable[Tenure], *, on: date, ended: Ended, reason: str = "") -> None:
    """They hold nothing from the day on; what would then have no day at all is taken back, unless something rests on
    it (a position was taken): then its first day is its last.
    """
    for tenure in tenures:
        if tenure.from_date >= on and _taken_back(tenure):
            continue
        until = max(on, tenure.from_date + timedelta(days=1))
        tenure.until = until if tenure.until is None else min(until, tenure.until)
        tenure.ended, tenure.ended_because = ended, reason
        tenure.save(update_fields=["until", "ended", "ended_because"])
        Alternate.objects.filter(not_over(until), tenure=tenure, from_date__lt=until).update(until=until)
        Alternate.objects.filter(tenure=tenure, from_date__gte=until).delete()


def _taken_back(tenure: Tenure) -> bool:
    try:
        with transaction.atomic():
            tenure.delete()
    except ProtectedError:
        return False
    return True


def occupy(tenure: Tenure, occupant: Person | None, *, on: date, by: Actor, at: datetime) -> Tenure:
    """Another person is there for the holder, or nobody. Refused (CharterRefuses): who does not speak for it."""
    with transaction.atomic():
        body = locked(tenure.seat.body)
        tenure = with_holders(Tenure.objects.all()).get(pk=tenure.pk)
        if occupant is not None:
            _refuse(_not_fit(tenure, body, occupant, on))
        before = tenure.occupant
        if before == occupant:
            return tenure
        tenure.occupant = occupant
        tenure.save(update_fields=["occupant"])
        said = {**noting.about_body(body), "name": noting.named(parties.of(tenure), body.institution)}
        facts = {"occupant": occupant.uid if occupant else "", "before": before.uid if before else ""}
        noting.write("bodies.occupy", tenure, clause=tenure.seat.clause, by=by, at=at, after=said | facts)
    return tenure


def name_alternate(
    tenure: Tenure, person: Person, *, on: date, until: date | None = None, by: Actor, at: datetime
) -> Alternate:
    """A person stands in for whoever occupies a seat, no longer than the tenure lasts.

    Refused (CharterRefuses): where the seats' clause allows no alternates, who does not speak for the holder, who sits
    there. Refused (ValidationError): a day on which the seat is not held.
    """
    with transaction.atomic():
        body = locked(tenure.seat.body)
        tenure = with_holders(Tenure.objects.all()).get(pk=tenure.pk)
        if not tenure.holds(on):
            raise ValidationError(_("The seat is not held on that day."), code="not-held")
        clause = clause_of(charter_of(body.institution, on=on), body, tenure.seat.clause)
        findings = [] if clause.get("alternates") else [_finding(tenure, body, "no-alternates", on, person)]
        _refuse([*findings, *_not_fit(tenure, body, person, on)])
        ends = min((day for day in (until, tenure.until) if day), default=None)
        alternate = Alternate(institution=body.institution, tenure=tenure, person=person, from_date=on, until=ends)
        alternate.full_clean(exclude=["institution", "tenure"])
        alternate.save()
        said = {**noting.about_body(body), "name": noting.named(parties.of(tenure), body.institution)}
        noting.write("bodies.name_alternate", alternate, clause=clause.id, by=by, at=at, after=said)
    return alternate


def _not_fit(tenure: Tenure, body: Body, person: Person, on: date) -> list[Finding]:
    """Why a person may not act on a seat."""
    found = []
    if tenure.person_id is None and not speaks(person, parties.of(tenure), body, on=on):
        found.append(_finding(tenure, body, "not-represented", on, person))
    if tenure.person_id is not None and person == tenure.person:
        found.append(_finding(tenure, body, "occupant-sits", on, person))
    for other in Roll.of(body, since=on).tenures:
        is_other = parties.key_of(other) != parties.key_of(tenure) and meets(other, on, tenure.until)
        if is_other and person.pk in (other.occupant_id, other.person_id):
            found.append(_finding(tenure, body, "occupant-sits", on, person, other=parties.of(other).name))
            break
    return found


def _finding(tenure: Tenure, body: Body, key: str, on: date, person: Person, **more: Any) -> Finding:
    told = {"who": parties.of(tenure).name, "body": dict(body.name), "occupant": person.name, "on": on.isoformat()}
    return Finding(tenure.seat.clause, f"bodies.{key}", told | more)


def _refuse(findings: Iterable[Finding]) -> None:
    if told := list(findings):
        raise CharterRefuses(told)


def locked(body: Body) -> Body:
    """The body as it stands, for this transaction alone: who else would change who sits there waits."""
    return Body.objects.select_for_update(of=("self",)).select_related("institution").get(pk=body.pk)


def clause_of(charter: Charter, body: Body, clause: str) -> Clause:
    """Refused (CharterRefuses): the charter has no such seats in the body."""
    found = clauses.seat(charter, body, clause)
    if found is None:
        raise CharterRefuses([Finding(clause, "bodies.no-such-seat", {"body": dict(body.name), "clause": clause})])
    return found
