"""The sections of a synthesis as the desk lists them: how much is written, suggested, and fits none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, Subquery

from mithaq.synthesis.enums import Status
from mithaq.synthesis.models import Citation, Line, LineRendition, Section, Synthesis, Unused
from mithaq.synthesis.report import Label
from mithaq.synthesis.titles import Titles


@dataclass(frozen=True, slots=True)
class Place:
    """One section. `stale` counts translations of wordings that are no longer the original's."""

    section: Section
    number: str
    title: Label
    official: bool
    written: int
    proposals: int
    unused: int
    stale: int
    comments: int


def places(synthesis: Synthesis, lang: str) -> list[Place]:
    """In their order; the number of queries does not depend on how many there are."""
    sections = list(synthesis.sections.all())
    standing = Citation.objects.filter(passage__rendition__document__withdrawn_at=None).values("line")
    lines = Counter(
        {
            (section, status): n
            for section, status, n in Line.objects.filter(section__in=sections, pk__in=standing)
            .order_by()
            .values_list("section", "status")
            .annotate(n=Count("pk"))
        }
    )
    open_comments = dict(
        Line.objects.filter(section__in=sections, status=Status.CONFIRMED)
        .order_by()
        .values("section")
        .annotate(n=Count("comments", filter=Q(comments__settled_at=None)))
        .values_list("section", "n")
    )
    unused = dict(
        Unused.objects.filter(
            synthesis=synthesis, passage__rendition__document__withdrawn_at=None, passage__is_current=True
        )
        .order_by()
        .values_list("section")
        .annotate(n=Count("pk"))
    )
    original = LineRendition.objects.filter(line=OuterRef("line"), is_original=True)
    stale = dict(
        LineRendition.objects.filter(line__section__in=sections, line__status=Status.CONFIRMED, is_original=False)
        .annotate(now=Subquery(original.values("version")[:1]))
        .exclude(made_from=F("now"))
        .order_by()
        .values_list("line__section")
        .annotate(n=Count("pk"))
    )
    titles = Titles(synthesis, lang)
    found = []
    for section in sections:
        number, title, official = titles.of(section)
        found.append(
            Place(
                section=section,
                number=number,
                title=title,
                official=official,
                written=lines[section.pk, Status.CONFIRMED],
                proposals=lines[section.pk, Status.SUGGESTED],
                unused=unused.get(section.pk, 0),
                stale=stale.get(section.pk, 0),
                comments=open_comments.get(section.pk, 0),
            )
        )
    return found
