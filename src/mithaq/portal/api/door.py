"""What every answer of the API has in common: its methods, its form, its caching, and the shape of refusals."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.csrf import csrf_exempt

from mithaq.foundation import pacing

View = Callable[..., HttpResponse]

METHODS = ("GET", "HEAD", "OPTIONS")
JSON = "application/json"
# What was public may be withdrawn any moment: a copy may be kept, and is asked about each time.
CACHING = "public, no-cache"
EXPOSED = "ETag, RateLimit, RateLimit-Policy, Retry-After"
SAID = {
    404: ("not-found", "There is nothing here that anybody may see."),
    405: ("method-not-allowed", "This API is for reading: GET, HEAD, OPTIONS."),
    406: ("not-acceptable", "Answers are application/json."),
    409: ("altered", "A quotation no longer matches its original; what holds it is not handed out."),
    422: ("invalid", "A parameter was not understood."),
    429: ("too-many", "So much was asked for that others would have had to wait: Retry-After says for how long."),
}


def problem(status: int, *, fields: Collection[Mapping[str, str]] | None = None) -> HttpResponse:
    """A refusal in its one shape."""
    error, message = SAID[status]
    told: dict[str, Any] = {"error": error, "message": message}
    if fields is not None:
        told["fields"] = list(fields)
    return HttpResponse(json.dumps(told), status=status, content_type=f"{JSON}; charset=utf-8")


def opened(view: View, known: Callable[[], Collection[str]], pace: pacing.Pace = pacing.READING) -> View:
    """The view behind the door. `known` are the parameters it takes: a misspelt filter must not answer with all."""

    @csrf_exempt
    @functools.wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            answer = HttpResponse(status=204)
            answer["Allow"] = ", ".join(METHODS)
            return _open_to_all(answer)
        counted = pacing.count(request, pacing.SEARCHING if request.GET.get("q") else pace)
        answer = problem(429) if counted and counted.wait else answered(request, *args, **kwargs)
        return _open_to_all(counted.tell(answer) if counted else answer)

    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refused = _refused(request, kwargs, known)
        if refused is not None:
            return refused
        asked, request.method = request.method, "GET"  # of a HEAD, the server leaves the body out
        answer = view(request, *args, **kwargs)
        request.method = asked
        return _unless_known(request, answer)

    return enter


def nowhere(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Any address below the API that is none."""
    return problem(404)


def _refused(
    request: HttpRequest, kwargs: Mapping[str, Any], known: Callable[[], Collection[str]]
) -> HttpResponse | None:
    if request.method not in METHODS:
        answer = problem(405)
        answer["Allow"] = ", ".join(METHODS)
        return answer
    if not accepts(request.headers.get("Accept", "")):
        return problem(406)
    if any("\0" in str(value) for value in kwargs.values()):
        return problem(404)
    takes = known()
    wrong = [
        {"parameter": name[:80], "problem": "unknown parameter" if name not in takes else "has a NUL character"}
        for name, values in request.GET.lists()
        if name not in takes or any("\0" in value for value in values)
    ]
    return problem(422, fields=wrong) if wrong else None


def accepts(header: str) -> bool:
    """Whether JSON is among what the header takes; no header takes anything."""
    if not header.strip():
        return True
    for part in header.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if kind in (JSON, "application/*", "*/*") and not any(_is_zero(p) for p in parameters):
            return True
    return False


def _is_zero(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    return name.strip() == "q" and value.strip().strip("0") in ("", ".")


def _unless_known(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """With the digest of the answer; 304 to whoever holds it already."""
    if answer.status_code != 200:
        return answer
    tag = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    held = parse_etags(request.headers.get("If-None-Match", ""))
    if tag in (one.removeprefix("W/") for one in held) or held == ["*"]:
        answer = HttpResponse(status=304)
        del answer["Content-Type"]
    answer["ETag"] = tag
    return answer


def _open_to_all(answer: HttpResponse) -> HttpResponse:
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Allow-Methods"] = ", ".join(METHODS)
    answer["Access-Control-Expose-Headers"] = EXPOSED
    answer["Cache-Control"] = CACHING if answer.status_code in (200, 304) else "no-store"
    answer["Content-Language"] = "ar, en, fr"
    patch_vary_headers(answer, ["Accept"])
    return answer
