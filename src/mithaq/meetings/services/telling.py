"""Whom an act of this room tells, once: those invited to a meeting, those asked, those who decide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from mithaq.bodies import selectors as bodies
from mithaq.meetings import addresses, asked
from mithaq.meetings.models import Attendance, Consultation, Meeting, Minutes, Motion
from mithaq.notices import services as notices
from mithaq.people import selectors as people
from mithaq.people.selectors import Person


def tell_invited(meeting: Meeting, *, at: datetime) -> None:
    _tell(meeting, "meetings.invited", meeting.uid, at)


def tell_changed(meeting: Meeting, *, at: datetime) -> None:
    """Each change once; somebody invited since the call is told that they are invited."""
    _tell(meeting, "meetings.changed", f"{meeting.uid}:{meeting.version}", at)


def tell_cancelled(meeting: Meeting, *, at: datetime) -> None:
    _tell(meeting, "meetings.cancelled", meeting.uid, at)


def tell_published(minutes: Minutes, *, at: datetime) -> None:
    _tell(minutes.meeting, "meetings.published", minutes.meeting.uid, at)


def tell_proposed(motion: Motion, *, on: date, at: datetime) -> None:
    """Whoever sits in the body learns that there is something to decide."""
    _tell_body(motion, "meetings.proposed", on, at)


def tell_decided(motion: Motion, *, on: date, at: datetime) -> None:
    _tell_body(motion, "meetings.decided", on, at)


def tell_asked(consultation: Consultation, members: Iterable[Any], *, on: date, at: datetime) -> None:
    """Every member that is asked, by the persons who speak for it."""
    members = list(members)
    institution = consultation.institution
    asked_ = {one.organisation_id for one in members if one.organisation_id}
    keys = {one.person_id for one in members if one.person_id}
    keys = keys.union(*asked.speakers(institution, asked_, on=on).values())
    motion = consultation.motion
    notices.tell(
        institution,
        people.persons().filter(pk__in=keys),
        "meetings.asked",
        about=motion.uid,
        facts={"subject": dict(motion.subject), "until": consultation.until.isoformat()},
        path=addresses.motion(motion),
        at=at,
    )


def _tell(meeting: Meeting, kind: str, about: str, at: datetime) -> None:
    rows = Attendance.objects.filter(meeting=meeting).select_related("person", "occupant")
    told = {"title": dict(meeting.title), "day": meeting.first_day.isoformat()}
    if meeting.cancelled_at:
        told["because"] = meeting.cancelled_because
    persons = _each(row.person or row.occupant for row in rows)
    path = addresses.meeting(meeting)
    notices.tell(meeting.institution, persons, kind, about=about, facts=told, path=path, at=at)


def _tell_body(motion: Motion, kind: str, on: date, at: datetime) -> None:
    sitting = _each(one.person or one.occupant for one in bodies.sitting(motion.body, on=on))
    facts = {"subject": dict(motion.subject), "body": dict(motion.body.name), "state": motion.state}
    notices.tell(motion.institution, sitting, kind, about=motion.uid, facts=facts, path=addresses.motion(motion), at=at)


def _each(persons: Iterable[Person | None]) -> list[Person]:
    """Each once; who has no seat by a person yet is not told by one."""
    return list({one.pk: one for one in persons if one is not None}.values())
