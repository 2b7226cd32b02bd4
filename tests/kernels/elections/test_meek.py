"""Meek's count on elections whose parts can be worked out on paper."""

from fractions import Fraction

import pytest

from mithaq.kernels.elections import Ballots, CannotCount, Result, count
from mithaq.kernels.elections.meek import meek

A, B, C, D = range(4)


def counted(papers: list[tuple[int, tuple[int, ...]]], candidates: int, seats: int) -> Result:
    return meek(Ballots(candidates, tuple(papers), seats=seats), order=range(candidates))


def near(figure: int, share: Fraction) -> bool:
    return abs(Fraction(figure, 100_000) - share) < Fraction(1, 50_000)


def test_who_is_elected_keeps_the_part_that_leaves_a_quota() -> None:
    """12 papers, quota 4: A has 9 and keeps 4/9; all papers have a next, so nothing is exhausted."""
    result = counted([(9, (A, B)), (3, (C,))], 3, 2)

    assert result.quota == 4
    assert result.winners == (A, B)
    assert result.stages[1] == (400_000, 500_000, 300_000)
    [kept] = [step.facts["kept"] for step in result.steps if step.key == "keep-value"]
    assert kept == [[A, "0.444444444"]]


def test_the_quota_falls_with_the_votes_that_are_exhausted() -> None:
    """A keeps k of 9 papers, 8 of which name nobody else. There are 9k + (1-k) + 6 votes left, and A is to have a third
    of them: k = 7/19.
    """
    result = counted([(8, (A,)), (1, (A, B)), (2, (B,)), (2, (C,)), (2, (D,))], 4, 2)

    expected = (Fraction(63, 19), Fraction(50, 19), Fraction(2), Fraction(2))
    assert all(near(votes, share) for votes, share in zip(result.stages[1], expected, strict=True))
    assert result.winners == (A, B)


def test_papers_pass_who_is_elected_and_count_for_them_too() -> None:
    """The difference to the Scottish rule: a paper that comes to somebody already elected gives them their part."""
    papers = [(7, (A, B)), (5, (B, A, C)), (3, (C, A, D)), (3, (D,)), (2, (C,))]
    scottish, by_meek = (count(Ballots(4, tuple(papers), seats=2), method) for method in ("scottish-stv", "meek"))

    assert scottish.winners[0] == by_meek.winners[0] == A
    assert len(by_meek.winners) == 2


def test_whom_nobody_names_goes_first_and_ties_are_told() -> None:
    result = counted([(4, (A,)), (3, (B,)), (3, (C,))], 4, 1)

    assert [step.candidate for step in result.steps if step.key == "excluded"] == [D, C]
    assert [(step.facts["by"], step.facts["chosen"]) for step in result.ties] == [("lot", C)]
    assert result.winners == (A,)


def test_it_ends_where_papers_are_empty_or_few() -> None:
    assert counted([(5, ())], 3, 2).winners == (A, B)
    assert counted([], 2, 5).winners == (A, B)
    assert counted([(1, (B,))], 3, 2).winners[0] == B


def test_nothing_to_fill_and_nobody_who_stands_are_refused() -> None:
    with pytest.raises(CannotCount) as no_seats:
        counted([(1, (A,))], 1, 0)
    with pytest.raises(CannotCount) as nobody:
        meek(Ballots(1, (), withdrawn=frozenset({A})), order=(A,))

    assert (no_seats.value.key, nobody.value.key) == ("no-seats", "no-candidates")
