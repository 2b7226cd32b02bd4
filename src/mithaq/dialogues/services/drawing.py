"""Drawing and publishing the map of a dialogue: when it is due, and only what the rules of `batches` allow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Q
from django_scopes import scope

from mithaq.dialogues.enums import State
from mithaq.dialogues.models import Dialogue, Drawn, Kept, Participant, Vote
from mithaq.dialogues.services import batches, columns, figuring
from mithaq.dialogues.services.batches import Ledger
from mithaq.dialogues.services.publishing import (
    Dropped,
    Overtaken,
    Ready,
    keep,
    kept_of,
    last_map,
    ledger_of,
    tables_as_of,
    worked_out,
)
from mithaq.foundation import jobs
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Job
from mithaq.institutions import selectors as institutions
from mithaq.kernels import opinion

JOB = "dialogues.draw"
PAUSE = timedelta(seconds=10)  # at least, between two looks at whether a map is due
NO_TIME, A_WHILE = timedelta(0), timedelta(seconds=2)
LATE = timedelta(seconds=10)  # between the moment of an answer and its being kept, nearly always less
BUSY = timedelta(minutes=2)  # after which who draws is taken to have died; drawing on, they lose to who came after
MANY = 300_000  # answers from which the last map, and one without somebody, are drawn as a job


def refresh(dialogue: Dialogue, *, at: datetime) -> Drawn | None:
    """Publish the next map, if it is due: not within ten seconds of the last look, by one at a time of all processes,
    and only if the answers of at least `floor` people are new."""
    if not is_due(dialogue, at=at) or not _begin(dialogue, at=at):
        return None
    again: datetime | None = at  # a moment that is past, as where who drew has died: it is looked again
    try:
        drawn = _published(dialogue, at=at)
        if drawn is None:
            again = None
        return drawn  # and it is looked again: who is not in it may come with the next
    except Dropped:
        return None
    finally:
        Kept.objects.filter(dialogue=dialogue, busy_until=at + BUSY).update(busy_until=again)


def is_due(dialogue: Dialogue, *, at: datetime) -> bool:
    """A cheap look: whether at least `floor` people answered since the last map, and anybody since the last look; or
    whether that published a map, or did not come to its end.

    An answer that was under way when the others were read may be of a moment before that.
    """
    if dialogue.state != State.OPEN or wait(dialogue, at=at):
        return False
    votes = Vote.objects.filter(dialogue=dialogue).order_by()
    kept = Kept.objects.filter(dialogue=dialogue).values_list("looked_at", "busy_until").first()
    looked, again = kept or (None, None)
    if again:
        return True
    if looked and not votes.filter(changed_at__gte=looked - LATE).exists():
        return False
    last = Drawn.objects.filter(dialogue=dialogue).values_list("as_of", flat=True).first()
    if last is not None:
        votes = votes.filter(changed_at__gte=last - LATE)
    return len(votes.values("participant").distinct()[: dialogue.floor]) >= dialogue.floor


def wait(dialogue: Dialogue, *, at: datetime) -> timedelta:
    """How long until it may be looked whether a map is due: it was looked just now, or somebody draws."""
    kept = Kept.objects.filter(dialogue=dialogue).values_list("looked_at", "busy_until").first()
    looked, busy = kept or (None, None)
    rest = max(looked + PAUSE - at, NO_TIME) if looked else NO_TIME
    return max(rest, A_WHILE) if busy and busy > at else rest


def draw_as_job(job: Job, *, institution: str, dialogue: str) -> Mapping[str, Any]:
    home = institutions.by_slug(institution)
    assert home is not None, institution
    with scope(institution=home):
        found = Dialogue.objects.select_related("institution").get(uid=dialogue)
        closed = found.state == State.CLOSED
        made = (_final if closed else publish)(found, at=job.asked_at)
    return {"map": made.number if made else 0}


def final(dialogue: Dialogue, *, at: datetime) -> Drawn | None:
    """The last map, at the close: with everybody the rules let in; nothing where there are fewer than `floor`.

    Where no other map may follow the last one, that is the last, and says that some answers are not in it. Where
    answers are many it is drawn as a job.
    """
    if _later(dialogue, at=at):
        return None
    return _final(dialogue, at=at)


def _final(dialogue: Dialogue, *, at: datetime) -> Drawn | None:
    made = publish(dialogue, at=at, is_final=True)
    if made is None and (last := last_map(dialogue)) is not None and not last.is_final:
        last.is_final = True
        last.figures = {**last.figures, "left_out": bool(last.figures.get("left_out")) or _differs(dialogue)}
        last.save(update_fields=["is_final", "figures"])
        made = last
    return made


def _differs(dialogue: Dialogue) -> bool:
    """Whether anybody's answers are not counted as they stand."""
    ledger = ledger_of(kept_of(dialogue))
    found = columns.read(dialogue)
    if ledger is None:
        return bool(len(found.people))
    was = batches.aligned(ledger, found.people, ledger.version, np.uint64(0))
    return bool((figuring.enough(found.votes, dialogue.mode) & (was != found.version)).any())


