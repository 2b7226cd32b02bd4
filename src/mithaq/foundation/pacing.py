"""How often somebody may ask for what programmes ask for in a loop, so that nobody takes the house from the others.

Counted by account where somebody is signed in, else by address: behind one may sit a hall, or half a city. So much is
there at once, and it fills up evenly: a wait is a matter of seconds. Only asking is counted, and only where a view says
`@paced`; votes, ballots and forms never are. In the memory of each process (foundation.allowances): nothing is written,
and nothing is read but the session of whoever shows one, since behind an address that is used up an account is not.
`MITHAQ_LIMITS` says how many times as much it may be; with 0 nothing is counted.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.timezone import now

from mithaq.foundation.allowances import Allowance, of_address

log = logging.getLogger("mithaq.pacing")

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Pace:
    """`most` at once, and that many again in `each`."""

    key: str
    most: int
    each: timedelta


# So that the loop of one client takes about a tenth of a processor, whatever it asks for (docs/benchmarks.md).
READING = Pace("reading", 100, timedelta(seconds=20))  # answers of the API, feeds
SEARCHING = Pace("searching", 120, timedelta(minutes=1))
FILES = Pace("files", 120, timedelta(minutes=2))  # made when they are asked for; a hall may want one at once
BOARDS = Pace("boards", 600, timedelta(minutes=10))  # of ballot boxes: a hall may check its votes all at once
REPORTS = Pace("reports", 30, timedelta(seconds=30))  # whole, for machines: every quotation is compared


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one question: how many more may follow it at once, or how many seconds it has to wait."""

    pace: Pace
    most: int
    left: int
    wait: int

    def tell(self, answer: HttpResponse) -> HttpResponse:
        """As draft-ietf-httpapi-ratelimit-headers words it."""
        each = round(self.pace.each.total_seconds())
        answer["RateLimit-Policy"] = f'"{self.pace.key}";q={self.most};w={each}'
        answer["RateLimit"] = f'"{self.pace.key}";r={self.left}'
        if self.wait:
            answer["Retry-After"] = str(self.wait)
        return answer


def paced(pace: Pace) -> Callable[[View], View]:
    """For a view: it is answered so often, and then with 429."""

    def mark(view: View) -> View:
        view.pace = pace  # type: ignore[attr-defined]
        return view

    return mark


def count(request: HttpRequest, pace: Pace) -> Told | None:
    """Nothing where nothing is counted."""
    if not settings.LIMITS:
        return None
    at = now()
    kept, who = allowance(pace, settings.LIMITS), _who(request, at)
    wait = 0 if kept.takes(who, at=at) else kept.wait(who, at=at)
    return Told(pace, kept.most, kept.left(who, at=at), wait)


def a_minute(pace: Pace) -> int | None:
    """How often it is answered without a pause; nothing where nothing is counted."""
    if not settings.LIMITS:
        return None
    return round(allowance(pace, settings.LIMITS).most * timedelta(minutes=1) / pace.each)


@cache
def allowance(pace: Pace, times: float) -> Allowance:
    return Allowance(max(1, round(pace.most * times)), pace.each)


def _who(request: HttpRequest, at: datetime) -> Hashable:
    """A session is read only where one is shown, and counts for nothing unless it is somebody's."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        return request.user.pk
    if "X-Forwarded-For" in request.headers and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        warn_of_a_proxy()
    try:
        return of_address(get_adapter().get_client_ip(request), at=at)
    except PermissionDenied:  # no address
        return ""


@cache
def warn_of_a_proxy() -> None:
    """Once a process: nobody who is told to wait would know why."""
    log.warning(
        "A request came by a proxy, or says so (X-Forwarded-For), and MITHAQ_PROXY trusts none: all who come by it are"
        " counted as one address, and may soon be told to wait. docs/operate.md"
    )


class Paced:
    """Refuses what is asked for too often before the page does anything: 429, in the language of the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        pace = getattr(getattr(view, "view_class", view), "pace", None)
        if pace is None or request.method not in ("GET", "HEAD"):
            return None
        counted = count(request, pace)
        if counted is None or not counted.wait:
            return None
        answer = HttpResponse(render_to_string("429.html"), status=429)
        answer["Cache-Control"] = "no-store"
        return counted.tell(answer)
