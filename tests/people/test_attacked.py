"""What somebody who means ill, or two at once, would try to become a member or to speak for others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from mithaq.foundation.fields import words
from mithaq.institutions import selectors as institutions
from mithaq.institutions import services as founding
from mithaq.kernels.charter import CharterRefuses
from mithaq.people import services
from mithaq.people.enums import ApplicationState
from mithaq.people.models import Membership, MembershipApplication
from mithaq.people.selectors import voices
from tests.cast import AT, FROM
from tests.people.charters import NETWORK, OPEN, enacted

pytestmark = pytest.mark.django_db
DAY = AT.date()
BY_LAWS = "membership.criterion.by-laws"
LEVEL = "membership.criterion.level"


@pytest.fixture
def union(cast):
    found = services.register_organisation(words(en="Union"), level="national", country="FR", by=cast.amal.actor, at=AT)
    services.affiliate(cast.chadia.person, found, on=FROM, by=cast.amal.actor, at=AT)
    return found


@pytest.fixture
def giant(cast):
    return services.register_organisation(words(en="Giant"), level="global", by=cast.amal.actor, at=AT)


def ask(cast, charter, organisation, **more):
    told = {"on": DAY, "by": cast.chadia.actor, "at": AT, "asked_by": cast.chadia.person, **more}
    return services.apply(cast.institution, charter, organisation=organisation, **told)


def accept(cast, application, charter):
    return services.accept(application, charter, on=DAY, by=cast.badr.actor, at=AT)


def test_an_application_is_accepted_once_however_often_it_was_opened(cast, union):
    with cast.scope():
        charter = enacted(cast, NETWORK)
        application = ask(cast, charter, union)
        services.check(application, BY_LAWS, met=True, by=cast.badr.actor, at=AT)
        first, second = (MembershipApplication.objects.get(pk=application.pk) for _ in range(2))
        accept(cast, first, charter)

        with pytest.raises(ValidationError):
            accept(cast, second, charter)

        assert Membership.objects.filter(organisation=union).count() == 1


def test_what_somebody_says_of_themselves_meets_no_criterion(cast, giant):
    with cast.scope():
        charter = enacted(cast, OPEN)
        application = ask(cast, charter, giant, given={LEVEL: "local"})

        assert application.state == ApplicationState.OPEN
        with pytest.raises(CharterRefuses) as refused:
            accept(cast, application, charter)
        assert [one.key for one in refused.value.findings] == ["people.criterion-not-met"]


def test_an_answer_to_a_criterion_the_charter_does_not_have_is_kept_nowhere(cast, union):
    with cast.scope():
        application = ask(cast, enacted(cast, NETWORK), union, given={"membership.criterion.mine": "yes"})

        assert set(application.checks.values_list("clause", flat=True)) == {
            LEVEL, BY_LAWS, "membership.criterion.report",
        }  # fmt: skip


def test_who_may_be_a_member_is_asked_again_on_the_day_of_the_decision(cast, union):
    with cast.scope():
        application = ask(cast, enacted(cast, NETWORK), union)
        services.check(application, BY_LAWS, met=True, by=cast.badr.actor, at=AT)
        only = NETWORK.replace('lasts = "2 years"', 'lasts = "2 years"\ncountries = ["MA"]')
        founding.enact(cast.institution, only, on=DAY + timedelta(days=1), by=cast.amal.actor, at=AT)
        charter = institutions.charter_of(cast.institution, on=DAY + timedelta(days=1))

        with pytest.raises(CharterRefuses) as refused:
            accept(cast, application, charter)

        assert [one.key for one in refused.value.findings] == ["people.other-country"]
        assert not Membership.objects.filter(organisation=union).exists()


def test_a_mandate_given_in_one_institution_is_none_in_another(cast, union):
    told = {"by": cast.amal.actor, "at": AT}
    other = founding.found("elsewhere", name=words(en="Elsewhere"), **told)
    with cast.scope():
        services.give_mandate(cast.institution, representative=cast.dalia.person, country="MA", on=FROM, **told)
        assert voices(cast.institution, cast.dalia.person, on=DAY).speaks_for(country="MA")

    from django_scopes import scope

    with scope(institution=other):
        assert not voices(other, cast.dalia.person, on=DAY).speaks_for(country="MA")


def test_whoever_acts_for_an_organisation_until_a_day_does_not_on_that_day(cast, union):
    with cast.scope():
        services.give_mandate(
            cast.institution, representative=cast.dalia.person, organisation=union, on=FROM, until=DAY,
            by=cast.amal.actor, at=AT,
        )  # fmt: skip

        assert voices(cast.institution, cast.dalia.person, on=DAY - timedelta(days=1)).speaks_for(organisation=union.pk)
        assert not voices(cast.institution, cast.dalia.person, on=DAY).speaks_for(organisation=union.pk)
