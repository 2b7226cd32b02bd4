"""What phases open: whether an action may be done on a day, and where not, when.

Rooms on lower floors ask through `institutions.selectors.openings.check`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mithaq.cycles import naming
from mithaq.cycles.models import Phase
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Finding


def opens(institution: Institution, action: str, *, on: date) -> bool:
    """Whether the phases of the charter let an action be done on a day; yes where none of them speaks of it."""
    return not closed_by(institution, action, on)


def closed_by(institution: Institution, action: str, on: date) -> tuple[Finding, ...]:
    """Why an action may not be done on a day: each phase that opens it, and when. Nothing where it may be done."""
    phases = [one for one in Phase.objects.filter(institution=institution, closed_on=None) if action in one.opens]
    if any(one.first and one.until and one.first <= on < one.until for one in phases):
        return ()
    return tuple(_closed(one, on) for one in phases)


def outside(phase: Phase, on: date) -> tuple[Finding, ...]:
    """Why a day is not one of this phase's: it has no date, is ahead or over. Nothing where it is."""
    if phase.first and phase.until and phase.first <= on < phase.until:
        return ()
    return (_closed(phase, on),)


def _closed(phase: Phase, on: date) -> Finding:
    facts: dict[str, Any] = {"phase": naming.spoken(phase.name)}
    if phase.first is None or phase.until is None:
        return Finding(phase.clause, "cycles.phase-not-dated", facts)
    facts |= {"first": phase.first.isoformat(), "last": (phase.until - timedelta(days=1)).isoformat()}
    return Finding(phase.clause, "cycles.phase-ahead" if on < phase.first else "cycles.phase-over", facts)
