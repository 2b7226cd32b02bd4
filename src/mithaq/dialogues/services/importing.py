"""Bringing a conversation of Polis, or of a program that writes its files, in as a dialogue that is closed.

Asked for on a page it is a job: the files are read and written there, and what is wrong with one of them stops it with
its line, in the language of whoever looks (`Unfit`). Everything is written in one transaction, or nothing is; on SQLite
whoever answers in other dialogues waits for it (half a million votes: eight seconds of the processor).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django_scopes import scope

from mithaq.dialogues.enums import LONGEST_FROM_A_FILE, Entry, Ground, Origin, Standing, State
from mithaq.dialogues.models import Dialogue, Participant, Rendition, Statement, Vote
from mithaq.dialogues.services import drawing
from mithaq.dialogues.wording_files import fault
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.foundation.records import new_uid
from mithaq.institutions.selectors import Institution
from mithaq.kernels.opinion import polis_files as kernel

MOST_VOTES = 500_000
AT_ONCE = 20_000
LARGEST_NUMBER = 2**31 - 1  # of a statement: what every database holds
NO_WORDS = "—"  # a statement without words in the file keeps its number and its votes
EARLIEST = datetime(2005, 1, 1, tzinfo=UTC)  # no such program is older: an earlier moment is a mistake


class Unfit(Exception):
    """A file cannot be brought in: which (`field`), why (`key`, a word of `wording_files`), and where (`line`)."""

    def __init__(self, field: str, key: str, line: int | None = None, **facts: Any) -> None:
        super().__init__(json.dumps({"field": field, "key": key, "line": line, "facts": facts}, ensure_ascii=False))
        self.field, self.key, self.line, self.facts = field, key, line, facts


def import_polis(
    institution: Institution,
    *,
    title: Mapping[str, str],
    question: Mapping[str, str],
    language: str,
    comments: bytes,
    votes: bytes,
    floor: int = 10,
    mode: str = "stable",
    max_groups: int = 6,
    publishes_rows: bool = False,
    is_simulated: bool = False,
    by: Actor,
    at: datetime,
) -> Dialogue:
    """A closed dialogue with the statements of a comments.csv and the votes of a votes.csv (or participants-votes.csv),
    and its final map. `language` is the one the statements are written in.

    Participants get new names: nothing of their numbers in the file is kept. Statements keep their numbers; where these
    are texts, or no number of ours, they are numbered anew, as they came. Votes on statements that the file of
    statements does not know, or moderated out, are left out of the map. Refused (ValidationError at "comments" or
    "votes", with the line): a file that is not understood, too many votes, statements that are too long, no votes.
    """
    told = {
        "title": title,
        "question": question,
        "floor": floor,
        "mode": mode,
        "max_groups": max_groups,
        "publishes_rows": publishes_rows,
        "is_simulated": is_simulated,
    }
    try:
        return bring_in(institution, comments, votes, told, language=language, by=by, at=at)
    except Unfit as why:
        raise ValidationError({why.field: fault(why)}) from why


def bring_in(
    institution: Institution,
    comments: bytes,
    votes: bytes,
    asked: Mapping[str, Any],
    *,
    language: str,
    by: Actor,
    at: datetime,
    progress: Callable[[str, int, int], None] = lambda step, done, total: None,
) -> Dialogue:
    """The same, where `asked` are the fields of the dialogue; `progress` is told before each step. Refused (Unfit)."""
    progress("reading", 0, 4)
    known = _comments(comments)
    progress("reading", 1, 4)
    cast, told = _together(_votes(votes), known)
    if {one.id for one in told}.isdisjoint(cast.statements):
        raise Unfit("votes", "none-known")
    progress("writing", 2, 4)
    with scope(institution=institution), transaction.atomic():
        opened = min((one for one in _moments(told) if EARLIEST <= one < at), default=at - timedelta(days=1))
        dialogue: Dialogue = Dialogue.objects.create(
            institution=institution,
            opens_at=opened,
            opened_at=opened,
            closes_at=at,
            closed_at=at,
            convened_at=at,
            entry=Entry.INVITED,
            state=State.CLOSED,
            proposals_each=0,
            seed=secrets.token_hex(16),
            **{**asked, "title": Words(asked["title"]), "question": Words(asked["question"])},
        )
        statements = _state(dialogue, told, language, at=at)
        people, cast_votes = _cast(dialogue, cast, statements, language, at=at)
        journal.write(
            "dialogues.import",
            about=dialogue,
            by=by,
            at=at,
            scope=institution.uid,
            after={
                "title": dict(dialogue.title),
                "statements": len(statements),
                "people": people,
                "answers": cast_votes,
            },
        )
        drawing.final(dialogue, at=at)
    return dialogue


def _comments(data: bytes) -> tuple[kernel.Comment, ...]:
    try:
        told = kernel.read_comments(data)
    except kernel.NotPolis as error:
        raise Unfit("comments", error.key, error.line, **error.facts) from error
    if not told:
        raise Unfit("comments", "no-statement")
    for one in told:
        if len(one.body) > LONGEST_FROM_A_FILE:
            raise Unfit("comments", "too-long", number=str(one.id), most=LONGEST_FROM_A_FILE)
    return told


def _together(cast: kernel.Columns, told: Sequence[kernel.Comment]) -> tuple[kernel.Columns, list[kernel.Comment]]:
    """The votes and the statements under the numbers they have here: their own; where these are texts, or larger than a
    number of ours, new ones by when each was said."""
    ids, known = kernel.of_one_kind(cast.statements, told)
    if not all(isinstance(one.id, int) and one.id <= LARGEST_NUMBER for one in known):
        known.sort(key=lambda one: (one.timestamp, str(one.id)))
        number = {one.id: place for place, one in enumerate(known)}
        known = [replace(one, id=number[one.id]) for one in known]
        ids = [number.get(one, -place) for place, one in enumerate(ids, start=1)]  # below zero: of no statement
    return replace(cast, statements=ids), known


def _moments(told: Sequence[kernel.Comment]) -> Iterator[datetime]:
    for one in told:
        with suppress(ValueError, OverflowError, OSError):  # a moment that no calendar has is as good as none
            yield datetime.fromtimestamp(one.timestamp / 1000, UTC)


def _votes(data: bytes) -> kernel.Columns:
    try:
        wide = kernel.kind_of(data) == "participants-votes"
        cast = kernel.read_matrix(data).cast if wide else kernel.read_votes(data)
    except kernel.NotPolis as error:
        raise Unfit("votes", error.key, error.line, **error.facts) from error
    if not len(cast.values):
        raise Unfit("votes", "no-vote")
    if len(cast.values) > MOST_VOTES:
        raise Unfit("votes", "too-many", found=len(cast.values), most=MOST_VOTES)
    return cast


def _state(dialogue: Dialogue, told: Sequence[kernel.Comment], language: str, *, at: datetime) -> dict[int, Statement]:
    """The statements by their number in the file; those moderated out are there, refused."""
    made = []
    for one in told:
        out = one.moderated < 0
        made.append(
            Statement(
                institution=dialogue.institution,
                dialogue=dialogue,
                number=one.id,
                origin=Origin.IMPORTED,
                standing=Standing.REFUSED if out else Standing.ADMITTED,
                ground=Ground.OTHER if out else "",
                votable=not out,
                is_meta=one.meta,
                proposed_at=dialogue.opens_at,
                decided_at=at,
            )
        )
    Statement.objects.bulk_create(made, batch_size=AT_ONCE)
    kept = {one.number: one for one in Statement.objects.filter(dialogue=dialogue)}
    Rendition.objects.bulk_create(
        [
            Rendition(
                institution=dialogue.institution,
                statement=kept[one.id],
                language=language,
                text=one.body.strip() or NO_WORDS,
                is_original=True,
                reviewed_at=at,
            )
            for one in told
        ],
        batch_size=AT_ONCE,
    )
    return kept


def _cast(
    dialogue: Dialogue, cast: kernel.Columns, statements: Mapping[int, Statement], language: str, *, at: datetime
) -> tuple[int, int]:
    """How many people, and votes, were written: the last vote of each person on each statement known."""
    votes = cast.votes()
    columns = [statements.get(int(str(one))) for one in votes.statements]
    order = list(range(len(votes.people)))
    secrets.SystemRandom().shuffle(order)
    rows = [
        Participant(
            institution=dialogue.institution,
            dialogue=dialogue,
            key=secrets.token_hex(32),
            language=language,
            consented_at=dialogue.opens_at,
            uid=new_uid(),
        )
        for _one in order
    ]
    Participant.objects.bulk_create(rows, batch_size=AT_ONCE)
    keys = dict(Participant.objects.filter(dialogue=dialogue).values_list("key", "pk"))
    who = [keys[one.key] for one in rows]

    def told() -> Iterator[tuple[int, int, int]]:
        starts, places, values = votes.starts.tolist(), votes.columns.tolist(), votes.values.tolist()
        for place, of in enumerate(order):
            for at_vote in range(starts[of], starts[of + 1]):
                statement = columns[places[at_vote]]
                if statement is not None:
                    yield who[place], statement.pk, values[at_vote]

    written, source = 0, told()
    while batch := list(islice(source, AT_ONCE)):
        _insert(dialogue, batch, language)
        written += len(batch)
    return len(rows), written


def _insert(dialogue: Dialogue, votes: Sequence[tuple[int, int, int]], language: str) -> None:
    """As plain rows, not as records: the database is held while they are written, on SQLite against everybody."""
    table = connection.ops.quote_name(Vote._meta.db_table)
    columns = "institution_id, dialogue_id, language, participant_id, statement_id, answer"
    fixed = (dialogue.institution_id, dialogue.pk, language)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES (%s, %s, %s, %s, %s, %s)",  # noqa: S608 - our own names
            [(*fixed, *one) for one in votes],
        )
