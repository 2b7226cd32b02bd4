"""What kind of act a passage is: recommendation, commitment, practice, challenge, question, process or fact."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files

from mithaq.kernels.text.lore.rules import Book, Hit
from mithaq.kernels.text.lore.words import Words, words
from mithaq.kernels.text.model import ACTS, Lang

VERSION = "acts-1"

__all__ = ["VERSION", "act"]

_PRIOR = {"fact": 1.0, "process": 0.6, "recommendation": 0.5, "practice": 0.3, "challenge": 0.3, "commitment": 0.0, "question": -0.5}


def act(text: str, lang: Lang, kind: str = "") -> tuple[str, float, tuple[tuple[int, int], ...]]:
    """The main act, its score in 0..1 and the characters that speak for it.

    A question is never a recommendation: neither a block of kind `question` nor a passage that asks.
    """
    said = words(text)
    if kind == "question" or asks(said):
        return "question", 0.95, ()
    hits = book(_script(text, lang)).hits(said)
    scores = dict(_PRIOR)
    for hit in hits:
        scores[hit.rule.shows] += hit.rule.weight / (1 + 0.02 * hit.first)
    scores.pop("question")
    best = max(scores, key=lambda name: scores[name])
    total = sum(math.exp(s) for s in scores.values())
    return best, math.exp(scores[best]) / total, _evidence(said, hits, best)


def asks(said: Words) -> bool:
    """Whether the passage is a question in the main: it ends in a question mark, or most of it does."""
    text = said.text.rstrip(" \u00a0\"»”)\u200f")
    return text.endswith(("?", "؟"))


def book(lang: str) -> Book:
    """The rules of a language."""
    return _books()[lang]


@cache
def _books() -> dict[str, Book]:
    table = tomllib.loads(files("mithaq.kernels.text.lore").joinpath("acts.toml").read_text(encoding="utf-8"))
    assert set(table) == set(ACTS)
    return {
        lang: Book({shows: rules[lang] for shows, rules in table.items()}, arabic=lang == "ar") for lang in ("ar", "en", "fr")
    }


def _script(text: str, lang: str) -> str:
    if lang in ("ar", "en", "fr"):
        return lang
    return "ar" if any("\u0600" <= c <= "\u06ff" for c in text) else "en"


def _evidence(said: Words, hits: list[Hit], shows: str) -> tuple[tuple[int, int], ...]:
    return tuple(dict.fromkeys(said.span(h.start, h.end) for h in hits if h.rule.shows == shows))[:4]
