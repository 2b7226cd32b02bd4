"""Seats that the quotas part into sections, and two who chair together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.kernels.elections.makeups import ballots_by_chance
from tests.kernels.elections.rechecking import recheck

from mithaq.kernels.elections import Ballots, CannotCount, Makeup, Quota, lots, missed, sections
from mithaq.kernels.elections.methods import count
from mithaq.kernels.elections.transfer import scottish

LEVELS = ("national", "regional", "global")
EQUAL = Quota("levels", "level", "equal", LEVELS)


def people(*levels: str) -> tuple[dict[str, tuple[str, ...]], ...]:
    return tuple({"level": tuple(level.split("+"))} for level in levels)


NINE = people(*LEVELS * 3)


@pytest.mark.parametrize(
    ("quotas", "attributes", "seats", "split"),
    [
        ([EQUAL], NINE, 6, {"national": 2, "regional": 2, "global": 2}),
        ([EQUAL], NINE, 7, None),  # any level may have the third
        ([EQUAL], people(*LEVELS[:2] * 3, "global"), 6, None),  # 2, 2 and 1 leave one too few: no committee
        ([EQUAL], people(*LEVELS[:2] * 3, "global"), 5, {"national": 2, "regional": 2, "global": 1}),
        ([EQUAL], [*NINE[:8], {}], 6, None),  # one is in no section
        ([EQUAL], people(*LEVELS * 2, "national+global"), 6, None),  # one is in two
        ([EQUAL, Quota("women", "gender", "at-most", ("woman",), number=6)], NINE, 6, None),  # another attribute
        ([replace(EQUAL, where=(("level", "global"),))], NINE, 6, None),
        (
            [
                Quota("n", "level", "at-least", ("national",), number=3),
                Quota("g", "level", "at-least", ("global",), number=2),
            ],
            NINE,
            5,
            {"national": 3, "global": 2, "regional": 0},
        ),
        ([Quota("n", "level", "at-least", ("national",), number=1)], people("national"), 1, None),  # one section
        ([], NINE, 6, None),
    ],
)
def test_quotas_part_the_seats_where_they_fix_how_many_each_value_has(quotas, attributes, seats, split):
    assert sections(Makeup(tuple(quotas), tuple(attributes)), seats) == split


def test_who_sits_already_takes_a_seat_of_the_section():
    makeup = Makeup((EQUAL,), NINE, people("national", "global"))

    assert sections(makeup, 4) == {"national": 1, "regional": 2, "global": 1}


def test_each_section_is_a_scottish_count_of_its_own():
    for seed in range(20):
        ballots = ballots_by_chance(seed, 9, 6)
        makeup = Makeup((EQUAL,), NINE)

        result = count(ballots, "sections", makeup=makeup, seed="sections")

        assert missed(makeup, result.winners) == ()
        starts = [step for step in result.steps if step.key == "section"]
        assert [(step.facts["section"], step.facts["seats"]) for step in starts] == [(level, 2) for level in LEVELS]
        order = lots("sections", tuple(map(str, range(9))))
        for number, level in enumerate(LEVELS):
            members = {one for one in range(9) if NINE[one]["level"] == (level,)} - ballots.withdrawn
            alone = replace(ballots, seats=2, withdrawn=frozenset(range(9)) - members)
            part = scottish(alone, order=order)
            assert result.winners[2 * number : 2 * number + 2] == part.winners
            assert recheck(alone, part, order) == []
            first = starts[number].stage
            assert result.stages[first : first + len(part.stages)] == part.stages
            assert set(starts[number].facts["candidates"]) == members


def test_a_tie_of_a_later_section_tells_the_stage_of_the_whole_count():
    makeup = Makeup((EQUAL,), people(*LEVELS * 3))
    for seed in range(60):
        result = count(ballots_by_chance(seed, 9, 6), "sections", makeup=makeup)
        for step in result.ties:
            if "at" in step.facts:
                told = [result.stages[step.facts["at"]][one] for one in step.facts["among"]]
                assert len(set(told)) > 1


def test_quotas_that_do_not_part_the_seats_are_refused():
    with pytest.raises(CannotCount) as refused:
        count(ballots_by_chance(1, 9, 7), "sections", makeup=Makeup((EQUAL,), NINE))

    assert (refused.value.key, refused.value.facts) == ("no-sections", {"seats": 7})


def test_two_who_chair_together_share_no_value():
    ballots = Ballots(4, ((9, (0, 1)), (6, (1, 0)), (3, (2, 3)), (2, (3, 2))), 2)
    attributes = (
        {"region": ("nile",), "kind": ("union",)},
        {"region": ("nile",), "kind": ("university",)},
        {"region": ("gulf",), "kind": ("union",)},
        {"region": ("horn",), "kind": ("city",)},
    )
    region = Quota("region", "region", "equal", ("nile", "gulf", "horn"))

    assert count(ballots, "scottish-stv").winners == (0, 1)
    assert count(ballots, "co-chairs", makeup=Makeup((region,), attributes)).winners == (0, 2)
    result = count(ballots, "co-chairs", makeup=Makeup((), attributes))
    assert (result.winners, result.without) == ((0, 3), (0, 1))


def test_co_chairs_are_two():
    with pytest.raises(CannotCount) as refused:
        count(ballots_by_chance(1, 4, 3), "co-chairs", makeup=Makeup((), ({}, {}, {}, {})))

    assert refused.value.key == "two-seats-only"
