"""Forty broken charters on the command line: each refused with its line, its clause and what would be right."""

from __future__ import annotations

import pytest
from django.utils import translation

from mithaq.blueprints import report
from tests.kernels.charter.broken import Broken, broken

WAYS = list(broken())


def test_forty_are_refused_and_what_is_only_a_warning_is_shown():
    refused = [way.name for way in WAYS if report.check(way.text).errors]

    assert len(refused) >= 40
    assert all(report.check(way.text).faults for way in WAYS)


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_broken_charter_is_refused_in_the_readers_language(way: Broken, lang: str):
    with translation.override(lang):
        said = list(report.faults(report.check(way.text)))

    here = [(line, sentence) for line, _column, clause, sentence in said if clause == way.clause]
    assert way.line in [line for line, _sentence in here]
    told = " ".join(sentence for line, sentence in here if line == way.line)
    assert way.right in told.replace(",", "").replace("\u060c", "") or way.right in told
    assert not any(mark in told for mark in ("%(", "None", way.key + ":"))
