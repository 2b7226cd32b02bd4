"""A report as JSON and back: nothing is lost, and the digest is anyone's to compute."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

import pytest

from mithaq.synthesis import frozen, release_words, selectors
from mithaq.synthesis.report import Report
from tests.exchange import sample
from tests.synthesis import adopted


@pytest.mark.parametrize("hostile", [False, True])
def test_a_report_comes_back_as_it_was(lang, hostile):
    report = sample.report(lang, hostile=hostile)

    again = frozen.from_json(json.loads(json.dumps(frozen.to_json(report))))

    assert again == report
    assert type(again) is Report


def test_a_report_of_real_papers_comes_back_as_it_was(cast, draft, shelf):
    with cast.scope():
        made = draft(documents=shelf).synthesis
        for report in selectors.reports(made, ("ar", "en", "fr")):
            assert frozen.from_json(json.loads(frozen.canonical(frozen.to_json(report)))) == report


def test_the_order_of_names_does_not_matter():
    assert frozen.canonical({"b": 1, "a": "ميثاق"}) == '{"a":"ميثاق","b":1}'
    assert frozen.digest({"b": 1, "a": 2}) == frozen.digest({"a": 2, "b": 1})


def test_a_number_that_is_none_cannot_be_frozen():
    with pytest.raises(ValueError, match="Out of range"):
        frozen.canonical({"score": float("nan")})


def test_the_digest_of_a_release_is_of_everything_that_was_adopted(cast, draft, shelf):
    with cast.scope():
        made = draft(documents=shelf).synthesis
        adopted.write(cast, made)
        release = adopted.release(cast, made)
        said = frozen.said(release)

    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert release.digest == hashlib.sha256(text.encode()).hexdigest()
    assert set(said) == {
        "form", "synthesis", "number", "title", "adopted_by", "adopted_on", "note", "content",
    }  # fmt: skip
    assert set(said["content"]) == {"ar", "en", "fr"}


def test_what_a_reader_is_told_to_run_finds_the_digest_right_and_a_changed_file_wrong(cast, draft, shelf, tmp_path):
    from mithaq.exchange.services import release_json

    with cast.scope():
        made = draft(documents=shelf).synthesis
        adopted.write(cast, made)
        content = release_json(adopted.release(cast, made))
    file = tmp_path / "release.json"
    program = release_words.HOW_TO_CHECK.split("\n", 1)[1].removesuffix("\nEND")

    def run() -> str:
        told = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True)
        return told.stdout.strip()

    file.write_bytes(content)
    assert run() == "True"
    file.write_bytes(content.replace(b"Test wording", b"Text wording", 1))
    assert run() == "False"
