"""United is not bridging, and what divides does not bridge."""

from __future__ import annotations

import numpy as np
import pytest

from mithaq.kernels.opinion import Map, Options, draw, votes_of
from mithaq.kernels.opinion.bridging import bridges, bridges_of, halves, parted, value
from mithaq.kernels.opinion.figures import dividing

DIVIDES = range(10)  # the two sides answer these the other way round
UNITED, BRIDGE, SPLIT = 10, 11, 12  # all agree · the middle of either side agrees · held by one side alone


def two_sides(people: int = 200) -> Map:
    """Two sides; the first half of each is near to the other: everybody of it crosses over on three of the ten."""
    chance = np.random.default_rng(11)
    rows = []
    for person in range(2 * people):
        side, near = (1, -1)[person >= people], person % people < people // 2
        for statement in DIVIDES:
            crosses = near and (statement - person) % 10 < 3
            rows.append((person, statement, -side if crosses else side))
        rows.append((person, UNITED, 1))
        rows.append((person, BRIDGE, 1 if near else -1 if person % 3 else 0))
        rows.append((person, SPLIT, side))
    return draw(votes_of([row for row in rows if chance.random() < 0.9]), Options(max_groups=2))


@pytest.fixture(scope="module")
def drawn() -> Map:
    return two_sides()


def test_what_all_agree_to_unites_and_is_no_bridge(drawn: Map) -> None:
    assert drawn.agreed_by_all == (UNITED,)
    assert UNITED not in {bridge.statement for bridge in bridges_of(drawn)}


def test_what_divides_is_no_bridge(drawn: Map) -> None:
    assert SPLIT in {figure.statement for figure in dividing(drawn.figures)}
    assert SPLIT not in {bridge.statement for bridge in bridges_of(drawn)}


def test_what_parts_of_all_sides_hold_that_otherwise_disagree_is_a_bridge(drawn: Map) -> None:
    (bridge,) = bridges_of(drawn)

    assert bridge.statement == BRIDGE
    assert min(bridge.near) > 0.9
    assert max(bridge.far) < 0.2
    assert bridge.carries > 0.7
    assert bridge.value > 0.9


def test_the_value_is_high_for_what_unites_and_what_bridges_and_low_for_what_divides(drawn: Map) -> None:
    of = {figure.statement: figure.bridging for figure in drawn.figures}

    assert of[UNITED] > 0.95
    assert of[BRIDGE] > 0.9
    assert of[SPLIT] < 0.2


def test_near_is_who_has_the_shortest_way_across() -> None:
    points = np.array([[0.0, 0], [1, 0], [2, 0], [3, 0], [10, 0], [9, 0], [20, 5]])
    centres = np.array([[1.5, 0.0], [9.5, 0.0]])

    found = halves(np.array([0, 0, 0, 0, 1, 1, -1], dtype=np.int32), points, centres)

    assert found.tolist() == [1, 1, 0, 0, 3, 2, -1]


def test_who_stands_at_the_same_place_is_in_the_same_half() -> None:
    points = np.array([[0.0, 0]] * 3 + [[5.0, 0]] * 2)
    found = halves(np.array([0, 0, 0, 1, 1], dtype=np.int32), points, np.array([[0.0, 0], [5.0, 0]]))

    assert found.tolist() == [0, 0, 0, 2, 2]


def test_halves_add_up_to_their_groups() -> None:
    counts = np.arange(24).reshape(4, 2, 3)

    near, whole = parted(counts)

    assert (near == counts[[0, 2]]).all()
    assert (whole == counts[[0, 2]] + counts[[1, 3]]).all()


def test_a_side_that_mostly_disagrees_is_not_bridged() -> None:
    counts = np.array([[[40, 0, 0]], [[40, 0, 0]], [[30, 10, 0]], [[0, 40, 0]]])  # 30 of 80 of the second side

    assert bridges(counts) == ()
    assert value(parted(counts)[0])[0] > 0.8


def test_with_one_group_or_none_nothing_bridges() -> None:
    assert bridges(np.ones((2, 3, 3), dtype=np.int64)) == ()
    assert bridges(np.ones((0, 3, 3), dtype=np.int64)) == ()
    assert value(np.ones((0, 3, 3), dtype=np.int64)).tolist() == [0.5] * 3
