"""Leaving a seat: nothing the charter says keeps anybody seated."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mithaq.bodies import clauses, parties
from mithaq.bodies.enums import Ended
from mithaq.bodies.models import Tenure
from mithaq.bodies.rolls import not_over, with_holders
from mithaq.bodies.services import noting
from mithaq.bodies.services.seating import end, locked
from mithaq.bodies.services.waiting import move_up
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import charter_of


def vacate(
    tenure: Tenure,
    *,
    on: date,
    ended: Ended | str = Ended.RESIGNED,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> Tenure:
    """The seat is free from the day `on`. Seats that are for its holders end with it; who waits first is seated.

    A tenure that would have no day left is taken back. Nothing the charter says keeps anybody seated. Refused
    (ValidationError): a tenure that ends no later anyhow, a day before it begins.
    """
    with transaction.atomic():
        body = locked(tenure.seat.body)
        tenure = with_holders(Tenure.objects.select_for_update(of=("self",))).get(pk=tenure.pk)
        if tenure.until is not None and tenure.until <= on:
            raise ValidationError(_("This seat is free by that day."), code="ended")
        if on < tenure.from_date:
            raise ValidationError(_("A seat is not left before the day it was taken."), code="too-early")
        party = parties.of(tenure)
        said = {
            **noting.about_body(body),
            "name": noting.named(party, body.institution),
            "until": on.isoformat(),
            "ended": str(ended),
        }
        noting.write("bodies.vacate", tenure, clause=tenure.seat.clause, by=by, at=at, after=said)
        end([tenure, *_that_rest_on(tenure, on)], on=on, ended=Ended(ended), reason=reason)
        move_up(body, on=on, by=by, at=at)
    return tenure


def _that_rest_on(tenure: Tenure, on: date) -> list[Tenure]:
    """Seats of the same holder that are for the holders of this one."""
    charter = charter_of(tenure.institution, on=on)
    dependants = clauses.dependants(charter, tenure.seat.clause)
    if not dependants:
        return []
    mine = Tenure.objects.filter(not_over(on), institution=tenure.institution, seat__clause__in=dependants)
    found = with_holders(mine.filter(**parties.held_by(tenure)))
    in_body = {one.under for one in map(charter.get, (tenure.seat.clause,)) if one}
    return [one for one in found if one.seat.body_id == tenure.seat.body_id or one.seat.body.clause not in in_body]
