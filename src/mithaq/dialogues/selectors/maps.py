"""Published maps: who may see which, where a reader stands on one, and the words of its statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mithaq.dialogues.enums import Audience, Shown, Standing, State
from mithaq.dialogues.models import Dialogue, Drawn, Participant, Statement
from mithaq.foundation import access, languages


def sees_maps(dialogue: Dialogue, *, to: Any, takes_part: bool = False) -> bool:
    """Whether a reader sees maps of this dialogue when there are such. Who convenes it sees no more than others do."""
    if not has_maps(dialogue):
        return False
    if dialogue.audience == Audience.PUBLIC:
        return True
    return takes_part or access.may(to, "dialogues.take_part", dialogue.institution)


def has_maps(dialogue: Dialogue) -> bool:
    """Whether maps are shown yet, to whomever they are for."""
    if dialogue.state in (State.DRAFT, State.CANCELLED):
        return False
    return dialogue.shown == Shown.LIVE or dialogue.state == State.CLOSED


def map_for(dialogue: Dialogue, *, to: Any, takes_part: bool = False) -> Drawn | None:
    """The last map, if the reader may see it."""
    if not sees_maps(dialogue, to=to, takes_part=takes_part):
        return None
    maps = Drawn.objects.filter(dialogue=dialogue).order_by("-number")
    if dialogue.shown == Shown.AFTER_CLOSE:  # those before the last were never shown: tables rely on it
        maps = maps.filter(is_final=True)
    found: Drawn | None = maps.first()
    return found


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in the reader's language, or in the one it has."""

    uid: str
    number: int | None
    text: str
    lang: str


def said(dialogue: Dialogue, lang: str) -> dict[str, Said]:
    """By uid the statements that stand, as a reader of a language reads them. Two queries, however many there are."""
    rows = Statement.objects.filter(dialogue=dialogue, standing=Standing.ADMITTED).prefetch_related("renditions")
    found = {}
    for one in rows:
        by = {rendition.language: rendition.text for rendition in one.renditions.all()}
        code = next((code for code in languages.FALLBACK[lang] if by.get(code)), lang)
        found[one.uid] = Said(one.uid, one.number, by.get(code, ""), code)
    return found


def answers_of(participant: Participant) -> int:
    """How many statements somebody answered: whether they answered enough to be placed."""
    return int(participant.votes.filter(statement__standing=Standing.ADMITTED, statement__is_meta=False).count())
