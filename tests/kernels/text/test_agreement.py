"""Krippendorff's alpha: the tables of the literature, a count by hand, and what must not matter."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mithaq.kernels import text as kernel


def coders(*rows: str):
    """Tables as they are printed, one coder a line, `.` for a unit not read; as units."""
    read = [[None if value == "." else value for value in row.split()] for row in rows]
    return list(zip(*read, strict=True))


FOUR_CODERS = coders(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
THREE_CODERS = coders(
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
)
TWO_OF_YES_AND_NO = coders("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
TWO_OF_FIVE_LETTERS = coders("a a b b d c c c e d d a", "b a b b b c c c e d d d")


@pytest.mark.parametrize(
    ("units", "published"),
    [
        pytest.param(FOUR_CODERS, 0.743, id="four coders, twelve units"),
        pytest.param(THREE_CODERS, 0.691, id="three coders, fifteen units"),
        pytest.param(TWO_OF_YES_AND_NO, 0.095, id="two coders, yes or no"),
        pytest.param(TWO_OF_FIVE_LETTERS, 0.692, id="two coders, five values"),
    ],
)
def test_the_tables_of_the_literature(units, published):
    assert round(kernel.alpha(units), 3) == published


def test_perfect_agreement_is_one():
    assert kernel.alpha([("a", "a"), ("b", "b"), ("a", "a")]) == 1.0


def test_opposite_readers_agree_less_than_chance():
    assert kernel.alpha([(True, False), (False, True)]) == -0.5


@pytest.mark.parametrize(
    "units",
    [
        pytest.param([], id="nothing read"),
        pytest.param([("a", "a"), ("a", "a")], id="no variation"),
        pytest.param([("a", None), (None, "b")], id="nothing read by two"),
    ],
)
def test_where_nothing_could_have_differed_it_is_undefined(units):
    assert kernel.alpha(units) is None
    assert kernel.agreement_of(units).low is None


VALUES = st.one_of(st.none(), st.sampled_from("abc"))
UNITS = st.integers(2, 4).flatmap(lambda n: st.lists(st.tuples(*[VALUES] * n), max_size=7))


@given(UNITS)
def test_it_is_what_counting_every_pair_gives(units):
    paired = [[v for v in unit if v is not None] for unit in units]
    paired = [unit for unit in paired if len(unit) > 1]
    pool = [v for unit in paired for v in unit]
    observed = sum(
        (Fraction(sum(a != b for a, b in permutations(unit, 2)), len(unit) - 1) for unit in paired), Fraction(0)
    )
    chance = Fraction(sum(a != b for a, b in permutations(pool, 2)), max(len(pool) - 1, 1))

    assert kernel.alpha(units) == (float(1 - observed / chance) if chance else None)


@given(UNITS, st.randoms())
def test_the_order_of_readers_and_units_does_not_matter(units, random):
    turned = [tuple(random.sample(unit, len(unit))) for unit in random.sample(units, len(units))]

    assert kernel.alpha(turned) == kernel.alpha(units)
    assert kernel.agreement_of(turned, seed=3) == kernel.agreement_of(units, seed=3)


def test_each_code_is_a_question_of_its_own():
    units = [
        (frozenset({"6", "17"}), frozenset({"6"})),
        (frozenset({"6"}), frozenset({"6"})),
        (frozenset(), frozenset()),
        (frozenset({"17"}), frozenset()),
        (frozenset({"6"}), None),
    ]

    by_code = kernel.agreement_by_code(units)

    assert list(by_code) == ["17", "6"]
    assert by_code["6"].alpha == 1.0
    assert (by_code["6"].units, by_code["6"].both, by_code["6"].one, by_code["6"].neither) == (4, 2, 0, 2)
    assert by_code["17"].alpha == kernel.alpha([(True, False), (False, False), (False, False), (True, False)])
    assert (by_code["17"].units, by_code["17"].both, by_code["17"].one) == (4, 0, 2)


def test_the_interval_holds_the_figure_and_is_the_same_each_time():
    units = [("a", "a")] * 20 + [("b", "b")] * 15 + [("a", "b")] * 5

    told = kernel.agreement_of(units, seed=7)

    assert told.low < told.alpha < told.high
    assert told == kernel.agreement_of(units, seed=7)
    assert told.units == 40


def test_few_units_give_a_wide_interval_and_many_a_narrow_one():
    few = kernel.agreement_of([("a", "a")] * 8 + [("b", "b")] * 8 + [("a", "b")] * 4)
    many = kernel.agreement_of([("a", "a")] * 160 + [("b", "b")] * 160 + [("a", "b")] * 80)

    assert many.high - many.low < (few.high - few.low) / 2
