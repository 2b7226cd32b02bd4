"""The API described: the OpenAPI document, and the same for people."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation

from mithaq.portal.api.operations import api
from mithaq.portal.api.summaries import SUMMARIES

ROOT = "/api/v1"
EVERYWHERE: dict[str, Any] = {
    "304": {"description": "Not modified: what you hold (If-None-Match) is still true."},
    "405": {"description": "Method not allowed"},
    "406": {"description": "Not acceptable"},
}


@cache
def document() -> dict[str, Any]:
    """What can be asked and what is answered, with every status there is."""
    made = copy.deepcopy(dict(api.get_openapi_schema(path_prefix=ROOT)))
    problem = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for ways in made["paths"].values():
        for told in ways.values():
            name = told["operationId"]
            with translation.override("en"):
                told["summary"] = str(SUMMARIES[name])
            told["responses"] = {str(status): answer for status, answer in told["responses"].items()}
            for status, answer in EVERYWHERE.items():
                told["responses"][status] = answer if status == "304" else {**answer, "content": problem}
            told["responses"]["200"]["headers"] = {
                "ETag": {"schema": {"type": "string"}, "description": "Give it back as If-None-Match."}
            }
    return made


def operations() -> list[tuple[str, dict[str, Any]]]:
    """Every address with what is told of it."""
    return [(path, told) for path, ways in document()["paths"].items() for told in ways.values()]


def parameters() -> dict[str, frozenset[str]]:
    """Which query parameters each operation takes, by its name."""
    return {
        told["operationId"]: frozenset(p["name"] for p in told.get("parameters", ()) if p["in"] == "query")
        for _path, told in operations()
    }


def description(request: HttpRequest) -> HttpResponse:
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})
