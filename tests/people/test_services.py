from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mithaq.foundation import journal
from mithaq.foundation.fields import words
from mithaq.people import selectors, services
from mithaq.people.enums import Level, Purpose, Role
from mithaq.people.models import Affiliation, Membership
from tests.cast import AT, FROM

DAY = date(2021, 5, 1)


def test_everybody_has_the_role_they_were_given(cast):
    roles = {
        kind: selectors.role_of(cast.who(kind).account, cast.institution, on=DAY)
        for kind in ("stranger", "member", "officer", "secretary", "operator")
    }

    assert roles == {
        "stranger": None,
        "member": Role.MEMBER,
        "officer": Role.OFFICER,
        "secretary": Role.SECRETARY,
        "operator": None,
    }


def test_a_membership_holds_from_its_first_day_until_the_day_it_ends(cast):
    with cast.scope():
        [membership] = [m for m in selectors.members(cast.institution, on=DAY) if m.person == cast.chadia.person]
        services.release(membership, on=DAY, by=cast.amal.actor, at=AT)

    held = {
        day: cast.chadia.account.refresh_from_db() or _role(cast, day)
        for day in (FROM - timedelta(days=1), FROM, DAY - timedelta(days=1), DAY)
    }

    assert held == {
        FROM - timedelta(days=1): None,
        FROM: Role.MEMBER,
        DAY - timedelta(days=1): Role.MEMBER,
        DAY: None,
    }


def _role(cast, day):
    cast.chadia.account.__dict__.pop("_roles", None)
    return selectors.role_of(cast.chadia.account, cast.institution, on=day)


def test_an_account_put_to_rest_has_no_role(cast):
    cast.amal.account.is_active = False

    assert selectors.role_of(cast.amal.account, cast.institution, on=DAY) is None


def test_who_takes_part_is_not_admitted_twice(cast):
    with cast.scope(), pytest.raises(ValidationError) as refused:
        services.admit(cast.institution, person=cast.chadia.person, on=DAY, by=cast.amal.actor, at=AT)

    assert refused.value.code == "already-member"


def test_an_organisation_holds_no_office(cast):
    union = services.register_organisation(
        words(en="Union of seafarers"), level=Level.REGIONAL, by=cast.amal.actor, at=AT
    )

    with cast.scope(), pytest.raises(ValidationError) as refused:
        services.admit(cast.institution, organisation=union, role=Role.OFFICER, on=DAY, by=cast.amal.actor, at=AT)

    assert refused.value.code == "organisation-in-office"


def test_a_new_role_begins_the_day_the_old_one_ends(cast):
    with cast.scope():
        [old] = [m for m in selectors.members(cast.institution, on=DAY) if m.person == cast.chadia.person]
        services.appoint(old, Role.OFFICER, on=DAY, by=cast.amal.actor, at=AT)

    assert (_role(cast, DAY - timedelta(days=1)), _role(cast, DAY)) == (Role.MEMBER, Role.OFFICER)


@pytest.mark.parametrize("act", ["appoint", "release"])
def test_the_last_secretary_stays(cast, act):
    with cast.scope():
        [last] = [m for m in selectors.members(cast.institution, on=DAY) if m.role == Role.SECRETARY]
        with pytest.raises(ValidationError) as refused:
            if act == "appoint":
                services.appoint(last, Role.MEMBER, on=DAY, by=cast.amal.actor, at=AT)
            else:
                services.release(last, on=DAY, by=cast.amal.actor, at=AT)

    assert refused.value.code == "last-secretary"


def test_a_person_speaks_for_an_organisation_once_at_a_time(cast):
    union = services.register_organisation(words(en="Union of seafarers"), by=cast.amal.actor, at=AT)
    services.affiliate(cast.chadia.person, union, on=FROM, by=cast.amal.actor, at=AT)

    with pytest.raises(ValidationError):
        services.affiliate(cast.chadia.person, union, on=DAY, by=cast.amal.actor, at=AT)
    assert [a.person for a in selectors.representatives(union, on=DAY)] == [cast.chadia.person]
    assert Affiliation.objects.count() == 1


def test_a_consent_is_given_once_and_taken_back(cast):
    with cast.scope():
        first = services.consent(cast.chadia.person, Purpose.QUOTE, cast.institution, by=cast.chadia.actor, at=AT)
        again = services.consent(cast.chadia.person, Purpose.QUOTE, cast.institution, by=cast.chadia.actor, at=AT)
        agreed = selectors.agrees(cast.chadia.person, Purpose.QUOTE, cast.institution)
        services.withdraw(first, by=cast.chadia.actor, at=AT + timedelta(hours=1))

        assert again == first
        assert agreed is True
        assert selectors.agrees(cast.chadia.person, Purpose.QUOTE, cast.institution) is False


def test_every_act_stands_in_the_minute_of_the_house_once(cast):
    with cast.scope():
        services.consent(cast.chadia.person, Purpose.QUOTE, cast.institution, by=cast.chadia.actor, at=AT)
        services.consent(cast.chadia.person, Purpose.QUOTE, cast.institution, by=cast.chadia.actor, at=AT)

    acts = [entry.act for entry in journal.Entry.objects.filter(scope=cast.institution.uid).order_by("number")]
    assert acts == ["institution.found", "member.admit", "member.admit", "member.admit", "consent.give"]
    assert journal.verify(cast.institution.uid) is None


@pytest.mark.parametrize(
    "broken",
    [
        {"until": FROM},
        {"role": "emperor"},
        {"person": None},
        {"organisation": "union"},
    ],
    ids=["ends before it begins", "unknown role", "nobody", "two holders"],
)
def test_the_database_refuses_a_membership_that_makes_no_sense(cast, broken):
    union = services.register_organisation(words(en="Union"), by=cast.amal.actor, at=AT)
    said = {"person": cast.dalia.person, "role": "member", "from_date": FROM, **broken}
    if said.get("organisation"):
        said["organisation"] = union

    with cast.scope(), pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(institution=cast.institution, **said)


def test_members_of_another_institution_are_out_of_reach(cast):
    with cast.scope():
        names = [m.person.name for m in selectors.members(cast.institution, on=DAY)]

    assert sorted(names) == ["Badr El Idrissi", "Chadia Mansour", "أمل حداد"]
    assert list(selectors.institutions_of(cast.dalia.account, on=DAY)) == [cast.elsewhere]


def test_memberships_cannot_be_read_outside_a_scope(cast):
    from django_scopes.exceptions import ScopeError

    with pytest.raises(ScopeError):
        Membership.objects.count()
