"""Where answers are many a map without who withdrew is drawn as a job: what is shown until then, and after."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from mithaq.dialogues import services
from mithaq.dialogues.models import Dialogue, Drawn, Kept, Participant, Vote
from mithaq.dialogues.services import batches, drawing, exporting
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Job
from tests.dialogues.circle import CLOSES, DURING
from tests.dialogues.crowd import Crowd
from tests.dialogues.test_at_the_moment import said
from tests.dialogues.test_maps import page

LATER = DURING + timedelta(hours=2)


@pytest.fixture
def crowd(circle, monkeypatch):
    """A dialogue with its first map; from now on three hundred answers are many."""
    dialogue = circle.running(9, publishes_rows=True)
    found = Crowd(circle, dialogue)
    for camp in (0, 1):
        found.answer(found.join(20, camp=camp))
    drawing.refresh(dialogue, at=DURING + timedelta(hours=1))
    assert Drawn.objects.get(dialogue=dialogue).people == 40
    monkeypatch.setattr(drawing, "MANY", 300)
    return found


def withdrawn(crowd, **told) -> Participant:
    somebody = Participant.objects.filter(dialogue=crowd.dialogue).order_by("pk")[3]
    services.withdraw(somebody, at=LATER, **told)
    return somebody


def test_answers_go_at_once_and_the_job_draws_a_map_without_them(
    circle, crowd, cast, django_capture_on_commit_callbacks
):
    Dialogue.objects.filter(pk=crowd.dialogue.pk).update(closes_at=now() + timedelta(days=1))
    with django_capture_on_commit_callbacks() as queued:
        somebody = withdrawn(crowd)

    assert not Vote.objects.filter(participant_id=somebody.pk).exists()
    assert not Participant.objects.filter(pk=somebody.pk).exists()
    assert Job.objects.get(kind=drawing.JOB).state == Job.State.WAITING
    assert Drawn.objects.get(dialogue=crowd.dialogue).people == 40
    assert "Whoever has withdrawn since this one is not in it." in said(page(cast.client(), crowd.dialogue))

    for callback in queued:
        callback()

    assert Job.objects.get(kind=drawing.JOB).state == Job.State.FINISHED
    last = Drawn.objects.filter(dialogue=crowd.dialogue).first()
    assert last.number == 2
    assert last.people <= 40 - crowd.dialogue.floor
    ledger = batches.unpack(bytes(Kept.objects.get(dialogue=crowd.dialogue).data))
    assert somebody.pk not in ledger.people
    assert somebody.pk not in ledger.seen["person"]
    assert "Whoever has withdrawn since" not in said(page(cast.client(), crowd.dialogue))


def test_after_the_close_no_rows_are_given_until_the_job_has_run(circle, crowd, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        dialogue = circle.close(crowd.dialogue)
    before = Drawn.objects.get(dialogue=dialogue, is_final=True)
    assert len(list(exporting.rows(dialogue, before)["participants-votes.csv"])[1].splitlines()) == 40

    with django_capture_on_commit_callbacks() as queued:
        withdrawn(crowd)
    with pytest.raises(exporting.Waits):
        exporting.rows(dialogue, before)
    for callback in queued:
        callback()

    after = Drawn.objects.get(dialogue=dialogue, is_final=True)
    assert after.number > before.number
    rows = list(exporting.rows(dialogue, after)["participants-votes.csv"])[1].splitlines()
    assert len(rows) == after.people <= 40 - dialogue.floor


@pytest.mark.parametrize("is_closed", [True, False])
def test_a_drawing_that_stopped_is_begun_again_by_the_hourly_round(
    circle, crowd, is_closed, django_capture_on_commit_callbacks
):
    if is_closed:
        with django_capture_on_commit_callbacks(execute=True):
            circle.close(crowd.dialogue)
    number = Drawn.objects.filter(dialogue=crowd.dialogue).first().number
    with django_capture_on_commit_callbacks():
        withdrawn(crowd)
    Job.objects.filter(state=Job.State.WAITING).update(state=Job.State.FAILED, ended_at=LATER)

    for _round in range(2):
        at = (CLOSES if is_closed else LATER) + timedelta(hours=1)
        with django_capture_on_commit_callbacks(execute=True):
            services.tend(circle.institution, None, on=at.date(), by=SYSTEM, at=at)  # no charter is asked

    last = Drawn.objects.filter(dialogue=crowd.dialogue).first()
    assert last.number == number + 1
    assert last.people < 40
