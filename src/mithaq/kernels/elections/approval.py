"""Committees from approvals: the rules, by name. Exact; where a rule leaves a tie open, all it allows can be listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import comb
from typing import Protocol

from mithaq.kernels.elections.minimax_phragmen import minimax_phragmen
from mithaq.kernels.elections.model import Ballots, CannotCount, Result, Step
from mithaq.kernels.elections.pav import pav
from mithaq.kernels.elections.profile import MOST_COMMITTEES, committees, first, lot, profile, unopposed
from mithaq.kernels.elections.sequential import equal_shares, phragmen, seqpav


class ApprovalRule(Protocol):
    """`order` are the candidates in the order of their lots; with `all_winning` every committee the rule allows."""

    def __call__(self, ballots: Ballots, seats: int, order: Sequence[int], *, all_winning: bool = False) -> Result: ...


def av(ballots: Ballots, seats: int, order: Sequence[int], *, all_winning: bool = False) -> Result:
    """Approval voting: those whom most approve. The one stage is the approvals."""
    voters = profile(ballots, seats)
    if told := unopposed("av", voters, seats):
        return told
    votes = {candidate: voters.votes(candidate) for candidate in voters.standing}
    winners: list[int] = []
    steps: list[Step] = []
    while len(winners) < seats:
        most = max(votes[c] for c in votes if c not in winners)
        best = [c for c in votes if c not in winners and votes[c] == most]
        chosen = first(order, best)
        if len(best) > seats - len(winners):
            steps.append(lot(0, best, chosen))
        winners.append(chosen)
        steps.append(Step(0, "chosen", chosen, {"gain": str(most), "place": len(winners)}))
    last = votes[winners[-1]]
    sure = [c for c in votes if votes[c] > last]
    level = [c for c in votes if votes[c] == last]
    found: tuple[tuple[int, ...], ...] = ()
    if all_winning:
        if comb(len(level), seats - len(sure)) > MOST_COMMITTEES:
            raise CannotCount("too-hard", what="all-winning")
        found = committees([*sure, *rest] for rest in combinations(level, seats - len(sure)))
    return Result("av", tuple(winners), (voters.figures(votes.__getitem__),), tuple(steps), all_winning=found)


RULES: Mapping[str, ApprovalRule] = {
    "av": av,
    "pav": pav,
    "seqpav": seqpav,
    "phragmen": phragmen,
    "minimax-phragmen": minimax_phragmen,
    "equal-shares": equal_shares,
}
