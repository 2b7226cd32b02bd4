"""An answer that comes while moderators act: it stands where it is counted, or is refused."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import transaction

from mithaq.dialogues import services
from mithaq.dialogues.enums import Answer
from mithaq.dialogues.models import Participant, Statement, Vote
from mithaq.foundation.actors import SYSTEM
from tests.dialogues.circle import DURING, Circle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def network(committed):
    return Circle(committed)


def test_no_answer_is_taken_on_a_statement_that_is_taken_away_meanwhile(network, together):
    somebody = network.participant(network.running(5))
    acts = {
        "merge": lambda one: services.merge(one, network.statements[4], by=SYSTEM, at=DURING),
        "refuse": lambda one: services.refuse(one, "unclear", by=SYSTEM, at=DURING),
        "correct": lambda one: services.correct(one, "Quite another text", by=SYSTEM, at=DURING),
    }
    begun, outcomes = {act: threading.Event() for act in acts}, {}

    def moderate() -> None:
        for act, statement in zip(acts, network.statements, strict=False):
            with transaction.atomic():
                acts[act](Statement.objects.get(pk=statement.pk))
                begun[act].set()
                time.sleep(0.2)

    def answer() -> None:
        who = Participant.objects.get(pk=somebody.pk)
        for act, statement in zip(acts, network.statements, strict=False):
            assert begun[act].wait(60)
            try:
                services.cast(who, statement, Answer.AGREE, language="en", at=DURING)
            except services.NotTaken as refused:
                outcomes[act] = refused.code

    assert together(lambda n: answer() if n else moderate(), 2) == ["done", "done"]
    assert outcomes == dict.fromkeys(acts, "not-votable")
    assert not Vote.objects.exists()
