"""Learns the scorer from labelled passages, the compact's own text and the thesaurus, and tells how good it is.

Everything learned is cross-validated by document: no passage is scored by weights that saw another passage of its
document, and the second step is fitted on first-step scores that were made the same way inside each fold. Long
documents count no more than `CAP` passages, so that a few of them do not teach the scorer their own habits.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import linalg

from mithaq.kernels.text import speakers
from mithaq.kernels.text.coding import features, lexicon, thesaurus
from mithaq.kernels.text.coding.scorer import Concepts, Head, Scorer, Vector, vector

CAP = 30
FOLDS, INNER = 8, 4
RIDGE, REFERENCE = 1.0, 0.5
PENALTY, PENALTY_COOPERATION = 40.0, 8.0
THRESHOLD, THRESHOLD_COOPERATION = 0.48, 0.46
GROUP = 8  # phrases of the thesaurus read as one text


_MARKS = str.maketrans({"|": " ", "~": " ", "=": ""})


@dataclass(frozen=True)
class Sample:
    """A passage as two readers labelled it: `objectives` both gave, `maybe` only one gave."""

    id: str
    document: str
    lang: str
    text: str
    objectives: tuple[int, ...]
    maybe: tuple[int, ...] = ()


@dataclass(frozen=True)
class Lessons:
    """All that is learned from, as figures: passages first, then the compact's and the thesaurus's (`reference`)."""

    samples: Sequence[Sample]
    figures: np.ndarray
    vectors: Sequence[Vector]
    reference: Sequence[tuple[int, Vector]]
    kernel: np.ndarray
    weights: np.ndarray


def samples(path: Path) -> list[Sample]:
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [Sample(r["id"], r["doc"], r["lang"], r["text"], tuple(r["objectives"]), tuple(r["maybe"])) for r in rows]


def references(facts: Path, languages: Sequence[str] = ("en", "fr", "ar")) -> list[tuple[int, str, str]]:
    """`(objective, lang, text)` of the compact: titles, commitments, actions; the unofficial Arabic as a hint."""
    found = []
    for lang in languages:
        for objective in json.loads((facts / f"gcm_text_{lang}.json").read_text("utf-8"))["objectives"]:
            texts = [objective.get("title"), objective.get("commitment")]
            texts += [action.get("text") for action in objective.get("actions") or ()]
            found += [(int(objective["objective"]), lang, text) for text in texts if text]
    return found


def sayings() -> list[tuple[int, str, str]]:
    """`(objective, lang, text)` of the thesaurus: its phrases, a few at a time, teach which words belong together."""
    found = []
    for lang in lexicon.LANGUAGES:
        tables = thesaurus.phrases(lang)
        for objective in thesaurus.OBJECTIVES:
            spoken = [phrase.translate(_MARKS) for phrase in tables[str(objective)]["strong"]]
            groups = (" ".join(spoken[start : start + GROUP]) for start in range(0, len(spoken), GROUP))
            found += [(objective, lang, text) for text in groups]
    return found


def prepare(labelled: Sequence[Sample], texts: Sequence[tuple[int, str, str]]) -> Lessons:
    """What the coder sees in each passage, looked at once."""
    founds, vectors = [], []
    for sample in labelled:
        voice = speakers.speaker(sample.text, sample.lang)
        found = thesaurus.find(sample.text, sample.lang, (voice.span,) if voice.span else ())
        founds.append(found)
        vectors.append(vector(found, sample.lang))
    reference = [(objective, lexicon.vector(text, lang)) for objective, lang, text in (*texts, *sayings())]
    figures = features.table(founds, np.zeros((len(founds), features.COUNT + 1), dtype=np.float32))
    matrix = _matrix([*vectors, *(v for _, v in reference)], _vocabulary([*vectors, *(v for _, v in reference)]))
    counts = Counter(s.document for s in labelled)
    weights = np.array([min(1.0, CAP / counts[s.document]) for s in labelled])
    return Lessons(labelled, figures, vectors, reference, matrix @ matrix.T, weights)


def train(lessons: Lessons) -> Scorer:
    """The scorer to ship, learned from everything."""
    everything = np.arange(len(lessons.samples))
    heads = _heads(lessons, everything, _inner_scores(lessons, everything))
    alphas, bias = _ridge(lessons, everything)
    vectors = [*lessons.vectors, *(v for _, v in lessons.reference)]
    vocabulary = _vocabulary(vectors)
    weights = _matrix(vectors, vocabulary).T @ alphas
    thresholds = np.full(features.COUNT, THRESHOLD)
    thresholds[22] = THRESHOLD_COOPERATION
    concepts = Concepts(tuple(vocabulary), weights.astype(np.float32), bias.astype(np.float32))
    return Scorer(concepts, *heads, thresholds)


def cross_validated(lessons: Lessons) -> np.ndarray:
    """The chance of each objective for each passage, made by a scorer that never saw the passage's document."""
    chances = np.zeros((len(lessons.samples), features.COUNT))
    fold = np.array([_fold(s.document, "outer", FOLDS) for s in lessons.samples])
    for number in range(FOLDS):
        seen, unseen = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        if not len(unseen):
            continue
        subjects, cooperation = _heads(lessons, seen, _inner_scores(lessons, seen))
        figures = _with_concepts(lessons, unseen, _ridge_scores(lessons, seen, unseen))
        chances[unseen] = subjects.chances(figures)
        chances[unseen, 22] = cooperation.chances(figures[:, 22:])[:, 0]
    return chances


