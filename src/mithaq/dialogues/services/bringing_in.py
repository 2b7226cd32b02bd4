"""A conversation brought in from a page: the files wait beside the originals, in a folder that is called as the job is,
and are gone when the job is over; where its process was killed, in the hour that gives it up.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from mithaq.dialogues.services import staging
from mithaq.dialogues.services.importing import bring_in
from mithaq.dialogues.wording_files import JOB
from mithaq.foundation import jobs
from mithaq.foundation.actors import Actor
from mithaq.foundation.models import Job
from mithaq.foundation.records import new_uid
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution

KEPT_FOR = timedelta(days=7)  # of a job that never came to its turn
FRESH = timedelta(hours=1)  # of what is being sent: no job is known yet
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
    staging.clear_left(institution, at=at)
    place = _place(new_uid())
    place.mkdir(parents=True, mode=0o700)
    for name in FILES:
        with (place / name).open("wb") as out:
            for part in files[name].chunks():
                out.write(part)
    with transaction.atomic():  # the job begins after it: the files are where it looks for them
        job = jobs.start(
            JOB,
            import_as_job,
            about=institution,
            scope=institution.uid,
            by=by,
            at=at,
            total=2,
            institution=institution.slug,
            asked={name: dict(value) if isinstance(value, Mapping) else value for name, value in asked.items()},
            language=language,
            codes=codes,
        )
        place.rename(_place(job.uid))
    return job


def import_as_job(
    job: Job, *, institution: str, asked: Mapping[str, Any], language: str, codes: bool = False
) -> Mapping[str, Any]:
    home = institutions.by_slug(institution)
    assert home is not None, institution
    with _files(job.uid) as (comments, votes):
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
def _files(job: str) -> Iterator[tuple[Path, Path]]:
    try:
        yield _place(job) / FILES[0], _place(job) / FILES[1]
    finally:
        shutil.rmtree(_place(job), ignore_errors=True)


def _place(job: str) -> Path:
    return _folder() / job


def _folder() -> Path:
    originals = Path(settings.FILES)
    return originals.with_name(f"{originals.name}-incoming-dialogues")


def clear_files(*, at: datetime) -> int:
    """Takes away the files no import waits for or reads any more, for who voted how stands in them; of how many.
    Refused (OSError), after all others are gone: one that cannot be taken away."""
    open_ones = jobs.recent().filter(kind=JOB, state__in=(Job.State.WAITING, Job.State.RUNNING))
    places = list(_folder().glob("*"))
    known, gone, stay = set(open_ones.values_list("uid", flat=True)), 0, []
    for place in places:
        with suppress(FileNotFoundError):  # its job has ended meanwhile, or another worker took it
            if place.stat().st_mtime < (at - (KEPT_FOR if place.name in known else FRESH)).timestamp():
                shutil.rmtree(place, ignore_errors=True)
                gone += 1
                stay += [place.name] if place.exists() else []
    if stay:
        raise OSError(f"The files of these imports cannot be taken away: {', '.join(stay)}")
    return gone
