"""From a report to its manuscript: everything is counted and worded here, and nowhere after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from mithaq.exchange.bidi import clean, isolate, storable
from mithaq.exchange.manuscript import wording
from mithaq.exchange.manuscript.parts import (
    Act,
    Column,
    Front,
    Grid,
    Manuscript,
    Mark,
    Part,
    Proof,
    Reference,
    Statement,
    Text,
    Unused,
    Voice,
)
from mithaq.foundation.languages import direction
from mithaq.synthesis.report import Label, Line, Matrix, Quote, Report, Section, Source
from mithaq.synthesis.report import Unused as ReportUnused

UNKNOWN = "–"
ELSEWHERE = "unused"
_SHADES = (0.0, 0.05, 0.10, 0.20)


def compose(report: Report) -> Manuscript:
    """The manuscript of `report`, in the report's language whatever language is active."""
    with translation.override(report.lang):
        return _Composer(report).manuscript()


class _Composer:
    """Holds what every part needs to know of the whole: the language, which sources are made up."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.lang = report.lang
        self.made_up = {source.number for source in report.sources if source.simulated}

    def manuscript(self) -> Manuscript:
        report = self.report
        parts = tuple(self.parts())
        return Manuscript(
            lang=self.lang,
            dir=direction(self.lang),
            words=wording.headings(),
            institution=_label(report.institution),
            title=clean(report.title),
            subtitle=clean(report.subtitle),
            mark=wording.adopted() if report.adoption else wording.status(report.status),
            status_note=clean(report.status_note),
            notes=tuple(self.notes()),
            made=wording.made(report.made_at, report.version, self.digest, self.lang),
            figures=tuple((clean(label), wording.number(value, self.lang)) for label, value in report.figures),
            method=tuple(map(clean, report.method)),
            parts=parts,
            grids=tuple(self.grid(matrix) for matrix in report.matrices),
            references=tuple(map(self.reference, report.sources)),
            proofs=tuple(self.proofs(parts)),
            refused=tuple((isolate(name), clean(why)) for name, why in report.refused),
            front=tuple(self.front()),
        )

    @property
    def digest(self) -> str:
        """A release goes by its own digest, which stands among its facts; a draft by that of what it was made from."""
        return "" if self.report.adoption else self.report.digest

    def front(self) -> Iterable[Front]:
        """Sentences of the house keep their isolates; what people called things has none (`wording.front`)."""
        if self.report.adoption is None:
            return
        for label, value, url in wording.front(self.report.adoption, self.lang):
            yield Front(label, Text.of(storable(value.text), value.lang), url)

    def notes(self) -> Iterable[str]:
        if self.made_up:
            yield wording.simulated_note(sorted(self.made_up), self.lang)
        if not all(section.official for section in self.report.sections):
            yield wording.unofficial_note()

    def parts(self) -> Iterable[Part]:
        """One a section; in a release those without a line are told together, after those with lines."""
        silent = [s for s in self.report.sections if not s.lines and s.key != ELSEWHERE]
        if not self.report.adoption or len(silent) < 2:
            silent = []
        told = [(at, s) for at, s in enumerate(self.report.sections, start=1) if s not in silent]
        yield from (self.part(section, at) for at, section in told if section.key != ELSEWHERE)
        if silent:
            yield self.silence(silent)
        yield from (self.part(section, at) for at, section in told if section.key == ELSEWHERE)

    def silence(self, sections: Sequence[Section]) -> Part:
        """Sections without a line: which they are, how much was read for each, and why nothing of it stands here."""
        reasons: dict[str, int] = defaultdict(int)
        for section in sections:
            for unused in section.unused:
                reasons[unused.reason] += unused.count
        named = [(f"{s.number}. {s.title.text}" if s.number else s.title.text, s.passages) for s in sections]
        return Part(
            anchor="part-silent",
            number="",
            title=Text.of(wording.silent(), self.lang),
            marks=(),
            facts=self.facts((_("Passages read"), sum(section.passages for section in sections))),
            acts=(),
            empty=wording.silent_ones(named, self.lang),
            unused=tuple(
                Unused(clean(reason), wording.number(count, self.lang), ()) for reason, count in reasons.items()
            ),
        )

    def part(self, section: Section, at: int) -> Part:
        acts: dict[str, list[Statement]] = defaultdict(list)
        for place, line in enumerate(section.lines, start=1):
            acts[clean(line.act_label)].append(self.statement(line, f"line-{line.uid or f'{at}-{place}'}"))
        return Part(
            anchor=f"part-{at}",
            number=clean(section.number),
            title=_label(section.title),
            marks=() if section.official else (wording.unofficial(),),
            facts=self.facts(
                (_("Lines"), len(section.lines)),
                (_("Passages read"), section.passages),
                (_("Documents"), section.documents),
            ),
            acts=tuple(Act(label, tuple(statements)) for label, statements in acts.items()),
            empty="" if section.lines else wording.empty_part(section.passages),
            unused=tuple(map(self.unused, section.unused)),
        )

    def unused(self, unused: ReportUnused) -> Unused:
        count = wording.number(unused.count, self.lang)
        return Unused(clean(unused.reason), count, tuple(map(self.voice, unused.passages)))

    def facts(self, *pairs: tuple[str, int]) -> str:
        """What there is none of is left out; a part without anything says so in words."""
        return wording.joined(wording.fact(label, wording.number(value, self.lang)) for label, value in pairs if value)

    def statement(self, line: Line, anchor: str) -> Statement:
        """What a person wrote stands first; who carries it, as software counts it, follows."""
        written = Text.of(clean(line.text), line.text_lang) if line.text else None
        return Statement(
            anchor=anchor,
            words=written,
            lead=clean(line.lead),
            citations=tuple(dict.fromkeys(quote.number for quote in line.quotes)),
            facts=wording.joined(
                (
                    wording.fact(_("Documents"), wording.number(line.documents, self.lang)),
                    wording.fact(_("Groups"), wording.listed(line.groups, self.lang)),
                    wording.fact(_("Countries"), wording.listed(line.countries, self.lang)),
                    wording.fact(_("Languages"), wording.languages(line.languages, self.lang)),
                )
            ),
            marks=self.line_marks(line),
            voices=tuple(self.voice(quote, under=line) for quote in line.quotes),
        )

    def line_marks(self, line: Line) -> tuple[Mark, ...]:
        """In a release every line is a person's, and the cover says so: only what is not the original is marked."""
        found = wording.renditions().get(line.rendition)
        plain = () if self.report.adoption and line.text else (wording.status(line.status),)
        return (*plain, found) if found else plain

    def voice(self, quote: Quote, under: Line | None = None) -> Voice:
        """A quotation carries its status where that is not the one its line has just shown."""
        shown = wording.status(under.status) if under else None
        return Voice(
            number=quote.number,
            words=Text.of(clean(quote.text), quote.lang),
            credit=wording.joined((self.speaker(quote), wording.document(quote.source), wording.leaf(quote.page))),
            marks=tuple(mark for mark in self.marks(quote) if mark != shown),
        )

    def speaker(self, quote: Quote) -> str:
        countries = wording.listed(quote.countries, self.lang)
        if countries and isolate(quote.speaker) not in ("", countries):
            return _("%(speaker)s (%(countries)s)") % {"speaker": isolate(quote.speaker), "countries": countries}
        return countries or isolate(quote.speaker)

    def marks(self, quote: Quote) -> tuple[Mark, ...]:
        made_up = (wording.simulated(),) if quote.source in self.made_up else ()
        return made_up if self.report.adoption else (wording.status(quote.status), *made_up)

    def grid(self, matrix: Matrix) -> Grid:
        columns = self.columns(matrix)
        suggested = wording.counts_are_suggested(self.report)
        return Grid(
            anchor=f"grid-{matrix.key}",
            title=clean(matrix.title),
            corner=wording.corner(),
            notes=wording.grid_notes(
                suggested=suggested, by_number=any(column.source for column in columns), note=matrix.note
            ),
            marks=(wording.status("suggested" if suggested else self.report.status),),
            columns=columns,
            rows=tuple(map(_label, matrix.rows)),
            cells=tuple(tuple(map(self.count, row)) for row in matrix.cells),
            shades=tuple(_shades(row, matrix.denominators) for row in matrix.cells),
            denominator_label=clean(matrix.denominator_label) or wording.passages_read(),
            denominators=tuple(map(self.count, matrix.denominators)),
        )

    def columns(self, matrix: Matrix) -> tuple[Column, ...]:
        """Documents go by their number in the list of sources where that is certain; titles are too long for a head."""
        titles = [source.title.text for source in self.report.sources]
        if matrix.key == "document" and [column.text for column in matrix.columns] == titles:
            return tuple(Column(Text.of(str(source.number), "en"), source.number) for source in self.report.sources)
        return tuple(Column(_label(column), 0) for column in matrix.columns)

    def count(self, value: int | None) -> str:
        return UNKNOWN if value is None else wording.number(value, self.lang)

    def reference(self, source: Source) -> Reference:
        digest = clean(source.digest)
        return Reference(
            number=source.number,
            title=_label(source.title),
            file_name=clean(source.file_name),
            facts=wording.joined(
                (
                    wording.fact(_("Languages"), wording.languages(source.languages, self.lang)),
                    wording.fact(_("Pages"), wording.number(source.pages, self.lang) if source.pages else ""),
                    wording.fact(_("Passages"), wording.number(source.passages, self.lang)),
                )
            ),
            origin=wording.fact(_("Origin"), isolate(source.origin)),
            licence=wording.fact(_("Licence"), isolate(source.licence) or _("not stated")),
            digest=digest,
            short=" ".join(digest[at : at + 4] for at in range(0, 16, 4)).strip(),
            marks=(wording.simulated(),) if source.simulated else (),
        )

    def proofs(self, parts: Sequence[Part]) -> Iterable[Proof]:
        """One proof a number, in order, each knowing the parts whose lines cite it."""
        cited: dict[int, dict[str, str]] = defaultdict(dict)
        for part in parts:
            for act in part.acts:
                for statement in act.statements:
                    for number in statement.citations:
                        cited[number][part.anchor] = part.number or part.title.text
        quotes = {quote.number: quote for quote in self.quotes()}
        for number, quote in sorted(quotes.items()):
            yield Proof(
                number=number,
                words=Text.of(clean(quote.text), quote.lang),
                speaker=self.speaker(quote),
                source=quote.source,
                place=wording.joined(
                    (wording.document(quote.source), wording.place(quote.page, quote.start, quote.end))
                ),
                headings=Text.of(" › ".join(filter(None, map(clean, quote.headings))), quote.lang),
                marks=self.marks(quote),
                parts=tuple(cited[number].items()),
            )

    def quotes(self) -> Iterable[Quote]:
        for section in self.report.sections:
            for line in section.lines:
                yield from line.quotes


def _label(label: Label) -> Text:
    return Text.of(clean(label.text), label.lang)


def _shades(row: Sequence[int | None], denominators: Sequence[int]) -> tuple[int, ...]:
    """0 for nothing or unknown, 1 above nothing, then a step each at 5, 10 and 20 percent of the column's passages."""
    return tuple(
        sum(1 for step in _SHADES if value and of and value / of >= max(step, 1e-9)) if value else 0
        for value, of in zip(row, denominators, strict=True)
    )
