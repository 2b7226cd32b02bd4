"""Votes parted by blocks of people and put in rows block by block are the votes, with the library and without."""

from __future__ import annotations

from contextlib import nullcontext

import numpy as np
import pytest

from mithaq.kernels.opinion import blocks, from_columns, native
from mithaq.kernels.opinion import votes as votes_of_columns
from mithaq.kernels.opinion.blocks import BLOCKS, PEOPLE, NoAnswers


@pytest.fixture(params=["library", "numpy"])
def way(request):
    """Each test by the compiled loops and by numpy."""
    if request.param == "library" and not native.build():
        pytest.skip("there is no C compiler on this machine")
    with nullcontext() if request.param == "library" else native.without("a comparison"):
        yield


def cast(people, statements, size, seed=3):
    """Votes in any order, of some many and of most few, many of them changed."""
    chance = np.random.default_rng(seed)
    who = np.where(chance.random(size) < 0.3, people[chance.integers(0, 5)], chance.choice(people, size))
    return who, chance.choice(statements, size), chance.integers(-1, 2, size).astype(np.int8)


def chunks_of(who, what, values, size=7_000):
    parts = [slice(begin, begin + size) for begin in range(0, len(who), size)]
    return [blocks.parted(who[part], what[part], values[part]) for part in parts]


PEOPLE_OF = {
    "one after the other": np.arange(PEOPLE - 40, 2 * PEOPLE + 90),
    "with room between": np.arange(-3 * PEOPLE, 5 * PEOPLE, 37),
    "large": np.arange(100, dtype=np.int64) + (1 << 40),
    "narrow": np.arange(-128, 128, dtype=np.int8),
}


@pytest.mark.parametrize("people", PEOPLE_OF.values(), ids=PEOPLE_OF)
@pytest.mark.parametrize("statements", [np.arange(3, 30), np.arange(0, 65536, 9)], ids=["few", "many"])
def test_rows_made_block_by_block_are_the_rows(way, people, statements):
    who, what, values = cast(people, statements, 30_000)
    chunks = chunks_of(who, what, values)
    places = (np.searchsorted(people, who), np.searchsorted(statements, what))
    votes = from_columns(*places, values, len(people), len(statements))

    starts, columns, kept = blocks.rows(chunks, people, statements)

    assert votes.cast < len(who)
    assert np.array_equal(starts, votes.starts)
    assert np.array_equal(columns, votes.columns)
    assert np.array_equal(kept, votes.values)
    assert (columns.dtype, kept.dtype) == (np.int32, np.int8)


def test_columns_of_very_many_votes_are_parted_too(way, monkeypatch):
    who, what, values = cast(np.arange(3 * PEOPLE), np.arange(40), 30_000)
    plain = from_columns(who, what, values, 3 * PEOPLE, 40)
    monkeypatch.setattr(votes_of_columns, "VERY_MANY", 30_000)
    monkeypatch.setattr(votes_of_columns, "PART", 7_000)

    parted = from_columns(who, what, values, 3 * PEOPLE, 40)

    for name in ("starts", "columns", "values"):
        ours, theirs = getattr(parted, name), getattr(plain, name)
        assert np.array_equal(ours, theirs)
        assert ours.dtype == theirs.dtype


def test_some_of_the_people_have_their_rows_alone(way):
    people, statements = PEOPLE_OF["with room between"], np.arange(20)
    who, what, values = cast(people, statements, 20_000)
    chunks, votes = (
        chunks_of(who, what, values),
        from_columns(np.searchsorted(people, who), what, values, len(people), 20),
    )
    first, last = 700, 3 * PEOPLE // 37 + 5  # in the middle of a block, and of another
    low, high = int(people[first]) >> 14, (int(people[last - 1]) >> 14) + 1

    starts, columns, kept = blocks.rows([one.of(low, high) for one in chunks], people[first:last], statements)

    assert np.array_equal(starts, votes.starts[first : last + 1] - votes.starts[first])
    assert np.array_equal(columns, votes.columns[votes.starts[first] : votes.starts[last]])
    assert np.array_equal(kept, votes.values[votes.starts[first] : votes.starts[last]])


def test_who_and_what_there_is_is_seen_in_every_chunk(way):
    who, what, values = cast(PEOPLE_OF["with room between"], np.arange(5, 9), 20_000)
    chunks = chunks_of(who, what, values)
    seen = blocks.present(chunks)
    parts = blocks.together([blocks.present(chunks[:1]), blocks.present([]), blocks.present(chunks[1:])])

    assert seen.numbers.tolist() == parts.numbers.tolist() == np.unique(who).tolist()
    assert seen.statements.tolist() == parts.statements.tolist() == [5, 6, 7, 8]
    assert seen.votes.tolist() == parts.votes.tolist()
    assert seen.votes.sum() == len(who)


def test_nobody_has_no_rows(way):
    empty = blocks.parted(*(np.zeros(0, dtype=np.int8) for _ in range(3)))
    starts, columns, kept = blocks.rows([empty], range(0), range(0))
    assert (starts.tolist(), len(columns), len(kept)) == ([0], 0, 0)
    starts, columns, kept = blocks.rows([empty], range(5, 8), range(2))
    assert (starts.tolist(), len(columns), len(kept)) == ([0, 0, 0, 0], 0, 0)
    assert len(blocks.present([empty]).numbers) == 0


def test_numbers_too_far_apart_are_not_parted(way):
    one, far = np.ones(2, dtype=np.int8), np.array([0, BLOCKS * PEOPLE])
    assert blocks.parted(far, one, one) is None
    assert blocks.parted(one, np.array([0, 65536]), one) is None
    assert blocks.parted(one, np.array([-1, 1]), one) is None
    near, farther = blocks.parted(far[:1], one[:1], one[:1]), blocks.parted(far[1:], one[:1], one[:1])
    assert blocks.present([near, farther]) is None
    assert blocks.together([blocks.present([near]), blocks.present([farther])]) is None


@pytest.mark.parametrize("value", [-2, 2, 127, -128])
def test_what_is_no_answer_is_refused(way, value):
    one = np.ones(3, dtype=np.int8)
    with pytest.raises(NoAnswers):
        blocks.parted(one, one, np.array([1, value, -1], dtype=np.int8))
