"""Atom feeds of an institution: its documents and its releases, in each language, for whoever reads them elsewhere.

Only what anybody may see stands in a feed, whoever fetches it: a reader of feeds keeps it and passes it on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as Tree

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from mithaq.evidence import selectors as evidence
from mithaq.foundation import languages, pacing
from mithaq.foundation.access import RoomPage
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution
from mithaq.synthesis import selectors as synthesis

ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOST = 50
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ANYBODY = None


@dataclass(frozen=True, slots=True)
class Entry:
    """`page` is a path of this site."""

    page: str
    title: Words
    at: datetime
    summary: str
    author: Words


def _documents(institution: Institution) -> Sequence[Entry]:
    rows = evidence.documents(institution, to=ANYBODY).select_related("contributor")[:MOST]
    return [
        Entry(
            _address("evidence:document", institution, uid=one.uid),
            one.title or Words({languages.current(): one.file_name}),
            one.deposited_at,
            evidence.wording.listed([evidence.wording.language(code) for code in one.languages]),
            one.contributor.name if one.contributor else institution.name,
        )
        for one in rows
    ]


def _releases(institution: Institution) -> Sequence[Entry]:
    rows = synthesis.releases(institution, to=ANYBODY)[:MOST]
    return [
        Entry(
            _address("synthesis:release", institution, uid=one.synthesis.uid, number=one.number),
            one.title,
            one.released_at,
            _("Release %(number)s, adopted by %(who)s") % {"number": one.number, "who": one.adopted_by},
            institution.name,
        )
        for one in rows
    ]


FEEDS: Mapping[str, tuple[Promise, Callable[[Institution], Sequence[Entry]]]] = {
    "documents": (gettext_lazy("Documents"), _documents),
    "releases": (gettext_lazy("Releases"), _releases),
}


@pacing.paced(pacing.READING)
class Feed(RoomPage, View):
    permission_required = "institutions.visit"
    namespace = "portal"

    def get(self, request: HttpRequest, institution: str, key: str) -> HttpResponse:
        if key not in FEEDS:
            raise Http404
        title, entries = FEEDS[key]
        home = self.institution
        written = atom(
            title=f"{home.name}: {title}",
            own=request.build_absolute_uri(request.path),
            home=request.build_absolute_uri(_address("portal:home", home)),
            since=home.founded_at,
            entries=entries(home),
            absolute=request.build_absolute_uri,
        )
        answer = HttpResponse(written, content_type="application/atom+xml; charset=utf-8")
        answer["Cache-Control"] = "no-cache"
        return answer


def atom(
    *, title: str, own: str, home: str, since: datetime, entries: Sequence[Entry], absolute: Callable[[str], str]
) -> bytes:
    """A feed as RFC 4287 has it. What XML cannot hold is left out of the texts; everything else is escaped."""
    lang = languages.current()
    Tree.register_namespace("", ATOM)
    feed = Tree.Element(f"{{{ATOM}}}feed", {LANG: lang})
    _text(feed, "id", own)
    _text(feed, "title", title)
    _text(feed, "updated", max((one.at for one in entries), default=since).isoformat())
    _link(feed, "self", own, "application/atom+xml")
    _link(feed, "alternate", home, "text/html")
    for one in entries:
        entry = Tree.SubElement(feed, f"{{{ATOM}}}entry")
        _text(entry, "id", absolute(one.page))
        _text(entry, "title", one.title.in_(lang), one.title.lang_for(lang))
        _text(entry, "updated", one.at.isoformat())
        _link(entry, "alternate", absolute(one.page), "text/html")
        _text(entry, "summary", one.summary)
        _text(Tree.SubElement(entry, f"{{{ATOM}}}author"), "name", one.author.in_(lang))
    return bytes(Tree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _text(parent: Tree.Element, name: str, text: str, lang: str = "") -> None:
    made = Tree.SubElement(parent, f"{{{ATOM}}}{name}", {LANG: lang} if lang else {})
    made.text = NO_XML.sub("", text)


def _link(parent: Tree.Element, rel: str, href: str, kind: str) -> None:
    Tree.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": href, "type": kind})


def _address(name: str, institution: Institution, **more: str | int) -> str:
    return reverse(name, kwargs={"institution": institution.slug, **more})
