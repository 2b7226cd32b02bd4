from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.kernels.opinion import made

from mithaq.kernels.opinion import moments, subset, votes_of
from mithaq.kernels.opinion.moments import covariance, merged, nothing


def dense(votes):
    """The votes as a table, nan where none was cast."""
    table = np.full((len(votes.people), len(votes.statements)), np.nan)
    for place in range(len(votes.people)):
        begin, end = votes.starts[place], votes.starts[place + 1]
        table[place, votes.columns[begin:end]] = votes.values[begin:end]
    return table


@given(made.rows)
def test_moments_are_those_of_the_table(rows):
    votes = votes_of(rows, people=range(9), statements=range(7))
    table = dense(votes)
    value, cast = np.nan_to_num(table), (~np.isnan(table)).astype(float)

    found = moments(votes)

    assert found.people == 9
    assert np.array_equal(found.vv, value.T @ value)
    assert np.array_equal(found.ov, cast.T @ value)
    assert np.array_equal(found.oo, cast.T @ cast)
    assert np.array_equal(found.agreed, (table == 1).sum(axis=0))
    assert np.array_equal(found.disagreed, (table == -1).sum(axis=0))
    assert np.array_equal(found.cast, cast.sum(axis=0))


@given(made.rows, st.lists(st.integers(0, 3), min_size=9, max_size=9))
def test_moments_of_parts_add_up_to_those_of_the_whole(rows, part_of):
    votes = votes_of(rows, people=range(9), statements=range(7))
    parts = [moments(subset(votes, rows=np.array(part_of) == part)) for part in range(4)]

    assert merged(parts).same_as(moments(votes))
    assert merged([*parts[::-1], nothing(7)]).same_as(moments(votes))


def test_the_covariance_is_that_of_votes_with_the_mean_where_none_was_cast():
    votes = made.clustered()
    table = dense(votes)
    centred = np.nan_to_num(table - np.nanmean(table, axis=0))

    assert np.allclose(covariance(moments(votes)), centred.T @ centred, atol=1e-10)
    assert np.allclose(moments(votes).centre, np.nanmean(table, axis=0), atol=1e-15)


def test_statements_left_out_are_zero():
    found = covariance(moments(made.clustered()), frozenset({3, 5}))

    assert not found[[3, 5]].any()
    assert not found[:, [3, 5]].any()
    assert found[4, 4] > 0
