"""What the scorer is told about a passage and an objective: figures only, the same for all objectives and languages.

Because a figure means the same for every objective ("two phrases, one of them long, near the opening"), few labelled
passages teach the scorer about all of them, also about objectives that are rare.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log, log1p

import numpy as np

from mithaq.kernels.text.coding.phrases import Hit
from mithaq.kernels.text.coding.thesaurus import OBJECTIVES, Found

COUNT = len(OBJECTIVES)
NAMES = (
    "strong", "strong any", "strong twice", "near", "far", "weak", "opening", "share", "share with near", "foremost",
    "strong alone in no context", "others strong too", "strong in a long passage", "no context", "compact named",
    "coverage", "strong hits", "strong where compact named", "phrases", "long phrase any",
    "one word any", "pairs", "variety", "longest phrase", "closest pair", "distance to context", "share of phrases",
    "concept", "relevance", "concept behind best", "concept if strong", "relevance if strong", "concept foremost",
    "anybody's subject in no context",
)  # fmt: skip


ANYBODYS = (1, 2, 6, 7, 15, 16, 18, 19, 20, 21)
"""Objectives whose words are used of people who are no migrants, too: work, health, training, return."""


def table(founds: Sequence[Found], concepts: np.ndarray) -> np.ndarray:
    """Shape `(passages, objectives, figures)`. `concepts` has a column for each objective and one for relevance."""
    figures = np.zeros((len(founds), COUNT, len(NAMES)), dtype=np.float32)
    for row, found in zip(figures, founds, strict=True):
        _thesaurus(row, found)
    return with_concepts(figures, concepts)


def with_concepts(figures: np.ndarray, concepts: np.ndarray) -> np.ndarray:
    """The last figures, which rest on the concept scores, put in place."""
    if not len(figures):
        return figures
    scores, relevance, strong = concepts[:, :COUNT], concepts[:, COUNT:], figures[:, :, 1]
    best = scores.max(axis=1, keepdims=True)
    figures[:, :, 27] = scores
    figures[:, :, 28] = relevance
    figures[:, :, 29] = scores - best
    figures[:, :, 30] = scores * strong
    figures[:, :, 31] = relevance * strong
    figures[:, :, 32] = scores == best
    return figures


def _thesaurus(row: np.ndarray, found: Found) -> None:
    length = max(1, len(found.words))
    long = log(min(length, 100)) / 4
    strong_places = {o: places(hits) for o, hits in found.strong.items()}
    near_places = {o: _outside(places(hits), strong_places.get(o, ())) for o, hits in found.near.items()}
    total = sum(map(len, strong_places.values()))
    most = max(map(len, strong_places.values()), default=0)
    weight = {o: 0.3 * len(at) for o, at in near_places.items()}
    for o, at in strong_places.items():
        weight[o] = weight.get(o, 0.0) + len(at)
    all_weight = sum(weight.values())
    alone = {o: len(places([h for h in hits if len(h.spans) == 1])) for o, hits in found.strong.items()}
    all_alone = sum(alone.values())
    row[:, 13] = not found.context
    row[:, 14] = bool(found.compact)
    for o, near in near_places.items():
        row[o - 1, 3] = log1p(min(len(near), 6))
    for o, hits in found.far.items():
        row[o - 1, 4] = log1p(min(len(places(hits)), 6))
    for o in found.weak:
        row[o - 1, 5] = 1
    for o, heavy in weight.items():
        row[o - 1, 8] = heavy / all_weight if all_weight else 0
    for o, at in strong_places.items():
        hits = found.strong[o]
        phrases = [h for h in hits if len(h.spans) == 1]
        pairs = [h for h in hits if len(h.spans) > 1]
        context = min((min(abs(c - a) for a, _ in at) for c in found.context), default=0)
        row[o - 1, :3] = log1p(min(len(at), 6)), 1, len(at) > 1
        row[o - 1, 6] = 1 - at[0][0] / length
        row[o - 1, 7] = len(at) / total
        row[o - 1, 9] = len(at) == most
        row[o - 1, 10] = not found.context
        row[o - 1, 33] = not found.context and o in ANYBODYS
        row[o - 1, 11] = len(strong_places) / 5
        row[o - 1, 12] = long
        row[o - 1, 15] = sum(b - a + 1 for a, b in at) / length
        row[o - 1, 16] = log1p(min(len(hits), 12))
        row[o - 1, 17] = bool(found.compact)
        row[o - 1, 18] = log1p(min(alone[o], 6))
        row[o - 1, 19] = any(h.last > h.first for h in phrases)
        row[o - 1, 20] = any(h.last == h.first for h in phrases)
        row[o - 1, 21] = log1p(min(len(places(pairs)), 6))
        row[o - 1, 22] = min(len({found.words[i].stem for a, b in at for i in (a, b)}), 10) / 5
        row[o - 1, 23] = max((h.last - h.first + 1 for h in phrases), default=0) / 3
        row[o - 1, 24] = min((h.last - h.first + 1 for h in pairs), default=12) / 12
        row[o - 1, 25] = context / 20
        row[o - 1, 26] = alone[o] / all_alone if all_alone else 0


def places(hits: Sequence[Hit]) -> list[tuple[int, int]]:
    """Where hits stand in the words of a passage, longest first, none overlapping another."""
    kept: list[tuple[int, int]] = []
    for hit in sorted(hits, key=lambda h: (h.first - h.last, h.first)) if len(hits) > 1 else hits:
        if not any(a <= hit.last and hit.first <= b for a, b in kept):
            kept.append((hit.first, hit.last))
    return kept


def _outside(found: list[tuple[int, int]], others: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(a, b) for a, b in found if not any(x <= b and a <= y for x, y in others)]
