"""Documents that stand in the institution of the cast."""

from __future__ import annotations

import pytest

from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from tests import cast as everybody
from tests import remembered
from tests.evidence import papers


@pytest.fixture
def deposit(cast):
    """`deposit(text, name, **more)` by the officer; gives the outcome."""

    def by_badr(text: str | bytes = papers.ENGLISH, name: str = "paper.txt", **more):
        data = text.encode() if isinstance(text, str) else text
        more.setdefault("visibility", Visibility.PUBLIC)
        return evidence.deposit(cast.institution, data, name, by=cast.badr.actor, at=everybody.AT, **more)

    return by_badr


@pytest.fixture
def document(cast, deposit):
    """A public English paper."""
    return remembered.once("civil society", lambda: deposit(papers.ENGLISH, "civil-society.txt").document)


@pytest.fixture
def coded(cast, document):
    """The same, with suggested codes."""

    def fill():
        evidence.code(cast.institution, [document], by=cast.badr.actor, at=everybody.AT, workers=1)
        return document

    return remembered.once("civil society coded", fill)
