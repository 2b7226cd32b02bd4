"""Acts of real passages by models that never saw their document, when `../shared/data/gold` is there.

Floors stand under what docs/benchmarks-acts.md reports; where the project's goal is higher, the page says so.
"""

from functools import cache
from pathlib import Path

import pytest

from mithaq.kernels.text.acts import act, learn

PASSAGES = Path(__file__).resolve().parents[3] / "shared" / "data" / "gold" / "dev.jsonl"

pytestmark = pytest.mark.conformance


@cache
def judged() -> list[tuple[learn.Example, str]]:
    if not PASSAGES.exists():
        pytest.skip("no ../shared/data/gold/dev.jsonl")
    gold = learn.gold_examples(PASSAGES)
    return list(zip(gold, learn.crossed(gold, learn.own_examples()), strict=True))


def figures(lang: str = "") -> dict[str, float]:
    pairs = [(e, f) for e, f in judged() if lang in ("", e.lang)]
    return learn.figures([e for e, _ in pairs], [f for _, f in pairs])


@pytest.mark.parametrize(("lang", "floor"), [("ar", 0.55), ("en", 0.86), ("fr", 0.72)])
def test_recommendations_reach_the_measured_floor(lang, floor):
    assert figures(lang)["recommendation"] >= floor


def test_acts_reach_the_measured_floor():
    measured = figures()

    assert measured["accuracy"] >= 0.68
    assert measured["question"] >= 0.88


def test_a_block_that_asks_is_never_a_recommendation():
    for example, _ in judged():
        if example.act == "question":
            assert act(example.text, example.lang, "question")[0] == "question"
