"""Looking ahead: who is doomed, who is guarded, and why, against a look at every committee; and Balanced STV by it."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.elections.makeups import (
    MANY,
    Every,
    ballots_by_chance,
    makeup_by_chance,
    meetable_by_chance,
    somebody,
)
from tests.kernels.elections.rechecking import recheck

from mithaq.kernels.elections import Ballots, CannotCount, LookAhead, Makeup, Quota, Result, Verdict, ahead, search
from mithaq.kernels.elections.methods import count
from mithaq.kernels.elections.transfer import scottish


@pytest.mark.parametrize("part", range(8))
def test_exactly_the_doomed_and_the_guarded_are_told_after_every_event(part):
    """Along a random course of events that the verdicts allow; the reasons are smallest sets when first told."""
    told = 0
    for seed in range(part, MANY, 8):
        makeup, seats = meetable_by_chance(seed)
        number = len(makeup.attributes)
        every = Every(makeup, min(seats, number))
        chance = random.Random(seed)
        ahead, elected, hopeful, known = LookAhead(makeup, seats), [], set(range(number)), set()
        while len(elected) < every.size < len(elected) + len(hopeful):
            verdict = ahead.after(tuple(elected), frozenset(hopeful))

            out = set(range(number)) - hopeful - set(elected)
            left = every.meeting(None, elected, out)
            doomed = {one for one in hopeful if not any(one in committee for committee in left)}
            guarded = {one for one in hopeful if all(one in committee for committee in left)}
            assert left, seed
            assert {one for one, _ in verdict.doomed} == doomed, seed
            assert {one for one, _ in verdict.guarded} == guarded, seed
            for one, keys in verdict.doomed + verdict.guarded:
                inside, outside = (elected, out | {one}) if one in guarded else ([*elected, one], out)
                assert not every.meeting(keys, inside, outside), seed
                if one not in known:
                    told += 1
                    assert all(every.meeting(set(keys) - {key}, inside, outside) for key in keys), seed
            known |= doomed | guarded
            electable, excludable = sorted(hopeful - doomed), sorted(hopeful - guarded)
            one = chance.choice(electable if chance.random() < 0.4 or not excludable else excludable)
            hopeful.discard(one)
            if (one in electable and (one in guarded or chance.random() < 0.4)) or one not in excludable:
                elected.append(one)
    assert told > MANY / 4


def test_a_count_that_can_come_to_nothing_is_refused_with_the_quotas():
    refused = 0
    for seed in range(MANY):
        makeup, seats = makeup_by_chance(seed)
        every = Every(makeup, min(seats, len(makeup.attributes)))
        if every.meeting():
            continue
        with pytest.raises(CannotCount) as found:
            LookAhead(makeup, seats).after((), frozenset(range(len(makeup.attributes))))
        refused += 1
        assert found.value.key == "infeasible"
        assert not every.meeting(found.value.facts["quotas"]), seed
    assert refused > MANY / 4


def test_it_is_right_in_any_order_of_questions():
    for seed in range(20):
        makeup, seats = meetable_by_chance(seed, most=8)
        everybody = frozenset(range(len(makeup.attributes)))
        used = LookAhead(makeup, seats)
        courses = [((), everybody), *(((one,), everybody - {one}) for one in everybody), ((), everybody)]

        for elected, hopeful in courses:
            assert _answer(used, elected, hopeful) == _answer(LookAhead(makeup, seats), elected, hopeful), seed


def test_asked_of_the_solver_many_at_once_the_answers_are_the_same(monkeypatch):
    """Candidates of many kinds, so that there is much to ask; the searches give up at once."""
    courses = [course for seed in (6, 7) for course in _course(seed)]
    searched = [_answer(LookAhead(makeup, seats), *state) for makeup, seats, *state in courses]
    for where in (ahead, search):
        monkeypatch.setattr(where, "SOON", 0)
    monkeypatch.setattr(ahead, "LEAST", 0)
    monkeypatch.setattr(search, "FIRST", 0)
    asked = []
    cover = search.Space.cover
    monkeypatch.setattr(search.Space, "cover", lambda *told: asked.append(told) or cover(*told))

    found = [_answer(LookAhead(makeup, seats), *state) for makeup, seats, *state in courses]

    assert found == searched
    assert len(asked) > 5


def _course(seed):
    """A course of events of a larger election, as far as somebody can be elected or excluded."""
    chance = random.Random(seed)
    makeup = replace(makeup_by_chance(seed)[0], attributes=tuple(somebody(chance) for _ in range(40)))
    elected, hopeful = (), frozenset(range(40))
    while len(elected) < 12 < len(elected) + len(hopeful):
        yield makeup, 12, elected, hopeful
        try:
            verdict = LookAhead(makeup, 12).after(elected, hopeful)
        except CannotCount:
            return
        elects = chance.random() < 0.3
        barred = {one for one, _ in (verdict.doomed if elects else verdict.guarded)}
        one = chance.choice(sorted(hopeful - barred))
        hopeful -= {one}
        elected += (one,) if elects else ()


def _answer(told: LookAhead, elected: tuple[int, ...], hopeful: frozenset[int]) -> object:
    try:
        verdict = told.after(elected, hopeful)
    except CannotCount as refused:
        return refused.key
    return {one for one, _ in verdict.doomed}, {one for one, _ in verdict.guarded}


# Balanced STV


@pytest.mark.parametrize("part", range(8))
def test_every_step_of_a_balanced_count_holds_and_the_result_meets_the_quotas(part):
    counted = 0
    for seed in range(part, MANY, 8):
        ballots, makeup, order = instance(seed)
        every = Every(makeup, ballots.seats)

        try:
            result = scottish(ballots, order=order, ahead=LookAhead(makeup, ballots.seats))
        except CannotCount as refused:
            assert refused.key == "infeasible"
            assert not every.meeting(None, (), ballots.withdrawn), seed
            continue
        if ballots.candidates - len(ballots.withdrawn) <= ballots.seats:
            continue  # all are elected; `count` asks before whether they meet the quotas
        counted += 1
        assert recheck(ballots, result, order, makeup) == [], seed
        assert frozenset(result.winners) in every.meeting(None, (), ballots.withdrawn), seed
    assert counted > MANY / 16


def test_who_all_have_to_be_elected_must_meet_the_quotas_as_well():
    women = Quota("women", "gender", "at-least", ("woman",), number=1)
    makeup = Makeup((women,), ({"gender": ("man",)}, {"gender": ("man",)}))

    with pytest.raises(CannotCount) as refused:
        count(Ballots(2, ((3, (0, 1)),), 2), "balanced-stv", makeup=makeup)

    assert (refused.value.key, refused.value.facts) == ("infeasible", {"quotas": ["women"]})


def test_who_sits_already_counts_for_the_quotas_and_not_for_the_votes():
    one_each = Quota("levels", "level", "at-most", ("global",), number=1)
    people = ({"level": ("global",)}, {"level": ("national",)}, {"level": ("national",)})
    ballots = Ballots(3, ((6, (0,)), (3, (1,)), (2, (2,))), 2)

    alone = count(ballots, "balanced-stv", makeup=Makeup((one_each,), people))
    beside = count(ballots, "balanced-stv", makeup=Makeup((one_each,), people, ({"level": ("global",)},)))

    assert (alone.winners, beside.winners) == ((0, 1), (1, 2))
    assert alone.quota == beside.quota == 4


# what does not matter, and what changes nothing

seeds = st.integers(0, 5_000)


def balanced(ballots: Ballots, makeup: Makeup, order: list[int]) -> Result | None:
    try:
        return scottish(ballots, order=order, ahead=LookAhead(makeup, ballots.seats))
    except CannotCount:
        return None


def instance(seed: int) -> tuple[Ballots, Makeup, list[int]]:
    makeup, seats = meetable_by_chance(seed)
    ballots = ballots_by_chance(seed, len(makeup.attributes), seats)
    return ballots, makeup, random.Random(seed).sample(range(ballots.candidates), ballots.candidates)


@settings(max_examples=MANY // 2, deadline=None)
@given(seeds, st.randoms(use_true_random=False))
def test_other_numbers_for_the_candidates_elect_the_same_people(seed, chance):
    ballots, makeup, order = instance(seed)
    new = list(range(ballots.candidates))
    chance.shuffle(new)  # candidate c becomes new[c]; the lots stay with the people
    old = sorted(new, key=new.__getitem__)
    for number, one in enumerate(new):
        old[one] = number
    renamed = replace(
        ballots,
        papers=tuple((many, tuple(new[one] for one in paper)) for many, paper in ballots.papers),
        withdrawn=frozenset(new[one] for one in ballots.withdrawn),
    )
    moved = replace(makeup, attributes=tuple(makeup.attributes[one] for one in old))

    before, after = balanced(ballots, makeup, order), balanced(renamed, moved, [new[one] for one in order])

    assert (before is None) == (after is None)
    if before and after:
        assert tuple(new[one] for one in before.winners) == after.winners
        assert [[stage[one] for one in old] for stage in before.stages] == [list(stage) for stage in after.stages]


@settings(max_examples=MANY // 2, deadline=None)
@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_the_voters_does_not_matter(seed, chance):
    ballots, makeup, order = instance(seed)
    one_by_one = [(1, paper) for many, paper in ballots.papers for _ in range(many)]
    chance.shuffle(one_by_one)

    before, after = (
        balanced(ballots, makeup, order),
        balanced(replace(ballots, papers=tuple(one_by_one)), makeup, order),
    )

    assert before == after


class Watched:
    """Looks ahead with quotas, and notes whether one more quota would have said anything else on the same course."""

    def __init__(self, makeup: Makeup, more: Quota, seats: int) -> None:
        self.without, self.beside = (
            LookAhead(makeup, seats),
            LookAhead(replace(makeup, quotas=(*makeup.quotas, more)), seats),
        )
        self.same = True

    def after(self, elected: tuple[int, ...], hopeful: frozenset[int]) -> Verdict:
        verdict = self.without.after(elected, hopeful)
        try:
            other = self.beside.after(elected, hopeful)
            for one, two in ((verdict.doomed, other.doomed), (verdict.guarded, other.guarded)):
                self.same &= {who for who, _ in one} == {who for who, _ in two}
        except CannotCount:
            self.same = False
        return verdict


@settings(max_examples=MANY, deadline=None)
@given(seeds, seeds)
def test_a_quota_that_dooms_and_guards_nobody_on_the_way_changes_nothing(seed, other):
    """What is true of a quota already satisfied: if at no look ahead of the count without it the quota dooms or guards
    anybody else, the count with it is the same, stage by stage. It is then met by the result, too. And where the
    results differ, it did doom or guard somebody on the way.
    """
    ballots, makeup, order = instance(seed)
    more = replace(makeup_by_chance(other)[0].quotas[0], key="more")
    watched = Watched(makeup, more, ballots.seats)
    try:
        before = scottish(ballots, order=order, ahead=watched)
    except CannotCount:
        return

    after = balanced(ballots, replace(makeup, quotas=(*makeup.quotas, more)), order)

    if watched.same:
        assert after is not None
        assert (after.winners, after.stages) == (before.winners, before.stages)


@settings(max_examples=MANY // 2, deadline=None)
@given(seeds)
def test_a_quota_that_follows_from_the_others_changes_nothing(seed):
    """One that every committee meets that meets the others, like a bound said twice, or a weaker one."""
    ballots, makeup, order = instance(seed)
    first = makeup.quotas[0]
    weaker = replace(first, key="weaker")
    if first.rule in ("at-least", "at-most") and first.number is not None:
        weaker = replace(weaker, number=max(0, first.number + (1 if first.rule == "at-most" else -1)))

    before, after = (
        balanced(ballots, makeup, order),
        balanced(ballots, replace(makeup, quotas=(*makeup.quotas, weaker)), order),
    )

    assert (before is None) == (after is None)
    if before and after:
        assert (before.winners, before.stages) == (after.winners, after.stages)


def test_a_quota_the_result_would_meet_anyway_can_still_change_it():
    """Why the property above speaks of every look ahead.

    A, B and C are of one kind, D and E of none; one of the kind at most. Without the quota A and E are elected, B and C
    are excluded on the way. With it B goes as soon as A is in, and B's votes help D to overtake E.
    """
    a, b, c, d, e = range(5)
    kind, none = {"level": ("national",)}, {}
    quota = Quota("one", "level", "at-most", ("national",), number=1)
    makeup = Makeup((quota,), (kind, kind, kind, none, none))
    ballots = Ballots(5, ((6, (a, d)), (3, (e, c)), (2, (b, c, d))), 2)

    plain, under = scottish(ballots, order=range(5)), scottish(ballots, order=range(5), ahead=LookAhead(makeup, 2))

    assert (plain.winners, under.winners) == ((a, e), (a, d))
    assert frozenset(plain.winners) in Every(makeup, 2).meeting()
    assert recheck(ballots, under, range(5), makeup) == []


def test_what_was_found_once_stays_so():
    """Doomed stays doomed and guarded stays guarded, whatever the count does next."""
    for seed in range(MANY // 4):
        ballots, makeup, order = instance(seed)
        noted = _Noting(makeup, ballots.seats)
        try:
            scottish(ballots, order=order, ahead=noted)
        except CannotCount:
            continue
        for (before, _), (after, (elected, hopeful)) in pairwise(noted.told):
            if len(elected) < ballots.seats < len(elected) + len(hopeful):
                assert {one for one, _ in before.doomed} & hopeful <= {one for one, _ in after.doomed}, seed
                assert {one for one, _ in before.guarded} & hopeful <= {one for one, _ in after.guarded}, seed


class _Noting:
    def __init__(self, makeup: Makeup, seats: int) -> None:
        self.ahead = LookAhead(makeup, seats)
        self.told: list[tuple[Verdict, tuple[tuple[int, ...], frozenset[int]]]] = []

    def after(self, elected: tuple[int, ...], hopeful: frozenset[int]) -> Verdict:
        verdict = self.ahead.after(elected, hopeful)
        self.told.append((verdict, (elected, hopeful)))
        return verdict
