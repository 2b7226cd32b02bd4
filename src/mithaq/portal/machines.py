"""What search engines ask for: where they may go, and the public pages in three languages."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.views.decorators.http import require_safe

from mithaq.foundation import languages
from mithaq.institutions import selectors as institutions

CLOSED = ("account", "theme", "jobs", "letters")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *"]
    lines += [f"Disallow: /{code}/{part}/" for code in languages.CODES for part in CLOSED]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Each page once a language, with its sisters beside it. A closed institution is not in it."""
    entries = []
    for name, more in _pages():
        urls = {}
        for code in languages.CODES:
            with translation.override(code):
                urls[code] = escape(request.build_absolute_uri(reverse(name, kwargs=more)))
        sisters = "".join(f'<xhtml:link rel="alternate" hreflang="{c}" href="{url}"/>' for c, url in urls.items())
        entries += [f"<url><loc>{url}</loc>{sisters}</url>" for url in urls.values()]
    return HttpResponse(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
        f"{''.join(entries)}</urlset>\n",
        content_type="application/xml",
    )


def _pages() -> Iterator[tuple[str, dict[str, str]]]:
    yield "portal:front", {}
    yield "portal:about", {}
    for institution in institutions.public():
        yield "portal:home", {"institution": institution.slug}
