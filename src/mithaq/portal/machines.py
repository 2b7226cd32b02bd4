"""What search engines ask for: where they may go, and the public pages in three languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.views.decorators.http import require_safe
from django_scopes import scope

from mithaq.evidence import selectors as evidence
from mithaq.foundation import languages, pacing
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution
from mithaq.synthesis import selectors as synthesis

CLOSED = ("account", "theme", "jobs", "letters")
MOST = 5000
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
ANYBODY = None
Page = tuple[str, dict[str, Any]]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *"]
    lines += [f"Disallow: /{code}/{part}/" for code in languages.CODES for part in CLOSED]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@pacing.paced(pacing.FILES)
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page, or where there are too many for one file, the files that name them."""
    parts = _parts()
    if sum(length for _of, length in parts) <= MOST:
        return _answer(_urls(request, _slice(parts, 0, MOST)), "urlset")
    files = range(1, -(-sum(length for _of, length in parts) // MOST) + 1)
    named = (request.build_absolute_uri(reverse("sitemap_part", kwargs={"number": number})) for number in files)
    return _answer((f"<sitemap><loc>{escape(url)}</loc></sitemap>" for url in named), "sitemapindex")


@pacing.paced(pacing.FILES)
@require_safe
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """One file of those: so many pages, each in three languages."""
    parts = _parts()
    if not 1 <= number <= -(-sum(length for _of, length in parts) // MOST):
        raise Http404
    return _answer(_urls(request, _slice(parts, (number - 1) * MOST, number * MOST)), "urlset")


def _answer(entries: Iterator[str], kind: str) -> HttpResponse:
    alternate = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"' if kind == "urlset" else ""
    written = f'{XML}<{kind} xmlns="{SCHEMA}"{alternate}>{"".join(entries)}</{kind}>\n'
    return HttpResponse(written, content_type="application/xml")


def _urls(request: HttpRequest, pages: Iterator[Page]) -> Iterator[str]:
    """Each page once a language, with its sisters beside it."""
    site = request.build_absolute_uri("/").rstrip("/")
    for name, more in pages:
        urls = {}
        for code in languages.CODES:
            with translation.override(code):
                urls[code] = escape(site + reverse(name, kwargs=more))
        sisters = "".join(f'<xhtml:link rel="alternate" hreflang="{c}" href="{url}"/>' for c, url in urls.items())
        yield from (f"<url><loc>{url}</loc>{sisters}</url>" for url in urls.values())


Part = tuple[Callable[[int, int], Sequence[Page]], int]


def _parts() -> list[Part]:
    """Stretches of pages that follow each other: how to read some of each, and how long it is.

    A closed institution is not in it, nor what not everybody may see.
    """
    fixed: list[Page] = [("portal:front", {}), ("portal:about", {}), ("portal:api", {})]
    homes = list(institutions.public())
    for home in homes:
        fixed += [(name, {"institution": home.slug}) for name in ("portal:home", "portal:matrix", "portal:open_data")]
    parts: list[Part] = [(lambda start, stop: fixed[start:stop], len(fixed))]
    for home in homes:
        with scope(institution=home):
            for name, rows, columns in _records(home):
                parts.append((_reader(home, name, rows, columns), rows.count()))
    return parts


def _records(home: Institution) -> list[tuple[str, QuerySet[Any], dict[str, str]]]:
    """Kinds of page with a permanent address: its name, its records, and what of them stands in the address."""
    return [
        ("synthesis:release", synthesis.releases(home, to=ANYBODY), {"uid": "synthesis__uid", "number": "number"}),
        ("synthesis:synthesis", synthesis.syntheses(home, to=ANYBODY), {"uid": "uid"}),
        ("evidence:document", evidence.documents(home, to=ANYBODY), {"uid": "uid"}),
    ]


def _reader(
    home: Institution, name: str, rows: QuerySet[Any], columns: dict[str, str]
) -> Callable[[int, int], Sequence[Page]]:
    def read(start: int, stop: int) -> Sequence[Page]:
        with scope(institution=home):
            found = list(rows.order_by("pk").values_list(*columns.values())[start:stop])
        return [(name, {"institution": home.slug, **dict(zip(columns, row, strict=True))}) for row in found]

    return read


def _slice(parts: Sequence[Part], start: int, stop: int) -> Iterator[Page]:
    for read, length in parts:
        if start < length and stop > 0:
            yield from read(max(start, 0), min(stop, length))
        start, stop = start - length, stop - length
