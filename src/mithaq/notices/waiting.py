"""How many notices wait, for the menu of every page."""

from __future__ import annotations

from django.http import HttpRequest

from mithaq.notices import selectors


def unread(request: HttpRequest) -> int:
    """Asked once a request, however often the menu is drawn."""
    known = getattr(request, "_unread_notices", None)
    if known is None:
        known = selectors.unread(request.institution, request.user)  # type: ignore[attr-defined, arg-type]
        request._unread_notices = known  # type: ignore[attr-defined]
    return int(known)
