"""Changing a charter under its own rule: proposed with a motion, in force only when the motion is adopted."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mithaq.blueprints import differing
from mithaq.blueprints.amendable import deciding_clause
from mithaq.blueprints.enums import AmendmentState
from mithaq.blueprints.examining import sound
from mithaq.blueprints.models import Amendment
from mithaq.blueprints.services.adopting import digest, put_in_force
from mithaq.bodies import selectors as bodies
from mithaq.foundation import journal, languages
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Charter, Institution
from mithaq.kernels.charter import CharterRefuses, Clause, Finding
from mithaq.meetings import selectors as meetings
from mithaq.meetings import services as deciding


def propose_amendment(
    institution: Institution,
    text: str,
    *,
    reason: str,
    body: bodies.Body | None = None,
    blueprint: str = "",
    on: date,
    by: Actor,
    at: datetime,
) -> Amendment:
    """Put a new text to the body that the charter's own clause on amendments names, with everything it changes.

    `body` is only asked for where the clause names none. Refused by the charter: a body that does not stand. Refused:
    `Faulty` where the text has faults; (ValidationError) no charter in force, none of its clauses lets a body decide,
    no reason, no difference, the same text proposed already.
    """
    charter = sound(text)
    reason = _reason(reason)
    with transaction.atomic():
        Institution.objects.select_for_update().get(pk=institution.pk)
        current = institutions.version_of(institution, on=on)
        if current is None:
            raise ValidationError(_("There is no charter in force yet: adopt the text."))
        before = institutions.read(current)
        clause = deciding_clause(before)
        if clause is None:
            raise ValidationError(_("No clause of the charter asks a body to decide: the secretary adopts the text."))
        changes = differing.changes(before, charter)
        if not changes:
            raise ValidationError(_("This text says nothing else than the charter in force."))
        if Amendment.objects.filter(
            institution=institution, state=AmendmentState.OPEN, digest=digest(text), charter=current
        ).exists():
            raise ValidationError(_("This text is proposed already and awaits its decision."))
        motion = deciding.propose(
            institution,
            body=_body(institution, clause, body, on=on),
            subject=_subject(current.number + 1),
            text=differing.summary(changes, before, charter, reason=reason),
            language=languages.current(),
            matter="charter",
            on=on,
            by=by,
            at=at,
        )
        amendment = Amendment.objects.create(
            institution=institution,
            charter=current,
            text=text,
            digest=digest(text),
            blueprint=blueprint,
            clause=clause.id,
            motion=motion,
            reason=reason,
            proposed_at=at,
            by_uid=by.uid,
            by_name=by.name,
        )
        _note("blueprints.propose", amendment, by=by, at=at, changes=len(changes), reason=reason)
    return amendment


def enact_amendment(amendment: Amendment, *, on: date, by: Actor, at: datetime) -> Charter:
    """Put an amendment in force whose motion was adopted. A second time changes nothing.

    Refused by the charter: a motion that is not adopted. Refused (ValidationError): an amendment that was withdrawn, or
    one of a text that is no longer in force: what was decided was a change of that text.
    """
    with transaction.atomic():
        amendment = _locked(amendment)
        institution = amendment.institution
        current = institutions.version_of(institution, on=on)
        if amendment.state == AmendmentState.ADOPTED and current is not None:
            return current
        if amendment.state == AmendmentState.WITHDRAWN:
            raise ValidationError(_("This amendment was withdrawn."))
        if amendment.motion is None or not meetings.adopted(amendment.motion):
            raise CharterRefuses([Finding(amendment.clause, "blueprints.not-decided", {})])
        if current is None or amendment.charter_id != current.pk:
            raise ValidationError(
                _("The charter was changed since this was proposed. Propose it again against the text in force.")
            )
        version = put_in_force(
            institution,
            amendment.text,
            blueprint=amendment.blueprint,
            reason=amendment.reason,
            decided_by=f"{amendment.motion._meta.label_lower}:{amendment.motion.uid}",
            charter=sound(amendment.text),
            on=on,
            by=by,
            at=at,
        )
        _close(amendment, AmendmentState.ADOPTED, at)
    return version


def withdraw(amendment: Amendment, *, because: str, by: Actor, at: datetime) -> Amendment:
    """Take back what awaits its decision, and its motion. A second time changes nothing.

    Refused (ValidationError): no reason; what is decided already.
    """
    because = _reason(because)
    with transaction.atomic():
        amendment = _locked(amendment)
        if amendment.state == AmendmentState.WITHDRAWN:
            return amendment
        if amendment.state != AmendmentState.OPEN:
            raise ValidationError(_("This is decided already."))
        if amendment.motion is not None:
            deciding.withdraw(amendment.motion, because=because, by=by, at=at)
        _close(amendment, AmendmentState.WITHDRAWN, at)
        _note("blueprints.withdraw", amendment, by=by, at=at, because=because)
    return amendment


def close_refused(institution: Institution, *, by: Actor, at: datetime) -> int:
    """Amendments whose motion was not adopted await nothing any more; how many."""
    waiting = Amendment.objects.select_for_update(of=("self",)).filter(
        institution=institution, state=AmendmentState.OPEN
    )
    refused = [one for one in waiting.select_related("motion", "institution") if one.motion and _is_lost(one.motion)]
    for one in refused:
        _close(one, AmendmentState.REFUSED, at)
        _note("blueprints.refuse", one, by=by, at=at)
    return len(refused)


def _is_lost(motion: meetings.Motion) -> bool:
    return motion.closed_at is not None and not meetings.adopted(motion)


def _body(institution: Institution, clause: Clause, chosen: bodies.Body | None, *, on: date) -> bodies.Body:
    if (key := clause.get("by")) is None:
        if chosen is None:
            raise ValidationError({"body": _("The charter does not say which body decides: choose one.")})
        return chosen
    found = next((one for one in bodies.bodies(institution, on=on) if one.clause == key), None)
    if found is None:
        raise CharterRefuses([Finding(clause.id, "blueprints.no-such-body", {"body": key})])
    return found


def _subject(number: int) -> Words:
    said = {}
    for code in languages.CODES:
        with translation.override(code):
            said[code] = gettext("Amendment of the charter (version %(number)s)") % {"number": number}
    return Words(said)


def _reason(reason: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": _("Say why: it stays on record.")})
    if len(reason) > 500:
        raise ValidationError({"reason": _("Say it in at most 500 characters.")})
    return reason


def _locked(amendment: Amendment) -> Amendment:
    Institution.objects.select_for_update().get(pk=amendment.institution_id)
    found = Amendment.objects.select_for_update(of=("self",)).select_related("institution", "motion")
    one: Amendment = found.get(pk=amendment.pk)
    return one


def _close(amendment: Amendment, state: AmendmentState, at: datetime) -> None:
    amendment.state, amendment.closed_at = state, at
    amendment.save(update_fields=["state", "closed_at"])


def _note(act: str, amendment: Amendment, *, by: Actor, at: datetime, **after: object) -> None:
    journal.write(
        act,
        about=amendment,
        by=by,
        at=at,
        scope=amendment.institution.uid,
        clause=amendment.clause,
        after={"digest": amendment.digest, **after},
        public=True,
    )
