"""Mode `stable`: the same whatever the order, no groups where there are none, small clear groups kept."""

import numpy as np
import pytest

from mithaq.kernels.opinion import Options, draw, from_columns, votes_of
from mithaq.kernels.opinion.clustering import agreement


def simulated(sizes, *, statements=60, asked=0.6, seed=0, rates=None):
    """Votes of people of groups of these sizes, each with its own share of agreement by statement; and the groups."""
    chance = np.random.default_rng(seed)
    groups = np.repeat(np.arange(len(sizes)), sizes)
    rates = chance.uniform(0.1, 0.9, (len(sizes), statements)) if rates is None else rates
    who, what = np.nonzero(chance.random((len(groups), statements)) < asked)
    values = np.where(chance.random(len(who)) < rates[groups[who], what], 1, -1)
    values[chance.random(len(values)) < 0.1] = 0
    return (who, what, values), groups.astype(np.int32)


def drawn(columns, groups, **options):
    return draw(from_columns(*columns, len(groups), int(columns[1].max()) + 1), Options(**options))


@pytest.fixture(scope="module")
def three():
    columns, groups = simulated((90, 60, 30), asked=0.8)
    return columns, groups, drawn(columns, groups)


def test_groups_that_are_there_are_found(three):
    _, groups, found = three

    assert found.k == 3
    assert agreement(found.labels, groups) > 0.85
    assert [group.size for group in found.groups] == np.bincount(found.labels).tolist()
    assert found.groups[0].size > found.groups[1].size > found.groups[2].size
    assert found.stability.significant
    assert found.stability.resamples == 20
    assert all(group.holds > 0.8 for group in found.groups)


def test_votes_in_another_order_give_the_same_map_bit_for_bit(three):
    (who, what, values), groups, found = three
    order = np.random.default_rng(1).permutation(len(who))

    again = drawn((who[order], what[order], values[order]), groups)

    assert np.array_equal(again.labels, found.labels)
    assert np.array_equal(again.points, found.points)
    assert again.groups == found.groups
    assert again.figures == found.figures
    assert again.stability == found.stability
    assert again.digest == found.digest


def test_people_called_otherwise_are_in_the_same_groups_bit_for_bit(three):
    (who, what, values), groups, found = three
    new = np.random.default_rng(2).permutation(len(groups))

    again = drawn((new[who], what, values), groups)

    assert np.array_equal(again.labels[new], found.labels)
    assert np.array_equal(again.points[new], found.points)
    assert again.groups == found.groups
    assert again.stability == found.stability


def test_where_everybody_votes_alike_there_are_no_groups():
    found = []
    for seed in range(4):
        rates = np.random.default_rng(seed).beta(2, 1, (1, 40))
        found.append(drawn(*simulated((150,), statements=40, seed=seed, rates=rates)))

    assert [one.k for one in found] == [1] * 4
    assert not any(one.stability.significant for one in found)
    assert [group.holds for one in found for group in one.groups] == [None] * 4


def test_a_small_group_clearly_apart_is_not_swallowed():
    rates = np.full((3, 60), 0.5)
    rates[0, :30], rates[0, 30:] = 0.9, 0.6
    rates[1, :30], rates[1, 30:] = 0.1, 0.6
    rates[2, :30], rates[2, 30:] = 0.5, 0.03
    columns, groups = simulated((200, 150, 20), asked=0.8, rates=rates)

    found = drawn(columns, groups)

    assert found.k == 3
    assert agreement(found.labels, groups) > 0.9
    small = found.labels == 2
    assert 12 <= small.sum() <= 22
    assert (groups[small] == 2).mean() > 0.9


def test_one_person_far_from_everybody_is_no_group():
    (who, what, values), groups = simulated((60, 60), statements=30, asked=1.0)
    alone = np.arange(30)
    columns = (
        np.concatenate([who, np.full(30, 120)]),
        np.concatenate([what, alone]),
        np.concatenate([values, np.where(alone % 2, 1, -1)]),
    )

    found = drawn(columns, np.append(groups, 0))

    assert found.k == 2
    assert min(group.size for group in found.groups) >= 60


def test_who_says_little_is_placed_by_what_they_say_where_groups_are_clear():
    chance = np.random.default_rng(0)
    groups = chance.integers(0, 3, 1500).astype(np.int32)
    rates = chance.uniform(0.1, 0.9, (3, 200))
    many = np.minimum(200, 7 + chance.geometric(1 / 54, 1500))
    who = np.repeat(np.arange(1500), many)
    what = np.concatenate([chance.choice(200, count, replace=False) for count in many])
    values = np.where(chance.random(len(who)) < rates[groups[who], what], 1, -1)

    found = drawn((who, what, values), groups)

    assert found.k == 3
    few = many < 40
    assert agreement(found.labels[few], groups[few]) > 0.5
    assert agreement(found.labels[~few], groups[~few]) > 0.9


def test_no_more_groups_than_the_limit(three):
    columns, groups, _ = three

    assert drawn(columns, groups, max_groups=2).k == 2
    assert drawn(columns, groups, max_groups=1).k == 1


def test_who_voted_less_than_seven_times_has_a_point_and_no_group():
    (who, what, values), groups = simulated((40, 40), statements=30, asked=1.0)
    stays = (who != 0) | (what < 6)

    found = drawn((who[stays], what[stays], values[stays]), groups)

    assert found.labels[0] == -1
    assert np.abs(found.points[0]).sum() > 0
    assert (found.labels[1:] >= 0).all()
    assert len(found.group_of) == 79


def test_of_fewer_statements_than_seven_all_votes_are_enough():
    rows = [
        (person, statement, 1 if (person < 10) == (statement < 2) else -1)
        for person in range(20)
        for statement in range(4)
    ]

    found = draw(votes_of(rows))

    assert [group.size for group in found.groups] == [10, 10]


def test_statements_left_out_do_not_move_anybody():
    (who, what, values), groups = simulated((60, 40), statements=30, asked=1.0)
    other = np.random.default_rng(5).choice((-1, 1), len(groups))
    people = np.arange(len(groups))
    more = (np.append(who, people), np.append(what, np.full(len(groups), 30)), np.append(values, other))

    plain = draw(from_columns(who, what, values, 100, 30))
    hidden = draw(from_columns(*more, 100, 31, hidden=[30]))

    assert np.array_equal(plain.labels, hidden.labels)
    assert np.allclose(plain.points, hidden.points, atol=1e-9)
    assert 30 not in [figure.statement for figure in hidden.figures]


def test_another_seed_hides_other_votes_and_finds_the_same_clear_groups(three):
    columns, groups, found = three

    other = drawn(columns, groups, seed=7)

    assert np.array_equal(other.labels, found.labels)
    assert other.stability.agreement != found.stability.agreement


@pytest.mark.parametrize(
    "rows", [[(1, 1, 1)], [(1, 1, 1), (2, 1, -1)], [(p, s, 1) for p in range(30) for s in range(9)]]
)
def test_a_dialogue_hardly_begun_or_of_one_mind_has_a_map(rows):
    found = draw(votes_of(rows))

    assert found.k == 1
    assert not found.stability.significant


def test_without_anybody_who_voted_enough_there_is_no_group():
    found = draw(votes_of([(person, person, 1) for person in range(10)]))

    assert found.k == 0
    assert found.groups == ()


def test_of_very_many_votes_resamples_are_of_some_people_and_the_groups_of_all():
    columns, groups = simulated((3000, 2000, 1000), statements=60, asked=0.5)

    found = drawn(columns, groups)

    assert found.stability.resamples == 8
    assert found.k == 3
    assert agreement(found.labels, groups) > 0.75
