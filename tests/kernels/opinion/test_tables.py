from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.kernels.opinion import made

from mithaq.kernels.opinion import ANSWERS, votes_of
from mithaq.kernels.opinion.tables import table, tables, totals


@given(made.rows, st.lists(st.integers(-1, 3), min_size=9, max_size=9))
def test_tables_count_every_answer_of_every_label(rows, labels):
    votes = votes_of(rows, people=range(9), statements=range(7))
    last = {(person, statement): value for person, statement, value in rows}
    wanted = np.zeros((3, 7, 3), dtype=np.int64)
    for (person, statement), value in last.items():
        if 0 <= labels[person] < 3:
            wanted[labels[person], statement, ANSWERS.index(value)] += 1

    found = tables(votes, {"group": (labels, 3), "none": ([-1] * 9, 2), "all": ([0] * 9, 1)})

    assert np.array_equal(found["group"], wanted)
    assert found["none"].shape == (2, 7, 3)
    assert not found["none"].any()
    assert np.array_equal(found["all"][0], totals(votes))
    assert np.array_equal(table(votes, labels, 3), wanted)
    assert totals(votes).sum() == len(last)
