"""Reading in this room."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from mithaq.cycles import calendar, delivered, proofs
from mithaq.cycles.extended import last_day
from mithaq.cycles.inventory import standing
from mithaq.cycles.models import Cycle, Extension, Milestone, Phase
from mithaq.cycles.opening import closed_by, opens, outside
from mithaq.cycles.states import PhaseState, State, phase_state, state, takes_place
from mithaq.cycles.watching import owed, watched
from mithaq.institutions.selectors import Institution
from mithaq.people.selectors import Organisation, Person

__all__ = [
    "Cycle",
    "Extension",
    "Milestone",
    "Phase",
    "PhaseState",
    "State",
    "calendar",
    "closed_by",
    "cycles",
    "deadline_of",
    "delivered",
    "extension",
    "extensions",
    "milestone",
    "milestones",
    "opens",
    "outside",
    "owed",
    "phase_state",
    "phases",
    "proofs",
    "standing",
    "state",
    "takes_place",
    "watched",
]


def cycles(institution: Institution, *, on: date | None = None) -> QuerySet[Cycle]:
    """What comes again and again; on a day, only what the charter asks for then."""
    return _standing(Cycle.objects.filter(institution=institution), on)


def phases(institution: Institution, *, on: date | None = None) -> QuerySet[Phase]:
    return _standing(Phase.objects.filter(institution=institution), on)


def milestones(institution: Institution, *, on: date | None = None) -> QuerySet[Milestone]:
    return _standing(Milestone.objects.filter(institution=institution), on)


def milestone(institution: Institution, uid: str) -> Milestone | None:
    found = Milestone.objects.filter(institution=institution, uid=uid).select_related("institution").first()
    return found if isinstance(found, Milestone) else None


def extensions(milestone: Milestone) -> QuerySet[Extension]:
    """Every request to have a deadline put off, in the order they came."""
    found: QuerySet[Extension] = Extension.objects.filter(milestone=milestone)
    return found.select_related("organisation", "person")


def extension(institution: Institution, uid: str) -> Extension | None:
    found = Extension.objects.filter(institution=institution, uid=uid)
    one = found.select_related("milestone__institution", "institution", "organisation", "person").first()
    return one if isinstance(one, Extension) else None


def deadline_of(
    milestone: Milestone,
    *,
    organisation: Organisation | None = None,
    country: str = "",
    person: Person | None = None,
) -> date | None:
    """The last day somebody has, with what they were granted; None while it has none."""
    mine = Extension.objects.filter(milestone=milestone, organisation=organisation, country=country, person=person)
    return last_day(milestone, mine)


def _standing(rows: Any, on: date | None) -> QuerySet[Any]:
    return rows if on is None else rows.filter(Q(closed_on=None) | Q(closed_on__gt=on))
