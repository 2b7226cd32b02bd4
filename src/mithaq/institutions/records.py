"""The base of everything an institution holds: scoped, and closed outside its scope; and how the register words it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django_scopes import ScopedManager

from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.foundation.records import Record


class Held(Record):
    """Belongs to one institution; reading it outside `scope(institution=…)` raises ScopeError."""

    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="+")

    objects: Any = ScopedManager(institution="institution")

    class Meta:
        abstract = True


def note(
    act: str,
    about: Held,
    *,
    by: Actor,
    at: datetime,
    clause: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    public: bool = False,
) -> None:
    """One entry in the register of acts of the institution that holds the record."""
    scope = about.institution.uid
    journal.write(act, about=about, by=by, at=at, scope=scope, clause=clause, before=before, after=after, public=public)
