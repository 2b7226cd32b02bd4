"""Opening and closing bodies: what comes and goes by the charter, and the groups that are opened one by one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mithaq.bodies import clauses
from mithaq.bodies.enums import Ended
from mithaq.bodies.models import Body, Mandate, Observer, Seat, Tenure, Waiting
from mithaq.bodies.rolls import FOREVER, not_over, with_holders
from mithaq.bodies.services import noting
from mithaq.bodies.services.resting import that_rest_on
from mithaq.bodies.services.seating import end, locked
from mithaq.foundation import figures
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution, charter_of
from mithaq.kernels import cadence
from mithaq.kernels.charter import Charter, CharterRefuses, Clause, Finding

LASTED = "lasts"


def open_group(
    institution: Institution,
    clause: str,
    *,
    theme: Words | None = None,
    name: Words | None = None,
    on: date,
    by: Actor,
    at: datetime,
) -> Body:
    """Open one of several bodies of a kind; it ends by itself where its clause says how long it lasts.

    Refused (CharterRefuses): as many as there may be at once are there already; a clause that is of one body only, or
    not adopted.
    """
    with transaction.atomic():
        Institution.objects.select_for_update().get(pk=institution.pk)
        charter = charter_of(institution, on=on)
        told = charter.get(clause)
        if told is None or told not in clauses.bodies(charter) or not clauses.is_group(told):
            raise CharterRefuses([Finding(clause, "bodies.not-a-group", {"clause": clause})])
        until = cadence.after(on, told["lasts"]) if "lasts" in told.values else None
        _refuse_too_many(institution, told, on, until)
        body = Body(
            institution=institution,
            key=_key(institution, told),
            clause=clause,
            kind=told["kind"],
            name=name or _named(institution, told, theme),
            theme=theme or Words(),
            part_of=_whole(institution, told, on),
            from_date=on,
            until=until,
        )
        body.full_clean(exclude=["institution", "part_of"])
        body.save()
        Seat.objects.bulk_create(new_seats(charter, body, on))
        said = {**noting.about_body(body), "theme": dict(body.theme), "from": on.isoformat()}
        noting.write("bodies.open", body, clause=clause, by=by, at=at, after=said | {"until": noting.day(until)})
    return body


def _refuse_too_many(institution: Institution, clause: Clause, on: date, until: date | None) -> None:
    there = [
        one
        for one in Body.objects.filter(not_over(on), institution=institution, clause=clause.id)
        if one.from_date < (until or FOREVER)
    ]
    most = clause["number"].most
    if most is None or len(there) < most or not clause.binds:
        return
    ends = sorted(one.until.isoformat() for one in there if one.until)
    facts = {
        "group": clause.name.as_dict(),
        "most": most,
        "there": len(there),
        "groups": [str(one.name) for one in there],
        "free_on": ends[0] if ends else "",
    }
    raise CharterRefuses([Finding(clause.id, "bodies.groups-full", facts)])


def _key(institution: Institution, clause: Clause) -> str:
    """The next number of a kind, never one that was used."""
    taken = set(Body.objects.filter(institution=institution).values_list("key", flat=True))
    number = 1
    while (key := f"{clause.key[:70]}-{number}") in taken:
        number += 1
    return key


def _named(institution: Institution, clause: Clause, theme: Words | None) -> Words:
    """By its theme, or by its number."""
    kind = clause.name.as_dict()
    if theme:
        return Words(
            {code: figures.told(kind[code], said, code) if kind.get(code) else said for code, said in theme.items()}
        )
    number = Body.objects.filter(institution=institution, clause=clause.id).count() + 1
    return Words({code: f"{said} {number}" for code, said in kind.items()})


def _whole(institution: Institution, clause: Clause, on: date) -> Body | None:
    part_of = clause.get("part_of")
    if not part_of:
        return None
    return Body.objects.filter(not_over(on), institution=institution, clause=part_of).first()


def new_seats(charter: Charter, body: Body, on: date) -> list[Seat]:
    """The seats a new body has: as many as there may be, or as there must be where their number is open."""
    return [
        Seat(
            institution=body.institution,
            body=body,
            clause=clause.id,
            number=number,
            from_date=on,
            until=body.until,
        )
        for clause in clauses.seats(charter, body.clause)
        for number in range(1, standing_seats(clause) + 1)
    ]


def standing_seats(clause: Clause) -> int:
    """How many seats stand without being asked for."""
    most: int | None = clause["count"].most
    return int(clause["count"].least) if most is None else most


def close(body: Body, *, on: date, reason: str, by: Actor, at: datetime) -> Body:
    """A body ends before its time: nobody sits there from the day `on`.

    Refused (ValidationError): a body that has ended by then, or begins later; no reason.
    """
    with transaction.atomic():
        body = locked(body)
        if not reason.strip():
            raise ValidationError(_("Say why the body ends."), code="reason")
        if not body.holds(on) or body.from_date == on:
            raise ValidationError(_("A body ends after the day it began, and once."), code="ended")
        charter = charter_of(body.institution, on=on)
        wind_up([body], charter, on=on, at=at, reason=reason.strip())
        noting.write("bodies.close", body, clause=body.clause, by=by, at=at, after=_closing(body, on, reason))
    return body


def _closing(body: Body, on: date, reason: str) -> dict[str, object]:
    return {**noting.about_body(body), "until": on.isoformat(), "reason": reason}


def wind_up(bodies: Iterable[Body], charter: Charter, *, on: date, at: datetime, reason: str) -> None:
    """They end on a day, and with them whoever sits, waits or watches there, and what rests on their seats."""
    found = list(bodies)
    keys = [body.pk for body in found]
    sitting = list(with_holders(Tenure.objects.filter(not_over(on), seat__body__in=keys)))
    end([*sitting, *that_rest_on(charter, sitting, on=on)], on=on, ended=Ended.BODY_ENDED)
    Seat.objects.filter(not_over(on), body__in=keys, from_date__lt=on).update(until=on)
    Waiting.objects.filter(body__in=keys, left_at=None).update(left_at=at)
    Observer.objects.filter(not_over(on), body__in=keys, from_date__lt=on).update(until=on)
    Mandate.objects.filter(not_over(on), body__in=keys, from_date__lt=on).update(until=on)
    for body in found:
        body.until = max(on, body.from_date + _DAY)
        body.ended_because = reason
    Body.objects.bulk_update(found, ["until", "ended_because"])


_DAY = timedelta(days=1)
