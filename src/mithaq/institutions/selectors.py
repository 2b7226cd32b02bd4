"""Reading institutions."""

from __future__ import annotations

from django.db.models import QuerySet

from mithaq.institutions.models import Institution


def by_slug(slug: str) -> Institution | None:
    return Institution.objects.filter(slug=slug).first()


def public() -> QuerySet[Institution]:
    return Institution.objects.filter(is_public=True)
