"""Reading institutions and their minutes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.db.models import QuerySet

from mithaq.foundation.models import Entry
from mithaq.institutions import findings, openings
from mithaq.institutions.charters import charter_of, read, version_of, versions
from mithaq.institutions.models import Charter, Institution, Term

__all__ = [
    "Charter",
    "Institution",
    "Term",
    "by_keys",
    "by_slug",
    "charter_of",
    "demonstrations",
    "findings",
    "minute",
    "openings",
    "public",
    "read",
    "term",
    "terms",
    "version_of",
    "versions",
    "visible",
]


def by_slug(slug: str) -> Institution | None:
    """Asked with every request: the question is worded once, which costs four times what asking it does."""
    return next(iter(Institution.objects.raw(_by_slug(), [slug])), None)


@cache
def _by_slug() -> str:
    return Institution.objects.order_by().filter(slug="").query.sql_with_params()[0]


def by_keys(keys: Iterable[int]) -> QuerySet[Institution]:
    return Institution.objects.filter(pk__in=list(keys))


def public() -> QuerySet[Institution]:
    return Institution.objects.filter(is_public=True)


def demonstrations() -> QuerySet[Institution]:
    """Public or not."""
    return Institution.objects.filter(is_demonstration=True)


def visible(also: Iterable[int] = ()) -> QuerySet[Institution]:
    """The public ones, and those (by primary key) in which the reader takes part."""
    return public() | Institution.objects.filter(pk__in=list(also))


def minute(institution: Institution, *, whole: bool) -> QuerySet[Entry]:
    """The journal of the house, newest first: the public part for everyone, the whole for those who answer for it."""
    entries = Entry.objects.filter(scope=institution.uid).order_by("-number")
    return entries if whole else entries.filter(public=True)


def terms(institution: Institution) -> QuerySet[Term]:
    """What the institution calls things, in the order they were added; inside its scope."""
    found: QuerySet[Term] = Term.objects.filter(institution=institution)
    return found


def term(institution: Institution, uid: str) -> Term | None:
    return terms(institution).filter(uid=uid).first()
