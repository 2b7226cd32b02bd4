"""Proportional approval voting: the committee that serves voters best, each further seat counting less.

A voter who approves j of a committee gives it 1 + 1/2 + ... + 1/j. Scores are whole numbers over the least common
denominator, so that equal is equal.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from mithaq.kernels.elections.makeup import lines, rows
from mithaq.kernels.elections.model import Ballots, CannotCount, Makeup, Result, Step
from mithaq.kernels.elections.optimum import Committee, Optimum, Programme, Row, Solver, lots_needed, of_all, proposed
from mithaq.kernels.elections.profile import Profile, profile, unopposed
from mithaq.kernels.elections.search import has_solver

FEW = 3_000  # committees that are looked at one by one rather than asked of a solver
MANY = 3_000_000  # and where there is no solver


def pav(ballots: Ballots, seats: int, order: Sequence[int], *, all_winning: bool = False) -> Result:
    """PAV, exactly: of all committees the one with the largest score; among equal ones the first by lots."""
    voters = profile(ballots, seats)
    if told := unopposed("pav", voters, seats):
        return told
    best = Score(voters, seats).best(order, all_winning=all_winning)
    if best is None:
        raise CannotCount("too-hard", what="best-committee")
    return told_as("pav", voters, seats, order, best, all_winning=all_winning)


def told_as(
    method: str, voters: Profile, seats: int, order: Sequence[int], best: Optimum, *, all_winning: bool
) -> Result:
    """The result of an optimum: its score, the lots it needed, and as the one stage what each of the elected adds."""
    score = Score(voters, seats)
    facts = {"score": str(Fraction(best.score, score.scale)), "committee": list(best.committee)}
    if best.below is not None:
        facts["next"] = str(Fraction(best.below, score.scale))
    whole = score.of(best.committee)
    adds = {c: whole - score.of(tuple(m for m in best.committee if m != c)) for c in best.committee}
    return Result(
        method,
        best.committee,
        (voters.figures(lambda c: adds.get(c, 0)),),
        (*lots_needed(0, best.best, order), Step(0, "score", None, facts)),
        scale=score.scale,
        all_winning=best.best if all_winning else (),
    )


class Score:
    """The score of PAV for committees of a size, in units of 1/`scale`, and the best committee by it."""

    def __init__(self, voters: Profile, seats: int) -> None:
        self.voters, self.seats = voters, seats
        self.scale = math.lcm(*range(1, seats + 1))
        self._harmonic = [0]
        for place in range(1, seats + 1):
            self._harmonic.append(self._harmonic[-1] + self.scale // place)

    def of(self, committee: Committee) -> int:
        members = frozenset(committee)
        return sum(
            weight * self._harmonic[len(members.intersection(approved))]
            for weight, approved in zip(self.voters.weights, self.voters.approved, strict=True)
        )

    def best(
        self,
        order: Sequence[int],
        *,
        makeup: Makeup | None = None,
        forced: Sequence[int] = (),
        all_winning: bool = False,
        few: int = FEW,
    ) -> Optimum | None:
        """The best committee that has all of `forced` and meets the quotas; None where there is none."""
        number = math.comb(len(self.voters.standing), self.seats)
        if number <= (few if has_solver() else MANY):
            return of_all(self._committees(makeup, frozenset(forced)), self.of, order)
        if not has_solver():
            raise CannotCount("too-hard", what="best-committee")
        solver = Solver(programme(self.voters, self.seats, makeup), forced)
        meets = met(makeup, self.seats)

        def checked(committee: Committee) -> int:
            """What a solver proposes is believed in nothing: neither its size nor that it meets the quotas."""
            if len(committee) != self.seats or not meets(frozenset(committee)):
                raise CannotCount("too-hard", what="best-committee")
            return self.of(committee)

        return proposed(solver, checked, order, all_winning=all_winning)

    def _committees(self, makeup: Makeup | None, forced: frozenset[int]) -> Iterator[Committee]:
        meets = met(makeup, self.seats)
        for committee in combinations(self.voters.standing, self.seats):
            members = frozenset(committee)
            if forced <= members and meets(members):
                yield committee


def met(makeup: Makeup | None, seats: int) -> Callable[[frozenset[int]], bool]:
    """Whether a committee of so many meets the quotas: what `missed` tells of one, quick for many."""
    if makeup is None:
        return lambda members: True
    told = [(line, frozenset(line.members)) for line in lines(makeup, seats)]
    single = [(there, line.least, line.most, line.sat) for line, there in told if not line.level]
    equal = [
        ([(there, line.sat) for line, there in told if line.number == number], floor)
        for number, floor in sorted({line.number: line.floor for line, _ in told if line.level}.items())
    ]

    def meets(members: frozenset[int]) -> bool:
        for there, least, most, sat in single:
            have = len(members & there) + sat
            if have < least or (most is not None and have > most):
                return False
        for values, floor in equal:
            counts = [sat + len(members & there) for there, sat in values]
            if min(counts) < max(floor, max(counts) - 1):
                return False
        return True

    return meets


def programme(voters: Profile, seats: int, makeup: Makeup | None) -> Programme:
    """PAV for a solver: for each group of voters as many variables as candidates it may be served by, each worth less
    than the one before."""
    table = rows(makeup, seats) if makeup else None
    levels = len(table.least) - voters.candidates if table else 0
    standing = frozenset(voters.standing)
    told: list[Row] = [(voters.standing, [1.0] * len(standing), float(seats), float(seats))]
    gains = [0.0] * (voters.candidates + levels)
    least = [*(table.least if table else [0.0] * voters.candidates)]
    most = [*(table.most if table else [1.0] * voters.candidates)]
    for candidate in range(voters.candidates):
        if candidate not in standing:
            most[candidate] = 0.0
    for row, lower, upper in zip(table.matrix, table.lower, table.upper, strict=True) if table else ():
        there = [number for number, figure in enumerate(row) if figure]
        told.append((there, [float(row[number]) for number in there], lower, upper))
    for weight, approved in zip(voters.weights, voters.approved, strict=True):
        places = range(1, min(seats, len(approved)) + 1)
        served = range(len(gains), len(gains) + len(places))
        gains += [weight / place for place in places]
        told.append(([*served, *approved], [1.0] * len(served) + [-1.0] * len(approved), -math.inf, 0.0))
    served_by = len(gains) - len(least)
    return Programme(
        voters.candidates,
        gains,
        told,
        least + [0.0] * served_by,
        most + [1.0] * served_by,
        frozenset(range(voters.candidates, voters.candidates + levels)),
    )
