"""Words across the three languages: what a word may be called elsewhere, and what a text is about in English concepts.

The table was learned from official trilingual text (see `learn`) and holds stems and weights only. It knows
institutional prose; of everyday talk it knows little, and an unknown word stays unknown.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from math import sqrt
from typing import NamedTuple

from mithaq.kernels.text import analyse
from mithaq.kernels.text.remembered import Remembered

VERSION = "lexicon-1"
LANGUAGES = ("ar", "en", "fr")


class Translation(NamedTuple):
    """A stem another language may use, ready to be looked up in a column of `analyse.tokens`."""

    lang: str
    stem: str
    weight: float


def translations(word: str, lang: str, top: int = 2) -> tuple[Translation, ...]:
    """The likeliest stems of `word` (a surface form or a stem) in the other two languages, at most `top` in each."""
    tables = _tables()
    found: list[Translation] = []
    for other in LANGUAGES:
        if other == lang:
            continue
        table = tables.pairs.get((lang, other), {})
        for stem in analyse.tokens(word, lang) or [word]:
            targets = table.get(stem) or table.get(word) or {}
            found.extend(Translation(other, t, w) for t, w in list(targets.items())[:top])
    return tuple(found)


def vector(text: str, lang: str) -> dict[str, float]:
    """What the text speaks of, as `{English stem: weight}` of length 1; two texts compare by their dot product.

    Words without meaning of their own are left out, rare concepts weigh more, and a word the lexicon does not know
    counts as itself (a name, an acronym, a figure), at half weight.
    """
    return vector_of(analyse.tokens(text, lang), lang)


def vector_of(stems: Iterable[str], lang: str) -> dict[str, float]:
    """The same for stems that were cut already."""
    weights: dict[str, float] = {}
    known = _meanings(lang)
    for stem in stems:
        for concept, weight in known[stem]:
            weights[concept] = weights.get(concept, 0.0) + weight
    length = sqrt(sum(w * w for w in weights.values()))
    return {concept: weight / length for concept, weight in weights.items()} if length else {}


class _Meanings(Remembered[str, tuple[tuple[str, float], ...]]):
    """The concepts of the stems of one language."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang

    def of(self, key: str) -> tuple[tuple[str, float], ...]:
        return _concepts(key, self._lang)


@lru_cache(maxsize=8)
def _meanings(lang: str) -> _Meanings:
    return _Meanings(lang)


def concepts(stem: str, lang: str) -> tuple[tuple[str, float], ...]:
    """The English concepts one stem stands for, already weighted by how telling they are."""
    return _meanings(lang)[stem]


def _concepts(stem: str, lang: str) -> tuple[tuple[str, float], ...]:
    tables = _tables()
    latin = not analyse.is_arabic(stem)
    if stem in tables.empty.get(lang, ()) or (len(stem) < 2 and not stem.isdigit()):
        return ()
    if lang == "en" or (lang == "ar" and latin):
        found: Mapping[str, float] = {stem: 1.0} if lang == "en" or stem in tables.idf else {stem: 0.5}
        if stem in tables.empty["en"]:
            return ()
    else:
        known = tables.pairs.get((lang, "en"), {}).get(stem)
        found = known or {stem: 0.5}
    return tuple((c, w * tables.idf.get(c, tables.rare)) for c, w in found.items() if c not in tables.empty["en"])


class _Tables(NamedTuple):
    pairs: Mapping[tuple[str, str], Mapping[str, Mapping[str, float]]]
    idf: Mapping[str, float]
    rare: float
    empty: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    packed = resources.files("mithaq.kernels.text").joinpath("data", "lexicon.json.gz").read_bytes()
    data = json.loads(gzip.decompress(packed))
    pairs = {
        tuple(name.split("-")): {stem: dict(zip(row[::2], row[1::2], strict=True)) for stem, row in table.items()}
        for name, table in data["pairs"].items()
    }
    empty = {lang: frozenset(stems) for lang, stems in data["empty"].items()}
    return _Tables(pairs, data["idf"], max(data["idf"].values(), default=1.0), empty)
