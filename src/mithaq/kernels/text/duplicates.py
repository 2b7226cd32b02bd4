"""Copies and near copies: the same passage in two files, edited here and there.

MinHash signatures of three-word shingles of stems find candidates without comparing everything with everything; a
ratio of the sorted stems confirms them; figures and negations have the last word, since "shall" and "shall not"
differ by one word and say the opposite. Same input, same links: every hash and permutation is fixed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

import numpy as np
from rapidfuzz import fuzz, process

from mithaq.kernels.text.analyse import tokens
from mithaq.kernels.text.model import Link, Statement
from mithaq.kernels.text.remembered import Remembered

VERSION = "duplicates-1"

SHINGLE = 3
PERMUTATIONS = 128
BANDS = 32  # of 4 rows: a pair that shares half of its shingles is a candidate with a chance of 0.87
NEIGHBOURS = 24  # in a crowded bucket (boilerplate) a text meets so many others, not all of them
LIKELY = 0.3  # of the permutations must agree before the words are compared
RATIO = 84.0  # of 100, stems sorted

_BLOCK = 16_384
_WEIGHTS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
_NUMBER = re.compile(r"\d+")
_NEGATIONS = {
    "en": "not no never without neither nor cannot",
    "fr": "non ne pas sans jamais aucun aucune ni",
    "ar": "لا لم لن ليس ليست دون بدون غير عدم ولا ولم ولن وليس",
}


def duplicates(
    statements: Sequence[Statement], *, stems: Mapping[str, Sequence[str]] | None = None
) -> tuple[Link, ...]:
    """Links of kind `duplicate`, sorted, with the ratio of their sorted stems as score.

    Texts that differ only in marks, case or endings score 1 and are tied to the first of them (by id), not to each
    other: a footer that stands a thousand times costs a thousand links and not half a million. `stems` saves the
    analysis when a caller has it, by id.
    """
    ordered = sorted(statements, key=lambda s: s.id)
    words = [stems[s.id] if stems else tokens(s.text, s.lang) for s in ordered]
    found: list[Link] = []
    first: dict[str, int] = {}
    for i, stemmed in enumerate(words):
        if stemmed and (before := first.setdefault(" ".join(stemmed), i)) != i:
            found.append(Link(ordered[before].id, ordered[i].id, "duplicate", 1.0))
    kept = sorted(first.values())
    if len(kept) < 2:
        return tuple(sorted(found, key=lambda link: (link.a, link.b)))
    pairs = [(kept[a], kept[b]) for a, b in _candidates(signatures(*_shingles([words[i] for i in kept])))]
    ranked = {i: " ".join(sorted(words[i])) for i in {i for pair in pairs for i in pair}}
    sides = [[ranked[i] for i in side] for side in zip(*pairs, strict=True)]
    ratios = process.cpdist(*sides, scorer=fuzz.ratio, score_cutoff=RATIO) if pairs else ()
    near = [(pair, float(ratio)) for pair, ratio in zip(pairs, ratios, strict=True) if ratio]
    claims = {i: (figures(words[i]), denials(words[i])) for i in {i for pair, _ in near for i in pair}}
    for (a, b), ratio in near:
        if claims[a] == claims[b]:
            found.append(Link(ordered[a].id, ordered[b].id, "duplicate", round(ratio / 100, 4)))
    return tuple(sorted(found, key=lambda link: (link.a, link.b)))


def signatures(values: np.ndarray, counts: Sequence[int]) -> np.ndarray:
    """One row of `PERMUTATIONS` minima a text; `values` holds the shingles of all texts, `counts` how many each has."""
    rows = np.empty((len(counts), PERMUTATIONS), dtype=np.uint32)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    flips, odds = _permutations()
    first = 0
    while first < len(counts):
        last = max(first + 1, int(np.searchsorted(starts, starts[first] + _BLOCK, side="right")) - 1)
        part = values[starts[first] : starts[last]]
        mixed = (part[None, :] ^ flips[:, None]) * odds[:, None]
        rows[first:last] = np.minimum.reduceat(mixed, starts[first:last] - starts[first], axis=1).T
        first = last
    return rows


def _shingles(texts: Sequence[Sequence[str]]) -> tuple[np.ndarray, list[int]]:
    """The shingles of all texts in one row, and how many each has; a shorter text is one shingle."""
    padded = [stems if len(stems) >= SHINGLE else [*stems, *[""] * (SHINGLE - len(stems))] for stems in texts]
    hashed = np.fromiter(map(_HASHED.__getitem__, chain.from_iterable(padded)), dtype=np.uint64)
    ends = np.cumsum([len(stems) for stems in padded])
    mixed = sum(np.roll(hashed, -place) * weight for place, weight in enumerate(_WEIGHTS))
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    short = mixed.astype(np.uint32)
    whole = np.ones(len(hashed), dtype=bool)
    for place in range(1, SHINGLE):
        whole[ends - place] = False
    return short[whole], [len(stems) - SHINGLE + 1 for stems in padded]


class _Hashed(Remembered[str, int]):
    def of(self, key: str) -> int:
        return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")


_HASHED = _Hashed()


@lru_cache(maxsize=1)
def _permutations() -> tuple[np.ndarray, np.ndarray]:
    state = np.arange(1, 2 * PERMUTATIONS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        state = (state ^ (state >> np.uint64(shift))) * np.uint64(factor)
    state ^= state >> np.uint64(31)
    short = (state >> np.uint64(32)).astype(np.uint32)
    return short[:PERMUTATIONS], short[PERMUTATIONS:] | np.uint32(1)


def _candidates(rows: np.ndarray) -> list[tuple[int, int]]:
    """Pairs that agree in a whole band and in a fair part of all permutations."""
    width = PERMUTATIONS // BANDS
    pairs: list[np.ndarray] = []
    for band in range(BANDS):
        keys = np.zeros(len(rows), dtype=np.uint64)
        for column in range(band * width, (band + 1) * width):
            keys = (keys ^ rows[:, column]) * np.uint64(0x9E3779B97F4A7C15)
            keys ^= keys >> np.uint64(32)
        order = np.argsort(keys, kind="stable")
        ranked = keys[order]
        for step in range(1, NEIGHBOURS + 1):
            same = np.flatnonzero(ranked[step:] == ranked[:-step])
            if not len(same):
                break
            pairs.append(np.stack([order[same], order[same + step]], axis=1))
    if not pairs:
        return []
    packed = np.sort(np.concatenate(pairs), axis=1).astype(np.int64)
    left, right = np.divmod(np.unique(packed[:, 0] * len(rows) + packed[:, 1]), len(rows))
    likely = np.concatenate(
        [
            (rows[left[i : i + _BLOCK]] == rows[right[i : i + _BLOCK]]).mean(axis=1) >= LIKELY
            for i in range(0, len(left), _BLOCK)
        ]
    )
    return list(zip(left[likely].tolist(), right[likely].tolist(), strict=True))


def figures(stems: Sequence[str]) -> list[str]:
    """The numbers of a text, whatever their order."""
    return sorted(_NUMBER.findall(" ".join(stems)))


def denials(stems: Sequence[str]) -> int:
    """How many words of a text deny."""
    return sum(map(_denying().__contains__, stems))


@lru_cache(maxsize=1)
def _denying() -> frozenset[str]:
    return frozenset(stem for lang, words in _NEGATIONS.items() for stem in tokens(words, lang))
