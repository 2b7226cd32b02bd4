"""Reading gates and applications. Who asked and officers see all of one; what was admitted is public in part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from mithaq.cooperation.enums import State
from mithaq.cooperation.gates import Choice, choices, criteria, gate, gates
from mithaq.cooperation.models import Application
from mithaq.cooperation.watching import owed, standing, watched
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter, Clause, Finding
from mithaq.people import selectors as people
from mithaq.people.enums import Role

__all__ = [
    "Answered",
    "Application",
    "Choice",
    "admitted",
    "answered",
    "application",
    "applications",
    "choices",
    "counts",
    "criteria",
    "decides_another",
    "found",
    "gate",
    "gates",
    "is_applicant",
    "mine",
    "owed",
    "standing",
    "watched",
]


def _all(institution: Institution) -> QuerySet[Application]:
    found: QuerySet[Application] = Application.objects.filter(institution=institution)
    return found.select_related("institution", "organisation", "person")


def applications(institution: Institution) -> QuerySet[Application]:
    """Everything that was sent, for the officers: what waits first. Drafts are their writers' own."""
    waits = Count("pk", filter=Q(state=State.SUBMITTED))
    sent = _all(institution).exclude(state=State.DRAFT, submitted_at=None)
    return sent.annotate(waits=waits).order_by("-waits", "-submitted_at", "-pk")


def admitted(institution: Institution) -> QuerySet[Application]:
    """What every reader may know of: title, applicant, countries."""
    return _all(institution).filter(state=State.ADMITTED).order_by("-decided_at", "-pk")


def mine(institution: Institution, account: Any, *, on: date) -> QuerySet[Application]:
    """What the person behind an account asks for, or an organisation or State they act for."""
    return _all(institution).filter(people.held_for(account, on=on)).order_by("-pk")


def application(institution: Institution, uid: str) -> Application | None:
    return _all(institution).filter(uid=uid).first()


def is_applicant(account: Any, application: Application, *, on: date) -> bool:
    return mine(application.institution, account, on=on).filter(pk=application.pk).exists()


def decides_another(application: Application, *, on: date) -> bool:
    """Whether an officer who can sign in neither asks for this nor acts for whoever does: else nobody can."""
    serving = people.members(application.institution, on=on).filter(role__in=(Role.OFFICER, Role.SECRETARY))
    officers = people.persons().filter(pk__in=serving.prefetch_related(None).values("person"), account__is_active=True)
    return officers.exclude(pk__in=[one.pk for one in people.acting_for(application, on=on)]).exists()


def counts(institution: Institution) -> dict[str, dict[str, int]]:
    """How many stand how, by gate; drafts are not counted."""
    rows = Application.objects.filter(institution=institution).exclude(state=State.DRAFT)
    found: dict[str, dict[str, int]] = {}
    for clause, state, number in rows.order_by().values_list("gate", "state").annotate(Count("pk")):
        found.setdefault(clause, {})[state] = number
    return found


def found(application: Application) -> tuple[Finding, ...]:
    """What the gate said when the application was sent."""
    return tuple(Finding(one["clause"], one["key"], one["facts"]) for one in application.findings)


@dataclass(frozen=True, slots=True)
class Answered:
    """A condition and what was answered: values the charter words, the applicant's own words, and whether it fails."""

    criterion: Clause
    chosen: tuple[Choice, ...]
    words: tuple[str, ...]
    is_answered: bool
    fails: bool


def answered(application: Application, charter: Charter) -> list[Answered]:
    refused_by = {one.clause for one in found(application)}
    told = []
    for criterion in criteria(charter, application.gate):
        answer = application.answers.get(criterion.id, [])
        known = {choice.key: choice for choice in choices(charter, criterion)}
        chosen = tuple(known[key] for key in answer if key in known)
        words = () if known else tuple(answer)
        told.append(Answered(criterion, chosen, words, bool(answer), criterion.id in refused_by))
    return told
