from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from mithaq.foundation import jobs, minute
from mithaq.foundation.actors import SYSTEM, Actor
from mithaq.foundation.models import Entry, Job, Worker
from mithaq.foundation.views.progress import as_shown
from tests.cast import AT

AMAL = Actor("person", uid="amal", name="Amal")


@pytest.fixture(autouse=True)
def _work_from_here(monkeypatch):
    monkeypatch.setattr(jobs, "_OURS", ("mithaq.", "tests."))


def count_boats(job, *, boats):
    for number in range(1, boats + 1):
        jobs.step(job, "counting", done=number, total=boats)
    return {"boats": boats, "by": jobs.actor(job).name}


def sink(job):
    jobs.step(job, "counting", done=1, total=9)
    raise OSError("a hole in the hull")


def _start(run, work=count_boats, **more):
    with run(execute=True):
        return jobs.start("test.count", work, scope="house", by=AMAL, at=AT, **more)


def test_a_job_runs_after_commit_and_tells_its_outcome(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        job = jobs.start("test.count", count_boats, scope="house", by=AMAL, at=AT, boats=3)
        assert job.state == Job.State.WAITING
    for go in waiting:
        go()

    job.refresh_from_db()
    assert (job.state, job.outcome, job.percent) == (Job.State.FINISHED, {"boats": 3, "by": "Amal"}, 100)
    assert job.ticket


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_transaction_is_rolled_back_never_was():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        jobs.start("test.count", count_boats, by=AMAL, at=AT, boats=3)
        _ = 1 / 0

    assert Job.objects.count() == 0


def test_a_job_that_dies_says_of_what_and_stands_in_the_minute(db, django_capture_on_commit_callbacks):
    job = _start(django_capture_on_commit_callbacks, sink)

    job.refresh_from_db()
    assert (job.state, job.outcome) == (Job.State.FAILED, {"error": "OSError", "detail": "a hole in the hull"})
    assert [e.act for e in Entry.objects.filter(scope="house")] == ["job.failed"]
    assert "a hole in the hull" in as_shown(job, at=AT, in_full=True).failure


def test_a_job_runs_once(db, django_capture_on_commit_callbacks):
    job = _start(django_capture_on_commit_callbacks, boats=2)

    jobs._run.call(job.uid, f"{__name__}.sink", {})

    job.refresh_from_db()
    assert job.state == Job.State.FINISHED


def test_only_functions_that_can_be_found_again_are_taken(db, monkeypatch):
    with pytest.raises(ValueError, match="not a function at the top"):
        jobs.start("test.count", lambda job: None, by=AMAL, at=AT)
    monkeypatch.setattr(jobs, "_OURS", ("mithaq.",))
    with pytest.raises(ValueError, match="not a function at the top"):
        jobs.start("test.count", count_boats, by=AMAL, at=AT, boats=1)


def test_steps_are_written_seldom_and_the_last_always(db, django_assert_max_num_queries):
    job = Job.objects.create(kind="test.count", asked_at=AT)

    with django_assert_max_num_queries(10):
        for number in range(1, 1001):
            jobs.step(job, "counting", done=number, total=1000)

    job.refresh_from_db()
    assert (job.step, job.done, job.total) == ("counting", 1000, 1000)


def test_more_done_than_there_is_stops_at_the_whole(db):
    job = Job.objects.create(kind="test.count", asked_at=AT)

    jobs.step(job, "counting", done=12, total=9)

    assert (job.done, job.percent) == (9, 100)


def test_a_job_waits_visibly_while_nobody_works(db):
    job = Job.objects.create(kind="test.count", asked_at=AT)
    later = AT + timedelta(minutes=1)

    alone = jobs.is_stuck(job, at=later)
    jobs.beat("worker-1", at=later - timedelta(seconds=5))
    helped = jobs.is_stuck(job, at=later)
    gone = jobs.is_stuck(job, at=later + timedelta(minutes=5))

    assert (jobs.is_stuck(job, at=AT), alone, helped, gone) == (False, True, False, True)


def test_workers_not_heard_of_for_a_day_are_forgotten(db):
    jobs.beat("old", at=AT)
    jobs.beat("new", at=AT + timedelta(days=2))

    assert [w.name for w in Worker.objects.all()] == ["new"]


def test_a_job_whose_worker_was_stopped_is_given_up(db):
    lost = Job.objects.create(kind="test.count", asked_at=AT, state="running", started_at=AT, moved_at=AT)
    moving = Job.objects.create(
        kind="test.count", asked_at=AT, state="running", started_at=AT, moved_at=AT + timedelta(hours=3)
    )

    assert jobs.give_up_lost(at=AT + timedelta(hours=3)) == 1

    lost.refresh_from_db()
    moving.refresh_from_db()
    assert (lost.state, moving.state) == (Job.State.FAILED, Job.State.RUNNING)
    assert "worker was stopped" in as_shown(lost, at=AT, in_full=False).failure


def test_steps_are_worded_by_their_room(db):
    minute.word_jobs({"test.count": "Counting the boats", "test.count/counting": "In the harbour"})
    job = Job(kind="test.count", step="counting", state="running", asked_at=AT)
    unknown = Job(kind="test.other", step="x", state="running", asked_at=AT)

    assert (minute.job(job), minute.step(job)) == ("Counting the boats", "In the harbour")
    assert (minute.job(unknown), minute.step(unknown)) == ("test.other", "test.other")


@pytest.mark.django_db(transaction=True)
def test_a_worker_is_heard_of_while_it_lives():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        jobs.beat("worker-1", at=AT)  # one connection: the heart beats in this thread
        assert jobs.worker_seen(at=AT) is True
        return
    from django.utils.timezone import now

    with jobs.alive("worker-1"):
        for _ in range(600):
            if jobs.worker_seen(at=now()):
                break
            __import__("time").sleep(0.1)
        seen = jobs.worker_seen(at=now())

    assert (seen, jobs.worker_seen(at=now())) == (True, False)


def test_the_system_may_ask_too(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.start("test.count", count_boats, by=SYSTEM, at=AT, boats=1)

    job.refresh_from_db()
    assert job.outcome["by"] == "Mithaq"


def test_rounds_go_on_after_one_that_failed(db, caplog):
    """The first fails, the second is done; nothing more is done once the worker has stopped."""
    done, twice = [], threading.Event()

    def work(at):
        done.append(at)
        if len(done) == 1:
            raise ValueError("not today")
        twice.set()

    with jobs.rounds(work, every=0.01):
        assert twice.wait(timeout=60)
    after = len(done)

    assert "A round of the worker failed." in caplog.text
    assert after == len(done)
