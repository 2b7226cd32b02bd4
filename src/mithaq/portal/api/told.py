"""Records as the API tells them: plain values for the shapes, nothing that is not on a public page as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mithaq.compacts.selectors import Category, Compact, Provision, State
from mithaq.evidence.selectors import Amount, Document, Passage
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution
from mithaq.portal.addresses import page
from mithaq.synthesis.selectors import Release, Synthesis


class Teller:
    """Tells records with labels in one language, or in all (`labels` empty)."""

    def __init__(self, labels: str = "") -> None:
        self.labels = labels

    def label(self, words: Mapping[str, str] | None) -> dict[str, str]:
        said = Words({code: text for code, text in (words or {}).items() if text})
        if not self.labels:
            return dict(said)
        return {said.lang_for(self.labels): said.in_(self.labels)} if said else {}

    def institution(self, one: Institution, seen: Amount) -> dict[str, Any]:
        return {
            "slug": one.slug,
            "name": self.label(one.name),
            "purpose": self.label(one.purpose),
            "compact": one.compact,
            "is_demonstration": one.is_demonstration,
            "public": {"documents": seen.documents, "passages": seen.passages, "languages": list(seen.languages)},
            "page": page("portal:home", one),
        }

    def document(self, one: Document) -> dict[str, Any]:
        return {
            "uid": one.uid,
            "title": self.label(one.title),
            "file_name": one.file_name,
            "media": one.media,
            "digest": one.digest,
            "size": one.size,
            "pages": one.pages,
            "passages": one.passage_count,
            "languages": list(one.languages),
            "year": one.year,
            "contributor": self.contributor(one),
            "origin": one.origin,
            "licence": one.licence,
            "is_simulated": one.is_simulated,
            "deposited_at": one.deposited_at,
            "page": page("evidence:document", one.institution, uid=one.uid),
            "file": page("evidence:original", one.institution, uid=one.uid),
        }

    def contributor(self, document: Document) -> dict[str, Any] | None:
        found = document.contributor
        if found is None:
            return None
        category = found.category.code if found.category else ""
        return {"uid": found.uid, "name": self.label(found.name), "country": found.country, "category": category}

    def passage(self, one: Passage) -> dict[str, Any]:
        """With `codings_shown` beside it (`evidence.with_codings`)."""
        codes = [
            {"scheme": c.scheme, "code": c.code, "name": c.name, "score": c.score, "status": c.status}
            for c in one.codings_shown  # type: ignore[attr-defined]
            if not c.is_obsolete
        ]
        return {
            "uid": one.uid,
            "document": one.document.uid,
            "number": one.number,
            "kind": one.kind,
            "lang": one.lang,
            "page_number": one.page,
            "start": one.start,
            "end": one.end,
            "text": one.text,
            "headings": list(one.headings),
            "is_current": one.is_current,
            "codes": codes,
            "page": page("evidence:passage", one.institution, uid=one.uid),
        }

    def synthesis(self, one: Synthesis) -> dict[str, Any]:
        return {
            "uid": one.uid,
            "title": self.label(one.title),
            "status": one.status,
            "made_at": one.drafted_at,
            "sources": one.source_count,  # type: ignore[attr-defined]
            "lines": one.line_count,  # type: ignore[attr-defined]
            "page": page("synthesis:synthesis", one.institution, uid=one.uid),
        }

    def release(self, one: Release) -> dict[str, Any]:
        draft = one.synthesis.uid
        return {
            "uid": one.uid,
            "synthesis": draft,
            "number": one.number,
            "title": self.label(one.title),
            "adopted_by": self.label(one.adopted_by),
            "adopted_on": one.adopted_on,
            "note": self.label(one.note),
            "digest": one.digest,
            "lines": one.lines,
            "cited": one.cited,
            "released_at": one.released_at,
            "page": page("synthesis:release", one.institution, uid=draft, number=one.number),
        }

    def compact(self, one: Compact) -> dict[str, Any]:
        return {
            "key": one.key,
            "name": self.label(one.name),
            "short_name": self.label(one.short_name),
            "instrument": one.instrument,
            "adopted_on": one.adopted_on,
            "address": one.link,
        }

    def provisions(self, ones: Iterable[Provision]) -> list[dict[str, Any]]:
        return [
            {
                "number": one.number,
                "letter": one.letter,
                "title": self.label(one.title),
                "short_title": self.label(one.short_title),
                "standing": {code: str(value) for code, value in one.standing.items()},
            }
            for one in ones
        ]

    def state(self, one: State) -> dict[str, Any]:
        groups = list(one.groups)
        return {"iso2": one.iso2, "iso3": one.iso3, "m49": one.m49, "name": self.label(one.name), "groups": groups}

    def category(self, one: Category) -> dict[str, Any]:
        return {
            "code": one.code,
            "name": self.label(one.name),
            "in_paragraph_44": one.in_paragraph_44,
            "standing": {code: str(value) for code, value in one.standing.items()},
        }
