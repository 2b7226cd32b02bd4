"""The answers as columns are the answers as they stand, whatever was done to them before."""

from __future__ import annotations

import random
from datetime import timedelta

import numpy as np
import pytest

from mithaq.dialogues import services
from mithaq.dialogues.enums import Standing
from mithaq.dialogues.models import Participant, Statement, Vote
from mithaq.dialogues.services import columns
from mithaq.foundation import languages
from mithaq.foundation.actors import SYSTEM
from tests.dialogues.circle import DURING
from tests.dialogues.crowd import Crowd

LATER = DURING + timedelta(minutes=1)


def rows(read):
    """(person, statement, answer, language) of every vote of a reading."""
    votes = read.votes
    who = np.repeat(read.people, np.diff(votes.starts))
    what = np.array(read.uids, dtype=np.int64)[votes.columns]
    spoken = [languages.CODES[one] for one in read.spoken.tolist()]
    return set(zip(who.tolist(), what.tolist(), votes.values.tolist(), spoken, strict=True))


def standing(dialogue):
    told = Vote.objects.filter(dialogue=dialogue, statement__standing=Standing.ADMITTED)
    return set(told.values_list("participant_id", "statement_id", "answer", "language"))


@pytest.mark.parametrize("seed", range(4))
def test_whatever_was_done_they_are_the_answers_as_they_stand(circle, seed):
    chance = random.Random(seed)
    crowd = Crowd(circle, circle.running(9), seed=seed)
    other = circle.running(5)
    here = Statement.objects.filter(dialogue=crowd.dialogue).order_by("number")
    circle.vote(circle.participant(other), circle.statements[0])
    circle.statements = list(here)
    for code in languages.CODES:
        crowd.answer(crowd.join(3, camp=chance.randrange(2), language=code, country=chance.choice(("LB", ""))))

    def cast():
        person = chance.choice(list(Participant.objects.filter(dialogue=crowd.dialogue)))
        statement = chance.choice(list(here.filter(votable=True)))
        circle.vote(person, statement, chance.choice((1, 0, -1)), language=chance.choice(languages.CODES))

    def take_back():
        vote = chance.choice(list(Vote.objects.filter(dialogue=crowd.dialogue, statement__votable=True).order_by("pk")))
        services.take_back(vote.participant, vote.statement, at=LATER)

    def withdraw():
        services.withdraw(chance.choice(list(Participant.objects.filter(dialogue=crowd.dialogue))), at=LATER)

    def merge():
        one, into = chance.sample(list(here.filter(votable=True)), 2)
        services.merge(one, into, by=SYSTEM, at=LATER)

    def refuse():
        services.refuse(chance.choice(list(here.filter(votable=True))), "unclear", by=SYSTEM, at=LATER)

    def describe():
        Participant.objects.filter(dialogue=crowd.dialogue).update(country=chance.choice(("JO", "TN", "")))

    for act in chance.choices((cast, take_back), k=8) + chance.sample((withdraw, merge, refuse, describe, cast), 5):
        act()
        read = columns.read(crowd.dialogue)
        assert rows(read) == standing(crowd.dialogue)
        countries = dict(Participant.objects.filter(dialogue=crowd.dialogue).values_list("pk", "country"))
        assert read.cells["country"] == [countries[pk] for pk in read.people.tolist()]


def test_what_is_read_without_somebody_is_what_stands_once_they_are_gone(circle):
    crowd = Crowd(circle, circle.running(6))
    gone = crowd.join(5)[2]
    crowd.answer(list(Participant.objects.all()))

    before = columns.read(crowd.dialogue, leaving=gone.pk)
    Participant.objects.filter(pk=gone.pk).delete()
    after = columns.read(crowd.dialogue)

    assert rows(before) == rows(after)
    assert (before.version == after.version).all()
    assert before.cells == after.cells


def test_of_no_answers_nothing_is_read(circle):
    read = columns.read(circle.running(5))

    assert not len(read.people)
    assert not rows(read)
