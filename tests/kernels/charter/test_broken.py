"""Forty broken charters: each is refused at its line and clause, with what would be right."""

from __future__ import annotations

import pytest
from tests.kernels.charter.broken import Broken, broken

from mithaq.kernels import charter

FORTY = tuple(broken())


def found(text: str) -> tuple[charter.Fault, ...]:
    reading = charter.read(text)
    return reading.faults or charter.check(reading.charter)


def test_they_are_forty_and_differ():
    assert len(FORTY) >= 40
    assert len({one.key for one in FORTY}) >= 35


@pytest.mark.parametrize("one", FORTY, ids=lambda one: one.name)
def test_a_broken_charter_is_refused_at_its_line_with_what_would_be_right(one: Broken):
    faults = [fault for fault in found(one.text) if fault.severity == "error"]

    assert [(fault.place.line, fault.clause, fault.key) for fault in faults][:1] == [(one.line, one.clause, one.key)]
    told = faults[0].facts
    against = [told.get(name) for name in ("near", "example", "allowed", "most", "other", "clauses", "said", "detail")]
    assert one.right in str(against)
    assert any(against)
