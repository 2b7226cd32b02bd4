"""Adopting a draft: every quotation compared again, frozen under the next number."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
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

# making and material import the plan of this package: as modules, whichever is asked for first
from mithaq.synthesis import frozen, making, release_words
from mithaq.synthesis.findings import Finding
from mithaq.synthesis.models import Release, ReleaseCitation, Synthesis
from mithaq.synthesis.report import Report
from mithaq.synthesis.services import telling
from mithaq.synthesis.services.checking import check


class NotReady(Exception):
    """A release that cannot be made yet: `findings` say what stands in its way, each naming where."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(", ".join(f.key for f in findings))
        self.findings = tuple(findings)


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
