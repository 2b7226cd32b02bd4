"""Asking every member before a decision is taken, and what they answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.institutions import selectors as institutions
from mithaq.kernels import cadence
from mithaq.kernels.charter import CharterRefuses, Finding
from mithaq.meetings import asked, clauses
from mithaq.meetings.counting import holder_name
from mithaq.meetings.enums import State, View
from mithaq.meetings.models import Answer, Consultation, Motion
from mithaq.meetings.services.moving import OPEN
from mithaq.meetings.services.noting import locked, note
from mithaq.meetings.services.telling import tell_asked
from mithaq.people import selectors as people


def consult(motion: Motion, *, until: date | None = None, on: date, by: Actor, at: datetime) -> Consultation:
    """Ask every member of the day about a motion, until a day (not including); a second time changes nothing.

    `until` may give more time than the clause asks for; without it, the least. Refused by the charter: less time than
    its clause says. Refused (ValidationError): what is decided already; an institution without a member to ask.
    """
    with transaction.atomic():
        motion = locked(motion)
        standing = Consultation.objects.filter(motion=motion).first()
        if standing is not None:
            return standing
        if motion.state not in OPEN:
            raise ValidationError(_("This is decided already."))
        charter = institutions.charter_of(motion.institution, on=on)
        told = clauses.consults(charter, motion)
        least = max((cadence.after(on, one.length) for one in told), default=cadence.after(on, clauses.SEVEN_DAYS))
        until = until or least
        short = [one for one in told if until < cadence.after(on, one.length)]
        if short:
            raise CharterRefuses(
                Finding(
                    one.clause.id,
                    "meetings.consulted-too-short",
                    {"until": until.isoformat(), "least": cadence.after(on, one.length).isoformat()},
                )
                for one in short
            )
        if until <= on:
            raise ValidationError({"until": _("Give the members at least one day.")})
        members = asked.members(charter, motion, told, on=on)
        if not members:
            raise ValidationError(_("There is no member to ask."))
        clause = told[0].clause.id if told else ""
        held = {"institution": motion.institution, "motion": motion, "clause": clause, "opened_at": at}
        consultation = Consultation.objects.create(**held, until=until, asked=len(members))
        Answer.objects.bulk_create(
            Answer(institution=motion.institution, consultation=consultation, membership=one) for one in members
        )
        motion.state = State.CONSULTING
        motion.version += 1
        motion.save(update_fields=["state", "version"])
        said = {"subject": dict(motion.subject), "asked": len(members), "until": until.isoformat()}
        note("meetings.consult", motion, by=by, at=at, clause=clause, after=said)
        tell_asked(consultation, members, on=on, at=at)
    return consultation


def answer(
    consultation: Consultation, *, account: Any, view: str, text: str = "", on: date, by: Actor, at: datetime
) -> list[Answer]:
    """What a member says, by whoever acts for it: once, and changed until the consultation ends.

    Somebody who is a member and represents another answers for each with the same words. Refused (PermissionDenied):
    who was not asked and acts for nobody who was. Refused (ValidationError): an unknown view, a consultation that has
    ended or a motion that is decided.
    """
    if view not in View.values:
        raise ValidationError({"view": _("Choose what the member thinks of it.")})
    person = people.person_of(account)
    with transaction.atomic():
        motion = locked(consultation.motion)
        rows = list(asked.mine(consultation, account, on=on))
        if not rows:
            raise PermissionDenied("meetings.answer")
        if motion.state not in OPEN or on >= consultation.until:
            raise ValidationError(_("The consultation has ended. Nothing was changed."))
        text = text.strip()
        before = {"view": rows[0].view} if rows[0].at else {}
        if all(row.at and (row.view, row.text) == (view, text) for row in rows):
            return rows
        for row in rows:
            row.view, row.text, row.at, row.person = view, text, at, person
        Answer.objects.bulk_update(rows, ["view", "text", "at", "person"])
        said = {"subject": dict(motion.subject), "view": view, "members": _named(rows)}
        note("meetings.answer", motion, by=by, at=at, clause=consultation.clause, before=before, after=said)
    return rows


def _named(rows: list[Answer]) -> Any:
    """For whom it is answered, as a fact: one in its languages, several by their names."""
    names = [holder_name(row.membership) for row in rows]
    return (
        names[0] if len(names) == 1 else [Words(name).in_("en") if isinstance(name, dict) else name for name in names]
    )
