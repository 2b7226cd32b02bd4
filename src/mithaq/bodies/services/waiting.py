"""Asking for a seat oneself: seated at once while there is one, else in the order of asking, else refused."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mithaq.bodies import parties
from mithaq.bodies.enums import Basis
from mithaq.bodies.judging import Asked, judge
from mithaq.bodies.models import Body, Tenure, Waiting
from mithaq.bodies.rolls import Roll
from mithaq.bodies.services import noting
from mithaq.bodies.services.seating import clause_of, locked, settle
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import charter_of
from mithaq.kernels.charter import CharterRefuses, Clause
from mithaq.people.selectors import Organisation, Person


def ask(
    body: Body,
    clause: str,
    *,
    organisation: Organisation | None = None,
    country: str = "",
    person: Person | None = None,
    occupant: Person | None = None,
    by: Actor,
    at: datetime,
    on: date,
) -> Tenure | Waiting:
    """Somebody asks for a seat that is taken by one's own choice: they have it from the day on, or wait for it.

    Who waits already goes on waiting. Refused (CharterRefuses) as in `seat`; where seats are not for the asking; and
    where all are taken and nobody waits for them.
    """
    party = parties.one_of(organisation, country, person)
    with transaction.atomic():
        body = locked(body)
        charter = charter_of(body.institution, on=on)
        told = clause_of(charter, body, clause)
        asked = Asked(body, told, party, str(Basis.SELF_SELECTION), on, None, occupant)
        if told["selection"] != Basis.SELF_SELECTION:
            raise CharterRefuses([asked.finding(told.id, "not-for-asking", selection=told["selection"])])
        waiting = Waiting.objects.filter(body=body, clause=clause, left_at=None)
        mine = waiting.filter(**party.fields).first()
        judged = judge(charter, asked, Roll.of(body, since=on))
        if judged.findings or (judged.full and not told.get("waitlist")):
            raise CharterRefuses(judged.all)
        if judged.full is None and not waiting.exclude(**party.fields).exists():
            return settle(asked, judged, by=by, at=at, act="bodies.ask")
        mine = mine or _wait(asked, waiting.count() + 1, by=by, at=at)
        move_up(body, on=on, by=by, at=at)
        mine.refresh_from_db()
        return mine.tenure or mine


def _wait(asked: Asked, place: int, *, by: Actor, at: datetime) -> Waiting:
    waiting = Waiting(
        institution=asked.institution, body=asked.body, clause=asked.clause.id, asked_at=at, **asked.party.fields
    )
    waiting.full_clean(exclude=["institution", "body"])
    waiting.save()
    said = {
        **noting.about_body(asked.body),
        "seat": asked.clause.name.as_dict(),
        "name": noting.named(asked.party, asked.institution),
        "place": place,
    }
    noting.write("bodies.wait", waiting, clause=asked.clause.id, by=by, at=at, after=said)
    return waiting


def stop_waiting(waiting: Waiting, *, by: Actor, at: datetime) -> Waiting:
    """Somebody waits no more. Refused (ValidationError): who was seated or left the list before."""
    with transaction.atomic():
        body = locked(waiting.body)
        waiting = Waiting.objects.select_related("organisation", "person", "institution").get(pk=waiting.pk)
        if waiting.left_at is not None:
            raise ValidationError(_("They do not wait any more."), code="left")
        waiting.left_at = at
        waiting.save(update_fields=["left_at"])
        said = {**noting.about_body(body), "name": noting.named(parties.of(waiting), body.institution)}
        noting.write("bodies.stop_waiting", waiting, clause=waiting.clause, by=by, at=at, after=said)
    return waiting


def move_up(body: Body, *, on: date, by: Actor, at: datetime) -> int:
    """Who waits first and still may is seated while seats are free; the body is locked. How many were."""
    waiting = Waiting.objects.filter(body=body, left_at=None).select_related("organisation", "person")
    found = list(waiting)
    if not found or not body.holds(on):
        return 0
    charter = charter_of(body.institution, on=on)
    roll = Roll.of(body, since=on)
    seated = 0
    full: set[str] = set()
    for one in found:
        if one.clause in full or (clause := charter.get(one.clause)) is None:
            continue
        asked = _again(body, clause, one, on)
        judged = judge(charter, asked, roll)
        if judged.full:
            full.add(one.clause)
        elif not judged.findings:
            settle(asked, judged, by=by, at=at, act="bodies.move_up")
            roll = Roll.of(body, since=on)
            seated += 1
    return seated


def _again(body: Body, clause: Clause, waiting: Waiting, on: date) -> Asked:
    return Asked(body, clause, parties.of(waiting), str(Basis.SELF_SELECTION), on)
