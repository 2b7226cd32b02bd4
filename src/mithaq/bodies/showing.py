"""What pages of bodies show: who sits where and until when, what is free, who waits; persons only to who may know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import ngettext

from mithaq.bodies import clauses, composing, counts, parties
from mithaq.bodies.models import Alternate, Body, Chair, Contribution, Mandate, Observer, Seat, Tenure, Waiting
from mithaq.bodies.rolls import not_over, with_holders
from mithaq.bodies.selectors.filled import how_filled
from mithaq.bodies.wording import attribute, value
from mithaq.foundation import habits
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution, findings
from mithaq.kernels import charter as kernel
from mithaq.kernels.charter import Charter, Clause, Finding
from mithaq.people import selectors as people
from mithaq.people.enums import Purpose
from mithaq.people.records import HeldBy
from mithaq.people.selectors import Attributes, Person, Who, holding

SOON = 92  # days before the end of a term from which on it is marked
MONTH = 30.44


@dataclass(frozen=True, slots=True)
class Named:
    """How holders and persons are called before a reader: members know everybody, others who agreed to be listed."""

    everybody: bool
    listed: frozenset[int]

    @classmethod
    def of(cls, institution: Institution, persons: Iterable[int | None], *, everybody: bool) -> Named:
        known = {pk for pk in persons if pk is not None}
        listed = frozenset() if everybody or not known else people.agreeing(known, Purpose.LIST, institution)
        return cls(everybody, listed)

    def holder(self, record: HeldBy) -> Any:
        if record.person is not None:
            return self.person(record.person)
        return record.organisation.name if record.organisation else parties.state(record.country)

    def person(self, person: Person | None) -> Any:
        if person is None:
            return ""
        return str(person) if self.everybody or person.pk in self.listed else parties.SOMEBODY


@dataclass(frozen=True, slots=True)
class Clock:
    """How long something still lasts: `gone` of `whole` days; `soon` where it is to be seen to."""

    until: date | None
    said: str = ""
    gone: int = 0
    whole: int = 0
    soon: bool = False


def clock(begins: date, until: date | None, *, on: date) -> Clock:
    if until is None:
        return Clock(None)
    left = max((until - on).days, 0)
    if left <= SOON:
        said = ngettext("%(n)s day left", "%(n)s days left", left) % {"n": habits.counted(left)}
    else:
        months = round(left / MONTH)
        said = ngettext("%(n)s month left", "%(n)s months left", months) % {"n": habits.counted(months)}
    return Clock(until, said, max((on - begins).days, 0), (until - begins).days, left <= SOON)


@dataclass(frozen=True, slots=True)
class Sitter:
    """One seat, and who holds it; `tenure` None where it is free. `next` is who comes after; `account` where it can
    be read how it was filled."""

    number: int
    tenure: Tenure | None
    name: Any = ""
    occupant: Any = ""
    clock: Clock = Clock(None)
    values: tuple[tuple[str, str], ...] = ()
    alternates: tuple[Any, ...] = ()
    next: tuple[tuple[Any, Tenure, str], ...] = ()  # its name, how long, and where it can be read how it comes
    account: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Equal seats: their clause, who holds them, and who waits for one, the first first."""

    clause: Clause
    seats: tuple[Sitter, ...]
    waiting: tuple[tuple[Waiting, Any], ...]

    @property
    def asked(self) -> str:
        return counts.said(self.clause["count"].text)

    @property
    def held(self) -> int:
        return sum(1 for seat in self.seats if seat.tenure is not None)

    @property
    def free(self) -> int:
        return len(self.seats) - self.held


