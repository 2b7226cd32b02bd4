"""Coding by machine: suggestions, stored beside what persons decided and never over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django_scopes import scope

from mithaq.evidence.enums import SINGLE, Scheme, Status
from mithaq.evidence.models import Coding, Document, Passage
from mithaq.evidence.services import facets, ranking, saved
from mithaq.foundation import jobs, journal
from mithaq.foundation.actors import Actor
from mithaq.foundation.models import Job
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution
from mithaq.kernels import text as kernel

BATCH = 800
Progress = Callable[[str, int, int], None]


def code(
    institution: Institution,
    documents: Iterable[Document],
    *,
    by: Actor,
    at: datetime,
    again: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
) -> int:
    """Suggest codes for every passage of these documents; the number of passages coded.

    A document this version of the coder has coded is left alone unless `again`. Suggestions of before are replaced;
    what a person confirmed or rejected stays, and is not suggested a second time.
    """
    with scope(institution=institution):
        waiting = [d for d in documents if again or d.coder != kernel.CODER]
        passages = list(
            Passage.objects.filter(rendition__document__in=waiting, rendition__is_current=True, is_current=True)
            .select_related("rendition")
            .defer("rendition__text")
            .order_by("rendition__document", "number")
        )
        items = [(p.lang, p.text, p.kind) for p in passages]
        told = (lambda done, total: progress("code", done, total)) if progress else None
        coded = kernel.code_all(items, workers=workers, progress=told)
        by_document: dict[int, list[tuple[Passage, kernel.Coded]]] = {d.pk: [] for d in waiting}
        for passage, found in zip(passages, coded, strict=True):
            by_document[passage.rendition.document_id].append((passage, found))
        for document in waiting:
            _store(institution, document, by_document[document.pk], by=by, at=at)
    return len(passages)


def code_later(institution: Institution, documents: Iterable[Document], *, by: Actor, at: datetime) -> Job:
    """Ask for `code` as a job, in the name of who asked."""
    keys = [document.uid for document in documents]
    return jobs.start(
        "evidence.code",
        code_as_job,
        about=institution,
        scope=institution.uid,
        by=by,
        at=at,
        institution=institution.slug,
        documents=keys,
    )


def code_as_job(job: Job, *, institution: str, documents: Sequence[str]) -> dict[str, int]:
    home = institutions.by_slug(institution)
    assert home is not None, institution
    with scope(institution=home):
        chosen = list(Document.objects.filter(uid__in=documents, withdrawn_at=None))
    coded = code(
        home,
        chosen,
        by=jobs.actor(job),
        at=job.asked_at,
        progress=lambda step, done, total: jobs.step(job, step, done=done, total=total),
    )
    saved.tell_new(home, at=job.asked_at)
    return {"documents": len(chosen), "passages": coded}


def _store(
    institution: Institution,
    document: Document,
    pairs: Sequence[tuple[Passage, kernel.Coded]],
    *,
    by: Actor,
    at: datetime,
) -> None:
    with transaction.atomic():
        mine = Coding.objects.filter(passage__in=Passage.objects.filter(rendition__document=document))
        mine.filter(status=Status.SUGGESTED, method="kernel", is_obsolete=False).delete()
        decided: dict[int, set[tuple[str, str]]] = {}
        settled: set[tuple[int, str]] = set()
        for passage, scheme, value, status in mine.values_list("passage", "scheme", "code", "status"):
            decided.setdefault(passage, set()).add((scheme, value))
            if scheme in SINGLE and status != Status.REJECTED:
                settled.add((passage, scheme))
        rows = [
            row
            for passage, found in pairs
            for row in suggestions(passage, found, by=by, at=at)
            if (row.scheme, row.code) not in decided.get(passage.pk, ()) and (passage.pk, row.scheme) not in settled
        ]
        Coding.objects.bulk_create(rows, batch_size=BATCH)
        ranking.weigh(institution, [passage for passage, _ in pairs])
        before, document.coder = document.coder, kernel.CODER
        document.save(update_fields=["coder"])
        journal.write(
            "evidence.code",
            about=document,
            by=by,
            at=at,
            scope=institution.uid,
            before={"coder": before},
            after={"coder": document.coder, "passages": len(pairs), "suggestions": len(rows), "decided": len(decided)},
        )
        facets.refresh(institution, [passage.pk for passage, _ in pairs])


def suggestions(passage: Passage, found: kernel.Coded, *, by: Actor, at: datetime) -> Iterator[Coding]:
    """What the kernel found, as rows that are not stored yet."""

    def suggestion(scheme: str, value: object, score: float, spans: Iterable[Sequence[int]], name: str = "") -> Coding:
        return Coding(
            institution_id=passage.institution_id,
            passage=passage,
            scheme=scheme,
            code=str(value),
            name=name[:200],
            score=min(max(float(score), 0.0), 1.0),
            spans=[[int(a), int(b)] for a, b in spans],
            version=found.version,
            by_uid=by.uid,
            by_name=by.name,
            at=at,
        )

    for one in found.objectives:
        yield suggestion(Scheme.OBJECTIVE, one.code, one.score, one.evidence)
    for one in found.principles:
        yield suggestion(Scheme.PRINCIPLE, one.code, one.score, one.evidence)
    if found.act:
        yield suggestion(Scheme.ACT, found.act, found.act_score, found.act_evidence)
    if found.speaker.kind not in ("", "none"):
        span = [found.speaker.span] if found.speaker.span else []
        yield suggestion(Scheme.SPEAKER, found.speaker.kind, found.speaker.score, span, found.speaker.name)
    for country in found.countries:
        spans = [(m.start, m.end) for m in found.mentions if m.country == country]
        yield suggestion(Scheme.COUNTRY, country, 1.0, spans)
