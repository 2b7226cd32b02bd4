"""comments.csv, participants-votes.csv and summary.csv."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from mithaq.kernels.opinion.polis_files.model import Columns, Comment, Identity, Matrix, NotPolis
from mithaq.kernels.opinion.polis_files.rows import (
    check_id,
    head,
    identities,
    names_of,
    once,
    statements_at,
    table,
    told_id,
    vote_of,
    whole,
)
from mithaq.kernels.opinion.polis_files.writing import told

Told = TypeVar("Told")


def read_comments(data: bytes) -> tuple[Comment, ...]:
    """The statements of a comments.csv, by id. Refused (NotPolis): missing columns, ids that are none or told twice."""
    rows = table(data)
    names = head(rows)
    if not {"comment-id", "comment-body"} <= set(names):
        raise NotPolis("other-file", 1, found=",".join(names)[:80])
    ids: list[str] = []
    lines: list[int] = []
    found: list[Comment] = []
    for line, row in rows:
        if len(row) != len(names):
            raise NotPolis("short-row", line, found=len(row), needed=len(names))
        cells = dict(zip(names, row, strict=True))

        def number(name: str, default: int = 0, cells: dict[str, str] = cells, line: int = line) -> int:
            return whole(cells[name], line, name) if cells.get(name, "").strip() else default

        check_id(cells["comment-id"], line, "comment-id")
        ids.append(cells["comment-id"])
        lines.append(line)
        found.append(
            Comment(
                id=-1,
                body=told(cells["comment-body"]),
                moderated=number("moderated"),
                author=told_id(cells["author-id"]) if cells.get("author-id", "").strip() else None,
                agrees=number("agrees"),
                disagrees=number("disagrees"),
                timestamp=number("timestamp"),
                meta=cells.get("is-meta", "").strip().lower() in ("1", "true", "t"),
            )
        )
    by_id = _by_id(ids, "comment-id", lines, found)
    return tuple(replace(by_id[one], id=one) for one in sorted(by_id))


def _by_id(cells: list[str], column: str, lines: list[int], told: Sequence[Told]) -> dict[Any, Told]:
    """What is told of each id. Refused (NotPolis): an id that stands there twice."""
    found: dict[Identity, Told] = {}
    for one, line, what in zip(identities(cells, column, lines), lines, told, strict=True):
        if one in found:
            raise NotPolis("twice", line, what=column, found=one)
        found[one] = what
    return found


def read_matrix(data: bytes) -> Matrix:
    """A participants-votes.csv: one row a participant, one column a statement, an empty cell where there is no vote."""
    rows = table(data)
    first, cells = next(rows, (0, []))
    if not cells:
        raise NotPolis("empty")
    names = names_of(cells)
    where = statements_at(names)
    if "participant" not in names or not where:
        raise NotPolis("other-file", 1, found=",".join(names)[:80])
    stated = set(where)
    once([name for at, name in enumerate(names) if at not in stated], first)
    statements = list(_by_id([cells[at] for at in where], "statement", [first] * len(where), where))
    person_at = names.index("participant")
    group_at = names.index("group-id") if "group-id" in names else None
    people: list[str] = []
    lines: list[int] = []
    groups: list[int | None] = []
    who: list[int] = []
    what: list[int] = []
    values: list[int] = []
    plain = {"": None, "1": 1, "-1": -1, "0": 0}
    for line, row in rows:
        if len(row) != len(names):
            raise NotPolis("short-row", line, found=len(row), needed=len(names))
        check_id(row[person_at], line, "participant")
        group = "" if group_at is None else row[group_at].strip()
        place = len(people)
        people.append(row[person_at])
        lines.append(line)
        groups.append(whole(group, line, "group-id") if group else None)
        for number, at in enumerate(where):
            cell = row[at]
            vote = plain[cell] if cell in plain else vote_of(cell, line)
            if vote is not None:
                who.append(place)
                what.append(number)
                values.append(vote)
    by_person = _by_id(people, "participant", lines, groups)
    cast = Columns(
        np.array(who, dtype=np.int64),
        np.array(what, dtype=np.int64),
        np.array(values, dtype=np.int8),
        list(by_person),
        statements,
    )
    return Matrix(cast, by_person)


def read_summary(data: bytes) -> dict[str, str]:
    """A summary.csv: a name and what it says, a row each."""
    return {row[0].strip(): ",".join(row[1:]).strip() for _, row in table(data)}
