"""Which seats an election can fill now: those whose clause says so, of the bodies that are there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mithaq.bodies import selectors as bodies
from mithaq.bodies.selectors import Body
from mithaq.elections.enums import State
from mithaq.elections.models import Election
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter, Clause

_OVER = (State.DECLARED, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Electable:
    """Seats of one kind of a body: how many are free on the day asked (all of a number that is open: 0), when the next
    term there ends, and the election under way for them.
    """

    body: Body
    clause: Clause
    free: int
    ends: date | None
    running: Election | None


def electable(institution: Institution, charter: Charter, *, on: date) -> list[Electable]:
    """In the order of the bodies, then of the charter."""
    running = {
        (one.body_id, one.clause): one
        for one in Election.objects.filter(institution=institution).exclude(state__in=_OVER).order_by("-pk")
    }
    found = []
    for body in bodies.bodies(institution, on=on):
        for clause in charter.under(body.clause, "seat"):
            if clause["selection"] != "election" or not clause.binds:
                continue
            there = bodies.places(charter, body, clause, on=on)
            ends = min((one.until for one in there.taken if one.until is not None), default=None)
            found.append(Electable(body, clause, there.free or 0, ends, running.get((body.pk, clause.id))))
    return found
