"""Votes for tests: any, and with groups in them."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from mithaq.kernels.opinion import Votes, from_columns

rows = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 6), st.sampled_from([1, -1, 0])),
    max_size=60,
)


def clustered(people: int = 120, statements: int = 30, votes: int = 1800, groups: int = 3, seed: int = 5) -> Votes:
    """Votes of people in groups, some cast twice."""
    chance = np.random.default_rng(seed)
    group = chance.integers(0, groups, people)
    leaning = chance.normal(0, 1.5, (groups, statements))
    who, what = chance.integers(0, people, votes), chance.integers(0, statements, votes)
    said = chance.random(votes)
    agrees = 1 / (1 + np.exp(-leaning[group[who], what]))
    values = np.where(said < 0.1, 0, np.where(chance.random(votes) < agrees, 1, -1))
    return from_columns(who, what, values, people, statements)


def same(one: Votes, two: Votes) -> bool:
    return (
        list(one.people) == list(two.people)
        and list(one.statements) == list(two.statements)
        and all(np.array_equal(getattr(one, name), getattr(two, name)) for name in ("starts", "columns", "values"))
        and (one.hidden, one.meta) == (two.hidden, two.meta)
    )
