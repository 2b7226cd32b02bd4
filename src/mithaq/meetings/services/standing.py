"""What an adoption makes stand here, and what a day brings by itself: nothing, meetings are called by people."""

from __future__ import annotations

from datetime import date, datetime

from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter


def stand(institution: Institution, charter: Charter, *, on: date, by: Actor, at: datetime) -> int:
    """A charter says how often a body meets and how it decides; it calls no meeting and takes no decision."""
    return 0


def tend(institution: Institution, charter: Charter, *, on: date, by: Actor, at: datetime) -> int:
    """Consultations end by their day, duties by theirs; neither needs an act. What is due is told by `owed`."""
    return 0
