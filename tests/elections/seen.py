"""What an auditor sees who has the database, its files, the logs and the backups of an election, read without mercy.

`tables` reads every table with every column there is, also those of the database itself (rowid; ctid, xmin, cmin).
`tells_an_order` and `joins` try each column against what really happened, which only the test knows.
"""

from __future__ import annotations

import itertools
import math
import re
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

HIDDEN = {"sqlite": ("rowid",), "postgresql": ("ctid::text", "xmin::text", "cmin::text", "xmax::text")}
MEETS_BY_CHANCE = re.compile(r"\d{1,3}|\(\d{1,3},\d{1,3}\)")  # a small number; a place (ctid)
MANY = 10  # of two orders of things so many places agree by chance once in three million
STRONG = 0.8  # so strong a correlation of 24 things comes by chance once in a million
SURE = 0.95  # of texts that are all different: most are drawn by chance anew in each run, and there are many of them


@dataclass(frozen=True)
class Table:
    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def tables() -> Iterator[Table]:
    """Every table, in the order the database gives its rows; that place is a column too."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        for name in names:
            hidden = () if _without_rowid(cursor, name) else HIDDEN[connection.vendor]
            cursor.execute(f'SELECT {", ".join([*hidden, "*"])} FROM "{name}"')
            columns = ("(place)", *(f"({n})" for n in hidden))
            columns += tuple(one[0] for one in cursor.description[len(columns) - 1 :])
            rows = tuple((place, *row) for place, row in enumerate(cursor.fetchall()))
            yield Table(name, columns, rows)


def _without_rowid(cursor: Any, name: str) -> bool:
    """SQLite has some tables of its own (the index of words) that keep no such column."""
    if connection.vendor != "sqlite":
        return False
    cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [name])
    return "WITHOUT ROWID" in str(cursor.fetchone()[0]).upper()


def dumped(dump: Path) -> Iterator[Table]:
    """The tables of a backup, in the order in which they are written down there."""
    yield from (_of_a_copy if connection.vendor == "sqlite" else _of_a_dump)(dump)


def _of_a_copy(dump: Path) -> Iterator[Table]:
    with closing(sqlite3.connect(dump)) as database:
        told = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        for name, sql in told:
            hidden = () if "WITHOUT ROWID" in sql.upper() or sql.startswith("CREATE VIRTUAL") else ("rowid",)
            cursor = database.execute(f'SELECT {", ".join([*hidden, "*"])} FROM "{name}"')
            columns = ("(place)", *(one[0] for one in cursor.description))
            yield Table(name, columns, tuple((place, *row) for place, row in enumerate(cursor.fetchall())))


def _of_a_dump(dump: Path) -> Iterator[Table]:
    told = ["pg_restore", "--file=-", str(dump)]
    text = subprocess.run(told, capture_output=True, text=True, check=True).stdout
    name, columns, rows = "", (), []
    for line in text.splitlines():
        if line.startswith("COPY "):
            name = line.split()[1].removeprefix("public.")
            columns = ("(place)", *line.split("(")[1].split(")")[0].replace('"', "").split(", "))
            rows = []
        elif line == "\\." and name:
            yield Table(name, columns, tuple(rows))
            name = ""
        elif name:
            rows.append((len(rows), *line.split("\t")))


def tells_an_order(table: Table, cast_as: Mapping[str, int], *, strong: float = STRONG) -> list[str]:
    """Columns that order the things of `cast_as` (a sign by which each is known → when it was cast, from 0) as they
    were cast, or the other way round. A row is of a thing if one of its values is its sign.
    """
    of = [(row, _thing(row, cast_as)) for row in table.rows]
    known = [(row, when) for row, when in of if when is not None]
    if len({when for _row, when in known}) < len(set(cast_as.values())) / 2:
        return []
    found = []
    for place, column in enumerate(table.columns):
        values = [row[place] for row, _when in known]
        least = max(strong, SURE) if _may_be_drawn(values) else strong
        if abs(correlation(_ranked(values), [when for _row, when in known])) >= least:
            found.append(f"{table.name}.{column}")
    return found


def _may_be_drawn(values: Sequence[Any]) -> bool:
    keys = {_key(value) for value in values}
    return len(keys) == len(values) and all(kind for kind, _number, _text_of in keys)


def counted_to(read: Sequence[Table]) -> int:
    """The largest number by which a table of ours counts its rows. (The index of words of SQLite numbers otherwise.)"""
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    columns = [(table, table.columns.index("id")) for table in read if table.name in ours and "id" in table.columns]
    return max(row[place] for table, place in columns for row in table.rows if isinstance(row[place], int))


def joins(first: Mapping[int, Sequence[Any]], second: Mapping[int, Sequence[Any]], *, counted: int) -> list[Any]:
    """Values that stand in a row of the first and in the row of the second that belongs to it, and so would join them;
    what stands in half of all the rows on one side joins nothing. Of two rows in any order one has the place of its
    partner by chance: places, small numbers and those a table counts its rows by (they begin anywhere, and go up to
    `counted`) join only as a column of the one with a column of the other. A larger number, as a moment is, joins.
    """
    found = []
    for when, row in first.items():
        here, there = (
            {_text(v) for v in side if not _meets_by_chance(v, counted)} for side in (row, second.get(when, ()))
        )
        shared = (here & there) - {""}
        found += [value for value in shared if _is_rare(value, first) and _is_rare(value, second)]
    return found + list(_joined_columns(first, second, counted))


def _joined_columns(
    first: Mapping[int, Sequence[Any]], second: Mapping[int, Sequence[Any]], counted: int
) -> Iterator[str]:
    """Pairs of columns, mostly of values that occur once, that agree on so many rows as chance never makes agree."""
    pairs = [(row, second[when]) for when, row in first.items() if when in second]
    left, right = (list(zip(*side, strict=True)) for side in zip(*pairs, strict=True)) if pairs else ([], [])
    for (i, a), (j, b) in itertools.product(enumerate(left), enumerate(right)):
        told, other = [_text(v) for v in a], [_text(v) for v in b]
        if min(len(set(told)), len(set(other))) * 2 < len(told):
            continue
        agreeing = [
            one for one, two in zip(a, b, strict=True) if _text(one) == _text(two) and _meets_by_chance(one, counted)
        ]
        if len(agreeing) >= MANY:
            yield f"column {i} with column {j}"


def _meets_by_chance(value: Any, counted: int) -> bool:
    return (isinstance(value, int) and 0 <= value <= counted) or MEETS_BY_CHANCE.fullmatch(_text(value)) is not None


def _is_rare(value: str, rows: Mapping[int, Sequence[Any]]) -> bool:
    return sum(value in {_text(v) for v in row} for row in rows.values()) < len(rows) / 2


def correlation(first: Sequence[float], second: Sequence[float]) -> float:
    """Of ranks; nothing where one of them does not vary."""
    n = len(first)
    a, b = sum(first) / n, sum(second) / n
    upper = sum((x - a) * (y - b) for x, y in zip(first, second, strict=True))
    lower = math.sqrt(sum((x - a) ** 2 for x in first) * sum((y - b) ** 2 for y in second))
    return upper / lower if lower else 0.0


def _thing(row: Sequence[Any], cast_as: Mapping[str, int]) -> int | None:
    for value in row:
        text = _text(value)
        if text in cast_as:
            return cast_as[text]
        if isinstance(value, str) and len(text) > 16:
            for sign, when in cast_as.items():
                if len(sign) >= 12 and sign in text:
                    return when
    return None


def _ranked(values: Sequence[Any]) -> list[float]:
    """The place of each among all, equal ones sharing theirs; numbers as numbers, the rest as text."""
    keyed = [_key(value) for value in values]
    order = {key: place for place, key in enumerate(sorted(set(keyed)))}
    return [float(order[key]) for key in keyed]


def _key(value: Any) -> tuple[int, float, str]:
    text = _text(value)
    inside = text.strip("()").split(",")
    if all(part.lstrip("-").isdigit() for part in inside) and text:
        numbers = [int(part) for part in inside]
        return (0, float(sum(n * 10_000 ** (len(numbers) - i) for i, n in enumerate(numbers))), "")
    return (1, 0.0, text)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
