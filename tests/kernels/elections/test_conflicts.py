"""Which quotas stand against each other, what would mend it, and who else would have to stand."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from tests.kernels.elections.makeups import MANY, Every, makeup_by_chance

from mithaq.kernels.elections import (
    Ballots,
    CannotCount,
    Makeup,
    Quota,
    bounds_in_conflict,
    conflict,
    feasible,
    nominations,
    repair,
)
from mithaq.kernels.elections.conflicts import must_be_feasible, smallest

LEVELS = ("national", "regional", "global")


def people(*told: str) -> tuple[dict[str, tuple[str, ...]], ...]:
    """`national woman` is somebody of a level and a gender."""
    return tuple({"level": (level,), "gender": (gender,)} for level, gender in map(str.split, told))


@pytest.mark.parametrize("part", range(4))
def test_a_conflict_is_real_and_no_part_of_it_is_one(part):
    for seed in range(part, MANY, 4):
        makeup, seats = makeup_by_chance(seed)
        every = Every(makeup, min(seats, len(makeup.attributes)))
        chance = random.Random(seed)
        drawn = chance.sample(range(len(makeup.attributes)), chance.randint(0, min(2, len(makeup.attributes))))
        must, out = drawn[:1], drawn[1:]

        keys = conflict(makeup, seats, must=must, out=out)

        if every.meeting((), must, out):
            assert bool(keys) != bool(every.meeting(None, must, out)), seed
        if keys:
            assert not every.meeting(keys, must, out), seed
            assert all(every.meeting([k for k in keys if k != one], must, out) for one in keys), seed


@pytest.mark.parametrize("part", range(4))
def test_a_repair_is_the_cheapest_there_is_and_mends(part):
    for seed in range(part, MANY, 4):
        makeup, seats = makeup_by_chance(seed, most=10)
        every = Every(makeup, min(seats, len(makeup.attributes)))

        changes = repair(makeup, seats)

        assert sum(abs(one.to - one.was) for one in changes) == min(map(sum, every.costs)), seed
        assert bool(changes) == (not every.meeting()), seed
        told = {one.key for one in changes}
        assert every.meeting({quota.key for quota in makeup.quotas} - told), seed


def test_a_repair_says_from_what_to_what():
    women = Quota("women", "gender", "share", ("woman",), share=Fraction(1, 2))
    levels = Quota("levels", "level", "equal", LEVELS)
    makeup = Makeup((women, levels), people("national woman", *["national man"] * 3, "regional man", "global man"))

    changes = repair(makeup, 6)

    assert [one.as_dict() for one in changes] == [
        {"key": "women", "over": "gender", "rule": "share", "value": "woman", "where": {}, "bound": "least"}
        | {"was": 3, "to": 1},
        {"key": "levels", "over": "level", "rule": "equal", "value": "", "where": {}, "bound": "difference"}
        | {"was": 1, "to": 3},
    ]


def test_of_equally_cheap_repairs_the_quotas_told_first_are_left_alone():
    first = Quota("first", "level", "at-least", ("national",), number=2)
    second = Quota("second", "level", "at-least", ("global",), number=2)
    makeup = Makeup((first, second), people(*["national man"] * 3, *["global man"] * 3))

    assert [(one.key, one.was, one.to) for one in repair(makeup, 3)] == [("second", 2, 1)]
    turned = replace(makeup, quotas=(second, first))
    assert [(one.key, one.was, one.to) for one in repair(turned, 3)] == [("first", 2, 1)]


def test_of_equally_cheap_repairs_the_one_that_touches_the_fewest_bounds_is_told():
    """Two seats too many are asked: two of one quota, not one of each of two."""
    asked = tuple(Quota(level, "level", "at-least", (level,), number=2) for level in LEVELS)
    makeup = Makeup(asked, people(*[f"{level} man" for level in LEVELS] * 2))

    assert [(one.key, one.was, one.to) for one in repair(makeup, 4)] == [("global", 2, 0)]


def test_bounds_say_which_values_of_a_quota_matter():
    levels = Quota("levels", "level", "every", LEVELS)
    men = Quota("men", "gender", "at-most", ("man",), number=1)
    idle = Quota("idle", "gender", "at-most", ("woman",), number=5)
    makeup = Makeup((idle, levels, men), people("national man", "regional man", "global woman", "global woman"))

    found = bounds_in_conflict(makeup, 3)

    assert conflict(makeup, 3) == ("levels", "men")
    assert [(one.key, one.value, one.least, one.most, one.standing) for one in found] == [
        ("levels", "national", 1, None, 1),
        ("levels", "regional", 1, None, 1),
        ("men", "man", None, 1, 2),
    ]


@pytest.mark.parametrize("part", range(4))
def test_bounds_in_conflict_are_of_the_quotas_in_conflict(part):
    for seed in range(part, MANY // 2, 4):
        makeup, seats = makeup_by_chance(seed)

        told = {one.key for one in bounds_in_conflict(makeup, seats)}

        assert told == set(conflict(makeup, seats)), seed


def test_the_fewest_nominations_that_would_mend_it_are_named():
    horn = Quota("women-at-global", "gender", "at-least", ("woman",), number=2, where=(("level", "global"),))
    makeup = Makeup((horn,), people("global woman", "global man", "national woman", "national man"))

    found = nominations(makeup, 3)

    assert found is not None
    assert [one.as_dict() for one in found] == [{"values": {"gender": "woman", "level": "global"}, "number": 1}]


def test_no_nomination_helps_where_the_bounds_are_against_each_other():
    two = (
        Quota("first", "level", "at-least", ("national",), number=3),
        Quota("second", "level", "at-least", ("global",), number=3),
    )

    assert nominations(Makeup(two, people(*["national man"] * 3, "global man")), 4) is None


def test_empty_seats_need_somebody_whoever_it_is():
    makeup = Makeup((Quota("one", "level", "at-least", ("global",), number=1),), people("national man"))

    found = nominations(makeup, 3)

    assert found is not None
    assert [(one.values, one.number) for one in found] == [((), 1), ((("level", "global"),), 1)]


@pytest.mark.parametrize("part", range(2))
def test_nominations_mend_and_one_fewer_does_not(part):
    proposed = 0
    for seed in range(part, MANY // 4, 2):
        makeup, seats = makeup_by_chance(seed, most=8)
        makeup = replace(makeup, quotas=makeup.quotas[:2])
        found = nominations(makeup, seats)
        if not found:
            continue
        proposed += 1
        joining = [one.values for one in found for _ in range(one.number)]

        def can(some: list[tuple[tuple[str, str], ...]], makeup: Makeup = makeup, seats: int = seats) -> bool:
            new = tuple({over: (value,) for over, value in one} for one in some)
            joined = replace(makeup, attributes=makeup.attributes + new)
            return len(joined.attributes) >= seats and feasible(joined, seats) is not None

        assert can(joining), seed
        assert not any(can(joining[:one] + joining[one + 1 :]) for one in range(len(joining))), seed
    assert proposed > 5


def test_what_no_committee_meets_is_refused_before_anybody_votes():
    women = Quota("women", "gender", "at-least", ("woman",), number=2)
    makeup = Makeup((women,), people("national woman", "national woman", "national man", "national man"))
    ballots = Ballots(4, ((1, (0,)),), 3)

    must_be_feasible(ballots, makeup, 3)
    with pytest.raises(CannotCount) as refused:
        must_be_feasible(replace(ballots, withdrawn=frozenset({0})), makeup, 3)
    assert (refused.value.key, refused.value.facts) == ("infeasible", {"quotas": ["women"]})
    with pytest.raises(CannotCount) as other:
        must_be_feasible(replace(ballots, candidates=5), makeup, 3)
    assert other.value.key == "other-candidates"


def test_a_smallest_set_is_found_in_any_list():
    for seed in range(200):
        chance = random.Random(seed)
        against = [set(chance.sample(range(9), chance.randint(1, 4))) for _ in range(chance.randint(0, 3))]

        found = smallest(range(9), lambda some, against=against: not any(one <= set(some) for one in against))

        assert set(found) in against if against else found == ()
        assert list(found) == sorted(found)