def accepted(
    chances: np.ndarray, threshold: float = THRESHOLD, cooperation: float = THRESHOLD_COOPERATION
) -> list[tuple[int, ...]]:
    """The codes given at these thresholds, at most three a passage."""
    limits = np.full(features.COUNT, threshold)
    limits[22] = cooperation
    return [tuple(int(o) + 1 for o in np.argsort(-row, kind="stable")[:3] if row[o] >= limits[o]) for row in chances]


def judged(labelled: Sequence[Sample], given: Sequence[Sequence[int]]) -> tuple[float, float, float]:
    """Micro precision, recall and F1; a code only one reader gave counts neither right nor wrong."""
    right = wrong = missed = 0
    for sample, codes in zip(labelled, given, strict=True):
        right += len(set(codes) & set(sample.objectives))
        wrong += len(set(codes) - set(sample.objectives) - set(sample.maybe))
        missed += len(set(sample.objectives) - set(codes))
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def _inner_scores(lessons: Lessons, seen: np.ndarray) -> np.ndarray:
    scores = np.zeros((len(seen), features.COUNT + 1))
    fold = np.array([_fold(lessons.samples[i].document, "inner", INNER) for i in seen])
    for number in range(INNER):
        out = fold == number
        if out.any():
            scores[out] = _ridge_scores(lessons, seen[~out], seen[out])
    return scores


def _ridge_scores(lessons: Lessons, seen: np.ndarray, asked: np.ndarray) -> np.ndarray:
    alphas, bias = _ridge(lessons, seen)
    return lessons.kernel[asked] @ alphas + bias


