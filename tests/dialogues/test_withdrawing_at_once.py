"""Whoever withdraws has the map without them worked out before the transaction in which nobody else can write; what
comes in between is noticed, and never makes a map that tells of few, or of who is gone."""

from __future__ import annotations

import random
from datetime import timedelta

import numpy as np
import pytest

from mithaq.dialogues import services
from mithaq.dialogues.enums import Answer, Ground, State
from mithaq.dialogues.models import Dialogue, Drawn, Kept, Participant, Vote
from mithaq.dialogues.services import batches, columns, drawing, publishing, taking_part
from mithaq.foundation.actors import SYSTEM
from tests.dialogues.circle import CLOSES, DURING
from tests.dialogues.crowd import Crowd
from tests.dialogues.test_privacy import Attacker

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def crowd(circle):
    """Two camps of thirty, with their first map."""
    found = Crowd(circle, circle.running(12))
    for camp in (0, 1):
        for country in ("LB", "JO"):
            found.answer(found.join(15, camp=camp, country=country))
    assert drawing.refresh(found.dialogue, at=DURING + MINUTE).people == 60
    return found


@pytest.fixture
def between(monkeypatch):
    """What comes between the working out and the act, once; and in which order things were done."""
    done: list[str] = []
    work: list = []
    held, make, keep = taking_part.locked, publishing.make, drawing.keep

    def hold(dialogue):
        while work:
            work.pop()()
        done.append("held")
        return held(dialogue)

    def made(*args, **more):
        done.append("made")
        return make(*args, **more)

    def kept(ready):
        drawn = keep(ready)
        done.append("kept")
        return drawn

    monkeypatch.setattr(taking_part, "locked", hold)
    monkeypatch.setattr(publishing, "make", made)
    monkeypatch.setattr(drawing, "keep", kept)

    def put(act=None):
        done.clear()
        work[:] = [act] if act else []
        return done

    return put


def somebody(crowd, number=3) -> Participant:
    return Participant.objects.filter(dialogue=crowd.dialogue).order_by("pk")[number]


def leave(one, *, at=DURING + HOUR) -> None:
    services.withdraw(one, at=at)
    assert not Vote.objects.filter(participant_id=one.pk).exists()
    assert not Participant.objects.filter(pk=one.pk).exists()


def nothing_of(one) -> None:
    ledger = batches.unpack(bytes(Kept.objects.get(dialogue_id=one.dialogue_id).data))
    assert one.pk not in ledger.people
    assert one.pk not in ledger.seen["person"]
    assert not any(one.pk in told for told in ledger.cells.values())


def test_nothing_is_worked_out_while_the_dialogue_is_held(crowd, between):
    one, done = somebody(crowd), between()

    leave(one)

    assert done == ["made", "held", "kept"]
    assert drawing.last_map(crowd.dialogue).number == 2
    nothing_of(one)


def test_of_a_closed_dialogue_too(crowd, circle, between):
    circle.close(crowd.dialogue)
    number = drawing.last_map(crowd.dialogue).number
    one, done = somebody(crowd), between()

    leave(one, at=CLOSES + HOUR)

    assert done == ["made", "held", "kept"]
    assert [(m.number, m.is_final) for m in Drawn.objects.all()[:2]] == [(number + 1, True), (number, False)]
    nothing_of(one)


def test_who_stood_in_no_map_has_none_worked_out(crowd, between):
    crowd.answer(crowd.join(1))
    one, done = Participant.objects.latest("pk"), between()

    leave(one)

    assert done == ["held"]
    assert drawing.last_map(crowd.dialogue).number == 1


def more(crowd):
    """One map more; by chance some who come wait for a table of their own, then a few others come."""
    for minute in range(2, 50):
        for camp in (0, 1):
            crowd.answer(crowd.join(8, camp=camp, country="LB"), now=DURING + minute * MINUTE)
        if drawing.refresh(crowd.dialogue, at=DURING + minute * MINUTE + MINUTE / 2):
            return
    pytest.fail("no map was drawn")


def rise(crowd):
    services.change(crowd.dialogue, floor=8, by=SYSTEM, at=DURING)


