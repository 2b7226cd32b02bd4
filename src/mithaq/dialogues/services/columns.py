"""The answers of a dialogue as columns, in one pass, however many; and a mark of what each person answered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from itertools import chain
from typing import Any

import numpy as np
from django.db import connection

from mithaq.dialogues.enums import Answer, Standing
from mithaq.dialogues.models import Dialogue, Participant, Statement, Vote
from mithaq.foundation import languages
from mithaq.kernels import opinion

AT_ONCE = 20_000  # rows asked for at a time
FACETS = ("category", "country", "level", "language")
TOLD = {"category": "category__code"}  # what of it is told: a key, not a number of ours
SPOKEN = len(languages.CODES)


@dataclass(frozen=True, eq=False)
class Read:
    """Everybody who answered, by ascending number of ours (`people`); `version` marks all they answered, so that the
    same answers have the same mark. `votes` has only statements that stand. `cells` by facet what each is."""

    votes: opinion.Votes
    people: Any
    version: Any
    cells: dict[str, list[str]]
    came: tuple[Any, Any, Any]  # of every vote, in any order: the places of who and what, the language

    @property
    def uids(self) -> list[int]:
        return [int(one) for one in self.votes.statements]  # type: ignore[call-overload]

    @cached_property
    def spoken(self) -> Any:
        """By vote, in their order, the language it was read in, as a number of languages.CODES."""
        who, what, language = self.came
        return language[np.lexsort((what, who))]


def read(dialogue: Dialogue, *, leaving: int = 0) -> Read:
    """The answers as they stand now; without those of one participant who is about to go."""
    who, what, answers, language = _columns(dialogue)
    if leaving:
        stay = who != leaving
        who, what, answers, language = who[stay], what[stay], answers[stay], language[stay]
    people = np.unique(who)
    place = np.searchsorted(people, who)
    version = np.zeros(len(people), dtype=np.uint64)
    asked = np.unique(what)
    np.add.at(version, place, _marks(dialogue, asked)[np.searchsorted(asked, what), answers + 1])
    standing = Statement.objects.filter(dialogue=dialogue, standing=Standing.ADMITTED).order_by("pk")
    told = list(standing.values_list("pk", "is_meta"))
    kept = np.array([pk for pk, _meta in told], dtype=np.int64)
    inside = np.isin(what, kept)
    place, what, language = place[inside], np.searchsorted(kept, what[inside]), language[inside]
    votes = opinion.from_columns(
        place,
        what,
        answers[inside].astype(np.int8),
        len(people),
        len(kept),
        people=people.tolist(),
        statement_ids=kept.tolist(),
        meta=[number for number, (_pk, meta) in enumerate(told) if meta],
    )
    return Read(votes, people, version, _cells(dialogue, people), (place, what, language))


def _columns(dialogue: Dialogue) -> tuple[Any, Any, Any, Any]:
    """Who answered what, how, in which language. Two numbers a row, for most of the time goes into their number."""
    with connection.cursor() as cursor:
        cursor.execute(_question(), [dialogue.pk])
        rows = chain.from_iterable(iter(lambda: cursor.fetchmany(AT_ONCE), []))
        whole = np.fromiter(chain.from_iterable(rows), dtype=np.int64).reshape(-1, 2)
    told, language = np.divmod(whole[:, 1], SPOKEN)
    what, answers = np.divmod(told, len(Answer.values))
    return whole[:, 0], what, answers - 1, language


@cache
def _question() -> str:
    vote = connection.ops.quote_name(Vote._meta.db_table)
    language = " ".join(f"WHEN '{code}' THEN {number}" for number, code in enumerate(languages.CODES))
    return f"""
        SELECT participant_id,
               (statement_id * {len(Answer.values)} + answer + 1) * {SPOKEN} + CASE language {language} END
        FROM {vote} WHERE dialogue_id = %s
    """  # noqa: S608 - names of our own tables and words of our own enums


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
    by_person = {pk: cells for pk, *cells in told.iterator(AT_ONCE)}
    gone = [""] * len(FACETS)  # who withdrew since the answers were read: nothing of this read is published
    each = [by_person.get(pk, gone) for pk in people.tolist()]
    return {facet: [cells[number] or "" for cells in each] for number, facet in enumerate(FACETS)}
