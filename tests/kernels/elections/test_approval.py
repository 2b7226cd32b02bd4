"""Rules of approval: golden cases, what must hold whatever the papers, and that a solver is never believed."""

import random
import subprocess
import sys
from fractions import Fraction
from itertools import combinations

import pytest

from mithaq.kernels.elections import Ballots, CannotCount
from mithaq.kernels.elections import minimax_phragmen as minimax
from mithaq.kernels.elections.approval import RULES
from mithaq.kernels.elections.flow import carried
from mithaq.kernels.elections.optimum import Committee, proposed
from mithaq.kernels.elections.pav import Score
from mithaq.kernels.elections.profile import profile


def voters(seed: int, number: int, groups: int, most: int = 4) -> Ballots:
    chance = random.Random(seed)
    papers = tuple(
        (chance.randint(1, 3), tuple(chance.sample(range(number), chance.randint(0, min(most, number)))))
        for _ in range(groups)
    )
    return Ballots(number, papers)


# Lackner and Skowron, "Multi-Winner Voting with Approval Preferences", example 2.12; the figures are worked by hand.
BOOK = Ballots(4, ((3, (2, 3)), (2, (0, 1)), (2, (0, 2)), (1, (1, 3))))


def test_phragmen_takes_the_least_load_step_by_step():
    result = RULES["phragmen"](BOOK, 3, range(4))

    assert result.winners == (2, 1, 3)
    assert [step.facts["load"] for step in result.steps if step.key == "load"] == ["1/5", "1/3", "29/60"]
    assert result.stages[1] == (Fraction(7, 20), Fraction(1, 3), 0, Fraction(2, 5))


def test_equal_shares_buys_and_then_completes_by_phragmen():
    result = RULES["equal-shares"](BOOK, 3, range(4))

    assert [step.key for step in result.steps] == ["price", "price", "load"]
    assert [step.facts.get("price") for step in result.steps[:2]] == ["1/5", "13/40"]


def test_pav_of_one_group_fills_all_seats_with_theirs():
    papers = Ballots(5, ((9, (0, 1, 2)), (2, (3,))))

    assert RULES["pav"](papers, 3, range(5)).winners == (0, 1, 2)
    assert RULES["pav"](papers, 3, range(5)).steps[-1].facts["score"] == "33/2"


@pytest.mark.parametrize("rule", RULES)
def test_nobody_standing_no_seats_and_no_more_than_seats(rule):
    with pytest.raises(CannotCount, match="no-seats"):
        RULES[rule](BOOK, 0, range(4))
    with pytest.raises(CannotCount, match="no-candidates"):
        RULES[rule](Ballots(0, ()), 1, ())
    result = RULES[rule](Ballots(3, ((1, (0,)),), withdrawn=frozenset({1})), 4, range(3), all_winning=True)
    assert result.winners == (0, 2)
    assert result.all_winning == ((0, 2),)
    assert [step.key for step in result.steps] == ["unopposed"]


@pytest.mark.parametrize("rule", RULES)
def test_who_is_approved_by_nobody_is_taken_last_by_lots(rule):
    papers = Ballots(5, ((2, (4,)), (1, ())))

    result = RULES[rule](papers, 3, (2, 0, 1, 3, 4), all_winning=True)

    assert set(result.winners) == {4, 2, 0}
    assert result.all_winning == tuple(sorted(tuple(sorted((4, *two))) for two in combinations(range(4), 2)))


@pytest.mark.parametrize("rule", RULES)
def test_renaming_candidates_and_the_order_of_papers_change_nothing_but_names(rule):
    for seed in range(25):
        chance = random.Random(seed)
        papers = voters(seed, 7, 6)
        order, names = chance.sample(range(7), 7), chance.sample(range(7), 7)
        other = [(many, tuple(names[c] for c in paper)) for many, paper in papers.papers]
        chance.shuffle(other)
        other = [(1, paper) for many, paper in other for _ in range(many)]

        result = RULES[rule](papers, 3, order, all_winning=True)
        renamed = RULES[rule](Ballots(7, tuple(other)), 3, [names[c] for c in order], all_winning=True)

        assert sorted(renamed.winners) == sorted(names[c] for c in result.winners)
        assert renamed.all_winning == tuple(sorted(tuple(sorted(names[c] for c in one)) for one in result.all_winning))


@pytest.mark.parametrize("rule", RULES)
def test_withdrawing_is_as_if_not_on_the_papers(rule):
    for seed in range(15):
        papers = voters(seed, 7, 6)
        gone = Ballots(7, papers.papers, withdrawn=frozenset({6}))
        without = Ballots(6, tuple((many, tuple(c for c in paper if c != 6)) for many, paper in papers.papers))

        result = RULES[rule](gone, 3, range(7), all_winning=True)

        assert result.all_winning == RULES[rule](without, 3, range(6), all_winning=True).all_winning
        assert len(result.stages[0]) == 7