def _ridge(lessons: Lessons, seen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Dual weights over all passages and reference texts (zero where unseen), and the constants."""
    count = len(lessons.samples)
    used = np.concatenate([seen, count + np.arange(len(lessons.reference))])
    weight = np.concatenate([lessons.weights[seen], np.full(len(lessons.reference), REFERENCE)])
    answers = np.concatenate([_answers(lessons.samples)[seen], _reference_answers(lessons.reference)])
    constants = (answers * weight[:, None]).sum(axis=0) / weight.sum()
    root = np.sqrt(weight)
    system = lessons.kernel[np.ix_(used, used)].astype(float) * root[:, None] * root
    system[np.diag_indices(len(used))] += RIDGE
    alphas = np.zeros((len(lessons.kernel), answers.shape[1]))
    alphas[used] = linalg.solve(system, (answers - constants) * root[:, None], assume_a="pos") * root[:, None]
    return alphas, constants


def _answers(labelled: Sequence[Sample]) -> np.ndarray:
    """1 given, -1 not given, 0 open; the last column says whether anything was given."""
    answers = np.full((len(labelled), features.COUNT + 1), -1.0)
    for row, sample in zip(answers, labelled, strict=True):
        row[[o - 1 for o in sample.maybe]] = 0
        row[[o - 1 for o in sample.objectives]] = 1
        row[-1] = 1 if sample.objectives else 0 if sample.maybe else -1
    return answers


def _reference_answers(reference: Sequence[tuple[int, Vector]]) -> np.ndarray:
    answers = np.full((len(reference), features.COUNT + 1), -1.0)
    for row, (objective, _) in zip(answers, reference, strict=True):
        row[[objective - 1, -1]] = 1
    return answers


def _with_concepts(lessons: Lessons, chosen: np.ndarray, scores: np.ndarray) -> np.ndarray:
    return features.with_concepts(lessons.figures[chosen].copy(), scores)


def _heads(lessons: Lessons, seen: np.ndarray, scores: np.ndarray) -> tuple[Head, Head]:
    figures = _with_concepts(lessons, seen, scores)
    answers = _answers([lessons.samples[i] for i in seen])[:, : features.COUNT]
    weight = np.repeat(lessons.weights[seen][:, None], features.COUNT, axis=1)
    return (
        _head(figures, answers, weight, range(22), PENALTY),
        _head(figures, answers, weight, range(22, 23), PENALTY_COOPERATION),
    )


def _head(figures: np.ndarray, answers: np.ndarray, weight: np.ndarray, objectives: range, firmness: float) -> Head:
    """Logistic regression with a ridge penalty on everything, by Newton's method."""
    chosen = np.zeros(answers.shape, dtype=bool)
    chosen[:, objectives.start : objectives.stop] = True
    chosen &= answers != 0
    rows, wanted, weights = figures[chosen].astype(float), answers[chosen] > 0, weight[chosen]
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    scale = np.where(spread < 1e-3, 1.0, spread)
    which = np.nonzero(chosen)[1]
    own = np.zeros((len(rows), features.COUNT))
    own[np.arange(len(rows)), which] = 0.5
    table = np.concatenate([(rows - mean) / scale, own, np.ones((len(rows), 1))], axis=1)
    penalty = np.full(table.shape[1], firmness)
    penalty[-1] = 1e-6
    found = np.zeros(table.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-(table @ found)))
        slope = table.T @ (weights * (wanted - chance)) - penalty * found
        curve = (table * (weights * chance * (1 - chance))[:, None]).T @ table + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        found += step
        if np.abs(step).max() < 1e-6:
            break
    figures_count = rows.shape[1]
    constants = found[-1] + 0.5 * found[figures_count:-1]
    return Head(mean, scale, found[:figures_count], constants)


def _vocabulary(vectors: Sequence[Vector]) -> list[str]:
    """Stems seen in two texts at least: what only one text says teaches nothing and would be its own."""
    seen = Counter(stem for v in vectors for stem in v)
    return sorted(stem for stem, count in seen.items() if count > 1)


def _matrix(vectors: Sequence[Vector], vocabulary: Sequence[str]) -> np.ndarray:
    places = {stem: place for place, stem in enumerate(vocabulary)}
    table = np.zeros((len(vectors), len(places)), dtype=np.float32)
    for row, found in zip(table, vectors, strict=True):
        for stem, weight in found.items():
            if stem in places:
                row[places[stem]] = weight
    return table


def _fold(document: str, salt: str, count: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{salt}:{document}".encode()).digest()[:4]) % count
