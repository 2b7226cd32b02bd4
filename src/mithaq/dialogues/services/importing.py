"""Bringing a conversation of Polis, or of a program that writes its files, in as a dialogue that is closed.

Asked for on a page it is a job: the files are read and written there, and what is wrong with one of them stops it with
its line, in the language of whoever looks (`Unfit`). All of it is there at once, or nothing is (`staging`).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import DatabaseError
from django_scopes import scope

from mithaq.dialogues.enums import LONGEST_FROM_A_FILE, Entry, Ground, Origin, Standing, State
from mithaq.dialogues.models import Dialogue, Participant, Rendition, Statement
from mithaq.dialogues.services import batches, publishing, staging
from mithaq.dialogues.wording_files import OF_SOMEBODY
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.foundation.records import new_uid
from mithaq.institutions.selectors import Institution
from mithaq.kernels.opinion import polis_files as kernel

MOST_VOTES = 500_000
LARGEST_NUMBER = 2**31 - 1  # of a statement: what every database holds
NO_WORDS = "—"  # a statement without words in the file keeps its number and its votes
PEOPLE = ("voter-id", "participant")  # columns that say who somebody is
EARLIEST = datetime(2005, 1, 1, tzinfo=UTC)  # no such program is older: an earlier moment is a mistake


class Unfit(Exception):
    """A file cannot be brought in: which (`field`), why (`key`, a word of `wording_files`), and where (`line`)."""

    def __init__(self, field: str, key: str, line: int | None = None, **facts: Any) -> None:
        super().__init__(json.dumps({"field": field, "key": key, "line": line, "facts": facts}, ensure_ascii=False))
        self.field, self.key, self.line, self.facts = field, key, line, facts


def bring_in(
    institution: Institution,
    comments: bytes,
    votes: bytes,
    asked: Mapping[str, Any],
    *,
    language: str,
    codes: bool = False,
    by: Actor,
    at: datetime,
    progress: Callable[[str, int, int], None] = lambda step, done, total: None,
) -> Dialogue:
    """A closed dialogue with the statements of a comments.csv and the votes of a votes.csv (or participants-votes.csv),
    and its final map, in parts. `asked` are the fields of the dialogue, `language` is the one the statements are
    written in; `progress` is told before each step.

    Participants get new names: nothing of their numbers in the file is kept. Statements keep their numbers; where these
    are texts, or no number of ours, they are numbered anew, as they came. Votes on statements that the file of
    statements does not know, or moderated out, are left out of the map. `codes`: ids may be texts also where most of
    them are numbers. Refused (Unfit at "comments" or "votes", with the line): a file that is not understood, too many
    votes, statements that are too long, no votes. Whatever else it dies of, what was written is taken away again.
    """
    progress("reading", 0, 2)
    known = _comments(comments, codes=codes)
    progress("reading", 1, 2)
    cast, told = _together(_votes(votes, codes=codes), known)
    if {one.id for one in told}.isdisjoint(cast.statements):
        raise Unfit("votes", "none-known")
    with scope(institution=institution):
        opened = min((one for one in _moments(told) if EARLIEST <= one < at), default=at - timedelta(days=1))
        dialogue: Dialogue = Dialogue.incoming.create(
            institution=institution,
            opens_at=opened,
            opened_at=opened,
            closes_at=at,
            closed_at=at,
            convened_at=at,
            entry=Entry.INVITED,
            state=State.INCOMING,
            proposals_each=0,
            seed=batches.new_seed(),
            **{**asked, "title": Words(asked["title"]), "question": Words(asked["question"])},
        )
        try:
            facts = _written(dialogue, cast, told, language, at=at, progress=progress)
            progress("drawing", 0, 1)
            ready = publishing.worked_out(dialogue, at=at, is_final=True, leaving=0)
            staging.show(dialogue, ready, facts, by=by, at=at)
        except Exception:
            with suppress(DatabaseError):  # what is left then is taken away within the hour
                staging.clear(dialogue)
            raise
    return dialogue


def _written(
    dialogue: Dialogue,
    cast: kernel.Columns,
    told: Sequence[kernel.Comment],
    language: str,
    *,
    at: datetime,
    progress: Callable[[str, int, int], None],
) -> dict[str, Any]:
    """What stands in the register of acts of what was written."""
    total = len(cast.values)
    progress("writing", 0, total)
    statements = _state(dialogue, told, language, at=at)
    people, votes = _cast(dialogue, cast, statements, language, progress=lambda done: progress("writing", done, total))
    return {"title": dict(dialogue.title), "statements": len(statements), "people": people, "answers": votes}


def _comments(data: bytes, *, codes: bool) -> tuple[kernel.Comment, ...]:
    try:
        told = kernel.read_comments(data)
        _of_one_kind("comments", data, [one.id for one in told], codes=codes)
    except kernel.NotPolis as error:
        raise _unfit("comments", error.key, error.line, error.facts) from None
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


def _of_one_kind(field: str, data: bytes, ids: Iterable[kernel.Identity], *, codes: bool) -> None:
    """Refuses one text among numbers, unless it was said that they are codes: a slip would be somebody else."""
    if codes or not any(isinstance(one, str) for one in ids):
        return
    for one in kernel.mixed_ids(data):
        raise _unfit(field, "mixed-ids", one.line, {"found": one.found, "column": one.column})


def _unfit(field: str, key: str, line: int | None, facts: Mapping[str, Any]) -> Unfit:
    """Of somebody's number or code only the line and the column: what is told stands with the job, in its log and in
    every backup. So what is caught is not told of as its cause, either."""
    column = facts.get("column", facts.get("what"))
    if column in PEOPLE and "found" in facts:
        kept = {name: value for name, value in facts.items() if name not in ("found", "what", "numbers")}
        return Unfit(field, OF_SOMEBODY + key, line, **kept | {"column": column})
    return Unfit(field, key, line, **facts)


def _votes(data: bytes, *, codes: bool) -> kernel.Columns:
    try:
        wide = kernel.kind_of(data) == "participants-votes"
        cast = kernel.read_matrix(data).cast if wide else kernel.read_votes(data)
        _of_one_kind("votes", data, (*cast.people, *cast.statements), codes=codes)
    except kernel.NotPolis as error:
        raise _unfit("votes", error.key, error.line, error.facts) from None
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
    staging.written(dialogue, made)
    kept = {one.number: one for one in Statement.objects.filter(dialogue=dialogue)}
    renditions = (
        Rendition(
            institution=dialogue.institution,
            statement=kept[one.id],
            language=language,
            text=one.body.strip() or NO_WORDS,
            is_original=True,
            reviewed_at=at,
        )
        for one in told
    )
    staging.written(dialogue, renditions)
    return kept


def _cast(
    dialogue: Dialogue,
    cast: kernel.Columns,
    statements: Mapping[int, Statement],
    language: str,
    *,
    progress: Callable[[int], None],
) -> tuple[int, int]:
    """How many people, and votes, were written: the last vote of each person on each statement known."""
    votes = cast.votes()
    columns = [statements.get(int(str(one))) for one in votes.statements]
    order = list(range(len(votes.people)))
    batches.CHANCE.shuffle(order)
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
    staging.written(dialogue, rows)
    keys = dict(Participant.objects.filter(dialogue=dialogue).values_list("key", "pk"))
    who = [keys[one.key] for one in rows]

    def told() -> Iterator[tuple[int, int, int]]:
        starts, places, values = votes.starts.tolist(), votes.columns.tolist(), votes.values.tolist()
        for place, of in enumerate(order):
            for at_vote in range(starts[of], starts[of + 1]):
                statement = columns[places[at_vote]]
                if statement is not None:
                    yield who[place], statement.pk, values[at_vote]

    return len(rows), staging.cast(dialogue, told(), language, progress)
