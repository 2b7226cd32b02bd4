"""Which elections a reader may see: every way out asks here."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mithaq.elections.models import Election
from mithaq.institutions.selectors import Institution
from mithaq.people.rules import is_visitor


def elections(institution: Institution, *, to: Any) -> QuerySet[Election]:
    """Newest first. That an election runs is public where the institution is."""
    found: QuerySet[Election] = Election.objects.filter(institution=institution).select_related("institution", "body")
    return found if is_visitor(to, institution) else found.none()


def election(institution: Institution, uid: str, *, to: Any) -> Election | None:
    return elections(institution, to=to).filter(uid=uid).first()
