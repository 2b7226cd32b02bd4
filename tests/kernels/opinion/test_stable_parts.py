"""What mode `stable` is made of: cells, clusters, agreement, resamples."""

import numpy as np
import pytest

from mithaq.kernels.opinion import votes_of
from mithaq.kernels.opinion.clustering import MOST_CELLS, agreement, cells, clustered, silhouette
from mithaq.kernels.opinion.placing import likelihoods
from mithaq.kernels.opinion.resampling import fingerprints


def blobs(*sizes, seed=0):
    chance = np.random.default_rng(seed)
    places = np.array([(0.0, 0.0), (10.0, 0.0), (0.0, 12.0), (9.0, 9.0)])
    return np.concatenate([places[at] + chance.normal(size=(size, 2)) for at, size in enumerate(sizes)])


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ([0, 0, 1, 1], [1, 1, 0, 0], 1.0),
        ([0, 0, 1, 2], [0, 0, 1, 1], 0.5714285714285714),
        ([0, 0, 0, 0], [0, 0, 0, 0], 1.0),
        ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
        ([0, 0, 1, 1, -1], [1, 1, 0, 0, 0], 1.0),
    ],
)
def test_agreement_is_the_adjusted_rand_index_of_who_is_in_both(one, two, expected):
    assert agreement(np.array(one, np.int32), np.array(two, np.int32)) == pytest.approx(expected)


def test_equal_points_are_one_cell_and_cells_do_not_know_the_order():
    points = np.array([(2.0, 1.0), (0.0, 0.0), (2.0, 1.0), (1.0, 5.0)])

    found, turned = cells(points), cells(points[::-1])

    assert found.points.tolist() == [[0, 0], [1, 5], [2, 1]]
    assert found.weights.tolist() == [1, 1, 2]
    assert np.array_equal(found.points, turned.points)
    assert found.points[found.of].tolist() == points.tolist()


def test_very_many_points_share_the_cells_of_a_grid():
    points = np.random.default_rng(0).normal(size=(20_000, 2))

    found = cells(points)

    assert len(found.points) <= MOST_CELLS
    assert found.weights.sum() == 20_000
    inside = (np.abs(points) < 2).all(axis=1)
    assert np.abs(found.points[found.of] - points)[inside].max() < 0.2


def test_clusters_are_numbered_from_the_largest():
    of = cells(blobs(30, 50, 20))

    found = clustered(of, 3, 3, starts=8, seed=0)

    assert np.bincount(found.labels, weights=of.weights).tolist() == [50, 30, 20]
    assert silhouette(of, found.labels, 3) > 0.7


def test_no_cluster_is_smaller_than_it_may_be_and_who_is_alone_goes_to_the_nearest():
    points = np.concatenate([blobs(30, 30), [(500.0, 0.0)]])
    of = cells(points)

    found = clustered(of, 2, 3, starts=8, seed=0)

    assert np.bincount(found.labels, weights=of.weights).tolist() == [31, 30]


def test_there_are_not_more_clusters_than_people_for_them():
    assert clustered(cells(blobs(5, 5)), 4, 3, starts=8, seed=0) is None


def test_fingerprints_hang_on_the_votes_alone_and_differ_between_equal_rows():
    rows = [("a", 1, 1), ("b", 1, 1), ("c", 1, -1)]
    called = {"a": "x", "b": "z", "c": "y"}

    found = fingerprints(votes_of(rows), 0).tolist()
    again = fingerprints(votes_of([(called[p], s, v) for p, s, v in rows]), 0).tolist()

    assert len(set(found)) == 3
    assert set(found) == set(again)
    assert set(found).isdisjoint(fingerprints(votes_of(rows), 1).tolist())


def test_likeliest_is_the_group_that_says_the_same_and_the_largest_if_nothing_tells_them_apart():
    votes = votes_of([("a", 0, 1), ("b", 1, 1), ("c", 0, -1)])
    counts = np.array([[[90, 10, 0], [50, 50, 0]], [[10, 90, 0], [50, 50, 0]]])

    found = likelihoods(votes, counts, np.array([100, 90])).argmax(axis=1)

    assert found.tolist() == [0, 0, 1]
