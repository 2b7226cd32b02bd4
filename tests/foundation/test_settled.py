"""A process that runs long looks less often for what nobody holds, and not at what was there at its start."""

from __future__ import annotations

import gc

import pytest

from mithaq.foundation import settled


@pytest.fixture
def as_before():
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


class Ring:
    def __init__(self) -> None:
        self.self = self
        self.more = [0] * 100


def test_what_is_there_is_not_walked_over_and_rings_made_later_still_go(as_before):
    settled.settle()
    frozen = gc.get_freeze_count()
    for _ in range(settled.MADE * 2):
        Ring()

    assert frozen > 10_000
    assert sum(isinstance(one, Ring) for one in gc.get_objects()) < settled.MADE * 2
