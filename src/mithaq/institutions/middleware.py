"""Puts the institution of the address, and its scope, on the request."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import get_language
from django_scopes import scope

from mithaq.foundation.access import may
from mithaq.institutions import selectors


class Scope:
    """Everything under `/<language>/<institution>/` runs inside that institution's scope; all else runs in none.

    An institution that the reader may not visit answers like one that does not exist: 404, without its name.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.institution = None  # type: ignore[attr-defined]
        slug = _slug(request.path_info, get_language() or "")
        if slug is None:
            return self.get_response(request)
        institution = selectors.by_slug(slug)
        if institution is None or not may(request.user, "institutions.visit", institution):
            return self.get_response(request)
        request.institution = institution  # type: ignore[attr-defined]
        with scope(institution=institution):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: dict[str, object]) -> None:
        if "institution" in kwargs and request.institution is None:  # type: ignore[attr-defined]
            raise Http404


@lru_cache(maxsize=2_000)
def _slug(path: str, language: str) -> str | None:
    """Of the institution in an address that is one of ours; the language is part of it. They never change."""
    try:
        found: str | None = resolve(path).kwargs.get("institution")
    except Resolver404:
        return None
    return found
