"""Adopting a draft: looked at whole, every quotation compared again, frozen under the next number."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate

from mithaq.evidence import selectors as evidence
from mithaq.evidence.enums import Visibility
from mithaq.evidence.selectors import Passage
from mithaq.foundation import journal, languages
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.institutions import selectors as institutions

# making and material import the plan of this package: as modules, whichever is asked for first
from mithaq.synthesis import counts, frozen, making, material, release_words, terms
from mithaq.synthesis.enums import Status
from mithaq.synthesis.findings import Finding, about, faults
from mithaq.synthesis.models import Citation, Line, LineRendition, Release, ReleaseCitation, Synthesis
from mithaq.synthesis.report import Report
from mithaq.synthesis.services import telling


class NotReady(Exception):
    """A release that cannot be made yet: `findings` say what stands in its way, each naming where."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(", ".join(f.key for f in findings))
        self.findings = tuple(findings)


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

    @property
    def is_ready(self) -> bool:
        return not self.faults


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


def strictest(synthesis: Synthesis) -> str:
    """How open a release of it may be at most: no more than its most closed source, a withdrawn one included."""
    return evidence.strictest(source.document for source in synthesis.sources.select_related("document"))


def release(
    synthesis: Synthesis,
    *,
    title: Mapping[str, str],
    adopted_by: Mapping[str, str],
    adopted_on: date,
    note: Mapping[str, str],
    visibility: str,
    seen: str,
    by: Actor,
    at: datetime,
) -> Release:
    """Freeze what is written as the next Release.

    Refused (`NotReady`) while `check` finds a fault; when the draft is no longer the one that was `seen`; when it is to
    be more open than its most closed source; without a title and who adopted it; for a day that has not come. The draft
    stays open; the Release never changes.
    """
    with transaction.atomic():
        draft = Synthesis.objects.select_for_update(of=("self",)).select_related("institution").get(pk=synthesis.pk)
        list(draft.sections.select_for_update())  # nobody adds, moves or takes away meanwhile
        looked = check(draft)
        refused = [
            *looked.faults,
            *_about_adoption(draft, title, adopted_by, adopted_on, visibility, at),
            *([] if looked.seen == seen or looked.faults else [Finding("changed")]),
        ]
        if refused:
            raise NotReady(refused)
        last = Release.objects.filter(synthesis=draft).order_by("-number").first()
        made = Release(
            institution_id=draft.institution_id,
            synthesis=draft,
            number=last.number + 1 if last else 1,
            title=Words(title),
            adopted_by=Words(adopted_by),
            adopted_on=adopted_on,
            note=Words(note),
            visibility=visibility,
            released_at=at,
            by_uid=by.uid,
            by_name=by.name,
        )
        worded = _worded(draft, made)
        if check(draft).seen != seen:  # somebody wrote while it was being worded
            raise NotReady([Finding("changed")])
        if last and _says_the_same(last, made, worded):
            return last
        _keep(made, worded)
        journal.write(
            "synthesis.release",
            about=made,
            by=by,
            at=at,
            scope=draft.institution.uid,
            after={
                "synthesis": draft.uid,
                "number": made.number,
                "title": dict(made.title),
                "adopted_by": dict(made.adopted_by),
                "adopted_on": made.adopted_on.isoformat(),
                "visibility": made.visibility,
                "digest": made.digest,
                "lines": made.lines,
                "cited": made.cited,
            },
            public=made.visibility == Visibility.PUBLIC,
        )
        telling.release_made(made, at=at)
    return made


# ---- What stands in the way.


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


def _about_adoption(
    draft: Synthesis,
    title: Mapping[str, str],
    adopted_by: Mapping[str, str],
    adopted_on: date,
    visibility: str,
    at: datetime,
) -> list[Finding]:
    order = list(Visibility.values)
    most = strictest(draft)
    found = []
    if not any(title.values()):
        found.append(Finding("no-title"))
    if not any(adopted_by.values()):
        found.append(Finding("no-adopter"))
    if adopted_on > localdate(at):
        found.append(Finding("not-yet", facts={"day": adopted_on.isoformat()}))
    if visibility not in order or order.index(visibility) < order.index(most):
        found.append(Finding("too-open", facts={"most": most}))
    return found


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


# ---- What is frozen.


def _worded(draft: Synthesis, made: Release) -> tuple[Report, ...]:
    """The report in each language, as it is adopted: written lines, evidence that is cited, no unused words."""
    try:
        plain = making.reports(draft, languages.CODES, every_passage=True, linked=False, written_only=True)
    except evidence.Unfaithful as wrong:
        raise NotReady([Finding(wrong.why, passage=wrong.passage)]) from wrong
    kept = []
    for report in plain:
        with translation.override(report.lang):
            kept.append(_adopted(report, made))
    return tuple(kept)


def _adopted(report: Report, made: Release) -> Report:
    cited = {quote.passage for section in report.sections for line in section.lines for quote in line.quotes}
    renditions = [line.rendition for section in report.sections for line in section.lines]
    return replace(
        report,
        title=Words(made.title).in_(report.lang),
        subtitle=release_words.subtitle(made.number, made.adopted_by, made.adopted_on),
        made_at=made.released_at,
        status="confirmed",
        status_note=release_words.status_note(renditions.count("stale"), renditions.count("missing")),
        sections=tuple(
            replace(section, unused=tuple(replace(unused, passages=()) for unused in section.unused))
            for section in report.sections
        ),
        evidence=tuple(row for row in report.evidence if row.passage in cited),
    )


def _says_the_same(last: Release, made: Release, worded: Sequence[Report]) -> bool:
    """Whether a release would differ from the last in nothing but its number and its moment."""
    told = ("title", "adopted_by", "adopted_on", "note", "visibility")
    if any(getattr(last, name) != getattr(made, name) for name in told):
        return False

    def lasting(content: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in content.items() if name not in ("subtitle", "made_at")}

    fresh = {report.lang: lasting(frozen.to_json(report)) for report in worded}
    return fresh == {lang: lasting(content) for lang, content in last.content.items()}


def _keep(made: Release, worded: Sequence[Report]) -> None:
    first = worded[0]
    made.content = {report.lang: frozen.to_json(report) for report in worded}
    made.lines = sum(len(section.lines) for section in first.sections)
    rows = [
        (section.key, place, quote)
        for section in first.sections
        for place, line in enumerate(section.lines, start=1)
        for quote in line.quotes
    ]
    made.cited = len({quote.passage for _key, _place, quote in rows})
    made.digest = frozen.digest(frozen.said(made))
    made.save(force_insert=True)
    made.sources.set(source.document for source in made.synthesis.sources.select_related("document"))
    passages = _passages({quote.passage for _key, _place, quote in rows})
    ReleaseCitation.objects.bulk_create(
        (
            ReleaseCitation(
                institution_id=made.institution_id,
                release=made,
                passage=passages[quote.passage],
                document=passages[quote.passage].document,
                section=key,
                line=place,
                number=quote.number,
            )
            for key, place, quote in rows
        ),
        batch_size=500,
    )


def _passages(uids: Collection[str]) -> dict[str, Passage]:
    rows = Passage.objects.filter(uid__in=uids).select_related("rendition__document").defer("rendition__text")
    return {passage.uid: passage for passage in rows}
