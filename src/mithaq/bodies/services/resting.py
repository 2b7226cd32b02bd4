"""Seats that rest on another: they are for its holders, and end with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mithaq.bodies import clauses, parties
from mithaq.bodies.models import Tenure
from mithaq.bodies.rolls import meets, not_over, with_holders
from mithaq.kernels.charter import Charter


def that_rest_on(charter: Charter, tenures: Iterable[Tenure], *, on: date) -> list[Tenure]:
    """What the same holders hold from a day on because they hold these, and what rests on that in turn.

    Two queries at most where nothing rests on them; one more for each step of a chain.
    """
    ending = list(tenures)
    known = {one.pk for one in ending}
    found: list[Tenure] = []
    while ending:
        resting = {clause for one in ending for clause in clauses.dependants(charter, one.seat.clause)}
        if not resting:
            break
        held = with_holders(
            Tenure.objects.filter(not_over(on), institution=ending[0].institution_id, seat__clause__in=resting)
        )
        ending = [one for one in held if one.pk not in known and any(_rests(charter, one, base, on) for base in ending)]
        known |= {one.pk for one in ending}
        found += ending
    return found


def _rests(charter: Charter, one: Tenure, base: Tenure, on: date) -> bool:
    """In the body itself, or in another that takes its holders from there."""
    if one.seat.clause not in clauses.dependants(charter, base.seat.clause):
        return False
    if parties.key_of(one) != parties.key_of(base) or not meets(one, on, base.until):
        return False
    clause = charter.get(base.seat.clause)
    return one.seat.body_id == base.seat.body_id or clause is None or one.seat.body.clause != clause.under
