"""What a person agrees to, use by use, until they take it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from mithaq.foundation.actors import Actor
from mithaq.institutions.records import note
from mithaq.institutions.selectors import Institution
from mithaq.people.enums import Purpose
from mithaq.people.models import Consent, Person


def consent(person: Person, purpose: Purpose, institution: Institution, *, by: Actor, at: datetime) -> Consent:
    """The person agrees to one use. Agreeing twice changes nothing and is not written twice."""
    known = Consent.objects.filter(institution=institution, person=person, purpose=purpose, withdrawn_at=None).first()
    if known:
        return known
    given = Consent(institution=institution, person=person, purpose=purpose, given_at=at)
    given.full_clean()
    with transaction.atomic():
        given.save()
        note("consent.give", given, by=by, at=at, after={"person": person.uid, "purpose": purpose})
    return given


def withdraw(consent: Consent, *, by: Actor, at: datetime) -> Consent:
    """Take a consent back. Withdrawing twice changes nothing."""
    if consent.withdrawn_at is not None:
        return consent
    consent.withdrawn_at = at
    with transaction.atomic():
        consent.save(update_fields=["withdrawn_at"])
        said = {"person": consent.person.uid, "purpose": consent.purpose}
        note("consent.withdraw", consent, by=by, at=at, after=said)
    return consent


def agree_to(person: Person, purposes: Iterable[str], institution: Institution, *, by: Actor, at: datetime) -> None:
    """Bring the person's consents to exactly these purposes: what is new is given, what is missing is taken back."""
    wanted = {Purpose(purpose) for purpose in purposes}
    with transaction.atomic():
        for given in Consent.objects.filter(institution=institution, person=person, withdrawn_at=None):
            if given.purpose not in wanted:
                withdraw(given, by=by, at=at)
        for purpose in sorted(wanted):
            consent(person, purpose, institution, by=by, at=at)
