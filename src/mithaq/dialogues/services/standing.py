"""What an adoption makes stand here, and what a day brings by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.timezone import localdate

from mithaq.dialogues.enums import State
from mithaq.dialogues.models import Dialogue
from mithaq.dialogues.selectors.files import is_being_drawn
from mithaq.dialogues.services import drawing
from mithaq.dialogues.services.convening import close_dialogue, ends_soon, open_dialogue, remind, shut
from mithaq.dialogues.services.noting import RUNNING
from mithaq.foundation import jobs
from mithaq.foundation.actors import Actor
from mithaq.foundation.models import Job
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter, CharterRefuses


def stand(institution: Institution, charter: Charter, *, on: date, by: Actor, at: datetime) -> int:
    """A charter says which phases open dialogues; it convenes none by itself."""
    return 0


def tend(institution: Institution, charter: Charter, *, on: date, by: Actor, at: datetime) -> int:
    """What comes by its time: dialogues open, members who have not answered are told of the end, dialogues close; also
    where the phase that lets people answer is over. What is refused waits: `owed` says so. Again does nothing more.
    """
    done = 0
    rows = Dialogue.objects.filter(institution=institution, state__in=RUNNING)
    for dialogue in rows.select_related("institution", "phase").order_by("pk"):
        for due, act in STEPS:
            if due(dialogue, at):
                done += _tried(act, dialogue, by=by, at=at)
                dialogue.refresh_from_db()
    return done + _drawn_again(institution, at=at)


def by_the_hour(institution: Institution) -> list[QuerySet[Any]]:
    """Rows there are while something here may come by its hour, by votes, or by a drawing that is done again."""
    running = Dialogue.objects.filter(institution=institution, state__in=RUNNING)
    return [running, _stopped(institution)]


def _stopped(institution: Institution) -> QuerySet[Job]:
    return jobs.recent(scope=institution.uid).filter(kind=drawing.JOB, state=Job.State.FAILED)


def _drawn_again(institution: Institution, *, at: datetime) -> int:
    """Maps whose drawing as a job stopped: somebody who withdrew would be counted on for good."""
    uids = {about.partition(":")[2] for about in _stopped(institution).values_list("about", flat=True)}
    rows = Dialogue.objects.filter(institution=institution, uid__in=uids, state__in=(State.OPEN, State.CLOSED))
    done = 0
    for dialogue in rows.select_related("institution").order_by("pk"):
        waits = jobs.of(dialogue).filter(kind=drawing.JOB, state__in=(Job.State.WAITING, Job.State.RUNNING))
        if is_being_drawn(dialogue, since=drawing.last_map(dialogue)) and not waits.exists():
            again = drawing.final if dialogue.state == State.CLOSED else drawing.publish
            done += int(again(dialogue, at=at) is not None)
    return done


def _opens(dialogue: Dialogue, at: datetime) -> bool:
    return dialogue.state == State.DRAFT and dialogue.opens_at <= at < dialogue.closes_at


def _closes(dialogue: Dialogue, at: datetime) -> bool:
    if dialogue.state != State.OPEN:
        return False
    return dialogue.closes_at <= at or bool(shut(dialogue, localdate(at)))


def _is_due(dialogue: Dialogue, at: datetime) -> bool:
    return drawing.is_due(dialogue, at=at)


def _draws(dialogue: Dialogue, *, by: Actor, at: datetime) -> int:
    return int(drawing.refresh(dialogue, at=at) is not None)


STEPS: tuple[tuple[Callable[[Dialogue, datetime], bool], Callable[..., Any]], ...] = (
    (_opens, open_dialogue),
    (_closes, close_dialogue),
    (ends_soon, remind),
    (_is_due, _draws),
)


def _tried(act: Callable[..., Any], dialogue: Dialogue, *, by: Actor, at: datetime) -> int:
    """One act is one transaction; what is refused leaves nothing."""
    try:
        told = act(dialogue, by=by, at=at)
    except (CharterRefuses, ValidationError):
        return 0
    return 0 if told == 0 else 1
