"""Addresses of the API: without a language, for an answer holds all three."""

from __future__ import annotations

from functools import cache

from django.urls import URLPattern, URLResolver, path, re_path

from mithaq.foundation import pacing
from mithaq.portal.api import door, refusals
from mithaq.portal.api.description import description, parameters
from mithaq.portal.api.operations import api

refusals.teach(api)

app_name = "api"


@cache
def _takes() -> dict[str, frozenset[str]]:
    return parameters()


def _behind_the_door(pattern: URLPattern | URLResolver) -> URLPattern:
    assert isinstance(pattern, URLPattern)
    name = pattern.name or ""
    pace = pacing.REPORTS if name == "report" else pacing.READING
    pattern.callback = door.opened(pattern.callback, lambda: _takes().get(name, frozenset()), pace)
    return pattern


_operations = [_behind_the_door(one) for one in api.urls[0] if getattr(one, "name", "") != "api-root"]

urlpatterns = [
    path("openapi.json", door.opened(description, frozenset), name="openapi"),
    *_operations,
    re_path("", door.opened(door.nowhere, frozenset), name="nowhere"),
]
