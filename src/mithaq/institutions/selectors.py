"""Reading institutions and their registers of acts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django_scopes import get_scope

from mithaq.foundation import quick
from mithaq.foundation.fields import Words
from mithaq.foundation.habits import Months
from mithaq.foundation.models import Entry
from mithaq.institutions import findings, openings
from mithaq.institutions.charters import begun, charter_of, read, version_of, versions
from mithaq.institutions.models import Charter, Institution, Term

__all__ = [
    "Charter",
    "Institution",
    "Term",
    "begun",
    "by_keys",
    "by_slug",
    "charter_of",
    "demonstrations",
    "findings",
    "founded",
    "minute",
    "months",
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
    """Asked with every request, so that what is read is what stands; a row that was read before is not made out anew.

    Each who asks gets a record of their own.
    """
    found = quick.rows(_by_slug(), [slug])
    if not found:
        return None
    return Institution.from_db(
        DEFAULT_DB_ALIAS, _FIELDS, [_own(value) for value in quick.values(Institution, found[0])]
    )


_FIELDS = [field.attname for field in Institution._meta.concrete_fields]


@cache
def _by_slug() -> str:
    return Institution.objects.order_by().filter(slug="").query.sql_with_params()[0]


def _own(value: Any) -> Any:
    return Words(value) if isinstance(value, Words) else value


def by_keys(keys: Iterable[int]) -> QuerySet[Institution]:
    return Institution.objects.filter(pk__in=list(keys))


def public() -> QuerySet[Institution]:
    return Institution.objects.filter(is_public=True)


def founded() -> QuerySet[Institution]:
    """All of them, public or not, the newest first: for who looks after the installation."""
    return Institution.objects.order_by("-founded_at", "slug")


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


def months() -> str:
    """The names of months of the institution in whose scope something is said; outside of any, those of most."""
    return getattr(get_scope().get("institution"), "months", Months.PLAIN.value)


def terms(institution: Institution) -> QuerySet[Term]:
    """What the institution calls things, in the order they were added; inside its scope."""
    found: QuerySet[Term] = Term.objects.filter(institution=institution)
    return found


def term(institution: Institution, uid: str) -> Term | None:
    return terms(institution).filter(uid=uid).first()
