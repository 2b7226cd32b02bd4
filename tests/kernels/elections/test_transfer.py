"""Small elections counted by hand: every stage stands here as it comes out on paper."""

from typing import Any

import pytest
from tests.kernels.elections.rechecking import recheck

from mithaq.kernels.elections import Ballots, CannotCount, Makeup, Quota, Result
from mithaq.kernels.elections.ahead import LookAhead
from mithaq.kernels.elections.blt import read_blt
from mithaq.kernels.elections.transfer import scottish

A, B, C, D, E = range(5)


def counted(text: str, order: tuple[int, ...] = (A, B, C, D, E), makeup: Makeup | None = None) -> Result:
    """`3 2; 4 1 2; 7 3` is an election of three candidates to two seats with eleven papers of two kinds."""
    head, *papers = text.split(";")
    ballots = read_blt("\n".join([head, *(paper if "-" in paper else f"{paper} 0" for paper in papers), "0"]))
    order = tuple(one for one in order if one < ballots.candidates)
    ahead = LookAhead(makeup, ballots.seats) if makeup else None
    result = scottish(ballots, order=order, ahead=ahead)
    assert recheck(ballots, result, order, makeup) == []
    return result


def stages(result: Result) -> list[list[float]]:
    return [[votes / 100_000 for votes in stage] for stage in result.stages]


def told(result: Result, key: str) -> list[tuple[int | None, dict[str, Any]]]:
    return [(step.candidate, dict(step.facts)) for step in result.steps if step.key == key]


def test_a_surplus_moves_on_all_papers_at_a_part_of_their_value() -> None:
    result = counted("3 2; 10 1 2 3; 3 2; 2 3")  # 15 papers, quota 6: A has 4 too many, 10 papers at 0.4

    assert result.quota == 6
    assert stages(result) == [[10, 3, 2], [6, 7, 2]]
    assert result.winners == (A, B)


def test_what_is_beyond_five_decimals_is_cut_off() -> None:
    result = counted("3 2; 7 1 2; 2 1; 3 3")  # quota 5; 4 of 9 votes move: 0.44444 a paper

    assert stages(result) == [[9, 0, 3], [5, 3.11108, 3], [5, 3.11108, 0]]
    [(_, surplus)] = told(result, "surplus")
    assert surplus == {"moved": 400_000, "value": "0.44444", "to": [[B, 311_108]], "exhausted": 88_888, "lost": 4}
    assert result.winners == (A, B)


def test_the_largest_surplus_moves_first_and_never_to_who_is_elected() -> None:
    result = counted("4 3; 9 1 2 3; 7 2 1 4; 2 3; 2 4")  # quota 6; A's papers skip B, B's skip A

    assert stages(result) == [
        [9, 7, 2, 2],
        [6, 7, 4.99997, 2],
        [6, 6, 4.99997, 2.99995],
        [6, 6, 4.99997, 0],
    ]
    assert [candidate for candidate, _ in told(result, "surplus")] == [A, B]
    assert told(result, "excluded") == [
        (D, {"votes": 299_995, "next": C, "behind": 200_002, "to": [], "exhausted": 299_995})
    ]
    assert result.winners == (A, B, C)


def test_who_has_exactly_the_quota_is_elected_and_moves_nothing() -> None:
    result = counted("4 2; 4 1 2; 3 2; 2 3; 2 4 3")  # quota 4; C and D have never been unequal: the lots, D goes

    assert stages(result) == [[4, 3, 2, 2], [4, 3, 4, 0]]
    assert told(result, "surplus") == []
    assert result.winners == (A, C)


def test_of_two_with_the_fewest_the_most_recent_stage_decides_and_not_the_first() -> None:
    result = counted("5 1; 9 1; 4 2; 3 3; 2 5 3; 1 4 2; 2 4")

    assert stages(result)[:4] == [[9, 4, 3, 3, 2], [9, 4, 5, 3, 0], [9, 5, 5, 0, 0], [9, 0, 5, 0, 0]]
    assert told(result, "tie") == [
        (None, {"among": [B, C], "of": "exclusion", "by": "history", "chosen": B, "at": 1}),
    ]
    assert result.winners == (A,)


