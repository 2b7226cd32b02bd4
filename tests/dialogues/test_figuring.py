"""What a map shows beside counts: where one stands, how far a statement reaches, what those nearest to others hold."""

from __future__ import annotations

import math
import random
from datetime import timedelta

import numpy as np
import pytest

from mithaq.dialogues.enums import Answer
from mithaq.dialogues.models import Vote
from mithaq.dialogues.services import drawing, figuring
from mithaq.kernels import opinion
from tests.dialogues.circle import DURING
from tests.dialogues.crowd import Crowd

LATER = DURING + timedelta(minutes=1)


@pytest.mark.parametrize("mode", ["stable", "polis"])
@pytest.mark.parametrize("meta", [(), (3, 5)])
def test_everybody_stands_where_the_map_has_them_however_many_they_answered(mode, meta):
    chance = random.Random(3)
    rows = [
        (
            person,
            one,
            chance.choice((1, 0, -1)) if chance.random() < 0.3 else 1 if (person % 2) == (one % 3 > 0) else -1,
        )
        for person in range(80)
        for one in chance.sample(range(30), chance.choice((10, 14, 30)))
    ]
    votes = opinion.votes_of(rows, meta=meta)
    drawn = opinion.draw(votes, opinion.Options(mode=mode))
    how = figuring.stand(drawn, opinion.totals(votes), 5)
    assert figuring.placed(how, votes) == pytest.approx(drawn.points[:, :2], abs=1e-9)


def test_how_far_a_statement_reaches_tells_nothing_of_who_is_not_counted(circle):
    """An attacker has the published figures; three people who answered too little to be placed all disagree."""
    crowd = Crowd(circle, circle.running(12), noise=0.3)
    for camp in (0, 1):
        crowd.answer(crowd.join(10, camp=camp))
    for person in crowd.join(3):
        for statement in circle.statements[:5]:
            circle.vote(person, statement, Answer.DISAGREE)
    drawn = drawing.refresh(crowd.dialogue, at=LATER)
    assert drawn.people == 20
    told = drawn.figures["statements"]
    at = {uid: math.hypot(*one["at"]) for uid, one in told.items()}
    unit = math.sqrt(2 / sum(length**2 for length in at.values()))  # two axes, each of length 1
    looked = 0
    for statement in circle.statements[:6]:
        one, length = told[statement.uid], at[statement.uid] * unit
        if length < 0.2:
            continue
        implied = 1 - one["reach"] / (math.sqrt(12) * length)
        agreed, disagreed, _passed = one["all"]
        assert implied == pytest.approx((agreed - disagreed) / 20, abs=0.04)
        answers = Vote.objects.filter(statement=statement).values_list("answer", flat=True)
        looked += abs(implied - sum(answers) / len(answers)) > 0.08
    assert looked >= 2, "too few statements on which the three would show"


def test_half_a_group_is_told_of_only_where_it_is_as_many_as_the_floor(circle):
    crowd = Crowd(circle, circle.running(12))
    for camp in (0, 1):
        crowd.answer(crowd.join(9, camp=camp))
    first = drawing.refresh(crowd.dialogue, at=LATER).figures
    assert {one["bridging"] for one in first["statements"].values()} == {0.0}
    for camp in (0, 1):
        crowd.answer(crowd.join(6, camp=camp), now=LATER + timedelta(minutes=1))
    second = drawing.refresh(crowd.dialogue, at=LATER + timedelta(minutes=2)).figures
    values = np.array([one["bridging"] for one in second["statements"].values()])
    assert (values > 0).all()
    assert np.round(values * 10) == pytest.approx(values * 10), "in tenths: one person is not seen"


def test_the_picture_does_not_end_where_somebody_stands():
    cloud = np.random.default_rng(1).normal(size=(20, 2))
    out = np.vstack([cloud, [[0.0, 9.0]]])
    left, low, right, high = figuring._frame([out])
    assert high < 9.0
    assert figuring._frame([]) == [-1.0, -1.0, 1.0, 1.0]
    assert left < -1 < 1 < right
    assert low < 0


def test_the_shape_of_a_group_is_told_in_tenths():
    """Its middle is a sum of answers: of thirty people it moves less by six who answer a masked statement."""
    cloud = np.random.default_rng(1).normal(size=(30, 2))
    shape = figuring._ellipse(cloud)
    assert shape[:4] == [round(one, 1) for one in shape[:4]]
    assert figuring._ellipse(cloud[:1])[2:4] == [0.1, 0.1], "one place is seen, too"
