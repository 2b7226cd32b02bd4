"""What an institution owes on a day, as the rooms say it; the daily round keeps it as `Due`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that is to be done from `opens_on` until `due_on` (its last day; None: no day is set).

    `kind` and `facts` are worded like a notice, `about` makes it once, `done_on` is when it was done. `persons` are the
    primary keys of those it is for; where there are none, it is for the officers.
    """

    kind: str
    about: str
    clause: str
    opens_on: date
    due_on: date | None = None
    done_on: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""
    persons: tuple[int, ...] = ()
