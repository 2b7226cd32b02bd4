"""What an adoption makes stand here, and what a day brings by itself."""

from __future__ import annotations

from datetime import date, datetime

from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter


def stand(institution: Institution, charter: Charter, *, on: date, by: Actor, at: datetime) -> int:
    """A charter says which phases open dialogues; it convenes none by itself."""
    return 0


def tend(institution: Institution, charter: Charter, *, on: date, by: Actor, at: datetime) -> int:
    return 0
