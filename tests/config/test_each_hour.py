"""A round of the worker: what one part of it dies of stops no other, and stands among the jobs."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.utils.timezone import now

from mithaq.blueprints import services as blueprints
from mithaq.config.commands import worker
from mithaq.dialogues import services as dialogues
from mithaq.evidence import services as evidence
from mithaq.foundation import jobs, minute
from mithaq.foundation.models import Job
from mithaq.notices import services as notices

PARTS = {
    "given up": (jobs, "give_up_lost", "jobs.lost"),
    "taken away": (dialogues, "clear_everywhere", "dialogues.clear"),
    "files": (dialogues, "clear_files", "dialogues.clear"),
    "told": (evidence.saved, "tell_everywhere", "evidence.tell"),
    "tended": (blueprints, "tend_everywhere", "blueprints.tend"),
}


@pytest.mark.parametrize("fails", PARTS)
def test_whatever_fails_all_others_are_done(db, monkeypatch, caplog, fails):
    done: list[str] = []

    def part(name):
        def work(**told):
            done.append(name)
            if name == fails:
                raise OSError("not today")
            return 0

        return work

    for name, (where, what, _kind) in PARTS.items():
        monkeypatch.setattr(where, what, part(name))
    monkeypatch.setattr(notices, "digest", part("letters"))

    with caplog.at_level(logging.CRITICAL, logger="mithaq.jobs"):
        worker.each_hour(now())

    assert done == [*PARTS, "letters"]
    failed = Job.objects.get()
    assert (failed.kind, failed.state, failed.outcome["detail"]) == (PARTS[fails][2], Job.State.FAILED, "not today")
    assert minute.job(failed) != failed.kind, "it is worded"


def test_a_lost_job_that_cannot_be_ended_stops_no_round(db, monkeypatch):
    """Its end cannot be written, however often: it stays, and the rest of the hour is done all the same."""
    at = now()
    stuck = Job.objects.create(
        kind="evidence.deposit", asked_at=at, state=Job.State.RUNNING, moved_at=at - timedelta(hours=3)
    )
    end, letters = jobs._end, []

    def cannot(job, *more, **told):
        if job.pk == stuck.pk:
            raise OSError("not this one")
        end(job, *more, **told)

    monkeypatch.setattr(jobs, "_end", cannot)
    monkeypatch.setattr(notices, "digest", lambda **told: letters.append(told["at"]))

    worker.each_hour(at)

    stuck.refresh_from_db()
    assert (stuck.state, letters) == (Job.State.RUNNING, [at])
    assert Job.objects.get(kind="jobs.lost").state == Job.State.FAILED
