"""Why not somebody else: each answer is looked at again from the papers and from every committee."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.kernels.elections.makeups import MANY, Every, ballots_by_chance, meetable_by_chance

from mithaq.kernels.elections import ANSWERS, Ballots, CannotCount, Changed, Makeup, Quota, changed, why_not
from mithaq.kernels.elections.methods import METHODS, count

A, B, C, D, E = range(5)
LEVEL = {"n": {"level": ("national",)}, "g": {"level": ("global",)}}
GLOBAL = Quota("global", "level", "at-least", ("global",), number=1)


def harmony(ballots: Ballots, committee: frozenset[int]) -> Fraction:
    return sum(
        (many * sum((Fraction(1, j) for j in range(1, len(committee & set(paper)) + 1)), Fraction()))
        for many, paper in ballots.papers
    ) + Fraction(0)


@pytest.mark.parametrize("method", sorted(METHODS))
def test_every_method_answers_for_everybody(method):
    """And what an answer claims of the quotas is so."""
    how, answered = METHODS[method], 0
    for seed in range(MANY // 8):
        makeup, seats = meetable_by_chance(seed, most=8)
        seats = {"co-chairs": 2}.get(method, 1 if how.one_seat else seats)
        ballots = ballots_by_chance(seed, len(makeup.attributes), seats)
        heeded = makeup if how.makeup != "never" else None
        try:
            result = count(ballots, method, makeup=heeded)
        except CannotCount as refused:
            assert refused.key in ("infeasible", "no-sections"), seed
            continue
        every = Every(makeup, len(result.winners))
        for one in range(-1, ballots.candidates + 1):
            answer = why_not(ballots, method, heeded, result, one)
            answered += 1
            told = ANSWERS[answer.key]
            assert answer.candidate == one
            assert all(name in told for name in answer.facts), (seed, answer)
            assert (answer.key == "elected") == (one in result.winners), seed
            assert (answer.key == "not-nominated") == (not 0 <= one < ballots.candidates)
            assert (answer.key == "withdrawn") == (one in ballots.withdrawn)
            if answer.key == "doomed":
                assert answer.facts["quotas"], seed
                gone = {s.candidate for s in result.steps if s.key in ("excluded", "doomed", "passed-over")} - {one}
                before = {s.candidate for s in result.steps if s.stage <= answer.stage and s.candidate in gone}
                inside = {one, *answer.facts["with"]}
                assert not every.meeting(answer.facts["quotas"], inside, before | ballots.withdrawn), seed
            if answer.key == "excluded":
                before = result.stages[answer.stage - 1]
                assert answer.facts["votes"] == before[one]
                assert answer.facts["behind"] == before[answer.facts["next"]] - before[one]
            if answer.key == "not-reached":
                assert answer.facts["votes"] == result.stages[answer.stage][one]
    assert answered > 20 or method == "sections"


@pytest.mark.parametrize("method", ["pav", "balanced-pav"])
def test_what_a_candidate_would_cost_in_score(method):
    asked = 0
    for seed in range(MANY // 8):
        makeup, seats = meetable_by_chance(seed, most=8)
        ballots = replace(ballots_by_chance(seed, len(makeup.attributes), seats), withdrawn=frozenset())
        heeded = makeup if method == "balanced-pav" else None
        result = count(ballots, method, makeup=heeded)
        meeting = Every(makeup, seats).meeting() if heeded else Every(makeup, seats).all
        for one in set(range(ballots.candidates)) - set(result.winners):
            answer = why_not(ballots, method, heeded, result, one)
            having = [harmony(ballots, committee) for committee in meeting if one in committee]
            if answer.key == "doomed":
                assert not having, seed
                continue
            asked += 1
            facts = answer.facts
            best = max(harmony(ballots, committee) for committee in meeting)
            assert (Fraction(facts["score"]), Fraction(facts["with_them"])) == (best, max(having)), seed
            assert Fraction(facts["less"]) == best - max(having)
            assert harmony(ballots, frozenset(facts["committee"])) == max(having)
            assert set(facts["instead"]) == set(result.winners) - set(facts["committee"])
    assert asked > 10


def test_excluded_says_by_how_many_votes():
    ballots = Ballots(3, ((5, (A,)), (3, (B,)), (2, (C, B))), 1)

    answer = why_not(ballots, "scottish-stv", None, count(ballots, "scottish-stv"), C)

    assert (answer.stage, answer.key) == (1, "excluded")
    assert answer.facts == {"votes": 200_000, "next": B, "behind": 100_000}


def test_doomed_says_by_which_quotas_and_beside_whom():
    makeup = Makeup((GLOBAL,), (LEVEL["n"], LEVEL["n"], LEVEL["g"], LEVEL["g"]))
    ballots = Ballots(4, ((9, (A, B)), (5, (B, A)), (2, (C,)), (1, (D,))), 2)
    result = count(ballots, "balanced-stv", makeup=makeup)

    answer = why_not(ballots, "balanced-stv", makeup, result, B)

    assert (result.winners, result.without) == ((A, C), (A, B))
    assert (answer.key, answer.facts["with"], answer.facts["quotas"]) == ("doomed", [A], ["global"])


def test_not_reached_says_how_far_from_the_quota():
    ballots = Ballots(3, ((9, (A,)), (7, (B,)), (4, (C,))), 2)  # quota 7

    answer = why_not(ballots, "scottish-stv", None, count(ballots, "scottish-stv"), C)

    assert (answer.key, answer.facts) == ("not-reached", {"votes": 400_000, "quota": 7, "short": 300_000})


def test_of_two_before_a_single_post_the_votes_between_them_are_told():
    ballots = Ballots(3, ((5, (A, B)), (4, (B, A)), (2, (C, B))), 1)

    answer = why_not(ballots, "schulze", None, count(ballots, "schulze"), A)

    assert (answer.key, answer.facts) == ("beaten", {"against": B, "votes": 5, "other": 6})


def test_of_the_rules_by_rounds_who_came_first_is_told():
    ballots = Ballots(3, ((5, (A, B)), (4, (B,)), (2, (C,))), 2)

    answer = why_not(ballots, "av", None, count(ballots, "av"), C)

    assert (answer.key, answer.facts) == ("behind", {"approvals": 2, "figure": "2", "next": A, "other": "5"})


def test_who_changed_and_by_which_quotas():
    makeup = Makeup((GLOBAL,), (LEVEL["n"], LEVEL["n"], LEVEL["g"], LEVEL["g"]))
    ballots = Ballots(4, ((9, (A, B)), (5, (B, A)), (2, (C,)), (1, (D,))), 2)

    assert changed(count(ballots, "balanced-stv", makeup=makeup), makeup) == (
        Changed(B, False, "doomed", ("global",), (A,)),
        Changed(C, True, "votes"),  # D would have done as well
    )
    assert changed(count(ballots, "scottish-stv"), makeup) == ()


@pytest.mark.parametrize("method", ["balanced-stv", "balanced-pav", "balanced-phragmen"])
def test_every_change_is_told_and_what_it_is_put_down_to_is_so(method):
    told = 0
    for seed in range(MANY // 4):
        makeup, seats = meetable_by_chance(seed, most=9)
        ballots = ballots_by_chance(seed, len(makeup.attributes), seats)
        try:
            result = count(ballots, method, makeup=makeup)
        except CannotCount:
            continue
        every = Every(makeup, len(result.winners))

        found = changed(result, makeup, withdrawn=ballots.withdrawn)

        assert {one.candidate for one in found if one.gained} == set(result.winners) - set(result.without)
        assert {one.candidate for one in found if not one.gained} == set(result.without) - set(result.winners)
        for one in found:
            told += 1
            assert bool(one.quotas) == (one.because != "votes")
            inside = set(one.beside) | (set() if one.gained else {one.candidate})
            if one.because == "together":
                outside = ballots.withdrawn | ({one.candidate} if one.gained else set())
                assert not every.meeting(one.quotas, inside, outside), seed
            if one.because == "votes":
                both = set(result.winners) & set(result.without)
                inside = both | (set() if one.gained else {one.candidate})
                outside = ballots.withdrawn | ({one.candidate} if one.gained else set())
                assert every.meeting(None, inside, outside), seed
    assert told > 10
