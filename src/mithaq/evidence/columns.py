"""The facets of every current passage of an institution, held in memory as columns, to filter and count by.

A process keeps one copy an institution. Each question first asks the institution's revision (one small query): when it
moved, only the rows changed since are fetched. What a transaction of our own has changed and not committed is read into
a copy nobody else gets. Who may see which document is never held here: `Columns.open` is asked of the database by
whoever asks a question.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from django.db.models import QuerySet

from mithaq.evidence.models import Document, Facets, Revision
from mithaq.evidence.rows import BATCH, READ, SETS, Papers, Part, batches, read_papers, telling, words
from mithaq.evidence.search import index, pending
from mithaq.evidence.vocabularies import Vocabulary
from mithaq.institutions.selectors import Institution

MOST_ROWS = 3_000_000
MOST_LATE = 2_000
MOST_POSTINGS = 64 << 20


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
    rows = telling(Facets.objects.filter(institution=institution, is_current=True)).values_list(*READ)
    vocabularies = {name: Vocabulary() for name in SETS}
    parts = [Part.of(vocabularies, some) for some in batches(rows.iterator(BATCH))] or [Part.of(vocabularies, [])]
    whole = Part.joined(parts)
    papers = read_papers(institution, None, set(whole.paper.tolist()))
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
        telling(Facets.objects.filter(institution=institution, revision__gt=known.revision)).values_list(
            *READ, "is_current"
        )
    )
    part = Part.of(known.vocabularies, changed)
    keys = part.passage
    papers = read_papers(institution, known.papers, {row[1] for row in changed})
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
        late = dict(known.late) | words(places) if len(known.late) + len(changed) <= MOST_LATE else {}
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


_FIELDS = tuple(Columns.__dataclass_fields__)
_guard = threading.Lock()
_held: OrderedDict[str, Columns] = OrderedDict()
_locks: dict[str, threading.Lock] = {}
