"""Who stands: put forward by somebody, consenting by whoever speaks for them, and admitted as the charter says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from mithaq.bodies import selectors as bodies
from mithaq.elections import board as boards
from mithaq.elections import naming
from mithaq.elections.enums import Standing, State
from mithaq.elections.models import Candidacy, Election
from mithaq.elections.services.calling import BEFORE_VOTING
from mithaq.elections.services.noting import candidacy_of, locked, note
from mithaq.elections.services.telling import tell_admitted, tell_asked, tell_refused
from mithaq.foundation import languages
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words, words
from mithaq.institutions.selectors import charter_of
from mithaq.kernels.charter import CharterRefuses, Finding
from mithaq.people import selectors as people
from mithaq.people.enums import Purpose
from mithaq.people.selectors import Organisation, Person

SOMEBODY = words(ar="شخص", en="a person", fr="une personne")
STATEMENT = 4000  # signs of a statement in one language
_AGAIN = (Standing.DECLINED, Standing.WITHDRAWN)


def nominate(
    election: Election,
    *,
    organisation: Organisation | None = None,
    country: str = "",
    person: Person | None = None,
    occupant: Person | None = None,
    nominated_by: Person | None = None,
    by: Actor,
    at: datetime,
) -> Candidacy:
    """Put somebody forward. Who may speak for them has consented by that; anybody else's candidate is asked.

    `occupant` is the person who would be there for an organisation or a State. Who declined or withdrew may be put
    forward again. Refused by the charter (CharterRefuses, everything at once): whoever could not be seated on the day
    terms begin. Refused (ValidationError): nominations that are closed; who stands already, or was not admitted; no
    holder or several.
    """
    nominator = nominated_by or _person(by)
    with transaction.atomic():
        election = locked(election)
        _check_open(election, at)
        holder: dict[str, Any] = {"organisation": organisation, "country": country.strip().upper(), "person": person}
        _refuse(hindrances(election, **holder, occupant=occupant))
        candidacy = Candidacy.objects.filter(election=election, **holder).first()
        if candidacy is None:
            candidacy = Candidacy(institution=election.institution, election=election, **holder)
        elif candidacy.standing == Standing.REFUSED:
            told = {"because": candidacy.because}
            raise ValidationError(_("This candidacy was not admitted: %(because)s"), params=told, code="refused")
        elif candidacy.standing not in _AGAIN:
            raise ValidationError(_("They were put forward already."), code="stands-already")
        consents = nominator is not None and speaks(nominator, candidacy, on=localdate(at))
        candidacy.standing = Standing.STANDS if consents else Standing.PROPOSED
        candidacy.nominated_by, candidacy.occupant, candidacy.because = nominator, occupant, ""
        candidacy.nominated_at, candidacy.answered_at = at, at if consents else None
        candidacy.full_clean(exclude=["institution", "election"], validate_constraints=False)
        candidacy.save()
        _note("nominate", candidacy, by=by, at=at)
        if not consents:
            tell_asked(candidacy, at=at)
    return candidacy


def consent(candidacy: Candidacy, *, occupant: Person | None = None, by: Actor, at: datetime) -> Candidacy:
    """They stand. Again changes nothing, unless another `occupant` is named.

    Refused (PermissionDenied): who does not speak for them. Refused by the charter: who could not be seated. Refused
    (ValidationError): nominations that are closed; a candidacy that is over.
    """
    with transaction.atomic():
        election, candidacy = _held(candidacy)
        _check_speaks(candidacy, by, at)
        occupant = occupant or candidacy.occupant
        if candidacy.standing == Standing.STANDS and occupant == candidacy.occupant:
            return candidacy
        _check_open(election, at)
        if candidacy.standing not in (Standing.PROPOSED, Standing.STANDS):
            raise ValidationError(_("This candidacy is over."), code="over")
        _refuse(hindrances(election, **_holder(candidacy), occupant=occupant))
        candidacy.standing, candidacy.answered_at, candidacy.occupant = Standing.STANDS, at, occupant
        candidacy.save(update_fields=["standing", "answered_at", "occupant"])
        _note("consent", candidacy, by=by, at=at)
    return candidacy


def decline(candidacy: Candidacy, *, by: Actor, at: datetime) -> Candidacy:
    """They were asked and do not stand; again changes nothing.

    Refused (PermissionDenied): who does not speak for them. Refused (ValidationError): who stands (they `withdraw`).
    """
    with transaction.atomic():
        election, candidacy = _held(candidacy)
        _check_speaks(candidacy, by, at)
        if candidacy.standing == Standing.DECLINED:
            return candidacy
        if candidacy.standing != Standing.PROPOSED or election.state not in BEFORE_VOTING:
            raise ValidationError(_("Only who was asked and has not answered can decline."), code="not-asked")
        candidacy.standing, candidacy.answered_at = Standing.DECLINED, at
        candidacy.save(update_fields=["standing", "answered_at"])
        _note("decline", candidacy, by=by, at=at)
    return candidacy


def withdraw(candidacy: Candidacy, *, reason: str = "", by: Actor, at: datetime) -> Candidacy:
    """They no longer stand. Once voting is open they stay on the ballots and count for nothing, and the board says so.

    Refused (PermissionDenied): who does not speak for them. Refused (ValidationError): who does not stand; voting that
    is closed.
    """
    with transaction.atomic():
        election, candidacy = _held(candidacy)
        _check_speaks(candidacy, by, at)
        if candidacy.standing == Standing.WITHDRAWN:
            return candidacy
        if candidacy.standing != Standing.STANDS or election.state not in (*BEFORE_VOTING, State.OPEN):
            raise ValidationError(_("Only who stands can withdraw, until voting is closed."), code="not-standing")
        candidacy.standing, candidacy.because = Standing.WITHDRAWN, " ".join(reason.split())[:500]
        candidacy.withdrawal = boards.withdraw(election, candidacy, on=localdate(at))
        candidacy.save(update_fields=["standing", "because", "withdrawal"])
        _note("withdraw", candidacy, by=by, at=at, public=election.state != State.NOMINATING)
    return candidacy


def refuse(candidacy: Candidacy, *, reason: str, by: Actor, at: datetime) -> Candidacy:
    """The office does not admit a candidacy, before voting opens, and says why; who was put forward is told.

    Refused (ValidationError): no reason; a candidacy that is over; voting that has opened.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": _("Say why they are not admitted.")})
    with transaction.atomic():
        election, candidacy = _held(candidacy)
        if candidacy.standing == Standing.REFUSED:
            return candidacy
        if candidacy.standing in _AGAIN or election.state not in BEFORE_VOTING:
            raise ValidationError(_("This candidacy is over, or voting has opened."), code="over")
        candidacy.standing, candidacy.because = Standing.REFUSED, reason[:500]
        candidacy.save(update_fields=["standing", "because"])
        _note("refuse", candidacy, by=by, at=at)
        tell_refused(candidacy, at=at)
    return candidacy


