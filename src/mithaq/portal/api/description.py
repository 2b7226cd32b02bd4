"""The API described: the OpenAPI document, and the same for people."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.functional import Promise

from mithaq.portal.api.operations import api
from mithaq.portal.api.summaries import PARAMETERS, STATUSES, SUMMARIES

ROOT = "/api/v1"
EVERYWHERE = ("304", "405", "406", "429")
"""What any operation may answer, because of its door."""
ETAG = {"schema": {"type": "string"}, "description": "Give it back as If-None-Match."}
RETRY_AFTER = {
    "schema": {"type": "integer", "minimum": 1},
    "required": True,
    "description": "After how many seconds to go on.",
}
LIMITS = {
    "RateLimit-Policy": {
        "schema": {"type": "string"},
        "description": "How much may be asked at once (q), and again in how many seconds (w).",
    },
    "RateLimit": {
        "schema": {"type": "string"},
        "description": "How much more may be asked at once (r) of the process that answers.",
    },
}


@cache
def document() -> dict[str, Any]:
    """What can be asked and what is answered, with every status there is."""
    made = copy.deepcopy(dict(api.get_openapi_schema(path_prefix=ROOT)))
    problem = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for ways in made["paths"].values():
        for told in ways.values():
            name = told["operationId"]
            told["summary"] = in_english(SUMMARIES[name])
            for parameter in told.get("parameters", ()):
                parameter["description"] = in_english(PARAMETERS[parameter["name"]])
            told["responses"] = {str(status): answer for status, answer in told["responses"].items()}
            for status in EVERYWHERE:
                told["responses"][status] = {} if status == "304" else {"content": problem}
            for status, answer in told["responses"].items():
                answer["description"] = in_english(STATUSES[status])
            told["responses"]["200"]["headers"] = {"ETag": ETAG, **LIMITS}
            told["responses"]["429"]["headers"] = {"Retry-After": RETRY_AFTER, **LIMITS}
    return made


def in_english(words: Promise) -> str:
    with translation.override("en"):
        return str(words)


def operations() -> list[tuple[str, dict[str, Any]]]:
    """Every address with what is told of it."""
    return [(path, told) for path, ways in document()["paths"].items() for told in ways.values()]


def parameters() -> dict[str, frozenset[str]]:
    """Which query parameters each operation takes, by its name."""
    return {
        told["operationId"]: frozenset(p["name"] for p in told.get("parameters", ()) if p["in"] == "query")
        for _path, told in operations()
    }


@dataclass(frozen=True, slots=True)
class Shown:
    """An operation as the page for people shows it."""

    asked: str
    summary: str
    parameters: tuple[tuple[str, str, bool], ...]
    statuses: tuple[tuple[str, str], ...]


def shown() -> list[Shown]:
    """Every operation, worded in the active language."""
    return [
        Shown(
            f"GET {path}",
            str(SUMMARIES[told["operationId"]]),
            tuple((p["name"], str(PARAMETERS[p["name"]]), p["in"] == "path") for p in told.get("parameters", ())),
            tuple((status, str(STATUSES[status])) for status in sorted(told["responses"])),
        )
        for path, told in operations()
    ]


def description(request: HttpRequest) -> HttpResponse:
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})
