"""Choosing passages by their facets, and counting what is there: counts of a facet follow all the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mithaq.evidence import columns
from mithaq.evidence.models import Document
from mithaq.evidence.visibility import Reader, visible
from mithaq.institutions.selectors import Institution

FACETS = ("objective", "act", "country", "category", "lang", "year", "document")
NO_STATEMENT = ("heading", "contents", "boilerplate", "question")
NOT_KNOWN = "unknown"
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
    mask = scene.open & scene.chosen(chosen)
    if statements_only:
        mask &= ~scene.having("kind", NO_STATEMENT) & ~scene.having("act", ("question",))
    if confirmed_only:
        mask &= scene.held.confirmed
    numbers = tuple(objectives)
    rows = np.flatnonzero(mask)
    seen = scene.counted(columns, rows)
    names = tuple(sorted(seen, key=lambda name: (-seen[name], name)))
    cells, totals = [], []
    for number in numbers:
        mine = rows[scene.having("objective", (str(number),), rows)]
        found = scene.counted(columns, mine)
        cells.append(tuple(found.get(name, 0) for name in names))
        totals.append(len(mine))
    return Crossed(
        rows=numbers,
        columns=names,
        cells=tuple(cells),
        denominators=tuple(seen[name] for name in names),
        documents=tuple(scene.papers(columns, names, rows)),
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

    def having(self, facet: str, values: Iterable[str], rows: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Which rows have one of these values."""
        held = self.held
        if facet == "document":
            return np.isin(held.papers.uid, list(values))[held.paper[rows]]
        if facet == "year":
            return np.isin(held.papers.year, [_year(value) for value in values])[held.paper[rows]]
        return held.vocabularies[facet].having(values)[held.sets[facet][rows]]

    def chosen(self, chosen: Chosen, *, but: str = "") -> np.ndarray:
        """Which rows every facet lets through, but for one."""
        mask = np.ones(len(self.held), dtype=bool)
        for facet, values in chosen.items():
            if values and facet != but:
                mask &= self.having(facet, values)
        return mask

    def counted(self, facet: str, rows: np.ndarray) -> dict[str, int]:
        held = self.held
        if facet not in ("document", "year"):
            return held.vocabularies[facet].counted(held.sets[facet][rows])
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

    def papers(self, facet: str, values: Iterable[str], rows: np.ndarray) -> list[int]:
        """How many documents each value rests on."""
        if facet == "document":
            return [1 for _ in values]
        return [len(np.unique(self.held.paper[rows[self.having(facet, (value,), rows)]])) for value in values]


def _year(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) <= 4 else columns.UNKNOWN if value == NOT_KNOWN else -1
