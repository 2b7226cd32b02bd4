"""A draft looked at whole before it is adopted: what stands in the way, and what must be known."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mithaq.evidence import selectors as evidence
from mithaq.evidence.selectors import Passage
from mithaq.foundation import languages
from mithaq.institutions import selectors as institutions

# making and material import the plan of this package: as modules, whichever is asked for first
from mithaq.synthesis import counts, frozen, material, terms
from mithaq.synthesis.enums import Status
from mithaq.synthesis.findings import Finding, about, faults
from mithaq.synthesis.models import Citation, Line, LineRendition, Synthesis


@dataclass(frozen=True, slots=True)
class Checked:
    """What a draft looked like when it was looked at. `seen` is its fingerprint: a release names the one it is of."""

    findings: tuple[Finding, ...]
    seen: str
    lines: int
    cited: int

    @property
    def faults(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.weight == "fault")

    @property
    def notes(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.weight == "note")


def check(synthesis: Synthesis) -> Checked:
    """What stands in the way of a release, and what whoever releases must know. Nothing is written.

    Faults: nothing is written yet; a line without citation, or of withdrawn documents only; a quotation that does not
    stand in its original; a passage that was put aside when its file was replaced. Notes: a translation that is stale
    or missing, a citation of a withdrawn document beside others, a count that counts nothing, a word that is avoided.
    """
    lines = list(
        Line.objects.filter(section__synthesis=synthesis, status=Status.CONFIRMED, renditions__is_original=True)
        .select_related("section")
        .prefetch_related("renditions")
        .order_by("section__order", "order")
    )
    citations = list(
        Citation.objects.filter(line__in=lines)
        .select_related("passage__rendition__document")
        .order_by("line__section__order", "line__order", "order")
    )
    _place(lines)
    by_line: dict[int, list[Passage]] = {line.pk: [] for line in lines}
    for citation in citations:
        by_line[citation.line_id].append(citation.passage)
    cited = {c.passage_id: c.passage for c in citations}
    wrong = faults(p for p in cited.values() if not p.document.is_withdrawn)
    found: list[Finding] = [] if lines else [Finding("nothing-written")]
    known = list(institutions.terms(synthesis.institution))
    empty = _empty_counts(synthesis, lines, by_line)
    for line in lines:
        found += _about_citations(line, by_line[line.pk], wrong)
        found += _about_renditions(line)
        found += _about_words(line, known)
        found += [Finding("empty-count", "note", _where(line) | {"count": c}, line=line.uid) for c in empty[line.pk]]
    return Checked(tuple(found), _seen(lines, citations), len(lines), len(cited))


def _about_citations(line: Line, passages: Sequence[Passage], wrong: Mapping[int, str]) -> list[Finding]:
    where = _where(line)
    if not passages:
        return [Finding("no-citation", facts=where, line=line.uid)]
    gone = [p for p in passages if p.document.is_withdrawn]
    if len(gone) == len(passages):
        return [Finding("withdrawn-only", facts=where, line=line.uid)]
    found = [Finding("withdrawn-beside", "note", where | {"count": len(gone)}, line=line.uid)] if gone else []
    for passage in passages:
        if passage.document.is_withdrawn:
            continue
        key = wrong.get(passage.pk) or ("" if passage.is_current else "put-aside")
        if key:
            facts = where | about(passage)
            found.append(Finding(key, "fault", facts, line.uid, passage.document.uid, passage.uid))
    return found


def _about_renditions(line: Line) -> list[Finding]:
    renditions = {r.lang: r for r in line.renditions.all()}
    original = next(r for r in renditions.values() if r.is_original)
    langs = {
        "stale": [code for code, own in sorted(renditions.items()) if is_stale(own, original)],
        "missing": [code for code in languages.CODES if code not in renditions],
    }
    return [Finding(key, "note", _where(line) | {"langs": some}, line=line.uid) for key, some in langs.items() if some]


def _about_words(line: Line, known: Sequence[terms.Term]) -> list[Finding]:
    """Words the institution avoids, each once a line."""
    found = {
        (seen.found, seen.preferred): None
        for rendition in sorted(line.renditions.all(), key=lambda r: r.lang)
        for seen in terms.check(rendition.text, rendition.lang, known)
    }
    return [
        Finding("term", "note", _where(line) | {"found": word, "term": preferred}, line=line.uid)
        for word, preferred in found
    ]


def _empty_counts(
    synthesis: Synthesis, lines: Sequence[Line], cited: Mapping[int, Sequence[Passage]]
) -> dict[int, list[str]]:
    """The counts of each line, as they are written, that count nothing or nobody can tell."""
    asked = {line.pk: {c for r in line.renditions.all() for c in counts.counts(r.text)} for line in lines}
    if not any(asked.values()):
        return {key: [] for key in asked}
    documents = [s.document for s in synthesis.sources.select_related("document__contributor")]
    documents = [document for document in documents if not document.is_withdrawn]
    contributors = material.contributors_of(documents)
    wide = any(count.conditions for some in asked.values() for count in some)
    everything = material.everything_said(documents, contributors) if wide else counts.NOTHING
    keys = {p.pk for key, some in asked.items() if some for p in cited[key]}
    facts = {r.pk: counts.fact_of(r, contributors) for r in evidence.readings(documents, among=keys)}
    found = {}
    for key, some in asked.items():
        basis = counts.Basis([facts[p.pk] for p in cited[key] if p.pk in facts], everything)
        found[key] = sorted({f"{{{count.written}}}" for count in some if not basis.value(count)})
    return found


def is_stale(rendition: LineRendition, original: LineRendition) -> bool:
    """A translation of a wording that is no longer the original's."""
    return not rendition.is_original and rendition.made_from != original.version


def _place(lines: Sequence[Line]) -> None:
    """Lines are called by their place among those written in their section, as the release shows them."""
    counted: Counter[int] = Counter()
    for line in lines:
        counted[line.section_id] += 1
        line.order = counted[line.section_id]


def _where(line: Line) -> dict[str, Any]:
    original = next((r for r in line.renditions.all() if r.is_original), None)
    section = line.section
    return {
        "section": str(section.objective or section.question or ""),
        "line": line.order,
        "said": (original.text if original else "")[:80],
    }


def _seen(lines: Sequence[Line], citations: Sequence[Citation]) -> str:
    """Changes with every word, translation, citation and place of what would be released."""
    told = [
        [
            [line.uid, line.section.key, line.order, line.act]
            + [[r.lang, r.text, r.version, r.made_from, r.is_original, r.by_name] for r in _in_order(line)]
            for line in lines
        ],
        [[c.line_id, c.order, c.passage.uid, c.passage.document.is_withdrawn] for c in citations],
    ]
    return hashlib.sha256(frozen.canonical(told).encode()).hexdigest()


def _in_order(line: Line) -> list[LineRendition]:
    return sorted(line.renditions.all(), key=lambda r: r.lang)
