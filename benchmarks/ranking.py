"""What the decisions of an institution would teach about suggestions, on real passages with simulated decisions.

    .venv/bin/python benchmarks/ranking.py ../shared          two tables for docs/benchmarks-desk.md

The decisions are simulated: each suggestion is taken as confirmed where two readers gave the code, as rejected where
neither did, and left out where one did. Objectives are suggested at scores from cross-validation by document, so that
the scorer has not seen what it is ranked on; the other kinds come from the coder as it ships. What is held out are
whole documents, drawn as the service draws them (seed 1), and by nineteen other seeds beside.

A second set of decisions is that of an institution with a habit of its own: it rejects objective 16 wherever it is
suggested.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import numpy as np

from mithaq.kernels.text import coder, ranking
from mithaq.kernels.text.coding import training
from mithaq.kernels.text.ranking import Example, Suggestion

NEVER = "16"
SEEDS = range(1, 21)
SCHEMES = ("objective", "act", "speaker", "country")


def main(shared: Path) -> None:
    gold = [json.loads(line) for line in (shared / "data/gold/dev.jsonl").read_text().splitlines()]
    samples = training.samples(shared / "data/gold/dev.jsonl")
    started = time.perf_counter()
    lessons = training.prepare(samples, training.references(shared / "facts"))
    chances = training.cross_validated(lessons)
    print(f"cross-validated in {time.perf_counter() - started:.0f} s")
    coded = coder.code([(row["lang"], row["text"], "paragraph") for row in gold])
    accepted = training.accepted(chances)
    examples = []
    for row, sure, given, found in zip(gold, chances, accepted, coded, strict=True):
        examples += list(decided(row, sure, given, found))
    print(
        f"{len(examples)} simulated decisions about {len(gold)} passages of {len({r['doc'] for r in gold})} documents"
    )
    started = time.perf_counter()
    told = ranking.taught(examples, seed=1)
    print(f"learned and measured in {time.perf_counter() - started:.1f} s, held out by {told.apart}")
    first(told)
    print("\nThe readers' own decisions, twenty drawings:")
    repeated(examples)
    print(f"\nA house that says of objective {NEVER} what the readers never said: not here. Twenty drawings:")
    repeated([replace(e, is_right=e.is_right and not of_objective(e, NEVER)) for e in examples])


def of_objective(example: Example, code: str) -> bool:
    return (example.suggestion.scheme, example.suggestion.code) == ("objective", code)


def decided(row: dict[str, Any], sure: np.ndarray, given: Any, found: Any) -> Iterator[Example]:
    """The suggestions about one passage, with what the two readers would have said of each."""
    evidence = {one.code: [row["text"][a:b] for a, b in one.evidence] for one in found.objectives}
    objectives = sorted(((float(sure[o - 1]), o) for o in given), reverse=True)
    for place, (score, code) in enumerate(objectives):
        if code not in row["maybe"]:
            words = tuple(evidence.get(code, ()))
            yield example(row, "objective", str(code), score, place, len(objectives), words, code in row["objectives"])
    if found.act and row["act"] is not None:
        words = tuple(row["text"][a:b] for a, b in found.act_evidence)
        yield example(row, "act", found.act, found.act_score, 0, 1, words, found.act == row["act"])
    if found.speaker.kind not in ("", "none") and row["speaker"] is not None:
        span = found.speaker.span
        words = (row["text"][span[0] : span[1]],) if span else ()
        right = found.speaker.kind == row["speaker"]
        yield example(row, "speaker", found.speaker.kind, found.speaker.score, 0, 1, words, right)
    for place, country in enumerate(sorted(found.countries)):
        words = tuple(row["text"][m.start : m.end] for m in found.mentions if m.country == country)
        right = country in row["countries"]
        yield example(row, "country", country, 1.0, place, len(found.countries), words, right)


def example(
    row: dict[str, Any], scheme: str, code: str, score: float, place: int, of: int, words: tuple[str, ...], right: bool
) -> Example:
    length = len(row["text"].split())
    one = Suggestion(scheme, code, score, place, of, length, row["lang"], "paragraph", words)
    return Example(row["doc"], row["id"], one, right)


def first(told: ranking.Lesson) -> None:
    print(
        "\n| kind | learned from | held out | right | precision, kernel | learned | gain | 98 in 100 "
        "| first right, kernel | learned | used |\n|---|---|---|---|---|---|---|---|---|---|---|"
    )
    for scheme in SCHEMES:
        m = told.measured[scheme]
        if m.kernel is None or m.learned is None or m.gain is None:
            print(f"| {scheme} | {m.taught} | {m.held} | {m.right} | – | – | – | – | – | – | {m.why_not} |")
            continue
        tops = [f"{o.first:.2f} (n = {m.choices})" if o.first is not None else "–" for o in (m.kernel, m.learned)]
        print(
            f"| {scheme} | {m.taught} | {m.held} | {m.right} | {m.kernel.precision:.3f} | {m.learned.precision:.3f} "
            f"| {m.gain:+.3f} | {m.gain_low:+.3f} … {m.gain_high:+.3f} | {tops[0]} | {tops[1]} "
            f"| {m.why_not or 'yes'} |"
        )


def repeated(examples: list[Example]) -> None:
    print("\n| kind | measured in | mean gain | least | most | used in |\n|---|---|---|---|---|---|")
    every = [ranking.taught(examples, seed=seed).measured for seed in SEEDS]
    for scheme in SCHEMES:
        gains = [gain for one in every if (gain := one[scheme].gain) is not None]
        used = sum(not one[scheme].why_not for one in every)
        spread = f"{np.mean(gains):+.3f} | {min(gains):+.3f} | {max(gains):+.3f}" if gains else "– | – | –"
        print(f"| {scheme} | {len(gains)} of {len(every)} | {spread} | {used} |")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
