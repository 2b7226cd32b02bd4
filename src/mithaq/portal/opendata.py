"""The open data of an institution: tables, what each column means, and all of it in one package, written as it is read.

Only what anybody may see is in it, whoever asks. A column says itself what it means, so the dictionary cannot
differ from the data.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django_scopes import scope

from mithaq.foundation import languages
from mithaq.foundation.cells import safe
from mithaq.institutions.selectors import Institution
from mithaq.portal.tables import Column, Table, tables

BATCH = 1000
MARK = "\ufeff"
STAMP = (1980, 1, 1, 0, 0, 0)
"""The same data is the same file: no moment of writing stands in the package."""


def in_all(words: Any) -> dict[str, str]:
    """A translatable text in each language."""
    said = {}
    for code in languages.CODES:
        with translation.override(code):
            said[code] = str(words)
    return said


@dataclass(frozen=True, slots=True)
class Described:
    """A column with the file it stands in."""

    file: str
    column: Column


def dictionary() -> list[Described]:
    return [Described(table.file, column) for table in tables() for column in table.columns]


def rows(institution: Institution, table: Table) -> Iterator[list[list[Any]]]:
    """The cells of a table in batches. The scope is open only while a batch is read, not while it is sent."""
    after: Any = None
    while True:
        with scope(institution=institution):
            found, after = table.read(institution, after, BATCH)
            cells = [[column.of(row) for column in table.columns] for row in found]
        if cells:
            yield cells
        if after is None:
            return


def csv_of(institution: Institution, table: Table) -> Iterator[bytes]:
    """A table as CSV, with a byte-order mark so that Excel reads its Arabic."""
    yield MARK.encode() + _lines([[column.name for column in table.columns]])
    for cells in rows(institution, table):
        yield _lines([[safe(cell) for cell in row] for row in cells])


def dictionary_csv() -> bytes:
    head = ["file", "column", "type", "unit"]
    head += [f"{about}_{code}" for about in ("meaning", "values") for code in languages.CODES]
    lines: list[list[Any]] = [head]
    for one in dictionary():
        column = one.column
        meaning, named = in_all(column.meaning), {key: in_all(text) for key, text in column.values.items()}
        said = [meaning[code] for code in languages.CODES]
        said += ["; ".join(f"{key} = {words[code]}" for key, words in named.items()) for code in languages.CODES]
        lines.append([one.file, column.name, column.type, column.unit, *said])
    return MARK.encode() + _lines([[safe(cell) for cell in line] for line in lines])


def package(institution: Institution) -> Iterator[bytes]:
    """Everything as one zip, sent while it is written: its size in memory does not grow with the data."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for name, parts in _members(institution):
            with archive.open(_entry(name), "w") as file:
                for part in parts:
                    file.write(part)
                    yield sink.taken()
            yield sink.taken()
    yield sink.taken()


def _members(institution: Institution) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield "datapackage.json", [json.dumps(described(institution), ensure_ascii=False, indent=1).encode()]
    yield "dictionary.csv", [dictionary_csv()]
    for table in tables():
        yield table.file, csv_of(institution, table)


def described(institution: Institution) -> dict[str, Any]:
    """The package in the words of Frictionless Data: which files, which columns, of what type."""
    return {
        "profile": "tabular-data-package",
        "name": institution.slug,
        "title": institution.name.in_("en"),
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table.file.removesuffix(".csv"),
                "path": table.file,
                "title": in_all(table.title)["en"],
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [
                        {
                            "name": column.name,
                            "type": column.type,
                            "description": in_all(column.meaning)["en"],
                            **({"constraints": {"enum": list(column.values)}} if column.is_closed else {}),
                        }
                        for column in table.columns
                    ],
                    "primaryKey": list(table.key),
                },
            }
            for table in tables()
        ],
    }


def _lines(rows: Iterable[Iterable[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


class _Sink:
    """What a zip is written into when nobody can go back in it: taken away piece by piece."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        return None

    def taken(self) -> bytes:
        data, self.parts = b"".join(self.parts), []
        return data