def ahead(participant: Participant, *, at: datetime) -> Ready | None:
    """The map without somebody who is about to withdraw, worked out before their transaction, in which nobody can write
    (SQLite): `without` keeps it, if all is then as it was here. Nothing where none is to be drawn at once."""
    dialogue = Dialogue.objects.select_related("institution").get(pk=participant.dialogue_id)
    kept = Kept.objects.filter(dialogue=dialogue).first()
    ledger = None if kept is None else ledger_of(kept)
    if ledger is None or not np.any(ledger.inside & (ledger.people == participant.pk)) or _is_large(dialogue):
        return None
    return worked_out(dialogue, at=at, is_final=dialogue.state == State.CLOSED, leaving=participant.pk)


def without(dialogue: Dialogue, participant: Participant, ready: Ready | None = None, *, at: datetime) -> Drawn | None:
    """Somebody withdraws: called before their answers are deleted, in the same transaction.

    A map without them is published at once, and as many others are left out of it for the time being that it differs
    from the last in `floor` people. It is the one worked out before (`ready`), or drawn here where anything changed
    since. Nothing where they stood in no map. Where answers are many it is drawn as a job.
    """
    if ready is not None and ready.version == dialogue.version and ready.leaving == participant.pk:
        with suppress(Dropped):
            return keep(ready)
    kept = kept_of(dialogue)
    ledger = ledger_of(kept)
    if ledger is None:
        return None
    if not np.any(ledger.inside & (ledger.people == participant.pk)):
        ledger = batches.without(ledger, participant.pk)
        kept.data = batches.pack(ledger)
        kept.save(update_fields=["data"])
        return _without_tables(dialogue, ledger)
    if _later(dialogue, at=at):
        return None
    return publish(dialogue, at=at, is_final=dialogue.state == State.CLOSED, leaving=participant.pk)


def _without_tables(dialogue: Dialogue, ledger: Ledger) -> Drawn | None:
    """Cells in which somebody stood who is gone are taken out of the last map, as its groups did not count them."""
    last = last_map(dialogue)
    if last is None:
        return None
    was = {facet: told["cells"] for facet, told in last.figures.get("facets", {}).items()}
    if sum(map(len, was.values())) == len(ledger.cells):
        return None
    uids = list(last.figures["statements"])
    tables = figuring.facet_tables(opinion.votes_of(()), {}, ledger.cells, uids, last.figures["facets"], 0)
    last.figures = {**last.figures, "facets": tables}
    last.tables_as_of = tables_as_of(ledger.cells, {}, last, at=last.as_of)
    last.save(update_fields=["figures", "tables_as_of"])
    return last


def _later(dialogue: Dialogue, *, at: datetime) -> bool:
    """Where answers are many, the drawing is put in the queue."""
    if not _is_large(dialogue):
        return False
    with transaction.atomic():
        home = dialogue.institution
        given: dict[str, Any] = {"institution": home.slug, "dialogue": dialogue.uid}
        jobs.start(JOB, draw_as_job, about=dialogue, scope=home.uid, by=SYSTEM, at=at, **given)
    return True


