"""Headers that Django has no setting for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.constants import HEADER
from csp.middleware import CheckableLazyObject, CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

# What no page here asks a device for. Passkeys stay allowed: they are how people sign in.
POWERS = ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
REFUSED = ", ".join(f"{power}=()" for power in POWERS)

# For a page whose address is a secret: whoever it leads to learns the house, not the page. "no-referrer" would say
# less, but a browser then sends its forms from nowhere (`Origin: null`), and they are refused as forged.
WITHOUT_ADDRESS = "strict-origin"

_ITS_OWN = ("_csp_config", "_csp_update", "_csp_replace", "_csp_exempt")


class Policy(CSPMiddleware):
    """The policy of the house is worded once; an answer with a nonce, or one that says otherwise, has its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        told: dict[str, Any] = settings.CONTENT_SECURITY_POLICY
        tried = getattr(settings, "CONTENT_SECURITY_POLICY_REPORT_ONLY", None)
        self._is_one = set(told) == {"DIRECTIVES"} and not tried
        self._policy = build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not self._is_one or settings.DEBUG or getattr(request, "_csp_nonce", None) or _has_its_own(response):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._policy)
        request.csp_nonce = CheckableLazyObject(self._csp_nonce_post_response)  # type: ignore[attr-defined]
        return response


def _has_its_own(response: HttpResponseBase) -> bool:
    said = response.__dict__
    return any(name in said or f"{name}_ro" in said for name in _ITS_OWN)


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
