from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernels.opinion import made

from mithaq.kernels.opinion import NotVotes, Options, digest, from_columns, subset, votes_of
from mithaq.kernels.opinion.coded import Coded, coded
from mithaq.kernels.opinion.votes import LEAF, leaves


def cells(votes):
    """{(person, statement): value}"""
    found = {}
    for place, person in enumerate(votes.people):
        for at in range(votes.starts[place], votes.starts[place + 1]):
            found[person, votes.statements[votes.columns[at]]] = int(votes.values[at])
    return found


@given(made.rows)
def test_the_last_vote_of_a_person_on_a_statement_counts(rows):
    votes = votes_of(rows)

    assert cells(votes) == {(person, statement): value for person, statement, value in rows}
    assert list(votes.people) == sorted({person for person, _, _ in rows})
    assert all((np.diff(votes.columns[a:b]) > 0).all() for a, b in zip(votes.starts, votes.starts[1:], strict=False))


@given(made.rows, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(rows, chance):
    last = list({(person, statement): (person, statement, value) for person, statement, value in rows}.values())
    mixed = last[:]
    chance.shuffle(mixed)

    assert made.same(votes_of(mixed), votes_of(rows))
    assert digest(votes_of(mixed)) == digest(votes_of(rows))


def test_ids_of_any_kind_stand_in_one_order():
    rows = [("b", 2, 1), ("a", "x", -1), ((3, 4), 2, 0), ("b", 10, 1)]

    forwards, backwards = votes_of(rows), votes_of(rows[::-1])

    assert made.same(forwards, backwards)
    assert list(forwards.people) == ["a", "b", (3, 4)]
    assert cells(forwards) == {(person, statement): value for person, statement, value in rows}


def test_who_is_named_is_there_without_a_vote():
    votes = votes_of([(2, "b", 1)], people=[3, 1], statements=["a"], hidden=["c"], meta=["b"])

    assert list(votes.people) == [1, 2, 3]
    assert list(votes.statements) == ["a", "b", "c"]
    assert (votes.hidden, votes.meta) == (frozenset({2}), frozenset({1}))
    assert votes.starts.tolist() == [0, 0, 1, 1]


def test_places_follow_their_ids_into_order():
    votes = from_columns(
        [0, 1, 0], [0, 1, 1], [1, -1, 0], 2, 2, people=["z", "a"], statement_ids=[9, 4], hidden=[0], meta=[1]
    )

    assert cells(votes) == {("z", 9): 1, ("a", 4): -1, ("z", 4): 0}
    assert list(votes.people) == ["a", "z"]
    assert (votes.hidden, votes.meta) == (frozenset({1}), frozenset({0}))


@pytest.mark.parametrize(
    ("who", "what", "values"),
    [
        ([0, 2], [0, 0], [1, 1]),
        ([0, -1], [0, 0], [1, 1]),
        ([0, 1], [0, 3], [1, 1]),
        ([0, 1], [0, 1], [1, 2]),
        ([0, 1], [0, 1], [1, -2]),
        ([0, 1], [0, 1], [1]),
        ([0.5, 1], [0, 1], [1, 1]),
        ([[0, 1]], [[0, 1]], [[1, 1]]),
        (["a", "b"], [0, 1], [1, 1]),
    ],
)
def test_what_cannot_be_votes_is_refused(who, what, values):
    with pytest.raises(NotVotes):
        from_columns(who, what, values, 2, 3)


def test_an_id_too_few_is_refused():
    with pytest.raises(NotVotes):
        from_columns([0], [0], [1], 2, 1, people=["a"])


@given(made.rows, st.sets(st.integers(0, 8)), st.sets(st.integers(0, 6)))
def test_a_subset_has_the_votes_of_those_on_these(rows, people, statements):
    votes = votes_of(rows, people=range(9), statements=range(7), hidden=[2], meta=[3])

    by_mask = subset(
        votes,
        rows=np.array([place in people for place in range(9)]),
        columns=np.array([place in statements for place in range(7)]),
    )
    by_place = subset(votes, rows=sorted(people), columns=sorted(statements))

    assert made.same(by_mask, by_place)
    assert cells(by_mask) == {
        key: value for key, value in cells(votes).items() if key[0] in people and key[1] in statements
    }
    assert [by_mask.statements[place] for place in by_mask.hidden] == [2] * (2 in statements)
    assert [by_mask.statements[place] for place in by_mask.meta] == [3] * (3 in statements)


def test_people_may_be_named_twice_in_a_subset():
    votes = votes_of([(0, 0, 1), (1, 1, -1)])

    twice = subset(votes, rows=[1, 0, 1])

    assert (twice.starts.tolist(), twice.columns.tolist(), twice.values.tolist()) == (
        [0, 1, 2, 3],
        [1, 0, 1],
        [-1, 1, -1],
    )


def test_whatever_changes_the_map_changes_its_digest():
    rows = [(0, 0, 1), (1, 1, -1), (2, 0, 0)]
    plain = votes_of(rows)
    found = {
        digest(votes, options)
        for votes, options in [
            (plain, None),
            (plain, Options()),
            (plain, Options(mode="polis")),
            (plain, Options(seed=1)),
            (plain, Options(facets={"country": ["LB", "EG", ""]})),
            (plain, Options(facets={"country": ["LB", "", "EG"]})),
            (plain, Options(facets={"category": ["LB", "", "EG"]})),
            (votes_of([*rows, (2, 1, 1)]), None),
            (votes_of([*rows, (2, 0, 1)]), None),
            (votes_of(rows, hidden=[0]), None),
            (votes_of(rows, meta=[0]), None),
            (votes_of(rows, people=[3]), None),
            (votes_of([(str(person), statement, value) for person, statement, value in rows]), None),
            (votes_of([(person + 1, statement, value) for person, statement, value in rows]), None),
        ]
    }

    assert len(found) == 14


def test_equal_facets_have_one_digest_however_they_are_held():
    votes = votes_of([(0, 0, 1), (1, 1, -1), (2, 0, 0)])
    held = [
        ["b", "", "a"],
        Coded([1, -1, 0], ["a", "b"]),
        Coded([2, -1, 0], ["a", "unused", "b"]),
        Coded([0, 1, 2], ["b", "", "a"]),
    ]

    assert len({digest(votes, Options(facets={"country": values})) for values in held}) == 1
    assert [list(values) for values in held] == [["b", "", "a"]] * 4
    assert coded(held[0]).names == ("a", "b")


def test_parts_that_begin_at_a_leaf_are_hashed_apart():
    chance, n = np.random.default_rng(3), LEAF + 100
    votes = from_columns(chance.integers(0, n, 3000), chance.integers(0, 9, 3000), [1] * 3000, n, 9)

    parts = [subset(votes, rows=np.arange(LEAF)), subset(votes, rows=np.arange(LEAF, n))]

    assert leaves(votes) == leaves(parts[0]) + leaves(parts[1])
