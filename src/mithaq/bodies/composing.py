"""How those who sit are made up, asked of the kernel: what they are by attribute, and which seats are left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from mithaq.bodies import clauses, parties
from mithaq.bodies.models import Tenure
from mithaq.bodies.rolls import Roll
from mithaq.kernels import charter as kernel
from mithaq.kernels.charter import Charter, Finding, Holder
from mithaq.people import selectors as people
from mithaq.people.selectors import Attributes, Who

if TYPE_CHECKING:
    from mithaq.bodies.judging import Asked


def holder(who: Who, seat: str, known: Mapping[Who, Attributes]) -> Holder:
    """A holder as the kernel weighs it; its kind is an attribute as well."""
    kind = "state" if who.kind == "country" else who.kind
    return Holder(f"{who.kind}:{who.key}", seat, {**known.get(who, {}), "holder": (kind,)})


def holders(tenures: Iterable[Tenure], known: Mapping[Who, Attributes]) -> list[Holder]:
    return [holder(parties.key_of(one), one.seat.clause, known) for one in tenures]


def forbids(charter: Charter, asked: Asked, roll: Roll) -> Iterator[Finding]:
    """The rules of balance that could no longer be met if the holder sat: on the day it begins, or when others who are
    named already come. Where they cannot be met as it is, it must not become worse.
    """
    if not any(one.binds for one in charter.under(asked.body.clause, "balance")):
        return
    known = people.attributes_of(asked.institution, [asked.party.key, *map(parties.key_of, roll.tenures)])
    for day in _days(asked, roll):
        before = holders(roll.sitting(day), known)
        after = [*before, holder(asked.party.key, asked.clause.id, known)]
        found = kernel.unreachable(charter, asked.body.clause, after, None)
        if not found or (
            kernel.unreachable(charter, asked.body.clause, before, None)
            and _short(charter, asked.body.clause, after) <= _short(charter, asked.body.clause, before)
        ):
            continue
        for one in found:
            facts = {**one.facts, "left": _left(charter, asked.body.clause, len(after))}
            yield asked.finding(one.clause, "balance-unreachable", rule=one.key.removeprefix("charter."), **facts)
        return


def _left(charter: Charter, body: str, taken: int) -> int | None:
    """How many seats would stay free; None where there may be as many as wanted."""
    most = [one["count"].most for one in clauses.seats(charter, body)]
    return None if None in most else max(0, sum(most) - taken)


def _days(asked: Asked, roll: Roll) -> list[date]:
    """The day it begins, and each day on which somebody else comes while it lasts."""
    later = {one.from_date for one in roll.tenures if one.from_date > asked.begins}
    return [asked.begins, *sorted(day for day in later if _lasts(asked, day))]


def _lasts(asked: Asked, day: date) -> bool:
    return asked.until is None or day < asked.until


def _short(charter: Charter, body: str, sitting: list[Holder]) -> int:
    """How much is missing to what the rules ask, in seats."""
    found = kernel.composition(charter, body, sitting)
    return sum(abs(one.facts["need"] - one.facts["have"]) for one in found)
