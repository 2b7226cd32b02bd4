"""What each seat says to a motion, and the decision: counted once, by the rule of the charter, and frozen."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mithaq.bodies import selectors as bodies
from mithaq.foundation.actors import Actor
from mithaq.institutions import selectors as institutions
from mithaq.kernels.charter import Charter, CharterRefuses, Finding
from mithaq.meetings import clauses, counting
from mithaq.meetings.enums import State
from mithaq.meetings.models import Answer, Consultation, Motion, Position
from mithaq.meetings.services.moving import OPEN, no_rule, observers_read
from mithaq.meetings.services.noting import locked, note
from mithaq.meetings.services.telling import tell_decided
from mithaq.people import selectors as people


def take_position(
    motion: Motion, *, account: Any, stance: str, reason: str = "", on: date, by: Actor, at: datetime
) -> Position:
    """What a seat says, by whoever occupies it or stands in: one a seat, changed until the motion is closed.

    Refused by the charter: an observer; a seat without a vote (below the contribution that carries one, or denied it).
    Refused (PermissionDenied): who has no seat. Refused (ValidationError): a stance the rule does not know, a motion
    that is decided, an alternate where the occupant has spoken.
    """
    with transaction.atomic():
        motion = locked(motion)
        charter = institutions.charter_of(motion.institution, on=on)
        tenure = _seat(motion, charter, account, on)
        if motion.state not in OPEN:
            raise ValidationError(_("This is decided already. Nothing was changed."))
        if stance not in counting.stances(clauses.rule_of(charter, motion)):
            raise ValidationError({"stance": _("Choose one of the positions this rule knows.")})
        person = people.person_of(account)
        standing = Position.objects.filter(motion=motion, tenure=tenure).first()
        own = person is not None and person.pk in (tenure.occupant_id, tenure.person_id)
        if standing is not None and not own and standing.person_id in (tenure.occupant_id, tenure.person_id):
            raise ValidationError(_("The holder of this seat has taken a position; the alternate does not change it."))
        reason = " ".join(reason.split())
        if standing is not None and (standing.stance, standing.reason) == (stance, reason):
            return standing
        before = {"stance": standing.stance} if standing else {}
        position = standing or Position(institution=motion.institution, motion=motion, tenure=tenure)
        position.stance, position.reason, position.person, position.at = stance, reason, person, at
        position.full_clean(validate_constraints=False)
        position.save()
        said = {"subject": dict(motion.subject), "stance": stance, "seat": counting.holder_name(tenure)}
        note("meetings.take_position", motion, by=by, at=at, clause=motion.clause, before=before, after=said)
    return position


def close(motion: Motion, *, on: date, by: Actor, at: datetime) -> Motion:
    """Count, decide, and keep every figure: adopted or not adopted. A second time changes nothing.

    Refused by the charter: a decision before all members were consulted, or before the time to answer is over; votes
    that weigh by sums in several currencies.
    """
    with transaction.atomic():
        motion = locked(motion)
        if motion.state not in OPEN:
            return motion
        charter = institutions.charter_of(motion.institution, on=on)
        clause = clauses.rule_of(charter, motion)
        if clause is None:
            raise CharterRefuses([no_rule(motion.body, motion.matter, charter)])
        findings = (
            *bodies.hindered(motion.body, on=on, charter=charter),
            *not_heard(motion, charter, on=on),
            *counting.unweighed(motion, charter),
        )
        if findings:
            raise CharterRefuses(findings)
        counted = counting.counted(motion, charter, clause, on=on)
        motion.state = State.ADOPTED if counted.adopted else State.NOT_ADOPTED
        motion.closed_at, motion.version = at, motion.version + 1
        motion.clause = clause.id
        motion.recommends_to = clause.get("recommends_to", "")
        motion.outcome = counted.figures | {"consulted": _heard(motion)}
        motion.save(update_fields=["state", "closed_at", "version", "clause", "recommends_to", "outcome"])
        said = {"subject": dict(motion.subject), "body": dict(motion.body.name), "adopted": counted.adopted}
        said |= {key: counted.figures[key] for key in ("for", "against", "abstains", "rule")}
        act = "meetings.adopt" if counted.adopted else "meetings.not_adopt"
        note(act, motion, by=by, at=at, clause=clause.id, after=said, public=counted.adopted)
        tell_decided(motion, on=on, at=at)
    return motion


def not_heard(motion: Motion, charter: Charter, *, on: date) -> list[Finding]:
    """Why a motion may not be decided yet: members that were not asked, or still have time to answer."""
    consultation = Consultation.objects.filter(motion=motion).first()
    found = []
    for told in clauses.consults(charter, motion):
        facts: dict[str, Any] = {"body": dict(motion.body.name), "who": told.who}
        if consultation is None:
            found.append(Finding(told.clause.id, "meetings.not-consulted", facts | {"length": str(told.length)}))
        elif on < consultation.until:
            found.append(
                Finding(told.clause.id, "meetings.still-consulting", facts | {"until": consultation.until.isoformat()})
            )
    return found


def _seat(motion: Motion, charter: Charter, account: Any, on: date) -> Any:
    """The seat this account decides for, or why it does not."""
    tenure = bodies.sits(account, motion.body, on=on)
    if tenure is None:
        if bodies.observes(account, motion.body, on=on):
            raise CharterRefuses([observers_read(motion.body, charter)])
        raise PermissionDenied("meetings.take_position")
    if hindered := bodies.hindered(motion.body, on=on, charter=charter):
        raise CharterRefuses(hindered)
    seat = counting.voting_seat(motion, charter, tenure, on=on)
    if seat is None:
        raise CharterRefuses([counting.why_not(motion, charter, tenure, on=on)])
    return seat


def _heard(motion: Motion) -> dict[str, Any]:
    consultation = Consultation.objects.filter(motion=motion).first()
    if consultation is None:
        return {}
    views = list(Answer.objects.filter(consultation=consultation).exclude(at=None).values_list("view", flat=True))
    return {
        "clause": consultation.clause,
        "until": consultation.until.isoformat(),
        "asked": consultation.asked,
        "answered": len(views),
        **{view.replace("-", "_"): views.count(view) for view in sorted(set(views))},
    }
