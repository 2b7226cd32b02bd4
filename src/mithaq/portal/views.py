"""The public pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from mithaq.compacts import selectors as compacts
from mithaq.foundation import attached, languages, pacing
from mithaq.foundation.access import Permission, may
from mithaq.institutions import selectors as institutions
from mithaq.people import selectors as people
from mithaq.portal import feeds, lived, pictures
from mithaq.portal import selectors as portal

YEAR = 365 * 24 * 3600
ENTRIES_SHOWN = 5


class Public(Permission, TemplateView):
    """A page anybody may read; the language it was read in is kept for the next visit to the bare address."""

    permission_required = "foundation.visit"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().get(request, *args, **kwargs)
        code = languages.current()
        if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != code:
            answer.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, samesite="Lax", secure=request.is_secure()
            )
        return answer


class Front(Public):
    """What Mithaq is, who uses it here, and a line of a real report with its sources."""

    template_name = "portal/front.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        example = portal.example(lang=languages.current())
        mine = people.institutions_of(self.request.user, on=localdate())
        may_found = may(self.request.user, "institutions.found")
        more: dict[str, Any] = {"cards": portal.cards(), "mine": mine, "may_found": may_found}
        if example:
            more |= {"example_of": example[0], "example": example[1].lines[0], "example_uid": example[1].uid}
        return super().get_context_data(**kwargs, **more)


class About(Public):
    """How it works, on what sources, under which licence."""

    template_name = "portal/about.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trail = [(_("Mithaq"), f"/{languages.current()}/"), (_("How it works"), "")]
        return super().get_context_data(**kwargs, trail=trail)


class Home(Public):
    """An institution as everybody may see it."""

    permission_required = "institutions.visit"
    template_name = "portal/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        institution = self.request.institution  # type: ignore[attr-defined]
        reader = self.request.user
        latest = portal.latest(institution, to=reader, lang=languages.current())
        standing = lived.lived(institution, to=reader, on=localdate())
        amount = portal.amount(institution, to=reader)
        return super().get_context_data(
            **kwargs,
            compact=compacts.by_key(institution.compact),
            lived=standing,
            evidence=amount,
            latest=latest,
            addresses=_addresses(institution.slug, latest) if latest else {},
            newest=portal.newest_documents(institution, to=reader),
            releases=portal.newest_releases(institution, to=reader),
            feeds=[(key, title) for key, (title, _entries) in feeds.FEEDS.items()],
            may_draft=may(reader, "blueprints.draft", institution),
            figures=pictures.draw_all(latest) if latest or amount.documents else {},
            entries=institutions.minute(institution, whole=False)[:ENTRIES_SHOWN],
        )


def _addresses(slug: str, latest: portal.Latest) -> dict[str, str]:
    """Where the newest report is read, and taken away in two forms."""
    place: dict[str, str | int] = {"institution": slug, "uid": latest.uid}
    page, file = ("synthesis:synthesis", "exchange:report")
    if latest.release:
        place, page, file = place | {"number": latest.release.number}, "synthesis:release", "exchange:release"
    files = {form: reverse(file, kwargs=place | {"format": form}) for form in ("pdf", "docx")}
    return {"page": reverse(page, kwargs=place), **files}


@pacing.paced(pacing.FILES)
class FigureFile(Permission, View):
    """One figure of the home as a file; the same reader, the same numbers."""

    permission_required = "institutions.visit"

    def get(self, request: HttpRequest, institution: str, key: str, form: str) -> HttpResponse:
        if key not in pictures.FIGURES or form not in attached.FIGURE_TYPES:
            raise Http404
        latest = portal.latest(
            request.institution, to=request.user, lang=languages.current()  # type: ignore[attr-defined]
        )  # fmt: skip
        drawn = pictures.FIGURES[key](latest)
        if drawn is None:
            raise Http404
        return attached.figure(drawn, form, f"{institution}-{key}")
