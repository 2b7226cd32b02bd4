"""Little is allowed and no time passes by itself: import `moment` where who asks too often is to be seen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mithaq.foundation import pacing


def little_at_a_standstill(settings, monkeypatch):
    """Little of the usual: two answers, three searches, three files at once. `moment[0]` is now."""
    settings.LIMITS = 0.025
    moment = [datetime(2026, 3, 14, 9, 30, tzinfo=UTC)]
    monkeypatch.setattr(pacing, "now", lambda: moment[0])
    pacing.allowance.cache_clear()
    yield moment
    pacing.allowance.cache_clear()


moment = pytest.fixture(autouse=True)(little_at_a_standstill)
