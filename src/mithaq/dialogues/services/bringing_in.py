"""A conversation brought in from a page: the files wait beside the originals, and are gone when the job is over."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from mithaq.dialogues.services import staging
from mithaq.dialogues.services.importing import bring_in
from mithaq.dialogues.wording_files import JOB
from mithaq.foundation import jobs
from mithaq.foundation.actors import Actor
from mithaq.foundation.models import Job
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution

KEPT_FOR = timedelta(days=7)  # of a job that never came to its end
FILES = ("comments", "votes")


def import_later(
    institution: Institution,
    files: Mapping[str, Any],
    asked: Mapping[str, Any],
    *,
    language: str,
    codes: bool = False,
    by: Actor,
    at: datetime,
) -> Job:
    """Ask for `bring_in` of the files "comments" and "votes" (as a form has them), with the fields `asked`. The outcome
    of the job is `{"dialogue": uid}`; what is wrong with a file stops it (Unfit) before anything is written. `codes`:
    ids may be texts also where most of them are numbers."""
    _sweep(at=at)
    staging.clear_left(institution, at=at)
    ticket = secrets.token_hex(16)
    place = _place(ticket)
    place.mkdir(parents=True, mode=0o700)
    for name in FILES:
        with (place / name).open("wb") as out:
            for part in files[name].chunks():
                out.write(part)
    return jobs.start(
        JOB,
        import_as_job,
        about=institution,
        scope=institution.uid,
        by=by,
        at=at,
        total=2,
        institution=institution.slug,
        ticket=ticket,
        asked={name: dict(value) if isinstance(value, Mapping) else value for name, value in asked.items()},
        language=language,
        codes=codes,
    )


def import_as_job(
    job: Job, *, institution: str, ticket: str, asked: Mapping[str, Any], language: str, codes: bool = False
) -> Mapping[str, Any]:
    home = institutions.by_slug(institution)
    assert home is not None, institution
    with _files(ticket) as (comments, votes):
        made = bring_in(
            home,
            comments.read_bytes(),
            votes.read_bytes(),
            asked,
            language=language,
            codes=codes,
            by=jobs.actor(job),
            at=job.asked_at,
            progress=lambda step, done, total: jobs.step(job, step, done=done, total=total),
        )
    return {"dialogue": made.uid}


@contextmanager
def _files(ticket: str) -> Iterator[tuple[Path, Path]]:
    try:
        yield _place(ticket) / FILES[0], _place(ticket) / FILES[1]
    finally:
        shutil.rmtree(_place(ticket), ignore_errors=True)


def _place(ticket: str) -> Path:
    return _folder() / ticket


def _folder() -> Path:
    originals = Path(settings.FILES)
    return originals.with_name(f"{originals.name}-incoming-dialogues")


def _sweep(*, at: datetime) -> None:
    for place in _folder().glob("*"):
        if place.stat().st_mtime < (at - KEPT_FOR).timestamp():
            shutil.rmtree(place, ignore_errors=True)
