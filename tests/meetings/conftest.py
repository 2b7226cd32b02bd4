from __future__ import annotations

import pytest

from tests.meetings.house import House


@pytest.fixture
def house(cast):
    """An institution without a charter yet, inside its scope."""
    with cast.scope():
        yield House(cast.institution)