@pytest.mark.parametrize(("order", "goes", "wins"), [((A, B, C), C, B), ((A, C, B), B, C)])
def test_where_they_were_never_unequal_the_last_lot_goes(order: tuple[int, ...], goes: int, wins: int) -> None:
    result = counted("3 2; 2 1; 1 2; 1 3", order)  # quota 2

    assert told(result, "tie") == [(None, {"among": [B, C], "of": "exclusion", "by": "lot", "chosen": goes})]
    assert result.winners == (A, wins)


def test_of_three_the_history_leaves_two_and_the_lot_decides_between_them() -> None:
    result = counted("5 1; 9 1; 4 2; 4 3; 5 4; 1 5 2; 1 5 3")

    assert stages(result)[1] == [9, 5, 5, 5, 0]
    assert told(result, "tie")[0] == (
        None,
        {"among": [B, C, D], "of": "exclusion", "by": "lot", "chosen": C, "drawn": [B, C], "at": 0},
    )


def test_of_two_surpluses_that_are_equal_the_first_lot_moves_first() -> None:
    result = counted("4 3; 5 1 3; 5 2 4; 1 3; 1 4", (B, A, C, D))

    assert stages(result) == [[5, 5, 1, 1], [5, 4, 1, 2], [4, 4, 2, 2], [4, 4, 0, 2]]
    assert [(facts["of"], facts["by"], facts["chosen"]) for _, facts in told(result, "tie")] == [
        ("place", "lot", B),
        ("surplus", "lot", B),
        ("exclusion", "history", C),  # D had received first: at stage 1 it was ahead
    ]
    assert result.winners == (B, A, D)


def test_who_withdrew_is_passed_over() -> None:
    result = counted("3 1; -2; 3 2 1; 2 3; 1 2")  # B withdrew: one paper names nobody else

    assert stages(result) == [[3, 0, 2]]
    assert told(result, "first-preferences") == [(None, {"cast": 6, "empty": 1, "seats": 1, "quota": 3})]
    assert result.winners == (A,)


def test_empty_papers_are_counted_as_cast_and_ask_for_no_quota() -> None:
    result = counted("2 1; 3 1; 2 2; 40")

    assert told(result, "first-preferences") == [(None, {"cast": 45, "empty": 40, "seats": 1, "quota": 3})]
    assert result.winners == (A,)


def test_where_all_papers_are_empty_the_lots_decide() -> None:
    result = counted("3 1; 5", (C, A, B))

    assert result.winners == (C,)
    assert [facts["by"] for _, facts in told(result, "tie")] == ["lot", "lot"]


def test_with_no_more_candidates_than_seats_all_are_elected() -> None:
    result = counted("4 5; -4; 1 1; 3 3; 2 2 1")

    assert told(result, "unopposed") == [(None, {"elected": [C, B, A], "seats": 5})]
    assert stages(result) == [[1, 2, 3, 0]]
    assert result.winners == (C, B, A)


def test_the_last_places_go_to_who_is_left_without_a_quota() -> None:
    result = counted("4 2; 4 1; 3 2; 2 3; 1 4")  # quota 4; D then C go, nobody is named behind

    assert stages(result) == [[4, 3, 2, 1], [4, 3, 2, 0], [4, 3, 0, 0]]
    assert told(result, "last-places") == [(None, {"elected": [B]})]
    assert result.winners == (A, B)


def test_a_surplus_waits_no_longer_once_as_many_are_left_as_places() -> None:
    result = counted("3 2; 9 1 2; 3 3 1; 1 2 1")  # quota 5; A's surplus, then C is behind

    assert stages(result) == [[9, 1, 3], [5, 4.99996, 3], [5, 4.99996, 0]]
    assert result.winners == (A, B)


def test_who_is_withdrawn_altogether_leaves_nobody_to_count() -> None:
    with pytest.raises(CannotCount) as refused:
        counted("2 1; -1 -2; 3 1")

    assert refused.value.key == "no-candidates"


def test_nothing_to_fill_is_refused() -> None:
    with pytest.raises(CannotCount) as refused:
        scottish(Ballots(2, ((1, (A,)),)), order=(A, B), seats=0)

    assert refused.value.key == "no-seats"


