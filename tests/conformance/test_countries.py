"""States named in real passages, when `../shared/data/gold` is there."""

import json
from pathlib import Path

import pytest

from mithaq.kernels.text.countries import mentions

PASSAGES = Path(__file__).resolve().parents[3] / "shared" / "data" / "gold" / "dev.jsonl"

pytestmark = pytest.mark.conformance


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_states_are_found_in_each_language(lang):
    if not PASSAGES.exists():
        pytest.skip("no ../shared/data/gold/dev.jsonl")
    rows = [json.loads(line) for line in PASSAGES.read_text("utf-8").splitlines()]
    hit = wrong = 0
    for row in (r for r in rows if r["lang"] == lang):
        gold, found = set(row["countries"]), {m.country for m in mentions(row["text"], lang)}
        hit += len(gold & found)
        wrong += len(gold ^ found)

    assert 2 * hit / (2 * hit + wrong) >= 0.97
