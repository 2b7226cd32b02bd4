"""The facets of every current passage of an institution, held in memory as columns, to filter and count by.

A process keeps one copy an institution. Each question first asks the institution's revision (one small query): when it
moved, only the rows changed since are fetched. What a transaction of our own has changed and not committed is read into
a copy nobody else gets. Who may see which document is never held here: `Columns.open` is asked of the database by
whoever asks a question.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.db.models.functions import Concat

from mithaq.evidence.models import Document, Facets, Passage, Revision
from mithaq.evidence.search import index, pending
from mithaq.evidence.vocabularies import Vocabulary
from mithaq.institutions.selectors import Institution
from mithaq.kernels import text as kernel

BATCH = 20_000
MOST_ROWS = 3_000_000
MOST_LATE = 2_000
MOST_POSTINGS = 64 << 20
UNKNOWN = 0
SETS = ("objective", "act", "country", "category", "lang", "kind")
_READ = ("passage", "document", "all_of_it")
_MARK = "\x1f"


class Postings:
    """Which rows have a stem, as far as anybody asked; shared by the copies that follow each other."""

    def __init__(self) -> None:
        self._rows: OrderedDict[str, np.ndarray] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def known(self, stems: Iterable[str]) -> dict[str, np.ndarray]:
        with self._lock:
            found = {stem: self._rows[stem] for stem in stems if stem in self._rows}
            for stem in found:
                self._rows.move_to_end(stem)
        return found

    def keep(self, found: Mapping[str, np.ndarray]) -> None:
        with self._lock:
            for stem, rows in found.items():
                if stem not in self._rows:
                    self._rows[stem] = rows
                    self._bytes += rows.nbytes
            while self._bytes > MOST_POSTINGS and self._rows:
                self._bytes -= self._rows.popitem(last=False)[1].nbytes


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


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One state of an institution's facets. Nothing in it changes; rows keep their place from copy to copy.

    `phrases` remembers which rows have a phrase, for as long as this state lasts.
    """

    institution: int
    revision: int
    passage: np.ndarray
    paper: np.ndarray
    sets: Mapping[str, np.ndarray]
    confirmed: np.ndarray
    alive: np.ndarray
    papers: Papers
    vocabularies: Mapping[str, Vocabulary]
    by_key: np.ndarray
    postings: Postings
    late: Mapping[int, frozenset[str]] = field(default_factory=dict)
    phrases: dict[tuple[str, ...], np.ndarray] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.passage)

    def rows_of(self, keys: np.ndarray) -> np.ndarray:
        """The rows of these passages; those without a row are left out."""
        rows = self.by_key[keys[keys < len(self.by_key)]]
        return rows[rows >= 0]

    def having(self, stems: Iterable[str]) -> dict[str, np.ndarray]:
        """The rows with each stem: of those nobody asked for before, in one query."""
        asked = set(stems)
        found = self.postings.known(asked)
        if missing := asked - found.keys():
            fresh = {stem: self.rows_of(keys) for stem, keys in index.postings(self.institution, missing).items()}
            self.postings.keep(fresh)
            found |= fresh
        if not self.late:
            return found
        moved = np.zeros(len(self), dtype=bool)
        moved[list(self.late)] = True
        return {stem: self._with_late(stem, rows, moved) for stem, rows in found.items()}

    def _with_late(self, stem: str, rows: np.ndarray, moved: np.ndarray) -> np.ndarray:
        """What was asked before some passages changed, put right."""
        late = [row for row, stems in self.late.items() if stem in stems]
        return np.concatenate([rows[~moved[rows]], np.array(late, dtype=np.int32)])

    def open(self, documents: QuerySet[Document]) -> np.ndarray:
        """Which rows belong to these documents, asked of the database now."""
        keys = index.keys(documents.order_by().aggregate(keys=index.Keys("pk"))["keys"])
        return self.alive & np.isin(self.papers.key, keys)[self.paper] if len(self) else self.alive


def held(institution: Institution) -> Columns:
    """The columns as the database has them at this moment, for this connection."""
    revision = Revision.objects.filter(institution=institution).values_list("value", flat=True).first() or 0
    known = _held.get(institution.uid)
    if pending.here(institution.uid):
        return _apart(institution, known if known and known.revision < revision else None, revision)
    if known is None or known.revision != revision:
        with _lock_of(institution.uid):
            known = _held.get(institution.uid)
            if known is None or known.revision != revision:
                known = _followed(institution, known, revision)
                _keep(institution.uid, known)
    return known


def forget() -> None:
    """Let go of every copy."""
    _held.clear()


def _followed(institution: Institution, known: Columns | None, revision: int) -> Columns:
    if known is None or known.revision > revision:
        return _loaded(institution, revision)
    moved = _moved(known, institution, revision)
    if int(moved.alive.sum()) != Facets.objects.filter(institution=institution, is_current=True).count():
        return _loaded(institution, revision)
    return moved


def _apart(institution: Institution, known: Columns | None, revision: int) -> Columns:
    """A copy for a transaction that is not over: what it asks of the index is for itself, too."""
    if known is None:
        return _loaded(institution, revision)
    known = Columns(
        **{name: getattr(known, name) for name in _FIELDS} | {"postings": Postings(), "late": {}, "phrases": {}}
    )
    return _moved(known, institution, revision, keep_words=False)


