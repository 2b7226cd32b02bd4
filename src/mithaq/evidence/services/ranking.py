"""Learning from decisions which suggestions to show first, as a job; suggestions and doubts brought up to date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django_scopes import scope

from mithaq.evidence import learned
from mithaq.evidence.doubt import doubt, sure
from mithaq.evidence.enums import Status
from mithaq.evidence.models import Coding, Passage, Ranking
from mithaq.foundation import jobs, journal
from mithaq.foundation.actors import Actor
from mithaq.foundation.models import Job
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution
from mithaq.kernels import text as kernel

SEED = 1
BATCH = 500
Progress = Callable[[str, int, int], None]


class TooFew(Exception):
    """Fewer decisions than anything can be learned from; `missing` says how many more it takes."""

    def __init__(self, missing: int) -> None:
        super().__init__(missing)
        self.missing = missing


def learn(institution: Institution, *, by: Actor, at: datetime, progress: Progress | None = None) -> Ranking:
    """Learn from what was decided, measure it on what was held out, and order the open suggestions by it.

    Kept in any case, so that the page can say what it came to; used only for the schemes where it is better than the
    kernel's own order (`kernels.text.ranking`). Where it is better for none, the ranking in use before stays. Refused
    with fewer than `learned.MINIMUM` decided suggestions (TooFew).
    """
    told = progress or (lambda step, done, total: None)
    with scope(institution=institution):
        _refuse_too_few(institution)
        told("reading", 0, 0)
        examples = learned.examples(institution)
        told("learning", 0, 0)
        lesson = kernel.lesson(examples, seed=SEED)
        used = sorted(lesson.weights)
        with transaction.atomic():
            made = Ranking.objects.create(
                institution=institution,
                weights=lesson.weights,
                measured=kernel.lesson_facts(lesson),
                decisions=len(examples),
                is_used=bool(used),
                made_at=at,
                by_uid=by.uid,
                by_name=by.name,
            )
            journal.write(
                "evidence.learn",
                about=made,
                by=by,
                at=at,
                scope=institution.uid,
                after={"decisions": len(examples), "used": used},
            )
        if used:
            order(institution, progress=told)
    return made


def learn_later(institution: Institution, *, by: Actor, at: datetime) -> Job:
    """Ask for `learn` as a job, in the name of who asked. Refused at once where there is too little to learn from."""
    with scope(institution=institution):
        _refuse_too_few(institution)
    return jobs.start(
        "evidence.learn",
        learn_as_job,
        about=institution,
        scope=institution.uid,
        by=by,
        at=at,
        institution=institution.slug,
    )


def learn_as_job(job: Job, *, institution: str) -> dict[str, int]:
    home = institutions.by_slug(institution)
    assert home is not None, institution
    made = learn(
        home,
        by=jobs.actor(job),
        at=job.asked_at,
        progress=lambda step, done, total: jobs.step(job, step, done=done, total=total),
    )
    return {"decisions": made.decisions, "schemes": len(made.weights)}


def order(institution: Institution, *, progress: Progress | None = None) -> int:
    """Give every open suggestion its likelihood by the ranking in use, and its passage its doubt; how many changed.

    In short transactions: decisions made meanwhile are not held up. What is interrupted is put right by the next run.
    """
    weights = learned.weights(learned.ranking_in_use(institution))
    open_ = Coding.objects.filter(institution=institution, status=Status.SUGGESTED, is_obsolete=False)
    keys = sorted(set(open_.filter(passage__is_current=True).values_list("passage", flat=True)))
    changed = 0
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            batch = Passage.objects.filter(pk__in=keys[start : start + BATCH]).defer("tokens")
            changed += _order(list(batch), weights)
        if progress:
            progress("ordering", min(start + BATCH, len(keys)), len(keys))
    return changed


def weigh(institution: Institution, passages: Sequence[Passage]) -> None:
    """The same for these passages, whose suggestions are new; inside the transaction that stores them."""
    weights = learned.weights(learned.ranking_in_use(institution))
    for start in range(0, len(passages), BATCH):
        _order(passages[start : start + BATCH], weights)


def _order(passages: Sequence[Passage], weights: learned.Weights) -> int:
    rows: dict[int, list[Coding]] = defaultdict(list)
    for coding in Coding.objects.filter(passage__in=[p.pk for p in passages], is_obsolete=False):
        rows[coding.passage_id].append(coding)
    ranked, doubted = [], []
    for passage in passages:
        mine = rows[passage.pk]
        for coding, suggestion in learned.suggestions(passage, mine):
            likely = kernel.likelihood(weights, suggestion)
            if coding.status == Status.SUGGESTED and coding.rank != likely:
                coding.rank = likely
                ranked.append(coding)
        said = [(c.scheme, sure(c.scheme, c.score, c.rank, c.status), c.status) for c in mine]
        unsure = doubt(passage.kind, passage.number, said)
        if unsure != passage.doubt:
            passage.doubt = unsure
            doubted.append(passage)
    Coding.objects.bulk_update(ranked, ["rank"], batch_size=BATCH)
    Passage.objects.bulk_update(doubted, ["doubt"], batch_size=BATCH)
    return len(ranked)


def _refuse_too_few(institution: Institution) -> None:
    missing = learned.taught(institution).missing
    if missing:
        raise TooFew(missing)
