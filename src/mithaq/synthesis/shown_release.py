"""A frozen report as it is shown today: linked to this house, and without the words of what was withdrawn since."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils import translation

from mithaq.foundation.fields import Words
from mithaq.synthesis import citing, frozen, release_words
from mithaq.synthesis.models import Release
from mithaq.synthesis.report import Adoption, Label, Line, Matrix, Quote, Report, Source
from mithaq.synthesis.verifying import report_of, withdrawn_of


def showable(release: Release, lang: str, *, withdrawn: Collection[str] | None = None) -> Report:
    """The report in one language as it may be shown now. No addresses in it.

    `withdrawn` are its documents that were withdrawn since, where the caller has asked for several at once.
    """
    return without(report_of(release, lang), withdrawn_of(release) if withdrawn is None else withdrawn)


def without(report: Report, withdrawn: Collection[str]) -> Report:
    """The same report, where nothing of these documents is told but that they were cited.

    Their words, titles, names and speakers go; numbers, digests and counts stay, so that [n] is the same for ever.
    """
    gone = {source.number for source in report.sources if source.uid in withdrawn}
    if not gone:
        return report
    with translation.override(report.lang):
        return _emptied(report, gone, withdrawn)


def _emptied(report: Report, gone: Collection[int], withdrawn: Collection[str]) -> Report:
    return replace(
        report,
        sources=tuple(_untitled(s, report.lang) if s.number in gone else s for s in report.sources),
        sections=tuple(
            replace(s, lines=tuple(_unsaid(line, gone, report.lang) for line in s.lines)) for s in report.sections
        ),
        matrices=tuple(_unnamed(m, gone, report.lang) for m in report.matrices),
        evidence=tuple(row for row in report.evidence if row.document not in withdrawn),
    )


def linked(report: Report, institution: str, *, withdrawn: Collection[str] = ()) -> Report:
    """Passages and documents with their addresses in this house; what was withdrawn has none."""
    gone = {source.number for source in report.sources if source.uid in withdrawn}

    def url(name: str, uid: str, number: int) -> str:
        return "" if number in gone else reverse(f"evidence:{name}", kwargs={"institution": institution, "uid": uid})

    def quoted(line: Line) -> Line:
        return replace(line, quotes=tuple(replace(q, url=url("passage", q.passage, q.source)) for q in line.quotes))

    return replace(
        report,
        sources=tuple(replace(s, url=url("document", s.uid, s.number)) for s in report.sources),
        sections=tuple(replace(s, lines=tuple(map(quoted, s.lines))) for s in report.sections),
    )


def _untitled(source: Source, lang: str) -> Source:
    return replace(source, title=Label(release_words.withdrawn_title(), lang), file_name="", origin="", licence="")


def _unsaid(line: Line, gone: Collection[int], lang: str) -> Line:
    return replace(line, quotes=tuple(_silent(q, lang) if q.source in gone else q for q in line.quotes))


def _silent(quote: Quote, lang: str) -> Quote:
    return replace(
        quote, text=release_words.withdrawn(), lang=lang, speaker="", countries=(), headings=(), start=0, end=0, page=0
    )


def _unnamed(matrix: Matrix, gone: Collection[int], lang: str) -> Matrix:
    if matrix.key != "document" or len(matrix.keys) != len(matrix.columns):
        return matrix
    columns = [
        Label(release_words.withdrawn_title(), lang) if key in {str(n) for n in gone} else column
        for key, column in zip(matrix.keys, matrix.columns, strict=True)
    ]
    return replace(matrix, columns=tuple(columns))


def cited_as(release: Release, lang: str, *, address: str) -> Report:
    """What files of a release print: as it may be shown now, with what was adopted in front of it."""
    report = showable(release, lang)
    with translation.override(lang):
        adoption = Adoption(
            number=release.number,
            adopted_by=Label(Words(release.adopted_by).in_(lang), Words(release.adopted_by).lang_for(lang)),
            adopted_on=release.adopted_on,
            digest=release.digest,
            citation=citing.sentence(release, address),
            address=address,
            note=Label(Words(release.note).in_(lang), Words(release.note).lang_for(lang)),
        )
    return replace(report, adoption=adoption)


def handed_out(release: Release) -> tuple[dict[str, Any], frozenset[str]]:
    """What the release says, as it may be handed out now, and the documents whose words are no longer in it."""
    said, gone = frozen.said(release), withdrawn_of(release)
    if gone:
        said["content"] = {lang: frozen.to_json(showable(release, lang, withdrawn=gone)) for lang in release.content}
    return said, gone
