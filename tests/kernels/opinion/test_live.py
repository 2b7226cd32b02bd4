"""A running dialogue: whatever the order of votes, changes and parts, the same moments and the same map."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.opinion import made

from mithaq.kernels.opinion import NotVotes, Options, State, draw, merge, moments, refresh, update, votes_of
from mithaq.kernels.opinion.votes import owners

changes = st.lists(
    st.tuples(st.integers(-2, 10), st.integers(-2, 8), st.sampled_from([1, -1, 0, None])),
    max_size=40,
)


def outcome(rows, changed):
    """What stands after all changes: votes, people, statements."""
    cast, people, statements = {}, set(), set()
    for person, statement, value in [*rows, *changed]:
        people.add(person)
        statements.add(statement)
        cast[person, statement] = value
    found = [(*key, value) for key, value in cast.items() if value is not None]
    return votes_of(found, people=people, statements=statements)


@given(made.rows, changes)
@settings(max_examples=200)
def test_a_state_changed_vote_by_vote_is_that_of_the_votes_that_stand(rows, changed):
    state = update(State(votes_of(rows)), changed)
    wanted = outcome(rows, changed)

    assert state.moments.same_as(moments(wanted))
    assert made.same(state.votes, wanted)
    assert state.moments.same_as(moments(wanted))


@given(made.rows, changes, st.integers(0, 40))
def test_looking_in_between_changes_nothing(rows, changed, when):
    state = update(State(votes_of(rows)), changed[:when])
    assert state.votes.cast <= len(rows) + len(changed)
    update(state, changed[when:])

    assert made.same(state.votes, outcome(rows, changed))
    assert state.moments.same_as(moments(outcome(rows, changed)))


@given(made.rows, st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(rows, chance):
    last = list({(person, statement): (person, statement, value) for person, statement, value in rows}.values())
    mixed = last[:]
    chance.shuffle(mixed)

    one, two = update(State(votes_of([])), last), update(State(votes_of([])), mixed)

    assert one.moments.people == two.moments.people
    assert made.same(one.votes, two.votes)
    assert one.moments.same_as(two.moments)


@given(made.rows, st.lists(st.integers(0, 2), min_size=9, max_size=9))
def test_parts_merge_to_the_whole(rows, part_of):
    parts = [[row for row in rows if part_of[row[0]] == part] for part in range(3)]
    states = [State(votes_of(part)) for part in parts]
    whole = votes_of(rows)

    for order in (states, states[::-1]):
        merged = merge(order)
        assert made.same(merged.votes, whole)
        assert merged.moments.same_as(moments(whole))


def test_somebody_in_two_parts_is_refused():
    with pytest.raises(NotVotes):
        merge([State(votes_of([(1, 1, 1)])), State(votes_of([(1, 2, 1)]))])


@pytest.mark.parametrize("value", [2, -2, "1", 0.5])
def test_a_vote_that_is_none_is_refused(value):
    state = State(votes_of([(1, 1, 1)]))

    with pytest.raises(NotVotes):
        update(state, [(1, 1, value)])
    assert state.moments.same_as(moments(votes_of([(1, 1, 1)])))


@given(made.rows, st.sets(st.integers(0, 10), max_size=6), made.rows)
def test_who_leaves_was_never_there(rows, leaving, back):
    state = State(votes_of(rows, people=range(9), statements=range(7)))
    for person in leaving:
        state.leave(person)
    wanted = votes_of(
        [row for row in rows if row[0] not in leaving],
        people=[person for person in range(9) if person not in leaving],
        statements=range(7),
    )

    assert state.moments.same_as(moments(wanted))
    if len(rows) % 2:  # whether or not the rest was looked at before somebody comes back
        assert made.same(state.votes, wanted)
    update(state, back)
    after = votes_of(
        [row for row in rows if row[0] not in leaving] + back,
        people=[person for person in range(9) if person not in leaving],
        statements=range(7),
    )
    assert made.same(state.votes, after)
    assert state.moments.same_as(moments(after))


def test_statements_are_hidden_and_shown_again():
    rows = [(1, "b", 1), (2, "b", -1), (2, "c", 1)]
    state = State(votes_of(rows))

    state.moderate(hidden=["c"], meta=["a"])
    assert made.same(state.votes, votes_of(rows, hidden=["c"], meta=["a"]))
    update(state, [(1, "aa", 1)])
    assert made.same(state.votes, votes_of([*rows, (1, "aa", 1)], hidden=["c"], meta=["a"]))
    state.moderate()
    assert made.same(state.votes, votes_of([*rows, (1, "aa", 1)], statements=["a"]))


@pytest.mark.parametrize("mode", ["polis", "stable"])
def test_however_a_dialogue_came_about_its_map_is_the_same(mode):
    votes, options = made.clustered(people=60, statements=70, votes=1500), Options(mode=mode, resamples=3)
    rows = list(zip(owners(votes).tolist(), votes.columns.tolist(), votes.values.tolist(), strict=True))
    chance = np.random.default_rng(2)
    wanted = draw(votes, options)

    states = [
        State(votes),
        update(State(votes_of([], people=range(60), statements=range(70))), rows),
        update(State(votes_of([])), [rows[place] for place in chance.permutation(len(rows))]),
        update(State(votes), [(person, statement, -value) for person, statement, value in rows[::3]] + rows[::3][::-1]),
        merge([State(votes_of([row for row in rows if row[0] % 3 == part])) for part in (2, 0, 1)]),
    ]

    for state in states:
        found = refresh(state, options)
        assert found.points.tobytes() == wanted.points.tobytes()
        assert found.labels.tobytes() == wanted.labels.tobytes()
        assert (found.groups, found.figures, found.stability, found.digest) == (
            wanted.groups,
            wanted.figures,
            wanted.stability,
            wanted.digest,
        )


def test_a_map_begun_at_the_last_axes_differs_by_rounding():
    votes = made.clustered(people=60, statements=70, votes=1500)
    state = State(votes)
    cold = refresh(state, Options(mode="polis"))

    update(state, [(0, 0, 1), (0, 1, 1), (0, 1, -1)])
    warm = refresh(state, Options(mode="polis"), warm=True)

    assert np.allclose(np.abs(warm.axes @ warm.axes.T), np.eye(2), atol=1e-10)
    assert np.allclose(warm.points, draw(state.votes, Options(mode="polis")).points, atol=1e-9)
    assert cold.axes.shape == warm.axes.shape
