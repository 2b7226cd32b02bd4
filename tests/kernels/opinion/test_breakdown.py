"""No figure of few people: not shown, and not to be computed from what is shown."""

from __future__ import annotations

import itertools
import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from mithaq.kernels.opinion.breakdown import (
    NOT_TOLD,
    Publishable,
    breakdowns,
    publishable,
)
from mithaq.kernels.opinion.votes import votes_of

FLOOR = 5
EXAMPLES = 1500 if os.environ.get("MITHAQ_FULL") else 120


def table(*sizes: int) -> np.ndarray:
    """One statement; by cell so many who agreed but one, who disagreed."""
    return np.array([[[max(size - 1, 0), min(size, 1), 0]] for size in sizes])


def shown(sizes: tuple[int, ...], floor: int = FLOOR) -> list[bool]:
    return publishable(table(*sizes), floor).shown[:, 0].tolist()


@pytest.mark.parametrize(
    ("sizes", "which"),
    [
        ((9, 8, 7), (True, True, True)),
        ((9, 0, 7), (True, True, True)),  # nobody is no person
        ((9, 4, 7), (True, False, False)),  # alone, 4 would be the total less the rest
        ((9, 2, 2), (False, False, False)),  # together 4: the next smallest goes too
        ((9, 3, 2), (True, False, False)),
        ((20, 1, 1, 1, 9), (True, False, False, False, False)),
        ((4, 0, 0), (False, True, True)),  # fewer than the floor in all: the total goes too
    ],
)
def test_what_few_answered_is_masked_with_so_much_that_it_cannot_be_computed(
    sizes: tuple[int, ...], which: tuple[bool, ...]
) -> None:
    assert shown(sizes) == list(which)


def test_the_total_of_fewer_than_the_floor_is_masked() -> None:
    told = publishable(np.concatenate([table(4, 0), table(3, 3)], axis=1), FLOOR)

    assert told.totals_shown.tolist() == [False, True]


def test_a_cell_of_few_people_is_masked_on_every_statement_and_so_is_what_would_tell_its_size() -> None:
    counts = np.concatenate([table(6, 2, 9), table(6, 0, 9)], axis=1)

    told = publishable(counts, FLOOR, people=np.array([6, 2, 9]))

    assert told.people_shown.tolist() == [False, False, True]
    assert told.shown.tolist() == [[False, False], [False, False], [True, True]]


def test_who_is_in_no_cell_is_a_cell_that_cannot_be_computed_either() -> None:
    counts = table(9, 8)
    totals = counts.sum(axis=0) + np.array([[1, 1, 0]])  # two who are in none

    assert publishable(counts, FLOOR).shown.all()
    assert publishable(counts, FLOOR, totals=totals).shown[:, 0].tolist() == [True, False]


def test_cells_in_which_all_said_the_same_are_flagged() -> None:
    counts = np.array([[[9, 0, 0]], [[8, 1, 0]], [[0, 3, 0]], [[0, 4, 0]]])

    told = publishable(counts, FLOOR)

    assert told.unanimous[:, 0].tolist() == [True, False, False, False]
    assert told.rest_unanimous.tolist() == [True]


# the attacker

columns = st.lists(st.lists(st.integers(0, 12), min_size=2, max_size=6), min_size=1, max_size=3).filter(
    lambda rows: len({len(row) for row in rows}) == 1
)


def bounds(told: Publishable, sizes: np.ndarray, people: np.ndarray) -> list[tuple[bool, float, float, int]]:
    """What can be known of every masked number of votes (and of people) by who solves the system of all that is shown:
    shown cells, totals of statements, numbers of people, and that nothing is less than none. By linear programming."""
    cells, statements = sizes.shape
    known: list[tuple[list[int], int]] = []
    place = np.arange(cells * (statements + 1)).reshape(statements + 1, cells)  # last row: people
    for statement in range(statements):
        known += [
            ([place[statement, cell]], sizes[cell, statement]) for cell in range(cells) if told.shown[cell, statement]
        ]
        if told.totals_shown[statement]:
            known.append((place[statement].tolist(), sizes[:, statement].sum()))
    known += [([place[statements, cell]], people[cell]) for cell in range(cells) if told.people_shown[cell]]
    known.append((place[statements].tolist(), people.sum()))
    system = np.zeros((len(known), place.size))
    for row, (which, _) in enumerate(known):
        system[row, which] = 1
    values = [value for _, value in known]
    found = []
    for statement, cell in itertools.product(range(statements + 1), range(cells)):
        masked = not (told.people_shown[cell] if statement == statements else told.shown[cell, statement])
        if not masked:
            continue
        goal = np.zeros(place.size)
        goal[place[statement, cell]] = 1
        low = linprog(goal, A_eq=system, b_eq=values)
        high = linprog(-goal, A_eq=system, b_eq=values)
        top = np.inf if high.status == 3 else -high.fun
        size = people[cell] if statement == statements else sizes[cell, statement]
        found.append((statement == statements, low.fun, top, int(size)))
    return found


