"""The answers of a dialogue as columns, in one pass, however many; and a mark of what each person answered."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from django.db import connection

from mithaq.dialogues.enums import Answer, Standing
from mithaq.dialogues.models import Dialogue, Participant, Statement, Vote
from mithaq.foundation import languages
from mithaq.kernels import opinion

ROWS = 200_000  # read at a time
FACETS = ("category", "country", "level", "language")
TOLD = {"category": "category__code"}  # what of it is told: a key, not a number of ours


@dataclass(frozen=True, eq=False)
class Read:
    """Everybody who answered, by ascending number of ours (`people`); `version` marks all they answered, so that the
    same answers have the same mark. `votes` has only statements that stand. `cells` by facet what each is."""

    votes: opinion.Votes
    people: Any
    version: Any
    cells: dict[str, list[str]]

    @property
    def uids(self) -> list[int]:
        return [int(one) for one in self.votes.statements]  # type: ignore[call-overload]


def read(dialogue: Dialogue, *, leaving: int = 0) -> Read:
    """The answers as they stand now; without those of one participant who is about to go."""
    who, what, answers = _columns(dialogue)
    if leaving:
        stay = who != leaving
        who, what, answers = who[stay], what[stay], answers[stay]
    people = np.unique(who)
    place = np.searchsorted(people, who)
    version = np.zeros(len(people), dtype=np.uint64)
    asked, column = np.unique(what, return_inverse=True)
    np.add.at(version, place, _marks(dialogue, asked)[column, answers + 1])
    standing = Statement.objects.filter(dialogue=dialogue, standing=Standing.ADMITTED).order_by("pk")
    told = list(standing.values_list("pk", "is_meta"))
    kept = np.array([pk for pk, _meta in told], dtype=np.int64)
    inside = np.isin(what, kept)
    votes = opinion.from_columns(
        place[inside],
        np.searchsorted(kept, what[inside]),
        answers[inside].astype(np.int8),
        len(people),
        len(kept),
        people=people.tolist(),
        statement_ids=kept.tolist(),
        meta=[number for number, (_pk, meta) in enumerate(told) if meta],
    )
    return Read(votes, people, version, _cells(dialogue, people))


def language_of(dialogue: Dialogue, read: Read) -> Any | None:
    """By vote of `read` the language it was read in, as a number of languages.CODES, in the order of the votes; None
    where other answers stand by now than were read.
    """
    code = {one: number for number, one in enumerate(languages.CODES)}
    rows = Vote.objects.filter(dialogue=dialogue).values_list("participant_id", "statement_id", "language")
    told = np.array([(who, what, code[said]) for who, what, said in rows.iterator(ROWS)], dtype=np.int64).reshape(-1, 3)
    columns, wide = np.array(read.uids, dtype=np.int64), max(len(read.uids), 1)
    told = told[np.isin(told[:, 1], columns) & np.isin(told[:, 0], read.people)]
    place = np.searchsorted(read.people, told[:, 0]) * wide + np.searchsorted(columns, told[:, 1])
    order = np.argsort(place, kind="stable")
    votes = read.votes
    asked = np.repeat(np.arange(len(votes.people)), np.diff(votes.starts)) * wide + votes.columns
    return told[order, 2] if np.array_equal(place[order], asked) else None


def _columns(dialogue: Dialogue) -> tuple[Any, Any, Any]:
    query = Vote.objects.filter(dialogue=dialogue).values_list("participant_id", "statement_id", "answer").query
    sql, given = query.sql_with_params()
    parts = []
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        while rows := cursor.fetchmany(ROWS):
            parts.append(np.array(rows, dtype=np.int64).reshape(-1, 3))
    whole = np.concatenate(parts) if parts else np.zeros((0, 3), dtype=np.int64)
    return whole[:, 0], whole[:, 1], whole[:, 2]


def _marks(dialogue: Dialogue, statements: Any) -> Any:
    """A number of 64 bits for every answer to every statement; a person's mark is their sum."""
    key = dialogue.seed.encode()[:64]
    marks = [
        [
            int.from_bytes(blake2b(f"{one}:{answer}".encode(), digest_size=8, key=key).digest(), "little")
            for answer in sorted(Answer.values)
        ]
        for one in statements.tolist()
    ]
    return np.array(marks, dtype=np.uint64).reshape(-1, len(Answer.values))


def _cells(dialogue: Dialogue, people: Any) -> dict[str, list[str]]:
    rows = Participant.objects.filter(dialogue=dialogue).order_by("pk")
    told = rows.values_list("pk", *(TOLD.get(facet, facet) for facet in FACETS))
    by_person = {pk: cells for pk, *cells in told.iterator(ROWS)}
    return {facet: [by_person[pk][number] or "" for pk in people.tolist()] for number, facet in enumerate(FACETS)}
