"""Polis' k-means: nearest centres, the mean of members, the number of groups that stand apart best."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mithaq.kernels.opinion import polis_bases, polis_groups
from mithaq.kernels.opinion.polis_kmeans import distances, first_distinct, kmeans, resting, silhouette

PLACES = st.lists(st.tuples(*[st.integers(-40, 40).map(lambda n: n / 4)] * 2), min_size=1, max_size=60)


def three_heaps(each: int = 15) -> list[tuple[float, float]]:
    return [
        (x + 0.1 * (i % 5), y + 0.1 * (i // 5)) for i in range(each) for x, y in ((0.0, 0.0), (9.0, 0.0), (0.0, 9.0))
    ]


def test_the_first_that_differ_begin() -> None:
    points = np.array([(1.0, 1.0), (1.0, 1.0), (0.0, 2.0), (1.0, 1.0), (5.0, 5.0), (0.0, 2.0)])
    assert first_distinct(points, 2).tolist() == [[1.0, 1.0], [0.0, 2.0]]
    assert first_distinct(points, 9).tolist() == [[1.0, 1.0], [0.0, 2.0], [5.0, 5.0]]


def test_the_first_that_differ_are_found_however_late_they_come() -> None:
    points = np.array([(1.0, 1.0)] * 500 + [(2.0, 2.0)])
    assert first_distinct(points, 3).tolist() == [[1.0, 1.0], [2.0, 2.0]]


def test_of_equally_near_centres_the_last_is_taken() -> None:
    found = kmeans(np.array([(0.0, 0.0), (2.0, 0.0), (1.0, 0.0)]), None, 2, 1)
    assert found.labels.tolist() == [0, 1, 1]
    assert found.centres.tolist() == [[0.0, 0.0], [1.5, 0.0]]


def test_centres_rest_when_none_moved_a_hundredth() -> None:
    old = np.array([(0.0, 0.0), (1.0, 1.0)])
    assert resting(old, old[::-1] + 0.007)
    assert not resting(old, old + np.array([(0.0, 0.0), (0.01, 0.0)]))


@settings(max_examples=60, deadline=None)
@given(PLACES, st.integers(1, 8))
def test_clusters_are_parts_with_their_mean_as_centre(places: list[tuple[float, float]], k: int) -> None:
    points = np.array(places)
    found = kmeans(points, None, k, 50)

    assert len(found.centres) == min(k, len(set(places))) or len(found.centres) < k
    assert found.sizes.min() >= 1 and found.sizes.sum() == len(points)
    for cluster, centre in enumerate(found.centres):
        assert points[found.labels == cluster].mean(axis=0) == pytest.approx(centre)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-20, 20), st.integers(-20, 20), st.integers(1, 4)), min_size=1, max_size=30))
def test_a_weight_is_as_many_points(given_: list[tuple[int, int, int]]) -> None:
    points = np.array([(x, y) for x, y, _ in given_], dtype=np.float64)
    weights = np.array([weight for *_, weight in given_])
    once, often = kmeans(points, weights.astype(np.float64), 4, 30), kmeans(points.repeat(weights, axis=0), None, 4, 30)

    assert once.centres == pytest.approx(often.centres)
    assert once.labels.repeat(weights).tolist() == often.labels.tolist()


def by_hand(points: list[tuple[float, float]], labels: list[int]) -> float:
    """The silhouette, as its inventor wrote it."""
    found = []
    for i, point in enumerate(points):
        away = {
            cluster: [math.dist(point, other) for j, other in enumerate(points) if labels[j] == cluster and j != i]
            for cluster in set(labels)
        }
        own = away.pop(labels[i])
        if not own:
            found.append(0.0)
            continue
        a, b = sum(own) / len(own), min(sum(each) / len(each) for each in away.values())
        found.append((b - a) / max(a, b) if max(a, b) else 0.0)
    return sum(found) / len(found)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9), st.integers(0, 3)), min_size=3, max_size=25))
def test_the_silhouette_is_that_of_rousseeuw(given_: list[tuple[int, int, int]]) -> None:
    known = sorted({label for *_, label in given_})
    if len(known) < 2:
        return
    labels = [known.index(label) for *_, label in given_]
    points = [(float(x), float(y)) for x, y, _ in given_]
    ours = silhouette(distances(np.array(points)), np.array(labels, dtype=np.int32))
    assert ours == pytest.approx(by_hand(points, labels), abs=1e-12)


def test_three_heaps_are_three_groups() -> None:
    points = three_heaps()
    found = polis_groups(points, [1] * len(points))
    assert found.k == 3
    assert sorted(found.silhouettes) == [2, 3, 4, 5]
    assert found.silhouette == found.silhouettes[3] > 0.8
    assert found.labels.tolist() == [0, 1, 2] * 15


def test_one_more_group_is_tried_for_every_dozen_of_base_clusters() -> None:
    for bases, most in ((2, 2), (11, 2), (12, 3), (23, 3), (24, 4), (36, 5), (100, 5)):
        found = polis_groups([(float(i * i), float(i)) for i in range(bases)], [1] * bases)
        assert max(found.silhouettes) == most, bases


def test_fewer_groups_are_tried_if_so_asked() -> None:
    points = three_heaps()
    assert polis_groups(points, [1] * len(points), 2).k == 2
    assert polis_groups(points, [1] * len(points), 1).k == 1


def test_groups_stop_after_twenty_one_steps_though_they_have_not_come_to_rest() -> None:
    generator = np.random.default_rng(0)
    for _ in range(68):  # the first of those where it matters
        points = np.sort(generator.exponential(size=(100, 2)) * np.array([1000, 1]), axis=0)
    weights = np.ones(100)
    assert not np.array_equal(kmeans(points, weights, 3, 21).labels, kmeans(points, weights, 3, 101).labels)
    stopped = polis_groups(points, weights, 3)
    assert stopped.silhouettes[3] == silhouette(distances(points), kmeans(points, weights, 3, 21).labels)


def test_where_all_stand_alike_there_is_one_group_and_where_nobody_stands_none() -> None:
    assert polis_groups([(1.0, 2.0)] * 30, [1] * 30).k == 1
    assert polis_groups([(1.0, 2.0)], [7]).centres.tolist() == [[1.0, 2.0]]
    assert polis_groups([], []).k == 0
    assert polis_bases([]).sizes.tolist() == []


def test_two_points_are_two_groups_of_one() -> None:
    found = polis_groups([(0.0, 0.0), (1.0, 0.0)], [3, 4])
    assert found.labels.tolist() == [0, 1]
    assert found.silhouettes == {2: 0.0}


def test_base_clusters_of_nobody_are_refused() -> None:
    with pytest.raises(ValueError, match="weights"):
        polis_groups([(0.0, 0.0), (1.0, 0.0)], [1, 0])
    with pytest.raises(ValueError, match="weights"):
        polis_groups([(0.0, 0.0), (1.0, 0.0)], [1])


def test_up_to_a_hundred_who_differ_are_base_clusters_of_their_own() -> None:
    points = [(float(i % 10), float(i // 10)) for i in range(100)] * 2
    found = polis_bases(points)
    assert found.sizes.tolist() == [2] * 100
    assert found.centres.tolist() == [list(point) for point in points[:100]]


def test_of_more_than_a_hundred_there_are_a_hundred_base_clusters() -> None:
    generator = np.random.default_rng(7)
    found = polis_bases(generator.normal(size=(5_000, 2)))
    assert len(found.centres) == 100
    assert found.sizes.sum() == 5_000
