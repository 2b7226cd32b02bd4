"""Reading releases: by the same rule as syntheses, asked of the release and of each document it was made from."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from mithaq.evidence import selectors as evidence
from mithaq.evidence.selectors import Reader
from mithaq.institutions.selectors import Institution
from mithaq.synthesis.models import Release, Synthesis


def releases(institution: Institution, *, to: Reader, synthesis: Synthesis | None = None) -> QuerySet[Release]:
    """Newest first, without what they say. A document that was withdrawn stays as closed as it was."""
    opened = evidence.open_to(to, institution)
    sources = Release.sources.through.objects.filter(release=OuterRef("pk"))
    hidden = sources.exclude(document__visibility__in=opened)
    seen = Release.objects.filter(~Exists(hidden), visibility__in=opened)
    if synthesis is not None:
        seen = seen.filter(synthesis=synthesis)
    return seen.select_related("synthesis").defer("content").order_by("-released_at", "-pk")


def release(institution: Institution, synthesis: str, number: int, *, to: Reader) -> Release | None:
    """By its permanent address: the draft's uid and its number."""
    seen = releases(institution, to=to).filter(synthesis__uid=synthesis, number=number)
    return seen.defer(None).select_related("synthesis", "institution").first()


def former(made: Release, *, to: Reader) -> Release | None:
    """The release before it that this reader may see."""
    seen = releases(made.institution, to=to, synthesis=made.synthesis).filter(number__lt=made.number)
    return seen.defer(None).order_by("-number").first()
