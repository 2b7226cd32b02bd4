"""Choosing passages by their facets, and counting what is there: counts of a facet follow all the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mithaq.evidence import columns
from mithaq.evidence.models import Document
from mithaq.evidence.rows import UNKNOWN
from mithaq.evidence.visibility import Reader, visible
from mithaq.institutions.selectors import Institution

FACETS = ("objective", "act", "country", "category", "lang", "year", "document")
NO_STATEMENT = ("heading", "contents", "boilerplate", "question")
NOT_KNOWN = "unknown"
NOBODY = "none"
# What a matrix counts, as a search narrows by it: only statements, only what a person confirmed. One value: "1".
STATEMENTS, CONFIRMED, ONLY = "statements", "confirmed", "1"
LIMITS = (STATEMENTS, CONFIRMED)
Chosen = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Crossed:
    """Objectives (rows) by country, category or document: plain numbers.

    `denominators` are the statements of each column, whether they speak of an objective or not; `totals` those of each
    row, whatever their column; `statements` all of them; `documents` how many documents a column rests on. A country
    or category nobody speaks of has no column.
    """

    rows: tuple[int, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
    denominators: tuple[int, ...]
    documents: tuple[int, ...]
    totals: tuple[int, ...]
    statements: int


def crossed(
    institution: Institution,
    *,
    to: Reader,
    columns: str,
    objectives: Iterable[int] = range(1, 24),
    statements_only: bool = True,
    confirmed_only: bool = False,
    **chosen: Sequence[str],
) -> Crossed:
    """How many statements speak of each objective, by `columns` ("country", "category" or "document" by its uid).

    `chosen` narrows by any facet: `act=["recommendation"]`, `lang=["ar"]`. Headings, contents and questions are no
    statements. Only documents this reader may see are counted, and where `confirmed_only`, only what a person settled.
    """
    scene = Scene.of(institution, to=to)
    limits = [name for name, wanted in ((STATEMENTS, statements_only), (CONFIRMED, confirmed_only)) if wanted]
    rows = np.flatnonzero(scene.open & scene.chosen({**chosen, **dict.fromkeys(limits, (ONLY,))}))
    numbers = tuple(objectives)
    seen = scene.counted(columns, rows)
    seen.pop(NOBODY, None)
    names = tuple(sorted(seen, key=lambda name: (-seen[name], name)))
    cells, totals = [], []
    sets = scene.held.sets["objective"][rows]
    for number in numbers:
        mine = rows[scene.held.vocabularies["objective"].having((str(number),))[sets]]
        found = scene.counted(columns, mine)
        cells.append(tuple(found.get(name, 0) for name in names))
        totals.append(len(mine))
    resting = scene.papers(columns, rows)
    return Crossed(
        rows=numbers,
        columns=names,
        cells=tuple(cells),
        denominators=tuple(seen[name] for name in names),
        documents=tuple(resting[name] for name in names),
        totals=tuple(totals),
        statements=len(rows),
    )


def facet_counts(
    institution: Institution, *, to: Reader, chosen: Chosen | None = None, facets: Iterable[str] = FACETS
) -> dict[str, dict[str, int]]:
    """How many passages have each value, as this reader may see them; each facet as the others narrow it."""
    scene = Scene.of(institution, to=to)
    return scene.counts(scene.open, chosen or {}, facets)


def with_passages_in(institution: Institution, lang: str) -> np.ndarray:
    """The keys of all documents that have passages in a language, whoever may see them."""
    held = columns.held(institution)
    rows = held.alive & held.vocabularies["lang"].having((lang,))[held.sets["lang"]]
    return held.papers.key[np.unique(held.paper[rows])]


@dataclass(frozen=True, slots=True)
class Scene:
    """The columns of an institution and what is open in them to one reader, at one moment."""

    held: columns.Columns
    open: np.ndarray

    @classmethod
    def of(cls, institution: Institution, *, to: Reader) -> Scene:
        held = columns.held(institution)
        return cls(held, held.open(visible(Document.objects.all(), to=to, institution=institution)))

    def having(self, facet: str, values: Sequence[str], rows: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Which rows have one of these values."""
        held = self.held
        if facet == STATEMENTS:
            return ~self.having("kind", NO_STATEMENT, rows) & ~self.having("act", ("question",), rows)
        if facet == CONFIRMED:
            return held.confirmed[rows]
        if facet == "document":
            return np.isin(held.papers.uid, list(values))[held.paper[rows]]
        if facet == "year":
            return np.isin(held.papers.year, [_year(value) for value in values])[held.paper[rows]]
        has = held.vocabularies[facet].having(values)
        if facet == "category" and NOBODY in values:
            has |= held.vocabularies[facet].empty()
        return has[held.sets[facet][rows]]

    def chosen(self, chosen: Chosen, *, but: str = "") -> np.ndarray:
        """Which rows every facet lets through, but for one."""
        mask = np.ones(len(self.held), dtype=bool)
        for facet, values in chosen.items():
            if values and facet != but:
                mask &= self.having(facet, values)
        return mask

    def counted(self, facet: str, rows: np.ndarray) -> dict[str, int]:
        held = self.held
        if facet in LIMITS:
            return {ONLY: n} if (n := int(np.count_nonzero(self.having(facet, (ONLY,), rows)))) else {}
        if facet not in ("document", "year"):
            counted = held.vocabularies[facet].counted(held.sets[facet][rows])
            if facet == "category" and (silent := len(rows) - sum(n for name, n in counted.items() if name != NOBODY)):
                counted[NOBODY] = silent
            return counted
        by_paper = np.bincount(held.paper[rows], minlength=len(held.papers.key))
        if facet == "document":
            there = np.flatnonzero(by_paper)
            return dict(zip(held.papers.uid[there].tolist(), by_paper[there].tolist(), strict=True))
        years = np.bincount(held.papers.year, weights=by_paper, minlength=1)
        return {str(year) if year else NOT_KNOWN: int(years[year]) for year in np.flatnonzero(years).tolist()}

    def counts(self, found: np.ndarray, chosen: Chosen, facets: Iterable[str] = FACETS) -> dict[str, dict[str, int]]:
        """The counts of each facet among `found` (rows as a mask), narrowed by what is chosen in the others."""
        all_of_them = np.flatnonzero(found & self.chosen(chosen))
        counted = {}
        for facet in facets:
            narrowed = bool(chosen.get(facet))
            rows = np.flatnonzero(found & self.chosen(chosen, but=facet)) if narrowed else all_of_them
            counted[facet] = self.counted(facet, rows)
        return counted

    def papers(self, facet: str, rows: np.ndarray) -> dict[str, int]:
        """How many documents each value rests on."""
        held = self.held
        if facet == "document":
            return dict.fromkeys(self.counted(facet, rows), 1)
        vocabulary = held.vocabularies[facet]
        width = vocabulary.table()[3]
        pairs = np.unique(held.paper[rows].astype(np.int64) * width + held.sets[facet][rows])
        papers, sets = np.divmod(pairs, width)
        return {
            name: int(np.count_nonzero(np.bincount(papers[vocabulary.having((name,))[sets]])))
            for name in vocabulary.counted(sets)
        }


def _year(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) <= 4 else UNKNOWN if value == NOT_KNOWN else -1
