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
LIMIT = 20_000  # ways to fill the seats that are tried; where more would be, the rules are taken to be met


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
    rules: Sequence[Rule], groups: Sequence[Group], holders: Sequence[Holder] = (), *, total: Bounds = (0, None)
) -> bool:
    """Whether the free seats can be filled so that all rules are met; `total` bounds how many are filled in all."""
    if not rules:
        return True
    groups = [*_alike(rules, (group for group in groups if any(group.seat in rule.seats for rule in rules)))]
    ranges = [range(group.least, _most(group, rules, holders) + 1) for group in groups]
    by_attribute: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_attribute[rule.over].append(rule)
    tried = 0
    for sizes in itertools.product(*ranges):
        if sum(sizes) < total[0] or (total[1] is not None and sum(sizes) > total[1]):
            continue
        tried += 1
        if tried > LIMIT:
            return True
        filled = dict(zip((group.seat for group in groups), sizes, strict=True))
        if all(_met(over, told, groups, filled, holders) for over, told in by_attribute.items()):
            return True
    return False


def sizes_that_would_do(rules: Sequence[Rule], groups: Sequence[Group]) -> tuple[int | None, int | None]:
    """The largest number of seats below what groups that cannot meet the rules have at least, and the smallest above
    what they have at most, with which the rules could be met; None where there is none.
    """
    least = sum(group.least for group in groups)
    most = sum(group.most or 0 for group in groups)
    free = [Group(group.seat, 0, None, group.domain) for group in groups]

    def would_do(number: int) -> bool:
        return can_be_met(rules, free, total=(number, number))

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
    """Groups that no rule tells apart, as one: their seats are counted together."""
    attributes = {rule.over for rule in rules}
    found: dict[object, list[Group]] = {}
    for group in groups:
        counts = tuple(group.seat in rule.seats for rule in rules)
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


def _met(
    over: str, rules: Sequence[Rule], groups: Sequence[Group], filled: Mapping[str, int], holders: Sequence[Holder]
) -> bool:
    """Whether the rules over one attribute can be met when so many seats of each group are filled."""
    bases = [counted(rule, holders) for rule in rules]
    totals = [
        of + sum(n for seat, n in filled.items() if seat in rule.seats)
        for rule, (_, of) in zip(rules, bases, strict=True)
    ]

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
        bounds(rule, total, between(rule), counts=total - of + sum(base[value] for value in rule.values))
        for rule, total, (base, of) in zip(rules, totals, bases, strict=True)
    ]
    named = {value for rule in rules for value in rule.values}
    return any(
        _spread(over, rules, chosen, groups, filled, [base for base, _ in bases], named)
        for chosen in itertools.islice(itertools.product(*ways), LIMIT)
    )


def _spread(
    over: str,
    rules: Sequence[Rule],
    chosen: Sequence[Mapping[str, Bounds]],
    groups: Sequence[Group],
    filled: Mapping[str, int],
    bases: Sequence[Counter[str]],
    named: set[str],
) -> bool:
    """Whether the free seats can be spread over the values within one choice of bounds."""
    covered = [{group.seat for group in groups if group.seat in rule.seats} for rule in rules]
    wide = next((seats for seats in covered if len(seats) > 1), set[str]())  # a rule is for all seats or for one group

    def place(seat: str, value: str) -> str:
        return value if seat in wide else f"{seat} {value}"

    lanes: dict[tuple[str, str], Bounds] = {}
    for group in groups:
        domain = group.domain.get(over)
        for value in named if domain is None else named & domain:
            lanes[group.seat, place(group.seat, value)] = (0, None)
        if domain is None or domain - named:
            lanes[group.seat, place(group.seat, OTHER)] = (0, None)
    places: dict[str, Bounds] = {end: (0, None) for _, end in lanes}
    for told, base, covers in zip(chosen, bases, covered, strict=True):
        for value, (least, most) in told.items():
            more = (max(0, least - base[value]), None if most is None else most - base[value])
            if more[1] is not None and more[1] < more[0]:
                return False
            if len(covers) > 1 and value in places:
                places[value] = _both(places[value], more)
            elif len(covers) == 1 and (lane := (seat := next(iter(covers)), place(seat, value))) in lanes:
                lanes[lane] = _both(lanes[lane], more)
            elif more[0]:
                return False
    return can_spread(dict(filled), lanes, places)


def _both(one: Bounds, other: Bounds) -> Bounds:
    most = [bound for bound in (one[1], other[1]) if bound is not None]
    return max(one[0], other[0]), min(most, default=None)
