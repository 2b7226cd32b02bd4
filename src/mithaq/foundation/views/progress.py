"""A job as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from mithaq.foundation import jobs, minute
from mithaq.foundation.models import Job


@dataclass(frozen=True, slots=True)
class Shown:
    """`is_stuck`: it waits and nobody works. `text` says where it is, `failure` what it died of."""

    job: Job
    title: str
    text: str
    failure: str
    is_stuck: bool
    url: str = ""
    result: tuple[str, str] | None = None


def as_shown(
    job: Job, *, at: datetime, in_full: bool, worker: bool | None = None, url: str = "", institution: str = ""
) -> Shown:
    """`institution` is the slug of the page's institution, below which what the job made is found.

    `in_full`: whether the reader may know the words of an error; they may come from a confidential document.

    `worker`: whether one is alive, when the caller has asked already (a list asks once).
    """
    stuck = jobs.is_stuck(job, at=at) if worker is None else jobs.waits_too_long(job, at=at) and not worker
    return Shown(
        job=job,
        title=minute.job(job),
        text=_TEXTS[Job.State(job.state)](job),
        failure=_failure(job, in_full=in_full) if job.state == Job.State.FAILED else "",
        is_stuck=stuck,
        url=url,
        result=minute.result(job, institution),
    )


_TEXTS = {
    Job.State.WAITING: lambda job: _("Waiting for its turn."),
    Job.State.RUNNING: minute.step,
    Job.State.FINISHED: lambda job: _("Finished."),
    Job.State.FAILED: lambda job: _("Stopped before the end."),
}


def _failure(job: Job, *, in_full: bool) -> str:
    if job.outcome.get("error") == "lost":
        return _("The worker was stopped while it ran. Start it again; what was done so far is kept.")
    if worded := minute.end(job):
        return worded
    kind = job.outcome.get("error", "")
    if not in_full:
        return _("It met an error of the kind %(kind)s; officers can read more.") % {"kind": minute.isolate(kind)}
    return _("It met an error: %(detail)s") % {"detail": minute.isolate(job.outcome.get("detail") or kind)}
