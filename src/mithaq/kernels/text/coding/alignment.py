"""Which word answers which in two texts that say the same: IBM's first model with a preference for the diagonal.

Used when the lexicon is learned, never at run time. Both directions are trained and their geometric mean kept, so a
word pair survives only where each is a likely translation of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

Pair = tuple[Sequence[str], Sequence[str]]
Table = dict[str, dict[str, float]]
_NULL = ""


def aligned(pairs: Iterable[Pair], *, rounds: int = 8, keep: int = 8, least: float = 0.03) -> Table:
    """`{source stem: {target stem: weight}}`, weights of a stem summing to 1, strongest first."""
    pairs = [(tuple(a), tuple(b)) for a, b in pairs if a and b]
    forward = _train(pairs, rounds)
    backward = _train([(b, a) for a, b in pairs], rounds)
    table: dict[str, dict[str, float]] = {}
    for (source, target), chance in forward.items():
        weight = (chance * backward.get((target, source), 0.0)) ** 0.5
        if weight >= least:
            table.setdefault(source, {})[target] = weight
    return {source: _best(targets, keep) for source, targets in sorted(table.items())}


def inverted(table: dict[str, dict[str, float]], *, keep: int = 8) -> dict[str, dict[str, float]]:
    """The same word pairs looked up from the other side."""
    other: dict[str, dict[str, float]] = {}
    for source, targets in table.items():
        for target, weight in targets.items():
            other.setdefault(target, {})[source] = weight
    return {source: _best(targets, keep) for source, targets in sorted(other.items())}


def _best(targets: dict[str, float], keep: int) -> dict[str, float]:
    strongest = sorted(targets.items(), key=lambda item: (-item[1], item[0]))[:keep]
    total = sum(weight for _, weight in strongest)
    return {target: weight / total for target, weight in strongest}


def _train(pairs: Sequence[Pair], rounds: int) -> dict[tuple[str, str], float]:
    """P(target | source) by expectation-maximisation over all word pairs of each text pair."""
    if not pairs:
        return {}
    sources: dict[str, int] = {_NULL: 0}
    targets: dict[str, int] = {}
    left, right, slot, prior = [], [], [], []
    slots = 0
    for a, b in pairs:
        ids = [sources.setdefault(word, len(sources)) for word in a]
        places = np.arange(len(a)) / len(a)
        for j, word in enumerate(b):
            target = targets.setdefault(word, len(targets))
            left.extend([0, *ids])
            right.extend([target] * (len(ids) + 1))
            slot.extend([slots] * (len(ids) + 1))
            closeness = np.exp(-3.0 * np.abs(places - j / len(b)))
            prior.append(np.concatenate([[0.08], 0.92 * closeness / closeness.sum()]))
            slots += 1
    left_ids, right_ids, slot_ids = (np.array(ids, dtype=np.int64) for ids in (left, right, slot))
    priors = np.concatenate(prior)
    met: np.ndarray = left_ids * len(targets) + right_ids
    keys, entry = np.unique(met, return_inverse=True)
    source_of = keys // len(targets)
    chance = np.full(len(keys), 1.0)
    for _ in range(rounds):
        share = chance[entry] * priors
        share /= np.bincount(slot_ids, weights=share, minlength=slots)[slot_ids]
        counts = np.bincount(entry, weights=share, minlength=len(keys))
        chance = counts / np.bincount(source_of, weights=counts, minlength=len(sources))[source_of]
    source_words, target_words = list(sources), list(targets)
    return {
        (source_words[key // len(targets)], target_words[key % len(targets)]): float(p)
        for key, p in zip(keys.tolist(), chance.tolist(), strict=True)
        if p > 0.002 and key // len(targets) != 0
    }
