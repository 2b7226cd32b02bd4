"""Reading in this room."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from mithaq.blueprints.amendable import deciding_clause
from mithaq.blueprints.enums import AmendmentState
from mithaq.blueprints.examining import Examined, Faulty, examine, rules
from mithaq.blueprints.keeping import Kept, counted, kept, since
from mithaq.blueprints.models import Amendment, Draft, Standing
from mithaq.blueprints.planning import Preview, preview, steps
from mithaq.blueprints.shelf import Blueprint, blueprint, blueprints, gallery_text
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution

__all__ = [
    "Amendment",
    "Blueprint",
    "Draft",
    "Examined",
    "Faulty",
    "Kept",
    "Preview",
    "Standing",
    "amendment",
    "amendments",
    "blueprint",
    "blueprints",
    "compliance",
    "counted",
    "deciding_clause",
    "draft",
    "drafts",
    "examine",
    "gallery_text",
    "kept",
    "open_amendments",
    "preview",
    "rules",
    "since",
    "steps",
]


def drafts(institution: Institution) -> QuerySet[Draft]:
    """Texts somebody works on, what was changed last first."""
    found: QuerySet[Draft] = Draft.objects.filter(institution=institution)
    return found


def draft(institution: Institution, uid: str) -> Draft | None:
    return drafts(institution).filter(uid=uid).select_related("institution").first()


def amendments(institution: Institution) -> QuerySet[Amendment]:
    """Everything that was proposed, the newest first."""
    found: QuerySet[Amendment] = Amendment.objects.filter(institution=institution)
    return found.select_related("motion", "charter", "institution")


def amendment(institution: Institution, uid: str) -> Amendment | None:
    return amendments(institution).filter(uid=uid).first()


def open_amendments(institution: Institution) -> QuerySet[Amendment]:
    return amendments(institution).filter(state=AmendmentState.OPEN)


def compliance(institution: Institution, *, on: date) -> list[Kept]:
    """Every rule of the charter in force on a day, how it is kept and since when; a constant number of queries."""
    charter = institutions.charter_of(institution, on=on)
    return since(institution, kept(institution, charter, on=on)) if charter.clauses else []
