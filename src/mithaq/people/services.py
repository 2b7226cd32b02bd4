"""Registering persons and organisations, who speaks for whom, who takes part, and what they agree to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mithaq.compacts.selectors import Category
from mithaq.foundation import accounts, journal
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.foundation.mail import one_line
from mithaq.foundation.models import Account
from mithaq.institutions.selectors import Institution
from mithaq.people import telling
from mithaq.people.applying import accept, apply, check, let_go, refuse, take_back
from mithaq.people.consenting import agree_to, consent, withdraw
from mithaq.people.counting import OWN, describe, name_constituency, remove_constituency
from mithaq.people.enums import Level, Role
from mithaq.people.mandates import end_mandate, give_mandate
from mithaq.people.models import Affiliation, Membership, Organisation, Person, holding
from mithaq.people.watching import stand, tend

__all__ = [
    "OWN",
    "accept",
    "admit",
    "affiliate",
    "agree_to",
    "apply",
    "appoint",
    "check",
    "consent",
    "describe",
    "end_mandate",
    "give_mandate",
    "name_constituency",
    "refuse",
    "register",
    "register_organisation",
    "release",
    "remove_constituency",
    "stand",
    "take_back",
    "telling",
    "tend",
    "welcome",
    "welcome_organisation",
    "withdraw",
]


def register(
    *,
    name: str | Mapping[str, str],
    language: str = "",
    account: Account | None = None,
    by: Actor,
    at: datetime,
) -> Person:
    """Enter a person, with or without an account.

    `name` is the name as the person gives it, or the same name by language when it is known in several scripts; the one
    in the person's language is then the name as given. Refused (ValidationError): an empty name, an account in use.
    """
    language = language or (account.language if account else "en")
    names = Words(name) if isinstance(name, Mapping) else Words()
    given = name if isinstance(name, str) else names.in_(language)
    person = Person(name=given.strip(), other_names=names, language=language, account=account)
    person.full_clean()
    with transaction.atomic():
        person.save()
        _write("person.register", person, by, at, after={"name": person.name, "language": language})
    return person


def register_organisation(
    name: Mapping[str, str],
    *,
    acronym: str = "",
    category: Category | None = None,
    country: str = "",
    level: Level | str = Level.NATIONAL,
    by: Actor,
    at: datetime,
) -> Organisation:
    """Enter an organisation. Refused (ValidationError): no name in any language, a country not of two letters."""
    organisation = Organisation(
        name=Words(name), acronym=acronym.strip(), category=category, country=country.strip().upper(), level=level
    )
    organisation.full_clean()
    with transaction.atomic():
        organisation.save()
        said = {
            "name": dict(name),
            "category": category.code if category else "",
            "country": organisation.country,
            "level": level,
        }
        _write("organisation.register", organisation, by, at, after=said)
    return organisation


def affiliate(
    person: Person,
    organisation: Organisation,
    *,
    on: date,
    until: date | None = None,
    title: Words | None = None,
    by: Actor,
    at: datetime,
) -> Affiliation:
    """The person speaks for the organisation from the day `on`.

    Refused (ValidationError): they already do; a period that ends before it begins.
    """
    affiliation = Affiliation(
        person=person, organisation=organisation, from_date=on, until=until, title=title or Words()
    )
    affiliation.full_clean()
    with transaction.atomic():
        affiliation.save()
        said = {"organisation": organisation.uid, "from": on.isoformat(), "until": _day(until)}
        _write("person.affiliate", person, by, at, after=said)
    return affiliation


def admit(
    institution: Institution,
    *,
    person: Person | None = None,
    organisation: Organisation | None = None,
    role: Role | str = Role.MEMBER,
    on: date,
    by: Actor,
    at: datetime,
) -> Membership:
    """The person or the organisation takes part in the institution from the day `on`.

    Refused (ValidationError): who already takes part; an organisation as officer or secretary (persons hold offices);
    neither or both of the two.
    """
    membership = Membership(institution=institution, person=person, organisation=organisation, role=role, from_date=on)
    _check_free(membership)
    membership.full_clean()
    with transaction.atomic():
        membership.save()
        said = {**_holder(membership), "role": role, "from": on.isoformat()}
        _write("member.admit", membership, by, at, institution=institution, after=said)
    return membership


def welcome(
    institution: Institution,
    *,
    name: str | Mapping[str, str],
    language: str,
    organisation: Organisation | None,
    role: Role | str,
    email: str = "",
    site: str = "",
    on: date,
    by: Actor,
    at: datetime,
) -> Membership:
    """Enter a person and admit them in one go; with an e-mail address they are invited to sign in.

    `site` is how the address of this installation begins. Refused as in `register`, `affiliate`, `admit` and
    `accounts.open_account`; then nothing is written and no letter goes out.
    """
    with transaction.atomic():
        account = accounts.open_account(email, language=language, by=by, at=at) if email else None
        person = register(name=name, language=language, account=account, by=by, at=at)
        if organisation:
            affiliate(person, organisation, on=on, by=by, at=at)
        membership = admit(institution, person=person, role=role, on=on, by=by, at=at)
        if account:
            _invite(person, account, institution, site=site, by=by, at=at)
    return membership


def welcome_organisation(institution: Institution, *, on: date, by: Actor, at: datetime, **told: Any) -> Membership:
    """Enter an organisation and admit it in one go. Refused as in `register_organisation` and `admit`."""
    with transaction.atomic():
        organisation = register_organisation(by=by, at=at, **told)
        return admit(institution, organisation=organisation, on=on, by=by, at=at)


def appoint(membership: Membership, role: Role, *, on: date, by: Actor, at: datetime) -> Membership:
    """Give a member another role from the day `on`: the old membership ends that day, a new one begins.

    A change on the day the membership began corrects it. Refused (ValidationError): a membership that has ended, a day
    before it began, the same role again, an organisation as officer or secretary, a secretary stepping down on a day
    without another one who can sign in.
    """
    _check_open(membership)
    if membership.role == role:
        raise ValidationError(_("This is the role they already hold."), code="same-role")
    if on < membership.from_date:
        raise ValidationError(_("The new role cannot begin before the membership did."), code="too-early")
    if membership.organisation_id and role != Role.MEMBER:
        raise ValidationError(_("Offices are held by persons, not by organisations."), code="organisation-in-office")
    before = {"role": membership.role, "from": membership.from_date.isoformat()}
    with transaction.atomic():
        _check_another_secretary(membership, on)
        new = _correct(membership, role) if on == membership.from_date else _follow(membership, role, on)
        said = {**_holder(new), "role": role, "from": on.isoformat()}
        _write("member.appoint", new, by, at, institution=membership.institution, before=before, after=said)
    return new


def release(membership: Membership, *, on: date, by: Actor, at: datetime) -> Membership:
    """End a membership: `on` is the first day without it.

    Refused (ValidationError): one that has ended, a day not after its beginning, a secretary on a day
    without another one who can sign in.
    """
    _check_open(membership)
    if on <= membership.from_date:
        raise ValidationError(_("A membership ends after the day it began."), code="too-early")
    with transaction.atomic():
        _check_another_secretary(membership, on)
        membership.until = on
        membership.save(update_fields=["until"])
        let_go(membership)
        said = {**_holder(membership), "until": on.isoformat()}
        _write("member.release", membership, by, at, institution=membership.institution, after=said)
    return membership


def _invite(person: Person, account: Account, institution: Institution, *, site: str, by: Actor, at: datetime) -> None:
    with translation.override(account.language):
        facts = {
            "name": one_line(person.name),
            "institution": one_line(institution.name),
            "address": site + accounts.invitation_path(account),
        }
        subject = gettext("%(institution)s invites you") % facts
        body = (
            gettext(
                "Dear %(name)s,\n\nyou take part in “%(institution)s”. To sign in, choose a password here:\n\n"
                "%(address)s\n\nIf you did not expect this letter, you need do nothing."
            )
            % facts
        )
        send_mail(subject, body, None, [account.email])
    _write("person.invite", person, by, at, institution=institution, after={"name": person.name})


def _write(
    act: str,
    about: Any,
    by: Actor,
    at: datetime,
    *,
    institution: Institution | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    scope = institution.uid if institution else ""
    journal.write(act, about=about, by=by, at=at, scope=scope, before=before, after=after)


def _correct(membership: Membership, role: Role) -> Membership:
    membership.role = role
    membership.save(update_fields=["role"])
    return membership


def _follow(membership: Membership, role: Role, on: date) -> Membership:
    membership.until = on
    membership.save(update_fields=["until"])
    new = Membership(
        institution=membership.institution,
        person=membership.person,
        organisation=membership.organisation,
        role=role,
        from_date=on,
    )
    new.full_clean()
    new.save()
    return new


def _holder(membership: Membership) -> dict[str, Any]:
    holder = membership.holder
    return {"holder": holder.uid, "name": holder.name if isinstance(holder, Person) else dict(holder.name)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _check_free(membership: Membership) -> None:
    open_ = Membership.objects.filter(
        institution=membership.institution,
        person=membership.person,
        organisation=membership.organisation,
        until=None,
    )
    if open_.exists():
        raise ValidationError(_("They already take part in this institution."), code="already-member")
    if membership.organisation_id and membership.role != Role.MEMBER:
        raise ValidationError(_("Offices are held by persons, not by organisations."), code="organisation-in-office")


def _check_open(membership: Membership) -> None:
    if membership.until is not None:
        raise ValidationError(_("This membership has ended."), code="ended")


def _check_another_secretary(membership: Membership, on: date) -> None:
    """Locks all who serve, the one who goes among them: of two who leave at the same moment the second is refused."""
    if membership.role != Role.SECRETARY:
        return
    serving = Membership.objects.filter(
        holding(on),
        institution=membership.institution,
        role=Role.SECRETARY,
        until=None,
        person__account__is_active=True,
    )
    locked = serving.order_by("pk").select_for_update(of=("self",))
    if not any(other.pk != membership.pk for other in locked):
        raise ValidationError(
            _("An institution keeps at least one secretary who can sign in: appoint another one for that day first."),
            code="last-secretary",
        )