def admit(candidacy: Candidacy, *, by: Actor, at: datetime) -> Candidacy:
    """A candidacy that was not admitted is admitted after all: as it was, consented or still asked.

    Refused by the charter: who could not be seated. Refused (ValidationError): nominations that are closed, a
    candidacy that was not refused.
    """
    with transaction.atomic():
        election, candidacy = _held(candidacy)
        if candidacy.standing != Standing.REFUSED or election.state != State.NOMINATING:
            raise ValidationError(
                _("Only who was not admitted can be admitted, while nominations are open."), code="not-refused"
            )
        _refuse(hindrances(election, **_holder(candidacy), occupant=candidacy.occupant))
        candidacy.standing = Standing.STANDS if candidacy.answered_at else Standing.PROPOSED
        candidacy.because = ""
        candidacy.save(update_fields=["standing", "because"])
        _note("admit", candidacy, by=by, at=at)
        tell_admitted(candidacy, at=at)
    return candidacy


def state(candidacy: Candidacy, statement: Mapping[str, str], *, language: str, by: Actor, at: datetime) -> Candidacy:
    """What a candidate says to those who vote, in up to three languages; `language` is the one it was written in.

    Who speaks for the candidate writes it, and translates it; anybody else may only translate what is written, and the
    register says so. Nothing at all takes it away. Refused (PermissionDenied): who changes the original of another.
    Refused (ValidationError): a statement without its original, or too long; a candidacy that is over; voting that has
    opened.
    """
    told = Words({code: _text(statement.get(code, "")) for code in languages.CODES})
    told = Words({code: text for code, text in told.items() if text})
    _check_statement(told, language)
    with transaction.atomic():
        election, candidacy = _held(candidacy)
        if candidacy.standing not in (Standing.PROPOSED, Standing.STANDS) or election.state not in BEFORE_VOTING:
            raise ValidationError(_("This candidacy is over, or voting has opened."), code="over")
        before = candidacy.statement
        changed = [code for code in languages.CODES if before.get(code, "") != told.get(code, "")]
        if not changed and (language == candidacy.statement_language or not told):
            return candidacy
        theirs = _acts_for(candidacy, by, at)
        original = candidacy.statement_language
        if not theirs and (not original or original in changed or language != original):
            raise PermissionDenied("elections.state")
        candidacy.statement, candidacy.statement_language = told, language if told else ""
        candidacy.save(update_fields=["statement", "statement_language"])
        act = "state" if theirs else "translate_statement"
        _note(act, candidacy, by=by, at=at, languages=changed, original=candidacy.statement_language)
    return candidacy


