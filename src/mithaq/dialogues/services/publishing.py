"""A next map is worked out, and published if what it was drawn of stands still: the first without a transaction, the
second in one, in which nothing is worked out and whoever answers waits (SQLite)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction

from mithaq.dialogues.enums import Shown, State
from mithaq.dialogues.models import Dialogue, Drawn, Kept, Participant
from mithaq.dialogues.services import batches, columns, figuring
from mithaq.dialogues.services.batches import Ledger
from mithaq.dialogues.services.columns import Read
from mithaq.dialogues.services.making import Made, digest_of, make, told_otherwise, uids_of
from mithaq.dialogues.services.tabling import Cell
from mithaq.kernels import opinion


class Dropped(Exception):
    """What was drawn is not published: what it was drawn of stands no more."""


class Overtaken(Dropped):
    """Another map was published meanwhile, or somebody who stood in one withdrew."""


@dataclass(frozen=True, eq=False)
class Ready:
    """A next map, worked out and not yet kept: of what it was drawn (`version` of the dialogue, the ledger as it
    `stood`, the `last` map, the `people` whose answers were read), and what is to be written (`told` of the map, the
    ledger `after` it, who is `held` back)."""

    dialogue: Dialogue
    version: int
    stood: bytes
    last: tuple[Any, ...] | None
    people: Any
    leaving: int
    is_final: bool
    told: Mapping[str, Any]
    after: bytes
    held: tuple[int, ...]


def last_map(dialogue: Dialogue) -> Drawn | None:
    found: Drawn | None = Drawn.objects.filter(dialogue=dialogue).order_by("-number").first()
    return found


def kept_of(dialogue: Dialogue) -> Kept:
    """What is kept of what was counted; made where there is nothing yet."""
    found: Kept = Kept.objects.get_or_create(dialogue=dialogue, defaults={"institution": dialogue.institution})[0]
    return found


def ledger_of(kept: Kept) -> Ledger | None:
    return batches.unpack(bytes(kept.data)) if kept.data else None


def worked_out(dialogue: Dialogue, *, at: datetime, is_final: bool, leaving: int) -> Ready | None:
    """The next map, if the rules allow one; nothing is written."""
    version = dialogue.version
    kept = kept_of(dialogue)
    stood = bytes(kept.data)
    ledger = ledger_of(kept)
    last = last_map(dialogue)
    found = columns.read(dialogue, leaving=leaving)
    if is_final and dialogue.shown == Shown.AFTER_CLOSE and not (last and last.is_final):
        ledger = None  # nobody has seen a map before the last
    made = make(dialogue, found, ledger, last, tables=_has_tables(dialogue, is_final, leaving), is_last=is_final)
    if made is None:
        return None
    number = 1 if last is None else last.number + 1
    uids = uids_of(dialogue, found)
    cells = {} if ledger is None else batches.standing(ledger.cells, found.people, dialogue.floor)
    cells |= {cell: found.people[told] for cell, told in made.tabled.told.items()}
    before = last.figures.get("facets", {}) if last else {}
    tables = figuring.facet_tables(found.votes, made.tabled.told, cells, uids, before, dialogue.floor)
    figures = figuring.figures(
        made.counts,
        sizes=np.bincount(made.group[made.group >= 0], minlength=len(made.counts)),
        points=made.points,
        group=made.group,
        uids=uids,
        floor=dialogue.floor,
        skip=found.votes.meta,
        bridging=made.bridging,
        holds=made.holds,
        stability=made.stability,
        axes=np.asarray(made.how["axes"]),
    )
    left_out = bool(made.held) or not made.whole
    told = {
        "number": number,
        "as_of": at,
        "is_final": is_final,
        "people": figures["people"],
        "votes": figures["votes"],
        "digest": digest_of(dialogue, found, made),
        "kernel": opinion.VERSION,
        "mode": dialogue.mode,
        "figures": {
            **figures,
            "bridges": made.bridges,
            "facets": tables,
            "left_out": left_out,
            "floor": dialogue.floor,
        },
        "tables_as_of": tables_as_of(cells, made.tabled.told, last, at=at),
        "translations": told_otherwise(dialogue, found, made, uids),
    }
    after = batches.pack(_after(number, found, made, ledger, cells, _there(dialogue, leaving)))
    return Ready(dialogue, version, stood, _mark(last), found.people, leaving, is_final, told, after, made.held)


def _mark(last: Drawn | None) -> tuple[Any, ...] | None:
    return None if last is None else (last.number, last.is_final)


def keep(ready: Ready) -> Drawn:
    """Publish what was worked out. Refused (Dropped): where what it was drawn of stands no more."""
    dialogue = ready.dialogue
    with transaction.atomic():  # whoever answers waits meanwhile: nothing is worked out in here
        if not _stands(dialogue, ready.people, is_final=ready.is_final):
            raise Dropped
        current = Kept.objects.select_for_update().get(dialogue=dialogue)
        last = Drawn.objects.filter(dialogue=dialogue).order_by("-number").values_list("number", "is_final").first()
        if bytes(current.data) != ready.stood or last != ready.last:
            raise Overtaken
        drawn: Drawn = Drawn.objects.create(institution=dialogue.institution, dialogue=dialogue, **ready.told)
        current.data = ready.after
        current.save(update_fields=["data"])
        Participant.objects.filter(dialogue=dialogue, held_back=True).exclude(pk__in=ready.held).update(held_back=False)
        Participant.objects.filter(pk__in=ready.held).update(held_back=True)
        if ready.is_final:
            Drawn.objects.filter(dialogue=dialogue, is_final=True).exclude(pk=drawn.pk).update(is_final=False)
    return drawn


def _stands(dialogue: Dialogue, people: Any, *, is_final: bool) -> bool:
    """Whether the dialogue is as it was when its answers were read, and everybody still takes part. It is held."""
    held = Dialogue.objects.select_for_update().filter(pk=dialogue.pk).values_list("state", flat=True).first()
    if held != (State.CLOSED if is_final else State.OPEN):
        return False
    return bool(np.isin(people, _there(dialogue)).all())


def _has_tables(dialogue: Dialogue, is_final: bool, leaving: int) -> bool:
    """Whether cells of tables may be counted anew: with a map that is seen, and not where somebody withdraws."""
    return not leaving and (is_final or dialogue.shown == Shown.LIVE)


def tables_as_of(cells: Mapping[Cell, Any], anew: Mapping[Cell, Any], last: Drawn | None, *, at: datetime) -> Any:
    """By facet and cell, as of when it is told of."""
    before = last.tables_as_of if last else {}
    found: dict[str, dict[str, str]] = {}
    for facet, key in sorted(cells):
        stood = before.get(facet, {}).get(key)
        found.setdefault(facet, {})[key] = at.isoformat() if (facet, key) in anew or not stood else stood
    return found


def _there(dialogue: Dialogue, leaving: int = 0) -> Any:
    """The keys of who takes part, with answers or without."""
    found = Participant.objects.filter(dialogue=dialogue).exclude(pk=leaving).values_list("pk", flat=True)
    return np.array(found, dtype=np.int64)


def _after(number: int, found: Read, made: Made, ledger: Ledger | None, cells: dict[Cell, Any], there: Any) -> Ledger:
    inside = made.group >= 0
    seen, room = batches.nothing_seen() if ledger is None else (ledger.seen, ledger.room)
    if made.seen is not None:
        seen, room = made.seen, made.room
    seen, room = batches.noted(seen, room, found.people, made.version, made.group, made.tabled.mine, there=there)
    return Ledger(
        number=number,
        people=found.people,
        group=made.group,
        version=np.where(inside, made.version, np.uint64(0)),
        points=made.points,
        seen=seen,
        room=room,
        statements=np.array(found.uids, dtype=np.int64),
        counts=made.counts,
        stand=made.how,
        cells=cells,
    )
