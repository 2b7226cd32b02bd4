"""Suggests the objectives a passage speaks of; nothing when it is not sure.

What the passage *says* counts, not who says it: the speaker's own name is masked before anything is looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from mithaq.kernels.text.coding import lexicon, thesaurus
from mithaq.kernels.text.coding.scorer import Scorer, shipped, vector
from mithaq.kernels.text.coding.thesaurus import Found
from mithaq.kernels.text.model import Code

VERSION = "objectives-3"
MOST = 3


class Asked(NamedTuple):
    """One passage to code: its text, language, and the characters that only name the speaker."""

    text: str
    lang: str
    masked: Sequence[tuple[int, int]] = ()


def suggest(text: str, lang: str, masked: Sequence[tuple[int, int]] = ()) -> tuple[Code, ...]:
    """The objectives of one passage, most salient first, at most three; empty when the coder abstains."""
    return suggest_all([Asked(text, lang, masked)])[0]


def suggest_all(asked: Sequence[Asked]) -> list[tuple[Code, ...]]:
    """The objectives of many passages."""
    return decide(asked, [thesaurus.find(a.text, a.lang, a.masked) for a in asked])


def decide(asked: Sequence[Asked], founds: Sequence[Found]) -> list[tuple[Code, ...]]:
    """The objectives of passages whose phrases were found already."""
    scorer = shipped()
    vectors = [vector(found, a.lang) for a, found in zip(asked, founds, strict=True)]
    chances = scorer.chances(founds, vectors)
    return [
        tuple(
            Code("objective", o, round(float(row[o - 1]), 4), evidence(found, o) or _telling(scorer, found, a.lang, o))
            for o in _accepted(row, scorer.thresholds)
        )
        for a, found, row in zip(asked, founds, chances, strict=True)
    ]


def evidence(found: Found, objective: int, most: int = 4) -> tuple[tuple[int, int], ...]:
    """The characters that speak for an objective, in reading order, none inside another."""
    levels = (found.strong, found.near, found.far, found.weak)
    spans: list[tuple[int, int]] = []
    for start, end in (span for level in levels for hit in level.get(objective, ()) for span in hit.spans):
        if not any(a < end and start < b for a, b in spans):
            spans.append((start, end))
    return tuple(sorted(spans[:most]))


def _accepted(row: np.ndarray, thresholds: np.ndarray) -> list[int]:
    best = np.argsort(-row, kind="stable")[:MOST]
    return [int(o) + 1 for o in best if row[o] >= thresholds[o]]


def _telling(scorer: Scorer, found: Found, lang: str, objective: int, most: int = 3) -> tuple[tuple[int, int], ...]:
    """Where no phrase speaks for it: the words whose concepts counted most."""
    weigh = scorer.concepts.speaks_for
    counted = [
        (sum(weight * weigh(concept, objective) for concept, weight in lexicon.concepts(word.stem, lang)), word)
        for word in found.words
    ]
    best = sorted((c for c in counted if c[0] > 0), key=lambda c: (-c[0], c[1].start))[:most]
    return tuple(sorted((word.start, word.end) for _, word in best))
