"""What sets a group apart, what unites, what divides: from counts, with tests that are honest about small numbers."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2_contingency, false_discovery_control, hypergeom

from mithaq.kernels.opinion import AGREE, DISAGREE, Options, draw, votes_of
from mithaq.kernels.opinion.chance import SURE, above_half, corrected, differ, every_half
from mithaq.kernels.opinion.figures import (
    META_PRIORITY,
    between,
    dividing,
    figures,
    held_by_all,
    priorities,
    stances,
    uniting,
    unsure,
)

# tests


def one(value: int) -> np.ndarray:
    return np.array([value])


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_a_difference_of_few_is_tested_exactly(n: int, m: int, data: st.DataObject) -> None:
    x, y = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))

    p = differ(one(x), one(n), one(y), one(m))[0]

    if not 0 < x + y < n + m:
        assert p == 1.0
    elif min(n, m) * min(x + y, n + m - x - y) < 5 * (n + m):
        tail = min(hypergeom.cdf(x, n + m, x + y, n), hypergeom.sf(x - 1, n + m, x + y, n))
        assert p == pytest.approx(min(1.0, 2 * tail), abs=1e-12)
    else:
        statistic = chi2_contingency([[x, n - x], [y, m - y]], correction=False).statistic * (n + m - 1) / (n + m)
        assert p == pytest.approx(2 * (1 - NormalDist().cdf(statistic**0.5)), abs=1e-9)


def test_none_of_five_against_none_of_five_hundred_is_no_difference() -> None:
    assert differ(one(0), one(5), one(0), one(500))[0] == 1.0


def test_a_difference_is_the_same_from_either_side() -> None:
    x, n, y, m = (np.array(column) for column in ((3, 40, 900), (4, 50, 1000), (2, 4, 400), (90, 9, 1000)))

    assert differ(x, n, y, m) == pytest.approx(differ(y, m, x, n))
    assert differ(x, n, y, m) == pytest.approx(differ(n - x, n, m - y, m))


def test_more_than_half_is_the_binomial_tail() -> None:
    for x, n in ((0, 0), (0, 5), (3, 5), (5, 5), (60, 100)):
        wanted = binomtest(x, n, 0.5, "greater").pvalue if n else 1.0
        assert above_half(one(x), one(n))[0] == pytest.approx(wanted)


def test_correction_is_that_of_benjamini_and_hochberg_over_what_was_asked() -> None:
    p = np.random.default_rng(1).random((3, 40)) ** 3
    asked = np.arange(120).reshape(3, 40) % 3 > 0

    found = corrected(p, asked)

    assert found[asked] == pytest.approx(false_discovery_control(p[asked]))
    assert (found[~asked] == 1).all()
    assert corrected(np.zeros(0)).size == 0


def test_on_noise_hardly_a_list_has_anything_in_it() -> None:
    chance = np.random.default_rng(3)
    wrong = {"stances": 0, "divides": 0, "held": 0}
    for _ in range(100):
        counts = chance.multinomial(40, [0.45, 0.45, 0.1], size=(3, 50))
        wrong["stances"] += any(stance.p <= SURE for group in stances(counts) for stance in group)
        wrong["divides"] += bool(dividing(figures(counts)))
        wrong["held"] += any(held_by_all(counts))
    assert all(times <= 11 for times in wrong.values()), wrong  # one in twenty is promised


# what sets a group apart


def world() -> np.ndarray:
    """Two groups of 60 and 40 and six statements."""
    return np.array(
        [
            [[55, 3, 2], [5, 50, 5], [50, 5, 5], [4, 52, 4], [20, 10, 30], [30, 28, 2]],
            [[3, 35, 2], [30, 5, 5], [36, 2, 2], [3, 36, 1], [18, 6, 16], [20, 18, 2]],
        ]
    )


def test_a_group_holds_or_rejects_what_sets_it_apart_strongest_first() -> None:
    first, second = stances(world())

    assert [(stance.statement, stance.direction) for stance in first] == [(0, AGREE), (1, DISAGREE)]
    assert [(stance.statement, stance.direction) for stance in second] == [(0, DISAGREE), (1, AGREE)]
    assert (first[0].agreed, first[0].disagreed, first[0].passed) == (55, 3, 2)
    assert first[0].share == pytest.approx(56 / 62)
    assert first[0].ratio == pytest.approx((56 / 62) / (4 / 42))
    assert first[0].p < 1e-10
    assert first[0].z_own > 1.2816 < first[0].z_other


def test_the_list_is_whole_and_few_votes_do_not_outrank_many() -> None:
    counts = np.zeros((2, 30, 3), dtype=np.int64)
    counts[:, :] = [[[30, 5, 5]], [[5, 30, 5]]]
    counts[:, 7] = [[5, 0, 0], [0, 5, 0]]  # all of five against none

    first, _ = stances(counts)

    assert len(first) == 30
    assert first[-1].statement == 7


def test_nobody_is_told_apart_by_what_all_share_and_a_group_alone_not_at_all() -> None:
    assert stances(world()[:1]) == ((),)
    assert stances(np.zeros((0, 3, 3), dtype=np.int64)) == ()
    assert stances(np.zeros((2, 3, 3), dtype=np.int64)) == ((), ())


def test_a_group_without_a_sure_stance_has_the_nearest_to_one_and_it_says_so() -> None:
    first, _ = stances(np.array([[[4, 1, 0], [3, 2, 0]], [[2, 3, 0], [3, 2, 0]]]))

    assert [stance.statement for stance in first] == [0]
    assert first[0].p > SURE


def test_what_is_left_out_is_not_told() -> None:
    assert {stance.statement for group in stances(world(), skip=[0]) for stance in group} == {1}
    assert [figure.statement for figure in figures(world(), skip={0, 5})] == [1, 2, 3, 4]


# what unites, what divides


def test_polis_product_and_the_mean_that_compares_over_any_number_of_groups() -> None:
    two, doubled = figures(world()), figures(np.concatenate([world(), world()]))

    assert two[0].group_aware == pytest.approx(56 / 62 * 4 / 42)
    assert two[0].united == pytest.approx((56 / 62 * 4 / 42) ** 0.5)
    assert two[3].united_against == pytest.approx((53 / 62 * 37 / 42) ** 0.5)
    assert doubled[0].group_aware == pytest.approx(two[0].group_aware ** 2)
    assert doubled[0].united == pytest.approx(two[0].united)
    assert [figure.statement for figure in uniting(two)][:2] == [3, 2]  # rejected by all is shared by all


def test_what_every_group_holds_and_not_only_the_whole() -> None:
    agreed, rejected = held_by_all(world())
    assert (agreed, rejected) == ((2,), (3,))

    lopsided = np.array([[[900, 50, 50]], [[3, 7, 0]]])  # 89 % of all, and not the small group
    assert held_by_all(lopsided) == ((), ())
    assert held_by_all(np.zeros((0, 4, 3), dtype=np.int64)) == ((), ())


def test_of_what_every_group_holds_the_least_sure_group_decides() -> None:
    x, n = np.array([[50, 60], [9, 6]]), np.array([[60, 60], [9, 9]])

    p = every_half(x, n, np.array([True, True]))

    assert p == pytest.approx([0.5**9, binomtest(6, 9, 0.5, "greater").pvalue])


def test_what_divides_says_between_whom_and_how_sure() -> None:
    third = np.array([[[10, 10, 10]] * 6])
    found = {figure.statement: figure for figure in figures(np.concatenate([world(), third]))}

    assert found[0].divides_between == (0, 1)
    assert found[0].divides == pytest.approx(56 / 62 - 4 / 42)
    assert found[1].divides_between == (1, 0)
    assert [figure.statement for figure in dividing(list(found.values()))][:2] == [0, 1]
    assert found[5].divides_p > SURE


def test_a_group_that_did_not_vote_on_it_stands_on_no_side() -> None:
    counts = np.concatenate([world(), np.zeros((1, 6, 3), dtype=np.int64)])

    assert [figure.divides_between for figure in figures(counts)][:2] == [(0, 1), (1, 0)]
    (alone,) = figures(np.array([[[9, 1, 0]], [[0, 0, 0]]]))
    assert (alone.divides, alone.divides_between, alone.divides_p) == (0.0, None, 1.0)


def test_without_groups_there_are_figures_still() -> None:
    (figure,) = figures(np.zeros((0, 1, 3), dtype=np.int64), totals=np.array([[5, 2, 1]]))

    assert (figure.agreed, figure.disagreed, figure.passed) == (5, 2, 1)
    assert (figure.united, figure.divides_between, figure.divides_p) == (0.5, None, 1.0)


def test_who_stands_in_no_group_is_counted_among_all() -> None:
    totals = world().sum(axis=0) + 1

    assert (figures(world(), totals=totals)[0].agreed, figures(world())[0].agreed) == (59, 58)


def test_statements_on_which_many_pass_are_unsure() -> None:
    (found,) = unsure(world())

    assert (found.statement, found.passed) == (4, 46)
    assert found.passing == pytest.approx(47 / 102)
    assert found.by_group == pytest.approx((31 / 62, 17 / 42))
    assert found.usual < 0.1
    assert unsure(world(), skip=[4]) == ()


# what is asked next


def test_priority_is_the_formula_of_polis() -> None:
    totals, far = np.array([[10, 5, 5], [0, 0, 0], [3, 0, 0]]), np.array([1.5, 0.0, 0.2])

    found = priorities(totals, far, meta=[2])

    importance = (1 - 6 / 22) * 2.5 * (11 / 22)
    assert found[0] == pytest.approx((importance * (1 + 8 * 2 ** (-20 / 5))) ** 2)
    assert found[1] == pytest.approx((0.5 * 0.5 * 9) ** 2)
    assert found[2] == META_PRIORITY == 49


# between chosen groups


def drawn_of_three() -> object:
    """Three groups of thirty; the first two share what the third rejects."""
    chance = np.random.default_rng(5)
    holds = {0: "aaaaadddddaa", 1: "aaaaaaaaaadd", 2: "dddddaaaaddd"}
    rows = []
    for person in range(90):
        for statement, way in enumerate(holds[person // 30]):
            if chance.random() < 0.9:
                rows.append((person, statement, (1 if way == "a" else -1) if chance.random() < 0.92 else 0))
    return draw(votes_of(rows), Options(max_groups=5))


def test_between_two_chosen_groups() -> None:
    drawn = drawn_of_three()
    assert drawn.k == 3
    of = {person // 30: group for person, group in drawn.group_of.items()}

    found = between(drawn, of[0], of[1])

    assert found.groups == (of[0], of[1])
    assert set(found.agreed_by_all) == {0, 1, 2, 3, 4}
    assert {figure.statement for figure in found.divides} == {5, 6, 7, 8, 9, 10, 11}
    assert {frozenset(figure.divides_between) for figure in found.divides} == {frozenset({of[0], of[1]})}
    assert {stance.statement for stance in found.stances[of[0]]} == {5, 6, 7, 8, 9, 10, 11}
    assert set(drawn.agreed_by_all) == set()


def test_groups_that_are_not_there_are_refused() -> None:
    drawn = drawn_of_three()

    for chosen in ((0,), (0, 0), (0, 3), (-1, 0)):
        with pytest.raises(ValueError, match="two or more groups"):
            between(drawn, *chosen)
