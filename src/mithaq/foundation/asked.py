"""What a visitor sends, as a database can hold it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_API = "/api/"


class Legible:
    """A NUL in a question or a form becomes a space: PostgreSQL takes none, wherever a view would ask it with one.

    The API refuses it by itself and says where it stands. A form is read when its token has been checked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if request.path.startswith(_API):
            return
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = _legible(request.GET)  # type: ignore[assignment]
        if request.method == "POST" and request.content_type in _FORMS and _has_nul(request.POST):
            request.POST = _legible(request.POST)  # type: ignore[assignment]


def _has_nul(given: QueryDict) -> bool:
    return any("\x00" in value for _name, values in given.lists() for value in values)


def _legible(given: QueryDict) -> QueryDict:
    read = QueryDict(mutable=True, encoding=given.encoding)
    for name, values in given.lists():
        read.setlist(name.replace("\x00", " "), [value.replace("\x00", " ") for value in values])
    read._mutable = False
    return read
