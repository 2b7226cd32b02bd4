"""Which meetings, minutes and motions a reader may see: every way out asks here."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from mithaq.bodies import selectors as bodies
from mithaq.evidence import selectors as evidence
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter
from mithaq.meetings import asked, clauses
from mithaq.meetings.enums import State
from mithaq.meetings.models import Answer, Consultation, Meeting, Minutes, Motion
from mithaq.meetings.rules import takes_part
from mithaq.people.rules import is_officer, is_visitor


def meetings(institution: Institution, *, to: Any) -> QuerySet[Meeting]:
    """Newest first. Meetings are public where the institution is."""
    found: QuerySet[Meeting] = Meeting.objects.filter(institution=institution).select_related("body", "minutes")
    return found if is_visitor(to, institution) or takes_part(to, institution) else found.none()


def upcoming(institution: Institution, *, to: Any, on: date) -> QuerySet[Meeting]:
    """Those that are not over on a day, the nearest first."""
    return meetings(institution, to=to).filter(last_day__gte=on).order_by("first_day", "pk")


def past(institution: Institution, *, to: Any, on: date) -> QuerySet[Meeting]:
    return meetings(institution, to=to).filter(last_day__lt=on).order_by("-first_day", "-pk")


def meeting(institution: Institution, uid: str, *, to: Any) -> Meeting | None:
    return meetings(institution, to=to).filter(uid=uid).first()


def minutes(meeting: Meeting, *, to: Any, on: date) -> Minutes | None:
    """The minutes of a meeting for a reader: published ones for whom the clause says, a draft for those who work on it.

    Whoever sits in the body reads a draft too, for what they said stands in it.
    """
    found = Minutes.objects.filter(meeting=meeting).select_related("document", "institution").first()
    if found is None or is_officer(to, meeting.institution):
        return found
    if found.published_at is None:
        sits = meeting.body is not None and bodies.sits(to, meeting.body, on=on) is not None
        return found if sits else None
    if takes_part(to, meeting.institution):
        return found
    charter = institutions.charter_of(meeting.institution, on=meeting.last_day)
    is_open = clauses.is_public(clauses.minutes(charter, meeting)) and is_visitor(to, meeting.institution)
    return found if is_open else None


def document(minutes: Minutes, *, to: Any) -> evidence.Document | None:
    """The document that holds the minutes, where this reader may see it."""
    if minutes.document is None:
        return None
    return evidence.document(minutes.institution, minutes.document.uid, to=to)


def motions(institution: Institution, *, to: Any) -> QuerySet[Motion]:
    """Newest first. What is adopted is public where the institution is; the rest is for those who take part."""
    found: QuerySet[Motion] = Motion.objects.filter(institution=institution).select_related(
        "institution", "body", "meeting", "consultation"
    )
    if takes_part(to, institution):
        return found
    return found.filter(state=State.ADOPTED) if is_visitor(to, institution) else found.none()


def motion(institution: Institution, uid: str, *, to: Any) -> Motion | None:
    return motions(institution, to=to).filter(uid=uid).first()


def adopted(motion: Motion) -> bool:
    """Whether a motion is adopted, as the database has it now."""
    return bool(Motion.objects.filter(pk=motion.pk, state=State.ADOPTED).exists())


def sees_positions(motion: Motion, charter: Charter, *, to: Any) -> bool:
    """Who took which position is the members' to know, and everybody's where the charter publishes decisions."""
    return bool(takes_part(to, motion.institution)) or (
        motion.state == State.ADOPTED and clauses.publishes_decisions(charter, motion.body)
    )


def answers(consultation: Consultation, *, to: Any, on: date) -> QuerySet[Answer]:
    """What members said, one by one: for the officers and for those who decide on it; everybody else their own."""
    rows = Answer.objects.filter(consultation=consultation).select_related(
        "membership__person", "membership__organisation"
    )
    motion = consultation.motion
    if is_officer(to, motion.institution) or bodies.sits(to, motion.body, on=on) is not None:
        return rows
    return rows.filter(pk__in=asked.mine(consultation, to, on=on).values("pk"))


def awaiting(institution: Institution, *, to: Any, on: date) -> QuerySet[Motion]:
    """Motions on which a member is asked and has not answered yet."""
    found = motions(institution, to=to).filter(state=State.CONSULTING, consultation__until__gt=on)
    return found.filter(pk__in=asked.of_account(to, institution, on=on).filter(at=None).values("consultation__motion"))
