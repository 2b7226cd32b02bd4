"""Counting the ballots of an election: as a job, exactly, and the same however often it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from mithaq.elections import tallying
from mithaq.elections.enums import FEW, Kind, Secrecy, State
from mithaq.elections.models import Count, Election
from mithaq.elections.services.noting import locked, note
from mithaq.elections.tallying import Tally
from mithaq.foundation import jobs
from mithaq.foundation.actors import Actor
from mithaq.foundation.models import Job
from mithaq.institutions import selectors as institutions
from mithaq.kernels import board
from mithaq.kernels import elections as kernel

JOB = "elections.count"
NOBODY = "nobody-voted"
Progress = Callable[[str, int, int], None]
STEPS = 3


class CannotBeCounted(Exception):
    """Why a count stopped: a key of the kernel's FAULTS, or `nobody-voted`. The count keeps it with its facts."""


def count(election: Election, *, seed: str = "", by: Actor, at: datetime) -> Count:
    """Ask for a count as a job; what it comes to is kept in `Count.result`, how far it is with the job.

    `seed` is the public seed for lots, as it was announced where it would come from: it is entered once, after the
    close. Where none is entered, it is the head of the board (in a named election the digest of the ballots), and that
    is then entered: who has seen a count cannot choose another. Refused (ValidationError): an election that is not
    closed or is declared, a box that is not open, another seed than the one that was entered, a seed where it was not
    announced before the vote where it would come from (who has seen the ballots could choose it).
    """
    with transaction.atomic():
        made = prepare(election, seed=seed, by=by, at=at)
        job = jobs.start(
            JOB,
            count_as_job,
            about=made.election,
            scope=made.institution.uid,
            by=by,
            at=at,
            total=STEPS,
            institution=made.institution.slug,
            count=made.uid,
        )
        made.job = job.uid
        made.save(update_fields=["job"])
    return made


def count_now(election: Election, *, seed: str = "", by: Actor, at: datetime) -> Count:
    """The same at once. Raises CannotBeCounted where it cannot be counted."""
    made = prepare(election, seed=seed, by=by, at=at)
    return finish(made, by=by, at=at)


@transaction.atomic
def prepare(election: Election, *, seed: str, by: Actor, at: datetime) -> Count:
    """A count without its result; the seed is entered with the first."""
    election = locked(election)
    if election.state not in (State.CLOSED, State.COUNTED):
        raise ValidationError(
            _("An election is counted after it is closed, and before its result is declared."), "state"
        )
    found = tallying.tally(election, on=_day(election, at))
    if found.source.header and not found.source.closing:
        raise ValidationError(_("The box has not been opened yet: there are no ballots to count."), "sealed")
    _enter_seed(election, seed.strip(), found, by=by, at=at)
    made: Count = Count.objects.create(
        institution=election.institution,
        election=election,
        method=found.method,
        seed=election.seed,
        ballots_digest=found.digest,
        kernel=kernel.VERSION,
    )
    return made


_NOT_ANNOUNCED: Mapping[str, Any] = {
    Secrecy.CONFIDENTIAL: _(
        "Where a seed would come from was not announced before the vote, so the head of the board is the seed."
    ),
    Secrecy.NAMED: _(
        "Where a seed would come from was not announced before the vote, so the digest of the ballots is the seed."
    ),
}


def _fixed(election: Election) -> str:
    """What nobody knew before the close: a named vote has no entries, so that its head is there before the first."""
    if election.secrecy == Secrecy.CONFIDENTIAL:
        return election.head
    return str(election.closing.get("ballots_digest", ""))


def _enter_seed(election: Election, seed: str, found: Tally, *, by: Actor, at: datetime) -> None:
    entered = election.seed or (found.source.seed if election.kind == Kind.COUNTBACK else "")
    if entered:
        if seed and seed != entered:
            raise ValidationError(
                {"seed": ValidationError(_("The seed is entered once; it cannot be changed after that."), "once")}
            )
        seed = entered
    if election.seed:
        return
    if seed and not entered and election.head and not election.seed_source:
        told = _NOT_ANNOUNCED[election.secrecy]
        raise ValidationError({"seed": ValidationError(told, "not-announced")})
    if len(seed) > SEED_SIGNS:
        raise ValidationError({"seed": ValidationError(_("A seed is no longer than 300 characters."), "long")})
    election.seed = seed or _fixed(election) or found.digest
    election.save(update_fields=["seed"])
    note(
        "elections.seed",
        election,
        clause=election.clause,
        by=by,
        at=at,
        after={**about(election), "seed": election.seed},
        public=True,
    )