def hindrances(
    election: Election,
    *,
    organisation: Organisation | None = None,
    country: str = "",
    person: Person | None = None,
    occupant: Person | None = None,
) -> list[Finding]:
    """Everything in the charter against seating somebody on the day terms begin, but for the composition."""
    return bodies.hindrances(
        election.body,
        election.clause,
        organisation=organisation,
        country=country,
        person=person,
        occupant=occupant,
        on=election.term_from,
        until=election.term_until,
        charter=charter_of(election.institution, on=election.term_from),
    )


def speaks(person: Person, candidacy: Candidacy, *, on: date) -> bool:
    """Whether a person may speak on a day for who stands: for themselves, or for who sent them to the body."""
    if candidacy.person_id is not None:
        return bool(candidacy.person_id == person.pk)
    told = people.voices_here(candidacy.institution, person, on=on)
    body = candidacy.election.body.key
    return told.speaks_for(organisation=candidacy.organisation_id, country=candidacy.country, body=body)


def _check_speaks(candidacy: Candidacy, by: Actor, at: datetime) -> None:
    if not _acts_for(candidacy, by, at):
        raise PermissionDenied("elections.speak")


def _acts_for(candidacy: Candidacy, by: Actor, at: datetime) -> bool:
    """Whether whoever acts speaks for the candidate; the system itself (a demonstration) may."""
    if by.kind != "person":
        return True
    person = _person(by)
    return person is not None and speaks(person, candidacy, on=localdate(at))


def _person(by: Actor) -> Person | None:
    return people.person(by.uid) if by.kind == "person" and by.uid else None


def _held(candidacy: Candidacy) -> tuple[Election, Candidacy]:
    election = locked(candidacy.election)
    candidacy = candidacy_of(candidacy)
    candidacy.election = election
    return election, candidacy


def _holder(candidacy: Candidacy) -> dict[str, Any]:
    return {"organisation": candidacy.organisation, "country": candidacy.country, "person": candidacy.person}


def _check_open(election: Election, at: datetime) -> None:
    if election.state != State.NOMINATING or at >= election.nominations_until:
        raise ValidationError(_("Nominations are closed."), code="closed")


def _refuse(findings: list[Finding]) -> None:
    if findings:
        raise CharterRefuses(findings)


def _text(told: Any) -> str:
    return str(told).replace("\r\n", "\n").strip()


def _check_statement(told: Words, language: str) -> None:
    if told and not told.get(language):
        raise ValidationError(
            {"statement": _("The statement in the language it was written in is missing.")}, code="no-original"
        )
    if any(len(text) > STATEMENT for text in told.values()):
        raise ValidationError(
            {"statement": _("A statement has at most %(n)s characters in each language.") % {"n": STATEMENT}},
            code="too-long",
        )


def _note(act: str, candidacy: Candidacy, *, by: Actor, at: datetime, public: bool = False, **more: Any) -> None:
    election = candidacy.election
    facts = {"title": dict(election.title), "name": told_name(candidacy), **more}
    if candidacy.because:
        facts["because"] = candidacy.because
    note(f"elections.{act}", candidacy, by=by, at=at, clause=election.clause, after=facts, public=public)


def told_name(candidacy: Candidacy) -> Any:
    """A candidate as everybody may read it in the register: a person by name who agrees to be listed, or who stands."""
    name = naming.holder(candidacy)
    if candidacy.person is not None and candidacy.standing not in (Standing.STANDS, Standing.WITHDRAWN):
        listed = people.agrees(candidacy.person, Purpose.LIST, candidacy.institution)
        return name if listed else dict(SOMEBODY)
    return dict(name) if isinstance(name, dict) else name
