"""Long work that shows where it is: asked for, waiting, running, finished or failed.

A room starts one of its own functions as a job: the function takes the job and ids, calls `step` as it goes, and gives
back a few JSON facts (the outcome). How its steps are called is the room's affair: they are keys.

    job = jobs.start("evidence.deposit", deposit_folder, about=batch, scope=institution.uid, by=actor, at=now(),
                     batch=batch.uid)

    def deposit_folder(job, *, batch):
        for n, file in enumerate(files, start=1):
            jobs.step(job, "reading", done=n, total=len(files))
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string
from django.utils.timezone import now
from django_tasks import task

from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.foundation.models import Job, Worker

Work = Callable[..., Mapping[str, Any] | None]
EVERY = 0.25
BEAT = 10.0
HOUR = 3600.0
PATIENCE = timedelta(seconds=5)
WORKER_FRESH = timedelta(seconds=30)
log = logging.getLogger("mithaq.jobs")


def start(
    kind: str, work: Work, *, about: Any = "", scope: str = "", by: Actor, at: datetime, total: int = 0, **with_: Any
) -> Job:
    """Ask for `work(job, **with_)`; it is queued when the transaction is committed.

    `kind` reads room.verb; `work` is a function at the top of one of our modules; `with_` are JSON values (ids, never
    records). Refused: a function that cannot be found again by its name (ValueError).
    """
    path = f"{work.__module__}.{work.__qualname__}"
    if not path.startswith(_OURS) or "<" in path:
        raise ValueError(f"{path} is not a function at the top of a module of ours.")
    job = Job.objects.create(
        scope=scope,
        kind=kind,
        about=about if isinstance(about, str) else f"{about._meta.label_lower}:{about.uid}",
        by_kind=by.kind,
        by_uid=by.uid,
        by_name=by.name,
        total=total,
        asked_at=at,
    )
    transaction.on_commit(lambda: _queue(job, path, with_))
    return job


def step(job: Job, key: str, *, done: int, total: int = 0) -> None:
    """Say where the work is. Written at most four times a second, and always when the step or the end is reached."""
    total = total or job.total
    same = job.step == key and job.total == total and done < total
    if same and time.monotonic() - getattr(job, "_written", 0.0) < EVERY:
        return
    job.step, job.done, job.total, job.moved_at = key, min(done, total) if total else done, total, now()
    job.save(update_fields=["step", "done", "total", "moved_at"])
    job._written = time.monotonic()  # type: ignore[attr-defined]


def actor(job: Job) -> Actor:
    """Who asked for it: services called by the job act in that name."""
    return Actor(job.by_kind, uid=job.by_uid, name=job.by_name)  # type: ignore[arg-type]


def recent(*, scope: str | None = None) -> QuerySet[Job]:
    """Newest first; of one institution, or (None) of the whole installation."""
    return Job.objects.all() if scope is None else Job.objects.filter(scope=scope)


def of(about: Any) -> QuerySet[Job]:
    """The jobs about one record."""
    return Job.objects.filter(about=f"{about._meta.label_lower}:{about.uid}")


def get(uid: str, *, scope: str | None = None) -> Job | None:
    return recent(scope=scope).filter(uid=uid).first()


def beat(name: str, *, at: datetime) -> None:
    """A worker says that it is alive."""
    Worker.objects.update_or_create(name=name[:80], defaults={"seen_at": at})
    Worker.objects.filter(seen_at__lt=at - timedelta(days=1)).delete()


@contextmanager
def alive(name: str) -> Iterator[None]:
    """While a worker runs inside, it is heard of every ten seconds: `with jobs.alive("host-4711"): …`."""
    stop = threading.Event()

    def keep_beating() -> None:
        while True:
            beat(name, at=now())
            connection.close()
            if stop.wait(BEAT):
                return

    thread = threading.Thread(target=keep_beating, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=2)
        Worker.objects.filter(name=name[:80]).delete()


@contextmanager
def rounds(work: Callable[[datetime], object], *, every: float = HOUR) -> Iterator[None]:
    """While a worker runs inside, `work(at)` is done at once and then each so many seconds, beside the jobs.

    What fails is written to the log, and tried again with the next round.
    """
    stop = threading.Event()

    def go() -> None:
        while True:
            try:
                work(now())
            except Exception:  # a round that fails must not end the rounds
                log.exception("A round of the worker failed.")
            finally:
                connection.close()
            if stop.wait(every):
                return

    thread = threading.Thread(target=go, name="rounds", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=10)


def apart(kind: str, work: Callable[[], int], *, about: Any = "", scope: str = "", at: datetime) -> int:
    """Do one part of a round so that its failure does not stop the others; what it counted, 0 where it failed.

    A failure stands among the jobs, where who looks after the installation finds it: once a day for the same part.
    """
    try:
        return work()
    except Exception as error:  # whatever one part dies of, the next one is done
        log.exception("A part of a round (%s) failed.", kind)
        told = about if isinstance(about, str) else f"{about._meta.label_lower}:{about.uid}"
        known = Job.objects.filter(kind=kind, about=told, scope=scope, state=Job.State.FAILED)
        if not known.filter(ended_at__gt=at - timedelta(days=1)).exists():
            with transaction.atomic():
                job = Job(scope=scope, kind=kind, about=told, by_kind="task", by_uid=kind, by_name=kind, asked_at=at)
                job.save(force_insert=True)
                _end(job, Job.State.FAILED, {"error": type(error).__name__, "detail": str(error)[:500]}, at=at)
        return 0


def worker_seen(*, at: datetime) -> bool:
    """Whether a worker is alive: it was heard of in the last half minute, or works on a job that moves."""
    heard = Worker.objects.filter(seen_at__gte=at - WORKER_FRESH).exists()
    return heard or Job.objects.filter(state=Job.State.RUNNING, moved_at__gte=at - WORKER_FRESH).exists()


def is_stuck(job: Job, *, at: datetime) -> bool:
    """Waits although no worker runs: the page says so instead of turning a wheel."""
    return waits_too_long(job, at=at) and not worker_seen(at=at)


def waits_too_long(job: Job, *, at: datetime) -> bool:
    return job.state == Job.State.WAITING and at - job.asked_at > PATIENCE


def give_up_lost(*, at: datetime, after: timedelta = timedelta(hours=2)) -> int:
    """Mark as failed what ran and has not moved for long: its worker was stopped. Returns how many.

    A worker asks for it each hour: one that is begun again at once is too early for what it died of.
    """
    lost = Job.objects.filter(state=Job.State.RUNNING, moved_at__lt=at - after)
    count = 0
    for job in lost:
        with transaction.atomic():
            if not lost.filter(pk=job.pk).update(moved_at=at):  # it moved meanwhile, or another gave it up
                continue
            _end(job, Job.State.FAILED, {"error": "lost"}, at=at)
        count += 1
    return count


_OURS = ("mithaq.",)


def _queue(job: Job, path: str, with_: Mapping[str, Any]) -> None:
    result = _run.enqueue(job.uid, path, dict(with_))
    Job.objects.filter(pk=job.pk).update(ticket=str(result.id))


@task
def _run(uid: str, path: str, with_: dict[str, Any]) -> None:
    job = Job.objects.filter(uid=uid, state=Job.State.WAITING).first()
    if job is None or not path.startswith(_OURS):
        return
    job.state, job.started_at, job.moved_at = Job.State.RUNNING, now(), now()
    job.save(update_fields=["state", "started_at", "moved_at"])
    try:
        outcome = import_string(path)(job, **with_)
    except Exception as error:  # whatever a job dies of, its page says that it died, and of what
        log.exception("Job %s (%s) failed.", job.uid, job.kind)
        with transaction.atomic():
            _end(job, Job.State.FAILED, {"error": type(error).__name__, "detail": str(error)[:500]}, at=now())
        return
    with transaction.atomic():
        _end(job, Job.State.FINISHED, dict(outcome or {}), at=now())


def _end(job: Job, state: Job.State, outcome: Mapping[str, Any], *, at: datetime) -> None:
    job.state, job.outcome, job.ended_at, job.moved_at = state, dict(outcome), at, at
    if state == Job.State.FINISHED and job.total:
        job.done = job.total
    job.save(update_fields=["state", "outcome", "ended_at", "moved_at", "done"])
    journal.write(f"job.{state}", about=job, by=actor(job), at=at, scope=job.scope, after={"kind": job.kind})
