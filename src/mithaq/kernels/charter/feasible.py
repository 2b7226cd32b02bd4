"""Whether rules of balance can all be met with the seats there are, and which rules stand against each other.

Each further holder is taken to have one value of each attribute, or none that counts. Attributes do not bear on each
other but through the number of seats: for each way to fill the seats, each attribute is answered by itself, exactly.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from mithaq.kernels.charter.balances import Holder, Rule, bounds, counted
from mithaq.kernels.charter.clauses import Charter
from mithaq.kernels.charter.flows import Bounds, can_spread

T = TypeVar("T")
Domain = Mapping[str, frozenset[str]]
OTHER = ""  # of a holder who has none of the values that count
WORK = 30_000  # how much is tried to answer a question; where it takes more, the rules are taken to be met


class Spent(Exception):
    """More would have to be tried than a question is worth."""


class Work:
    """How much may still be tried, in places looked at: one for each question, however many times it asks."""

    def __init__(self, left: int = WORK) -> None:
        self.left = left

    def spend(self, much: int) -> None:
        self.left -= much
        if self.left < 0:
            raise Spent


@dataclass(frozen=True, slots=True)
class Group:
    """Seats that are alike: the id of their clause, how many more may be filled (None: open), and what holders of
    them can be, where the clause bounds an attribute.
    """

    seat: str
    least: int
    most: int | None
    domain: Domain = field(default_factory=dict)


def groups(charter: Charter, body: str) -> tuple[Group, ...]:
    """The seats of a body, all empty."""
    found = []
    for clause in charter.under(body, "seat"):
        domain = {"holder": frozenset(clause["holder"])} if "holder" in clause.values else {}
        if "countries" in clause.values:
            domain["country"] = frozenset(code.lower() for code in clause["countries"])
        count = clause["count"]
        found.append(Group(clause.id, count.least, count.most, domain))
    return tuple(found)


def can_be_met(
    rules: Sequence[Rule],
    groups: Sequence[Group],
    holders: Sequence[Holder] = (),
    *,
    total: Bounds = (0, None),
    work: Work | None = None,
) -> bool:
    """Whether the free seats can be filled so that all rules are met; `total` bounds how many are filled in all.

    Who asks several times to answer one question gives each the same `work`.
    """
    work = work or Work()
    over = {rule.over: [one for one in rules if one.over == rule.over] for rule in rules}
    if len(over) > 1 and not all(can_be_met(told, groups, holders, total=total, work=work) for told in over.values()):
        return False  # what cannot be met by itself is found without looking at the others
    try:
        work.spend(len(rules) * len(groups))
        problem = _Problem(rules, [*_alike(rules, groups)], holders, total, work)
        for way in problem.ways():
            if all(problem.met(over, way) for over in problem.by_attribute):
                return True
    except Spent:
        return True
    return not rules


@dataclass(frozen=True, slots=True)
class _Filled:
    """A way to fill the seats: how many of each group, and how many in all of the groups a common rule is over (None:
    left to the flow, within what there is).
    """

    sizes: Mapping[str, Bounds]
    common: int | None


class _Problem:
    """Rules and free seats. What a rule needs to know is fixed way by way; all else is found by the flow.

    A bound in seats needs to know nothing, an equal count or a share how many there are in its scope. A scope is either
    common (all seats that count) or one group. Where several attributes bear on how many a group has, that is fixed.
    """

    def __init__(
        self, rules: Sequence[Rule], groups: Sequence[Group], holders: Sequence[Holder], total: Bounds, work: Work
    ) -> None:
        self.groups, self.holders, self.total, self.work = groups, holders, total, work
        self.by_attribute: dict[str, list[Rule]] = defaultdict(list)
        for rule in rules:
            self.by_attribute[rule.over].append(rule)
        self.most = {group.seat: _most(group, rules, holders) for group in groups}
        scopes = {rule: self.scope(rule) for rule in rules}
        self.common = next((seats for seats in scopes.values() if len(seats) > 1), frozenset[str]())
        alone = {rule for rule, seats in scopes.items() if len(seats) == 1}
        relative = {rule for rule in rules if rule.kind == "equal" or rule.share is not None}
        split = {rule.over for rule in alone} | {over for group in groups for over in group.domain}
        if len(split & self.by_attribute.keys()) > 1 or (len(groups) == 1 and (relative or len(self.by_attribute) > 1)):
            self.fixed = [group.seat for group in groups]
        else:
            self.fixed = sorted({seat for rule in alone & relative for seat in scopes[rule]})
        self.counts_common = bool(relative - alone) or len(self.by_attribute) > 1

    def scope(self, rule: Rule) -> frozenset[str]:
        return frozenset(group.seat for group in self.groups if group.seat in rule.seats)

    def ways(self) -> Iterator[_Filled]:
        """Every way that is worth trying: the fixed groups in every size, the common groups in every number."""
        ranges: dict[str, Bounds] = {group.seat: (group.least, self.most[group.seat]) for group in self.groups}
        for chosen in itertools.product(*(range(ranges[seat][0], self.most[seat] + 1) for seat in self.fixed)):
            self.work.spend(1)
            sizes: dict[str, Bounds] = ranges | {seat: (n, n) for seat, n in zip(self.fixed, chosen, strict=True)}
            least = sum(low for low, _ in sizes.values())
            most = sum(high or 0 for _, high in sizes.values())
            if most < self.total[0] or (self.total[1] is not None and least > self.total[1]):
                continue
            if not (self.common and self.counts_common):
                yield _Filled(sizes, None)
                continue
            low = sum(sizes[seat][0] for seat in self.common)
            high = sum(sizes[seat][1] or 0 for seat in self.common)
            for number in range(low, high + 1):
                if self.total[1] is not None and number > self.total[1]:
                    break
                yield _Filled(sizes, number)

    def met(self, over: str, way: _Filled) -> bool:
        """Whether the rules over one attribute can be met so."""
        rules = self.by_attribute[over]
        self.work.spend(len(rules) * len(self.groups))
        bases = [counted(rule, self.holders) for rule in rules]
        scopes = [self.scope(rule) for rule in rules]
        totals = [of + self.filled(scope, way) for (_, of), scope in zip(bases, scopes, strict=True)]

        def between(asked: Rule) -> Callable[[str], Bounds]:
            def told(value: str) -> Bounds:
                least, most = 0, None
                for rule, of in zip(rules, totals, strict=True):
                    if rule.kind != "equal" and value in rule.values and rule.seats == asked.seats:
                        low, high = next(iter(bounds(rule, of, told, counts=of)))[value]
                        least = max(least, low)
                        most = high if most is None else most if high is None else min(most, high)
                return least, most

            return told

        ways = [
            bounds(rule, of, between(rule), counts=of - there + sum(base[value] for value in rule.values))
            for rule, of, (base, there) in zip(rules, totals, bases, strict=True)
        ]
        counts = [base for base, _ in bases]
        chosen = itertools.product(*ways)
        return any(self.spread(over, way, list(zip(scopes, told, counts, strict=True))) for told in chosen)

    def filled(self, scope: frozenset[str], way: _Filled) -> int:
        """How many are filled in a scope; the most there can be where it is not fixed: nothing then depends on it."""
        if len(scope) > 1 and way.common is not None:
            return way.common
        return sum(way.sizes[seat][1] or 0 for seat in scope)

    def spread(
        self, over: str, way: _Filled, asked: Sequence[tuple[frozenset[str], Mapping[str, Bounds], Counter[str]]]
    ) -> bool:
        """Whether free seats can be spread over the values within one choice of bounds."""
        named = {value for _, told, _ in asked for value in told}
        self.work.spend(len(asked) + len(named) * len(self.groups))
        lanes: dict[tuple[str, str], Bounds] = {}
        for group in self.groups:
            domain = group.domain.get(over)
            for value in named if domain is None else named & domain:
                lanes[group.seat, self.place(group.seat, value)] = (0, None)
            if domain is None or domain - named:
                lanes[group.seat, self.place(group.seat, OTHER)] = (0, None)
        places: dict[str, Bounds] = {end: (0, None) for _, end in lanes}
        for scope, told, base in asked:
            for value, (least, most) in told.items():
                more = (max(0, least - base[value]), None if most is None else most - base[value])
                if more[1] is not None and more[1] < more[0]:
                    return False
                if len(scope) > 1 and value in places:
                    places[value] = _both(places[value], more)
                elif len(scope) == 1 and (lane := (seat := next(iter(scope)), self.place(seat, value))) in lanes:
                    lanes[lane] = _both(lanes[lane], more)
                elif more[0]:
                    return False
        room = sum(high or 0 for _, high in way.sizes.values())
        least_asked = max(sum(least for least, _ in told.values()) for told in (places, lanes))
        if least_asked > (room if self.total[1] is None else min(room, self.total[1])):
            return False
        common = (way.common, way.common) if way.common is not None else (0, None)
        return can_spread(way.sizes, lanes, places, common=(self.common, common), total=self.total)

    def place(self, seat: str, value: str) -> str:
        """Where holders of a value are counted: in common, or by the group."""
        return value if seat in self.common else f"{seat} {value}"


def sizes_that_would_do(rules: Sequence[Rule], groups: Sequence[Group]) -> tuple[int | None, int | None]:
    """The largest number of seats below what groups that cannot meet the rules have at least, and the smallest above
    what they have at most, with which the rules could be met; None where there is none, or none is soon found.
    """
    least = sum(group.least for group in groups)
    most = sum(group.most or 0 for group in groups)
    free = [Group(group.seat, 0, None, group.domain) for group in groups]

    work = Work()

    def would_do(number: int) -> bool:
        return can_be_met(rules, free, total=(number, number), work=work) and work.left >= 0

    enough = most + _most(free[0], rules, ())
    return (
        next((number for number in range(least - 1, 0, -1) if would_do(number)), None),
        next((number for number in range(most + 1, enough + 1) if would_do(number)), None),
    )


def conflict(elements: Sequence[T], can: Callable[[Sequence[T]], bool]) -> tuple[T, ...]:
    """A smallest part that still cannot be: whatever of it is left out, the rest can (deletion filter).

    Nothing where all can be together.
    """
    if can(elements):
        return ()
    kept = list(elements)
    for one in elements:
        without = [other for other in kept if other is not one]
        if not can(without):
            kept = without
    return tuple(kept)


def _alike(rules: Sequence[Rule], groups: Iterable[Group]) -> Iterator[Group]:
    """Groups that no rule tells apart, as one: their seats are counted together. Without those no rule counts."""
    attributes = {rule.over for rule in rules}
    found: dict[object, list[Group]] = {}
    for group in groups:
        counts = tuple(group.seat in rule.seats for rule in rules)
        if not any(counts):
            continue
        domain = tuple(sorted((over, values) for over, values in group.domain.items() if over in attributes))
        found.setdefault((counts, domain), []).append(group)
    for first, *more in found.values():
        most = [group.most for group in (first, *more)]
        whole = None if None in most else sum(one for one in most if one is not None)
        yield Group(first.seat, sum(group.least for group in (first, *more)), whole, first.domain)


def _most(group: Group, rules: Sequence[Rule], holders: Sequence[Holder]) -> int:
    """How many are tried: where seats are open, as many as any bound can ask for."""
    if group.most is not None:
        return group.most
    whole = math.lcm(*(rule.share.denominator for rule in rules if rule.share is not None))
    asked = sum(rule.number or len(rule.values) for rule in rules)
    alike = max((len(rule.values) for rule in rules if rule.kind == "equal"), default=1)
    return group.least + min(3000, (len(holders) + asked + 1) * alike * whole)


def _both(one: Bounds, other: Bounds) -> Bounds:
    most = [bound for bound in (one[1], other[1]) if bound is not None]
    return max(one[0], other[0]), min(most, default=None)
