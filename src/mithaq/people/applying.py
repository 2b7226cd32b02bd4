"""Becoming a member by the charter: asking, checking each criterion by itself, deciding, renewing, lapsing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from mithaq.foundation.actors import Actor
from mithaq.institutions import records
from mithaq.institutions.selectors import Institution, openings
from mithaq.kernels import cadence
from mithaq.kernels.charter import Charter, CharterRefuses, Clause, Finding
from mithaq.people import telling
from mithaq.people.attributes import Attributes, Who, attributes
from mithaq.people.criteria import APPLIED_FOR, binding, criteria, is_met, membership
from mithaq.people.enums import ApplicationState
from mithaq.people.models import (
    Affiliation,
    CriterionCheck,
    Membership,
    MembershipApplication,
    Organisation,
    Person,
    holding,
)

APPLY = "people.apply"  # the action a phase opens
RENEWABLE = cadence.Span(months=3)  # how long before it lapses a membership may be asked for again


def apply(
    institution: Institution,
    charter: Charter,
    *,
    organisation: Organisation | None = None,
    person: Person | None = None,
    letter: str = "",
    given: Mapping[str, str] | None = None,
    asked_by: Person | None = None,
    on: date,
    by: Actor,
    at: datetime,
) -> MembershipApplication:
    """Ask to be a member, or to stay one; `given` says what shows that a criterion is met, by its clause.

    Where members select themselves and every criterion is settled by what is recorded, it is accepted at once.
    Refused by the charter: members are not found this way, another kind of holder, another country, no phase that opens
    it. Refused (ValidationError): no rule about members, an application that is open, a membership that does not lapse
    within three months.
    """
    clause = membership(charter)
    if clause is None:
        raise ValidationError(_("The charter has no rule about members: the secretary admits them."), code="no-rule")
    if found := [*_not_for(clause, organisation), *openings.closed_by(institution, APPLY, on=on)]:
        raise CharterRefuses(found)
    application = MembershipApplication(
        institution=institution,
        organisation=organisation,
        person=person,
        asked_by=asked_by,
        letter=letter.strip(),
        asked_at=at,
    )
    application.full_clean()
    with transaction.atomic():
        _check_free(application, on)
        application.save()
        _check_all(application, charter, given or {}, at)
        said = {"name": named(application), "letter": bool(application.letter)}
        records.note("member.apply", application, by=by, at=at, clause=clause.id, after=said)
        if clause["selection"] == "self-selection" and not _unmet(application, charter):
            _accept(application, clause, on=on, by=by, at=at)
    return application


def check(
    application: MembershipApplication, clause: str, *, met: bool | None, note: str = "", by: Actor, at: datetime
) -> CriterionCheck:
    """Say whether one criterion is met, with a note; None takes the answer back.

    Refused (ValidationError): an application that is decided, a criterion it does not have.
    """
    with transaction.atomic():
        _lock_open(application)
        found: CriterionCheck | None = application.checks.filter(clause=clause).first()
        if found is None:
            raise ValidationError(_("This application has no such criterion."), code="no-criterion")
        before = {"met": found.is_met}
        found.is_met, found.note, found.checked_at, found.checked_by = met, note.strip(), at, by.name
        found.full_clean()
        found.save()
        said = {"name": named(application), "met": met, "note": found.note}
        records.note("member.check", application, by=by, at=at, clause=clause, before=before, after=said)
    return found


def accept(
    application: MembershipApplication, charter: Charter, *, on: date, by: Actor, at: datetime
) -> MembershipApplication:
    """Make who asked a member from the day `on`, for as long as the charter says.

    Refused by the charter: each binding criterion that is not met, or that nobody has checked; who may not be a member
    any more. What is recorded of the holder is looked at again. Refused (ValidationError): an application that is
    decided, a charter without members.
    """
    clause = membership(charter)
    if clause is None:
        raise ValidationError(_("The charter has no rule about members: the secretary admits them."), code="no-rule")
    with transaction.atomic():
        _lock_open(application)
        _check_all(application, charter, {}, at)
        against = _not_for(clause, application.organisation)
        if found := [*against, *_unmet(application, charter)]:
            raise CharterRefuses(found)
        _accept(application, clause, on=on, by=by, at=at)
    return application


def refuse(application: MembershipApplication, *, reason: str, by: Actor, at: datetime) -> MembershipApplication:
    """Say no, and why. Refused (ValidationError): an application that is decided, no reason."""
    if not reason.strip():
        raise ValidationError(_("Say why: whoever asked will read it."), code="no-reason")
    with transaction.atomic():
        _lock_open(application)
        _decide(application, ApplicationState.REFUSED, at, reason=reason.strip())
        said = {"name": named(application), "reason": application.reason}
        records.note("member.refuse", application, by=by, at=at, clause="membership", after=said)
        _tell(application, "people.application_refused", {"reason": application.reason}, at)
    return application


def take_back(application: MembershipApplication, *, by: Actor, at: datetime) -> MembershipApplication:
    """Whoever asked no longer asks. Refused (ValidationError): an application that is decided."""
    with transaction.atomic():
        _lock_open(application)
        _decide(application, ApplicationState.WITHDRAWN, at)
        records.note("member.take_back", application, by=by, at=at, after={"name": named(application)})
    return application


def lapse(institution: Institution, *, on: date, by: Actor, at: datetime) -> int:
    """Write down the memberships that ended at their day and were not renewed, once each; how many."""
    ended = MembershipApplication.objects.filter(
        institution=institution, state=ApplicationState.ACCEPTED, membership__until__lte=on
    ).select_related("membership", "organisation", "person")
    number = 0
    for application in ended:
        if _followed(application.membership):
            continue
        with transaction.atomic():
            _decide(application, ApplicationState.ENDED, application.decided_at or at)
            said = {"name": named(application), "until": application.membership.until.isoformat()}
            records.note("member.lapse", application, by=by, at=at, clause="membership", after=said)
            _tell(application, "people.membership_lapsed", {"until": said["until"]}, at)
        number += 1
    return number


def let_go(ended: Membership) -> None:
    """A membership was ended by hand: the application it rests on is ended with it, in the same act."""
    resting = MembershipApplication.objects.filter(membership=ended, state=ApplicationState.ACCEPTED)
    resting.update(state=ApplicationState.ENDED)


def _not_for(clause: Clause, organisation: Organisation | None) -> list[Finding]:
    """Why an organisation, or (without one) a person, may not be a member whatever it is."""
    found = []
    if clause["selection"] not in APPLIED_FOR:
        found.append(Finding(clause.id, "people.not-applied-for", {"selection": clause["selection"]}))
    allowed = set(clause["holder"])
    holder = "organisation" if organisation else "person"
    if holder not in allowed and not (holder == "organisation" and "donor" in allowed):
        found.append(Finding(clause.id, "people.other-holder", {"holder": holder, "allowed": sorted(allowed)}))
    countries = clause.get("countries", ())
    if countries and organisation and organisation.country not in countries:
        facts = {"country": organisation.country, "allowed": list(countries)}
        found.append(Finding(clause.id, "people.other-country", facts))
    return found


def _check_free(application: MembershipApplication, on: date) -> None:
    """Locks the holder: of two who ask for it at the same moment the second is refused."""
    holder: Any = application.organisation or application.person
    type(holder).objects.select_for_update().get(pk=holder.pk)
    of = {"organisation": application.organisation, "person": application.person}
    here = {"institution": application.institution, **of}
    if MembershipApplication.objects.filter(**here, state=ApplicationState.OPEN).exists():
        raise ValidationError(_("An application is open already."), code="open")
    until = cadence.after(on, RENEWABLE)
    staying = Membership.objects.filter(Q(until=None) | Q(until__gt=until), **here)
    if staying.exists():
        raise ValidationError(_("They already take part in this institution."), code="already-member")


def _check_all(application: MembershipApplication, charter: Charter, given: Mapping[str, str], at: datetime) -> None:
    """One check a criterion; what is recorded of the holder settles those that no person has answered."""
    known = {check.clause: check for check in application.checks.all()}
    recorded = _attributes(application)
    for clause in criteria(charter):
        check = known.get(clause.id) or CriterionCheck(
            institution=application.institution,
            application=application,
            clause=clause.id,
            given=given.get(clause.id, "").strip(),
        )
        if not check.checked_by:
            check.is_met = is_met(clause, recorded)
            check.checked_at = at if check.is_met is not None else None
        check.full_clean()
        check.save()


def _attributes(application: MembershipApplication) -> Attributes:
    organisations = [pk for pk in (application.organisation_id,) if pk is not None]
    persons = [pk for pk in (application.person_id,) if pk is not None]
    return attributes(application.institution, organisations=organisations, persons=persons)[Who.of(application)]


def _unmet(application: MembershipApplication, charter: Charter) -> list[Finding]:
    met = dict(application.checks.values_list("clause", "is_met"))
    return [
        Finding(
            clause.id,
            "people.criterion-unchecked" if met.get(clause.id) is None else "people.criterion-not-met",
            {"criterion": clause.name.as_dict(), "name": named(application)},
        )
        for clause in binding(charter)
        if met.get(clause.id) is not True
    ]


def _accept(application: MembershipApplication, clause: Clause, *, on: date, by: Actor, at: datetime) -> None:
    """A new membership, or one that follows the last without a gap."""
    of = {"organisation": application.organisation, "person": application.person}
    here = Membership.objects.filter(institution=application.institution, **of)
    if here.filter(until=None).exists():
        raise ValidationError(_("They already take part in this institution."), code="already-member")
    begins = max(on, here.aggregate(last=Max("until"))["last"] or on)
    until = cadence.after(begins, clause["lasts"]) if "lasts" in clause.values else None
    member = Membership(institution=application.institution, from_date=begins, until=until, **of)
    member.full_clean()
    member.save()
    application.membership = member
    _decide(application, ApplicationState.ACCEPTED, at)
    said = {
        "name": named(application),
        "from": begins.isoformat(),
        "until": until.isoformat() if until else None,
    }
    records.note("member.accept", application, by=by, at=at, clause=clause.id, after=said)
    _tell(application, "people.application_accepted", {"from": said["from"], "until": said["until"]}, at)


def _lock_open(application: MembershipApplication) -> None:
    """Of two who decide at the same moment the second is refused."""
    now = MembershipApplication.objects.select_for_update().get(pk=application.pk)
    if now.state != ApplicationState.OPEN:
        raise ValidationError(_("This application is decided."), code="decided")


def _decide(application: MembershipApplication, state: ApplicationState, at: datetime, *, reason: str = "") -> None:
    application.state, application.decided_at = state, at
    application.reason = reason or application.reason
    application.full_clean()
    application.save()


def _followed(membership: Membership) -> bool:
    here = Membership.objects.filter(institution=membership.institution, from_date=membership.until)
    return bool(here.filter(organisation=membership.organisation_id, person=membership.person_id).exists())


def called(holder: Organisation | Person) -> Any:
    """A holder's name as a fact: in three languages, or as the person gives it."""
    return holder.name if isinstance(holder, Person) else dict(holder.name)


def named(application: MembershipApplication) -> Any:
    holder = application.organisation or application.person
    assert holder is not None
    return called(holder)


def _tell(application: MembershipApplication, kind: str, facts: Mapping[str, Any], at: datetime) -> None:
    """Whoever asked is told, and the person it is for, or those who speak for the organisation."""
    persons = {p.pk: p for p in (application.asked_by, application.person) if p is not None}
    if application.organisation_id is not None:
        speaking = Affiliation.objects.filter(holding(localdate(at)), organisation=application.organisation_id)
        persons |= {one.person_id: one.person for one in speaking.select_related("person")}
    telling.tell(
        application.institution,
        persons.values(),
        kind,
        about=f"membership_application:{application.uid}",
        facts={"name": named(application), **facts},
        path=f"/{application.institution.slug}/people/applications/{application.uid}/",
        at=at,
    )
