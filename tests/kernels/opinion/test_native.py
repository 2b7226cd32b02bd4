"""The compiled loops and the numpy way give the same, bit for bit."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.opinion import made

from mithaq.kernels.opinion import Options, digest, draw, from_columns, native
from mithaq.kernels.opinion import moments as moments_of
from mithaq.kernels.opinion.axes import axes
from mithaq.kernels.opinion.kmeans import FAR, best_start
from mithaq.kernels.opinion.nearest import gathered, nearest
from mithaq.kernels.opinion.placing import likeliest
from mithaq.kernels.opinion.polis_files import votes as reading
from mithaq.kernels.opinion.polis_files.votes import plainly
from mithaq.kernels.opinion.projection import project, sums
from mithaq.kernels.opinion.resampling import Sample, fingerprints, surprise
from mithaq.kernels.opinion.tables import table, tables


@pytest.fixture(scope="module", autouse=True)
def library():
    if not native.build():
        pytest.skip("there is no C compiler on this machine, so there is nothing to compare")


def both(work):
    """What work gives with the library and without."""
    assert native.library() is not None
    ours = work()
    with native.without("a comparison"):
        assert native.library() is None
        return ours, work()


@st.composite
def columns(draw_):
    people, statements = draw_(st.integers(1, 40)), draw_(st.sampled_from([1, 2, 7, 64, 65, 130]))
    size = draw_(st.integers(0, 400))
    chance = np.random.default_rng(draw_(st.integers(0, 2**32)))
    who = np.sort(chance.integers(0, people, size)) if draw_(st.booleans()) else chance.integers(0, people, size)
    return who, chance.integers(0, statements, size), chance.integers(-1, 2, size), people, statements


@given(columns())
@settings(max_examples=100, deadline=None)
def test_rows_moments_points_and_tables_are_the_same(given_columns):
    ours, theirs = both(lambda: from_columns(*given_columns))
    assert made.same(ours, theirs)
    assert (ours.starts.dtype, ours.columns.dtype, ours.values.dtype) == (
        theirs.starts.dtype,
        theirs.columns.dtype,
        theirs.values.dtype,
    )

    known, by_numpy = both(lambda: moments_of(ours))
    assert known.same_as(by_numpy)

    found, again = both(lambda: axes(known, frozenset({0}), count=3))
    assert np.array_equal(found.vectors, again.vectors)
    assert all(
        np.array_equal(*both(lambda count=count: sums(ours, axes(known, count=count)))) for count in (1, 2, 3, 9)
    )

    labels = np.arange(len(ours.people)) % 4 - 1
    one, two = both(lambda: tables(ours, {"a": (labels, 3), "b": (labels + 1, 2), "c": (labels, 0), "d": (labels, 1)}))
    assert all(np.array_equal(one[name], two[name]) for name in one)


def test_many_votes_in_many_parts_are_the_same():
    chance = np.random.default_rng(1)
    votes, heavy = (
        from_columns(
            chance.integers(0, people, size), chance.integers(0, 90, size), chance.integers(-1, 2, size), people, 90
        )
        for people, size in ((70_000, 900_000), (9_000, 600_000))
    )

    for some in (votes, heavy):
        known, by_numpy = both(lambda some=some: moments_of(some))
        assert known.same_as(by_numpy)
    found = axes(moments_of(votes))
    assert np.array_equal(*both(lambda: project(votes, found, frozenset({1}))))
    labels = chance.integers(-1, 27, 70_000)
    one, two = both(lambda: tables(votes, {"country": (labels, 27), "group": (labels % 3, 3), "all": (labels * 0, 1)}))
    assert all(np.array_equal(one[name], two[name]) for name in one)


@pytest.mark.parametrize("k", [1, 2, 5, 30, 100])
@pytest.mark.parametrize("kind", ["spread", "line", "same", "equal distances"])
def test_the_nearest_centre_is_the_same(k, kind):
    chance = np.random.default_rng(k)
    points, centres = chance.normal(0, 1, (70_000, 2)), chance.normal(0, 0.7, (k, 2))
    if kind == "line":
        centres[:, 1] = 0
    elif kind == "same":
        centres[:] = centres[0]
    elif kind == "equal distances":
        points, centres = np.round(points), np.round(centres * 3)
    points[:3] = [[1e100, 0], [0, -1e9], [0, 0]]

    labels, by_numpy = both(lambda: nearest(points, centres))
    assert np.array_equal(labels, by_numpy)
    for weights in (None, chance.random(70_000)):
        ours, theirs = both(lambda weights=weights: gathered(points, labels, k, weights))
        assert all(np.array_equal(one, two) for one, two in zip(ours, theirs, strict=True))


def test_no_points_have_no_centre():
    for way in both(lambda: nearest(np.zeros((0, 2)), np.ones((3, 2)))):
        assert way.tolist() == []
    for sums_, masses in both(lambda: gathered(np.zeros((0, 2)), np.zeros(0, np.int32), 3)):
        assert not sums_.any()
        assert not masses.any()


@pytest.mark.parametrize("mode", ["polis", "stable"])
def test_a_map_is_the_same(mode):
    votes = made.clustered(people=200, statements=90, votes=6000)
    options = Options(mode=mode, resamples=3, facets={"country": ["LB", "EG"] * 100})

    ours, theirs = both(lambda: draw(votes, options))

    assert np.array_equal(ours.labels, theirs.labels)
    assert np.array_equal(ours.points, theirs.points)
    assert (ours.groups, ours.figures, ours.stability, ours.digest) == (
        theirs.groups,
        theirs.figures,
        theirs.stability,
        theirs.digest,
    )
    assert ours.digest == digest(votes, options)


def test_labels_outside_are_refused_before_they_are_counted():
    with pytest.raises(ValueError, match="outside"):
        gathered(np.zeros((2, 2)), np.array([0, 3], np.int32), 3)


def test_a_library_is_never_compiled_twice_nor_at_run_time(monkeypatch):
    def compile_(*_, **__):
        raise AssertionError("nothing is to be compiled")

    monkeypatch.setattr(native.subprocess, "Popen", compile_)

    assert native.build()
    assert native.library() is not None


@pytest.mark.parametrize("axes_", [1, 2, 3])
@pytest.mark.parametrize("k", [1, 2, 6, 7])
@pytest.mark.parametrize("size", [300, FAR])
def test_k_means_comes_to_the_same_rest(axes_, k, size):
    chance = np.random.default_rng(axes_)
    points = np.concatenate([chance.normal(0, 1, (400, axes_)), np.round(chance.normal(3, 1, (size, axes_)))])
    weights = np.concatenate([np.zeros(5), chance.integers(1, 9, 395 + size)]).astype(float)
    draws = chance.random((7, k))

    for warm in (None, points[-k:]):
        for least in (1, weights.sum() / k, 1e9):  # all are sound, some, none
            ours, theirs = both(lambda warm=warm, least=least: best_start(points, weights, draws, warm, least))
            assert np.array_equal(ours.labels, theirs.labels)
            assert np.array_equal(ours.centres, theirs.centres)
            assert (ours.spread, ours.sound) == (theirs.spread, theirs.sound)
            assert ours.sound == (np.bincount(ours.labels, weights, k).min() >= least)

            apart = ((points - ours.centres[ours.labels]) ** 2).sum(axis=1)
            assert ours.spread == pytest.approx((apart * weights).sum())
            for number in range(k):
                inside = ours.labels == number
                assert ours.centres[number] == pytest.approx(
                    np.average(points[inside], axis=0, weights=weights[inside])
                )


def test_of_sound_starts_the_best_is_taken_and_else_of_all():
    points = np.concatenate([np.zeros((50, 2)), np.full((50, 2), 4.0), np.full((1, 2), 90.0)])
    weights = np.ones(101)
    draws = np.array([[0.1, 0.9999]])  # of one half, and of who is alone
    halves = np.array([[0.0, 0.0], [4.0, 4.0]])

    for way in both(lambda: best_start(points, weights, draws, halves, 2)):
        assert way.sound
        assert np.bincount(way.labels).tolist() == [50, 51]
    for way in both(lambda: best_start(points, weights, draws, halves, 60)):
        assert not way.sound
        assert np.bincount(way.labels).tolist() == [100, 1]


@pytest.mark.parametrize(("statements", "moving"), [(3, True), (60, True), (60, False)])
def test_resamples_and_placing_are_the_same(statements, moving):
    chance = np.random.default_rng(statements)
    who, what, values = (chance.integers(low, high, 4000) for low, high in ((0, 300), (0, statements), (-1, 2)))
    votes = from_columns(who, what, values, 300, statements)
    labels = chance.integers(-1, 3, 300).astype(np.int32)
    found = axes(moments_of(votes), count=8, beside=6)

    def worked():
        sample = Sample(votes, np.arange(300), frozenset(), fingerprints(votes, 0), found, 2, moving=moving)
        one = sample.resample(1, 5)
        told = (one.sums, one.voted, one.learnt, one.asked, table(one.kept, labels, 3), table(one.hidden, labels, 3))
        placed = [*sample.placed(labels, 3), *sample.placed(labels, 3, one.kept)]
        likely = likeliest(votes, table(votes, labels, 9), np.arange(9), labels)  # more groups than the library takes
        return one, [*told, *placed, likely], (surprise(one, None, 1), surprise(one, labels, 3))

    (ours, arrays, told), (theirs, again, told_again) = both(worked)

    assert made.same(ours.kept, theirs.kept)
    assert made.same(ours.hidden, theirs.hidden)
    assert all(np.array_equal(one, two) for one, two in zip(arrays, again, strict=True))
    assert told == told_again
    assert ours.kept.cast + ours.hidden.cast == votes.cast
    assert 0.05 < ours.hidden.cast / votes.cast < 0.15


NAMES = ["timestamp", "datetime", "comment-id", "voter-id", "vote"]


def some_file(seed):
    """The columns of a votes.csv and the file, now and then with a fault in it."""
    chance = random.Random(seed)
    names = chance.sample(NAMES, len(NAMES))
    lines = [",".join(names)]
    for _ in range(chance.randrange(5)):
        cells = {
            "timestamp": "1700000000000",
            "datetime": chance.choice(["Tue Nov 14 2023 22:13:20 GMT+0000", "Tue\rNov", "x", ""]),
            "comment-id": str(chance.randrange(10 ** chance.randrange(1, 9))),
            "voter-id": str(chance.randrange(10 ** chance.randrange(1, 17))),
            "vote": chance.choice(["1", "0", "-1"]),
        }
        if chance.random() < 0.2:
            cells[chance.choice(["timestamp", "comment-id", "voter-id", "vote"])] = chance.choice(
                [
                    "",
                    "-3",
                    "1234567890123456",
                    "123456789012345",
                    "1234567:",
                    "/2345678",
                    "-0",
                    "2",
                    "01",
                    " 1",
                    "1\r",
                    "x",
                ]
            )
        row = [cells[name] for name in names][: 4 if chance.random() < 0.03 else 5]
        lines.append(",".join(row + ["more"] * (chance.random() < 0.03)))
    return names, (chance.choice(["\n", "\r\n"]).join(lines) + chance.choice(["", "\n", "\r\n", "\n\n"])).encode()


def test_a_file_of_votes_is_read_the_same_in_all_ways():
    plain = 0
    for seed in range(800):
        names, data = some_file(seed)
        ours, theirs = both(lambda data=data, names=names: plainly(data, names))
        assert (ours is None) == (theirs is None), data
        if ours is not None:
            plain += 1
            by_row = reading.row_by_row(data)
            assert all(np.array_equal(one, two) for one, two in zip(ours, theirs, strict=True)), data
            assert all(np.array_equal(one, two) for one, two in zip(ours, by_row, strict=True)), data
    assert plain > 100


def test_a_large_file_is_read_in_parts(monkeypatch):
    monkeypatch.setattr(reading, "PART", 1000)
    rows = [f"17000{place:05},day,{place % 7},{place * 31 % 400},{place % 3 - 1}" for place in range(3000)]
    for end in ("", "\n"):
        data = ("\n".join([",".join(NAMES), *rows]) + end).encode()
        ours, theirs = both(lambda data=data: plainly(data, NAMES))
        assert len(ours[0]) == 3000
        assert all(np.array_equal(one, two) for one, two in zip(ours, theirs, strict=True))
