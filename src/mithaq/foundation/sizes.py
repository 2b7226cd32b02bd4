"""How much a visitor may send: asked before anything of it is read or written to the disk."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse


class Size:
    """Refuses a body by its announced size (400, worded by the page for bad requests).

    Without it, checking the token of a form would first keep every file somebody sends along, signed in or not.
    Stands behind the middleware that knows the account; nothing before it reads the body.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.META.get("CONTENT_LENGTH") or "0"
        if told.isdigit() and int(told) > self._most(request):
            raise RequestDataTooBig(told)
        return self.get_response(request)

    def _most(self, request: HttpRequest) -> int:
        takes_files = (
            request.path.rstrip("/").endswith(("/deposit", "/replace", "/import")) and request.user.is_authenticated
        )
        return int(settings.BODY_MOST_WITH_FILES if takes_files else settings.BODY_MOST)
