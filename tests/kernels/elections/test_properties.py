"""What must hold of any election: names and the order of voters do not matter, every step can be checked again."""

import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.elections.rechecking import recheck

from mithaq.kernels.elections import Ballots, LookAhead, Makeup, Quota, count, feasible, lots, missed
from mithaq.kernels.elections.bulk import Bulk, BulkPiles
from mithaq.kernels.elections.transfer import scottish

MANY = 400 if os.environ.get("MITHAQ_FULL") == "1" else 40
METHODS = ("scottish-stv", "meek")
LEVELS, REGIONS = ("national", "global"), ("north", "south", "west")


@st.composite
def ballots(draw: st.DrawFn, most: int = 7) -> Ballots:
    """Small electorates with few papers, so that there are many ties."""
    candidates = draw(st.integers(1, most))
    ranking = st.permutations(range(candidates)).flatmap(
        lambda order: st.integers(0, candidates).map(lambda length: tuple(order[:length]))
    )
    papers = draw(st.lists(st.tuples(st.integers(1, 6), ranking), max_size=12))
    withdrawn = draw(st.frozensets(st.integers(0, candidates - 1), max_size=max(0, candidates - 2)))
    return Ballots(candidates, tuple(papers), seats=draw(st.integers(1, 4)), withdrawn=withdrawn)


@st.composite
def makeups(draw: st.DrawFn, candidates: int, seats: int, out: frozenset[int]) -> Makeup:
    """Quotas that together can be met: each that would make it impossible is left out."""
    attributes = tuple(
        {"level": (draw(st.sampled_from(LEVELS)),), "region": (draw(st.sampled_from(REGIONS)),)}
        for _ in range(candidates)
    )
    quotas = [
        Quota("every", "level", "every", LEVELS),
        Quota("equal", "level", "equal", LEVELS),
        Quota("most", "region", "at-most", (draw(st.sampled_from(REGIONS)),), number=draw(st.integers(0, seats))),
        Quota("least", "region", "at-least", (draw(st.sampled_from(REGIONS)),), number=draw(st.integers(0, seats))),
        Quota("crossed", "level", "at-least", (LEVELS[0],), number=1, where=(("region", "north"),)),
    ]
    asked: tuple[Quota, ...] = ()
    for quota in draw(st.permutations(quotas)):
        if feasible(Makeup((*asked, quota), attributes), seats, out=out) is not None:
            asked = (*asked, quota)
    return Makeup(asked, attributes)


def ids(ballots: Ballots) -> list[str]:
    return [f"person-{one}" for one in range(ballots.candidates)]


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=MANY, deadline=None)
@given(ballots(), st.randoms(use_true_random=False))
def test_the_order_of_voters_does_not_matter(method: str, ballots: Ballots, chance: random.Random) -> None:
    singly = [(1, ranking) for many, ranking in ballots.papers for _ in range(many)]
    chance.shuffle(singly)
    shuffled = Ballots(ballots.candidates, tuple(singly), ballots.seats, withdrawn=ballots.withdrawn)

    assert count(shuffled, method, seed="s") == count(ballots, method, seed="s")


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=MANY, deadline=None)
@given(ballots(), st.randoms(use_true_random=False))
def test_the_numbers_of_candidates_do_not_matter(method: str, ballots: Ballots, chance: random.Random) -> None:
    """Who is renumbered and keeps the id keeps the lot, and everything that comes of it."""
    new = list(range(ballots.candidates))
    chance.shuffle(new)
    renumbered = Ballots(
        ballots.candidates,
        tuple((many, tuple(new[one] for one in ranking)) for many, ranking in ballots.papers),
        ballots.seats,
        withdrawn=frozenset(new[one] for one in ballots.withdrawn),
    )
    names = [""] * ballots.candidates
    for one, name in enumerate(ids(ballots)):
        names[new[one]] = name

    before = count(ballots, method, seed="s", ids=ids(ballots))
    after = count(renumbered, method, seed="s", ids=names)

    assert after.winners == tuple(new[one] for one in before.winners)
    assert [[stage[new[one]] for one in range(ballots.candidates)] for stage in after.stages] == [
        list(stage) for stage in before.stages
    ]


@settings(max_examples=2 * MANY, deadline=None)
@given(ballots(), st.text(max_size=4))
def test_every_step_of_a_count_holds_when_it_is_checked_from_the_papers(ballots: Ballots, seed: str) -> None:
    order = lots(seed, ids(ballots))

    assert recheck(ballots, scottish(ballots, order=order), order) == []


@settings(max_examples=2 * MANY, deadline=None)
@given(st.data())
def test_every_step_of_a_balanced_count_holds_too_and_the_quotas_are_met(data: st.DataObject) -> None:
    drawn = data.draw(ballots())
    seats = min(drawn.seats, drawn.candidates - len(drawn.withdrawn))
    makeup = data.draw(makeups(drawn.candidates, seats, drawn.withdrawn))
    order = lots("s", ids(drawn))

    result = scottish(drawn, order=order, ahead=LookAhead(makeup, drawn.seats))

    assert recheck(drawn, result, order, makeup) == []
    assert missed(makeup, result.winners) == ()


@settings(max_examples=MANY, deadline=None)
@given(ballots())
def test_a_quota_that_every_committee_meets_changes_nothing(ballots: Ballots) -> None:
    anybody = Makeup(
        (
            Quota("most", "level", "at-most", LEVELS[:1], number=ballots.candidates),
            Quota("least", "level", "at-least", LEVELS[1:], number=0),
        ),
        ({"level": LEVELS[:1]},) * ballots.candidates,
    )

    plain = count(ballots, "scottish-stv", seed="s")
    balanced = count(ballots, "balanced-stv", seed="s", makeup=anybody)

    assert (balanced.winners, balanced.stages, balanced.steps) == (plain.winners, plain.stages, plain.steps)
    assert balanced.without == plain.winners


@settings(max_examples=MANY, deadline=None)
@given(ballots())
def test_a_vote_is_never_made_or_lost(ballots: Ballots) -> None:
    result = count(ballots, "scottish-stv", seed="s")
    [first] = [step for step in result.steps if step.key == "first-preferences"]
    valid = (first.facts["cast"] - first.facts["empty"]) * result.scale
    gone = 0

    for number, stage in enumerate(result.stages):
        for step in result.steps:
            if step.stage == number:
                gone += step.facts.get("exhausted", 0) + step.facts.get("lost", 0)
        assert sum(stage) + gone == valid


@settings(max_examples=MANY, deadline=None)
@given(ballots())
def test_many_papers_are_moved_as_few_are(ballots: Ballots) -> None:
    """The piles for very many papers, which numpy moves, against the plain ones."""
    np = pytest.importorskip("numpy")
    flat: list[int] = []
    starts = []
    for _, ranking in ballots.papers:
        starts.append(len(flat))
        flat += [*(one + 1 for one in ranking), 0]
    many = [many for many, _ in ballots.papers]
    papers = Bulk(np.array(many, np.int64), np.array(flat or [0], np.uint8), np.array(starts, np.int64))
    bulk = Ballots(ballots.candidates, papers, ballots.seats, withdrawn=ballots.withdrawn)

    assert tuple(papers) == ballots.papers
    assert BulkPiles(papers, ballots.candidates).held == [{} for _ in range(ballots.candidates)]
    assert count(bulk, "scottish-stv", seed="s") == count(ballots, "scottish-stv", seed="s")