# with quotas

LEVELS = Makeup(
    (Quota("levels", "level", "every", ("national", "global")),),
    ({"level": ("national",)}, {"level": ("national",)}, {"level": ("national",)}, {"level": ("global",)}),
)


def test_who_cannot_be_done_without_is_spared_though_last() -> None:
    result = counted("4 2; 4 1; 4 2; 3 3; 1 4", makeup=LEVELS)  # quota 5: D is last, and alone is global

    assert told(result, "guarded") == [(D, {"with": [], "quotas": ["levels"], "votes": 100_000})]
    assert told(result, "spared") == [(D, {"votes": 100_000, "excluded": one}) for one in (C, B)]
    assert result.winners == (A, D)


def test_who_can_no_longer_be_elected_goes_at_once_the_fewest_votes_first() -> None:
    levels = [{"level": ("national",)}] * 3 + [{"level": ("global",)}] * 2
    one = Makeup((Quota("few", "level", "at-most", ("national",), number=1),), tuple(levels))
    result = counted("5 2; 6 1; 5 2 5; 2 3 4; 1 4; 1 5", makeup=one)  # quota 6: A is in, so B and C are out

    assert stages(result) == [[6, 5, 2, 1, 1], [6, 5, 0, 3, 1], [6, 0, 0, 3, 6]]
    assert told(result, "doomed") == [
        (C, {"votes": 200_000, "with": [A], "quotas": ["few"], "to": [[D, 200_000]], "exhausted": 0}),
        (B, {"votes": 500_000, "with": [A], "quotas": ["few"], "to": [[E, 500_000]], "exhausted": 0}),
    ]
    assert result.winners == (A, E)


def test_who_reaches_the_quota_beside_another_is_not_elected_where_both_cannot_be() -> None:
    result = counted("4 2; 6 1 2; 5 2 4; 2 3 4; 1 4", makeup=LEVELS)  # quota 5: A and B both reach it

    assert result.winners == (A, D)
    assert [facts["quotas"] for _, facts in told(result, "guarded")] == [["levels"]]
    assert stages(result) == [[6, 5, 2, 1]]  # with A in and D guarded, the seats are filled: nobody need go first


def test_who_becomes_indispensable_by_an_exclusion_is_spared_from_then_on() -> None:
    levels = [{"level": ("national",)}] * 3 + [{"level": ("global",)}] * 2
    one = Makeup((Quota("least", "level", "at-least", ("global",), number=1),), tuple(levels))
    result = counted("5 2; 5 1; 4 2; 4 3; 2 4; 1 5", makeup=one)  # quota 6; E goes, then D is the last who is global

    assert [(candidate, facts["with"]) for candidate, facts in told(result, "guarded")] == [(D, [])]
    assert [(candidate, facts["excluded"]) for candidate, facts in told(result, "spared")] == [(D, C), (D, B)]
    assert result.winners == (A, D)


def test_quotas_that_are_met_anyway_change_nothing_at_all() -> None:
    text = "4 2; 6 4 2; 5 2 4; 2 3 4; 1 4"
    plain, balanced = counted(text), counted(text, makeup=LEVELS)

    assert balanced.winners == plain.winners == (D, B)
    assert balanced.stages == plain.stages


def test_quotas_that_nobody_can_meet_are_refused_before_anything_is_counted() -> None:
    two = Makeup((*LEVELS.quotas, Quota("none", "level", "at-most", ("global",), number=0)), LEVELS.attributes)

    with pytest.raises(CannotCount) as refused:
        counted("4 2; 6 1", makeup=two)

    assert refused.value.key == "infeasible"
    assert sorted(refused.value.facts["quotas"]) == ["levels", "none"]


def test_all_who_stand_are_refused_too_where_together_they_miss_a_quota() -> None:
    few = Makeup((Quota("none", "level", "at-most", ("global",), number=0),), LEVELS.attributes)

    with pytest.raises(CannotCount) as refused:
        counted("4 4; 6 1", makeup=few)

    assert refused.value.key == "infeasible"
