"""Everything a report is made of, gathered once for all its languages: rows become lists, quotations are verified."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mithaq.compacts import selectors as compacts
from mithaq.evidence import selectors as evidence
from mithaq.evidence.selectors import Document, Passage, Read
from mithaq.synthesis import figures
from mithaq.synthesis.enums import Reason, Shape
from mithaq.synthesis.models import Citation, Line, Section, Synthesis, Unused
from mithaq.synthesis.services import plan

SAMPLES = 3
UNSAMPLED = (Reason.NOT_A_STATEMENT, Reason.PROCEDURE)


@dataclass(frozen=True, slots=True)
class Carried:
    """A line with the passages it stands on and everyone who says it, withdrawn sources left out."""

    line: Line
    passages: tuple[Passage, ...]
    members: tuple[Mapping[str, Any], ...]


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

    def source_of(self, passage: Passage) -> int:
        return self.numbers_of_documents[passage.rendition.document_id]

    @property
    def numbers_of_documents(self) -> dict[int, int]:
        return {document.pk: number for number, document in self.sources.items()}


def gather(synthesis: Synthesis, *, every_passage: bool) -> Material:
    """Refused (`evidence.Unfaithful`) when a cited passage is no longer what its original says."""
    everything = {s.number: s.document for s in synthesis.sources.select_related("document")}
    sources = {number: document for number, document in everything.items() if not document.is_withdrawn}
    live = {document.pk for document in sources.values()}
    sections = list(synthesis.sections.all())
    lines = list(Line.objects.filter(section__in=sections).order_by("section__order", "order"))
    citations = list(
        Citation.objects.filter(line__in=lines, passage__rendition__document__in=live)
        .select_related("passage")
        .prefetch_related("passage__rendition__document")
        .order_by("line__section__order", "line__order", "order")
    )
    checked = evidence.verify({c.passage_id: c.passage for c in citations}.values())
    by_line: dict[int, list[Passage]] = defaultdict(list)
    numbers: dict[int, int] = {}
    for citation in citations:
        by_line[citation.line_id].append(citation.passage)
        numbers.setdefault(citation.passage_id, len(numbers) + 1)
    by_section: dict[int, list[Carried]] = defaultdict(list)
    for line in lines:
        if by_line[line.pk]:
            members = tuple(m for m in line.facts["members"] if m["source"] in sources)
            by_section[line.section_id].append(Carried(line, tuple(by_line[line.pk]), members))
    unused, samples, reasons = _unused(synthesis, live)
    shown = {p.pk for few in samples.values() for p in few}
    documents = list(sources.values())
    reads = evidence.readings(documents, among=None if every_passage else {*numbers, *shown})
    if every_passage:
        put_aside = set(numbers) - {r.pk for r in reads}
        reads = [*reads, *(evidence.readings(documents, among=put_aside) if put_aside else ())]
    compact = compacts.by_key(synthesis.compact)
    provisions = {p.number: p for p in compacts.objectives(compact)} if compact else {}
    withdrawn = len(everything) - len(sources)
    counted = dict(synthesis.figures)
    standing = {section.key: (section.passages, section.documents) for section in sections}
    if withdrawn:
        left = evidence.readings(documents)
        standing = dict.fromkeys(standing, (0, 0)) | _standing_again(synthesis, left, sorted(provisions))
        counted |= figures.counts(sources, left) | {"matrices": figures.matrices(sources, left, sorted(provisions))}
        counted |= {"lines": sum(map(len, by_section.values())), "cited": len(numbers)}
    return Material(
        synthesis=synthesis,
        sources=sources,
        sections=tuple((section, tuple(by_section[section.pk])) for section in sections),
        standing=standing,
        numbers=numbers,
        reads={r.pk: r for r in reads},
        unused=unused,
        samples=samples,
        reasons=reasons,
        provisions=provisions,
        states=compacts.states_by_code(),
        counted=counted,
        withdrawn=withdrawn,
        checked=checked,
    )


def _unused(
    synthesis: Synthesis, live: Iterable[int]
) -> tuple[dict[int | None, Counter[str]], dict[tuple[int | None, str], tuple[Passage, ...]], dict[int, str]]:
    """Counts, a few samples and the reason of each: two queries, whatever their number."""
    rows = Unused.objects.filter(synthesis=synthesis, passage__rendition__document__in=live).order_by("pk")
    counts: dict[int | None, Counter[str]] = defaultdict(Counter)
    chosen: dict[tuple[int | None, str], list[int]] = defaultdict(list)
    reasons: dict[int, str] = {}
    for section, reason, passage in rows.values_list("section", "reason", "passage"):
        counts[section][reason] += 1
        reasons[passage] = reason
        if reason not in UNSAMPLED and len(chosen[section, reason]) < SAMPLES:
            chosen[section, reason].append(passage)
    wanted = [key for keys in chosen.values() for key in keys]
    found = {
        p.pk: p for p in Passage.objects.filter(pk__in=wanted).select_related("rendition").defer("rendition__text")
    }
    samples = {place: tuple(found[key] for key in keys) for place, keys in chosen.items() if keys}
    return dict(counts), samples, reasons


def _standing_again(
    synthesis: Synthesis, reads: Sequence[Read], objectives: Sequence[int]
) -> dict[str, tuple[int, int]]:
    """What stands in each section, by the rule of the draft, of the sources that are left."""
    if synthesis.shape == Shape.QUESTION:
        found = plan.standing_by_question(reads, synthesis.questions)
    else:
        found = plan.standing_by_objective(reads, objectives)
    return {section.key: (len(section.reads), len({r.document for r in section.reads})) for section in found}
