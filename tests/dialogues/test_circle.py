"""The world of these tests is the same wherever a test stands among others."""

from __future__ import annotations

from django.db import transaction

from mithaq.dialogues.services import batches


def test_whom_chance_takes_is_the_same_whether_the_dialogue_was_worked_out_or_remembered(circle):
    found = []
    for _time in range(2):
        before = transaction.savepoint()
        dialogue = circle.running(5)
        found.append((dialogue.seed, batches.CHANCE.getrandbits(64)))
        transaction.savepoint_rollback(before)

    assert found[0] == found[1]


def test_statements_of_one_dialogue_stay_those_when_another_is_begun(circle):
    circle.running(6)
    first = circle.statements

    circle.running(5)

    assert (len(first), len(circle.statements)) == (6, 5)
