"""Where a dialogue stands at the moment somebody looks, whatever the hourly round has already noted of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from mithaq.dialogues.enums import Audience, Standing, Stands, State
from mithaq.dialogues.models import Dialogue, Drawn, Statement
from mithaq.dialogues.selectors.maps import has_maps
from mithaq.foundation import access
from mithaq.institutions.selectors import Institution


@dataclass(frozen=True, slots=True)
class Row:
    """A dialogue in the list. `people`: how many the last map counts, where the reader may see it; else None."""

    dialogue: Dialogue
    stands: Stands
    ended_at: datetime
    people: int | None


def stands(dialogue: Dialogue, *, at: datetime) -> Stands:
    """An open one takes answers between its two moments only; before and after it is not called open."""
    if dialogue.state == State.OPEN and at < dialogue.opens_at:
        return Stands.AWAITED
    if dialogue.state == State.OPEN and at >= dialogue.closes_at:
        return Stands.OVER
    return Stands(dialogue.state)


def ended_at(dialogue: Dialogue) -> datetime:
    """Until when answers are taken, or were: it may be closed before its time, and noted as closed after it."""
    return min(one for one in (dialogue.closes_at, dialogue.closed_at, dialogue.cancelled_at) if one is not None)


def listed(institution: Institution, dialogues: Iterable[Dialogue], *, to: Any, at: datetime) -> list[Row]:
    """One query for what the last maps count, however many dialogues there are."""
    found = list(dialogues)
    last = Drawn.objects.filter(dialogue=OuterRef("dialogue")).order_by("-number").values("number")[:1]
    maps = Drawn.objects.filter(dialogue__in=found, number=Subquery(last))
    people = dict(maps.values_list("dialogue", "people"))
    is_member = access.may(to, "dialogues.take_part", institution)
    return [
        Row(
            one,
            stands(one, at=at),
            ended_at(one),
            people.get(one.pk) if has_maps(one) and (is_member or one.audience == Audience.PUBLIC) else None,
        )
        for one in found
    ]


def asked_of(dialogue: Dialogue) -> int:
    """How many statements place people on the map."""
    return Statement.objects.filter(dialogue=dialogue, standing=Standing.ADMITTED, is_meta=False).count()
