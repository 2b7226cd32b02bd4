"""Suggests the guiding principles a passage appeals to, each with the words that do so.

A dictionary decides, so every suggestion can be seen in the text; a passage that does not speak of migration, nor of
the compact, gets none.
"""

from __future__ import annotations

from mithaq.kernels.text.coding import thesaurus
from mithaq.kernels.text.coding.phrases import Hit
from mithaq.kernels.text.model import Code

VERSION = "principles-1"
MOST = 4
_SCORES = (0.0, 0.6, 0.75, 0.85, 0.9)


def suggest(text: str, lang: str) -> tuple[Code, ...]:
    """The principles of one passage, the most spoken of first."""
    return decide(thesaurus.find(text, lang))


def decide(found: thesaurus.Found) -> tuple[Code, ...]:
    """The principles of a passage whose phrases were found already."""
    if not found.context and not found.compact:
        return ()
    spoken = {number: _spans(hits) for number, hits in found.principles.items()}
    ranked = sorted(spoken, key=lambda number: (-len(spoken[number]), number))[:MOST]
    return tuple(Code("principle", number, _score(spoken[number]), spoken[number][:4]) for number in ranked)


def _score(spans: tuple[tuple[int, int], ...]) -> float:
    return _SCORES[min(len(spans), len(_SCORES) - 1)]


def _spans(hits: list[Hit]) -> tuple[tuple[int, int], ...]:
    """The characters of all hits, longest first, none overlapping, in reading order."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted((s for hit in hits for s in hit.spans), key=lambda s: (s[0] - s[1], s[0])):
        if not any(a < end and start < b for a, b in kept):
            kept.append((start, end))
    return tuple(sorted(kept))
