"""Everything a report is made of, gathered once for all its languages: rows become lists, quotations are verified."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mithaq.compacts import selectors as compacts
from mithaq.evidence import selectors as evidence
from mithaq.evidence.selectors import Document, Passage, Read
from mithaq.synthesis import counts, figures
from mithaq.synthesis.enums import Reason, Shape, Status
from mithaq.synthesis.models import Citation, Line, LineRendition, Section, Synthesis, Unused
from mithaq.synthesis.services import plan
from mithaq.synthesis.titles import provisions_of

SAMPLES = 3
UNSAMPLED = (Reason.NOT_A_STATEMENT, Reason.PROCEDURE)
NOT_TAKEN = "not-taken"  # worded in `wording`; never stored: it follows from which lines a report keeps


@dataclass(frozen=True, slots=True)
class Carried:
    """A line with the passages it stands on and everyone who says it, withdrawn sources left out.

    Who says a written line are the passages it cites; its words stand in `renditions`, by language.
    """

    line: Line
    passages: tuple[Passage, ...]
    members: tuple[Mapping[str, Any], ...]
    renditions: Mapping[str, LineRendition]

    @property
    def is_written(self) -> bool:
        return self.line.status == Status.CONFIRMED and bool(self.renditions)


@dataclass(frozen=True, slots=True)
class Material:
    """`numbers` gives a cited passage its [n], `reads` what is known about a passage, by their keys.

    `standing` gives a section's passages and their documents by its key, counted again where a source was withdrawn.
    `unused` counts passages by section key (or None) and reason; `samples` are a few of each; `reasons` holds all,
    where every passage was asked for.
    """

    synthesis: Synthesis
    sources: Mapping[int, Document]
    sections: tuple[tuple[Section, tuple[Carried, ...]], ...]
    standing: Mapping[str, tuple[int, int]]
    numbers: Mapping[int, int]
    reads: Mapping[int, Read]
    unused: Mapping[int | None, Counter[str]]
    samples: Mapping[tuple[int | None, str], tuple[Passage, ...]]
    reasons: Mapping[int, str]
    provisions: Mapping[int, Any]
    states: Mapping[str, Any]
    counted: Mapping[str, Any]
    withdrawn: int
    checked: int
    written: int
    everything: counts.Everything
    contributors: Mapping[int, tuple[int, str]]

    @property
    def all_written(self) -> bool:
        """Whether every line of it was written by persons (and there is one)."""
        return bool(self.written) and self.written == sum(len(lines) for _, lines in self.sections)

    def source_of(self, passage: Passage) -> int:
        return self.numbers_of_documents[passage.rendition.document_id]

    @property
    def numbers_of_documents(self) -> dict[int, int]:
        return {document.pk: number for number, document in self.sources.items()}


def gather(synthesis: Synthesis, *, every_passage: bool, written_only: bool = False) -> Material:
    """Refused (`evidence.Unfaithful`) when a cited passage is no longer what its original says.

    In a section what persons wrote comes before what software suggests; dismissed lines stand nowhere.
    """
    everything = {s.number: s.document for s in synthesis.sources.select_related("document__contributor")}
    sources = {number: document for number, document in everything.items() if not document.is_withdrawn}
    numbers_of = {document.pk: number for number, document in sources.items()}
    contributors = contributors_of(sources.values())
    sections = list(synthesis.sections.all())
    places = {section.pk: section.order for section in sections}
    standing_lines = Line.objects.filter(section__in=sections).exclude(status=Status.DISMISSED)
    lines = sorted(standing_lines, key=lambda n: (places[n.section_id], n.status != Status.CONFIRMED, n.order))
    cited = _cited(lines, numbers_of)
    proposed = [line for line in lines if written_only and line.status != Status.CONFIRMED]
    lines = [line for line in lines if not written_only or line.status == Status.CONFIRMED]
    numbers: dict[int, int] = {}
    for line in lines:
        for passage in cited[line.pk]:
            numbers.setdefault(passage.pk, len(numbers) + 1)
    checked = evidence.verify({p.pk: p for line in lines for p in cited[line.pk]}.values())
    left_aside = _not_taken(proposed, cited, numbers)
    unspoken = _said_by(proposed) - _taken(lines) if proposed else set()
    unused, samples, reasons = _unused(synthesis, numbers_of, left_aside, unspoken)
    shown = {p.pk for few in samples.values() for p in few}
    documents = list(sources.values())
    reads = evidence.readings(documents, among=None if every_passage else {*numbers, *shown})
    if every_passage:
        put_aside = set(numbers) - {r.pk for r in reads}
        reads = [*reads, *(evidence.readings(documents, among=put_aside) if put_aside else ())]
    read_of = {r.pk: r for r in reads}
    renditions = _renditions(lines)
    by_section: dict[int, list[Carried]] = defaultdict(list)
    for line in lines:
        if passages := tuple(cited[line.pk]):
            said = renditions[line.pk]
            if line.status == Status.CONFIRMED:
                members = tuple(figures.member(read_of[p.pk], numbers_of) for p in passages)
            else:
                members = tuple(m for m in line.facts["members"] if m["source"] in sources)
            by_section[line.section_id].append(Carried(line, passages, members, said))
    provisions = provisions_of(synthesis)
    withdrawn = len(everything) - len(sources)
    counted = dict(synthesis.figures)
    standing = {section.key: (section.passages, section.documents) for section in sections}
    if withdrawn:
        left = evidence.readings(documents)
        standing = dict.fromkeys(standing, (0, 0)) | _standing_again(synthesis, left, sorted(provisions))
        counted |= figures.counts(sources, left) | {"matrices": figures.matrices(sources, left, sorted(provisions))}
    counted |= {"lines": sum(map(len, by_section.values())), "cited": len(numbers)}
    texts = (r.text for said in renditions.values() for r in said.values())
    return Material(
        synthesis=synthesis,
        sources=sources,
        sections=tuple((section, tuple(by_section[section.pk])) for section in sections),
        standing=standing,
        numbers=numbers,
        reads=read_of,
        unused=unused,
        samples=samples,
        reasons=reasons,
        provisions=provisions,
        states=compacts.states_by_code(),
        counted=counted,
        withdrawn=withdrawn,
        checked=checked,
        written=sum(carried.is_written for carrying in by_section.values() for carried in carrying),
        everything=everything_said(documents, contributors) if counts.asks_everything(texts) else counts.NOTHING,
        contributors=contributors,
    )


def contributors_of(documents: Iterable[Document]) -> dict[int, tuple[int, str]]:
    """The organisation whose words a document holds and its country, by the document's key, where they are known."""
    return {d.pk: (d.contributor.pk, d.contributor.country) for d in documents if d.contributor}


