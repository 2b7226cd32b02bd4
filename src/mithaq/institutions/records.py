"""The base of everything an institution holds: scoped, and closed outside its scope."""

from __future__ import annotations

from typing import Any

from django.db import models
from django_scopes import ScopedManager

from mithaq.foundation.records import Record


class Held(Record):
    """Belongs to one institution; reading it outside `scope(institution=…)` raises ScopeError."""

    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="+")

    objects: Any = ScopedManager(institution="institution")

    class Meta:
        abstract = True
