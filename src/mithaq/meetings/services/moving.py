"""Putting something to a body, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mithaq.bodies import selectors as bodies
from mithaq.cycles import selectors as cycles
from mithaq.foundation import languages
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter, CharterRefuses, Finding
from mithaq.meetings import clauses
from mithaq.meetings.enums import State
from mithaq.meetings.models import Meeting, Motion
from mithaq.meetings.services.noting import locked, note
from mithaq.meetings.services.telling import tell_proposed
from mithaq.people import rules as people_rules

PROPOSE = "meetings.propose"  # the action a phase opens
OPEN = (State.PROPOSED, State.CONSULTING)


def propose(
    institution: Institution,
    *,
    body: bodies.Body,
    subject: Mapping[str, str],
    text: str = "",
    language: str = "en",
    matter: str = "any",
    meeting: Meeting | None = None,
    account: Any = None,
    is_simulated: bool = False,
    on: date,
    by: Actor,
    at: datetime,
) -> Motion:
    """Put something to a body: the charter's clause for the body and the matter becomes its rule.

    `account` is who asks for it: somebody who sits in the body, or an officer on its behalf; without one it is the
    house itself (an amendment that needs a decision). Refused by the charter: a matter for which no clause says how
    this body decides; votes that weigh by sums in several currencies; an observer's motion; a day outside the phases
    that open it. Refused (PermissionDenied): who neither sits nor is an officer. Refused (ValidationError): no subject,
    a meeting of another body, a body that is not there on that day.
    """
    charter = institutions.charter_of(institution, on=on)
    runs = account is None or people_rules.is_officer(account, institution)
    if not runs and bodies.sits(account, body, on=on) is None:
        if bodies.observes(account, body, on=on):
            raise CharterRefuses([observers_read(body, charter)])
        raise PermissionDenied("meetings.propose")
    if not body.holds(on):
        raise ValidationError(_("This body does not exist on that day."))
    if meeting is not None and (meeting.body_id != body.pk or meeting.cancelled_at):
        raise ValidationError({"meeting": _("Choose a meeting of this body that is not cancelled.")})
    if language not in languages.CODES:
        raise ValidationError({"language": _("Choose one of the three languages.")})
    if account is not None and (closed := cycles.closed_by(institution, PROPOSE, on)):
        raise CharterRefuses(closed)
    rule = clauses.rule(charter, body, matter)
    if rule is None:
        raise CharterRefuses([no_rule(body, matter, charter)])
    if unweighed := bodies.incomparable(body, on=on, charter=charter, matter=matter):
        raise CharterRefuses(unweighed)
    motion = Motion(
        institution=institution,
        body=body,
        meeting=meeting,
        subject=Words(subject),
        text=text.strip(),
        language=language,
        matter=matter,
        clause=rule.id,
        recommends_to=rule.get("recommends_to", ""),
        proposed_at=at,
        is_simulated=is_simulated,
    )
    if not motion.subject:
        raise ValidationError({"subject": _("Say in a few words what is to be decided, in one language at least.")})
    motion.full_clean(validate_constraints=False)
    with transaction.atomic():
        motion.save()
        said = {"subject": dict(motion.subject), "body": dict(body.name), "matter": matter, "rule": rule["rule"]}
        note("meetings.propose", motion, by=by, at=at, clause=rule.id, after=said)
        tell_proposed(motion, on=on, at=at)
    return motion


def no_rule(body: bodies.Body, matter: str, charter: Charter) -> Finding:
    """That no clause says how a body decides on a matter, and the clause that would; or that another body does."""
    told = clauses.amendment(charter) if matter == "charter" else None
    if told is not None and told.binds:
        other = charter.get(told.get("by", ""))
        named = other.name.as_dict() if other is not None else {}
        return Finding(told.id, "meetings.other-body", {"body": dict(body.name), "other": named})
    facts = {"body": dict(body.name), "matter": matter, "needed": f"[{body.clause}.decision.any]"}
    return Finding(body.clause, "meetings.no-rule", facts)


def observers_read(body: bodies.Body, charter: Charter) -> Finding:
    """The clause by which observers are there, and what they do not do."""
    clause = charter.one(body.clause, "observers")
    return Finding(clause.id if clause else body.clause, "meetings.observer", {"body": dict(body.name)})


def withdraw(motion: Motion, *, because: str, by: Actor, at: datetime) -> Motion:
    """It is not decided on; what was said to it is kept. A second time changes nothing.

    Refused (ValidationError): no reason; what is decided already.
    """
    because = " ".join(because.split())
    if not because:
        raise ValidationError(_("Say why it is withdrawn."))
    with transaction.atomic():
        motion = locked(motion)
        if motion.state == State.WITHDRAWN:
            return motion
        if motion.state not in OPEN:
            raise ValidationError(_("This is decided already."))
        motion.state, motion.closed_at = State.WITHDRAWN, at
        motion.outcome = {"because": because}
        motion.version += 1
        motion.save(update_fields=["state", "closed_at", "outcome", "version"])
        said = {"subject": dict(motion.subject), "because": because}
        note("meetings.withdraw", motion, by=by, at=at, clause=motion.clause, after=said)
    return motion
