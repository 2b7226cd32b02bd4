"""A draft asked for on a page: made as a job, which codes first what is not coded yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django_scopes import scope

from mithaq.evidence import selectors as evidence
from mithaq.evidence import services as coding
from mithaq.evidence.selectors import Document
from mithaq.foundation import jobs
from mithaq.foundation.actors import Actor
from mithaq.foundation.models import Job
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution
from mithaq.synthesis.services.draft import NothingToSay, draft

JOB = "synthesis.draft"


def draft_later(institution: Institution, documents: Iterable[Document], *, by: Actor, at: datetime, **how: Any) -> Job:
    """Ask for `draft`; `how` are its other arguments. The job's outcome is `{"synthesis": uid, "is_new": bool}`."""
    return jobs.start(
        JOB,
        draft_as_job,
        about=institution,
        scope=institution.uid,
        by=by,
        at=at,
        institution=institution.slug,
        documents=[document.uid for document in documents],
        how=how,
    )


def draft_as_job(
    job: Job, *, institution: str, documents: Sequence[str], how: Mapping[str, Any]
) -> dict[str, str | bool]:
    """Who asked may have lost the right to see a document meanwhile: it is asked again."""
    home = institutions.by_slug(institution)
    if home is None:
        raise NothingToSay("documents")
    by = jobs.actor(job)
    with scope(institution=home):
        chosen = list(evidence.documents(home, to=by).filter(uid__in=documents))

        def told(step: str, done: int, total: int) -> None:
            jobs.step(job, step, done=done, total=total)

        coding.code(home, chosen, by=by, at=job.asked_at, progress=told)
        drafted = draft(home, by=by, at=job.asked_at, documents=chosen, progress=told, **how)
    return {"synthesis": drafted.synthesis.uid, "is_new": drafted.is_new}
