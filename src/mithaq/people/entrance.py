"""The way in for who is no member yet: an entry of the menu, where members are found on application."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate

from mithaq.foundation.access import may
from mithaq.institutions.selectors import charter_of
from mithaq.people.criteria import APPLIED_FOR, membership


def is_open(request: HttpRequest) -> bool:
    """For visitors who are no members, where the charter lets them ask; who is not signed in must do so first."""
    institution: Any = getattr(request, "institution", None)
    if institution is None or not institution.is_public or may(request.user, "people.see", institution):
        return False
    clause = membership(charter_of(institution, on=localdate()))
    return clause is not None and clause["selection"] in APPLIED_FOR
