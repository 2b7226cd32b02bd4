"""Reading in this room."""

from __future__ import annotations

from datetime import date
from typing import Any

from mithaq.institutions.selectors import Institution
from mithaq.meetings.addresses import meeting as meeting_path
from mithaq.meetings.addresses import motion as motion_path
from mithaq.meetings.asked import mine
from mithaq.meetings.clauses import consults, matters, rule, rule_of
from mithaq.meetings.models import Consultation, Meeting, Minutes, Motion, Position
from mithaq.meetings.owing import owed
from mithaq.meetings.reading import (
    adopted,
    answers,
    awaiting,
    document,
    meeting,
    meetings,
    minutes,
    motion,
    motions,
    past,
    sees_positions,
    upcoming,
)
from mithaq.meetings.watching import watched

__all__ = [
    "Consultation",
    "Meeting",
    "Minutes",
    "Motion",
    "Position",
    "adopted",
    "answers",
    "awaiting",
    "consults",
    "document",
    "matters",
    "meeting",
    "meeting_path",
    "meetings",
    "mine",
    "minutes",
    "motion",
    "motion_path",
    "motions",
    "owed",
    "past",
    "rule",
    "rule_of",
    "sees_positions",
    "standing",
    "upcoming",
    "watched",
]


def standing(institution: Institution, *, on: date) -> list[Any]:
    """Nothing of this room stands by adoption: meetings are called, decisions are taken, by people."""
    return []
