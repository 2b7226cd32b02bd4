"""How well and how fast the coder of objectives codes real passages.

    .venv/bin/python benchmarks/coding.py ../shared          two tables for docs/benchmarks.md

Every figure of the first table comes from cross-validation by document (`coding.training`). The second counts passages
a second of the whole shipped coder on one core, by the processor's time.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import numpy as np

from mithaq.kernels.text import coder
from mithaq.kernels.text.coding import objectives, thesaurus, training
from mithaq.kernels.text.coding.training import Sample

LONG = 30


def main(shared: Path) -> None:
    samples = training.samples(shared / "data/gold/dev.jsonl")
    started = time.perf_counter()
    lessons = training.prepare(samples, training.references(shared / "facts"))
    chances = training.cross_validated(lessons)
    print(f"cross-validated in {time.perf_counter() - started:.0f} s")
    quality(samples, chances)
    calibration(samples, chances)
    speed(samples)


def quality(samples: list[Sample], chances: np.ndarray) -> None:
    counts = Counter(s.document for s in samples)
    given = training.accepted(chances)
    top = [tuple(int(o) + 1 for o in np.argsort(-row)[:3]) for row in chances]
    print("\n| passages | count | precision | recall | F1 | top-3 recall |\n|---|---|---|---|---|---|")
    for name, chosen in groups(counts).items():
        places = [i for i, s in enumerate(samples) if chosen(s)]
        part = [samples[i] for i in places]
        precision, recall, f1 = training.judged(part, [given[i] for i in places])
        found = training.judged(part, [top[i] for i in places])[1]
        print(f"| {name} | {len(part)} | {precision:.2f} | {recall:.2f} | {f1:.2f} | {found:.2f} |")


def groups(counts: Counter[str]) -> dict[str, Callable[[Sample], bool]]:
    """The parts of the passages that are looked at apart."""

    def short(sample: Sample) -> bool:
        return counts[sample.document] <= LONG

    return {
        "all": lambda s: True,
        "the five source documents": lambda s: not short(s),
        "all other documents": short,
        "… read from the start": lambda s: short(s) and was_read(s),
        "… read last, after its estimate was recorded": lambda s: short(s) and not was_read(s),
        "Arabic": lambda s: s.lang == "ar",
        "English": lambda s: s.lang == "en",
        "French": lambda s: s.lang == "fr",
        "Arabic, other documents": lambda s: short(s) and s.lang == "ar",
    }


def was_read(sample: Sample) -> bool:
    """The half of the documents read from the start; the other half was opened on 21 November 2026."""
    return hashlib.sha256(sample.document.encode()).digest()[0] % 2 == 0


def calibration(samples: list[Sample], chances: np.ndarray) -> None:
    right = np.array([[o in s.objectives for o in thesaurus.OBJECTIVES] for s in samples])
    clear = np.array([[o not in s.maybe for o in thesaurus.OBJECTIVES] for s in samples])
    print("\n| score | pairs | mean score | share right |\n|---|---|---|---|")
    for low, high in ((0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        within = clear & (chances >= low) & (chances < high)
        share, mean = right[within].mean(), chances[within].mean()
        print(f"| {low:.1f}–{min(high, 1):.1f} | {within.sum()} | {mean:.2f} | {share:.2f} |")


def speed(samples: list[Sample]) -> None:
    items = [(s.lang, s.text, "") for s in samples] * 4
    asked = [objectives.Asked(text, lang) for lang, text, _ in items]
    coder.code(items)
    print("\n| work | passages a second |\n|---|---|")
    for name, work in (
        ("the whole coder", lambda: coder.code(items)),
        ("objectives alone", lambda: objectives.suggest_all(asked)),
        ("finding phrases alone", lambda: [thesaurus.find(a.text, a.lang) for a in asked]),
    ):
        best = min(_seconds(work) for _ in range(3))
        print(f"| {name} | {len(items) / best:,.0f} |")


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main(Path(sys.argv[1]))
