"""Balanced PAV and balanced sequential Phragmén against a look at every committee."""

import os
import random
from fractions import Fraction
from itertools import combinations

import pytest

from mithaq.kernels.elections import Ballots, CannotCount, Makeup, Quota
from mithaq.kernels.elections.balanced import balanced_pav, balanced_phragmen, cost
from mithaq.kernels.elections.makeup import missed
from mithaq.kernels.elections.pav import Score, pav
from mithaq.kernels.elections.profile import profile
from mithaq.kernels.elections.sequential import phragmen

MANY = 2_000 if os.environ.get("MITHAQ_FULL") else 120


def instance(seed: int) -> tuple[Ballots, Makeup, int, list[int]]:
    chance = random.Random(seed)
    number = chance.randint(4, 12)
    seats = chance.randint(2, max(2, number - 2))
    regions, levels = ("north", "south", "east")[: chance.randint(2, 3)], ("national", "global")
    attributes = tuple(
        {"region": (chance.choice(regions),), "level": tuple(chance.sample(levels, chance.randint(0, 2)))}
        for _ in range(number)
    )
    asked = [
        Quota("balance.region", "region", chance.choice(["equal", "every"]), regions),
        Quota("balance.level", "level", "at-least", ("national",), number=chance.randint(1, 2)),
        Quota("balance.north", "region", "at-most", ("north",), share=Fraction(chance.randint(1, 3), 4)),
        Quota("balance.cross", "level", "share", ("global",), share=Fraction(1, 4), where=(("region", "south"),)),
    ]
    sitting = tuple({"region": (chance.choice(regions),), "level": ("global",)} for _ in range(chance.randint(0, 2)))
    makeup = Makeup(tuple(chance.sample(asked, chance.randint(1, 3))), attributes, sitting)
    papers = tuple(
        (chance.randint(1, 4), tuple(chance.sample(range(number), chance.randint(0, number))))
        for _ in range(chance.randint(1, 12))
    )
    withdrawn = frozenset(chance.sample(range(number), chance.randint(0, 1)))
    if number - len(withdrawn) < seats:
        withdrawn = frozenset()
    return Ballots(number, papers, seats, withdrawn=withdrawn), makeup, seats, chance.sample(range(number), number)


def harmony(ballots: Ballots, committee: tuple[int, ...]) -> Fraction:
    """The score of PAV by its definition."""
    there = set(committee)
    return (
        sum(
            (many * sum((Fraction(1, j) for j in range(1, len(there & set(paper)) + 1)), Fraction()))
            for many, paper in ballots.papers
        )
        + Fraction()
    )


def possible(ballots: Ballots, makeup: Makeup, seats: int) -> list[tuple[int, ...]]:
    standing = [c for c in range(ballots.candidates) if c not in ballots.withdrawn]
    return [one for one in combinations(standing, seats) if not missed(makeup, one)]


def first_by_lots(among: list[tuple[int, ...]], order: list[int]) -> tuple[int, ...]:
    """By the definition in words: of two, the one that has the earliest lot that is not in both."""
    best = among[0]
    for other in among[1:]:
        apart = set(best) ^ set(other)
        if next(c for c in order if c in apart) in other:
            best = other
    return best


@pytest.mark.parametrize("few", [10**9, 0], ids=["looking at all", "with the solver"])
def test_the_best_committee_under_quotas_is_the_best_of_all_that_meet_them(few):
    refused = 0
    for seed in range(MANY):
        ballots, makeup, seats, order = instance(seed)
        every = possible(ballots, makeup, seats)
        if not every:
            refused += 1
            with pytest.raises(CannotCount) as told:
                balanced_pav(ballots, seats, order, makeup=makeup)
            assert told.value.key == "infeasible", seed
            continue
        score = {one: harmony(ballots, one) for one in every}
        best = [one for one in every if score[one] == max(score.values())]

        found = Score(profile(ballots, seats), seats).best(order, makeup=makeup, all_winning=True, few=few)

        assert found is not None
        assert list(found.best) == sorted(best), seed
        assert found.committee == first_by_lots(best, order), seed
    assert 0 < refused < MANY / 2


def test_the_result_is_the_committee_first_by_lots_and_says_the_score_and_the_next():
    for seed in range(MANY):
        ballots, makeup, seats, order = instance(seed)
        every = possible(ballots, makeup, seats)
        if not every:
            continue
        score = {one: harmony(ballots, one) for one in every}
        best = [one for one in every if score[one] == max(score.values())]

        result = balanced_pav(ballots, seats, order, makeup=makeup)

        assert result.winners == first_by_lots(best, order), seed
        assert bool(result.ties) == (len(best) > 1), seed
        told = [step for step in result.steps if step.key == "score"]
        lower = [one for one in score.values() if one < max(score.values())]
        if told:
            assert Fraction(told[0].facts["score"]) == max(score.values())
            assert ("next" in told[0].facts) == bool(lower)
            assert Fraction(told[0].facts.get("next", 0)) == max(lower, default=0)


def test_what_a_candidate_would_cost_is_the_best_score_with_them():
    for seed in range(MANY // 4):
        ballots, makeup, seats, order = instance(seed)
        every = possible(ballots, makeup, seats)
        for candidate in range(ballots.candidates):
            having = [harmony(ballots, one) for one in every if candidate in one]
            told = cost(ballots, seats, order, makeup, candidate)

            assert (told and told[0]) == (max(having) if having else None), (seed, candidate)


def test_phragmen_under_quotas_takes_the_least_load_of_those_who_leave_a_committee_possible():
    for seed in range(MANY):
        ballots, makeup, seats, order = instance(seed)
        every = possible(ballots, makeup, seats)
        if not every:
            with pytest.raises(CannotCount, match="infeasible"):
                balanced_phragmen(ballots, seats, order, makeup=makeup)
            continue

        result = balanced_phragmen(ballots, seats, order, makeup=makeup)

        assert not missed(makeup, result.winners), seed
        loads = [Fraction()] * len(ballots.papers)
        for place, winner in enumerate(result.winners):
            before = set(result.winners[:place])
            open_to = {c for one in every if before <= set(one) for c in one} - before
            made = {}
            for candidate in open_to:
                votes = sum(many for many, paper in ballots.papers if candidate in paper)
                carried = sum(m * loads[n] for n, (m, paper) in enumerate(ballots.papers) if candidate in paper)
                made[candidate] = (1 + carried) / Fraction(votes) if votes else None
            figures = [figure for figure in made.values() if figure is not None]
            least = min(figures, default=None)
            level = [c for c in made if made[c] == least]
            assert winner == next(c for c in order if c in level), seed
            for number, (_, paper) in enumerate(ballots.papers):
                if winner in paper and least is not None:
                    loads[number] = least
        for step in (step for step in result.steps if step.key == "passed-over"):
            assert not any({*step.facts["with"], step.candidate} <= set(one) for one in every), seed
            keys = set(step.facts["quotas"])
            only = Makeup(tuple(q for q in makeup.quotas if q.key in keys), makeup.attributes, makeup.sitting)
            with_them = {*step.facts["with"], step.candidate}
            assert not any(with_them <= set(one) for one in possible(ballots, only, seats)), seed


def test_a_quota_that_is_met_anyway_changes_nothing():
    for seed in range(60):
        ballots, makeup, seats, order = instance(seed)
        for plain, balanced in ((pav, balanced_pav), (phragmen, balanced_phragmen)):
            without = plain(ballots, seats, order)
            free = Makeup((Quota("free", "region", "at-most", ("north",), number=99),), makeup.attributes)

            assert balanced(ballots, seats, order, makeup=free).winners == without.winners, seed
