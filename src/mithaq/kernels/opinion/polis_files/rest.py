"""comments.csv, participants-votes.csv and summary.csv."""

from __future__ import annotations

import numpy as np

from mithaq.kernels.opinion.polis_files.model import Columns, Comment, Matrix, NotPolis
from mithaq.kernels.opinion.polis_files.rows import head, identity, table, vote_of, whole
from mithaq.kernels.opinion.polis_files.writing import told


def read_comments(data: bytes) -> tuple[Comment, ...]:
    """The statements of a comments.csv, by id. Refused (NotPolis): missing columns, ids that are none or told twice."""
    rows = table(data)
    names = head(rows)
    if not {"comment-id", "comment-body"} <= set(names):
        raise NotPolis("other-file", 1, found=",".join(names)[:80])
    found: dict[int, Comment] = {}
    for line, row in rows:
        if len(row) != len(names):
            raise NotPolis("short-row", line, found=len(row), needed=len(names))
        cells = dict(zip(names, row, strict=True))

        def number(name: str, default: int = 0, cells: dict[str, str] = cells, line: int = line) -> int:
            return whole(cells[name], line, name) if cells.get(name, "").strip() else default

        one = identity(cells["comment-id"], line, "comment-id")
        if one in found:
            raise NotPolis("twice", line, what="comment-id", found=one)
        found[one] = Comment(
            id=one,
            body=told(cells["comment-body"]),
            moderated=number("moderated"),
            author=number("author-id", -1) if cells.get("author-id", "").strip() else None,
            agrees=number("agrees"),
            disagrees=number("disagrees"),
            timestamp=number("timestamp"),
            meta=cells.get("is-meta", "").strip().lower() in ("1", "true", "t"),
        )
    return tuple(found[one] for one in sorted(found))


def read_matrix(data: bytes) -> Matrix:
    """A participants-votes.csv: one row a participant, one column a statement, an empty cell where there is no vote."""
    rows = table(data)
    names = head(rows)
    columns = [(at, name) for at, name in enumerate(names) if name.isascii() and name.isdigit()]
    if "participant" not in names or not columns:
        raise NotPolis("other-file", 1, found=",".join(names)[:80])
    person_at = names.index("participant")
    group_at = names.index("group-id") if "group-id" in names else None
    statements = [identity(name, 1, name) for _, name in columns]
    where = [at for at, _ in columns]
    groups: dict[int, int | None] = {}
    who: list[int] = []
    what: list[int] = []
    values: list[int] = []
    plain = {"": None, "1": 1, "-1": -1, "0": 0}
    for line, row in rows:
        if len(row) != len(names):
            raise NotPolis("short-row", line, found=len(row), needed=len(names))
        one = identity(row[person_at], line, "participant")
        if one in groups:
            raise NotPolis("twice", line, what="participant", found=one)
        group = "" if group_at is None else row[group_at].strip()
        place = len(groups)
        groups[one] = whole(group, line, "group-id") if group else None
        for number, at in enumerate(where):
            cell = row[at]
            vote = plain[cell] if cell in plain else vote_of(cell, line)
            if vote is not None:
                who.append(place)
                what.append(number)
                values.append(vote)
    cast = Columns(
        np.array(who, dtype=np.int64),
        np.array(what, dtype=np.int64),
        np.array(values, dtype=np.int8),
        list(groups),
        statements,
    )
    return Matrix(cast, groups)


def read_summary(data: bytes) -> dict[str, str]:
    """A summary.csv: a name and what it says, a row each."""
    return {row[0].strip(): ",".join(row[1:]).strip() for _, row in table(data)}
