"""How the conditions of gates are kept, and which applications wait for a decision."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from mithaq.cooperation import gates
from mithaq.cooperation.enums import State
from mithaq.cooperation.models import Application
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution, findings
from mithaq.kernels.charter import Charter, Finding

REMEMBERED = timedelta(days=60)  # how long what was decided still stands beside what waits


def stand(institution: Institution, charter: Charter, *, on: date, by: Actor, at: datetime) -> int:
    """Gates stand in the charter itself: nothing is to be made to stand."""
    return 0


def standing(institution: Institution, *, on: date) -> list[Any]:
    """Nothing of this room is made by a charter."""
    return []


def tend(institution: Institution, charter: Charter, *, on: date, by: Actor, at: datetime) -> int:
    """Nothing at a gate happens by itself: persons decide."""
    return 0


def watched(institution: Institution, charter: Charter, *, on: date) -> list[findings.Watched]:
    """Each gate with what passed it, and each of its binding conditions: broken where something admitted fails it."""
    found = gates.gates(charter)
    if not found:
        return []
    rows = Application.objects.filter(institution=institution).exclude(state=State.DRAFT)
    rows = list(rows.only("pk", "gate", "state", "answers"))
    watched = []
    for gate in found:
        here = [one for one in rows if one.gate == gate.id]
        told = Counter(one.state for one in here)
        facts = {"admitted": told[State.ADMITTED], "refused": told[State.REFUSED], "waiting": told[State.SUBMITTED]}
        path = f"/{institution.slug}/gates/at/{gate.key}/"
        watched.append(findings.Watched(gate.id, "met", (Finding(gate.id, "cooperation.gate-counted", facts),), path))
        admitted = [one for one in here if one.state == State.ADMITTED]
        for criterion in gates.criteria(charter, gate.id):
            if criterion.binds:
                failing = sum(gates.missing(criterion, one.answers.get(criterion.id, [])) for one in admitted)
                facts = {"of": len(admitted), "failing": failing}
                finding = Finding(criterion.id, "cooperation.criterion-kept", facts)
                watched.append(findings.Watched(criterion.id, "broken" if failing else "met", (finding,), path))
    return watched


def owed(institution: Institution, charter: Charter, *, on: date) -> list[findings.Owed]:
    """Applications that wait for a decision, and those that were decided of late; for the officers."""
    decided = Q(state=State.ADMITTED) | Q(state=State.REFUSED) & ~Q(decided_by="")
    recent = Q(state=State.SUBMITTED) | decided & Q(decided_at__date__gte=on - REMEMBERED)
    rows = Application.objects.filter(recent, institution=institution, submitted_at__date__lte=on)
    return [
        findings.Owed(
            "cooperation.application_waits",
            f"application:{one.uid}:{one.version}",
            one.gate,
            opens_on=localdate(one.submitted_at),
            done_on=localdate(one.decided_at) if one.decided_at else None,
            facts={"title": dict(one.title)},
            path=f"/{institution.slug}/gates/applications/{one.uid}/",
        )
        for one in rows
    ]
