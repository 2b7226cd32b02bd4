"""Until which day somebody has: the deadline, or the longest they were granted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from mithaq.cycles.models import Extension, Milestone


def last_day(milestone: Milestone, extensions: Iterable[Extension] = ()) -> date | None:
    """The last day of a milestone with the extensions of one asker; None while it has no day."""
    if milestone.until is None:
        return None
    granted = [one.granted_until for one in extensions if one.granted_until is not None]
    return max([milestone.until - timedelta(days=1), *granted])
