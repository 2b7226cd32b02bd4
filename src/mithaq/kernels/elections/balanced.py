"""Committees from approvals under quotas: Balanced PAV, which weighs all committees that meet them, and Balanced
sequential Phragmén, which chooses one after another and never takes who would make them impossible.

Both count the papers as the rules without quotas do; quotas only say which committees there are. Who sits already
counts for the quotas and for nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from mithaq.kernels.elections.conflicts import conflict, must_be_feasible
from mithaq.kernels.elections.makeup import feasible
from mithaq.kernels.elections.model import Ballots, CannotCount, Figure, Makeup, Result, Step
from mithaq.kernels.elections.optimum import Committee
from mithaq.kernels.elections.pav import Score, told_as
from mithaq.kernels.elections.profile import first, lot, profile, unopposed
from mithaq.kernels.elections.sequential import Loads, Way


def balanced_pav(
    ballots: Ballots, seats: int, order: Sequence[int], *, makeup: Makeup, all_winning: bool = False
) -> Result:
    """PAV, exactly, among the committees that meet the quotas; of equal ones the first by lots.

    First by lots is the committee with the earliest lot that is not in both; so who has the first lot is in, if any of
    the best committees has them. Refused as "infeasible" where no committee meets the quotas.
    """
    voters = profile(ballots, seats)
    must_be_feasible(ballots, makeup, seats)
    if told := unopposed("balanced-pav", voters, seats):
        return told
    best = Score(voters, seats).best(order, makeup=makeup, all_winning=all_winning)
    if best is None:
        raise CannotCount("too-hard", what="best-committee")
    return told_as("balanced-pav", voters, seats, order, best, all_winning=all_winning)


def cost(
    ballots: Ballots, seats: int, order: Sequence[int], makeup: Makeup | None, candidate: int
) -> tuple[Fraction, Committee] | None:
    """What the best committee with this candidate scores, and which it is: what having them would cost, beside the
    score of the result. None where no committee that meets the quotas has them. Without a make-up: of PAV."""
    voters = profile(ballots, seats)
    if candidate not in voters.standing:
        return None
    score = Score(voters, min(seats, len(voters.standing)))
    best = score.best(order, makeup=makeup, forced=(candidate,))
    return None if best is None else (Fraction(best.score, score.scale), best.committee)


def balanced_phragmen(ballots: Ballots, seats: int, order: Sequence[int], *, makeup: Makeup) -> Result:
    """Sequential Phragmén, taking each time the least load of those who can still be in a committee that meets the
    quotas.

    Who would take less load but cannot be is passed over, once and for good, with a smallest set of the quotas that
    stand against it. Refused as "infeasible" where no committee meets the quotas.
    """
    voters = profile(ballots, seats)
    must_be_feasible(ballots, makeup, seats)
    if told := unopposed("balanced-phragmen", voters, seats):
        return told
    rule = Loads(voters)
    way = Way(units=(0,) * len(voters.weights))
    gone = set(ballots.withdrawn)
    winners: list[int] = []
    stages: list[tuple[Figure, ...]] = []
    steps: list[Step] = []
    witness: frozenset[int] = frozenset()
    for stage in range(seats):
        figures = rule.figures(way)
        stages.append(voters.figures(lambda c, figures=figures, way=way: figures.get(c, Fraction()) / way.whole))  # type: ignore[misc]
        level: list[int] = []
        for alike in _by_figure(figures, [c for c in voters.standing if c not in gone and c not in way.chosen]):
            for candidate in alike:
                found = witness if candidate in witness else _with(makeup, seats, [*winners, candidate], gone)
                if found is not None:
                    level.append(candidate)
                    witness = found
                    continue
                gone.add(candidate)
                steps.append(_passed(stage, candidate, figures, way, ballots, seats, makeup, winners))
            if level:
                break
        chosen = first(order, level)
        if chosen not in witness:
            witness = _with(makeup, seats, [*winners, chosen], gone) or frozenset()
        if len(level) > 1:
            steps.append(lot(stage, level, chosen))
        figure = figures.get(chosen)
        facts = {"load": _text(figure, way), "approvals": rule.votes[chosen], "place": stage + 1}
        steps.append(Step(stage, "load", chosen, facts))
        winners.append(chosen)
        way = rule.take(way, chosen, figure)
    return Result("balanced-phragmen", tuple(winners), tuple(stages), tuple(steps))


def _with(makeup: Makeup, seats: int, elected: Sequence[int], out: set[int]) -> frozenset[int] | None:
    found = feasible(makeup, seats, elected=elected, out=out)
    return None if found is None else frozenset(found)


def _by_figure(figures: dict[int, Fraction], left: Sequence[int]) -> list[list[int]]:
    """Those left by their load, the least first; alike together; who is approved by nobody last."""
    alike: dict[Fraction | None, list[int]] = {}
    for candidate in left:
        alike.setdefault(figures.get(candidate), []).append(candidate)
    last = alike.pop(None, [])
    ranked = [alike[figure] for figure in sorted(figure for figure in alike if figure is not None)]
    return [*ranked, last] if last else ranked


def _passed(
    stage: int,
    candidate: int,
    figures: dict[int, Fraction],
    way: Way,
    ballots: Ballots,
    seats: int,
    makeup: Makeup,
    winners: Sequence[int],
) -> Step:
    keys = conflict(makeup, seats, elected=winners, out=ballots.withdrawn, must=[candidate])
    load = _text(figures.get(candidate), way)
    return Step(stage, "passed-over", candidate, {"load": load, "with": list(winners), "quotas": list(keys)})


def _text(figure: Fraction | None, way: Way) -> str:
    return "" if figure is None else str(figure / way.whole)
