"""One post: the golden cases of the literature, and what must hold whatever the papers."""

from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mithaq.kernels.elections import Ballots, CannotCount
from mithaq.kernels.elections.pairwise import minimax, pairs, ranked_pairs, schulze

RULES = {"schulze": schulze, "minimax": minimax, "ranked-pairs": ranked_pairs}


def papers(names: str, *told: str) -> Ballots:
    """ "5 ACBED" are five voters who rank A, C, B, E, D."""
    counted = [(int(many), tuple(names.index(c) for c in ranking)) for many, ranking in (one.split() for one in told)]
    return Ballots(len(names), tuple(counted))


FORTY_FIVE = papers("ABCDE", *("5 ACBED", "5 ADECB", "8 BEDAC", "3 CABED", "7 CAEBD", "2 CBADE", "7 DCEBA", "8 EBADC"))
TENNESSEE = papers("MNCK", "42 MNCK", "26 NCKM", "15 CKNM", "17 KCNM")
# Schulze 2011, example 1 (21 voters) and example 3 (45 voters above); both from the rankings, not from the tables.
TWENTY_ONE = papers("ABCD", "8 ACDB", "2 BADC", "4 CDBA", "4 DBAC", "3 DCBA")


def test_the_votes_of_every_pair_are_those_of_the_published_table():
    assert [list(row) for row in pairs(FORTY_FIVE, 1).votes] == [
        [0, 20, 26, 30, 22],
        [25, 0, 16, 33, 18],
        [19, 29, 0, 17, 24],
        [15, 12, 28, 0, 14],
        [23, 27, 21, 31, 0],
    ]


def test_schulze_elects_e_of_the_45_voters_and_d_of_the_21():
    assert schulze(FORTY_FIVE, 1, range(5)).winners == (4,)
    assert schulze(FORTY_FIVE, 1, range(5)).stages == ((3, 1, 2, 0, 4),)
    assert schulze(TWENTY_ONE, 1, range(4)).winners == (3,)


def test_ranked_pairs_and_minimax_of_the_45_voters():
    assert ranked_pairs(FORTY_FIVE, 1, range(5)).winners == (0,)
    assert minimax(FORTY_FIVE, 1, range(5)).winners == (4,)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_nashville_beats_everybody_and_is_elected(rule):
    assert rule(TENNESSEE, 1, range(4)).winners == (1,)


def test_winning_votes_and_margins_differ_where_papers_are_short():
    """B beats C by 9 to 4, C beats A by 7 to 6, A beats B by 6 to 4: A loses by least, B by fewest votes."""
    ballots = papers("ABC", "4 BCA", "5 AB", "3 C", "1 ACB")

    assert minimax(ballots, 1, range(3), measure="winning-votes").winners == (1,)
    assert minimax(ballots, 1, range(3), measure="margins").winners == (0,)


def test_a_circle_of_equals_is_settled_by_lots_and_says_so():
    ballots = papers("ABC", "1 ABC", "1 BCA", "1 CAB")

    for rule in RULES.values():
        for order in permutations(range(3)):
            result = rule(ballots, 1, order)

            assert result.winners == (order[0],)
            assert [step.facts["chosen"] for step in result.ties] == [order[0]]
            assert result.ties[0].facts["among"] == [0, 1, 2]


def test_all_who_are_level_can_be_listed():
    ballots = papers("ABC", "1 ABC", "1 BAC")

    for rule in (schulze, minimax):
        assert rule(ballots, 1, (2, 1, 0), all_winning=True).all_winning == ((0,), (1,))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_more_than_one_seat_and_nobody_standing_are_refused(rule):
    with pytest.raises(CannotCount, match="one-seat-only"):
        rule(TENNESSEE, 2, range(4))
    with pytest.raises(CannotCount, match="no-candidates"):
        rule(Ballots(2, ((1, (0, 1)),), withdrawn=frozenset({0, 1})), 1, range(2))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_who_has_withdrawn_is_as_if_not_on_the_papers(rule):
    ballots = Ballots(4, TENNESSEE.papers, withdrawn=frozenset({1}))

    assert rule(ballots, 1, range(4)).winners == (2,)
    assert rule(Ballots(1, ()), 1, (0,)).winners == (0,)


