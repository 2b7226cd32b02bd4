"""What stands in the calendar of an institution: phases and milestones, and what rooms on higher floors add.

    calendar.offer(function)        # in apps.ready() of the room of meetings, say

`function(institution, reader, first, until) -> Iterable[Entry]`: what that reader (None: anybody) may know of, between
two days (`[first, until)`; None: all of it), worded in the active language, in a number of queries that does not
depend on how many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.functional import Promise

from mithaq.institutions.selectors import Institution


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a calendar: on the days `[first, until)`, or from `starts` to `ends` where the hours are known.

    `uid` is the same for ever, `sequence` grows with each change; `when` says its time in words where the days are only
    about right ("early March 2021"). `path` is its page, without language.
    """

    uid: str
    kind: str
    word: str | Promise
    title: str
    first: date
    until: date
    path: str
    lang: str = ""
    when: str = ""
    place: str = ""
    says: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    cancelled: bool = False
    sequence: int = 0
    changed_at: datetime | None = None

    @property
    def last(self) -> date:
        return self.until - timedelta(days=1)


Offered = Callable[[Institution, Any, date | None, date | None], Iterable[Entry]]

_offered: dict[str, Offered] = {}


def offer(function: Offered) -> None:
    """Say once, when a room starts, what it adds to every calendar; again replaces it."""
    _offered[f"{function.__module__}.{function.__qualname__}"] = function


def entries(institution: Institution, reader: Any, first: date | None = None, until: date | None = None) -> list[Entry]:
    """Everything of all rooms that touches `[first, until)`, in the order of its days."""
    found = [entry for function in _offered.values() for entry in function(institution, reader, first, until)]
    return sorted(found, key=lambda e: (e.first, e.until, e.starts.isoformat() if e.starts else "", e.uid))