SEED_SIGNS = 300


def count_as_job(job: Job, *, institution: str, count: str) -> dict[str, Any]:
    home = institutions.by_slug(institution)
    assert home is not None, institution
    with scope(institution=home):
        made = Count.objects.select_related("election", "institution").get(uid=count)
        finish(
            made,
            by=jobs.actor(job),
            at=job.asked_at,
            progress=lambda step, done, total: jobs.step(job, step, done=done, total=total),
        )
        return {"count": made.uid, "election": made.election.uid}


def finish(made: Count, *, by: Actor, at: datetime, progress: Progress | None = None) -> Count:
    """Count, and keep all of it. What cannot be counted is kept with its reason, and raised (CannotBeCounted)."""
    told = progress or (lambda step, done, total: None)
    told("reading", 0, STEPS)
    found = tallying.tally(made.election, on=_day(made.election, at))
    told("counting", 1, STEPS)
    try:
        kept = counted(found, made.seed)
    except kernel.CannotCount as cannot:
        _keep_fault(made, cannot.key, cannot.facts)
        raise CannotBeCounted(cannot.key) from cannot
    told("keeping", 2, STEPS)
    with transaction.atomic():
        election = locked(made.election)
        made.method, made.ballots_digest, made.result, made.counted_at = found.method, found.digest, kept, at
        made.save(update_fields=["method", "ballots_digest", "result", "counted_at"])
        if election.state == State.CLOSED:
            election.state = State.COUNTED
            election.save(update_fields=["state"])
        after = {**about(election), "method": made.method, "seed": made.seed, "kernel": made.kernel}
        note("elections.count", election, clause=election.clause, by=by, at=at, after=after)
        made.election = election
    return made


def _day(election: Election, at: datetime) -> date:
    """The day on which those elected would take their seats, if they were declared now."""
    return max(election.term_from, localdate(at))


def counted(found: Tally, seed: str) -> dict[str, Any]:
    """What is kept of a count: the result, the one without quotas beside it, and what both rest on."""
    if not found.papers and len(found.candidacies) - len(found.withdrawn) > found.seats:
        raise kernel.CannotCount(NOBODY)
    makeup = found.heeded
    how: dict[str, Any] = {"seats": found.seats, "seed": seed, "ids": found.ids}
    result = kernel.count(found.ballots, found.method, makeup=makeup, **how)
    kept: dict[str, Any] = {"of": found.facts, "cast": len(found.papers), **_meant(found, how)}
    if result.without is not None:
        kept["bare"] = list(result.without)  # with no quota at all: what a recount compares
    if makeup is None or len(makeup.quotas) == bool(found.keeps):
        return kept | tallying.as_kept(replace(result, without=None))
    if found.keeps:  # without quotas of balance: those who sit stay all the same
        plain = kernel.count(found.ballots, found.method, makeup=replace(makeup, quotas=makeup.quotas[:1]), **how)
        result = replace(result, without=plain.winners)
    else:
        plain = kernel.count(found.ballots, kernel.METHODS[found.method].without, **how)
    try:
        changed = kernel.changed(result, makeup, withdrawn=found.withdrawn)
    except kernel.CannotCount:  # the quotas cross too badly to say which of them it was: both results stand
        changed = ()
    return (
        kept
        | tallying.as_kept(result)
        | {
            "plain": tallying.as_kept(replace(plain, without=None)),
            "changed": [one.as_dict() for one in changed],
        }
    )


def _meant(found: Tally, how: Mapping[str, Any]) -> dict[str, Any]:
    """What it meant that somebody withdrew once voting was open: the ballots that pass over each, and whom the same
    ballots would have elected with them. Nothing of so few ballots that one could be known by it.
    """
    is_few = found.source.secrecy == Secrecy.CONFIDENTIAL and len(found.papers) < FEW
    if not found.left or is_few:
        return {}
    kept: dict[str, Any] = {"passed_over": board.passed_over(found.papers, found.left, found.withdrawn)}
    ballots = replace(found.ballots, withdrawn=found.ballots.withdrawn - {*found.left})
    with suppress(kernel.CannotCount):  # the result stands by itself
        kept["had_they_stood"] = list(kernel.count(ballots, found.method, makeup=found.heeded, **how).winners)
    return kept


def _keep_fault(made: Count, key: str, facts: Any) -> None:
    made.result = {"fault": {"key": key, "facts": {name: _plain(value) for name, value in facts.items()}}}
    made.save(update_fields=["result"])


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | list) else str(value)


def about(election: Election) -> dict[str, Any]:
    return {"title": dict(election.title), "body": dict(election.body.name)}
