from __future__ import annotations

import pytest

from tests.bodies.network import Network


@pytest.fixture
def network(cast):
    """An institution without a charter yet, inside its scope."""
    with cast.scope():
        yield Network(cast.institution)
