from __future__ import annotations

import pytest

from tests.dialogues.circle import Circle


@pytest.fixture
def circle(cast):
    """An institution without a charter yet, inside its scope."""
    with cast.scope():
        yield Circle(cast.institution)
