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


SOURCES = frozenset(("D001", "D002", "D003", "D004", "D005"))  # long, and unlike the rest


def figures(lang: str = "", *, besides: frozenset[str] = frozenset()) -> dict[str, float]:
    pairs = [(e, f) for e, f in judged() if lang in ("", e.lang) and e.document not in besides]
    return learn.figures([e for e, _ in pairs], [f for _, f in pairs])


@pytest.mark.parametrize(("lang", "floor"), [("ar", 0.60), ("en", 0.87), ("fr", 0.82)])
def test_recommendations_reach_the_measured_floor(lang, floor):
    assert figures(lang)["recommendation"] >= floor


@pytest.mark.parametrize(("lang", "floor"), [("ar", 0.75), ("en", 0.87), ("fr", 0.82)])
def test_recommendations_of_web_documents_reach_the_measured_floor(lang, floor):
    assert figures(lang, besides=SOURCES)["recommendation"] >= floor


def test_acts_reach_the_measured_floor():
    measured = figures()

    assert measured["accuracy"] >= 0.74
    assert measured["commitment"] >= 0.68
    assert measured["practice"] >= 0.72
    assert measured["challenge"] >= 0.66
    assert measured["question"] >= 0.88


def test_acts_of_web_documents_reach_the_measured_floor():
    assert figures(besides=SOURCES)["accuracy"] >= 0.76


def test_a_block_that_asks_is_never_a_recommendation():
    for example, _ in judged():
        if example.act == "question":
            assert act(example.text, example.lang, "question")[0] == "question"
