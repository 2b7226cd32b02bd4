"""From what was found in a passage to the chance that it speaks of an objective.

Two steps, both linear: what the passage is about (its words as English concepts) gives a score for each objective and
one for speaking of migration policy at all; these and the thesaurus's figures give the chance. The weights are
figures learned by `learn` and kept in `data/objectives.npz`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources

import numpy as np

from mithaq.kernels.text.coding import features, lexicon
from mithaq.kernels.text.coding.thesaurus import Found

Vector = dict[str, float]


@dataclass(frozen=True)
class Concepts:
    """Weights of English concepts, a column for each objective and one for relevance."""

    vocabulary: tuple[str, ...]
    weights: np.ndarray
    bias: np.ndarray

    @cached_property
    def _places(self) -> dict[str, int]:
        return {stem: place for place, stem in enumerate(self.vocabulary)}

    def scores(self, vectors: Sequence[Vector]) -> np.ndarray:
        scores = np.tile(self.bias, (len(vectors), 1))
        places: list[int] = []
        amounts: list[float] = []
        ends = [0]
        for vector in vectors:
            for stem, amount in vector.items():
                if (place := self._places.get(stem)) is not None:
                    places.append(place)
                    amounts.append(amount)
            ends.append(len(places))
        weights, weighed = self.weights[places], np.asarray(amounts, dtype=np.float32)
        for row, start, end in zip(scores, ends, ends[1:], strict=False):
            if start < end:
                row += weighed[start:end] @ weights[start:end]
        return scores

    def speaks_for(self, stem: str, objective: int) -> float:
        """How much a concept counts for an objective."""
        place = self._places.get(stem)
        return 0.0 if place is None else float(self.weights[place, objective - 1])


@dataclass(frozen=True)
class Head:
    """A logistic regression over the figures of one passage and objective, with a constant for each objective."""

    mean: np.ndarray
    scale: np.ndarray
    weights: np.ndarray
    constants: np.ndarray

    def chances(self, figures: np.ndarray) -> np.ndarray:
        away = figures - self.mean
        varied = np.broadcast_to(self.scale > 0, away.shape)  # a figure that never varied says nothing
        logits = np.divide(away, self.scale, out=np.zeros_like(away), where=varied) @ self.weights + self.constants
        return 1 / (1 + np.exp(-logits))


@dataclass(frozen=True)
class Scorer:
    """`subjects` scores the objectives 1 to 22; `cooperation` scores 23, which is a message of another kind."""

    concepts: Concepts
    subjects: Head
    cooperation: Head
    thresholds: np.ndarray

    def chances(self, founds: Sequence[Found], vectors: Sequence[Vector]) -> np.ndarray:
        """Shape `(passages, 23)`, each in 0..1."""
        figures = features.table(founds, self.concepts.scores(vectors))
        chances = self.subjects.chances(figures)
        chances[:, 22] = self.cooperation.chances(figures[:, 22:])[:, 0] if len(founds) else 0
        return chances


def vector(found: Found, lang: str) -> Vector:
    """What the words of a passage are about; the same as `lexicon.vector` without cutting it into words again."""
    return lexicon.vector_of(found.words.stems, lang)


@lru_cache(maxsize=1)
def shipped() -> Scorer:
    """The scorer in the package."""
    packed = resources.files("mithaq.kernels.text").joinpath("data", "objectives.npz").read_bytes()
    with np.load(io.BytesIO(packed)) as stored:
        table = {name: stored[name] for name in stored.files}
    heads = {
        head: Head(*(table[f"{head}_{part}"].astype(np.float32) for part in ("mean", "scale", "weights", "constants")))
        for head in ("subjects", "cooperation")
    }
    vocabulary = tuple(table["vocabulary"].tobytes().decode().split("\n"))
    concepts = Concepts(vocabulary, table["concepts"].astype(np.float32), table["bias"].astype(np.float32))
    return Scorer(concepts, heads["subjects"], heads["cooperation"], table["thresholds"])
