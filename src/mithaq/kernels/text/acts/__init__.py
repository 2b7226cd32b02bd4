"""What kind of act a passage is: recommendation, commitment, practice, challenge, question, process or fact."""

from __future__ import annotations

from mithaq.kernels.text.acts.features import DEMAND, asks, books, features
from mithaq.kernels.text.acts.learned import Model, model
from mithaq.kernels.text.lore.rules import Hit
from mithaq.kernels.text.lore.words import Words, words
from mithaq.kernels.text.model import ACTS, Lang

VERSION = "acts-3"

__all__ = ["VERSION", "act"]

_QUESTION, _RECOMMENDATION = ACTS.index("question"), ACTS.index("recommendation")
_CLEAR = 1.5  # a passage with a plain word of demand is a recommendation unless another act is this much likelier
_SHOWN = 4  # evidence spans handed out


def act(text: str, lang: Lang, kind: str = "") -> tuple[str, float, tuple[tuple[int, int], ...]]:
    """The main act, its score in 0..1 and the characters that speak for it.

    A question is never a recommendation: neither a block of kind `question` nor a passage that asks.
    """
    said = words(text)
    if not len(said):
        return "fact", 0.0, ()
    spoken = _language(said, lang)
    if kind == "question" or asks(said):
        hits = books()[spoken].hits(said)
        return "question", 0.95, _evidence(said, hits, "question")
    return decide(said, spoken, model())


def decide(said: Words, lang: str, by: Model) -> tuple[str, float, tuple[tuple[int, int], ...]]:
    """The act of a passage that does not ask, by a given model."""
    hits = books()[lang].hits(said)
    found = features(said, hits, lang)
    weighed = by.probabilities(found)
    if DEMAND in found:
        weighed[_RECOMMENDATION] *= _CLEAR
    best = weighed.index(max(weighed))
    return ACTS[best], weighed[best] / sum(weighed), _evidence(said, hits, ACTS[best])


def _language(said: Words, lang: str) -> str:
    if lang in ("ar", "en", "fr"):
        return lang
    return "ar" if any(word[0] > "\u0600" for word in said.folded) else "en"


def _evidence(said: Words, hits: list[Hit], shows: str) -> tuple[tuple[int, int], ...]:
    """Where the strongest rules of an act were met, in reading order."""
    strongest = sorted((h for h in hits if h.rule.shows == shows), key=lambda h: -h.rule.weight)[:_SHOWN]
    return tuple(sorted({said.span(h.start, h.end) for h in strongest}))
