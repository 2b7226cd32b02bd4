from __future__ import annotations

import random

import pytest

from mithaq.dialogues import flooding
from mithaq.dialogues.services import batches
from tests.dialogues.circle import Circle


@pytest.fixture
def circle(cast):
    """An institution without a charter yet, inside its scope."""
    with cast.scope():
        yield Circle(cast.institution)


@pytest.fixture(autouse=True)
def seeded(monkeypatch):
    """Whom chance takes is the same in every run: no test fails by itself."""
    monkeypatch.setattr(batches, "CHANCE", random.Random(7))


@pytest.fixture(autouse=True)
def nobody_has_come_yet():
    """What another test's participants did is not counted to those of this one, who may have their numbers."""
    for one in (flooding.NEWCOMERS, flooding.ANSWERS, flooding.REPORTS):
        one.forget()
