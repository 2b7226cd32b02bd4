"""A conversation that is being brought in: written in parts, between which others write, and seen by nobody before all
of it is there; then it is there with its map, in one short transaction.

One whose job was ended in the middle is never seen: it is taken away again, in parts too, by a job each hour asks for.
What begins to be taken away is marked first (`cancelled_at`), and cannot be shown any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.db.models import F
from django_scopes import scope, scopes_disabled

from mithaq.dialogues.enums import State
from mithaq.dialogues.models import Dialogue, Drawn, Kept, Participant, Rendition, Statement, Vote
from mithaq.dialogues.services.publishing import Ready, keep
from mithaq.dialogues.wording_files import CLEARING, JOB
from mithaq.foundation import jobs, turns
from mithaq.foundation.actors import SYSTEM, Actor
from mithaq.foundation.models import Job
from mithaq.institutions import selectors as institutions
from mithaq.institutions.records import note
from mithaq.institutions.selectors import Institution

AT_ONCE, RECORDS = 2_000, 400  # plain rows of a part, and records: some 40 ms of the processor
PARTS = (Vote, Participant, Rendition, Statement, Drawn, Kept)  # of a dialogue, each before what it points to
Row = TypeVar("Row", bound=models.Model)


class Taken(Exception):
    """The dialogue that was being brought in was taken away: the job was given up for lost."""


def written(dialogue: Dialogue, rows: Iterable[Row]) -> list[Row]:
    """Rows of a dialogue nobody sees yet, with their keys. Refused (Taken): it was taken away, or that has begun."""
    found: list[Row] = []
    source = iter(rows)
    while part := list(islice(source, RECORDS)):
        with turns.a_part():
            _unless_taken(dialogue)
            found += type(part[0])._default_manager.bulk_create(part)
    return found


def cast(
    dialogue: Dialogue,
    votes: Iterable[tuple[int, int, int]],
    language: str,
    progress: Callable[[int], None],
) -> int:
    """How many answers were written: participant, statement, answer. As plain rows, not as records: the database is
    held while they are written, on SQLite against everybody. Refused (Taken) as in `written`."""
    table = connection.ops.quote_name(Vote._meta.db_table)
    columns = "institution_id, dialogue_id, language, participant_id, statement_id, answer"
    fixed = (dialogue.institution_id, dialogue.pk, language)
    done, source = 0, iter(votes)
    while part := [(*fixed, *one) for one in islice(source, AT_ONCE)]:
        with turns.a_part(), connection.cursor() as cursor:
            _unless_taken(dialogue)
            cursor.executemany(
                f"INSERT INTO {table} ({columns}) VALUES (%s, %s, %s, %s, %s, %s)",  # noqa: S608 - our own names
                part,
            )
        done += len(part)
        progress(done)
    return done


def _unless_taken(dialogue: Dialogue) -> None:
    """Asked in the transaction of each part. The row is held until its end: who begins to take away waits, and
    finds all that was written."""
    if not Dialogue.incoming.select_for_update().filter(pk=dialogue.pk, cancelled_at=None).exists():
        raise Taken


def show(dialogue: Dialogue, ready: Ready | None, facts: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """All of it is written: from now on it is a closed dialogue, with its map. Refused (Taken): it was taken away, or
    that has begun."""
    with turns.to_write(), transaction.atomic():
        if not Dialogue.incoming.filter(pk=dialogue.pk, cancelled_at=None).update(state=State.CLOSED):
            raise Taken
        dialogue.state = State.CLOSED
        note("dialogues.import", dialogue, by=by, at=at, after=facts)
        if ready is not None:
            keep(ready)


def clear(dialogue: Dialogue) -> None:
    """Takes away what was written of a dialogue nobody has seen; again does nothing more. Nothing where it is shown."""
    with turns.a_part():
        marked = Dialogue.incoming.filter(pk=dialogue.pk).update(cancelled_at=F("convened_at"))
        if not marked and Dialogue.objects.filter(pk=dialogue.pk).exists():
            return
    for model in PARTS:
        name = "statement__dialogue" if model is Rendition else "dialogue"
        rows = model.objects.filter(**{name: dialogue}).order_by("pk")
        while pks := list(rows.values_list("pk", flat=True)[:AT_ONCE]):
            with turns.a_part():
                rows.filter(pk__lte=pks[-1]).order_by().delete()
    with turns.a_part():
        Dialogue.incoming.filter(pk=dialogue.pk).delete()


def clear_everywhere(*, at: datetime) -> int:
    """`clear_left` in every institution, with a charter or without; what fails in one stops no other."""
    with scopes_disabled():
        homes = list(Institution.objects.filter(pk__in=Dialogue.incoming.values("institution")).order_by("pk"))
    return sum(_apart(home, at) for home in homes)


def _apart(home: Institution, at: datetime) -> int:
    with scope(institution=home):
        return jobs.apart(CLEARING, lambda: clear_left(home, at=at), about=home, scope=home.uid, at=at)


def clear_left(institution: Institution, *, at: datetime) -> int:
    """Asks for what jobs left that were ended to be taken away; how many."""
    alive = jobs.recent(scope=institution.uid).filter(state__in=(Job.State.WAITING, Job.State.RUNNING))
    begun = set(alive.filter(kind=JOB).values_list("asked_at", flat=True))
    done = 0
    for dialogue in Dialogue.incoming.filter(institution=institution).order_by("pk"):
        if dialogue.convened_at not in begun and not (alive & jobs.of(dialogue)).filter(kind=CLEARING).exists():
            told: dict[str, Any] = {"institution": institution.slug, "dialogue": dialogue.uid}
            jobs.start(CLEARING, clear_as_job, about=dialogue, scope=institution.uid, by=SYSTEM, at=at, **told)
            done += 1
    return done


def clear_as_job(job: Job, *, institution: str, dialogue: str) -> Mapping[str, Any]:
    home = institutions.by_slug(institution)
    assert home is not None, institution
    with scope(institution=home):
        found: Sequence[Dialogue] = Dialogue.incoming.filter(uid=dialogue)
        for one in found:
            clear(one)
    return {}
