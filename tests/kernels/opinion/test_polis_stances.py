"""What Polis tells of counts: shares, tests, what represents a group, what all hold, what is shown next."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mithaq.kernels.opinion import (
    AGREE,
    DISAGREE,
    polis_consensus,
    polis_group_aware,
    polis_priorities,
    polis_representative,
)
from mithaq.kernels.opinion.proportions import share, z1, z2

TABLES = st.integers(1, 8).flatmap(
    lambda m: st.lists(
        st.lists(st.tuples(*[st.integers(0, 30)] * 3), min_size=m, max_size=m), min_size=2, max_size=5
    ).map(np.array)
)


def counts(*groups: list[tuple[int, int, int]]) -> np.ndarray:
    return np.array(groups)


@pytest.mark.parametrize(
    ("agreed", "of", "told"), [(0, 0, 0.5), (1, 1, 2 / 3), (3, 3, 0.8), (0, 8, 0.1), (32, 52, 33 / 54)]
)
def test_a_share_has_one_vote_more_on_either_side(agreed: int, of: int, told: float) -> None:
    assert share(np.array(agreed), np.array(of)) == pytest.approx(told)


def test_z_values_are_those_polis_has_published() -> None:
    """Of the statement 52 in the first group of its conversation 2dhnep37ie: 10 of 10; and of 10 of 11, 8 of 11."""
    assert z1(np.array([10, 10, 8]), np.array([10, 11, 11])) == pytest.approx(
        [3.3166247903554, 2.886751345948129, 1.7320508075688772]
    )


def test_two_shares_are_tested_with_one_success_and_trial_more_in_each() -> None:
    p = (9 + 3) / (11 + 12)
    by_hand = (9 / 11 - 3 / 12) / math.sqrt(p * (1 - p) * (1 / 11 + 1 / 12))
    assert z2(np.array(8), np.array(2), np.array(10), np.array(11)) == pytest.approx(by_hand)


def test_where_everybody_agreed_to_everything_there_is_no_difference() -> None:
    assert z2(np.array(5), np.array(9), np.array(5), np.array(9)) == 0.0


def test_a_group_is_told_of_by_what_it_holds_unlike_the_others() -> None:
    table = counts([(18, 1, 1), (2, 17, 1), (10, 10, 0)], [(1, 18, 1), (16, 2, 2), (10, 10, 0)])
    first, second = polis_representative(table)

    assert [(each.statement, each.direction) for each in first] == [(0, AGREE), (1, DISAGREE)]
    assert [(each.statement, each.direction) for each in second] == [(1, AGREE), (0, DISAGREE)]
    assert (first[0].agreed, first[0].disagreed, first[0].passed) == (18, 1, 1)
    assert first[0].share == pytest.approx(19 / 22)
    assert first[0].ratio == pytest.approx((19 / 22) / (2 / 22))


def test_no_more_than_five_are_told_and_those_agreed_to_come_first() -> None:
    table = counts([(20, 0, 0)] * 4 + [(0, 20, 0)] * 4, [(0, 20, 0)] * 4 + [(20, 0, 0)] * 4)
    for of in polis_representative(table):
        assert len(of) == 5
        assert [each.direction for each in of] == sorted((each.direction for each in of), reverse=True)


def test_what_is_left_out_is_not_told() -> None:
    table = counts([(18, 1, 1), (2, 17, 1)], [(1, 18, 1), (16, 2, 2)])
    assert [[each.statement for each in of] for of in polis_representative(table, {0})] == [[1], [1]]
    assert polis_representative(table, {0, 1}) == ((), ())


def test_a_group_that_differs_in_nothing_is_told_of_by_what_it_agrees_to_best() -> None:
    table = counts([(9, 1, 0), (10, 0, 0), (0, 0, 3)], [(9, 1, 0), (10, 0, 0), (0, 0, 3)])
    assert [[each.statement for each in of] for of in polis_representative(table)] == [[1], [1]]


def test_a_group_that_agrees_to_nothing_is_told_of_by_where_it_differs_most() -> None:
    table = counts([(0, 3, 3), (0, 2, 6)], [(0, 0, 6), (0, 2, 6)])
    first, _ = polis_representative(table)
    assert [(each.statement, each.direction) for each in first] == [(0, DISAGREE)]


def test_the_best_agreed_statement_may_be_one_the_group_rejects_as_published() -> None:
    """Kept, as in Polis' 36jajfnhhn: agreed to by more than a half, and rejected far more than elsewhere."""
    table = counts([(60, 30, 0)], [(80, 2, 0)])
    first, _ = polis_representative(table)
    assert [(each.statement, each.direction) for each in first] == [(0, DISAGREE)]


def test_a_group_alone_has_nothing_that_sets_it_apart() -> None:
    assert polis_representative(counts([(9, 1, 0)])) == ((),)
    assert polis_representative(np.zeros((0, 3, 3), dtype=np.int64)) == ()


@settings(max_examples=100, deadline=None)
@given(TABLES)
def test_groups_in_another_order_are_told_of_alike(table: np.ndarray) -> None:
    told = polis_representative(table)
    assert polis_representative(table[::-1]) == told[::-1]
    for of in told:
        assert 1 <= len(of) <= 5 and len({each.statement for each in of}) == len(of)


def test_all_agree_to_what_surely_more_than_half_do() -> None:
    everybody = np.array([(20, 0, 0), (3, 0, 0), (1, 19, 0), (10, 9, 0), (19, 1, 0), (0, 0, 0)])
    assert polis_consensus(everybody) == ((0, 4, 1), (2,))
    assert polis_consensus(everybody, {0, 2}) == ((4, 1), ())


def test_sure_is_past_the_bound_of_polis() -> None:
    """z of 28 of 48 is 1.2857, of 75 of 136 it is 1.2815: between them lies 1.2816."""
    assert polis_consensus(np.array([(28, 0, 20), (75, 0, 61)])) == ((0,), ())


def test_no_more_than_five_are_told_of_what_all_hold() -> None:
    everybody = np.array([(10 + n, 0, 0) for n in range(9)])
    assert polis_consensus(everybody) == ((8, 7, 6, 5, 4), ())


def test_group_aware_consensus_is_the_product_over_groups() -> None:
    assert polis_group_aware(counts([(5, 1, 5)], [(4, 3, 4)])) == pytest.approx([6 / 13 * 5 / 13])
    assert polis_group_aware(np.zeros((0, 2, 3), dtype=np.int64)) == [1.0, 1.0]


def test_a_statement_comes_sooner_the_fewer_votes_it_has() -> None:
    few, many = polis_priorities(counts([(1, 1, 0), (40, 40, 0)]), np.array([1.0, 1.0]))
    assert few > many
    assert few == pytest.approx(((1 - 1 / 4) * 2 * (2 / 4) * (1 + 8 * 2 ** (-2 / 5))) ** 2)


def test_a_statement_that_asks_who_one_is_always_has_the_same_weight() -> None:
    assert polis_priorities(counts([(1, 1, 0), (40, 40, 0)]), np.array([1.0, 1.0]), {1})[1] == 49.0
