"""A divide of translation is told from a divide of opinion."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2, chi2_contingency

from mithaq.kernels.opinion import translation
from mithaq.kernels.opinion.translation import by_language, read_differently
from mithaq.kernels.opinion.votes import votes_of

CHANCE = np.random.default_rng(7)


def answers(n: int, agree: float, disagree: float, statements: int = 20) -> np.ndarray:
    """Of n people on every statement, each answering by chance."""
    return CHANCE.multinomial(n, [agree, disagree, 1 - agree - disagree], size=statements)


def test_a_difference_that_the_groups_explain_is_none() -> None:
    # Arabic is read by the group that agrees, French by the one that does not; within each they answer alike
    counts = np.stack(
        [
            np.stack([answers(400, 0.9, 0.05), answers(40, 0.1, 0.8)]),
            np.stack([answers(40, 0.9, 0.05), answers(400, 0.1, 0.8)]),
        ]
    )

    assert read_differently(counts, ["ar", "fr"]) == ()
    assert (
        len(read_differently(counts.sum(axis=1, keepdims=True), ["ar", "fr"])) == 20
    )  # without groups it would seem so


def test_a_statement_that_says_the_contrary_in_one_language_is_found() -> None:
    counts = np.stack([np.stack([answers(60, 0.8, 0.1), answers(60, 0.2, 0.7)]) for _ in range(3)])
    counts[1, :, 4] = [[6, 48, 6], [42, 12, 6]]  # the negation was lost in French: both groups are turned about

    found = read_differently(counts, ["ar", "fr", "en"])

    assert {(one.statement, one.language, one.other) for one in found} == {(4, "ar", "fr"), (4, "fr", "en")}
    assert all(one.turned and one.apart > 0.4 and one.p < 1e-6 for one in found)


def test_a_statement_that_is_stronger_in_one_language_is_found_though_no_group_alone_shows_it() -> None:
    counts = np.stack([np.stack([answers(40, 0.6, 0.3) for _ in range(6)]) for _ in range(2)])
    counts[0, :, 4] = [28, 10, 2]
    counts[1, :, 4] = [21, 17, 2]

    (found,) = read_differently(counts, ["ar", "fr"])

    assert (found.statement, found.turned) == (4, False)
    assert (found.agree, found.disagree) == pytest.approx((7 / 40, -7 / 40))
    assert read_differently(counts[:, :1], ["ar", "fr"]) == ()


def test_which_language_has_more_of_which_answer() -> None:
    counts = np.stack([answers(80, 0.7, 0.2)[None], answers(80, 0.7, 0.2)[None]])
    counts[:, 0, 3] = [[60, 10, 10], [30, 10, 40]]  # in French many pass who would agree: unclear

    (found,) = read_differently(counts, ["ar", "fr"])

    assert (found.statement, found.language, found.other, found.compared) == (3, "ar", "fr", 160)
    assert (found.agree, found.disagree, found.passing) == pytest.approx((3 / 8, 0, -3 / 8))
    assert (found.apart, found.turned) == (pytest.approx(3 / 8), False)


def test_few_readers_and_small_differences_are_left_out() -> None:
    few = np.array([[[[4, 0, 0]]], [[[0, 90, 0]]]])
    slight = np.array([[[[52_000, 48_000, 0]]], [[[50_000, 50_000, 0]]]])

    assert read_differently(few, ["ar", "fr"]) == ()
    assert len(read_differently(few, ["ar", "fr"], least=4)) == 1  # none of four, all of ninety
    assert read_differently(slight, ["ar", "fr"]) == ()
    assert len(read_differently(slight, ["ar", "fr"], matters=0.01)) == 1


def test_one_odd_answer_among_few_readers_is_no_difference() -> None:
    counts = np.array([[[[400, 0, 0]] * 3], [[[4, 1, 0]] * 3]])  # a sum of squares would call it nine deviations

    assert read_differently(counts, ["ar", "fr"], matters=0.0) == ()


def test_a_language_alone_has_nothing_to_be_compared_with() -> None:
    assert read_differently(np.ones((1, 2, 3, 3), dtype=np.int64), ["ar"]) == ()
    with pytest.raises(ValueError, match="2 languages are named"):
        read_differently(np.ones((1, 2, 3, 3), dtype=np.int64), ["ar", "fr"])


def test_with_one_group_it_is_the_usual_test_of_a_table() -> None:
    a, b = np.array([[[30, 12, 9]]]), np.array([[[18, 25, 11]]])

    chance = translation._leaning(a, b)

    statistic = chi2_contingency(np.stack([a[0, 0], b[0, 0]]), correction=False).statistic
    everybody = a.sum() + b.sum()
    assert chance[0] == pytest.approx(chi2.sf(statistic * (everybody - 1) / everybody, 2))


def test_where_nobody_passed_one_degree_of_freedom_is_left() -> None:
    a, b = np.array([[[30, 12, 0]], [[9, 20, 0]]]), np.array([[[18, 25, 0]], [[5, 30, 0]]])

    chance = translation._leaning(a, b)

    excess = variance = 0.0
    for x, y in zip(a[:, 0], b[:, 0], strict=True):
        n, m, agreed = x.sum(), y.sum(), x[0] + y[0]
        excess += x[0] - n * agreed / (n + m)
        variance += n * m * agreed * (n + m - agreed) / ((n + m) ** 2 * (n + m - 1))
    assert chance[0] == pytest.approx(chi2.sf(excess**2 / variance, 1))


def test_on_noise_no_more_is_found_than_promised() -> None:
    found = 0
    for _ in range(60):
        counts = np.stack([np.stack([answers(40, 0.6, 0.3), answers(30, 0.2, 0.5)]) for _ in range(3)])
        found += bool(read_differently(counts, ["ar", "fr", "en"], matters=0.0))
    assert found <= 9  # a list with anything wrong in it: one in twenty is promised


def test_languages_are_told_by_person_or_by_vote() -> None:
    votes = votes_of([("amal", 1, 1), ("amal", 2, 0), ("badr", 1, -1), ("chadia", 2, 1)])
    labels = [0, 1, -1]

    by_person, names = by_language(votes, labels, 2, ["ar", "fr", "fr"])
    assert names == ("ar", "fr")
    assert by_person[0, 0].tolist() == [[1, 0, 0], [0, 0, 1]]
    assert by_person[1, 1].tolist() == [[0, 1, 0], [0, 0, 0]]
    assert by_person.sum() == 3  # chadia stands in no group

    by_vote, names = by_language(votes, labels, 2, ["ar", "fr", "", "fr"])
    assert by_vote[0, 0].tolist() == [[1, 0, 0], [0, 0, 0]]
    assert by_vote[1, 0].tolist() == [[0, 0, 0], [0, 0, 1]]
    assert by_vote.sum() == 2

    with pytest.raises(ValueError, match="2 languages are told"):
        by_language(votes, labels, 2, ["ar", "fr"])
