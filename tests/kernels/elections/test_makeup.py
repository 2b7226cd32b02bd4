"""Whether a committee can meet the quotas, against a look at every committee and against the charter's own verdict."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations

import numpy
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from tests.kernels.charter.texts import BODY, balance, seats, understood
from tests.kernels.elections.makeups import MANY, RULES, VALUES, Every, makeup_by_chance, somebody

from mithaq.kernels import charter
from mithaq.kernels.elections import CannotCount, Makeup, Quota, feasible, missed, rows, search


@pytest.mark.parametrize("part", range(4))
def test_a_committee_is_found_exactly_where_there_is_one(part):
    for seed in range(part, MANY, 4):
        makeup, wanted = makeup_by_chance(seed)
        every = Every(makeup, min(wanted, len(makeup.attributes)))
        chance = random.Random(seed)
        drawn = chance.sample(range(len(makeup.attributes)), chance.randint(0, min(3, len(makeup.attributes))))
        inside, outside = drawn[:1], drawn[1:]

        found = feasible(makeup, wanted, elected=inside, out=outside)

        right = every.meeting(inside=inside, outside=outside)
        assert (found is not None) == bool(right), seed
        assert found is None or (frozenset(found) in right and list(found) == sorted(found)), seed


def test_without_a_solver_it_is_the_same(monkeypatch):
    with_solver = [feasible(*makeup_by_chance(seed)) is None for seed in range(MANY)]
    monkeypatch.setattr(search, "has_solver", lambda: False)

    assert [feasible(*makeup_by_chance(seed)) is None for seed in range(MANY)] == with_solver


def test_without_the_search_the_solver_says_the_same(monkeypatch):
    searched = [feasible(*makeup_by_chance(seed)) is None for seed in range(MANY // 4)]
    monkeypatch.setattr(search, "SOON", 0)

    assert [feasible(*makeup_by_chance(seed)) is None for seed in range(MANY // 4)] == searched


def test_the_rows_say_the_same_to_a_solver():
    for seed in range(MANY // 4):
        makeup, wanted = makeup_by_chance(seed)
        told = rows(makeup, wanted)
        width = len(told.least)

        answer = milp(
            numpy.zeros(width),
            integrality=numpy.ones(width),
            bounds=Bounds(told.least, told.most),
            constraints=LinearConstraint(numpy.array(told.matrix), told.lower, told.upper),
        )

        assert (answer.status == 2) == (feasible(makeup, wanted) is None), seed
        assert set(told.keys) == {"", *(quota.key for quota in makeup.quotas)}


def test_what_a_committee_misses_is_told():
    for seed in range(MANY // 4):
        makeup, wanted = makeup_by_chance(seed, most=8)
        every = Every(makeup, min(wanted, len(makeup.attributes)))

        keys = [quota.key for quota in makeup.quotas]
        for one, costs in zip(every.all, every.costs, strict=True):
            assert missed(makeup, one) == tuple(key for key, cost in zip(keys, costs, strict=True) if cost), seed


@pytest.mark.parametrize("rule", RULES)
def test_the_verdict_is_the_charters(rule):
    """One meaning in the whole house: a committee misses a quota exactly where the charter finds its rule broken."""
    met = 0
    for seed in range(25):
        chance = random.Random(seed)
        over = chance.choice(sorted(VALUES))
        values = tuple(chance.sample(VALUES[over], chance.randint(2, len(VALUES[over]))))
        words, number, share = {"over": f'"{over}"', "rule": f'"{rule}"'}, None, None
        if rule in ("equal", "every"):
            words["values"] = "[" + ", ".join(f'"{value}"' for value in values) + "]"
        else:
            words["value"], values = f'"{values[0]}"', values[:1]
            if rule == "share" or chance.random() < 0.5:
                share = Fraction(chance.randint(1, 3), chance.randint(3, 5))
                words["share"] = f'"{share.numerator}/{share.denominator}"'
            else:
                number = chance.randint(1, 3)
                words["number"] = str(number)
        law = understood(BODY + seats("1-12") + balance("one", **words))
        people = tuple(somebody(chance) for _ in range(6))
        sitting = tuple(somebody(chance) for _ in range(chance.randint(0, 3)))
        makeup = Makeup((Quota("one", over, rule, values, number, share),), people, sitting)

        for committee in combinations(range(6), chance.randint(1, 5)):
            there = [*sitting, *(people[one] for one in committee)]
            holders = [charter.Holder(str(one), "body.board.seat.members", who) for one, who in enumerate(there)]
            found = charter.composition(law, "body.board", holders)

            assert bool(missed(makeup, committee)) == bool(found), (seed, committee)
            met += not found
    assert met > 20


def test_who_sits_already_counts():
    women = Quota("women", "gender", "at-least", ("woman",), share=Fraction(1, 2))
    men = ({"gender": ("man",)},) * 4

    assert feasible(Makeup((women,), men), 2) is None
    assert feasible(Makeup((women,), men, ({"gender": ("woman",)},)), 1) == (0,)
    assert feasible(Makeup((women,), men, ({"gender": ("woman",)},)), 2) is None


def test_where_fewer_stand_than_seats_all_of_them_have_to_do():
    one_each = Quota("levels", "level", "every", ("national", "global"))

    assert feasible(Makeup((one_each,), ({"level": ("national",)}, {"level": ("global",)})), 5) == (0, 1)
    assert feasible(Makeup((one_each,), ({"level": ("national",)},)), 5) is None


def test_nobody_can_be_elected_and_out():
    anybody = Makeup((), ({}, {}, {}))

    assert feasible(anybody, 2, elected=[0], out=[0]) is None
    assert feasible(anybody, 2, elected=[0, 1, 2]) is None
    assert feasible(anybody, 2, out=[0, 1]) is None
    assert feasible(anybody, 2, elected=[2]) == (0, 2)


def test_values_are_compared_in_small_letters():
    quota = Quota("one", "level", "at-least", ("Global",), number=1, where=(("gender", "Woman"),))

    assert feasible(Makeup((quota,), ({"level": ("GLOBAL",), "gender": ("woman",)}, {"level": ("global",)})), 1) == (0,)


def test_what_takes_too_long_is_refused_and_never_guessed(monkeypatch):
    monkeypatch.setattr(search, "has_solver", lambda: False)
    monkeypatch.setattr(search, "LIMIT", 1)
    one_each = Quota("levels", "level", "every", ("national", "global"))
    makeup = Makeup((one_each,), ({"level": ("national",)}, {"level": ("global",)}) * 3)

    with pytest.raises(CannotCount) as refused:
        feasible(makeup, 3)

    assert refused.value.key == "too-hard"
