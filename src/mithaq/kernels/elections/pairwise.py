"""One post from rankings: everybody is compared with everybody, and the rules say what is done about circles.

Who is ranked is before all who are not; of two who are not ranked, neither is. A defeat weighs the votes of the
winning side ("winning-votes", the usual) or by how many more these are ("margins"); where all papers rank all, both
come to the same order. Who beats everybody is elected by every rule here; what is still equal is settled by lots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from mithaq.kernels.elections.model import Ballots, CannotCount, Result, Step
from mithaq.kernels.elections.profile import first, lot

Measure = Literal["winning-votes", "margins"]


@dataclass(frozen=True, slots=True)
class Pairs:
    """How many prefer the one to the other: `votes[one][other]`. Of those who stand, in the order of the file."""

    candidates: int
    standing: tuple[int, ...]
    votes: tuple[tuple[int, ...], ...]

    def strength(self, one: int, other: int, measure: Measure) -> int:
        """Of the defeat of the other; nought where it is none."""
        favour, against = self.votes[one][other], self.votes[other][one]
        if favour <= against:
            return 0
        return favour if measure == "winning-votes" else favour - against

    def steps(self) -> tuple[Step, ...]:
        return tuple(
            Step(0, "pair", one, {"against": other, "votes": self.votes[one][other], "other": self.votes[other][one]})
            for number, one in enumerate(self.standing)
            for other in self.standing[number + 1 :]
        )

    def stage(self, figures: dict[int, int]) -> tuple[tuple[int, ...], ...]:
        return (tuple(figures.get(candidate, 0) for candidate in range(self.candidates)),)


def pairs(ballots: Ballots, seats: int) -> Pairs:
    """Refused where nobody stands or there is more than one seat."""
    if seats != 1:
        raise CannotCount("one-seat-only", method="pairwise", seats=seats)
    standing = tuple(c for c in range(ballots.candidates) if c not in ballots.withdrawn)
    if not standing:
        raise CannotCount("no-candidates")
    votes = [[0] * ballots.candidates for _ in range(ballots.candidates)]
    for many, paper in ballots.papers:
        below = set(standing)
        for one in paper:
            if one in below:
                below.discard(one)
                row = votes[one]
                for other in below:
                    row[other] += many
    return Pairs(ballots.candidates, standing, tuple(map(tuple, votes)))


def schulze(
    ballots: Ballots,
    seats: int,
    order: Sequence[int],
    *,
    all_winning: bool = False,
    measure: Measure = "winning-votes",
) -> Result:
    """Schulze's method: a path is as strong as its weakest defeat; elected is whose strongest path to each other is at
    least as strong as the one back. The stage is how many others each beats so."""
    told = pairs(ballots, seats)
    strongest = _strongest_paths(told, measure)
    over = {
        one: [other for other in told.standing if strongest[one][other] > strongest[other][one]]
        for one in told.standing
    }
    best = [one for one in told.standing if not any(one in beaten for beaten in over.values())]
    steps = [Step(0, "strongest", one, {"over": over[one]}) for one in best]
    stage = told.stage({one: len(beaten) for one, beaten in over.items()})
    return _elected("schulze", told, stage, steps, best, order, all_winning=all_winning)


def minimax(
    ballots: Ballots,
    seats: int,
    order: Sequence[int],
    *,
    all_winning: bool = False,
    measure: Measure = "winning-votes",
) -> Result:
    """Minimax: elected is whose largest defeat is the smallest. The stage is the largest defeat of each."""
    told = pairs(ballots, seats)
    defeats = {
        one: max((told.strength(other, one, measure), -other) for other in told.standing if other != one)
        for one in told.standing
        if len(told.standing) > 1
    } or {told.standing[0]: (0, 0)}
    least = min(defeat for defeat, _ in defeats.values())
    best = [one for one, (defeat, _) in defeats.items() if defeat == least]
    steps = [Step(0, "least-defeat", one, {"defeat": least, "by": -defeats[one][1] if least else None}) for one in best]
    stage = told.stage({one: defeat for one, (defeat, _) in defeats.items()})
    return _elected("minimax", told, stage, steps, best, order, all_winning=all_winning)


def ranked_pairs(ballots: Ballots, seats: int, order: Sequence[int], *, measure: Measure = "winning-votes") -> Result:
    """Ranked pairs: the strongest defeat is locked in first, then the next, but none that would close a circle; elected
    is whom no locked defeat is against.

    Of defeats of the same strength the one with fewer votes against it goes first, then the one whose loser has the
    later lot, then the one whose winner has the earlier: so who has the first lot is spared a defeat. The stage is
    how many locked defeats each has won.
    """
    told = pairs(ballots, seats)
    place = {candidate: number for number, candidate in enumerate(order)}

    def weight(pair: tuple[int, int]) -> tuple[int, int]:
        return -told.strength(*pair, measure), told.votes[pair[1]][pair[0]]

    defeats = [(a, b) for a in told.standing for b in told.standing if told.strength(a, b, measure)]
    defeats.sort(key=lambda pair: (*weight(pair), -place[pair[1]], place[pair[0]]))
    below = {one: 1 << one for one in told.standing}  # who is below each by locked defeats, a bit each, and they
    steps: list[Step] = []
    won = dict.fromkeys(told.standing, 0)
    beaten: set[int] = set()
    for _, alike in groupby(defeats, key=weight):
        equal = list(alike)
        before = dict(below)
        kept: list[tuple[int, int]] = []
        for one, other in equal:
            keep = not below[other] >> one & 1
            steps.append(
                Step(0, "locked", one, {"over": other, "margin": told.strength(one, other, measure), "kept": keep})
            )
            if not keep:
                if not before[other] >> one & 1:
                    among = {other, *(loser for _, loser in kept)}
                    if len(among) > 1:
                        steps.append(lot(0, among, other))
                continue
            kept.append((one, other))
            won[one] += 1
            beaten.add(other)
            for above in told.standing:
                if below[above] >> one & 1:
                    below[above] |= below[other]
    best = [one for one in told.standing if one not in beaten]
    return _elected("ranked-pairs", told, told.stage(won), steps, best, order, all_winning=False)


def _strongest_paths(told: Pairs, measure: Measure) -> list[list[int]]:
    paths = [[0] * told.candidates for _ in range(told.candidates)]
    for one in told.standing:
        for other in told.standing:
            paths[one][other] = told.strength(one, other, measure)
    for through in told.standing:
        onward = paths[through]
        for one in told.standing:
            reach = paths[one][through]
            if one == through or not reach:
                continue
            paths[one] = [max(direct, min(reach, on)) for direct, on in zip(paths[one], onward, strict=True)]
    return paths


def _elected(
    method: str,
    told: Pairs,
    stage: tuple[tuple[int, ...], ...],
    steps: Sequence[Step],
    best: Sequence[int],
    order: Sequence[int],
    *,
    all_winning: bool,
) -> Result:
    chosen = first(order, best)
    ties = (lot(0, best, chosen),) if len(best) > 1 else ()
    every = tuple((one,) for one in best) if all_winning else ()
    return Result(method, (chosen,), stage, (*told.steps(), *steps, *ties), all_winning=every)
