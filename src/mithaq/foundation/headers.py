"""Headers that Django has no setting for."""

from __future__ import annotations

from collections.abc import Callable

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

    Stands behind the middleware that knows the account.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if signed_in or request.user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-store"
        return response
