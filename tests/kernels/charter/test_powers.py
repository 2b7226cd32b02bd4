"""The index of Banzhaf: golden cases, and against all coalitions."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mithaq.kernels import charter


def by_all_coalitions(weights: list[Fraction], quota: Fraction, *, strict: bool) -> tuple[Fraction, ...]:
    def wins(coalition: tuple[int, ...]) -> bool:
        weight = sum((weights[n] for n in coalition), Fraction())
        return weight > quota or (weight == quota and not strict)

    swings = [0] * len(weights)
    for many in range(len(weights) + 1):
        for coalition in combinations(range(len(weights)), many):
            for voter in coalition:
                swings[voter] += wins(coalition) and not wins(tuple(n for n in coalition if n != voter))
    return tuple(Fraction(one, sum(swings) or 1) for one in swings)


@pytest.mark.parametrize(
    ("weights", "quota", "power"),
    [
        # the European Economic Community of 1958: Luxembourg has a vote and no power
        ([4, 4, 4, 2, 2, 1], 12, ["5/21", "5/21", "5/21", "1/7", "1/7", "0"]),
        ([49, 49, 2], 51, ["1/3", "1/3", "1/3"]),
        ([51, 49], 51, ["1", "0"]),
        ([4, 3, 2, 1], 6, ["5/12", "1/4", "1/4", "1/12"]),
        ([1, 1], 5, ["0", "0"]),
        ([], 1, []),
    ],
)
def test_golden_cases(weights, quota, power):
    assert charter.banzhaf(weights, quota) == tuple(map(Fraction, power))


def test_of_more_than_half_as_much_is_not_enough():
    assert charter.banzhaf([1, 1], 1, strict=True) == (Fraction(1, 2), Fraction(1, 2))
    assert charter.banzhaf([2, 1, 1], 2, strict=True) == (Fraction(3, 5), Fraction(1, 5), Fraction(1, 5))


FIGURES = st.fractions(0, 9, max_denominator=4)


@given(st.lists(FIGURES, min_size=1, max_size=7), FIGURES, st.booleans())
def test_it_is_the_share_of_all_swings(weights, quota, strict):
    assert charter.banzhaf(weights, quota, strict=strict) == by_all_coalitions(weights, quota, strict=strict)


def test_large_sums_are_exact_and_what_cannot_be_counted_is_refused():
    gave = [Fraction(10**9 + n * n * 7 + n, 100) for n in range(24)]
    power = charter.banzhaf(gave, sum(gave) / 2, strict=True)

    assert sum(power) == 1
    assert list(power) == sorted(power)
    with pytest.raises(ValueError, match="below"):
        charter.banzhaf([1, -1], 1)
    with pytest.raises(ValueError, match="too many"):
        charter.banzhaf([2**n for n in range(60)], 2**59)
