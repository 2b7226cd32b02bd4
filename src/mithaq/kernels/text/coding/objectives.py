"""Suggests the objectives a passage speaks of; nothing when it is not sure.

What the passage *says* counts, not who says it: the speaker's own name is masked before anything is looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mithaq.kernels.text.coding import thesaurus
from mithaq.kernels.text.model import Code

VERSION = "objectives-1"


class Asked(NamedTuple):
    """One passage to code: its text, language, block kind, and the characters that only name the speaker."""

    text: str
    lang: str
    kind: str = ""
    masked: Sequence[tuple[int, int]] = ()


def suggest(text: str, lang: str, kind: str = "", masked: Sequence[tuple[int, int]] = ()) -> tuple[Code, ...]:
    """The objectives of one passage, most salient first, at most three; empty when the coder abstains."""
    return suggest_all([Asked(text, lang, kind, masked)])[0]


def suggest_all(asked: Sequence[Asked]) -> list[tuple[Code, ...]]:
    """The objectives of many passages."""
    return [_rules(thesaurus.find(a.text, a.lang, a.masked)) for a in asked]


def _rules(found: thesaurus.Found) -> tuple[Code, ...]:
    scores = {}
    for objective in thesaurus.OBJECTIVES:
        points = len(found.strong.get(objective, ())) + 0.3 * len(found.near.get(objective, ()))
        scores[objective] = points if found.context else 0.3 * points
    best = sorted((o for o, points in scores.items() if points >= 1), key=lambda o: (-scores[o], o))[:3]
    return tuple(Code("objective", o, scores[o] / (1 + scores[o]), evidence(found, o)) for o in best)


def evidence(found: thesaurus.Found, objective: int, most: int = 4) -> tuple[tuple[int, int], ...]:
    """The characters that speak for an objective, in reading order, none inside another."""
    hits = [*found.strong.get(objective, ()), *found.near.get(objective, ()), *found.weak.get(objective, ())]
    spans: list[tuple[int, int]] = []
    for start, end in (span for hit in hits for span in hit.spans):
        if not any(a < end and start < b for a, b in spans):
            spans.append((start, end))
    return tuple(sorted(spans[:most]))
