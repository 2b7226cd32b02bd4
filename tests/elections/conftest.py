from __future__ import annotations

import pytest

from tests.elections.hall import Hall


@pytest.fixture
def hall(cast):
    """An institution without a charter yet, inside its scope."""
    with cast.scope():
        yield Hall(cast.institution)