def _loaded(institution: Institution, revision: int) -> Columns:
    rows = _told(Facets.objects.filter(institution=institution, is_current=True)).values_list(*_READ)
    vocabularies = {name: Vocabulary() for name in SETS}
    parts = [_Part.of(vocabularies, some) for some in _batches(rows.iterator(BATCH))] or [_Part.of(vocabularies, [])]
    whole = _Part.joined(parts)
    papers = _papers(institution, None, set(whole.paper.tolist()))
    return Columns(
        institution=institution.pk,
        revision=revision,
        passage=whole.passage,
        paper=papers.numbers(whole.paper),
        sets=whole.sets,
        confirmed=whole.confirmed,
        alive=np.ones(len(whole.passage), dtype=bool),
        papers=papers,
        vocabularies=vocabularies,
        by_key=_by_key(whole.passage),
        postings=Postings(),
    )


def _moved(known: Columns, institution: Institution, revision: int, *, keep_words: bool = True) -> Columns:
    """`known` with the rows changed since."""
    changed = list(
        _told(Facets.objects.filter(institution=institution, revision__gt=known.revision)).values_list(
            *_READ, "is_current"
        )
    )
    part = _Part.of(known.vocabularies, changed)
    keys = part.passage
    papers = _papers(institution, known.papers, {row[1] for row in changed})
    places = dict(zip(known.passage[(rows := known.rows_of(keys))].tolist(), rows.tolist(), strict=True))
    fresh = [row[0] for row in changed if row[0] not in places]
    places |= {key: len(known) + n for n, key in enumerate(fresh)}
    at = np.fromiter((places[row[0]] for row in changed), dtype=np.int64, count=len(changed))

    def with_changes(column: np.ndarray, values: np.ndarray) -> np.ndarray:
        longer = np.concatenate([column, np.zeros(len(fresh), dtype=column.dtype)])
        longer[at] = values
        return longer

    passage = with_changes(known.passage, keys)
    postings: Postings = Postings()
    late: dict[int, frozenset[str]] = {}
    if keep_words:
        late = dict(known.late) | _words(places) if len(known.late) + len(changed) <= MOST_LATE else {}
        postings = known.postings if late or not changed else postings
    return Columns(
        institution=known.institution,
        revision=revision,
        passage=passage,
        paper=with_changes(known.paper, papers.numbers(part.paper)),
        sets={name: with_changes(known.sets[name], part.sets[name]) for name in SETS},
        confirmed=with_changes(known.confirmed, part.confirmed),
        alive=with_changes(known.alive, np.fromiter((row[3] for row in changed), dtype=bool)),
        papers=papers,
        vocabularies=known.vocabularies,
        by_key=_by_key(passage) if fresh else known.by_key,
        postings=postings,
        late=late,
    )


def _by_key(passage: np.ndarray) -> np.ndarray:
    """The row of each key, -1 where it has none."""
    rows = np.full(int(passage.max(initial=0)) + 1, -1, dtype=np.int32)
    rows[passage] = np.arange(len(passage), dtype=np.int32)
    return rows


def _words(places: Mapping[int, int]) -> dict[int, frozenset[str]]:
    """The stems of changed passages by their row; of those put aside too, which no longer count."""
    keys = list(places)
    found: dict[int, frozenset[str]] = {}
    for start in range(0, len(keys), index.AT_ONCE):
        some = Passage.objects.filter(pk__in=keys[start : start + index.AT_ONCE]).values_list("pk", "tokens")
        found |= {places[pk]: frozenset(tokens.split()) for pk, tokens in some}
    return found


def _papers(institution: Institution, known: Papers | None, needed: set[int]) -> Papers:
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


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows of the database as columns."""

    passage: np.ndarray
    paper: np.ndarray
    confirmed: np.ndarray
    sets: Mapping[str, np.ndarray]

    @classmethod
    def of(cls, vocabularies: Mapping[str, Vocabulary], rows: Sequence[tuple[Any, ...]]) -> _Part:
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
    def joined(cls, parts: Sequence[_Part]) -> _Part:
        return cls(
            np.concatenate([part.passage for part in parts]),
            np.concatenate([part.paper for part in parts]),
            np.concatenate([part.confirmed for part in parts]),
            {name: np.concatenate([part.sets[name] for part in parts]) for name in SETS},
        )


def _told(rows: QuerySet[Facets]) -> QuerySet[Facets]:
    """With all that a row says in one text: a third of the cells to read, and most rows say what others say, too."""
    confirmed = Case(When(is_confirmed=True, then=Value("1")), default=Value(""))
    told: list[Any] = [confirmed]
    for name in _SAID:
        told += [Value(_MARK), F(name)]
    return rows.order_by("passage").annotate(all_of_it=Concat(*told, output_field=TextField()))


def _batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while some := list(islice(rows, BATCH)):
        yield some


def _lock_of(uid: str) -> threading.Lock:
    with _guard:
        return _locks.setdefault(uid, threading.Lock())


def _keep(uid: str, columns: Columns) -> None:
    """The least used institutions make room."""
    with _guard:
        _held[uid] = columns
        _held.move_to_end(uid)
        while len(_held) > 1 and sum(map(len, _held.values())) > MOST_ROWS:
            _held.popitem(last=False)


_NONE = np.empty(0, dtype=np.int64)
_SAID = ("lang", "kind", "act", "category", "objectives", "countries")
_PLACE = {"lang": 1, "kind": 2, "act": 3, "category": 4, "objective": 5, "country": 6}
_FIELDS = tuple(Columns.__dataclass_fields__)
_guard = threading.Lock()
_held: OrderedDict[str, Columns] = OrderedDict()
_locks: dict[str, threading.Lock] = {}
