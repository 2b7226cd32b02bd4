"""Headers that Django has no setting for."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# What no page here asks a device for. Passkeys stay allowed: they are how people sign in.
POWERS = ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
REFUSED = ", ".join(f"{power}=()" for power in POWERS)


class Permissions:
    """Tells browsers which powers of a device no page of ours will ever use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", REFUSED)
        return response


class Private:
    """What somebody signed in was shown stays with them: no cache, of the browser or on the way, keeps a copy.

    Stands behind the middleware that knows the account. Whoever comes with a session counts as signed in: to know
    better, the session and its account would be read also for those answers that need neither.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        response = self.get_response(request)
        if has_session or request.user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-store"
        return response
