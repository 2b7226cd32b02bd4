"""Who acts for whom: persons who represent organisations and States, with their letter and for how long."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.foundation.models import Account
from mithaq.institutions.selectors import Institution
from mithaq.people.models import Affiliation, Organisation, Person, Representation, holding


def give_mandate(
    institution: Institution,
    *,
    representative: Person,
    organisation: Organisation | None = None,
    country: str = "",
    body: str = "",
    credential: str = "",
    on: date,
    until: date | None = None,
    by: Actor,
    at: datetime,
) -> Representation:
    """The person acts for the organisation or the State from the day `on`, in one body (by its key) or in all of them.

    Refused (ValidationError): neither or both of the two, a period that ends before it begins, a mandate of the same
    person for the same body that shares a day with it.
    """
    given = Representation(
        institution=institution,
        organisation=organisation,
        country=country,
        representative=representative,
        body=body,
        credential=" ".join(credential.split()),
        from_date=on,
        until=until,
    )
    given.full_clean()
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=representative.pk)  # of two at once the second is refused
        same = Representation.objects.filter(
            Q(until=None) | Q(until__gt=on),
            institution=institution,
            organisation=organisation,
            country=country,
            representative=representative,
            body=body,
        )
        if (same if until is None else same.filter(from_date__lt=until)).exists():
            raise ValidationError(_("They have this mandate already."), code="already-given")
        given.save()
        said = {
            **_told(given),
            "body": body,
            "credential": given.credential,
            "from": on.isoformat(),
            "until": until.isoformat() if until else None,
        }
        journal.write("mandate.give", about=given, by=by, at=at, scope=institution.uid, after=said)
    return given


def end_mandate(given: Representation, *, on: date, by: Actor, at: datetime) -> Representation:
    """`on` is the first day without it.

    Refused (ValidationError): one that has ended by then, a day not after it began.
    """
    if given.until is not None and given.until <= on:
        raise ValidationError(_("This mandate has ended by then."), code="ended")
    if on <= given.from_date:
        raise ValidationError(_("A mandate ends after the day it began."), code="too-early")
    given.until = on
    with transaction.atomic():
        given.save(update_fields=["until"])
        said = {**_told(given), "until": on.isoformat()}
        journal.write("mandate.end", about=given, by=by, at=at, scope=given.institution.uid, after=said)
    return given


def represents(
    person: Person, *, organisation: Organisation | None = None, country: str = "", body_key: str = "", on: date
) -> bool:
    """Whether the person has a mandate of the organisation or the State for a body on a day; inside the scope.

    A mandate for all bodies holds for each; without `body_key` only such a one is asked for.
    """
    if (organisation is None) == (country == ""):
        return False
    found = Representation.objects.filter(
        holding(on), representative=person, organisation=organisation, country=country, body__in=["", body_key]
    )
    return bool(found.exists())


def mandates(institution: Institution, *, on: date) -> QuerySet[Representation]:
    """Those that hold on a day, or will."""
    found: QuerySet[Representation] = Representation.objects.filter(
        Q(until=None) | Q(until__gt=on), institution=institution
    )
    return found.select_related("representative", "organisation").order_by("country", "organisation", "pk")


def mandates_of(person: Person, *, on: date) -> QuerySet[Representation]:
    """For whom a person acts on a day; inside the scope."""
    found: QuerySet[Representation] = Representation.objects.filter(holding(on), representative=person)
    return found.select_related("organisation")


def mandate(institution: Institution, uid: str) -> Representation | None:
    found = Representation.objects.filter(institution=institution, uid=uid)
    return found.select_related("representative", "organisation").first()


def _told(given: Representation) -> dict[str, Any]:
    of = dict(given.organisation.name) if given.organisation else given.country
    return {"name": given.representative.name, "of": of}


def held_for(account: Any, *, on: date) -> Q:
    """Records of holders (`HeldBy`) the person behind an account acts for on a day: they themselves, organisations they
    speak for, and those whose mandate they have. Inside the scope."""
    if not isinstance(account, Account):
        return Q(pk=None)
    acting = Representation.objects.filter(holding(on), representative__account=account)
    theirs = Affiliation.objects.filter(holding(on), person__account=account).values("organisation")
    organisations = Q(organisation__in=theirs) | Q(
        organisation__in=acting.exclude(organisation=None).values("organisation")
    )
    return Q(person__account=account) | organisations | Q(country__in=acting.exclude(country="").values("country"))


def acting_for(record: Any, *, on: date) -> list[Person]:
    """The persons who act for the holder of a record on a day; inside the scope."""
    if record.person_id is not None:
        return [record.person]
    mandated = Representation.objects.filter(holding(on), organisation=record.organisation_id, country=record.country)
    found = Q(pk__in=mandated.values("representative"))
    if record.organisation_id is not None:
        speaking = Affiliation.objects.filter(holding(on), organisation=record.organisation_id)
        found |= Q(pk__in=speaking.values("person"))
    return list(Person.objects.filter(found))