def _is_large(dialogue: Dialogue) -> bool:
    return bool(Vote.objects.filter(dialogue=dialogue).count() >= MANY)


def moves(dialogue: Dialogue, act: Callable[[], object]) -> None:
    """Answers move from one statement to another, in this transaction. Nobody's answers are new by that: on every other
    statement they are as they were, so that who is new besides would be told of alone."""
    kept = Kept.objects.select_for_update().filter(dialogue=dialogue).first()
    ledger = None if kept is None else ledger_of(kept)
    before = None if ledger is None else columns.read(dialogue)
    act()
    if kept is not None and ledger is not None and before is not None:
        after = columns.read(dialogue)
        was = batches.aligned_to(after.people, before.people, before.version, np.uint64(0))
        kept.data = batches.pack(batches.moved(ledger, after.people, was, after.version))
        kept.save(update_fields=["data"])


def forget(dialogue: Dialogue) -> None:
    """Nothing is kept of what was counted."""
    Kept.objects.filter(dialogue=dialogue).delete()


def counted(dialogue: Dialogue) -> tuple[opinion.Votes, dict[Any, int]] | None:
    """Who is counted in the last map, with the answers it counts, and the group of each; nothing before a map.

    Whoever has answered otherwise since (before the close), or is left out of it, is not there.
    """
    ledger = ledger_of(kept_of(dialogue))
    if ledger is None:
        return None
    found = columns.read(dialogue)
    group = batches.aligned(ledger, found.people, ledger.group, batches.NOBODY)
    was = batches.aligned(ledger, found.people, ledger.version, np.uint64(0))
    inside = (group != batches.NOBODY) & (was == found.version)
    votes = opinion.subset(found.votes, rows=inside)
    return votes, dict(zip(votes.people, group[inside].tolist(), strict=True))


def place_of(dialogue: Dialogue, participant: Participant) -> tuple[float, float] | None:
    """Where somebody stands on the last map by their answers of now: for their own eyes. Nothing where they answered
    too little, or there is no map."""
    ledger = ledger_of(kept_of(dialogue))
    if ledger is None:
        return None
    place = {pk: number for number, pk in enumerate(ledger.statements.tolist())}
    own = Vote.objects.filter(participant=participant, statement__is_meta=False).values_list("statement_id", "answer")
    rows = [(0, place[pk], answer) for pk, answer in own if pk in place]
    votes = opinion.votes_of(rows, people=[0], statements=range(len(place)))
    if not figuring.enough(votes, dialogue.mode)[0]:
        return None
    x, y = figuring.placed(ledger.stand, votes)[0].tolist()
    return x, y


# one at a time


def _begin(dialogue: Dialogue, *, at: datetime) -> bool:
    kept = kept_of(dialogue)
    free = Kept.objects.filter(Q(busy_until=None) | Q(busy_until__lt=at), pk=kept.pk)
    return bool(free.update(busy_until=at + BUSY, looked_at=at))


# a map


def publish(dialogue: Dialogue, *, at: datetime, is_final: bool = False, leaving: int = 0) -> Drawn | None:
    """The next map, if the rules allow one; they are asked again here, whoever calls.

    It is drawn outside of the transaction that keeps it; it is dropped if meanwhile another map was published, the
    dialogue ended, or somebody who is in it withdrew.
    """
    try:
        return _published(dialogue, at=at, is_final=is_final, leaving=leaving)
    except Dropped:
        return None


def _published(dialogue: Dialogue, *, at: datetime, is_final: bool = False, leaving: int = 0) -> Drawn | None:
    ready = worked_out(dialogue, at=at, is_final=is_final, leaving=leaving)
    if ready is None:
        return None
    try:
        return keep(ready)
    except Overtaken:
        if not leaving:
            raise
        return _published(dialogue, at=at, is_final=is_final, leaving=leaving)
