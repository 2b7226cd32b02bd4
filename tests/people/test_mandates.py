"""Who acts for whom, as what holders are counted, and who is counted together."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mithaq.foundation.fields import words
from mithaq.people import selectors, services
from tests.cast import AT, FROM

pytestmark = pytest.mark.django_db
DAY = AT.date()


@pytest.fixture
def union(cast):
    return services.register_organisation(words(en="Union"), by=cast.amal.actor, at=AT)


def give(cast, **more):
    told = {"representative": cast.chadia.person, "on": FROM, "by": cast.badr.actor, "at": AT, **more}
    return services.give_mandate(cast.institution, **told)


def test_a_mandate_holds_for_its_holder_its_body_and_its_days(cast, union):
    with cast.scope():
        give(cast, organisation=union, body="board", until=date(2020, 12, 1), credential="Letter of 3 January")
        give(cast, country="MA")
        person = cast.chadia.person

        table = [
            (selectors.represents(person, organisation=union, body_key="board", on=DAY), True),
            (selectors.represents(person, organisation=union, body_key="board", on=date(2020, 12, 1)), False),
            (selectors.represents(person, organisation=union, body_key="group", on=DAY), False),
            (selectors.represents(person, organisation=union, on=DAY), False),
            (selectors.represents(person, country="MA", body_key="board", on=DAY), True),
            (selectors.represents(person, country="TN", body_key="board", on=DAY), False),
            (selectors.represents(cast.badr.person, country="MA", on=DAY), False),
            (selectors.represents(person, on=DAY), False),
        ]

    assert [got for got, _ in table] == [wanted for _, wanted in table]


def test_the_same_mandate_is_not_given_twice_for_one_day(cast, union):
    with cast.scope():
        given = give(cast, organisation=union)
        with pytest.raises(ValidationError):
            give(cast, organisation=union, on=date(2020, 6, 1))
        services.end_mandate(given, on=date(2020, 6, 1), by=cast.badr.actor, at=AT)
        give(cast, organisation=union, on=date(2020, 6, 1))
        with pytest.raises(ValidationError):
            services.end_mandate(given, on=date(2020, 7, 1), by=cast.badr.actor, at=AT)


def test_a_mandate_is_of_one(cast, union):
    with cast.scope():
        for of in ({}, {"organisation": union, "country": "MA"}):
            with pytest.raises(ValidationError):
                give(cast, **of)


def test_attributes_are_brought_to_exactly_what_is_told(cast, union):
    told = {"by": cast.badr.actor, "at": AT}
    with cast.scope():
        services.describe(cast.institution, {"theme": ["return", "work"]}, organisation=union, **told)
        services.describe(cast.institution, {"region": ["maghreb"]}, organisation=union, **told)
        services.describe(cast.institution, {"theme": ["work"]}, organisation=union, **told)

        assert selectors.traits(cast.institution, organisation=union) == {"region": ("maghreb",), "theme": ("work",)}
        with pytest.raises(ValidationError):
            services.describe(cast.institution, {"level": ["local"]}, organisation=union, **told)
        with pytest.raises(ValidationError):
            services.describe(cast.institution, {"theme": ["no key"]}, organisation=union, **told)
        assert selectors.traits(cast.institution, organisation=union)["theme"] == ("work",)


def test_members_of_a_constituency_are_found_by_their_attribute(cast, union):
    told = {"by": cast.badr.actor, "at": AT}
    with cast.scope():
        services.admit(cast.institution, organisation=union, on=FROM, by=cast.amal.actor, at=AT)
        services.describe(cast.institution, {"gender": ["woman"]}, person=cast.chadia.person, **told)
        services.name_constituency(
            cast.institution, "women", name=words(en="Women"), attribute="gender", values=["woman"], **told
        )
        with CaptureQueriesContext(connection) as one:
            [women] = selectors.counted(cast.institution, on=DAY)
        for key in ("local", "national"):
            services.name_constituency(
                cast.institution, key, name=words(en=key), attribute="level", values=[key], **told
            )
        with CaptureQueriesContext(connection) as three:
            counted = selectors.counted(cast.institution, on=DAY)
        found = {c.constituency.key: [m.holder for m in c.members] for c in counted}

    assert [m.person for m in women.members] == [cast.chadia.person]
    assert found == {"women": [cast.chadia.person], "local": [], "national": [union]}
    assert len(three) == len(one)
