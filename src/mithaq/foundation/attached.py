"""A file to take away: what is written in the reader's language says so in its name, so that three languages stand
beside one another where they are saved."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from mithaq.foundation import languages
from mithaq.foundation.figures import Drawn

FIGURE_TYPES = {"svg": "image/svg+xml", "csv": "text/csv; charset=utf-8"}
Answer = TypeVar("Answer", bound=HttpResponseBase)


def spoken(name: str) -> str:
    """`map.csv` is `map-ar.csv` for who reads Arabic."""
    stem, dot, form = name.rpartition(".")
    return f"{stem}-{languages.current()}{dot}{form}" if stem else f"{name}-{languages.current()}"


def attached(answer: Answer, name: str) -> Answer:
    """The answer as a file to be saved under this name."""
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer


def figure(drawn: Drawn, form: str, name: str) -> HttpResponse:
    """A picture on its own ("svg"), or its table ("csv"), in the language it was drawn in."""
    said = drawn.file() if form == "svg" else drawn.table.csv()
    return attached(HttpResponse(said, content_type=FIGURE_TYPES[form]), spoken(f"{name}.{form}"))
