"""Three papers in three languages, coded, in an institution that works under the Global Compact for Migration."""

from __future__ import annotations

import pytest

from mithaq.evidence.enums import Visibility
from mithaq.synthesis import services as synthesis
from tests import cast as everybody
from tests import remembered
from tests.evidence.shelf import filled
from tests.synthesis import adopted


@pytest.fixture
def shelf(cast):
    return filled(cast)


@pytest.fixture
def draft(cast, shelf):
    """`draft(**how)` by the officer."""

    def by_badr(**how):
        how.setdefault("visibility", Visibility.PUBLIC)
        return synthesis.draft(cast.institution, by=cast.badr.actor, at=everybody.AT, **how)

    return by_badr


@pytest.fixture
def written(cast, draft, shelf):
    """A public draft of three papers, all of whose lines are written in three languages."""

    def fill():
        made = draft(documents=shelf).synthesis
        adopted.write(cast, made)
        return made

    with cast.scope():
        yield remembered.once("written in three languages", fill)
