"""The index of words: which passages hold a stem. One analyser made the stems; each database only keeps them.

SQLite keeps them in an FTS5 table, PostgreSQL in a `tsvector` of its own under a GIN index, made from the same stems
without any dictionary. A stem is written with the institution in front, so that one institution's words never cost
another's search anything. Both tables are the migration's; rows of passages that are gone are nobody's and are ignored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from django.db import connection, models
from django.db.models.expressions import RawSQL

TABLE = "evidence_stems"
LONGEST = 80
AT_ONCE = 400
_SEPARATORS = str.maketrans({"'": "’", "_": "‿", "\x00": "", "\\": ""})


def create(vendor: str) -> Sequence[str]:
    return _CREATE[vendor]


def drop() -> str:
    return f"DROP TABLE IF EXISTS {TABLE}"


def lexeme(institution: int, stem: str) -> str:
    """How a stem stands in the index: one unbroken word for every tokenizer."""
    return f"{institution}x{stem.translate(_SEPARATORS)[:LONGEST]}"


def digest(tokens: str) -> str:
    """What `tokens` were indexed as; never empty."""
    return hashlib.blake2b(tokens.encode(), digest_size=8).hexdigest()


def write(institution: int, tokens: Mapping[int, str]) -> None:
    """Put these passages (by key, with their stems between spaces) in the place of what was known of them."""
    remove(tokens)
    rows = [(pk, sorted({lexeme(institution, stem) for stem in words.split()})) for pk, words in sorted(tokens.items())]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                f"INSERT INTO {TABLE}(rowid, stems) VALUES (%s, %s)",  # noqa: S608 - a name of ours
                [(pk, " ".join(words)) for pk, words in rows],
            )
        else:
            cursor.executemany(
                f"INSERT INTO {TABLE}(passage_id, stems) VALUES (%s, array_to_tsvector(%s::text[]))",  # noqa: S608
                rows,
            )


def remove(passages: Iterable[int]) -> None:
    keys = sorted(passages)
    name = "rowid" if connection.vendor == "sqlite" else "passage_id"
    with connection.cursor() as cursor:
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            places = ", ".join(["%s"] * len(some))
            cursor.execute(f"DELETE FROM {TABLE} WHERE {name} IN ({places})", some)  # noqa: S608


def postings(institution: int, stems: Iterable[str]) -> dict[str, np.ndarray]:
    """The keys of the passages with each stem, ascending: one query, however many stems."""
    asked = sorted(set(stems))
    if not asked:
        return {}
    one = _ONE[connection.vendor]
    question = " UNION ALL ".join(one.replace("#", str(n)) for n in range(len(asked)))
    with connection.cursor() as cursor:
        cursor.execute(question, [_quoted(lexeme(institution, stem)) for stem in asked])
        found = dict(cursor.fetchall())
    return {stem: keys(found.get(n)) for n, stem in enumerate(asked)}


def side_by_side(institution: int, phrases: Iterable[Sequence[str]]) -> list[tuple[int, str]]:
    """Key and text of the passages in which the stems of one of these phrases follow each other."""
    told = sorted({tuple(phrase) for phrase in phrases if phrase})
    one = _PHRASE[connection.vendor]
    given: list[str] = []
    for phrase in told:
        words = [_quoted(lexeme(institution, stem)) for stem in dict.fromkeys(phrase)]
        given += [(" & " if connection.vendor == "postgresql" else " ").join(words), f" {' '.join(phrase)} "]
    if not told:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(told)), given)
        return list(dict(cursor.fetchall()).items())


def keys(listed: str | None) -> np.ndarray:
    """`3,5,8` as an array."""
    if not listed:
        return np.empty(0, dtype=np.int64)
    found = np.fromstring(listed, dtype=np.int64, sep=",")
    found.sort()
    return found


def among(keys: np.ndarray) -> RawSQL:
    """Any number of keys as one parameter, for `pk__in`."""
    listed = ",".join(map(str, keys.tolist()))
    if connection.vendor == "sqlite":
        return RawSQL("SELECT value FROM json_each(%s)", [f"[{listed}]"])
    return RawSQL("SELECT unnest(string_to_array(%s, ',')::bigint[])", [listed])


class Keys(models.Aggregate):
    """All primary keys of a queryset in one text, made by the database: `3,5,8`, far quicker to read than rows."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s)"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        return self.as_sql(
            compiler, connection, function="STRING_AGG", template="%(function)s((%(expressions)s)::text, ',')", **more
        )


def _quoted(lexeme: str) -> str:
    return f'"{lexeme}"' if connection.vendor == "sqlite" else f"'{lexeme}'"


_CREATE: Mapping[str, Sequence[str]] = {
    "sqlite": (f"CREATE VIRTUAL TABLE {TABLE} USING fts5(stems, detail = 'none', tokenize = 'ascii')",),
    "postgresql": (
        f"CREATE TABLE {TABLE} (passage_id bigint PRIMARY KEY, stems tsvector NOT NULL)",
        f"ALTER TABLE {TABLE} SET (toast_tuple_target = 128)",
        f"ALTER TABLE {TABLE} ALTER COLUMN stems SET STORAGE EXTERNAL",
        f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (stems) WITH (fastupdate = off)",
    ),
}
_ONE = {
    "sqlite": f"SELECT #, group_concat(rowid) FROM {TABLE} WHERE {TABLE} MATCH %s",  # noqa: S608
    "postgresql": f"SELECT #, string_agg(passage_id::text, ',') FROM {TABLE} WHERE stems @@ %s::tsquery",  # noqa: S608
}
_PHRASE = {
    "sqlite": f"""SELECT p.id, p.text FROM {TABLE} s JOIN evidence_passage p ON p.id = s.rowid
        WHERE {TABLE} MATCH %s AND instr(p.tokens, %s) > 0""",  # noqa: S608
    "postgresql": f"""SELECT p.id, p.text FROM {TABLE} s JOIN evidence_passage p ON p.id = s.passage_id
        WHERE s.stems @@ %s::tsquery AND strpos(p.tokens, %s) > 0""",  # noqa: S608
}
