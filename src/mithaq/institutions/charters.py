"""The charter in force, read once for each text."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Min, QuerySet
from django_scopes import get_scope

from mithaq.foundation import quick
from mithaq.institutions.models import Charter, Institution
from mithaq.kernels import charter as kernel

_NONE = kernel.Charter(())


@lru_cache(maxsize=128)
def _read(digest: str, text: str) -> kernel.Charter:
    return kernel.read(text).charter


def version_of(institution: Institution, *, on: date) -> Charter | None:
    """The version in force on a day; none before the first. Every page asks it, and more than once: within the
    institution it is not worded anew.
    """
    here = get_scope()
    if here.get("_enabled", True) and here.get("institution") != institution:
        return _in_force(Charter.objects.filter(institution=institution), on).first()
    found = quick.rows(_question(), [institution.pk, on, on])
    return Charter.from_db(DEFAULT_DB_ALIAS, _FIELDS, _values(found[0])) if found else None


_FIELDS = [field.attname for field in Charter._meta.concrete_fields]
_TEXT = _FIELDS.index("text")


def _values(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """What `quick` remembers is small: the text is as the database gave it, and is neither compared nor kept."""
    told = quick.values(Charter, (*row[:_TEXT], "", *row[_TEXT + 1 :]))
    return (*told[:_TEXT], row[_TEXT], *told[_TEXT + 1 :])


def _in_force(versions: QuerySet[Charter], on: date) -> QuerySet[Charter]:
    return versions.filter(from_date__lte=on).exclude(until__lte=on).order_by("-number")


@cache
def _question() -> str:
    return _in_force(Charter._base_manager.filter(institution=0), date.min)[:1].query.sql_with_params()[0]


def versions(institution: Institution) -> list[Charter]:
    """All versions, the newest first."""
    return list(Charter.objects.filter(institution=institution).order_by("-number"))


def begun(institution: Institution) -> date | None:
    """The day from which the institution has a charter; the texts are not read for it."""
    found: date | None = Charter.objects.filter(institution=institution).aggregate(Min("from_date"))["from_date__min"]
    return found


def read(version: Charter | None) -> kernel.Charter:
    """The clauses of a version; a charter without clauses where there is no version. Read once a text."""
    return _NONE if version is None else _read(version.digest, version.text)


def charter_of(institution: Institution, *, on: date) -> kernel.Charter:
    """What the institution's charter says on a day; nothing where it has none."""
    return read(version_of(institution, on=on))