def everything_said(documents: Sequence[Document], contributors: Mapping[int, tuple[int, str]]) -> counts.Everything:
    """What counts with conditions are asked of: the statements of all these documents, in one query."""
    said = evidence.faceted(documents)
    return counts.Everything(counts.fact_of(one, contributors) for one in said if counts.is_statement(one))


def _cited(lines: Sequence[Line], live: Iterable[int]) -> dict[int, list[Passage]]:
    """The passages of each line, by its key, in their order; those of withdrawn sources left out."""
    rows = (
        Citation.objects.filter(line__in=lines, passage__rendition__document__in=list(live))
        .select_related("passage")
        .prefetch_related("passage__rendition__document")
        .order_by("line", "order")
    )
    found: dict[int, list[Passage]] = defaultdict(list)
    for row in rows:
        found[row.line_id].append(row.passage)
    return found


def _renditions(lines: Sequence[Line]) -> dict[int, dict[str, LineRendition]]:
    found: dict[int, dict[str, LineRendition]] = defaultdict(dict)
    for rendition in LineRendition.objects.filter(line__in=lines):
        found[rendition.line_id][rendition.lang] = rendition
    return found


def _not_taken(
    proposed: Sequence[Line], cited: Mapping[int, Sequence[Passage]], numbers: Mapping[int, int]
) -> dict[int, tuple[int, Passage]]:
    """Passages that only lines nobody took stand on, with the section of the first of them."""
    found: dict[int, tuple[int, Passage]] = {}
    for line in proposed:
        for passage in cited[line.pk]:
            if passage.pk not in numbers and passage.is_current:
                found.setdefault(passage.pk, (line.section_id, passage))
    return found


def _said_by(lines: Sequence[Line]) -> set[str]:
    """Everyone who says what these suggested lines say, by uid."""
    return {member["passage"] for line in lines for member in line.facts["members"]}


def _taken(lines: Sequence[Line]) -> set[str]:
    """And of the suggestions that these written lines began with."""
    begun = [line.taken_from_id for line in lines if line.taken_from_id]
    return _said_by(list(Line.objects.filter(pk__in=begun))) if begun else set()


def _unused(
    synthesis: Synthesis, live: Iterable[int], not_taken: Mapping[int, tuple[int, Passage]], unspoken: set[str]
) -> tuple[dict[int | None, Counter[str]], dict[tuple[int | None, str], tuple[Passage, ...]], dict[int, str]]:
    """Counts, a few samples and the reason of each: two queries, whatever their number.

    `unspoken` are passages (by uid) that say what only a line says that is not kept: nothing cited says the same.
    """
    rows = Unused.objects.filter(synthesis=synthesis, passage__rendition__document__in=list(live)).order_by("pk")
    tallied: dict[int | None, Counter[str]] = defaultdict(Counter)
    chosen: dict[tuple[int | None, str], list[int]] = defaultdict(list)
    reasons: dict[int, str] = {}
    for section, stored, passage, uid in rows.values_list("section", "reason", "passage", "passage__uid"):
        reason = NOT_TAKEN if uid in unspoken and stored in (Reason.SAME, Reason.COPY) else stored
        tallied[section][reason] += 1
        reasons[passage] = reason
        if reason not in UNSAMPLED and len(chosen[section, reason]) < SAMPLES:
            chosen[section, reason].append(passage)
    for key, (section, _) in not_taken.items():
        tallied[section][NOT_TAKEN] += 1
        reasons[key] = NOT_TAKEN
        if len(chosen[section, NOT_TAKEN]) < SAMPLES:
            chosen[section, NOT_TAKEN].append(key)
    wanted = [key for keys in chosen.values() for key in keys]
    found = {
        p.pk: p for p in Passage.objects.filter(pk__in=wanted).select_related("rendition").defer("rendition__text")
    }
    samples = {place: tuple(found[key] for key in keys) for place, keys in chosen.items() if keys}
    return dict(tallied), samples, reasons


def _standing_again(
    synthesis: Synthesis, reads: Sequence[Read], objectives: Sequence[int]
) -> dict[str, tuple[int, int]]:
    """What stands in each section, by the rule of the draft, of the sources that are left."""
    if synthesis.shape == Shape.QUESTION:
        found = plan.standing_by_question(reads, synthesis.questions)
    else:
        found = plan.standing_by_objective(reads, objectives)
    return {section.key: (len(section.reads), len({r.document for r in section.reads})) for section in found}
