"""What decisions teach about suggestions: which of them to show first, and whether that order is any better.

One small logistic model a scheme, with a penalty that holds it to the kernel's own score: without lessons it is that
score. Learned on one part of the decisions and measured on another, which it has not seen; the order it gives is used
only where it beats the kernel's own by `MARGIN`, and by more than chance.
"""

from __future__ import annotations

import hashlib
import math
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mithaq.kernels.text.analyse import tokens

VERSION = "1"
MARGIN = 0.01
DRAWS = 1000
LEVEL = 0.98
LEAST = 40
LEAST_HELD = 20
LEAST_OF_EACH = 5
MOST = 20_000
SHARE_HELD = 0.25
BUCKETS = 64
STEMS = 6

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One code the kernel suggested. `place` counts from 0 among the `of` suggestions of its scheme and passage.

    `evidence` are the words that speak for it, `headings` those above the passage, `words` the length of the passage.
    """

    scheme: str
    code: str
    score: float
    place: int
    of: int
    words: int
    lang: str
    kind: str
    evidence: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A suggestion a person confirmed or rejected, with the keys of its document and passage."""

    document: str
    passage: str
    suggestion: Suggestion
    is_right: bool


@dataclass(frozen=True, slots=True)
class Order:
    """How well an order does: average precision, area under the curve, share of passages whose first code was right.

    `first` looks at passages with two or more decided suggestions of the scheme; None where there is none, and `auc`
    where all are right or all wrong.
    """

    precision: float
    low: float
    high: float
    auc: float | None
    first: float | None


@dataclass(frozen=True, slots=True)
class Measured:
    """Both orders over the same `held` suggestions of `passages`, learned from `taught`.

    `gain` is what the learned order adds to the average precision, between `gain_low` and `gain_high` in 98 of 100
    redrawn sets of passages. `why_not` is empty where it is used, else "few" (too little to measure: no figures) or
    "no-better".
    """

    taught: int
    held: int
    right: int
    passages: int
    choices: int
    why_not: str
    kernel: Order | None = None
    learned: Order | None = None
    gain: float | None = None
    gain_low: float | None = None
    gain_high: float | None = None


Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Lesson:
    """`weights` hold the schemes that are better than the kernel alone, and no other. `apart` says what was held out
    as a whole: "document", or "passage" where the decisions are of too few documents."""

    weights: Weights
    measured: Mapping[str, Measured]
    apart: str


def taught(examples: Iterable[Example], *, seed: int) -> Lesson:
    """Learn from one part and measure on the other. The same decisions and seed give the same lesson, in any order."""
    ordered = sorted(examples, key=lambda e: (e.document, e.passage, e.suggestion.scheme, e.suggestion.code))
    teaching, held, apart = divided(ordered, seed=seed)
    weights = learn(teaching)
    counts = {scheme: len(rows) for scheme, rows in _by_scheme(teaching).items()}
    measured = {}
    for scheme in sorted(_by_scheme(ordered)):
        mine = [e for e in held if e.suggestion.scheme == scheme]
        measured[scheme] = measure(mine, weights, taught=counts.get(scheme, 0), seed=seed)
    used = {scheme: weights[scheme] for scheme, told in measured.items() if not told.why_not}
    return Lesson(used, measured, apart)


def divided(examples: Sequence[Example], *, seed: int) -> tuple[list[Example], list[Example], str]:
    """What is learned from and what is held out: about a quarter, whole documents where there are enough of them."""
    for apart in ("document", "passage"):
        sizes: dict[str, int] = defaultdict(int)
        for one in examples:
            sizes[getattr(one, apart)] += 1
        out: set[str] = set()
        held = 0
        for key in sorted(sizes, key=lambda k: hashlib.sha256(f"{seed}:{k}".encode()).digest()):
            if held < SHARE_HELD * len(examples) and held + sizes[key] <= (SHARE_HELD + 0.15) * len(examples):
                out.add(key)
                held += sizes[key]
        if held >= 0.6 * SHARE_HELD * len(examples) or apart == "passage":
            break
    return (
        [e for e in examples if getattr(e, apart) not in out],
        [e for e in examples if getattr(e, apart) in out],
        apart,
    )


