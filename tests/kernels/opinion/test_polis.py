"""The map as Polis draws it: of the votes alone, whatever order they came in and however strange they are."""

import random
from collections.abc import Hashable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mithaq.kernels.opinion import (
    AGREE,
    DISAGREE,
    PASS,
    Map,
    Options,
    Votes,
    draw,
    native,
    polis_axes,
    polis_in_conversation,
    polis_order,
    polis_points,
    votes_of,
)

Row = tuple[Hashable, Hashable, int]
POLIS = Options(mode="polis")
ROWS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 11), st.sampled_from((AGREE, DISAGREE, PASS))),
    unique_by=lambda row: row[:2],
    min_size=1,
    max_size=220,
)


def camps(people: int = 60, statements: int = 12, seed: int = 1) -> list[Row]:
    """Two camps of a few more and a few less: on the first half of the statements they differ, on the others not."""
    chance = random.Random(seed)
    found: list[Row] = []
    for person in range(people):
        side = 1 if person % 5 < 3 else -1
        for statement in range(statements):
            if chance.random() < 0.85:
                lean = side if statement < statements // 2 else 1
                found.append((person, statement, lean if chance.random() < 0.9 else chance.choice((1, -1, 0))))
    return found


def bits(drawn: Map) -> tuple[object, ...]:
    arrays = (drawn.labels, drawn.points, drawn.centre, drawn.axes, drawn.tables["group"])
    told = (drawn.groups, drawn.figures, drawn.agreed_by_all, drawn.rejected_by_all, drawn.base, drawn.digest)
    return (*(np.ascontiguousarray(each).tobytes() for each in arrays), *told)


def check(drawn: Map, votes: Votes) -> None:
    """What holds of every map."""
    sizes = [group.size for group in drawn.groups]
    assert sizes == sorted(sizes, reverse=True) and (not sizes or min(sizes) >= 1)
    assert sum(sizes) == sum(size for *_, size in drawn.base) == int((drawn.labels >= 0).sum())
    assert [group.number for group in drawn.groups] == list(range(drawn.k))
    assert np.isfinite(drawn.points).all() and np.isfinite(drawn.axes).all()
    assert drawn.tables["group"].shape == (drawn.k, len(votes.statements), 3)
    cast = np.diff(votes.starts)
    assert (drawn.labels[cast == 0] == -1).all()
    assert (drawn.labels[cast >= 7] >= 0).all()
    for group in drawn.groups:
        members = drawn.points[drawn.labels == group.number]
        assert group.centre == pytest.approx(tuple(members.mean(axis=0)), abs=1e-9)


def test_two_camps_are_two_groups() -> None:
    drawn = draw(votes_of(camps()), POLIS)
    assert [group.size for group in drawn.groups] == [36, 24]
    assert {person for person, group in drawn.group_of.items() if group == 0} == {n for n in range(60) if n % 5 < 3}
    for group in drawn.groups:
        assert len(group.stances) == 5
        assert sum(stance.statement >= 6 for stance in group.stances) <= 1  # what it agrees to best, like everybody
    assert set(drawn.agreed_by_all) <= set(range(6, 12)) and len(drawn.agreed_by_all) == 5


@settings(max_examples=150, deadline=None)
@given(ROWS, st.randoms(use_true_random=False), st.integers(0, 2))
def test_votes_in_any_order_give_the_same_map_bit_for_bit(rows: list[Row], chance: random.Random, seed: int) -> None:
    votes, options = votes_of(rows), Options(mode="polis", seed=seed)
    drawn = draw(votes, options)
    check(drawn, votes)

    again = list(rows)
    chance.shuffle(again)
    assert bits(draw(votes_of(again), options)) == bits(drawn)


@settings(max_examples=100, deadline=None)
@given(ROWS, st.randoms(use_true_random=False), st.integers(1, 2**63))
def test_by_a_seed_the_map_does_not_know_what_people_are_called(
    rows: list[Row], chance: random.Random, seed: int
) -> None:
    called = list(range(31))
    chance.shuffle(called)
    options = Options(mode="polis", seed=seed)
    before = draw(votes_of(rows), options)
    after = draw(votes_of([(called[person], *vote) for person, *vote in rows]), options)

    assert (before.groups, before.figures, before.base) == (after.groups, after.figures, after.base)
    # those who voted alike stand alike; of who has few votes as many are placed
    points = {called[person]: point for person, point in before.point_of.items()}
    assert points == after.point_of
    group_at = {points[called[person]]: group for person, group in before.group_of.items()}
    assert {after.point_of[person]: group for person, group in after.group_of.items()} == group_at


def test_with_and_without_the_compiled_library_the_map_is_the_same_bit_for_bit() -> None:
    if native.library() is None:
        pytest.skip("no compiled library: start.py install makes it where there is a compiler")
    for people, statements in ((60, 12), (900, 40)):
        votes = votes_of(camps(people, statements))
        compiled = draw(votes, POLIS)
        with native.without("to compare"):
            assert bits(draw(votes, POLIS)) == bits(compiled)


