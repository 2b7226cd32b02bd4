"""What a charter says, on a page: its refusals and its clauses, each with the sentence it is taken from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mithaq.foundation import access
from mithaq.foundation.fields import Words
from mithaq.institutions import charters, findings
from mithaq.kernels.charter import Clause, Finding, Source

register = template.Library()
_ARABIC = re.compile("[\u0621-\u064a]")


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as a page shows it: the sentence, and the clause by its name, its id and its source sentences."""

    text: str
    clause: str
    name: Words
    sources: tuple[Source, ...]


@register.filter
def tongue(text: str) -> str:
    """The language of a source sentence, as far as its letters tell: "ar", or "" for not known."""
    return "ar" if _ARABIC.search(text) else ""


@register.filter
def worded(text: Any) -> Words:
    """A charter's words as a page's: `{{ clause.name|worded|label }}`."""
    return Words(text.as_dict()) if text else Words()


@register.simple_tag(takes_context=True)
def clause_id(context: Any, clause: str) -> SafeString:
    """The id of a clause, leading to where it stands in the charter, with its name and its sentences."""
    institution = getattr(context.get("request"), "institution", None)
    if institution is None:
        return format_html("<bdi><code>{}</code></bdi>", clause)
    charter = reverse("blueprints:charter", args=[institution.slug])
    return format_html('<a href="{}#{}"><bdi><code>{}</code></bdi></a>', charter, clause, clause)


@register.inclusion_tag("parts/sources.html")
def sources(clause: Clause) -> dict[str, Any]:
    """The sentences a clause is taken from, each in its own language, with its document."""
    return {"sources": clause.sources}


@register.inclusion_tag("parts/refusals.html", takes_context=True)
def refusals(context: Any, found: Iterable[Finding] | None = None, lead: str = "") -> dict[str, Any]:
    """Each finding that refuses an act, with its clause in the charter in force today; `lead` says what it means."""
    found = tuple(found or ())
    institution = getattr(context.get("request"), "institution", None)
    if not found or institution is None:
        return {"told": []}
    return {
        "told": tell(found, charters.charter_of(institution, on=access.today())),
        "institution": institution,
        "lead": lead,
    }


def tell(found: Iterable[Finding], charter: Any) -> list[Told]:
    """Findings with the names and source sentences of their clauses."""
    told = []
    for one in found:
        clause = charter.get(one.clause)
        name = Words(clause.name.as_dict()) if clause else Words()
        told.append(Told(findings.said(one), one.clause, name, clause.sources if clause else ()))
    return told
