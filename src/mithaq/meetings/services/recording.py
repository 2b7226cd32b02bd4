"""The minutes of a meeting: written or linked, published, and taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from mithaq.evidence.selectors import Document
from mithaq.foundation import languages
from mithaq.foundation.actors import Actor
from mithaq.institutions import selectors as institutions
from mithaq.kernels.charter import Clause
from mithaq.meetings import clauses
from mithaq.meetings.models import Meeting, Minutes
from mithaq.meetings.services.noting import Changed, locked, note
from mithaq.meetings.services.telling import tell_published

MEMBERS_READ = ("public", "members")


def write_minutes(
    meeting: Meeting,
    *,
    text: str = "",
    language: str = "en",
    document: Document | None = None,
    seen: int = 0,
    by: Actor,
    at: datetime,
) -> Minutes:
    """Write the minutes here, or name the document that holds them; `seen` is the version that was read (0: none).

    Refused (`Changed`): somebody else's minutes since. Refused (ValidationError): neither text nor document, a meeting
    that has not begun or is cancelled, minutes that are published (they are taken back first).
    """
    text = text.strip()
    if not text and document is None:
        raise ValidationError({"text": _("Write the minutes here, or choose the document that holds them.")})
    if language not in languages.CODES:
        raise ValidationError({"language": _("Choose one of the three languages.")})
    with transaction.atomic():
        meeting = locked(meeting)
        if meeting.cancelled_at:
            raise ValidationError(_("This meeting is cancelled."))
        if localdate(at) < meeting.first_day:
            raise ValidationError(_("Minutes are written from the first day of the meeting on."))
        minutes = Minutes.objects.filter(meeting=meeting).first()
        if (minutes.version if minutes else 0) != seen:
            raise Changed
        if minutes is not None and minutes.published_at:
            raise ValidationError(_("These minutes are published. Take them back before you change them."))
        now = (text, language, document)
        if minutes is not None and (minutes.text, minutes.language, minutes.document) == now:
            return minutes
        before = _said(minutes) if minutes else {}
        minutes = minutes or Minutes(institution=meeting.institution, meeting=meeting)
        minutes.version = seen + 1
        minutes.text, minutes.language, minutes.document = now
        minutes.written_at, minutes.by_name = at, by.name
        try:
            with transaction.atomic():
                minutes.save()
        except IntegrityError as twice:
            raise Changed from twice
        note("meetings.write_minutes", minutes, by=by, at=at, before=before, after=_said(minutes))
    return minutes


def publish_minutes(minutes: Minutes, *, by: Actor, at: datetime) -> Minutes:
    """Publish the minutes for whom the clause says, the public or the members; a second time changes nothing.

    Late is late: they are published, and the register of acts says by how many days. Refused (ValidationError):
    a document that those who are to read it may not see.
    """
    with transaction.atomic():
        minutes = locked(minutes)
        if minutes.published_at:
            return minutes
        meeting = minutes.meeting
        clause = clauses.minutes(institutions.charter_of(minutes.institution, on=meeting.last_day), meeting)
        _check_visible(minutes, clause)
        minutes.published_at = at
        minutes.version += 1
        minutes.save(update_fields=["published_at", "version"])
        said = _said(minutes) | {"for": "public" if clauses.is_public(clause) else "members"}
        if clause is not None:
            due = clauses.deadline(clause, meeting.last_day)
            said |= {"due": due.isoformat(), "late": max(0, (localdate(at) - due).days)}
        act = "meetings.publish_minutes"
        note(act, minutes, by=by, at=at, clause=clause.id if clause else "", after=said, public=True)
        tell_published(minutes, at=at)
    return minutes


def unpublish_minutes(minutes: Minutes, *, because: str, by: Actor, at: datetime) -> Minutes:
    """Take published minutes back, and why; what was published once stands in the register of acts."""
    because = " ".join(because.split())
    if not because:
        raise ValidationError(_("Say why the minutes are taken back."))
    with transaction.atomic():
        minutes = locked(minutes)
        if not minutes.published_at:
            return minutes
        before = {"published": localdate(minutes.published_at).isoformat()}
        minutes.published_at = None
        minutes.version += 1
        minutes.save(update_fields=["published_at", "version"])
        said = _said(minutes) | {"because": because}
        note("meetings.unpublish_minutes", minutes, by=by, at=at, before=before, after=said, public=True)
    return minutes


def _check_visible(minutes: Minutes, clause: Clause | None) -> None:
    document = minutes.document
    if document is None:
        return
    wanted = ("public",) if clauses.is_public(clause) else MEMBERS_READ
    if document.withdrawn_at or document.visibility not in wanted:
        raise ValidationError(
            _("The document is not open to those for whom the minutes are published. Change who may see it first.")
        )


def _said(minutes: Minutes) -> dict[str, Any]:
    return {
        "title": dict(minutes.meeting.title),
        "language": minutes.language,
        "document": minutes.document.uid if minutes.document else "",
        "written": bool(minutes.text),
    }
