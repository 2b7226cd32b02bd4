"""Rules of approval that choose one after another: sequential PAV, sequential Phragmén, the method of equal shares.

Everything is counted in whole numbers: marks of PAV over a common denominator, loads and purses in `units` of which
`whole` make one. What is common to all of them is taken out after every choice, so that two ways that have come to the
same are the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mithaq.kernels.elections.model import Ballots, Figure, Result, Step
from mithaq.kernels.elections.profile import Profile, every, first, lot, profile, unopposed

Best = tuple[Fraction | None, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Way:
    """How far a count has come: who is chosen, and what each group of voters carries or has left."""

    chosen: frozenset[int] = frozenset()
    units: tuple[int, ...] = ()
    whole: int = 1
    buying: bool = False


def seqpav(ballots: Ballots, seats: int, order: Sequence[int], *, all_winning: bool = False) -> Result:
    """Sequential PAV: again and again who adds most to the score of PAV. Stages are what each would add, in units."""
    voters = profile(ballots, seats)
    if told := unopposed("seqpav", voters, seats):
        return told
    scale = math.lcm(*range(1, seats + 1))
    shares = [scale // (have + 1) for have in range(seats)]

    def gains(way: Way) -> dict[int, int]:
        have = [len(way.chosen.intersection(approved)) for approved in voters.approved]
        worth = [weight * shares[had] if had < seats else 0 for weight, had in zip(voters.weights, have, strict=True)]
        return {c: sum(worth[g] for g in voters.approvers[c]) for c in voters.standing if c not in way.chosen}

    def moves(way: Way) -> list[Way]:
        gain = gains(way)
        most = max(gain.values())
        return [Way(way.chosen | {c}) for c in gain if gain[c] == most]

    winners: list[int] = []
    stages: list[tuple[Figure, ...]] = []
    steps: list[Step] = []
    for stage in range(seats):
        gain = gains(Way(frozenset(winners)))
        most = max(gain.values())
        best = [c for c in gain if gain[c] == most]
        chosen = first(order, best)
        if len(best) > 1:
            steps.append(lot(stage, best, chosen))
        winners.append(chosen)
        stages.append(voters.figures(lambda c, gain=gain: gain.get(c, 0)))  # type: ignore[misc]
        steps.append(Step(stage, "chosen", chosen, {"gain": str(Fraction(most, scale)), "place": len(winners)}))
    found = every(Way(), seats, moves, lambda way: way.chosen, len(voters.weights)) if all_winning else ()
    return Result("seqpav", tuple(winners), tuple(stages), tuple(steps), scale=scale, all_winning=found)


def phragmen(ballots: Ballots, seats: int, order: Sequence[int], *, all_winning: bool = False) -> Result:
    """Sequential Phragmén: each seat is a load of one, carried by those who approve who sits there, evenly in the end.

    Again and again who makes the largest load of their own voters least. Who is approved by nobody comes last. Stages
    are the load each would make.
    """
    voters = profile(ballots, seats)
    if told := unopposed("phragmen", voters, seats):
        return told
    start = Way(units=(0,) * len(voters.weights))
    return _one_by_one("phragmen", voters, seats, order, start, Loads(voters), all_winning=all_winning)


def equal_shares(ballots: Ballots, seats: int, order: Sequence[int], *, all_winning: bool = False) -> Result:
    """The method of equal shares: each voter has seats / voters to spend, and a seat costs one.

    Again and again the candidate whose voters can buy the seat at the least highest price a head. When nobody can be
    bought, the seats left go by sequential Phragmén, in which what a voter has left is a load below nought. Stages are
    the price, then the load.
    """
    voters = profile(ballots, seats)
    if told := unopposed("equal-shares", voters, seats):
        return told
    start = _reduced(Way(units=(seats,) * len(voters.weights), whole=max(voters.voters, 1), buying=True))
    return _one_by_one("equal-shares", voters, seats, order, start, _Purses(voters), all_winning=all_winning)


class Loads:
    """What each candidate would make the load of their voters, and what it is afterwards."""

    def __init__(self, voters: Profile) -> None:
        self.voters = voters
        self.votes = {c: voters.votes(c) for c in voters.standing}

    def figures(self, way: Way) -> dict[int, Fraction]:
        """In units; who is approved by nobody has none."""
        weights, units = self.voters.weights, way.units
        return {
            c: Fraction(way.whole + sum(weights[g] * units[g] for g in self.voters.approvers[c]), votes)
            for c, votes in self.votes.items()
            if c not in way.chosen and votes
        }

    def settle(self, way: Way) -> Way:
        return way

    def take(self, way: Way, candidate: int, figure: Fraction | None) -> Way:
        chosen = way.chosen | {candidate}
        if figure is None:
            return Way(chosen, way.units, way.whole)
        units = [unit * figure.denominator for unit in way.units]
        for group in self.voters.approvers[candidate]:
            units[group] = figure.numerator
        return _reduced(Way(chosen, tuple(units), way.whole * figure.denominator))


class _Purses(Loads):
    """What each would cost each of their voters at most; where nobody can be bought, the loads of the rest."""

    def figures(self, way: Way) -> dict[int, Fraction]:
        if not way.buying:
            return super().figures(way)
        prices = ((c, self._price(way, c)) for c in self.votes if c not in way.chosen)
        return {c: price for c, price in prices if price is not None}

    def _price(self, way: Way, candidate: int) -> Fraction | None:
        purses = sorted((way.units[g], self.voters.weights[g]) for g in self.voters.approvers[candidate])
        missing, payers = way.whole, self.votes[candidate]
        if sum(purse * many for purse, many in purses) < missing:
            return None
        for purse, many in purses:
            if purse * payers >= missing:
                return Fraction(missing, payers)
            missing -= purse * many
            payers -= many
        return None

    def settle(self, way: Way) -> Way:
        """From buying to loads, once nobody can be bought: what is left is a load below nought."""
        if way.buying and not self.figures(way):
            return Way(way.chosen, tuple(-unit for unit in way.units), way.whole)
        return way

    def take(self, way: Way, candidate: int, figure: Fraction | None) -> Way:
        if not way.buying or figure is None:
            return super().take(way, candidate, figure)
        units = [unit * figure.denominator for unit in way.units]
        for group in self.voters.approvers[candidate]:
            units[group] -= min(units[group], figure.numerator)
        return _reduced(Way(way.chosen | {candidate}, tuple(units), way.whole * figure.denominator, buying=True))


def _reduced(way: Way) -> Way:
    common = math.gcd(way.whole, *way.units)
    if common == 1:
        return way
    return Way(way.chosen, tuple(unit // common for unit in way.units), way.whole // common, way.buying)


def _least(rule: Loads, way: Way, standing: Sequence[int]) -> Best:
    """Who has the least figure, and which; without any figure, all who are left."""
    figures = rule.figures(way)
    if not figures:
        return None, tuple(c for c in standing if c not in way.chosen)
    least = min(figures.values())
    return least, tuple(c for c, figure in figures.items() if figure == least)


def _one_by_one(
    method: str,
    voters: Profile,
    seats: int,
    order: Sequence[int],
    start: Way,
    rule: Loads,
    *,
    all_winning: bool,
) -> Result:
    def moves(way: Way) -> list[Way]:
        way = rule.settle(way)
        least, best = _least(rule, way, voters.standing)
        return [rule.take(way, candidate, least) for candidate in best]

    way = start
    winners: list[int] = []
    stages: list[tuple[Figure, ...]] = []
    steps: list[Step] = []
    for stage in range(seats):
        way = rule.settle(way)
        stages.append(_stage(voters, rule.figures(way), way.whole))
        least, best = _least(rule, way, voters.standing)
        chosen = first(order, best)
        if len(best) > 1:
            steps.append(lot(stage, best, chosen))
        figure = "" if least is None else str(least / way.whole)
        facts = {"approvals": rule.votes[chosen], "place": stage + 1}
        steps.append(
            Step(
                stage,
                *(
                    ("price", chosen, {"price": figure} | facts)
                    if way.buying
                    else ("load", chosen, {"load": figure} | facts)
                ),
            )
        )
        winners.append(chosen)
        way = rule.take(way, chosen, least)
    found = every(start, seats, moves, lambda way: way.chosen, len(voters.weights)) if all_winning else ()
    return Result(method, tuple(winners), tuple(stages), tuple(steps), all_winning=found)


def _stage(voters: Profile, figures: dict[int, Fraction], whole: int) -> tuple[Figure, ...]:
    of: Callable[[int], Figure] = lambda c: figures[c] / whole if c in figures else 0  # noqa: E731
    return voters.figures(of)
