"""Speakers of real passages, when `../shared/data/gold` is there. Floors under what docs/benchmarks-acts.md reports."""

import json
from pathlib import Path

import pytest

from mithaq.kernels.text.speakers import body_span, speaker

PASSAGES = Path(__file__).resolve().parents[3] / "shared" / "data" / "gold" / "dev.jsonl"

pytestmark = pytest.mark.conformance


def passages() -> list[dict]:
    if not PASSAGES.exists():
        pytest.skip("no ../shared/data/gold/dev.jsonl")
    rows = [json.loads(line) for line in PASSAGES.read_text("utf-8").splitlines()]
    return [row for row in rows if row["speaker"]]


def test_speakers_reach_the_measured_floor():
    rows = passages()

    found = [speaker(row["text"], row["lang"]).kind for row in rows]

    heard = sum(f != "none" for f in found)
    there = sum(row["speaker"] != "none" for row in rows)
    right = sum(f == row["speaker"] != "none" for f, row in zip(found, rows, strict=True))
    assert 2 * right / (heard + there) >= 0.92
    assert sum(f == row["speaker"] for f, row in zip(found, rows, strict=True)) / len(rows) >= 0.97


def test_the_body_is_a_stretch_of_the_passage_and_never_empty():
    for row in passages():
        start, end = body_span(row["text"], speaker(row["text"], row["lang"]))
        assert 0 <= start < end <= len(row["text"])
        assert row["text"][start:end].strip()
