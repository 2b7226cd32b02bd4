"""What there is to download of a dialogue, and the document its record became."""

from __future__ import annotations

from typing import Any

from mithaq.dialogues import map_data
from mithaq.dialogues.enums import State
from mithaq.dialogues.models import Dialogue, Drawn
from mithaq.evidence import selectors as evidence
from mithaq.evidence.selectors import Document
from mithaq.foundation import jobs
from mithaq.foundation.models import Job

DRAWING = "dialogues.draw"  # the kind of job that draws maps, as the services start it


def final_map(dialogue: Dialogue) -> Drawn | None:
    """The last map of a closed dialogue."""
    if dialogue.state != State.CLOSED:
        return None
    found: Drawn | None = Drawn.objects.filter(dialogue=dialogue, is_final=True).first()
    return found


def is_being_drawn(dialogue: Dialogue, *, since: Drawn | None) -> bool:
    """Whether a map is to follow the last one (`since`) and is drawn as a job, where answers are many: it waits, runs,
    or stopped and waits for the next hourly round. Who withdrew is still counted in the last one."""
    last = jobs.of(dialogue).filter(kind=DRAWING).order_by("-pk").first()
    if last is None or last.is_open:
        return last is not None
    return last.state == Job.State.FAILED and (since is None or last.asked_at > since.as_of)


def record_of(dialogue: Dialogue, *, to: Any) -> Document | None:
    """The deposited record, for whom it may be shown to."""
    if dialogue.deposited_id is None:
        return None
    return evidence.documents(dialogue.institution, to=to).filter(pk=dialogue.deposited_id).first()


def map_in(record: Document) -> str:
    """The map as data, as it was deposited with the record, though a later map may have taken its place; nothing where
    the file of the record holds none, or is not what was deposited (its own page says so)."""
    try:
        return map_data.held_in(evidence.original(record))
    except evidence.Altered:
        return ""