@settings(max_examples=EXAMPLES, deadline=None)
@given(columns)
def test_who_solves_the_system_of_all_that_is_shown_knows_no_masked_cell_closer_than_the_floor(
    rows: list[list[int]],
) -> None:
    sizes = np.array(rows).T
    people = sizes.max(axis=1)
    counts = np.stack([sizes, np.zeros_like(sizes), np.zeros_like(sizes)], axis=2)

    told = publishable(counts, FLOOR, people=people)

    assert not (told.shown & (sizes > 0) & (sizes < FLOOR)).any()
    assert not (told.people_shown & (people > 0) & (people < FLOOR)).any()
    if people.sum() < FLOOR:
        return  # nothing of such a dialogue is published at all
    for of_people, low, high, size in bounds(told, sizes, people):
        together = size == 0 and not of_people and high == 0  # a masked row in which nobody voted: nobody is told of
        assert together or high - low >= FLOOR, (low, high, size)


@settings(max_examples=EXAMPLES, deadline=None)
@given(columns, st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_nobody_can_tell_that_a_masked_cell_is_below_the_floor_even_knowing_that_only_its_people_can_have_voted(
    rows: list[list[int]], silent: list[int]
) -> None:
    sizes = np.array(rows).T
    people = sizes.max(axis=1) + np.array(silent[: len(sizes)])
    counts = np.stack([sizes, np.zeros_like(sizes), np.zeros_like(sizes)], axis=2)

    told = publishable(counts, FLOOR, people=people)

    for statement in range(sizes.shape[1]):
        masked = ~told.shown[:, statement]
        together = sizes[masked, statement].sum()
        if not told.totals_shown[statement] or together == 0:
            continue
        for cell in np.flatnonzero(masked & (sizes[:, statement] > 0)):
            seats = people[cell] if told.people_shown[cell] else people[~told.people_shown].sum()
            assert min(seats, together) >= FLOOR


def every_table(cells: int, most: int) -> list[tuple[int, ...]]:
    return list(itertools.product(range(most + 1), repeat=cells))


@pytest.mark.parametrize("floor", [2, 3])
def test_all_small_tables_by_brute_force(floor: int) -> None:
    for sizes in every_table(3, 5):
        told = publishable(table(*sizes), floor)
        masked = ~told.shown[:, 0]
        if not masked.any() or not told.totals_shown[0]:
            continue
        rest = sum(size for size, hidden in zip(sizes, masked, strict=True) if hidden)
        could = [one for one in every_table(int(masked.sum()), rest) if sum(one) == rest]
        for place in range(int(masked.sum())):
            values = {one[place] for one in could}
            assert max(values) - min(values) >= floor, sizes


def test_no_more_is_masked_than_the_rules_need() -> None:
    for sizes in every_table(4, 7):
        told = publishable(table(*sizes), FLOOR)
        masked = [size for size, one in zip(sizes, told.shown[:, 0], strict=True) if not one]
        if masked and max(masked) >= FLOOR:  # a complement: without the largest of them the rest were known
            assert len(masked) == 2 or sum(masked) - max(masked) < FLOOR, sizes


# the tables themselves


def test_every_facet_is_counted_and_who_does_not_tell_is_a_cell() -> None:
    votes = votes_of(
        [(person, statement, 1 - person % 3) for person in range(6) for statement in range(person % 2 + 1)]
    )

    facets, also = breakdowns(
        votes,
        {"country": ["EG", "EG", "MA", "MA", "", ""], "level": ["global"] * 6},
        also={"group": (np.array([0, 0, 0, 1, 1, -1]), 2)},
    )

    assert facets["country"].cells == ("EG", "MA", NOT_TOLD)
    assert facets["country"].counts[0].tolist() == [[1, 0, 1], [0, 0, 1]]
    assert facets["country"].people.tolist() == [2, 2, 2]
    assert facets["level"].cells == ("global",)
    assert (facets["level"].counts.sum(axis=0) == facets["country"].counts.sum(axis=0)).all()
    assert also["group"].sum() == votes.cast - 2


def test_a_facet_of_another_number_of_people_is_refused() -> None:
    with pytest.raises(ValueError, match="told of 1 people"):
        breakdowns(votes_of([(1, 1, 1), (2, 1, 0)]), {"level": ["global"]})
