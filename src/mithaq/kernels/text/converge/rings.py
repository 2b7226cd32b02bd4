"""What a word stands for when messages are compared: the learned lexicon, gathered by rings of words that say the same.

The lexicon learned which word answers which; it does not know that a wage and a salary, or a physician and a doctor,
carry one message. `rings.tsv` does, in three languages, in the project's own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources

from mithaq.kernels.text.analyse import tokens
from mithaq.kernels.text.coding import lexicon
from mithaq.kernels.text.remembered import Remembered

COLUMNS = ("en", "fr", "ar")
TRUST = 0.6  # of a ring, beside what the lexicon says of the same word
USUAL = 5.0  # weight of a ring whose head the lexicon never met


def vector(stems: Sequence[str], lang: str) -> dict[str, float]:
    """What a text speaks of, `{English stem: weight}`, from the stems of its words."""
    weights: dict[str, float] = {}
    known = _meanings(lang)
    for stem in stems:
        for concept, weight in known[stem]:
            weights[concept] = weights.get(concept, 0.0) + weight
    return weights


class _Meanings(Remembered[str, tuple[tuple[str, float], ...]]):
    """The concepts of the stems of one language."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang

    def of(self, key: str) -> tuple[tuple[str, float], ...]:
        return concepts(key, self._lang)


@lru_cache(maxsize=8)
def _meanings(lang: str) -> _Meanings:
    return _Meanings(lang)


def concepts(stem: str, lang: str) -> tuple[tuple[str, float], ...]:
    """The concepts of one stem, each named by the head of its ring."""
    known = lexicon.concepts(stem, lang)
    heads = _rings().get((lang, stem), ())
    if not known and not heads:
        return ()
    found: dict[str, float] = {}
    guessed = lang != "en" and [c for c, _ in known] == [stem]
    share = 0.0 if guessed and heads else 1.0 - TRUST if heads and lang != "en" else 1.0
    for concept, weight in known:
        for head, part in _gathered(concept):
            found[head] = found.get(head, 0.0) + share * weight * part
    if heads and share < 1.0:
        for head in heads:
            found[head] = found.get(head, 0.0) + (1.0 - share) * _weight(head) / len(heads)
    return tuple(found.items())


def _gathered(concept: str) -> Iterator[tuple[str, float]]:
    heads = _rings().get(("en", concept), (concept,))
    for head in heads:
        yield head, 1.0 / len(heads)


@lru_cache(maxsize=10_000)
def _weight(head: str) -> float:
    return sum(weight for _, weight in lexicon.concepts(head, "en")) or USUAL


@lru_cache(maxsize=1)
def _rings() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The heads (first English stems) of the rings each stem belongs to."""
    heads: dict[tuple[str, str], dict[str, None]] = {}
    text = resources.files("mithaq.kernels.text.converge").joinpath("rings.tsv").read_text("utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        sides = zip(COLUMNS, line.split("\t"), strict=True)
        ring = [[tokens(word, lang) for word in side.split("/")] for lang, side in sides]
        head = ring[0][0][0]
        for lang, side in zip(COLUMNS, ring, strict=True):
            for stems in side:
                if len(stems) == 1:
                    heads.setdefault((lang, stems[0]), {})[head] = None
    return {place: tuple(found) for place, found in heads.items()}