@dataclass(frozen=True, slots=True)
class Balance:
    """A rule of balance and how it stands: a sentence, and how many there are of each value."""

    clause: Clause
    state: findings.State
    said: str
    over: str
    counts: tuple[tuple[str, int, int | None], ...]  # a value, how many, how many are asked for


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything a page of one body shows."""

    groups: tuple[Group, ...]
    balances: tuple[Balance, ...]
    observers: tuple[tuple[Observer, Any], ...]
    chairs: tuple[tuple[Chair, Any, Clock], ...]
    coming_chairs: tuple[tuple[Chair, Any], ...]
    mandates: tuple[tuple[Mandate, Clock], ...]
    attributes: Mapping[Who, Attributes]
    sitting: tuple[Tenure, ...]


def shown(
    body: Body, charter: Charter, *, on: date, everybody: bool, may: Callable[[str], bool] | None = None
) -> Shown:
    """The same number of queries however many sit, wait and watch."""
    day = on if body.until is None or on < body.until else body.from_date
    tenures = list(with_holders(Tenure.objects.filter(not_over(on), seat__body=body)).order_by("from_date"))
    seats = list(Seat.objects.filter(holding(day), body=body))
    stands_in = list(Alternate.objects.filter(holding(on), tenure__seat__body=body).select_related("person"))
    watching = list(_held(Observer.objects.filter(holding(on), body=body)))
    waiting = list(_held(Waiting.objects.filter(body=body, left_at=None)))
    chairs = list(_held(Chair.objects.filter(not_over(on), body=body)))
    records: list[HeldBy] = [*tenures, *watching, *waiting, *chairs]
    persons = [one.person_id for one in records] + [one.occupant_id for one in tenures]
    named = Named.of(body.institution, [*persons, *(a.person_id for a in stands_in)], everybody=everybody)
    sitting = tuple(one for one in tenures if one.holds(on))
    known = people.attributes_of(body.institution, map(parties.key_of, tenures))
    alternates: dict[int, list[Any]] = defaultdict(list)
    for one in stands_in:
        alternates[one.tenure_id].append(named.person(one.person))
    over = _looked_at(charter, body)
    accounts = how_filled([one.pk for one in tenures], may) if may else {}
    groups = tuple(
        Group(
            clause,
            tuple(
                _sitter(seat, tenures, named, known, alternates, accounts, over, on)
                for seat in sorted(seats, key=lambda one: one.number)
                if seat.clause == clause.id
            ),
            tuple((one, named.holder(one)) for one in waiting if one.clause == clause.id),
        )
        for clause in clauses.seats(charter, body.clause)
    )
    holding_now = [one for one in chairs if one.holds(on)]
    return Shown(
        groups,
        tuple(_balances(charter, body, sitting, known)),
        tuple((one, named.holder(one)) for one in watching),
        tuple((one, named.holder(one), clock(one.from_date, one.until, on=on)) for one in holding_now),
        tuple((one, named.holder(one)) for one in chairs if one not in holding_now),
        tuple(
            (one, clock(one.from_date, one.until, on=on))
            for one in Mandate.objects.filter(body=body).order_by("from_date", "pk")
        ),
        known,
        sitting,
    )


def _held(rows: Any) -> Any:
    return rows.select_related("organisation", "person")


def _looked_at(charter: Charter, body: Body) -> tuple[str, ...]:
    """The attributes the rules of balance of a body look at, in the order of the text."""
    return tuple(dict.fromkeys(one["over"] for one in clauses.parts(charter, body.clause, "balance")))


def _sitter(
    seat: Seat,
    tenures: Sequence[Tenure],
    named: Named,
    known: Mapping[Who, Attributes],
    alternates: Mapping[int, list[Any]],
    accounts: Mapping[int, str],
    over: Sequence[str],
    on: date,
) -> Sitter:
    mine = [one for one in tenures if one.seat_id == seat.pk]
    held = next((one for one in mine if one.holds(on)), None)
    coming = tuple((named.holder(one), one, accounts.get(one.pk, "")) for one in mine if one.from_date > on)
    if held is None:
        return Sitter(seat.number, None, next=coming)
    told = known.get(parties.key_of(held), {})
    values = tuple((attribute(one), ", ".join(value(one, v) for v in told[one])) for one in over if told.get(one))
    return Sitter(
        seat.number,
        held,
        named.holder(held),
        named.person(held.occupant),
        clock(held.from_date, held.until, on=on),
        values,
        tuple(alternates.get(held.pk, ())),
        coming,
        accounts.get(held.pk, ""),
    )


def _balances(
    charter: Charter, body: Body, sitting: Sequence[Tenure], known: Mapping[Who, Attributes]
) -> Iterable[Balance]:
    for meter in kernel.meters(charter, body.clause, composing.holders(sitting, known), None):
        rule, measure = meter.measure.rule, meter.measure
        facts = {**measure.finding.facts, "rule": rule.kind, "body": dict(body.name)}
        state: findings.State = {"met": "met", "at-risk": "risk"}.get(meter.state, "broken")  # type: ignore[assignment]
        if state == "broken" and not rule.clause.binds:
            state = "risk"
        said = findings.said(Finding(meter.clause, f"bodies.balance-{meter.state}", facts))
        each = rule.kind in ("equal", "every") or len(measure.counts) == 1
        need = measure.need if each else None
        counts = tuple((value(rule.over, one), many, need) for one, many in measure.counts.items())
        yield Balance(rule.clause, state, said, attribute(rule.over), counts)


def given(body: Body, *, on: date) -> list[tuple[Any, list[Contribution]]]:
    """What was given to a body by the end of a day, by who gave it; for members."""
    found: dict[Who, list[Contribution]] = defaultdict(list)
    for one in _held(Contribution.objects.filter(body=body, received_on__lte=on)).order_by("received_on", "pk"):
        found[parties.key_of(one)].append(one)
    everybody = Named(True, frozenset())
    return [(everybody.holder(rows[0]), rows) for rows in found.values()]


def name_of(body: Body) -> Words:
    return Words(body.name)
