"""Objectives by States, kinds of speaker or documents: what was said, out of how much was read, and who is silent.

0 means: statements of the column were read, and none speaks of the objective. None means that nothing is known of the
column: a document nobody has coded yet, a State no statement names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from babel import Locale

from mithaq.compacts import selectors as compacts
from mithaq.evidence import selectors as evidence
from mithaq.evidence.selectors import Reader, wording
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution
from mithaq.portal.opendata import in_all

BY = ("country", "category", "document")
NOBODY = "none"
NARROWED_BY = ("act", "lang", "year")
_UNTITLED = Words()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a matrix is of: its columns, and what narrows the statements it counts."""

    by: str = "country"
    narrowed: Mapping[str, str] = field(default_factory=dict)
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """`read` are the statements of the column, None where it was never coded; `documents` those it rests on."""

    key: str
    label: Words
    read: int | None
    documents: int
    is_of_region: bool = False

    @property
    def is_silent(self) -> bool:
        return self.read == 0


@dataclass(frozen=True, slots=True)
class Row:
    objective: int
    label: Words


@dataclass(frozen=True, slots=True)
class Grid:
    """`cells[i][j]` counts the statements of column j that speak of the objective of row i."""

    asked: Asked
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    cells: tuple[tuple[int | None, ...], ...]
    totals: tuple[int, ...]
    statements: int

    @property
    def silent(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_silent)


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted, before it is laid out: all columns, documents among them without their titles yet."""

    institution: Institution
    asked: Asked
    reader: Reader
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    crossed: evidence.Crossed

    @property
    def silent(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_silent)

    def grid(self, start: int = 0, stop: int | None = None) -> Grid:
        """Some of its columns, or all: their titles are read and their cells laid out only now."""
        columns = self.named(self.columns[start:stop])
        place = {key: number for number, key in enumerate(self.crossed.columns)}
        at = [place.get(column.key) if column.read is not None else None for column in columns]
        cells = [tuple(None if n is None else row[n] for n in at) for row in self.crossed.cells]
        if any(column.key == NOBODY for column in columns):
            rest = [total - sum(row) for total, row in zip(self.crossed.totals, self.crossed.cells, strict=True)]
            cells = [
                tuple(left if c.key == NOBODY else n for c, n in zip(columns, row, strict=True))
                for row, left in zip(cells, rest, strict=True)
            ]
        return Grid(self.asked, self.rows, columns, tuple(cells), self.crossed.totals, self.crossed.statements)

    def named(self, columns: Iterable[Column]) -> tuple[Column, ...]:
        """The columns with their labels: the titles of documents are read for these only."""
        columns = tuple(columns)
        if self.asked.by != "document":
            return columns
        asked = evidence.documents(self.institution, to=self.reader).order_by()
        if len(columns) < len(self.columns):
            asked = asked.filter(uid__in=[column.key for column in columns])
        titles = {uid: Words(title) for uid, title in asked.values_list("uid", "title")}
        return tuple(replace(column, label=titles.get(column.key, Words())) for column in columns)


def counted(institution: Institution, asked: Asked, *, to: Reader) -> Counted:
    """The whole matrix as this reader may see it: the columns with most to say first, then the silent ones."""
    compact = compacts.by_key(institution.compact)
    rows = tuple(Row(o.number, o.short_title or o.title) for o in compacts.objectives(compact)) if compact else ()
    narrowed: dict[str, Any] = {name: [value] for name, value in asked.narrowed.items() if value}
    crossed = evidence.crossed(
        institution,
        to=to,
        columns=asked.by,
        objectives=[row.objective for row in rows],
        confirmed_only=asked.confirmed,
        **narrowed,
    )
    found = dict(zip(crossed.columns, zip(crossed.denominators, crossed.documents, strict=True), strict=True))
    columns = list(_COLUMNS[asked.by](institution, to, found))
    if asked.by == "category" and (rest := crossed.statements - sum(crossed.denominators)):
        columns.append(Column(NOBODY, _kinds()[NOBODY], rest, 0))
    return Counted(institution, asked, to, rows, tuple(columns), crossed)


def grid(institution: Institution, asked: Asked, *, to: Reader) -> Grid:
    """All of it laid out."""
    return counted(institution, asked, to=to).grid()


def _kinds() -> dict[str, Words]:
    return {key: Words(in_all(label)) for key, label in wording.SPEAKERS.items()}


Found = Mapping[str, tuple[int, int]]


def _countries(institution: Institution, to: Reader, found: Found) -> Iterable[Column]:
    """The States that are named, then those of the region that nobody names."""
    region = compacts.states_by_code()
    for code, (read, documents) in found.items():
        name = region[code].name if code in region else _territory(code)
        yield Column(code, name, read, documents, code in region)
    yield from (Column(code, state.name, 0, 0, True) for code, state in region.items() if code not in found)


def _categories(institution: Institution, to: Reader, found: Found) -> Iterable[Column]:
    """The kinds of speaker that are heard, then those of our list that are not."""
    names = _kinds()
    for key, (read, documents) in found.items():
        yield Column(key, names.get(key, Words(en=key)), read, documents)
    yield from (Column(key, name, 0, 0) for key, name in names.items() if key not in found and key != NOBODY)


def _documents(institution: Institution, to: Reader, found: Found) -> Iterable[Column]:
    """Those with most statements first, then those that were coded and have none, then those not coded yet."""
    rows = evidence.documents(institution, to=to).order_by("-deposited_at", "-pk")
    known: dict[str, str] = dict(rows.values_list("uid", "coder"))
    coded = [Column(uid, _UNTITLED, read, 1) for uid, (read, _n) in found.items() if known.get(uid)]
    yield from coded
    quiet = {column.key for column in coded}
    for uid, coder in known.items():
        if uid not in quiet:
            yield Column(uid, _UNTITLED, 0 if coder else None, int(bool(coder)))


@lru_cache(maxsize=400)
def _territory(code: str) -> Words:
    return Words({lang: Locale(lang).territories.get(code, code) for lang in languages.CODES})


_COLUMNS = {"country": _countries, "category": _categories, "document": _documents}


@dataclass(frozen=True, slots=True)
class Voice:
    """A kind of speaker: how many statements are theirs, and how many of these the newest release cites.

    `cited` is None where there is no release to see.
    """

    key: str
    label: Words
    said: int
    cited: int | None


@dataclass(frozen=True, slots=True)
class Voices:
    statements: int
    cited: int | None
    voices: tuple[Voice, ...]


def voices(institution: Institution, *, to: Reader, cited: Sequence[str] | None) -> Voices:
    """Who spoke, and who is cited: `cited` are the uids of the passages the newest release cites."""
    counted = evidence.crossed(institution, to=to, columns="category", objectives=())
    said = dict(zip(counted.columns, counted.denominators, strict=True))
    said[NOBODY] = counted.statements - sum(said.values())
    heard = _heard(institution, to, cited) if cited is not None else None
    names = _kinds()
    keys = [*counted.columns, *(key for key in names if key not in said), NOBODY]
    return Voices(
        counted.statements,
        None if heard is None else sum(heard.values()),
        tuple(
            Voice(key, names.get(key, Words(en=key)), said.get(key, 0), None if heard is None else heard.get(key, 0))
            for key in keys
        ),
    )


def _heard(institution: Institution, to: Reader, cited: Sequence[str]) -> dict[str, int]:
    """How many of these passages each kind of speaker has; those this reader may no longer see are not counted."""
    rows = evidence.passages(institution, to=to).filter(uid__in=list(cited)).order_by()
    counted: dict[str, int] = {}
    for key in rows.values_list("facets__category", flat=True):
        counted[key or NOBODY] = counted.get(key or NOBODY, 0) + 1
    return counted
