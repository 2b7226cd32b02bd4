"""Making a report of a synthesis: plain values, worded in one language, every quotation compared with its original."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from django.urls import reverse
from django.utils import translation

import mithaq
from mithaq.evidence.selectors import Passage, Read
from mithaq.evidence.selectors import wording as spoken
from mithaq.foundation.fields import Words
from mithaq.synthesis import counts, wording
from mithaq.synthesis.enums import Reason
from mithaq.synthesis.material import NOT_TAKEN, Carried, Material, gather
from mithaq.synthesis.models import Section, Synthesis
from mithaq.synthesis.report import Evidence, Label, Matrix, Quote, Report, Source, Status
from mithaq.synthesis.report import Line as ReportLine
from mithaq.synthesis.report import Section as ReportSection
from mithaq.synthesis.report import Unused as ReportUnused
from mithaq.synthesis.services.plan import QUOTES
from mithaq.synthesis.titles import Titles

ELSEWHERE = "unused"
Standing = Literal["", "original", "translation", "stale", "missing"]


def report(synthesis: Synthesis, lang: str, *, every_passage: bool = True, linked: bool = True) -> Report:
    """The synthesis in one language; see `reports`."""
    return reports(synthesis, (lang,), every_passage=every_passage, linked=linked)[0]


def reports(
    synthesis: Synthesis,
    langs: Sequence[str],
    *,
    every_passage: bool = True,
    linked: bool = True,
    written_only: bool = False,
) -> tuple[Report, ...]:
    """One report a language from the same material.

    `written_only` keeps the lines that persons wrote and leaves out what software suggests. `every_passage` adds the
    rows of evidence.csv; `linked` gives passages and documents their addresses in this house (without, a file can
    travel). Refused (`evidence.Unfaithful`) when a quotation no longer stands in its original: a report with a wrong
    quotation is not made.
    """
    material = gather(synthesis, every_passage=every_passage, written_only=written_only)
    made = []
    for lang in langs:
        with translation.override(lang):
            made.append(_Maker(material, lang, linked).report(every_passage))
    return tuple(made)


def _status(stored: str) -> Status:
    return "confirmed" if stored == "confirmed" else "suggested"


class _Maker:
    """Words one material in one language; the language is active while it works."""

    def __init__(self, material: Material, lang: str, linked: bool) -> None:
        self.m = material
        self.lang = lang
        self.linked = linked
        self.slug = material.synthesis.institution.slug
        self.number_of = material.numbers_of_documents
        self.titles = Titles(material.synthesis, lang, material.provisions)

    def report(self, every_passage: bool) -> Report:
        synthesis, counted = self.m.synthesis, self.m.counted
        name = self.label(synthesis.institution.name)
        sections = [self.section(section, lines) for section, lines in self.m.sections]
        if elsewhere := self.elsewhere():
            sections.append(elsewhere)
        return Report(
            lang=self.lang,
            title=self.label(synthesis.title).text or wording.default_title(name.text),
            subtitle=wording.subtitle(synthesis.shape, len(self.m.sources), synthesis.drafted_at),
            institution=name,
            made_at=synthesis.drafted_at,
            status="confirmed" if self.m.all_written else _status(synthesis.status),
            status_note=wording.status_note(
                counted.get("confirmed", 0), written=self.m.written, all_written=self.m.all_written
            ),
            figures=wording.figures(counted),
            method=wording.method(
                shape=synthesis.shape,
                limit=synthesis.limit,
                quotes=QUOTES,
                reader=synthesis.reader,
                coder=synthesis.coder,
                converger=synthesis.converger,
                checked=self.m.checked,
                counted=counted,
                withdrawn=self.m.withdrawn,
                written=self.m.written,
            ),
            sections=tuple(sections),
            sources=tuple(self.sources()),
            matrices=tuple(self.matrix(key) for key in ("document", "country", "category")),
            evidence=tuple(self.evidence()) if every_passage else (),
            refused=tuple((name, spoken.refusal(cause, facts)) for name, cause, facts in synthesis.refused),
            version=mithaq.__version__,
            digest=synthesis.basis,
        )

    def label(self, words: Words) -> Label:
        return Label(Words(words).in_(self.lang), Words(words).lang_for(self.lang))

    def url(self, name: str, uid: str) -> str:
        return reverse(f"evidence:{name}", kwargs={"institution": self.slug, "uid": uid}) if self.linked else ""

    def sources(self) -> Iterable[Source]:
        for number, document in self.m.sources.items():
            yield Source(
                number=number,
                uid=document.uid,
                title=self.label(document.title),
                file_name=document.file_name,
                digest=document.digest,
                languages=tuple(document.languages),
                pages=document.pages,
                passages=document.passage_count,
                origin=document.origin,
                licence=document.licence,
                url=self.url("document", document.uid),
                simulated=document.is_simulated,
            )

    def section(self, section: Section, lines: Sequence[Carried]) -> ReportSection:
        number, title, official = self.titles.of(section)
        passages, documents = self.m.standing[section.key]
        return ReportSection(
            key=section.key,
            number=number,
            title=title,
            lines=tuple(map(self.line, lines)),
            passages=passages,
            documents=documents,
            official=official,
            unused=tuple(self.unused(section.pk)),
        )

    def elsewhere(self) -> ReportSection | None:
        """What was read and stands in no section."""
        unused = tuple(self.unused(None))
        if not unused:
            return None
        return ReportSection(
            key=ELSEWHERE,
            number="",
            title=Label(wording.elsewhere_title(), self.lang),
            lines=(),
            passages=sum(u.count for u in unused),
            documents=0,
            unused=unused,
        )

    def line(self, carried: Carried) -> ReportLine:
        """The passages in the reader's language come first; numbers stay, so that [n] is the same in every language."""
        members = carried.members
        groups = list(dict.fromkeys(m["speaker"] for m in members if m["speaker"] not in ("", "none")))
        states = list(dict.fromkeys(code for m in members for code in m["countries"]))
        tongues = sorted({m["lang"] for m in members if m["lang"] != "und"})
        documents = len({m["source"] for m in members})
        quotes = [self.quote(passage, _status(carried.line.status)) for passage in carried.passages]
        text, text_lang, rendition, translated_by = self.words(carried)
        return ReportLine(
            act=carried.line.act,
            act_label=str(wording.ACTS[carried.line.act]),
            lead=wording.lead(
                carried.line.act,
                documents=documents,
                groups=len(groups),
                tongues=len(tongues),
                states=[self.state(code) for code in states],
            ),
            quotes=tuple(sorted(quotes, key=lambda q: q.lang != self.lang)),
            documents=documents,
            groups=tuple(map(spoken.speaker, groups)),
            countries=tuple(map(self.state, states)),
            languages=tuple(tongues),
            status=_status(carried.line.status),
            uid=carried.line.uid,
            text=text,
            text_lang=text_lang,
            rendition=rendition,
            translated_by=translated_by,
        )

    def words(self, carried: Carried) -> tuple[str, str, Standing, str]:
        """What a person wrote, in the reader's language if it is there: words, their language, how they stand, by whom.

        Its counts are asked now, of the sources this report shows.
        """
        original = next((r for r in carried.renditions.values() if r.is_original), None)
        if original is None or not carried.is_written:
            return "", "", "", ""
        chosen = carried.renditions.get(self.lang, original)
        cited = [counts.fact_of(self.m.reads[p.pk], self.m.contributors) for p in carried.passages]
        text = counts.render(chosen.text, chosen.lang, counts.Basis(cited, self.m.everything))
        if chosen.is_original:
            return text, chosen.lang, "original" if chosen.lang == self.lang else "missing", ""
        return text, chosen.lang, "stale" if chosen.made_from != original.version else "translation", chosen.by_name

    def state(self, code: str) -> str:
        return spoken.country(code, self.m.states)

    def quote(self, passage: Passage, status: Status = "suggested") -> Quote:
        read = self.m.reads[passage.pk]
        return Quote(
            number=self.m.numbers.get(passage.pk, 0),
            passage=passage.uid,
            source=self.number_of[read.document],
            text=passage.text,
            lang=passage.lang,
            page=passage.page,
            start=passage.start,
            end=passage.end,
            speaker=self.speaker(read),
            countries=tuple(map(self.state, read.countries)),
            headings=tuple(passage.headings),
            url=self.url("passage", passage.uid),
            status=status,
        )

    def speaker(self, read: Read) -> str:
        """By kind, in the reader's language; the words that name them stand in the passage itself."""
        return spoken.voice(read.speaker, read.speaker_name)

    def unused(self, section: int | None) -> Iterable[ReportUnused]:
        tallied: Mapping[str, int] = self.m.unused.get(section, {})
        for reason in (NOT_TAKEN, *Reason.values):
            if tallied.get(reason):
                few = self.m.samples.get((section, reason), ())
                yield ReportUnused(wording.reason(reason), tallied[reason], tuple(map(self.quote, few)))

    def matrix(self, key: Any) -> Matrix:
        counted = self.m.counted["matrices"][key]
        title, note = wording.MATRICES[key]
        columns = {
            "document": lambda n: self.label(self.m.sources[int(n)].title),
            "country": lambda code: Label(self.state(code), self.lang),
            "category": lambda kind: Label(spoken.speaker(kind), self.lang),
        }[key]
        return Matrix(
            key=key,
            title=str(title),
            rows=tuple(self.row(number) for number in counted["rows"]),
            keys=tuple(counted["columns"]),
            columns=tuple(map(columns, counted["columns"])),
            cells=tuple(map(tuple, counted["cells"])),
            denominators=tuple(counted["denominators"]),
            denominator_label=wording.denominator(),
            note=str(note),
        )

    def row(self, number: int) -> Label:
        provision = self.m.provisions.get(number)
        if provision is None:
            return Label(str(number), self.lang)
        short = self.label(provision.short_title or provision.title)
        return Label(f"{number}. {short.text}", short.lang)

    def evidence(self) -> Iterable[Evidence]:
        """Every passage that was read, in the order of the sources."""
        used: dict[int, list[str]] = defaultdict(list)
        for section, lines in self.m.sections:
            for carried in lines:
                for passage in carried.passages:
                    if section.key not in used[passage.pk]:
                        used[passage.pk].append(section.key)
        reads = sorted(self.m.reads.values(), key=lambda r: (self.number_of[r.document], r.number))
        for read in reads:
            document = self.m.sources[self.number_of[read.document]]
            reason = "" if read.pk in self.m.numbers else self.m.reasons.get(read.pk, "")
            yield Evidence(
                passage=read.uid,
                document=document.uid,
                file_name=document.file_name,
                digest=document.digest,
                page=read.page,
                start=read.start,
                end=read.end,
                kind=read.kind,
                lang=read.lang,
                act=read.act,
                act_score=read.act_score,
                objectives=tuple((n, score, _status(status)) for n, score, status in read.objectives),
                principles=tuple(read.principles),
                speaker=read.speaker,
                speaker_name=read.speaker_name,
                countries=tuple(read.countries),
                status="confirmed" if read.confirmed else "suggested",
                used_in=", ".join(used.get(read.pk, ())),
                citation=self.m.numbers.get(read.pk),
                not_used_because=wording.reason(reason) if reason else "",
                text=read.text,
            )
