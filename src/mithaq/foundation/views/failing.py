"""The page of what failed: 503 where the database gave no answer in time, which may be tried again; else 500."""

from __future__ import annotations

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.defaults import server_error

AGAIN = 5  # seconds


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler of errors nobody caught; called while the error is at hand."""
    answer = server_error(request)
    if isinstance(sys.exc_info()[1], OperationalError):
        answer.status_code = 503
        answer["Retry-After"] = str(AGAIN)
    return answer
