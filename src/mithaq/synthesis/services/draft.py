"""Drafting: from suggested and confirmed codes to sections of cited lines, in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django_scopes import scope

from mithaq.compacts import selectors as compacts
from mithaq.evidence import selectors as evidence
from mithaq.evidence.enums import Visibility
from mithaq.evidence.selectors import Document, Read
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution
from mithaq.kernels import text as kernel
from mithaq.synthesis import figures
from mithaq.synthesis.enums import Shape
from mithaq.synthesis.models import Citation, Line, Section, Source, Synthesis, Unused
from mithaq.synthesis.services import plan

BATCH = 800
Progress = Callable[[str, int, int], None]


class NothingToSay(Exception):
    """A draft was asked for and something it needs is missing: `why` is "documents", "questions" or "compact"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Uncited(Exception):
    """A line without a citation was about to be written: nothing is."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """`is_new` is False where the same evidence had been drafted in the same way before."""

    synthesis: Synthesis
    is_new: bool


def draft(
    institution: Institution,
    *,
    by: Actor,
    at: datetime,
    documents: Iterable[Document] | None = None,
    shape: str = Shape.OBJECTIVE,
    questions: Sequence[Mapping[str, str]] = (),
    limit: int = 12,
    title: Mapping[str, str] | None = None,
    visibility: str = Visibility.MEMBERS,
    refused: Sequence[tuple[str, str, Mapping[str, Any]]] = (),
    progress: Progress | None = None,
) -> Drafted:
    """Write a whole draft from what is coded; all of it is suggested, every line has its citations.

    Without `documents`, all that `by` may see. `refused` are files the folder held that could not be read: name,
    cause, facts. The same evidence, codes, methods, title and visibility give the synthesis that is there, as it
    stands. Whoever may not see one of its sources does not see it, whatever its `visibility`. Refused
    (`NothingToSay`) without evidence, or without a question where sections are questions.
    """
    asked = [dict(q) for q in questions if any(q.values())] if shape == Shape.QUESTION else []
    with scope(institution=institution):
        sources = _sources(institution, documents, by)
        if not sources:
            raise NothingToSay("documents")
        if shape == Shape.QUESTION and not asked:
            raise NothingToSay("questions")
        told = progress or (lambda step, done, total: None)
        compact = compacts.by_key(institution.compact)
        if compact is None:
            raise NothingToSay("compact")
        objectives = [objective.number for objective in compacts.objectives(compact)]
        told("read", 0, 3)
        reads = evidence.readings(sources)
        named = Words(title or {})
        basis = _basis(sources, reads, [institution.compact, shape, asked, limit, visibility, named])
        if known := Synthesis.objects.filter(basis=basis).first():
            _note_refused(institution, known, refused, by=by, at=at)
            told("draft", 3, 3)
            return Drafted(known, False)
        told("compare", 1, 3)
        if shape == Shape.QUESTION:
            planned = plan.by_question(reads, asked, limit=limit)
        else:
            planned = plan.by_objective(reads, objectives, limit=limit)
        told("draft", 2, 3)
        synthesis = Synthesis(
            institution=institution,
            title=named,
            compact=institution.compact,
            shape=shape,
            questions=asked,
            limit=limit,
            basis=basis,
            visibility=visibility,
            reader=_versions(d.reader for d in sources),
            coder=_versions(d.coder for d in sources),
            converger=kernel.CONVERGER,
            figures=_figures(dict(enumerate(sources, start=1)), reads, planned, objectives),
            refused=[[name, cause, dict(facts)] for name, cause, facts in refused],
            drafted_at=at,
            by_uid=by.uid,
            by_name=by.name,
        )
        try:
            with transaction.atomic():
                synthesis.save(force_insert=True)
                _write(synthesis, sources, reads, planned)
                _record(synthesis, documents=len(sources), by=by, at=at)
        except IntegrityError:
            # Somebody drafted from the same evidence while we were comparing it.
            if known := Synthesis.objects.filter(basis=basis).first():
                return Drafted(known, False)
            raise
        told("draft", 3, 3)
    return Drafted(synthesis, True)


def _record(synthesis: Synthesis, *, documents: int, by: Actor, at: datetime) -> None:
    counted = {key: synthesis.figures[key] for key in ("passages", "lines", "cited")}
    journal.write(
        "synthesis.draft",
        about=synthesis,
        by=by,
        at=at,
        scope=synthesis.institution.uid,
        after={"basis": synthesis.basis, "documents": documents} | counted,
    )


def _sources(institution: Institution, documents: Iterable[Document] | None, by: Actor) -> list[Document]:
    """In the order of their bytes' digest within their file names: the same files, the same order, on any machine."""
    chosen = evidence.documents(institution, to=by) if documents is None else documents
    return sorted((d for d in chosen if not d.is_withdrawn), key=lambda d: (d.file_name, d.digest))


