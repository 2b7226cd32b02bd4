"""Documents that stand in the institution of the cast."""

from __future__ import annotations

import pytest

from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Passage
from mithaq.evidence.services import desk, readings
from tests import cast as everybody
from tests import remembered
from tests.evidence import papers
from tests.evidence.verdicts import verdict


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


@pytest.fixture
def statements(cast, coded):
    """The four statements of the English paper, in its order."""
    with cast.scope():
        return list(Passage.objects.exclude(kind="heading").order_by("number"))[:4]


@pytest.fixture
def ask(cast):
    def by_amal(passages, **more):
        told = {"title": "First sample", "first": cast.amal.person, "second": cast.badr.person} | more
        told.setdefault("schemes", ["objective", "act"])
        return readings.ask(cast.institution, passages=passages, by=cast.amal.actor, at=everybody.AT, **told)

    return by_amal


@pytest.fixture
def say(cast):
    """`say(reading, player, passage, "objective:6", …)`: what that reader gives, at the desk."""

    def at_the_desk(reading, player, passage, *places):
        key = f"{player.person.uid}-{passage.uid}-{len(places)}"
        return desk.decide(
            cast.institution,
            passage,
            key=key,
            verdicts=[verdict(place) for place in places],
            seen=0,
            by=player.actor,
            at=everybody.AT,
            reading=reading,
        )

    return at_the_desk


@pytest.fixture
def read(cast, statements, ask, say):
    """Both have read all four: they agree on the first two, differ on the third (an act) and the fourth (a code)."""
    reading = ask(statements)
    both = [("objective:6", "act:recommendation"), ("objective:20", "act:recommendation")]
    for player, rest in (
        (cast.amal, [("objective:13", "act:challenge"), ("objective:14", "act:question")]),
        (cast.badr, [("objective:13", "act:fact"), ("objective:14", "objective:23", "act:question")]),
    ):
        for passage, places in zip(statements, [*both, *rest], strict=True):
            say(reading, player, passage, *places)
    return reading
