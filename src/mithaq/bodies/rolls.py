"""What is known of a body from a day on: its seats, and who holds them now and later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from mithaq.bodies import parties
from mithaq.bodies.models import Body, Seat, Tenure
from mithaq.people.selectors import Who

FOREVER = date.max


def not_over(since: date, prefix: str = "") -> Q:
    """What holds on a day or later."""
    return Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": since})


def meets(one: Seat | Tenure, begins: date, until: date | None) -> bool:
    """Whether a seat or a tenure shares a day with the period."""
    return one.from_date < (until or FOREVER) and begins < (one.until or FOREVER)


def covers(seat: Seat, begins: date, until: date | None) -> bool:
    """Whether a seat is there for the whole of a period."""
    return seat.from_date <= begins and (until or FOREVER) <= (seat.until or FOREVER)


@dataclass(slots=True)
class Roll:
    body: Body
    seats: list[Seat]
    tenures: list[Tenure]

    @classmethod
    def of(cls, body: Body, *, since: date) -> Roll:
        return cls(
            body,
            list(Seat.objects.filter(not_over(since), body=body)),
            list(with_holders(Tenure.objects.filter(not_over(since), seat__body=body))),
        )

    def sitting(self, on: date) -> list[Tenure]:
        return [tenure for tenure in self.tenures if tenure.holds(on)]

    def of_clause(self, clause: str) -> list[Tenure]:
        return [tenure for tenure in self.tenures if tenure.seat.clause == clause]

    def of_party(self, key: Who, begins: date, until: date | None) -> list[Tenure]:
        """What a holder holds at some time of the period."""
        return [one for one in self.tenures if parties.key_of(one) == key and meets(one, begins, until)]

    def seats_of(self, clause: str, on: date) -> list[Seat]:
        return [seat for seat in self.seats if seat.clause == clause and seat.holds(on)]

    def free(self, clause: str, begins: date, until: date | None) -> Seat | None:
        """The first seat that is there and not taken for the whole of a period."""
        taken = {one.seat_id for one in self.of_clause(clause) if meets(one, begins, until)}
        fitting = (one for one in self.seats if one.clause == clause and covers(one, begins, until))
        return next((seat for seat in fitting if seat.pk not in taken), None)


def with_holders(tenures: QuerySet[Tenure]) -> QuerySet[Tenure]:
    return tenures.select_related("seat", "seat__body", "organisation", "person", "occupant")
