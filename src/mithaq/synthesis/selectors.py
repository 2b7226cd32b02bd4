"""Reading syntheses. Whoever may not see one of the sources does not see what was made of them."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, QuerySet

from mithaq.evidence import selectors as evidence
from mithaq.evidence.selectors import Reader
from mithaq.institutions.selectors import Institution
from mithaq.synthesis.making import report, reports
from mithaq.synthesis.models import Citation, Line, Section, Source, Synthesis, Unused

__all__ = [
    "Citation",
    "Line",
    "Section",
    "Source",
    "Synthesis",
    "Unused",
    "citing",
    "report",
    "reports",
    "syntheses",
    "synthesis",
    "uncited_lines",
]


def syntheses(institution: Institution, *, to: Reader) -> QuerySet[Synthesis]:
    """Newest first, each with `source_count` and `line_count`."""
    opened = evidence.open_to(to, institution)
    hidden = Source.objects.filter(synthesis=OuterRef("pk"), document__withdrawn_at=None).exclude(
        document__visibility__in=opened
    )
    return (
        Synthesis.objects.filter(~Exists(hidden), visibility__in=opened)
        .annotate(
            source_count=Count("sources", distinct=True),
            line_count=Count("sections__lines", distinct=True),
        )
        .order_by("-drafted_at", "-pk")
    )


def synthesis(institution: Institution, uid: str, *, to: Reader) -> Synthesis | None:
    return syntheses(institution, to=to).filter(uid=uid).first()


def citing(passage: evidence.Passage, *, to: Reader) -> QuerySet[Citation]:
    """Where the words of a passage went: its citations in the syntheses this reader may see."""
    seen = syntheses(passage.institution, to=to).order_by().values("pk")
    return Citation.objects.filter(passage=passage, line__section__synthesis__in=seen).select_related(
        "line__section__synthesis"
    )


def uncited_lines() -> QuerySet[Line]:
    """Lines without a citation: there are none, and a test of every installation can ask."""
    return Line.objects.filter(citations=None)
