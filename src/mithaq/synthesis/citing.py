"""How a release is cited: a sentence in the reader's language, BibTeX, CSL-JSON."""

from __future__ import annotations

import json
import re
from typing import Any

from django.utils.translation import gettext as _

from mithaq.evidence.selectors import wording as spoken
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.synthesis.models import Release
from mithaq.synthesis.release_words import day
from mithaq.synthesis.wording import number

_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_SPECIAL |= {sign: f"\\{sign}" for sign in "{}%&#$_"}
_UNWANTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+")


def sentence(release: Release, address: str) -> str:
    """Ready to be put into a note: who, what, which release, adopted by whom and when, where."""
    lang = languages.current()
    return _("%(institution)s. %(title)s. Release %(number)s, adopted by %(who)s on %(day)s. %(address)s") % {
        "institution": spoken.isolated(_said(release.institution.name, lang)),
        "title": spoken.isolated(_said(release.title, lang)),
        "number": number(release.number),
        "who": spoken.isolated(_said(release.adopted_by, lang)),
        "day": day(release.adopted_on),
        "address": spoken.isolated(address),
    }


def bibtex(release: Release, address: str) -> str:
    lang = languages.current()
    on = release.adopted_on
    facts = {
        "author": "{" + _tex(_said(release.institution.name, lang)) + "}",
        "title": "{" + _tex(_said(release.title, lang)) + "}",
        "edition": str(release.number),
        "note": _tex(_("Adopted by %(who)s") % {"who": _said(release.adopted_by, lang)}),
        "year": str(on.year),
        "month": f"{on.month:02}",
        "day": f"{on.day:02}",
        "url": address,
        "language": lang,
        "annote": f"SHA-256 {release.digest}",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in facts.items())
    return f"@techreport{{{release.synthesis.uid}-{release.number},\n{lines}\n}}\n"


def csl(release: Release, address: str) -> str:
    lang = languages.current()
    on = release.adopted_on
    item: dict[str, Any] = {
        "id": f"{release.synthesis.uid}-{release.number}",
        "type": "report",
        "title": _said(release.title, lang),
        "author": [{"literal": _said(release.institution.name, lang)}],
        "authority": _said(release.adopted_by, lang),
        "edition": str(release.number),
        "issued": {"date-parts": [[on.year, on.month, on.day]]},
        "URL": address,
        "language": lang,
        "note": f"SHA-256 {release.digest}",
    }
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


FORMS: dict[str, tuple[str, str, Any]] = {
    "bib": ("application/x-bibtex; charset=utf-8", "bib", bibtex),
    "csl": ("application/vnd.citationstyles.csl+json; charset=utf-8", "json", csl),
}


def _said(words: Any, lang: str) -> str:
    return _UNWANTED.sub(" ", Words(words).in_(lang)).strip()


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(sign, sign) for sign in text)
