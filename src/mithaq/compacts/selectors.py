"""Reading compacts. Nothing here belongs to an institution."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from mithaq.compacts import shipped
from mithaq.compacts.enums import Kind, Standing
from mithaq.compacts.models import Category, Compact, Indicator, Provision, SdgLink, State
from mithaq.foundation import languages
from mithaq.foundation.fields import Words


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


def languages_without_official_text(key: str) -> list[str]:
    """Languages in which not every commitment of a compact has its official text."""
    objectives = Provision.objects.filter(compact__key=key, kind=Kind.OBJECTIVE).count()
    commitments = Provision.objects.filter(compact__key=key, kind=Kind.COMMITMENT).only("text", "text_standing")
    whole = {
        code: sum(1 for c in commitments if c.text_standing_in(code) == Standing.OFFICIAL) for code in languages.CODES
    }
    return [code for code, count in whole.items() if not objectives or count < objectives]


def categories() -> QuerySet[Category]:
    return Category.objects.all()


def category(code: str) -> Category | None:
    return Category.objects.filter(code=code).first()


def category_name(code: str) -> Words | None:
    """What a stakeholder category is called, as it is shipped; no query."""
    return shipped.categories().get(code)


def states() -> QuerySet[State]:
    return State.objects.all()


def states_by_code(codes: Iterable[str] | None = None) -> dict[str, State]:
    """ISO two-letter code to State; a code that is no State of the region is not there."""
    found = State.objects.all() if codes is None else State.objects.filter(iso2__in=list(codes))
    return {state.iso2: state for state in found}