ACTS = {
    "another map": (more, 3),
    "a floor that rises": (rise, 2),
    "another withdraws": (lambda crowd: services.withdraw(somebody(crowd, 40), at=DURING + HOUR), 3),
    "another of the same group": (lambda crowd: services.withdraw(somebody(crowd, 4), at=DURING + HOUR), 3),
    "the close": (lambda crowd: crowd.circle.close(crowd.dialogue, now=DURING + HOUR), None),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_comes_in_between_has_the_map_drawn_once_more(crowd, between, act):
    does, number = ACTS[act]
    attacker = Attacker(crowd.dialogue)
    attacker.look()
    one = somebody(crowd)

    inside = []

    def meanwhile():
        does(crowd)
        attacker.look()
        ledger = batches.unpack(bytes(Kept.objects.get(dialogue=crowd.dialogue).data))
        inside.append(bool(ledger.inside[ledger.people == one.pk].any()))

    done = between(meanwhile)
    leave(one)
    attacker.look()

    assert done[0] == "made"
    last = drawing.last_map(crowd.dialogue)
    if inside == [True]:
        assert done[-3:] == ["held", "made", "kept"], "what was worked out before was kept"
        assert number is None or last.number == number
    else:  # taken out with the other, by chance: then they stand in no map, and none without them is drawn
        assert act == "another of the same group"
        assert done[-1] == "held"
    dialogue = Dialogue.objects.get(pk=crowd.dialogue.pk)
    assert last.is_final == (dialogue.state == State.CLOSED)
    assert all(group["size"] >= dialogue.floor for group in last.figures["groups"])
    nothing_of(one)
    assert attacker.unproven(crowd.dialogue.floor) == []
    assert attacker.least() >= crowd.dialogue.floor


def test_a_dialogue_that_is_cancelled_in_between_keeps_nothing(crowd, between):
    one = somebody(crowd)
    between(lambda: services.cancel(crowd.dialogue, reason="No longer needed", by=SYSTEM, at=DURING + HOUR))

    services.withdraw(one, at=DURING + HOUR)
    services.withdraw(one, at=DURING + HOUR)

    assert not Vote.objects.exists()
    assert not Drawn.objects.exists()
    assert not Kept.objects.exists()


def test_who_withdraws_twice_at_once_leaves_once(crowd, between):
    one = somebody(crowd)
    between(lambda: services.withdraw(Participant.objects.get(pk=one.pk), at=DURING + HOUR))

    leave(one)

    assert drawing.last_map(crowd.dialogue).number == 2


def test_an_answer_that_comes_in_between_waits_for_the_next_map(crowd, between):
    """As with any map: it counts the answers that were read."""
    one, other = somebody(crowd), somebody(crowd, 5)
    before = dict(zip(*versions(crowd.dialogue), strict=True))
    done = between(
        lambda: services.cast(other, crowd.circle.statements[0], Answer.PASS, language="en", at=DURING + HOUR)
    )

    leave(one)

    assert done == ["made", "held", "kept"]
    ledger = batches.unpack(bytes(Kept.objects.get(dialogue=crowd.dialogue).data))
    told = dict(zip(ledger.people[ledger.inside].tolist(), ledger.version[ledger.inside].tolist(), strict=True))
    assert all(before[pk] == version for pk, version in told.items())


def versions(dialogue):
    found = columns.read(dialogue)
    return found.people.tolist(), found.version.tolist()


def test_who_is_gone_between_two_questions_of_one_reading_stops_nothing(crowd, monkeypatch):
    """The answers are read, then who gave them: somebody may have gone in between."""
    one, marks = somebody(crowd), columns._marks
    monkeypatch.setattr(
        columns, "_marks", lambda *told: (Participant.objects.filter(pk=one.pk).delete(), marks(*told))[1]
    )
    for camp in (0, 1):
        crowd.answer(crowd.join(8, camp=camp), now=DURING + HOUR)

    assert drawing.publish(crowd.dialogue, at=DURING + HOUR) is None

    assert drawing.last_map(crowd.dialogue).number == 1


@pytest.mark.parametrize("seed", range(2))
def test_no_sum_tells_of_few_where_acts_come_in_between(circle, between, seed):
    dialogue = circle.running(12, floor=5)
    crowd, chance, attacker = Crowd(circle, dialogue, seed=seed, noise=0.15), random.Random(seed), Attacker(dialogue)
    now = DURING

    def come(size):
        for camp in (0, 1):
            crowd.answer(crowd.join(size, camp=camp, country=chance.choice(("LB", "JO", ""))), now=now)

    def publish():
        drawing.refresh(dialogue, at=now + timedelta(seconds=30))
        attacker.look()

    def anybody():
        return chance.choice(list(Participant.objects.filter(dialogue=dialogue)))

    def other():
        services.withdraw(anybody(), at=now)
        attacker.look()

    def refuse():
        if len(circle.statements) > 9:
            services.refuse(circle.statements.pop(), Ground.UNCLEAR, by=SYSTEM, at=now)

    def join():
        if len(circle.statements) > 9:
            services.merge(circle.statements.pop(), circle.statements[0], by=SYSTEM, at=now)

    come(15)
    publish()
    for step in range(14):
        now += MINUTE
        come(chance.choice((1, 3, 8)))
        acts = [lambda: (come(7), publish()), other, refuse, join, lambda: come(2), lambda: (other(), other())]
        between(acts[step % len(acts)])
        services.withdraw(anybody(), at=now)
        attacker.look()
        if chance.random() < 0.5:
            publish()
    circle.close(dialogue)
    attacker.look()
    between(other)
    services.withdraw(anybody(), at=CLOSES + HOUR)
    attacker.look()

    assert attacker.number >= 6, "too few maps to be a test"
    assert attacker.unproven(dialogue.floor) == []
    assert attacker.least() >= dialogue.floor
    ledger = batches.unpack(bytes(Kept.objects.get(dialogue=dialogue).data))
    there = Participant.objects.filter(dialogue=dialogue).values_list("pk", flat=True)
    assert np.isin(ledger.seen["person"], list(there)).all()
