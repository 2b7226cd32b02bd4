"""How unsure suggestions are: what is asked first."""

from __future__ import annotations

import pytest

from mithaq.evidence.doubt import doubt

SURE = [("act", 1.0, "suggested"), ("objective", 1.0, "suggested")]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (SURE, 0.0),
        ([("act", 0.5, "suggested"), ("objective", 0.48, "suggested")], 1.0),
        ([("act", 1.0, "suggested"), ("objective", 0.74, "suggested")], 0.25),
        ([*SURE, ("objective", 0.48, "suggested")], 0.5),
        ([("act", 1.0, "suggested")], 0.25),
        ([], 0.75),
        ([("act", 0.3, "suggested"), ("act", 1.0, "confirmed"), ("objective", 0.5, "rejected")], 0.0),
    ],
)
def test_doubt_is_how_close_the_acts_and_the_objectives_are(said, expected):
    assert doubt("paragraph", 1, said) == pytest.approx(expected, abs=0.0002)


def test_a_heading_comes_last_and_equal_doubts_follow_the_document():
    assert doubt("heading", 1, []) < doubt("paragraph", 900, SURE[:1])
    assert doubt("paragraph", 1, SURE) > doubt("paragraph", 2, SURE)


def test_doubt_never_leaves_its_range():
    assert 0 <= doubt("heading", 2_000_000, []) <= doubt("paragraph", 1, [("act", 0.1, "suggested")]) <= 1
