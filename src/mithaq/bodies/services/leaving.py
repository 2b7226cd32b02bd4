"""Leaving a seat: nothing the charter says keeps anybody seated."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from mithaq.bodies import parties
from mithaq.bodies.enums import Ended
from mithaq.bodies.models import Tenure
from mithaq.bodies.rolls import with_holders
from mithaq.bodies.services import noting
from mithaq.bodies.services.resting import that_rest_on
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
    """The seat is free from the day `on`. Seats that are for its holders end with it; who waits first is seated, but
    not for days that are over.

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
        charter = charter_of(body.institution, on=on)
        end([tenure, *that_rest_on(charter, [tenure], on=on)], on=on, ended=Ended(ended), reason=reason)
        move_up(body, on=max(on, localdate(at)), by=by, at=at)
    return tenure
