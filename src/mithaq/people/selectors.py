"""Reading who takes part."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet
from django_scopes import scopes_disabled

from mithaq.foundation import quick
from mithaq.foundation.actors import Actor
from mithaq.foundation.models import Account
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution
from mithaq.people.asked import application, applications, applications_of, checked, is_applicant, speaks_for
from mithaq.people.attributes import Attributes, Who, attributes, attributes_of
from mithaq.people.counting import constituencies, counted, traits, vocabulary
from mithaq.people.criteria import criteria
from mithaq.people.enums import Purpose, Role
from mithaq.people.mandates import acting_for, held_for, mandate, mandates, mandates_of, represents
from mithaq.people.models import Affiliation, Consent, Membership, Organisation, Person, holding
from mithaq.people.voices import Voices, voices, voices_here, voices_of
from mithaq.people.watching import owed, standing, watched

__all__ = [
    "Affiliation",
    "Attributes",
    "Membership",
    "Organisation",
    "Person",
    "Voices",
    "Who",
    "acting_for",
    "actor_of",
    "agreeing",
    "agrees",
    "application",
    "applications",
    "applications_of",
    "attributes",
    "attributes_of",
    "checked",
    "consents",
    "constituencies",
    "counted",
    "criteria",
    "held_for",
    "holding",
    "institutions_of",
    "is_applicant",
    "mandate",
    "mandates",
    "mandates_of",
    "members",
    "membership",
    "organisation",
    "organisation_in",
    "organisations",
    "owed",
    "past_members",
    "person",
    "person_of",
    "persons",
    "representatives",
    "represents",
    "role_of",
    "speaks_for",
    "standing",
    "traits",
    "vocabulary",
    "voices",
    "voices_here",
    "voices_of",
    "watched",
]


def members(institution: Institution, *, on: date) -> QuerySet[Membership]:
    """Who takes part on a day, persons and organisations; persons come with the organisations they speak for."""
    speaking = Affiliation.objects.filter(holding(on)).select_related("organisation")
    return (
        Membership.objects.filter(holding(on), institution=institution)
        .select_related("person", "organisation", "organisation__category")
        .prefetch_related(Prefetch("person__affiliations", queryset=speaking, to_attr="speaks_for"))
    )


def past_members(institution: Institution, *, on: date) -> QuerySet[Membership]:
    return (
        Membership.objects.filter(institution=institution, until__lte=on)
        .select_related("person", "organisation")
        .order_by("-until", "-pk")
    )


def membership(institution: Institution, uid: str) -> Membership | None:
    found = Membership.objects.filter(institution=institution, uid=uid)
    return found.select_related("person", "organisation").first()


def role_of(account: Any, institution: Institution, *, on: date) -> Role | None:
    """The role of the person behind an account in an institution on a day; None = takes no part.

    Whoever is not active, or has no person, takes no part. Remembered on the account for as long as it lives in memory:
    a page asks this many times. Runs outside any scope: a door may be asked about before it is entered.
    """
    if not isinstance(account, Account) or not account.is_active:
        return None
    known = account.__dict__.setdefault("_roles", {})
    key = (institution.pk, on)
    if key not in known:
        held = quick.rows(_roles(), [institution.pk, account.pk, on, on])
        known[key] = max((Role(role) for (role,) in held), key=lambda role: role.rank, default=None)
    return known[key]


@cache
def _roles() -> str:
    """Asked with every page of whoever is signed in: not worded anew."""
    held = Membership._base_manager.filter(institution=0).filter(person__account=0).filter(holding(date.min))
    return held.order_by().values_list("role").query.sql_with_params()[0]


def institutions_of(account: Any, *, on: date) -> QuerySet[Institution]:
    """Where the person behind an account takes part."""
    if not isinstance(account, Account):
        return institutions.by_keys([])
    with scopes_disabled():
        mine = Membership.objects.filter(holding(on), person__account=account).values_list("institution", flat=True)
    return institutions.by_keys(mine)


def person_of(account: Any) -> Person | None:
    if not isinstance(account, Account):
        return None
    return Person.objects.filter(account=account).first()


def person(uid: str) -> Person | None:
    return Person.objects.filter(uid=uid).first()


def persons() -> QuerySet[Person]:
    return Person.objects.all()


def organisation(uid: str) -> Organisation | None:
    return Organisation.objects.filter(uid=uid).select_related("category").first()


def organisations() -> QuerySet[Organisation]:
    return Organisation.objects.select_related("category")


def organisation_in(institution: Institution, uid: str, *, on: date) -> Organisation | None:
    """An organisation that takes part in the institution, or took part, or for which a member speaks on a day."""
    here = Membership.objects.filter(institution=institution)
    spoken_for = Affiliation.objects.filter(holding(on), person__in=here.filter(holding(on)).values("person"))
    return (
        organisations()
        .filter(Q(pk__in=here.values("organisation")) | Q(pk__in=spoken_for.values("organisation")), uid=uid)
        .first()
    )


def representatives(
    organisation: Organisation, *, on: date, institution: Institution | None = None
) -> QuerySet[Affiliation]:
    """Who speaks for an organisation on a day; in an institution, only those who take part there."""
    speaking = Affiliation.objects.filter(holding(on), organisation=organisation).select_related("person")
    if institution is None:
        return speaking
    here = Membership.objects.filter(holding(on), institution=institution)
    return speaking.filter(person__in=here.values("person"))


def consents(person: Person, institution: Institution) -> QuerySet[Consent]:
    return Consent.objects.filter(institution=institution, person=person)


def agrees(person: Person, purpose: Purpose, institution: Institution) -> bool:
    """Whether the person has agreed to this use and not taken it back."""
    return consents(person, institution).filter(purpose=purpose, withdrawn_at=None).exists()


def agreeing(persons: Iterable[int], purpose: Purpose, institution: Institution) -> frozenset[int]:
    """Those of these persons (by their keys) who have agreed to this use and not taken it back: one query."""
    given = Consent.objects.filter(institution=institution, person__in=set(persons), purpose=purpose, withdrawn_at=None)
    return frozenset(given.values_list("person", flat=True))


def actor_of(account: Account | AnonymousUser) -> Actor:
    """The person behind the account, as the journal names them; without a person, the account."""
    found = person_of(account)
    if found:
        return Actor("person", uid=found.uid, name=found.name)
    if isinstance(account, Account):
        return Actor("person", uid=account.uid, name=account.called)
    return Actor("person")
