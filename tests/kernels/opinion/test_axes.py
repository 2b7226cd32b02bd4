from __future__ import annotations

import numpy as np
import pytest
import scipy.linalg
from tests.kernels.opinion import made
from tests.kernels.opinion.test_moments import dense

from mithaq.kernels.opinion import from_columns, moments, votes_of
from mithaq.kernels.opinion.axes import axes
from mithaq.kernels.opinion.moments import covariance
from mithaq.kernels.opinion.projection import considered, project, statement_points, sums


@pytest.mark.parametrize("statements", [30, 64, 65, 150])
@pytest.mark.parametrize("count", [2, 3, 8])
def test_axes_are_the_strongest_eigenvectors(statements, count):
    known = moments(made.clustered(people=300, statements=statements, votes=9000))
    values, vectors = scipy.linalg.eigh(covariance(known))

    found = axes(known, count=count)

    assert found.strengths == pytest.approx(values[::-1][:count], rel=1e-10)
    likeness = np.abs((found.vectors * vectors[:, ::-1].T[:count]).sum(axis=1))
    assert likeness == pytest.approx(1, abs=1e-9)
    assert np.allclose(found.vectors @ found.vectors.T, np.eye(count), atol=1e-12)


def test_votes_and_their_moments_have_the_same_axes():
    votes = made.clustered(people=300, statements=90, votes=9000)
    by_moments, by_votes = axes(moments(votes), frozenset({7})), axes(votes, frozenset({7}))

    assert np.allclose(by_moments.vectors, by_votes.vectors, atol=1e-10)
    assert np.allclose(by_moments.strengths, by_votes.strengths)
    assert np.array_equal(by_moments.centre, by_votes.centre)


def test_the_largest_entry_is_positive():
    found = axes(moments(made.clustered()))

    assert (found.vectors[[0, 1], np.abs(found.vectors).argmax(axis=1)] > 0).all()


def test_opposed_votes_do_not_turn_the_axes():
    votes = made.clustered(statements=100, votes=4000)
    turned = from_columns(
        np.repeat(np.arange(len(votes.people)), np.diff(votes.starts)), votes.columns, -votes.values, 120, 100
    )

    assert np.allclose(axes(moments(votes)).vectors, axes(moments(turned)).vectors, atol=1e-10)


def test_beginning_from_known_axes_changes_only_the_rounding():
    known = moments(made.clustered(people=300, statements=150, votes=9000))
    cold = axes(known)

    assert np.allclose(axes(known, start=cold.vectors).vectors, cold.vectors, atol=1e-12)


@pytest.mark.parametrize(
    ("rows", "directions"),
    [
        ([], 0),
        ([(0, 0, 1)], 0),
        ([(0, 0, 1), (1, 0, 1), (2, 0, 1)], 0),
        ([(0, 0, 1), (1, 0, -1)], 1),
        ([(0, 0, 1), (0, 1, -1), (1, 0, -1), (1, 1, 1)], 1),
        ([(0, 0, 1), (1, 0, -1), (2, 1, 1), (3, 1, 0)], 2),
    ],
)
def test_there_are_no_more_axes_than_differences(rows, directions):
    votes = votes_of(rows)

    for of in (moments(votes), votes):
        found = axes(of)
        assert [bool(vector.any()) for vector in found.vectors] == [place < directions for place in range(2)]
        assert [bool(strength) for strength in found.strengths] == [place < directions for place in range(2)]


def test_many_statements_without_a_difference_have_no_axes():
    votes = votes_of([(person, statement, 1) for person in range(3) for statement in range(100)])

    assert not axes(moments(votes)).vectors.any()
    assert not axes(votes).vectors.any()


def test_two_kinds_of_people_on_many_statements_have_one_axis():
    votes = votes_of([(person, statement, 1 if person % 2 else -1) for person in range(6) for statement in range(100)])

    found = axes(moments(votes))

    assert found.vectors[0] == pytest.approx(0.1)
    assert not found.vectors[1].any()


def test_points_are_the_scaled_sums_of_centred_votes():
    votes, out = made.clustered(), frozenset({2, 9})
    table = dense(votes)
    table[:, sorted(out)] = np.nan
    found = axes(moments(votes), out)
    centred = np.nan_to_num(table - found.centre)

    assert np.allclose(sums(votes, found, out), centred @ found.vectors.T)
    assert np.array_equal(considered(votes, out), (~np.isnan(table)).sum(axis=1))
    scale = np.sqrt(30 / ((~np.isnan(table)).sum(axis=1) + 2))
    assert np.allclose(project(votes, found, out), scale[:, None] * (centred @ found.vectors.T))


def test_a_statement_stands_where_who_agrees_with_it_alone_would():
    votes = made.clustered(people=400)
    alone = votes_of([(0, 4, 1)], statements=range(30))
    found = axes(moments(votes))

    assert statement_points(found)[4] == pytest.approx(project(alone, found)[0])
