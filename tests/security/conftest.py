"""Two institutions with papers, syntheses and jobs of their own: each a stranger to the other."""

from __future__ import annotations

import pytest
from django_scopes import scope

from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.synthesis import services as synthesis
from tests import cast as everybody
from tests.evidence import papers

SECRET = "zanzibarite"
CLOSED = f"""Confidential minutes of the {SECRET} group on migration

We recommend that governments abolish the {SECRET} fees paid by migrant workers and monitor recruitment agencies.

Governments should reduce the cost of {SECRET} transfers that migrants send to their families in Yemen and Iraq.

The representative of the {SECRET} network said that children are still held in immigration detention in Sudan.
"""


@pytest.fixture
def theirs(cast):
    """What the other institution holds: one document of each visibility, and a public synthesis of the public one."""
    everybody.compact(cast)
    home, by = cast.elsewhere, cast.dalia.actor
    with scope(institution=home):
        documents = {
            visibility: evidence.deposit(
                home,
                f"{CLOSED}\nThis paper is {visibility}, says the {SECRET} group of the region.\n".encode(),
                f"{SECRET}-{visibility}.txt",
                by=by,
                at=everybody.AT,
                visibility=visibility,
            ).document
            for visibility in Visibility.values
        }
        evidence.code(home, documents.values(), by=by, at=everybody.AT, workers=1)
        drafted = synthesis.draft(
            home, by=by, at=everybody.AT, documents=list(documents.values()), visibility=Visibility.PUBLIC
        )
    return {"documents": documents, "synthesis": drafted.synthesis}


@pytest.fixture
def deposit(cast):
    """`deposit(text, visibility, name="paper.txt")` by the officer of the institution."""

    def by_badr(text: str = papers.ENGLISH, visibility: str = Visibility.PUBLIC, name: str = "paper.txt", **more):
        return evidence.deposit(
            cast.institution,
            text.encode(),
            name,
            by=cast.badr.actor,
            at=everybody.AT,
            visibility=visibility,
            **more,
        ).document

    return by_badr


@pytest.fixture
def synthesised(cast, deposit):
    """`synthesised(documents, visibility="public")`: coded and drafted by the officer."""

    def by_badr(documents, visibility: str = Visibility.PUBLIC, **how):
        everybody.compact(cast)
        evidence.code(cast.institution, documents, by=cast.badr.actor, at=everybody.AT, workers=1)
        return synthesis.draft(
            cast.institution,
            by=cast.badr.actor,
            at=everybody.AT,
            documents=documents,
            visibility=visibility,
            **how,
        ).synthesis

    return by_badr