def learn(examples: Iterable[Example]) -> Weights:
    """Weights of features by scheme; a scheme with too few decisions, or all of one kind, teaches nothing."""
    learned = {}
    for scheme, rows in sorted(_by_scheme(examples).items()):
        right = sum(e.is_right for e in rows)
        if len(rows) >= LEAST and min(right, len(rows) - right) >= LEAST_OF_EACH:
            learned[scheme] = _fitted(rows[-MOST:])
    return learned


def score(weights: Weights, suggestion: Suggestion) -> float | None:
    """How likely the suggestion is right, in 0..1; None where nothing was learned about its scheme."""
    mine = weights.get(suggestion.scheme)
    if mine is None:
        return None
    total = sum(mine.get(name, 0.0) * value for name, value in features(suggestion).items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def features(suggestion: Suggestion) -> Mapping[str, float]:
    """What the model looks at, by name; all about 0 to 1 but the logit of the kernel's score."""
    sure = min(max(suggestion.score, 0.01), 0.99)
    found = {
        "always": 1.0,
        "logit": math.log(sure / (1 - sure)),
        "place": suggestion.place / (1 + suggestion.place),
        "alone": float(suggestion.of == 1),
        "length": min(math.log1p(suggestion.words) / 5, 1.0),
        "spans": min(len(suggestion.evidence), 5) / 5,
        "headed": float(bool(suggestion.headings)),
        f"lang:{suggestion.lang}": 1.0,
        f"kind:{suggestion.kind}": 1.0,
        f"code:{suggestion.code}": 1.0,
    }
    for mark, texts in (("word", suggestion.evidence), ("head", suggestion.headings[-1:])):
        stems = sorted({stem for text in texts for stem in tokens(text, suggestion.lang)})[:STEMS]
        for stem in stems:
            found[f"{mark}:{zlib.crc32(f'{suggestion.code} {stem}'.encode()) % BUCKETS}"] = 1.0
    return found


def measure(held: Sequence[Example], weights: Weights, *, taught: int, seed: int) -> Measured:
    """The kernel's order and the learned one over the same held-out suggestions of one scheme."""
    right = np.array([e.is_right for e in held], dtype=np.float64)
    own = np.array([e.suggestion.score for e in held], dtype=np.float64)
    given = [score(weights, e.suggestion) for e in held]
    rows: dict[str, list[int]] = defaultdict(list)
    for row, one in enumerate(held):
        rows[one.passage].append(row)
    choices = sum(len(same) > 1 for same in rows.values())
    counted = (taught, len(held), int(right.sum()), len(rows), choices)
    enough = len(held) >= LEAST_HELD and min(right.sum(), len(held) - right.sum()) >= LEAST_OF_EACH
    if not enough or None in given:
        return Measured(*counted, why_not="few")
    learned = np.array(given, dtype=np.float64)
    number = {passage: place for place, passage in enumerate(rows)}
    passages = np.array([number[e.passage] for e in held])
    drawn = np.random.default_rng(seed).multinomial(len(rows), [1 / len(rows)] * len(rows), size=DRAWS)
    drawn = drawn[drawn @ np.bincount(passages, weights=right) > 0]
    precisions = [_redrawn(values, right, passages, drawn) for values in (own, learned)]
    orders = [
        Order(
            precision=float(_precisions(values, right, np.ones((1, len(held))))[0]),
            **dict(zip(("low", "high"), _bounds(spread, 0.95), strict=True)),
            auc=_auc(values, right),
            first=_first(values, own, right, rows, held),
        )
        for values, spread in zip((own, learned), precisions, strict=True)
    ]
    gain = orders[1].precision - orders[0].precision
    low, high = _bounds(precisions[1] - precisions[0], LEVEL)
    return Measured(*counted, "" if gain >= MARGIN and low > 0 else "no-better", orders[0], orders[1], gain, low, high)


def as_facts(lesson: Lesson) -> dict[str, Any]:
    """What was measured as JSON, figures to four places."""
    told = {scheme: _rounded(asdict(one)) for scheme, one in lesson.measured.items()}
    return {"version": VERSION, "apart": lesson.apart, "margin": MARGIN, "schemes": told}


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def _by_scheme(examples: Iterable[Example]) -> dict[str, list[Example]]:
    found: dict[str, list[Example]] = defaultdict(list)
    for one in examples:
        found[one.suggestion.scheme].append(one)
    return found


# Chosen on simulated decisions (benchmarks/ranking.py): weaker ones learn the accidents of a few hundred.
_PENALTY = {"always": 0.1, "logit": 4.0, "code": 2.0, "word": 30.0, "head": 30.0}
_PENALTY_ELSE = 5.0


def _fitted(rows: Sequence[Example]) -> Mapping[str, float]:
    """Newton's method on the penalised likelihood; the penalty pulls the logit to 1 and everything else to 0."""
    seen = [features(e.suggestion) for e in rows]
    names = sorted({name for one in seen for name in one})
    column = {name: place for place, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    for row, one in enumerate(seen):
        for name, value in one.items():
            table[row, column[name]] = value
    right = np.array([e.is_right for e in rows], dtype=np.float64)
    penalty = np.array([_PENALTY.get(name.partition(":")[0], _PENALTY_ELSE) for name in names])
    start = np.array([1.0 if name == "logit" else 0.0 for name in names])
    weights = start.copy()
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (right - chance) - penalty * (weights - start)
        bend = (table.T * (chance * (1 - chance))) @ table + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights += step * min(1.0, 2.0 / max(np.abs(step).max(), 1e-12))
        if np.abs(step).max() < 1e-9:
            break
    return {name: round(float(weights[column[name]]), 6) for name in names}


def _redrawn(values: Floats, right: Floats, passages: NDArray[np.int64], drawn: NDArray[np.int64]) -> Floats:
    """Average precision in each redrawn set of passages; a hundred at a time, to spare memory."""
    starts = range(0, len(drawn), 100)
    return np.concatenate([_precisions(values, right, drawn[s : s + 100, passages].astype(float)) for s in starts])


def _precisions(values: Floats, right: Floats, times: Floats) -> Floats:
    """Average precision of one order, each suggestion counted so many `times` (a row a draw); equals stand together."""
    order = np.argsort(-values, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(values[order])), len(values) - 1)
    drawn = times[:, order]
    hits = np.cumsum(drawn * right[order], axis=1)[:, ends]
    shown = np.cumsum(drawn, axis=1)[:, ends]
    gained = np.diff(hits, axis=1, prepend=0.0)
    share = np.divide(hits, shown, out=np.zeros_like(hits), where=shown > 0)
    return np.asarray((gained * share).sum(axis=1) / hits[:, -1])


def _auc(values: Floats, right: Floats) -> float | None:
    """The chance that a right suggestion stands before a wrong one; equals count half."""
    good, bad = values[right > 0], np.sort(values[right == 0])
    if not len(good) or not len(bad):
        return None
    below, upto = np.searchsorted(bad, good, "left"), np.searchsorted(bad, good, "right")
    return float((below + upto).sum() / (2 * len(good) * len(bad)))


def _first(
    values: Floats, own: Floats, right: Floats, rows: Mapping[str, Sequence[int]], held: Sequence[Example]
) -> float | None:
    """Equals stand as the page shows them: by the kernel's score, then by code."""
    tops = [
        min(same, key=lambda r: (-values[r], -own[r], held[r].suggestion.code))
        for same in rows.values()
        if len(same) > 1
    ]
    return float(np.mean([right[row] for row in tops])) if tops else None


def _bounds(spread: Floats, level: float) -> tuple[float, float]:
    low, high = np.quantile(spread, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
