"""The live map follows the answers: it is drawn beside the requests, and no reader waits for it.

Whoever answers and whoever looks asks for it, in whichever process; whether it is due stands in the database, and one
process at a time draws (`drawing.refresh`). So nothing is lost when one ends.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django_scopes import scopes_disabled

from mithaq.dialogues.enums import Shown, State
from mithaq.dialogues.models import Dialogue, Drawn, Vote
from mithaq.dialogues.services import drawing
from mithaq.foundation import beside

FEW = 5_000  # answers up to which the first map is drawn for whoever looks first


def look(dialogue: Dialogue, *, at: datetime) -> None:
    """Somebody looks at the map: they see the last one, and the next is drawn soon, if it is due. Where there is none
    yet and answers are few, it is drawn for them."""
    if dialogue.state != State.OPEN:
        return
    if _is_first(dialogue):
        drawing.refresh(dialogue, at=at)
    follow(dialogue.pk)


def follow(dialogue: int) -> None:
    """The map of a dialogue (its key) is drawn soon, if it is due."""
    beside.soon((drawing.JOB, dialogue), lambda at: keep_up(dialogue, at=at))


def keep_up(dialogue: int, *, at: datetime) -> timedelta | None:
    """Publish the next live map, if it is due; when to look again, where it was, or somebody else looks just now."""
    with scopes_disabled():
        live = Dialogue.objects.select_related("institution").filter(state=State.OPEN, shown=Shown.LIVE)
        found = live.filter(pk=dialogue).first()
        if found is None:
            return None
        if wait := drawing.wait(found, at=at):
            return wait
        return drawing.PAUSE if drawing.refresh(found, at=at) else None


def _is_first(dialogue: Dialogue) -> bool:
    if Drawn.objects.filter(dialogue=dialogue).exists():
        return False
    return not Vote.objects.filter(dialogue=dialogue).order_by()[FEW : FEW + 1].exists()
