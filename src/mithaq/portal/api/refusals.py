"""Refusals in one shape, whatever refused."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from mithaq.evidence.selectors import Unfaithful
from mithaq.portal.api import door
from mithaq.portal.api.asked import Missing


def teach(api: NinjaAPI) -> None:
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(Missing, _missing)
    api.add_exception_handler(Unfaithful, _altered)


def _invalid(request: HttpRequest, why: ValidationError | type[ValidationError]) -> HttpResponse:
    errors = why.errors if isinstance(why, ValidationError) else []
    return door.problem(422, fields=[{"parameter": str(e["loc"][-1]), "problem": str(e["msg"])} for e in errors])


def _missing(request: HttpRequest, why: Missing | type[Missing]) -> HttpResponse:
    return door.problem(404)


def _altered(request: HttpRequest, why: Unfaithful | type[Unfaithful]) -> HttpResponse:
    return door.problem(409)
