"""What was given to a body, where a seat or a vote rests on it: up to a day, in one currency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from mithaq.bodies import parties
from mithaq.bodies.models import Body, Contribution
from mithaq.kernels.charter import Clause
from mithaq.people.selectors import Who

Given = dict[tuple[int, str, Who], Decimal]


def given(bodies: Iterable[int], *, on: date) -> Given:
    """Sums by body (its key), currency and giver, of what had come by the end of a day; one query."""
    sums: Given = defaultdict(Decimal)
    for one in Contribution.objects.filter(body__in=list(bodies), received_on__lte=on):
        sums[one.body_id, one.currency, parties.key_of(one)] += one.amount
    return sums


def currencies(body: int, sums: Given) -> tuple[str, ...]:
    """In which currencies somebody gave to a body; what was taken back again is not there."""
    return tuple(sorted({currency for (pk, currency, _who), amount in sums.items() if pk == body and amount}))


def weighs(rule: Clause | None) -> bool:
    """Whether votes by a rule weigh what was given, in a currency no clause names."""
    return rule is not None and rule.get("weighted") == "contribution" and "threshold" not in rule.values


def given_by(body: Body, who: Who, currency: str, *, on: date) -> Decimal:
    """What one holder gave in a currency."""
    return given([body.pk], on=on).get((body.pk, currency, who), Decimal())
