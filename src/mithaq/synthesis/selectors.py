"""Reading syntheses. Whoever may not see one of the sources does not see what was made of them.

A source that was withdrawn is as closed as it was: which lines stand, and in what order, still follows from it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django_scopes import scopes_disabled

from mithaq.evidence import selectors as evidence
from mithaq.evidence.enums import Visibility
from mithaq.evidence.selectors import Reader
from mithaq.institutions.selectors import Institution
from mithaq.synthesis.enums import Status
from mithaq.synthesis.frozen import to_json
from mithaq.synthesis.making import report, reports
from mithaq.synthesis.models import Citation, Line, Release, ReleaseCitation, Section, Source, Synthesis, Unused
from mithaq.synthesis.release_selectors import release, releases
from mithaq.synthesis.shown_release import cited_as, handed_out, linked, showable
from mithaq.synthesis.verifying import Verified, verify_release, withdrawn_of, withdrawn_since

__all__ = [
    "Citation",
    "Line",
    "Release",
    "ReleaseCitation",
    "Section",
    "Source",
    "Synthesis",
    "Unused",
    "Verified",
    "cited_as",
    "citing",
    "handed_out",
    "linked",
    "newest",
    "release",
    "releases",
    "report",
    "reports",
    "showable",
    "syntheses",
    "synthesis",
    "to_json",
    "uncited_lines",
    "verify_release",
    "withdrawn_of",
    "withdrawn_since",
]


def syntheses(institution: Institution, *, to: Reader) -> QuerySet[Synthesis]:
    """Newest first, each with `source_count` and `line_count`: of the sources that are not withdrawn."""
    return _made_of(evidence.open_to(to, institution))


def newest(homes: Sequence[Institution], *, most: int) -> list[Synthesis]:
    """The newest ones with lines that anybody may see in any of these institutions, each with its institution."""
    opened = [home.pk for home in homes if evidence.open_to(None, home)]
    with scopes_disabled():
        seen = _made_of([Visibility.PUBLIC]).filter(institution__in=opened, line_count__gt=0)
        return list(seen.select_related("institution")[:most])


def _made_of(opened: Collection[str]) -> QuerySet[Any]:
    """Those whose own visibility and that of every source is among these."""
    standing = Citation.objects.filter(line=OuterRef("pk"), passage__rendition__document__withdrawn_at=None)
    sources = Source.objects.filter(synthesis=OuterRef("pk"))
    lines = Line.objects.filter(section__synthesis=OuterRef("pk")).exclude(status=Status.DISMISSED)
    hidden = sources.exclude(document__visibility__in=opened)
    return (
        Synthesis.objects.filter(~Exists(hidden), visibility__in=opened)
        .annotate(
            source_count=_number_of(sources.filter(document__withdrawn_at=None), "synthesis"),
            line_count=_number_of(lines.filter(Exists(standing)), "section__synthesis"),
        )
        .order_by("-drafted_at", "-pk")
    )


def _number_of(rows: QuerySet[Any], synthesis: str) -> Coalesce:
    """How many rows a synthesis has, counted apart: a join of sources with lines would multiply them."""
    counted = rows.order_by().values(synthesis).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def synthesis(institution: Institution, uid: str, *, to: Reader) -> Synthesis | None:
    return syntheses(institution, to=to).filter(uid=uid).first()


def citing(passage: evidence.Passage, *, to: Reader) -> QuerySet[Citation]:
    """Where the words of a passage went: its citations in the syntheses this reader may see."""
    seen = syntheses(passage.institution, to=to).order_by().values("pk")
    standing = Citation.objects.exclude(line__status=Status.DISMISSED)
    return standing.filter(passage=passage, line__section__synthesis__in=seen).select_related(
        "line__section__synthesis"
    )


def uncited_lines() -> QuerySet[Line]:
    """Lines without a citation: there are none, and a test of every installation can ask."""
    return Line.objects.filter(citations=None)
