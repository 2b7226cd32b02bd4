"""Votes in PostgreSQL, by the operator's query: copied in binary, or of ids that are texts by a server-side cursor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from mithaq.kernels.opinion.scale.columns import Cast, Column
from mithaq.kernels.opinion.votes import NotVotes

WHOLE = (20, 21, 23)  # int8, int2, int4 as PostgreSQL numbers its types
HEAD = 19  # bytes before the first row of a binary copy, of which the last four tell how many more there are
BLOCK = 1 << 24  # bytes looked at together
ROWS = 50_000  # taken from the cursor at once


@dataclass(frozen=True)
class Postgres:
    """The rows of a query as they stood at one moment (`snapshot`), whoever reads them and when."""

    address: str
    query: str
    snapshot: str
    kinds: tuple[int, ...]

    def cut(self, pieces: int) -> list[PostgresPiece]:
        """So many pieces of about as many people each; nobody is in two."""
        return [PostgresPiece(self, piece, max(1, pieces)) for piece in range(max(1, pieces))]


@dataclass(frozen=True)
class PostgresPiece:
    """One of so many pieces."""

    of: Postgres
    piece: int
    pieces: int

    def pack(self) -> None:
        """Ids are known when all rows are there, so they are parted then."""

    def order(self) -> None:
        """Whatever is read is in the order of its moments, and nobody is in two pieces."""

    def read(self) -> Cast:
        import psycopg  # inline: nobody else in the kernels asks for a database

        names = [name for name, _ in zip(("who", "what", "vote", "moment"), self.of.kinds, strict=False)]
        plain = all(kind in WHOLE for kind in self.of.kinds)
        told = [f"{name}::bigint" for name in names] if plain else [f"{name}::text" for name in names[:2]] + names[2:]
        query = f"SELECT {', '.join(told)} FROM ({self.of.query}) AS votes ({', '.join(names)})"  # noqa: S608 - the operator's
        if self.pieces > 1:
            query += f" WHERE (hashtext(who::text)::bigint & 2147483647) % {self.pieces} = {self.piece}"
        with psycopg.connect(self.of.address) as connection:
            _begin(connection, self.of.snapshot)
            cast = (_copied if plain else _fetched)(connection, query, len(names))
        if cast.moments is None:
            return cast
        order = np.argsort(cast.moments, kind="stable")  # nobody is in two pieces, so no others need know the moments
        who, what = (Column(one.numbers[order], one.names) for one in (cast.people, cast.statements))
        return Cast(who, what, cast.values[order])


@contextmanager
def postgres(address: str, query: str) -> Iterator[Postgres]:
    """The votes a query gives. Inside, everybody reads them as they are now, whatever is cast meanwhile."""
    import psycopg  # inline: nobody else in the kernels asks for a database

    query = query.strip().rstrip(";")
    with psycopg.connect(address) as connection:
        _begin(connection, "")
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM ({query}) AS votes LIMIT 0")  # noqa: S608 - the operator's own query
            kinds = tuple(column.type_code for column in cursor.description or ())
        if len(kinds) not in (3, 4):
            raise NotVotes(f"the query gives {len(kinds)} columns, not participant, statement, vote (and moment)")
        if not all(kind in WHOLE for kind in kinds[2:]):
            raise NotVotes("votes and moments are whole numbers")
        assert snapshot is not None
        yield Postgres(address, query, str(snapshot[0]), kinds)


def _begin(connection: Any, snapshot: str) -> None:
    connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    if snapshot:
        connection.execute(f"SET TRANSACTION SNAPSHOT '{snapshot}'")


def _copied(connection: Any, query: str, columns: int) -> Cast:
    """Every row is as long as the other: a count of fields, then each its length and eight bytes."""
    row = np.dtype([("fields", ">i2"), *((f"{name}{n}", kind) for n in range(columns) for name, kind in _FIELD)])
    told: list[list[Any]] = [[np.zeros(0, dtype=np.int32)] for _ in range(columns)]
    data, begin = bytearray(), -1  # where rows begin, as soon as that is known

    def take() -> bytearray:
        first = max(begin, 0)
        rows = np.frombuffer(data, dtype=row, offset=first, count=(len(data) - first) // row.itemsize)
        if (rows["fields"] != columns).any() or any((rows[f"bytes{n}"] != 8).any() for n in range(columns)):
            raise NotVotes("a participant, statement, vote or moment is not told")
        for n, numbers in enumerate(told):
            numbers.append(_narrow(rows[f"number{n}"]))
        return data[first + rows.nbytes :]

    with connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT binary)") as copy:
        for block in copy:
            data += block
            if begin < 0 and len(data) >= HEAD:
                begin = HEAD + int.from_bytes(data[HEAD - 4 : HEAD], "big")
            if len(data) > BLOCK:
                data, begin = take(), 0
    if bytes(take()) != END:
        raise NotVotes("a participant, statement, vote or moment is not told")
    who, what, values, *moments = (np.concatenate(numbers) for numbers in told)
    return Cast(Column(who), Column(what), _votes(values), moments[0].astype(np.int64) if moments else None)


def _narrow(numbers: Any) -> Any:
    """Whole numbers in four bytes where they fit."""
    fits = len(numbers) and numbers.min() >= -(1 << 31) and numbers.max() < 1 << 31
    return numbers.astype(np.int32 if fits or not len(numbers) else np.int64)


_FIELD = (("bytes", ">i4"), ("number", ">i8"))
END = b"\xff\xff"  # after the last row


def _fetched(connection: Any, query: str, columns: int) -> Cast:
    told: list[list[Any]] = [[] for _ in range(columns)]
    place: tuple[dict[str, int], dict[str, int]] = ({}, {})
    with connection.cursor(name="votes") as cursor:
        cursor.itersize = ROWS
        cursor.execute(query)
        while rows := cursor.fetchmany(ROWS):
            for row in rows:
                if None in row:
                    raise NotVotes("a participant, statement, vote or moment is not told")
                for column, one in enumerate(row):
                    told[column].append(place[column].setdefault(one, len(place[column])) if column < 2 else one)
    who, what = (Column(np.array(told[n], dtype=np.int32), tuple(place[n])) for n in range(2))
    moments = np.array(told[3], dtype=np.int64) if columns > 3 else None
    return Cast(who, what, _votes(np.array(told[2], dtype=np.int64)), moments)


def _votes(numbers: Any) -> Any:
    if len(numbers) and (numbers.min() < -1 or numbers.max() > 1):
        raise NotVotes("values: +1, -1 or 0 in one column are needed")
    return numbers.astype(np.int8)
