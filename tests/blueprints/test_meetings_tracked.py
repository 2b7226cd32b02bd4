"""How often the Friends of the Forum and the Arab consultative process meet, where, and who else is called."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mithaq.bodies import services as bodies
from mithaq.foundation.fields import words
from mithaq.kernels.charter import Charter, CharterRefuses
from mithaq.meetings import selectors, services
from mithaq.meetings.enums import Capacity, Kind
from mithaq.meetings.models import Attendance, Meeting
from mithaq.people import services as people
from tests.blueprints.gallery import carries, enacted
from tests.blueprints.networks import body
from tests.cast import AT, Cast

ADOPTED = date(2019, 1, 1)
FRIENDS, ANNUAL = "body.friends.meeting.regular", "body.process.meeting.annual"


@pytest.fixture
def here(cast: Cast):
    with cast.scope():
        yield cast


def stand(cast: Cast, name: str) -> Charter:
    charter = enacted(cast, name, on=ADOPTED)
    bodies.stand(cast.institution, charter, on=ADOPTED, by=cast.amal.actor, at=AT)
    return charter


def call(cast: Cast, key: str, day: date, **more) -> Meeting:
    told = {"title": words(en=f"Meeting of {day}"), "first_day": day, "by": cast.badr.actor, "at": AT} | more
    return services.call(cast.institution, body=body(cast, key), **told)


def seen(cast: Cast, charter: Charter, clause: str, on: date) -> tuple[str, list[str]]:
    [found] = [one for one in selectors.watched(cast.institution, charter, on=on) if one.clause == clause]
    return found.state, [one.key for one in found.findings]


def test_friends_of_the_forum_meet_at_least_twice_a_year_in_geneva(here):
    charter = stand(here, "gfmd")
    assert carries(charter, FRIENDS, "gfmd/10")
    geneva = words(ar="جنيف", en="Geneva", fr="Genève")

    call(here, "friends", date(2019, 3, 4), place=geneva)
    assert seen(here, charter, FRIENDS, date(2019, 6, 1)) == ("risk", ["meetings.still-to-hold"])
    assert seen(here, charter, FRIENDS, date(2020, 1, 1))[0] == "broken"

    call(here, "friends", date(2019, 9, 9), place=geneva)
    assert seen(here, charter, FRIENDS, date(2019, 12, 31)) == ("met", ["meetings.held"])

    call(here, "friends", date(2019, 11, 4), place=words(en="Quito"))
    assert "meetings.other-place" in seen(here, charter, FRIENDS, date(2019, 12, 31))[1]


def test_the_process_meets_in_the_second_quarter_and_a_meeting_outside_it_is_flagged(here):
    charter = stand(here, "arab-consultative-process")
    assert carries(charter, ANNUAL, "arcp/2", "arcp/17")

    assert seen(here, charter, ANNUAL, date(2019, 7, 1)) == ("broken", ["meetings.missed"])
    call(here, "process", date(2019, 9, 10))
    assert seen(here, charter, ANNUAL, date(2019, 12, 31)) == ("broken", ["meetings.outside"])
    call(here, "process", date(2019, 5, 7))
    assert seen(here, charter, ANNUAL, date(2019, 12, 31)) == ("met", ["meetings.held"])


def test_extraordinary_meetings_are_called_where_they_are_needed_and_stand_for_no_annual_one(here):
    charter = stand(here, "arab-consultative-process")
    assert carries(charter, ANNUAL, "arcp/18")

    with pytest.raises(ValidationError):
        call(here, "process", date(2019, 5, 7), kind=Kind.EXTRAORDINARY)
    call(here, "process", date(2019, 5, 7), kind=Kind.EXTRAORDINARY, reason="The situation of migrant workers")

    assert seen(here, charter, ANNUAL, date(2019, 7, 1)) == ("broken", ["meetings.missed"])


def test_a_body_whose_text_knows_no_extraordinary_meetings_calls_none(here):
    stand(here, "gfmd")

    with pytest.raises(CharterRefuses) as refused:
        call(here, "friends", date(2019, 5, 7), kind=Kind.EXTRAORDINARY, reason="A crisis")

    assert [(one.clause, one.key) for one in refused.value.findings] == [(FRIENDS, "meetings.no-extraordinary")]


def test_state_bodies_are_called_to_the_meeting_that_needs_them_and_to_no_other(here):
    charter = stand(here, "arab-consultative-process")
    assert carries(charter, ANNUAL, "arcp/13")
    ministry = people.register_organisation(words(en="Ministry of Labour"), by=here.amal.actor, at=AT)

    with_them = call(here, "process", date(2019, 5, 7), guests=[services.Guest(organisation=ministry)])
    without = call(here, "process", date(2019, 6, 3))

    invited = Attendance.objects.filter(organisation=ministry)
    assert [(one.meeting, one.capacity) for one in invited] == [(with_them, Capacity.INVITED)]
    assert not invited.filter(meeting=without).exists()
