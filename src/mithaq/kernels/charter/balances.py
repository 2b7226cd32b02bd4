"""How those who sit are made up, against what the charter asks: rules of balance and what a composition measures."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from mithaq.kernels.charter.clauses import Charter, Clause
from mithaq.kernels.charter.findings import Finding
from mithaq.kernels.charter.flows import Bounds
from mithaq.kernels.charter.vocabulary import LEVELS


@dataclass(frozen=True, slots=True)
class Holder:
    """Who sits: a key, the id of the seats' clause (`body.board.seat.members`), and what it is by attribute.

    An attribute can have several values (an organisation that works on two levels counts on both) or none.
    """

    key: str
    seat: str
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule of balance made ready: `values` those that count, `seats` the ids of the clauses whose seats count."""

    clause: Clause
    over: str
    kind: str
    values: tuple[str, ...]
    number: int | None
    share: Fraction | None
    seats: frozenset[str]

    @property
    def value(self) -> str:
        return self.values[0]

    def bound(self, of: int) -> int:
        """The bound of one value among so many: a least number is rounded up, a largest down."""
        if self.share is None:
            return self.number or 0
        return math.floor(self.share * of) if self.kind == "at-most" else math.ceil(self.share * of)


def rules(charter: Charter, body: str, *, aims: bool = False) -> tuple[Rule, ...]:
    """The rules of balance of a body that bind; with `aims`, also those that are only shown.

    Seats whose holders are taken from other seats of the body (co-leads from the members) count only where a rule names
    them: who sits twice is one.
    """
    there = charter.under(body, "seat")
    mine = {clause.id for clause in there}
    seats = frozenset(clause.id for clause in there if clause.get("among") not in mine) or frozenset(mine)
    found = []
    for clause in charter.under(body, "balance"):
        if not clause.binds and not (aims and clause.get("status", "adopted") != "superseded"):
            continue
        kind = clause["rule"]
        bounded = kind in BOUNDED
        if bounded and ("value" not in clause.values or not {"number", "share"} & clause.values.keys()):
            continue  # `check` names it
        values = (clause["value"],) if bounded else _values(charter, clause)
        if not values:
            continue
        counted = frozenset((clause["seats"],)) if "seats" in clause.values else seats
        share = clause.get("share")
        found.append(Rule(clause, clause["over"], kind, values, clause.get("number"), share, counted))
    return tuple(found)


BOUNDED = ("at-least", "at-most", "share")


def _values(charter: Charter, clause: Clause) -> tuple[str, ...]:
    """The values that count; over levels, those the institution works on, or all, where the clause tells none."""
    told: tuple[str, ...] = clause.get("values", ())
    if told or clause["over"] != "level":
        return told
    institution = charter.get("institution")
    levels: tuple[str, ...] = institution.get("levels", ()) if institution else ()
    return levels or LEVELS


@dataclass(frozen=True, slots=True)
class Measure:
    """A rule against those who sit: how many there are of each value, of how many, and whether it is met.

    `have` and `need` are those of `value`: for "equal" and "every" of the value that has least. `missing` are the
    values without a seat.
    """

    rule: Rule
    counts: Mapping[str, int]
    of: int
    met: bool
    value: str
    have: int
    need: int
    missing: tuple[str, ...] = ()

    @property
    def finding(self) -> Finding:
        facts: dict[str, Any] = {
            "over": self.rule.over,
            "value": self.value,
            "have": self.have,
            "need": self.need,
            "of": self.of,
            "counts": dict(self.counts),
            "missing": list(self.missing),
        }
        if self.rule.share is not None:
            facts["share"] = str(self.rule.share)
        return Finding(self.rule.clause.id, f"charter.balance-{self.rule.kind}", facts)


def counted(rule: Rule, holders: Iterable[Holder]) -> tuple[Counter[str], int]:
    """How many holders have each value, and how many holders count at all."""
    counts: Counter[str] = Counter()
    of = 0
    for holder in holders:
        if holder.seat in rule.seats:
            of += 1
            values = holder.attributes.get(rule.over, ())
            for value in {one.lower() for one in values} if len(values) > 1 else values:
                counts[value.lower()] += 1
    return counts, of


def measured(rule: Rule, holders: Sequence[Holder]) -> Measure:
    counts, of = counted(rule, holders)
    mine = {value: counts[value] for value in rule.values}
    return MEASURES[rule.kind](rule, mine, of)


def _equal(rule: Rule, counts: Mapping[str, int], of: int) -> Measure:
    """Counts differ by one at most, and none is empty once there are as many holders as values."""
    least, most = min(counts.values()), max(counts.values())
    need = max(most - 1, 1 if of >= len(counts) else 0)
    value = min(counts, key=lambda one: counts[one])
    missing = tuple(one for one in counts if not counts[one])
    return Measure(rule, counts, of, least >= need, value, least, need, missing)


def _every(rule: Rule, counts: Mapping[str, int], of: int) -> Measure:
    missing = tuple(value for value in counts if not counts[value])
    value = missing[0] if missing else min(counts, key=lambda one: counts[one])
    return Measure(rule, counts, of, not missing, value, counts[value], 1, missing)


def _at_least(rule: Rule, counts: Mapping[str, int], of: int) -> Measure:
    have, need = counts[rule.value], rule.bound(of)
    return Measure(rule, counts, of, have >= need, rule.value, have, need, () if have else (rule.value,))


def _at_most(rule: Rule, counts: Mapping[str, int], of: int) -> Measure:
    have, need = counts[rule.value], rule.bound(of)
    return Measure(rule, counts, of, have <= need, rule.value, have, need)


MEASURES: Mapping[str, Callable[[Rule, Mapping[str, int], int], Measure]] = {
    "equal": _equal,
    "every": _every,
    "at-least": _at_least,
    "at-most": _at_most,
    "share": _at_least,
}


def bounds(rule: Rule, of: int, between: Callable[[str], Bounds], *, counts: int) -> Iterable[Mapping[str, Bounds]]:
    """The ways in which a rule is met among so many: each a bound on the count of each of its values.

    Only "equal" has several: one for each least count. `between` tells what other rules ask of a value, so and `counts`
    how many counts there can be in all, so that ways that cannot be are left out.
    """
    if rule.kind != "equal":
        need = rule.bound(of) if rule.kind in BOUNDED else 1
        yield dict.fromkeys(rule.values, (0, need) if rule.kind == "at-most" else (need, None))
        return
    told = [between(value) for value in rule.values]
    first = max(0, *(least - 1 for least, _ in told), 1 if of >= len(rule.values) else 0)
    last = min([most for _, most in told if most is not None], default=of)
    for least in range(first, min(last, counts // len(rule.values)) + 1):
        yield dict.fromkeys(rule.values, (least, least + 1))
