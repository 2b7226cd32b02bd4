"""Telling persons something, once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from mithaq.institutions.selectors import Institution
from mithaq.notices.models import Notice
from mithaq.people.selectors import Person


def tell(
    institution: Institution,
    persons: Iterable[Person],
    kind: str,
    *,
    about: str,
    facts: Mapping[str, Any] | None = None,
    path: str = "",
    at: datetime,
) -> int:
    """Tell each of these persons, unless they were told the same about the same; how many notices are asked for.

    Called inside the scope of the institution and in the transaction of the act. `kind` reads room.what and is worded
    by that room (`wording.word`); `path` is an address without its language.
    """
    rows = [
        Notice(
            institution=institution,
            person=person,
            kind=kind,
            about=about,
            facts=dict(facts or {}),
            path=path,
            told_at=at,
        )
        for person in persons
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