def _figures(
    sources: Mapping[int, Document], reads: Sequence[Read], planned: plan.Plan, objectives: Sequence[int]
) -> dict[str, Any]:
    lines = [line for section in planned.sections for line in section.lines]
    return figures.counts(sources, reads) | {
        "lines": len(lines),
        "cited": len({key for line in lines for key in line.quoted}),
        "matrices": figures.matrices(sources, reads, objectives),
    }


def _basis(sources: Sequence[Document], reads: Sequence[Read], asked: Sequence[Any]) -> str:
    """Digest of everything the draft depends on; `asked` is what was asked for, as JSON can say it.

    Its visibility belongs to it: who asks for a confidential draft is never handed an open one.
    """
    head = [*asked, plan.VERSION, kernel.CONVERGER]
    digest = hashlib.sha256(json.dumps(head, ensure_ascii=False, sort_keys=True).encode())
    for document in sources:
        digest.update(f"{document.digest} {document.reader} {document.coder}\n".encode())
    for r in reads:
        said = [r.id, r.kind, r.lang, r.text, r.objectives, r.principles, r.act, r.speaker, r.countries, r.confirmed]
        digest.update(json.dumps(said, ensure_ascii=False).encode())
    return digest.hexdigest()


def _versions(values: Iterable[str]) -> str:
    return ", ".join(sorted({value for value in values if value}))[:400]


def _write(synthesis: Synthesis, sources: Sequence[Document], reads: Sequence[Read], planned: plan.Plan) -> None:
    by_id = {r.id: r for r in reads}
    numbers = {document.pk: n for n, document in enumerate(sources, start=1)}
    home = synthesis.institution_id
    Source.objects.bulk_create(
        Source(institution_id=home, synthesis=synthesis, document=document, number=numbers[document.pk])
        for document in sources
    )
    sections = Section.objects.bulk_create(
        Section(
            institution_id=home,
            synthesis=synthesis,
            key=section.key,
            order=order,
            objective=section.objective,
            question=section.question,
            passages=len(section.reads),
            documents=len({r.document for r in section.reads}),
        )
        for order, section in enumerate(planned.sections, start=1)
    )
    lines, citations = [], []
    for section, said in zip(sections, planned.sections, strict=True):
        for order, one in enumerate(said.lines, start=1):
            facts = {
                "strength": one.strength,
                "members": [figures.member(by_id[key], numbers) for key in one.members],
            }
            line = Line(institution_id=home, section=section, order=order, act=one.act, facts=facts)
            lines.append(line)
            citations += [
                Citation(institution_id=home, line=line, passage_id=by_id[key].pk, order=place)
                for place, key in enumerate(one.quoted, start=1)
            ]
    if any(not line.quoted for section in planned.sections for line in section.lines):
        raise Uncited
    Line.objects.bulk_create(lines, batch_size=BATCH)
    for citation in citations:
        citation.line_id = citation.line.pk
    Citation.objects.bulk_create(citations, batch_size=BATCH)
    by_key = {section.key: section for section in sections}
    Unused.objects.bulk_create(
        (
            Unused(
                institution_id=home,
                synthesis=synthesis,
                section=by_key.get(key),
                passage_id=by_id[read].pk,
                reason=reason,
            )
            for read, (reason, key) in planned.unused.items()
        ),
        batch_size=BATCH,
    )


def _note_refused(
    institution: Institution,
    synthesis: Synthesis,
    refused: Sequence[tuple[str, str, Mapping[str, Any]]],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Files that could not be read are no part of the basis; a draft found again names those of the last attempt."""
    told = [[name, cause, dict(facts)] for name, cause, facts in refused]
    if told == synthesis.refused:
        return
    with transaction.atomic():
        before, synthesis.refused = synthesis.refused, told
        synthesis.save(update_fields=["refused"])
        journal.write(
            "synthesis.note_refused",
            about=synthesis,
            by=by,
            at=at,
            scope=institution.uid,
            before={"files": [name for name, *_ in before]},
            after={"files": [name for name, *_ in told]},
        )
