"""What holders are by attribute, as rules of balance read them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mithaq.foundation.fields import words
from mithaq.people import selectors, services
from mithaq.people.models import Trait
from mithaq.people.selectors import Who
from tests.cast import AT, compact

pytestmark = pytest.mark.django_db


def organisation(cast, name, **more):
    return services.register_organisation(words(en=name), by=cast.amal.actor, at=AT, **more)


def test_an_organisation_has_its_own_attributes_and_those_the_institution_counts(cast):
    compact(cast)
    from mithaq.compacts.selectors import category

    union = organisation(cast, "Union", country="MA", level="local", category=category("trade_unions"))
    with cast.scope():
        for value in ("return", "remittances"):
            Trait.objects.create(institution=cast.institution, organisation=union, attribute="theme", value=value)

        found = selectors.attributes(cast.institution, organisations=[union.pk])

    assert found == {
        Who("organisation", union.pk): {
            "level": ("local",),
            "country": ("ma",),
            "category": ("trade_unions",),
            "theme": ("remittances", "return"),
        }
    }


def test_states_and_persons_have_attributes_too_and_what_is_unknown_is_absent(cast):
    with cast.scope():
        Trait.objects.create(institution=cast.institution, country="MA", attribute="region", value="maghreb")
        Trait.objects.create(institution=cast.institution, person=cast.badr.person, attribute="gender", value="man")

        found = selectors.attributes(
            cast.institution, countries=["MA"], persons=[cast.badr.person.pk, cast.amal.person.pk]
        )

    assert found == {
        Who("country", "MA"): {"country": ("ma",), "region": ("maghreb",)},
        Who("person", cast.badr.person.pk): {"gender": ("man",)},
        Who("person", cast.amal.person.pk): {},
    }


def test_what_another_institution_counts_is_not_counted_here(cast):
    from django_scopes import scope

    with scope(institution=cast.elsewhere):
        Trait.objects.create(institution=cast.elsewhere, country="MA", attribute="region", value="africa")
    with cast.scope():
        assert selectors.attributes(cast.institution, countries=["MA"]) == {Who("country", "MA"): {"country": ("ma",)}}


@pytest.mark.parametrize("many", [1, 3])
def test_attributes_take_two_queries_however_many_are_asked_for(cast, many):
    pks = [organisation(cast, f"Union {n}").pk for n in range(many)]
    with cast.scope(), CaptureQueriesContext(connection) as seen:
        selectors.attributes(cast.institution, organisations=pks, countries=["MA"], persons=[cast.badr.person.pk])

    assert len(seen) == 2