@pytest.mark.parametrize("seats", [2, 4])
def test_with_the_solver_pav_finds_what_looking_at_all_finds(seats):
    for seed in range(25):
        papers = voters(seed, 9, 7)
        order = random.Random(seed).sample(range(9), 9)
        score = Score(profile(papers, seats), seats)

        looked, solved = (score.best(order, all_winning=True, few=few) for few in (10**6, 0))

        assert (looked.committee, looked.score, looked.best) == (solved.committee, solved.score, solved.best)
        assert solved.complete


class Wrong:
    """Proposes committees in an order of its own: as a solver that is mistaken by all there is between them."""

    def __init__(self, committees: list[Committee]) -> None:
        self.committees = committees

    def best(self, forced, barred, cut):
        seen = set(cut)
        left = (c for c in self.committees if set(forced) <= set(c) and not set(barred) & set(c) and c not in seen)
        return next(left, None)


def test_between_equals_the_lots_decide_and_not_what_was_proposed_first():
    """Eighty committees of the same score: more than are compared one by one, so the lots are followed."""
    every = list(combinations(range(9), 3))[:80]
    for seed in range(20):
        chance = random.Random(seed)
        order = chance.sample(range(9), 9)
        chance.shuffle(every)

        found = proposed(Wrong(every), lambda committee: 7, order)

        assert found is not None and not found.complete
        assert sorted(map(order.index, found.committee)) == min(sorted(map(order.index, one)) for one in every)
    with pytest.raises(CannotCount, match="too-hard"):
        proposed(Wrong(list(combinations(range(30), 3))), lambda committee: 7, range(30), all_winning=True)


def test_a_score_a_float_cannot_see_decides():
    """Proposed first is the worse by one in ten to the twelve."""
    worse, better = (0, 1), (2, 3)
    score = {worse: 10**12, better: 10**12 + 1}

    found = proposed(Wrong([worse, better]), score.__getitem__, range(4))

    assert found is not None
    assert (found.committee, found.best, found.below) == (better, (better,), 10**12)


def test_by_search_minimax_phragmen_is_what_looking_at_all_finds(monkeypatch):
    papers = [voters(seed, 9, 8) for seed in range(20)]
    order = random.Random(1).sample(range(9), 9)
    looked = [RULES["minimax-phragmen"](one, 3, order, all_winning=True) for one in papers]
    monkeypatch.setattr(minimax, "FEW", 3)

    for one, before in zip(papers, looked, strict=True):
        assert RULES["minimax-phragmen"](one, 3, order, all_winning=True).all_winning == before.all_winning
        searched = RULES["minimax-phragmen"](one, 3, order)
        assert (searched.winners, searched.steps[-1].facts) == (before.winners, before.steps[-1].facts)


def test_the_seats_of_a_committee_can_be_carried_exactly_where_no_part_of_it_is_too_many():
    for seed in range(40):
        papers = voters(seed, 6, 7)
        told = profile(papers, 3)
        committee = tuple(c for c in range(6) if told.approvers[c])[:4]
        parts = [part for many in range(1, len(committee) + 1) for part in combinations(committee, many)]
        loads = {part: Fraction(len(part), reached(papers, part)) for part in parts}

        assert carried(told, committee, max(loads.values())) is None
        for load in set(loads.values()) - {max(loads.values())}:
            part = carried(told, committee, load)
            assert part is not None and loads[tuple(sorted(part))] > load


def reached(papers: Ballots, part: tuple[int, ...]) -> int:
    return sum(many for many, paper in papers.papers if set(paper) & set(part))


@pytest.mark.parametrize("rule", ["av", "seqpav", "phragmen", "equal-shares"])
def test_a_large_assembly_is_counted(rule):
    """120 candidates, 30 seats, 1,500 voters."""
    chance = random.Random(5)
    papers = Ballots(120, tuple((1, tuple(chance.sample(range(120), chance.randint(3, 20)))) for _ in range(1_500)))

    assert len(set(RULES[rule](papers, 30, range(120)).winners)) == 30


def test_the_rules_are_there_without_numpy_and_scipy():
    code = """
import sys
sys.modules["numpy"] = sys.modules["scipy"] = None
from mithaq.kernels.elections import approval, balanced, pairwise, Ballots
papers = Ballots(6, ((2, (0, 1)), (1, (2, 3)), (1, (4,))))
print([rule(papers, 3, range(6)).winners for rule in approval.RULES.values()])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.startswith("[(")
