"""Reading compacts. Nothing here belongs to an institution."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from mithaq.compacts.enums import Kind
from mithaq.compacts.models import Category, Compact, Indicator, Provision, SdgLink, State


def by_key(key: str) -> Compact | None:
    return Compact.objects.filter(key=key).first()


def all_compacts() -> QuerySet[Compact]:
    return Compact.objects.all()


def provisions(compact: Compact, kind: Kind) -> QuerySet[Provision]:
    return Provision.objects.filter(compact=compact, kind=kind).order_by("number", "letter")


def objectives(compact: Compact) -> QuerySet[Provision]:
    return provisions(compact, Kind.OBJECTIVE)


def principles(compact: Compact) -> QuerySet[Provision]:
    return provisions(compact, Kind.PRINCIPLE)


def objective(compact: Compact, number: int) -> Provision | None:
    return objectives(compact).filter(number=number).first()


def commitment(objective: Provision) -> Provision | None:
    return Provision.objects.filter(parent=objective, kind=Kind.COMMITMENT).first()


def actions(objective: Provision) -> QuerySet[Provision]:
    return Provision.objects.filter(parent=objective, kind=Kind.ACTION).order_by("letter")


def sdg_links(objective: Provision) -> QuerySet[SdgLink]:
    return SdgLink.objects.filter(objective=objective).order_by("strength", "goal", "target")


def indicators(objective: Provision) -> QuerySet[Indicator]:
    return Indicator.objects.filter(objectives=objective).order_by("code")


def categories() -> QuerySet[Category]:
    return Category.objects.all()


def category(code: str) -> Category | None:
    return Category.objects.filter(code=code).first()


def states() -> QuerySet[State]:
    return State.objects.all()


def states_by_code(codes: Iterable[str] | None = None) -> dict[str, State]:
    """ISO two-letter code to State; a code that is no State of the region is not there."""
    found = State.objects.all() if codes is None else State.objects.filter(iso2__in=list(codes))
    return {state.iso2: state for state in found}
