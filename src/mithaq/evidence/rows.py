"""Facets and documents as the database tells them, read row by row and made columns for `columns.py` to hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.db.models.functions import Concat

from mithaq.evidence.models import Document, Facets, Passage
from mithaq.evidence.search import index
from mithaq.evidence.vocabularies import Vocabulary
from mithaq.institutions.selectors import Institution
from mithaq.kernels import text as kernel

BATCH = 20_000
UNKNOWN = 0
SETS = ("objective", "act", "country", "category", "lang", "kind")
READ = ("passage", "document", "all_of_it")
_MARK = "\x1f"
_NONE = np.empty(0, dtype=np.int64)
_SAID = ("lang", "kind", "act", "category", "objectives", "countries")
_PLACE = {"lang": 1, "kind": 2, "act": 3, "category": 4, "objective": 5, "country": 6}


@dataclass(frozen=True, slots=True, eq=False)
class Papers:
    """The documents the rows belong to. `year` is 0 where it is not known; `since` is when it was deposited."""

    key: np.ndarray
    uid: np.ndarray
    year: np.ndarray
    since: np.ndarray
    number: Mapping[int, int]
    words: Mapping[str, np.ndarray]

    def titled(self, stems: Iterable[str]) -> np.ndarray:
        """Which documents have one of these stems in their title."""
        there = np.zeros(len(self.key), dtype=bool)
        for stem in stems:
            there[self.words.get(stem, _NONE)] = True
        return there

    def numbers(self, keys: np.ndarray) -> np.ndarray:
        return np.fromiter(map(self.number.__getitem__, keys.tolist()), dtype=np.int32, count=len(keys))


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of the database as columns."""

    passage: np.ndarray
    paper: np.ndarray
    confirmed: np.ndarray
    sets: Mapping[str, np.ndarray]

    @classmethod
    def of(cls, vocabularies: Mapping[str, Vocabulary], rows: Sequence[tuple[Any, ...]]) -> Part:
        """Many rows say the same: what they say is taken apart once."""
        passages, papers, said, *_ = zip(*rows, strict=True) if rows else ((), (), ())
        place = {told: number for number, told in enumerate(dict.fromkeys(said))}
        numbers = np.fromiter(map(place.__getitem__, said), np.int64, len(said))
        parts = [told.split(_MARK) for told in place]

        def numbered(name: str, at: int) -> np.ndarray:
            return np.fromiter((vocabularies[name].number(part[at]) for part in parts), np.int32, len(parts))[numbers]

        return cls(
            np.array(passages, dtype=np.int64),
            np.array(papers, dtype=np.int64),
            np.fromiter((bool(part[0]) for part in parts), bool, len(parts))[numbers],
            {name: numbered(name, at) for name, at in _PLACE.items()},
        )

    @classmethod
    def joined(cls, parts: Sequence[Part]) -> Part:
        return cls(
            np.concatenate([part.passage for part in parts]),
            np.concatenate([part.paper for part in parts]),
            np.concatenate([part.confirmed for part in parts]),
            {name: np.concatenate([part.sets[name] for part in parts]) for name in SETS},
        )


def read_papers(institution: Institution, known: Papers | None, needed: set[int]) -> Papers:
    """The documents with these keys, beside those known before. One deleted meanwhile is known by its key alone."""
    old = known.number if known else {}
    chosen = Document.objects.filter(institution=institution).order_by("pk")
    if known is not None and len(needed) <= index.AT_ONCE:
        chosen = chosen.filter(pk__in=needed)
    rows = {row[0]: row for row in chosen.values_list("pk", "uid", "year", "deposited_at", "title")}
    number = dict(old)
    for key in sorted({*rows, *needed}):
        number.setdefault(key, len(number))
    at = np.array([number[key] for key in rows], dtype=np.int64)

    def column(name: str, dtype: str, values: Sequence[object]) -> np.ndarray:
        filled = np.zeros(len(number), dtype=dtype)
        if known is not None:
            filled[: len(old)] = getattr(known, name)
        filled[at] = values
        return filled

    return Papers(
        key=column("key", "int64", list(rows)),
        uid=column("uid", "U16", [row[1] for row in rows.values()]),
        year=column("year", "int32", [row[2] or UNKNOWN for row in rows.values()]),
        since=column("since", "float64", [row[3].timestamp() for row in rows.values()]),
        number=number,
        words=_title_words(known, {number[key]: row[4] for key, row in rows.items()}),
    )


def _title_words(known: Papers | None, titles: Mapping[int, Mapping[str, str]]) -> dict[str, np.ndarray]:
    """The documents by the stems of their titles, with these titles anew."""
    found: dict[str, list[int]] = {}
    if known is not None:
        found = {stem: [n for n in rows.tolist() if n not in titles] for stem, rows in known.words.items()}
    for number, title in titles.items():
        for stem in {stem for lang, text in title.items() for stem in kernel.tokens(text, lang)}:
            found.setdefault(stem, []).append(number)
    return {stem: np.array(rows, dtype=np.int64) for stem, rows in found.items() if rows}


def words(places: Mapping[int, int]) -> dict[int, frozenset[str]]:
    """The stems of changed passages by their row; of those put aside too, which no longer count."""
    keys = list(places)
    found: dict[int, frozenset[str]] = {}
    for start in range(0, len(keys), index.AT_ONCE):
        some = Passage.objects.filter(pk__in=keys[start : start + index.AT_ONCE]).values_list("pk", "tokens")
        found |= {places[pk]: frozenset(tokens.split()) for pk, tokens in some}
    return found


def telling(rows: QuerySet[Facets]) -> QuerySet[Facets]:
    """With all that a row says in one text: a third of the cells to read, and most rows say what others say, too."""
    confirmed = Case(When(is_confirmed=True, then=Value("1")), default=Value(""))
    told: list[Any] = [confirmed]
    for name in _SAID:
        told += [Value(_MARK), F(name)]
    return rows.order_by("passage").annotate(all_of_it=Concat(*told, output_field=TextField()))


def batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while some := list(islice(rows, BATCH)):
        yield some