def test_seeds_put_people_in_different_orders() -> None:
    votes = votes_of(camps())
    orders = {tuple(polis_order(votes, seed).tolist()) for seed in (0, 1, 2, -1, 2**64 - 2)}
    assert len(orders) == 5
    assert all(sorted(order) == list(range(60)) for order in orders)
    assert polis_order(votes).tolist() == list(range(60))


def test_who_has_seven_votes_is_placed() -> None:
    rows = camps(30) + [("late", n, AGREE) for n in range(6)] + [("later", n, AGREE) for n in range(7)]
    drawn = draw(votes_of(rows), POLIS)
    assert "late" not in drawn.group_of and "later" in drawn.group_of
    assert drawn.point_of["late"] != (0.0, 0.0)


def test_while_there_are_few_the_most_active_are_placed_up_to_fifteen() -> None:
    rows = [(person, n, AGREE) for person in range(20) for n in range(1 + person % 6)] + [
        (99, n, PASS) for n in range(9)
    ]
    votes = votes_of(rows, people=[100])
    placed = [votes.people[place] for place in polis_in_conversation(votes).tolist()]
    assert len(placed) == 15 and placed == sorted(placed) and 99 in placed
    left = set(range(20)) - set(placed)
    assert {1 + person % 6 for person in left} == {1, 2} and max(1 + person % 6 for person in left) == 2


def test_of_few_statements_all_votes_are_enough() -> None:
    rows = [(person, n, AGREE if person % 2 else DISAGREE) for person in range(40) for n in range(3)]
    assert len(polis_in_conversation(votes_of([*rows, (50, 0, AGREE)], statements=range(8)))) == 40


def test_statements_nobody_voted_on_move_nobody() -> None:
    rows = camps()
    few, more = votes_of(rows), votes_of(rows, statements=range(100, 140), people=["silent"])
    ours, theirs = draw(few, POLIS), draw(more, POLIS)
    assert theirs.group_of == ours.group_of
    assert [theirs.point_of[person] for person in few.people] == [
        pytest.approx(ours.point_of[person]) for person in few.people
    ]
    assert theirs.point_of["silent"] == (0.0, 0.0) and "silent" not in theirs.group_of


def test_a_statement_left_out_counts_as_voted_on_by_everybody() -> None:
    rows = camps()
    votes = votes_of(rows, hidden=[3])
    found = polis_axes(votes)
    assert found.centre[3] == 0 and np.abs(found.vectors[:, 3]).max() < 1e-15
    person, cast = 0, {what: value for who, what, value in rows if who == 0 and what != 3}
    by_hand = sum((value - found.centre[what]) * found.vectors[:, what] for what, value in cast.items())
    assert polis_points(votes, found)[person] == pytest.approx(np.sqrt(12 / (len(cast) + 1)) * by_hand)
    drawn = draw(votes, POLIS)
    assert 3 not in {figure.statement for figure in drawn.figures}
    assert 3 not in {stance.statement for group in drawn.groups for stance in group.stances}


@pytest.mark.parametrize(
    ("rows", "groups"),
    [
        ([(1, 1, AGREE)], 1),
        ([(person, n, AGREE) for person in range(30) for n in range(9)], 1),
        ([(person, n, PASS) for person in range(30) for n in range(9)], 1),
        ([(1, 1, AGREE), (2, 1, DISAGREE)], 2),
        ([(person, person, AGREE) for person in range(30)], 1),
    ],
    ids=["one vote", "all agree", "all pass", "two against each other", "nobody on the same"],
)
def test_strange_conversations_have_a_map(rows: list[Row], groups: int) -> None:
    votes = votes_of(rows)
    drawn = draw(votes, POLIS)
    check(drawn, votes)
    assert drawn.k == groups


def test_where_everything_is_left_out_all_stand_together() -> None:
    votes = votes_of(camps(), hidden=range(12))
    drawn = draw(votes, POLIS)
    check(drawn, votes)
    assert (drawn.k, drawn.figures, drawn.agreed_by_all) == (1, (), ())


def test_no_more_groups_than_asked_for_and_never_more_than_five() -> None:
    rows = [(p, s, AGREE if (p * 7 + s * p) % 11 < 6 else DISAGREE) for p in range(80) for s in range(15)]
    assert draw(votes_of(rows), Options(mode="polis", max_groups=1)).k == 1
    assert draw(votes_of(rows), Options(mode="polis", max_groups=2)).k == 2
    assert draw(votes_of(rows), Options(mode="polis", max_groups=40)).k <= 5


def test_a_facet_is_counted_by_what_people_are() -> None:
    votes = votes_of(camps())
    drawn = draw(votes, Options(mode="polis", facets={"country": ["JO" if n % 2 else "" for n in range(60)]}))
    assert drawn.cells["country"] == ("JO",)
    of_it = [values for person, _, values in camps() if int(str(person)) % 2]
    assert drawn.tables["country"].sum() == len(of_it)