PAPERS = st.integers(2, 5).flatmap(
    lambda number: st.tuples(
        st.just(number),
        st.lists(
            st.tuples(
                st.integers(1, 9),
                st.permutations(range(number)).flatmap(
                    lambda ranking: st.integers(0, len(ranking)).map(lambda many: tuple(ranking[:many]))
                ),
            ),
            max_size=8,
        ),
        st.permutations(range(number)),
    )
)


def prefer(ballots: Ballots, one: int, other: int) -> int:
    """How many rank the one before the other, or only the one."""
    return sum(
        many
        for many, paper in ballots.papers
        if one in paper and (other not in paper or paper.index(one) < paper.index(other))
    )


@given(PAPERS)
@settings(max_examples=150, deadline=None)
def test_who_beats_everybody_always_wins(told):
    number, counted, order = told
    ballots = Ballots(number, tuple(counted))
    beats_all = [
        one
        for one in range(number)
        if all(prefer(ballots, one, b) > prefer(ballots, b, one) for b in range(number) if b != one)
    ]

    for rule in RULES.values():
        assert not beats_all or rule(ballots, 1, order).winners == (beats_all[0],)


@given(PAPERS, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_renaming_candidates_renames_the_winner_and_the_order_of_papers_does_not_matter(told, chance):
    number, counted, order = told
    names = list(range(number))
    chance.shuffle(names)
    renamed = [(many, tuple(names[c] for c in paper)) for many, paper in counted]
    chance.shuffle(renamed)

    for rule in RULES.values():
        winner = rule(Ballots(number, tuple(counted)), 1, order).winners[0]
        assert rule(Ballots(number, tuple(renamed)), 1, [names[c] for c in order]).winners == (names[winner],)


@given(PAPERS)
@settings(max_examples=150, deadline=None)
def test_each_rule_is_its_definition(told):
    number, counted, order = told
    ballots = Ballots(number, tuple(counted))
    everybody = range(number)
    strength = {
        (a, b): prefer(ballots, a, b) if prefer(ballots, a, b) > prefer(ballots, b, a) else 0
        for a in everybody
        for b in everybody
        if a != b
    }

    def path(a: int, b: int) -> int:
        between = [c for c in everybody if c not in (a, b)]
        ways = [(a, *way, b) for many in range(len(between) + 1) for way in permutations(between, many)]
        return max(min(strength[pair] for pair in pairwise(way)) for way in ways)

    by_paths = [a for a in everybody if all(path(a, b) >= path(b, a) for b in everybody if b != a)]
    defeat = {a: max(strength[b, a] for b in everybody if b != a) for a in everybody}
    least = [a for a in everybody if defeat[a] == min(defeat.values())]

    assert schulze(ballots, 1, order, all_winning=True).all_winning == tuple((a,) for a in by_paths)
    assert schulze(ballots, 1, order).winners == (next(c for c in order if c in by_paths),)
    assert minimax(ballots, 1, order, all_winning=True).all_winning == tuple((a,) for a in least)
    assert ranked_pairs(ballots, 1, order).winners == (locked_by_definition(ballots, strength, order),)


def locked_by_definition(ballots: Ballots, strength: dict[tuple[int, int], int], order: list[int]) -> int:
    """Lock defeat by defeat, looking for a circle by walking; the source that is first by lots."""
    told = sorted(
        (pair for pair in strength if strength[pair]),
        key=lambda pair: (-strength[pair], prefer(ballots, *pair[::-1]), -order.index(pair[1]), order.index(pair[0])),
    )
    kept: set[tuple[int, int]] = set()

    def leads(start: int, end: int) -> bool:
        return start == end or any(leads(b, end) for a, b in kept if a == start)

    for one, other in told:
        if not leads(other, one):
            kept.add((one, other))
    return next(c for c in order if not any(loser == c for _, loser in kept))


def test_a_hundred_and_twenty_candidates_are_compared_soon():
    number = 120
    counted = tuple((1, tuple((start + step * 7) % number for step in range(40))) for start in range(300))

    for rule in RULES.values():
        assert len(rule(Ballots(number, counted), 1, range(number)).winners) == 1
