"""Double readings: two persons code the same passages unseen; where they differ somebody settles; what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django_scopes import scope

from mithaq.evidence import agreement
from mithaq.evidence.enums import SINGLE, Scheme, Status
from mithaq.evidence.models import Coding, Decision, DoubleReading, Passage
from mithaq.evidence.services import desk
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution
from mithaq.people import selectors as people
from mithaq.people.enums import Role
from mithaq.people.selectors import Person

MOST = 500


class Refused(Exception):
    """`why`: "same-person", "no-officer" (`name`), "no-passages", "too-many" (`most`), "reserved" (a passage lies in
    another open double reading), "schemes", "not-read" (somebody has not read all yet), "closed", "foreign" (a passage
    or code that is not of this reading), "open-differences" (`left`)."""

    def __init__(self, why: str, **facts: Any) -> None:
        super().__init__(why)
        self.why = why
        self.facts = facts


def ask(
    institution: Institution,
    *,
    title: str,
    first: Person,
    second: Person,
    passages: Sequence[Passage],
    schemes: Sequence[str],
    by: Actor,
    at: datetime,
    drawn: Mapping[str, Any] | None = None,
) -> DoubleReading:
    """Ask two officers to read these passages without seeing each other's codes.

    `drawn` says by what rule they were chosen; it is kept, for agreement means little without it. From now on nobody
    codes these passages otherwise, until the reading is closed or given up. Refused as `Refused` says.
    """
    with scope(institution=institution), transaction.atomic():
        _refuse_readers(institution, first, second, at=at)
        if not schemes or any(one not in Scheme.values for one in schemes):
            raise Refused("schemes")
        if not passages:
            raise Refused("no-passages")
        if len(passages) > MOST:
            raise Refused("too-many", most=MOST)
        keys = [p.pk for p in passages]
        held = list(Passage.objects.select_for_update().filter(pk__in=keys).values_list("pk", flat=True))
        if agreement.under_reading(institution).filter(pk__in=held).exists():
            raise Refused("reserved")
        reading = DoubleReading.objects.create(
            institution=institution,
            title=title,
            first_uid=first.uid,
            first_name=first.name,
            second_uid=second.uid,
            second_name=second.name,
            schemes=[one for one in Scheme.values if one in schemes],
            alpha={"drawn": dict(drawn or {})},
            asked_at=at,
            by_uid=by.uid,
            by_name=by.name,
        )
        reading.passages.set(held)
        _note("evidence.ask_reading", reading, by=by, at=at, passages=len(held), drawn=dict(drawn or {}))
    return reading


def settle(
    institution: Institution,
    reading: DoubleReading,
    passage: Passage,
    *,
    chosen: Iterable[tuple[str, str]],
    key: str,
    by: Actor,
    at: datetime,
) -> Decision:
    """Decide which codes stand where the two differ: `chosen` are (scheme, code) among those that either gave.

    What neither gave is rejected, in the schemes that were compared; the others stay suggestions. Settled again, the
    later word stands. Refused before both have read, after it is closed, and for a code that neither gave.
    """
    with scope(institution=institution), transaction.atomic():
        held = _held(reading)
        read = {one.passage.pk: one for one in _compared(held)}
        if passage.pk not in read:
            raise Refused("foreign")
        return _settle(held, read[passage.pk], set(chosen), key=key, by=by, at=at)


def close(institution: Institution, reading: DoubleReading, *, by: Actor, at: datetime) -> DoubleReading:
    """Freeze how far the two agree; where they said the same, that stands from now on.

    Refused before both have read everything, and while a difference is not settled.
    """
    with scope(institution=institution), transaction.atomic():
        held = _held(reading)
        read = _compared(held)
        left = sum(not one.agree and one.settled is None for one in read)
        if left:
            raise Refused("open-differences", left=left)
        for one in read:
            if one.settled is None:
                chosen = {(said.scheme, code) for said in one.said for code in said.first}
                _settle(held, one, chosen, key=f"agreed-{held.uid}-{one.passage.uid}", by=by, at=at)
        figures = agreement.figures(held, read)
        held.alpha = held.alpha | agreement.as_facts(figures) | {"passages": len(read)}
        held.closed_at = at
        held.save(update_fields=["alpha", "closed_at"])
        told = {one.scheme: one.overall.alpha for one in figures}
        _note("evidence.close_reading", held, by=by, at=at, passages=len(read), alpha=told)
    return held


def give_up(institution: Institution, reading: DoubleReading, *, by: Actor, at: datetime) -> DoubleReading:
    """End it without a result: its passages go back to the desk. What either said stays unseen. Refused when closed."""
    with scope(institution=institution), transaction.atomic():
        held = _held(reading)
        held.closed_at = at
        held.save(update_fields=["closed_at"])
        _note("evidence.give_up_reading", held, by=by, at=at, passages=held.passages.count())
    return held


def _refuse_readers(institution: Institution, first: Person, second: Person, *, at: datetime) -> None:
    if first.uid == second.uid:
        raise Refused("same-person")
    for one in (first, second):
        role = people.role_of(one.account, institution, on=localdate(at))
        if role is None or role.rank < Role.OFFICER.rank:
            raise Refused("no-officer", name=str(one))


def _held(reading: DoubleReading) -> DoubleReading:
    """As it stands now, held for this transaction."""
    row = DoubleReading.objects.select_for_update().get(pk=reading.pk)
    if row.closed_at is not None:
        raise Refused("closed")
    return row


def _compared(reading: DoubleReading) -> list[agreement.Compared]:
    read = agreement.compared(reading)
    if not read:
        raise Refused("not-read")
    return read


def _settle(
    reading: DoubleReading, read: agreement.Compared, chosen: set[tuple[str, str]], *, key: str, by: Actor, at: datetime
) -> Decision:
    given = {
        (said.scheme, code): name for said in read.said for code, name in (*said.second.items(), *said.first.items())
    }
    alone = [scheme for scheme, _ in chosen if scheme in SINGLE]
    if not chosen <= set(given) or len(set(alone)) != len(alone):
        raise Refused("foreign")
    live = Coding.objects.filter(passage=read.passage, scheme__in=reading.schemes, is_obsolete=False)
    other = set(live.exclude(status=Status.REJECTED).values_list("scheme", "code")) | set(given)
    verdicts: list[desk.Verdict] = [
        {"scheme": scheme, "code": code, "name": given[scheme, code], "verdict": "yes"}
        for scheme, code in sorted(chosen)
    ]
    verdicts += [
        {"scheme": scheme, "code": code, "name": "", "verdict": "no"} for scheme, code in sorted(other - chosen)
    ]
    reading.decisions.filter(kind="settle", passage=read.passage, undone_at=None).exclude(key=key).update(undone_at=at)
    passage = Passage.objects.get(pk=read.passage.pk)
    return desk.decide(
        reading.institution,
        passage,
        key=key,
        verdicts=verdicts,
        seen=passage.version,
        by=by,
        at=at,
        settles=reading,
    )


def _note(act: str, reading: DoubleReading, *, by: Actor, at: datetime, **after: Any) -> None:
    journal.write(act, about=reading, by=by, at=at, scope=reading.institution.uid, after=after)
