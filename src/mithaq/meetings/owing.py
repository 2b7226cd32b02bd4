"""What falls due here: minutes to publish, meetings to call, members to answer, motions to close."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.timezone import localdate

from mithaq.institutions.selectors import Institution
from mithaq.kernels import cadence
from mithaq.kernels.charter import Charter
from mithaq.meetings import addresses, asked, clauses, watching
from mithaq.meetings.enums import State
from mithaq.meetings.models import Answer, Motion
from mithaq.notices.selectors import Owed

REMEMBERED = timedelta(days=366)  # so long what was done stays in the answer, so that what was due is closed
ONE_DAY = timedelta(days=1)


def owed(institution: Institution, charter: Charter, *, on: date) -> list[Owed]:
    """A constant number of queries, however many meetings and motions there are."""
    known = watching.held(institution, on=on)
    return [*_minutes(charter, known, on), *_meetings(institution, charter, known, on), *_motions(institution, on)]


def _minutes(charter: Charter, known: watching.Held, on: date) -> Iterator[Owed]:
    for meetings in known.by_body.values():
        for one in meetings:
            clause = clauses.minutes(charter, one)
            if clause is None or not clause.binds or one.last_day >= on:
                continue
            done = watching.published_on(one)
            if done is not None and done < on - REMEMBERED:
                continue
            yield Owed(
                kind="meetings.minutes-to-publish",
                about=one.uid,
                clause=clause.id,
                opens_on=one.last_day + ONE_DAY,
                due_on=clauses.deadline(clause, one.last_day),
                done_on=done,
                facts={"title": dict(one.title), "day": one.last_day.isoformat()},
                path=addresses.meeting(one),
            )


def _meetings(institution: Institution, charter: Charter, known: watching.Held, on: date) -> Iterator[Owed]:
    """The window that runs, where it still wants a meeting; one that is called is enough."""
    path = addresses.meetings(institution)
    for body in known.bodies:
        for clause in clauses.meetings(charter, body):
            rule: cadence.Cadence | None = clause.get("cadence")
            if rule is None or not clause.binds:
                continue
            days = [one.first_day for one in known.of(body, clause)]
            stretches = cadence.held_against(rule, days, anchor=clauses.anchor(rule, body.from_date), on=on)
            if not stretches or stretches[-1].slot.least == 0:
                continue
            now = stretches[-1]
            window = now.slot.windows[-1]
            if window.until is None or now.slot.windows[0].begins > on:
                continue
            inside = [day for day in now.held if any(part.holds(day) for part in now.slot.windows)]
            inside += [day for day in days if day > on and window.holds(day) and day not in inside]
            enough = sorted(inside)[now.slot.least - 1 : now.slot.least]
            if not enough and on >= window.until:
                continue
            yield Owed(
                kind="meetings.meeting-to-call",
                about=f"{body.key}:{clause.id}:{now.slot.period.begins.isoformat()}",
                clause=clause.id,
                opens_on=now.slot.windows[0].begins,
                due_on=window.until - ONE_DAY,
                done_on=min(enough[0], on) if enough else None,
                facts={"body": dict(body.name), "cadence": rule.text},
                path=path,
            )


def _motions(institution: Institution, on: date) -> Iterator[Owed]:
    rows = list(
        Motion.objects.filter(institution=institution, state=State.CONSULTING)
        .select_related("institution", "consultation")
        .order_by("pk")
    )
    waiting: dict[int, list[Answer]] = defaultdict(list)
    silent = Answer.objects.filter(consultation__motion__in=rows, at=None).select_related("membership", "consultation")
    for one in silent:
        waiting[one.consultation.motion_id].append(one)
    organisations = {one.membership.organisation_id for one in silent if one.membership.organisation_id}
    speakers = asked.speakers(institution, organisations, on=on)
    for motion in rows:
        consultation = motion.consultation
        facts = {"subject": dict(motion.subject), "until": consultation.until.isoformat()}
        persons = {one.membership.person_id for one in waiting[motion.pk] if one.membership.person_id}
        persons = persons.union(
            *(speakers.get(one.membership.organisation_id or 0, set()) for one in waiting[motion.pk])
        )
        if on < consultation.until and persons:
            yield Owed(
                kind="meetings.answer-wanted",
                about=motion.uid,
                clause=consultation.clause,
                opens_on=localdate(consultation.opened_at),
                due_on=consultation.until - ONE_DAY,
                facts=facts,
                path=addresses.motion(motion),
                persons=tuple(sorted(persons)),
            )
        if on >= consultation.until:
            yield Owed(
                kind="meetings.motion-to-close",
                about=motion.uid,
                clause=motion.clause,
                opens_on=consultation.until,
                facts=facts,
                path=addresses.motion(motion),
            )
