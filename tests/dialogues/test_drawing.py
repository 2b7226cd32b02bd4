"""The map is drawn when it is due, tells of no few people, and forgets who withdraws."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mithaq.dialogues import services
from mithaq.dialogues.models import Drawn, Kept, Participant, Vote
from mithaq.dialogues.services import batches, drawing
from tests.dialogues.circle import DURING
from tests.dialogues.crowd import Crowd

LATER = DURING + timedelta(minutes=1)


@pytest.fixture
def crowd(circle):
    return Crowd(circle, circle.running(12))


@pytest.fixture
def two(crowd):
    """Thirty on either side, and the map of them."""
    for camp in (0, 1):
        crowd.answer(crowd.join(30, camp=camp, language=("ar", "fr")[camp]))
    return drawing.refresh(crowd.dialogue, at=LATER)


def test_two_camps_are_two_groups_with_what_sets_them_apart(crowd, two):
    assert two.number == 1
    assert two.people == 60
    told = two.figures
    assert sorted(one["size"] for one in told["groups"]) == [30, 30]
    assert all(one["stances"] for one in told["groups"])
    assert told["agreed"]
    assert told["dividing"]
    assert set(told["statements"]) == {one.uid for one in crowd.circle.statements}


def test_fewer_than_the_floor_have_no_map(crowd):
    crowd.answer(crowd.join(4))
    assert drawing.refresh(crowd.dialogue, at=LATER) is None
    assert drawing.final(crowd.dialogue, at=LATER) is None
    assert not Drawn.objects.exists()


def test_the_next_map_waits_for_as_many_as_the_floor_in_every_group(crowd, two):
    crowd.answer(crowd.join(4), now=LATER + timedelta(seconds=30))
    assert drawing.refresh(crowd.dialogue, at=LATER + timedelta(minutes=1)) is None
    crowd.answer(crowd.join(1), now=LATER + timedelta(minutes=2))
    third = drawing.refresh(crowd.dialogue, at=LATER + timedelta(minutes=3))
    assert third is not None
    assert sorted(one["size"] for one in third.figures["groups"]) == [30, 35]


def test_who_answers_the_same_again_is_not_new(crowd, two):
    Vote.objects.update(changed_at=LATER + timedelta(minutes=1))
    assert drawing.is_due(crowd.dialogue, at=LATER + timedelta(minutes=2))
    assert drawing.refresh(crowd.dialogue, at=LATER + timedelta(minutes=2)) is None


def test_who_takes_all_answers_back_and_gives_them_again_is_not_new(crowd, two):
    some = [one for one, camp in crowd.camp.items() if camp == 0][:5]
    taken = list(Vote.objects.filter(participant__in=some).order_by("pk"))
    Vote.objects.filter(participant__in=some).delete()
    crowd.answer(crowd.join(5, camp=1), now=LATER)
    without = drawing.refresh(crowd.dialogue, at=LATER + timedelta(minutes=1))
    assert without is not None
    marks = batches.unpack(Kept.objects.get().data).seen["person"]
    assert set(some) <= set(marks.tolist())

    Vote.objects.bulk_create(taken)
    Vote.objects.filter(participant__in=some).update(changed_at=LATER + timedelta(minutes=2))

    assert drawing.refresh(crowd.dialogue, at=LATER + timedelta(minutes=3)) is None


def test_it_is_not_looked_at_twice_within_ten_seconds(crowd, two):
    for camp in (0, 1):
        crowd.answer(crowd.join(10, camp=camp), now=LATER)
    assert drawing.refresh(crowd.dialogue, at=LATER + timedelta(seconds=5)) is None
    assert drawing.refresh(crowd.dialogue, at=LATER + timedelta(seconds=11)) is not None


def test_one_draws_at_a_time(crowd, two):
    for camp in (0, 1):
        crowd.answer(crowd.join(10, camp=camp), now=LATER + timedelta(minutes=1))
    Kept.objects.update(busy_until=LATER + timedelta(minutes=9))
    assert drawing.refresh(crowd.dialogue, at=LATER + timedelta(minutes=2)) is None
    assert drawing.refresh(crowd.dialogue, at=LATER + timedelta(minutes=12)) is not None


def test_the_same_answers_give_the_same_map_again(crowd, two):
    Kept.objects.all().delete()
    Drawn.objects.all().delete()
    again = drawing.refresh(crowd.dialogue, at=LATER)
    by_chance = {"facets": {}}  # whom the tables tell of is chosen by chance, so that nobody can know it
    assert (again.digest, again.figures | by_chance) == (two.digest, two.figures | by_chance)


def test_who_withdraws_is_in_no_map_from_then_on_and_not_alone_to_go(crowd, two):
    person = Participant.objects.first()
    services.withdraw(person, at=LATER + timedelta(minutes=1))
    after = drawing.last_map(crowd.dialogue)
    assert after.number == 2
    assert after.people <= 60 - crowd.dialogue.floor
    assert Participant.objects.filter(held_back=True).count() == 60 - after.people - 1
    assert after.figures["left_out"]


def test_who_is_held_back_comes_again_with_the_next_batch(crowd, two):
    services.withdraw(Participant.objects.first(), at=LATER + timedelta(minutes=1))
    for camp in (0, 1):
        crowd.answer(crowd.join(5, camp=camp), now=LATER + timedelta(minutes=2))
    after = drawing.refresh(crowd.dialogue, at=LATER + timedelta(minutes=3))
    assert after.people == 69
    assert not Participant.objects.filter(held_back=True).exists()
    assert not after.figures["left_out"]


def test_who_withdraws_after_the_close_is_gone_from_the_last_map_too(crowd, two):
    crowd.circle.close(crowd.dialogue)
    assert drawing.last_map(crowd.dialogue).is_final
    services.withdraw(Participant.objects.last(), at=LATER + timedelta(days=30))
    after = drawing.last_map(crowd.dialogue)
    assert after.is_final
    assert after.people <= 55
    assert Drawn.objects.filter(is_final=True).count() == 1


def test_the_close_draws_what_the_rules_allow(crowd, two):
    crowd.answer(crowd.join(3), now=LATER)
    crowd.circle.close(crowd.dialogue)
    last = drawing.last_map(crowd.dialogue)
    assert last.is_final
    assert last.people == 60
    assert last.figures["left_out"]
