"""Between two full drawings a map is carried on: near what a full drawing gives, its counts exact, and said so."""

from __future__ import annotations

import numpy as np
import pytest
from tests.kernels.opinion import made

from mithaq.kernels.opinion import CannotDraw, Options, State, draw, refresh, update, votes_of
from mithaq.kernels.opinion.tables import Coded, coded, table

PEOPLE, STATEMENTS = 400, 60


def dialogue(seed=5):
    return made.clustered(people=PEOPLE, statements=STATEMENTS, votes=12_000, groups=2, seed=seed)


def facets(people):
    return {"country": [f"country {one % 5}" for one in people]}


def some_changes(chance, count, values=(1, -1, 0)):
    who, what = chance.integers(0, PEOPLE, count).tolist(), chance.integers(0, STATEMENTS, count).tolist()
    return [(one, two, values[place % len(values)]) for place, (one, two) in enumerate(zip(who, what, strict=True))]


def counted_right(found):
    """Every count of a map is that of its labels and its votes."""
    assert np.array_equal(found.tables["group"], table(found.votes, found.labels, found.k))
    for facet, values in found.options.facets.items():
        told = coded(values)
        assert found.cells[facet] == told.names
        assert np.array_equal(found.tables[facet], table(found.votes, told.codes, len(told.names)))
    assert [group.size for group in found.groups] == np.bincount(found.labels[found.labels >= 0]).tolist()
    by_statement = {figure.statement: figure for figure in found.figures}
    for statement, (agreed, disagreed, passed) in enumerate(
        table(found.votes, np.zeros(len(found.votes.people), np.int32), 1)[0].tolist()
    ):
        figure = by_statement[statement]
        assert (figure.agreed, figure.disagreed, figure.passed) == (agreed, disagreed, passed)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_some_votes_people_stand_where_a_full_drawing_puts_them(seed):
    state, options = State(dialogue(seed)), Options(resamples=5, facets=facets(range(PEOPLE)))
    first = refresh(state, options)
    chance = np.random.default_rng(seed)

    for _ in range(4):
        update(state, some_changes(chance, 2))
        found = refresh(state, options)
        counted_right(found)

    whole = draw(state.votes, options)
    assert found.refreshed
    assert not whole.refreshed
    assert (found.labels == whole.labels).mean() >= 0.99
    assert np.allclose(found.points, whole.points, atol=1e-9)
    assert found.digest == whole.digest
    assert found.stability == first.stability
    assert [group.holds for group in found.groups] == [group.holds for group in first.groups]


def test_drawn_in_full_it_is_the_same_map_again_bit_for_bit():
    state, options = State(dialogue()), Options(resamples=3)
    refresh(state, options)
    update(state, some_changes(np.random.default_rng(0), 300))
    passing = refresh(state, options)
    assert len(state.moved) > 100

    found, wanted = refresh(state, options, full=True), draw(state.votes, options)

    assert passing.refreshed
    assert not state.moved
    assert found.points.tobytes() == wanted.points.tobytes()
    assert found.labels.tobytes() == wanted.labels.tobytes()
    assert (found.groups, found.figures, found.stability) == (wanted.groups, wanted.figures, wanted.stability)


def test_people_come_and_go_and_statements_are_added_and_hidden():
    state, options = State(dialogue()), Options(resamples=3)
    refresh(state, options)

    update(state, [(PEOPLE + 7, statement, 1) for statement in range(12)])
    state.leave(3)
    counted_right(found := refresh(state, options))
    assert found.group_of[PEOPLE + 7] in range(found.k)
    assert 3 not in found.group_of
    update(state, [(5, "new", 1), (6, "new", -1)])
    counted_right(refresh(state, options))
    update(state, [(5, statement, None) for statement in range(STATEMENTS)])
    counted_right(found := refresh(state, options))
    assert 5 not in found.group_of

    state.moderate(hidden=[0])
    found = refresh(state, options)
    assert 0 not in {figure.statement for figure in found.figures}
    assert np.allclose(found.points, draw(state.votes, options).points, atol=1e-9)


def test_what_people_are_may_be_told_otherwise():
    state = State(dialogue())
    refresh(state, Options(resamples=3, facets=facets(range(PEOPLE))))
    update(state, [(0, 0, 1)])

    counted_right(refresh(state, Options(resamples=3, facets=facets(range(1, PEOPLE + 1)))))
    counted_right(refresh(state, Options(resamples=3, facets={"other": Coded(np.arange(PEOPLE) % 3, "abc")})))
    with pytest.raises(CannotDraw):
        refresh(state, Options(resamples=3, facets={"other": ["a"]}))


@pytest.mark.parametrize("options", [Options(mode="polis"), Options(resamples=4), Options(seed=1, resamples=3)])
def test_with_other_options_it_is_drawn_in_full(options):
    state = State(dialogue())
    refresh(state, Options(resamples=3))

    assert not refresh(state, options).refreshed


def test_who_is_placed_by_what_they_say_goes_on_being_so():
    chance = np.random.default_rng(4)
    group, agree = np.arange(PEOPLE) % 4, chance.choice([0.02, 0.98], (4, STATEMENTS))
    rows = [
        (person, statement, 1 if chance.random() < agree[group[person], statement] else -1)
        for person in range(PEOPLE)
        for statement in chance.choice(STATEMENTS, 12, replace=False).tolist()
    ]
    state, options = State(votes_of(rows)), Options(resamples=10)
    first = refresh(state, options)
    assert first.by_answers
    update(state, some_changes(chance, 4))

    found, whole = refresh(state, options), draw(state.votes, options)

    counted_right(found)
    assert found.by_answers
    assert (found.labels == whole.labels).mean() >= 0.99
