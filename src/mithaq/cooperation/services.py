"""Asking at a gate: a draft, what the gate says to it, what a person decides, and mending what was refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from mithaq.cooperation import gates
from mithaq.cooperation.enums import State
from mithaq.cooperation.models import Application
from mithaq.cooperation.watching import stand, tend
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution, openings
from mithaq.kernels.charter import Charter, CharterRefuses, Clause
from mithaq.notices import services as notices
from mithaq.people import selectors as people
from mithaq.people.selectors import Organisation, Person

__all__ = ["Told", "admit", "draft", "mend", "refuse", "send", "stand", "tend"]


@dataclass(frozen=True, slots=True)
class Told:
    """What an applicant fills in. `channel` is `gates.THE_GATES` or another way in words; `answers` go by clause."""

    title: Mapping[str, str]
    summary: str = ""
    language: str = "en"
    countries: Sequence[str] = ()
    channel: str = ""
    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)


def draft(
    institution: Institution,
    charter: Charter,
    key: str,
    told: Told,
    *,
    organisation: Organisation | None = None,
    country: str = "",
    person: Person | None = None,
    by: Actor,
    at: datetime,
) -> Application:
    """Begin an application. Refused (ValidationError): a gate the charter does not have, no title, no holder."""
    gate = gates.gate(charter, key)
    if gate is None:
        raise ValidationError(_("The charter has no such gate."), code="no-gate")
    application = Application(
        institution=institution, gate=gate.id, organisation=organisation, country=country, person=person
    )
    _take(application, told, charter)
    with transaction.atomic():
        application.save()
        _write("gate.draft", application, by, at, after={})
    return application


def mend(application: Application, charter: Charter, told: Told, *, by: Actor, at: datetime) -> Application:
    """Change a draft, or what was refused: that is a draft again then, in its next version.

    Refused (ValidationError): what is submitted or admitted.
    """
    with transaction.atomic():
        _lock(application, State.DRAFT, State.REFUSED)
        if application.state == State.REFUSED:
            application.state, application.version = State.DRAFT, application.version + 1
        _take(application, told, charter)
        application.save()
        _write("gate.mend", application, by, at, after={"version": application.version})
    return application


def send(application: Application, charter: Charter, *, on: date, by: Actor, at: datetime) -> Application:
    """Put a draft before its gate. Where a binding condition is not met it is refused at once, with every reason, and
    what was answered stays; else it waits for a person's decision.

    Refused by the charter, and then nothing is written: no phase that opens the gate on that day. Refused
    (ValidationError): what is no draft, a gate the charter no longer has.
    """
    gate = _gate_of(application, charter)
    openings.check(application.institution, gates.APPLY, on=on)
    with transaction.atomic():
        _lock(application, State.DRAFT)
        found = gates.said(charter, gate, application)
        application.submitted_at = at
        application.findings = [{"clause": f.clause, "key": f.key, "facts": dict(f.facts)} for f in found]
        application.decided_at, application.decided_by, application.reason = (at if found else None), "", ""
        application.state = State.REFUSED if found else State.SUBMITTED
        application.save()
        act = "gate.turn_away" if found else "gate.send"
        clauses = [f.clause for f in found]
        _write(act, application, by, at, after={"version": application.version, "clauses": clauses})
    return application


def admit(application: Application, charter: Charter, *, by: Actor, at: datetime) -> Application:
    """Let it in. Refused by the charter: a condition that the charter in force has and the application does not meet.
    Refused (ValidationError): what does not wait for a decision; who asks for it, or acts for whoever asks.
    """
    gate = _gate_of(application, charter)
    with transaction.atomic():
        _lock(application, State.SUBMITTED)
        _not_ones_own(application, by, at)
        if found := gates.said(charter, gate, application):
            raise CharterRefuses(found)
        _decide(application, State.ADMITTED, "", by, at)
        _write("gate.admit", application, by, at, after={}, public=True)
    return application


def refuse(application: Application, *, reason: str, by: Actor, at: datetime) -> Application:
    """Say no, and why; it can be mended and sent again. Refused (ValidationError): no reason, what does not wait; who
    asks for it, or acts for whoever asks.
    """
    if not reason.strip():
        raise ValidationError(_("Say why: whoever asked will read it."), code="no-reason")
    with transaction.atomic():
        _lock(application, State.SUBMITTED)
        _not_ones_own(application, by, at)
        _decide(application, State.REFUSED, reason.strip(), by, at)
        _write("gate.refuse", application, by, at, after={"reason": application.reason})
    return application


def _take(application: Application, told: Told, charter: Charter) -> None:
    """What was filled in; answers only to conditions of the gate, each once."""
    known = {criterion.id for criterion in gates.criteria(charter, application.gate)}
    application.title = Words(told.title)
    application.summary, application.language = told.summary.strip(), told.language
    application.countries = list(dict.fromkeys(told.countries))
    application.channel = " ".join(told.channel.split())
    application.answers = {c: _once(answer) for c, answer in told.answers.items() if c in known}
    application.full_clean(exclude=["answers", "findings", "countries"])


def _once(answer: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text.strip() for text in answer if text.strip()))


def _gate_of(application: Application, charter: Charter) -> Clause:
    found = charter.get(application.gate)
    if found is None:
        raise ValidationError(_("The charter has no such gate."), code="no-gate")
    return found


def _lock(application: Application, *states: State) -> None:
    """Of two who act at the same moment the second is refused; what was written since it was read is read again."""
    Application.objects.select_for_update().get(pk=application.pk)
    application.refresh_from_db()
    if application.state not in states:
        raise ValidationError(_("This cannot be done with an application that stands like this."), code="other-state")


def _not_ones_own(application: Application, by: Actor, at: datetime) -> None:
    """Nobody decides on what they ask themselves, or for whom they act."""
    if by.kind == "person" and by.uid in {one.uid for one in people.acting_for(application, on=localdate(at))}:
        told = _("You ask for this yourself, or act for whoever asks: another officer decides.")
        raise ValidationError(told, code="ones-own")


def _decide(application: Application, state: State, reason: str, by: Actor, at: datetime) -> None:
    application.state, application.reason = state, reason
    application.decided_at, application.decided_by = at, by.name
    application.full_clean(exclude=["answers", "findings", "countries"])
    application.save()
    notices.tell(
        application.institution,
        people.acting_for(application, on=localdate(at)),
        "cooperation.admitted" if state == State.ADMITTED else "cooperation.refused",
        about=f"application:{application.uid}:{application.version}",
        facts={"title": dict(application.title), "reason": reason},
        path=f"/{application.institution.slug}/gates/applications/{application.uid}/",
        at=at,
    )


def _write(
    act: str, application: Application, by: Actor, at: datetime, *, after: Mapping[str, Any], public: bool = False
) -> None:
    journal.write(
        act,
        about=application,
        by=by,
        at=at,
        scope=application.institution.uid,
        clause=application.gate,
        after={"title": dict(application.title), **after},
        public=public,
    )
