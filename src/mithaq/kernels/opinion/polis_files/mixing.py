"""Ids that are no whole numbers among some that are: then all of a column are texts, which may be a slip."""

from __future__ import annotations

from dataclasses import dataclass

from mithaq.kernels.opinion.polis_files.rows import kind_of, names_of, number_of, table

IDS = {
    "votes": ("voter-id", "comment-id"),
    "comments": ("comment-id",),
    "participants-votes": ("participant",),
}


@dataclass(frozen=True)
class Mixed:
    """The first id of a column that is no whole number, where more of them are: `found` at `line`; how many of the ids
    are texts, and how many numbers."""

    column: str
    line: int
    found: str
    texts: int
    numbers: int


def mixed_ids(data: bytes) -> list[Mixed]:
    """Of each column of ids in which most are whole numbers, however large, and some not. Refused (NotPolis): what is
    no table."""
    columns = IDS.get(kind_of(data), ())
    rows = table(data)
    names = names_of(next(rows)[1])
    places = [(name, names.index(name)) for name in columns]
    first: dict[str, dict[str, int]] = {name: {} for name in columns}
    for line, row in rows:
        for name, at in places:
            if at < len(row):
                first[name].setdefault(row[at].strip(), line)
    found = []
    for name, lines in first.items():
        texts = [(line, cell) for cell, line in lines.items() if number_of(cell) is None and not _is_large(cell)]
        if 0 < len(texts) < len(lines) - len(texts):
            line, cell = min(texts)
            found.append(Mixed(name, line, cell[:40], len(texts), len(lines) - len(texts)))
    return found


def _is_large(cell: str) -> bool:
    """A number too large to be kept as one; digits of another script are none, to whoever reads the column."""
    return cell.isascii() and cell.isdigit()
