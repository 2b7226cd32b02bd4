"""Learns the weights of acts: `python -m mithaq.kernels.text.acts.learn [--gold dev.jsonl] [--check]`.

Material: our own example sentences (`lore/acts_examples.tsv`) and, where it is at hand, a file of labelled passages.
`--check` writes nothing and cross-validates by document: no document is ever on both sides. scipy is needed here
only; what ships is `lore/acts.npz`, feature numbers and weights, no words.

The weights are those of a ridge regression on the seven acts, solved as one small system over the passages: with a
thousand of them it is exact, takes a second, and did better by document than a logistic regression.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from scipy.linalg import solve
from scipy.sparse import csr_matrix

from mithaq.kernels.text.acts import decide
from mithaq.kernels.text.acts.features import asks, books, features
from mithaq.kernels.text.acts.learned import Model
from mithaq.kernels.text.lore.words import Words
from mithaq.kernels.text.model import ACTS

LORE = Path(__file__).parent.parent / "lore"
_LETTERS = {"R": "recommendation", "C": "commitment", "P": "practice", "H": "challenge", "X": "process", "F": "fact"}
_LONG = 40  # passages from which a document is long
_LONG_WEIGHT = 0.35  # a passage of a long document counts less: five long reports must not outvote 150 others
_RIDGE = 2.0  # how much weights are held back
_RARE = 0.5  # how far rare acts are lifted: 0 not at all, 1 until all acts count the same
_SHARP = 4.0  # turns the regression's answers, mostly between 0 and 1, into shares
_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A passage with its act; `document` is empty for our own sentences."""

    text: str
    lang: str
    act: str
    document: str = ""
    weight: float = 1.0


def own_examples() -> list[Example]:
    """The sentences we wrote ourselves."""
    lines = (LORE / "acts_examples.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [Example(text=text, lang=lang, act=_LETTERS[letter]) for letter, lang, text in rows]


def gold_examples(path: Path) -> list[Example]:
    """Labelled passages; those on which the readers differ are left out."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    sizes = Counter(row["doc"] for row in rows)
    return [
        Example(row["text"], row["lang"], row["act"], row["doc"], _LONG_WEIGHT if sizes[row["doc"]] >= _LONG else 1.0)
        for row in rows
        if row["act"]
    ]


def learn(examples: Sequence[Example]) -> Model:
    """A model of these examples."""
    return Model(*_fit(examples))


def _fit(examples: Sequence[Example]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    found = [_features(e) for e in examples]
    seen = Counter(number for row in found for number in row)
    keys = np.array(sorted(seen), dtype=np.uint32)
    column = {int(number): index for index, number in enumerate(keys)}
    pointers = np.cumsum([0, *(len(row) for row in found)])
    matrix = csr_matrix(
        ([v for row in found for v in row.values()], [column[n] for row in found for n in row], pointers),
        shape=(len(found), len(keys)),
    )
    weights, bias = _ridge(matrix, examples)
    kept = np.abs(weights).max(axis=1) > 0.01
    return keys[kept], weights[kept].astype(np.float16), bias


def _ridge(matrix: csr_matrix, examples: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    """Weights and bias of each act."""
    acts = np.array([ACTS.index(e.act) for e in examples])
    counts = np.array([e.weight for e in examples])
    of_act = np.bincount(acts, weights=counts, minlength=len(ACTS))
    counts *= (of_act.sum() / len(ACTS) / np.maximum(of_act, 1e-9))[acts] ** _RARE
    shown = np.eye(len(ACTS))[acts]
    usual = counts @ shown / counts.sum()
    alike = (matrix @ matrix.T).toarray() + 1.0
    alike[np.diag_indices_from(alike)] += _RIDGE / counts
    by_example = solve(alike, shown - usual, assume_a="pos")
    return _SHARP * (matrix.T @ by_example), (_SHARP * (by_example.sum(axis=0) + usual)).astype(np.float32)


def _features(example: Example) -> dict[int, float]:
    said = Words(example.text)
    return features(said, books()[example.lang].hits(said), example.lang)


def crossed(gold: Sequence[Example], own: Sequence[Example]) -> list[str]:
    """The act of each gold passage by a model that never saw its document."""
    folds = [int(sha256(e.document.encode()).hexdigest(), 16) % _FOLDS for e in gold]
    by_fold: dict[int, Model] = {}
    for fold in sorted(set(folds)):
        by_fold[fold] = learn([*own, *(e for e, f in zip(gold, folds, strict=True) if f != fold)])
    found = []
    for example, fold in zip(gold, folds, strict=True):
        said = Words(example.text)
        found.append("question" if asks(said) else decide(said, example.lang, by_fold[fold])[0])
    return found


def figures(gold: Sequence[Example], found: Sequence[str]) -> dict[str, float]:
    """Accuracy and F1 of each act."""
    right: dict[str, int] = defaultdict(int)
    wrong: dict[str, int] = defaultdict(int)
    for example, act in zip(gold, found, strict=True):
        if example.act == act:
            right[act] += 1
        else:
            wrong[act] += 1
            wrong[example.act] += 1
    table = {act: 2 * right[act] / max(1, 2 * right[act] + wrong[act]) for act in ACTS}
    return {"accuracy": sum(right.values()) / max(1, len(gold)), **table}


def main(arguments: Iterable[str] | None = None) -> int:
    """Learn and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args(None if arguments is None else list(arguments))
    own = own_examples()
    gold = gold_examples(chosen.gold) if chosen.gold else []
    if chosen.check:
        found = crossed(gold, own)
        for lang in ("ar", "en", "fr"):
            pairs = [(e, f) for e, f in zip(gold, found, strict=True) if e.lang == lang]
            sys.stdout.write(f"{lang} {figures([e for e, _ in pairs], [f for _, f in pairs])}\n")
        sys.stdout.write(f"all {figures(gold, found)}\n")
        return 0
    keys, weights, bias = _fit([*own, *gold])
    np.savez_compressed(LORE / "acts.npz", acts=np.array(ACTS), keys=keys, weights=weights, bias=bias)
    sys.stdout.write(f"{len(keys)} features of {len(own)} own and {len(gold)} labelled passages\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
