"""The institutions of the sources: what their own texts say of meetings, minutes and decisions is held here."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files

import pytest
from django.db import transaction

from mithaq.bodies import services as seating
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.institutions import services as institutions
from mithaq.institutions.selectors import charter_of
from mithaq.kernels.charter import CharterRefuses
from mithaq.meetings import selectors, services
from mithaq.meetings.enums import State
from mithaq.people.models import Person
from tests.bodies.network import at
from tests.meetings.house import House

SINCE = date(2021, 1, 1)


@pytest.fixture
def adopt(house: House):
    """Puts a text of the gallery in force from SINCE on; its bodies stand."""

    def run(key: str) -> House:
        text = files("mithaq.blueprints").joinpath("gallery", f"{key}.toml").read_text(encoding="utf-8")
        with transaction.atomic():
            institutions.enact(house.institution, text, on=SINCE, by=SYSTEM, at=at(SINCE))
            house.charter = charter_of(house.institution, on=SINCE)
            seating.stand(house.institution, house.charter, on=SINCE, by=SYSTEM, at=at(SINCE))
        return house

    return run


def state(house: House, clause: str, on: date) -> str:
    return next(w.state for w in selectors.watched(house.institution, house.charter, on=on) if w.clause == clause)


def test_an_arcp_annual_meeting_outside_the_second_quarter_is_flagged(adopt):
    house = adopt("arab-consultative-process")
    clause = "body.process.meeting.annual"
    house.call(house.body("process"), on=date(2021, 5, 20))
    assert state(house, clause, date(2021, 12, 1)) == "met"

    house.call(house.body("process"), on=date(2022, 10, 3))

    assert state(house, clause, date(2022, 12, 1)) == "broken"


def test_arcp_meets_beyond_that_when_needed(adopt):
    house = adopt("arab-consultative-process")

    called = house.call(house.body("process"), on=date(2021, 9, 1), kind="extraordinary", reason="A new situation.")

    assert called.clause == "body.process.meeting.annual"


def test_an_organisation_takes_part_in_the_session_of_arcp_it_is_invited_to(adopt):
    house = adopt("arab-consultative-process")
    guest = house.organisation()
    called = house.call(house.body("process"), on=date(2021, 5, 20))

    services.invite_also(called, services.Guest(organisation=guest), as_observer=True, by=SYSTEM, at=at(SINCE))

    assert [row.organisation for row in called.attendances.filter(capacity="observer")] == [guest]


def test_the_friends_of_the_forum_meet_twice_a_year_in_geneva(adopt):
    house = adopt("gfmd")
    friends, clause = house.body("friends"), "body.friends.meeting.regular"
    for day in (date(2021, 3, 1), date(2021, 9, 1)):
        house.call(friends, on=day, place=words(ar="قصر الأمم، جنيف"))
    assert state(house, clause, date(2021, 12, 1)) == "met"

    house.call(friends, on=date(2021, 11, 1), place=words(ar="الرباط"))

    assert state(house, clause, date(2021, 12, 1)) == "risk"
    assert state(house, clause, date(2023, 1, 15)) == "broken"


def test_the_steering_committee_meets_by_webinar_every_month(adopt):
    house = adopt("civil-society-network")
    committee, clause = house.body("steering-committee"), "body.steering-committee.meeting.monthly"
    house.call(committee, on=date(2021, 1, 12), medium="webinar")
    assert state(house, clause, date(2021, 1, 31)) == "met"

    assert state(house, clause, date(2021, 3, 1)) == "broken"


def test_the_minutes_of_the_executive_board_must_be_published(adopt):
    house = adopt("civil-society-network")
    house.call(on=SINCE)

    assert state(house, "body.board.publication.minutes", SINCE + timedelta(days=31)) == "broken"


def test_no_decision_of_the_network_is_adopted_before_all_members_were_consulted(adopt):
    house = adopt("civil-society-network")
    house.organisations(2, member=True)
    motion = house.propose(on=date(2021, 4, 1))

    with pytest.raises(CharterRefuses) as refused:
        house.close(motion, on=date(2021, 4, 1))
    [finding] = refused.value.findings
    assert finding.clause == "membership.consultation"

    services.consult(motion, on=date(2021, 4, 1), by=SYSTEM, at=at(date(2021, 4, 1)))
    assert house.close(motion, on=date(2021, 4, 8)).state == State.NOT_ADOPTED  # heard, and nobody said anything for it


def test_a_donor_of_the_trust_fund_votes_from_three_million_on(adopt):
    house = adopt("eu-trust-fund")
    board, day = house.body(), date(2021, 2, 1)
    large = house.organisation(member=True)
    account = house.representative(large)
    house.gives(board, large, "3000000", on=day)
    told = {"clause": "body.board.seat.donors", "basis": "contribution", "on": day}
    house.seat(large, occupant=Person.objects.get(account=account), **told)
    motion = house.propose(on=day)
    house.says(motion, account, "for", on=day)
    house.gives(board, large, "-1", on=date(2021, 2, 2))
    later = house.propose(on=date(2021, 2, 2))

    with pytest.raises(CharterRefuses) as refused:
        house.says(later, account, "for", on=date(2021, 2, 2))

    assert refused.value.findings[0].facts["gave"] == "2999999 EUR"
    assert house.close(motion, on=date(2021, 2, 3)).outcome["for"] == 1  # as it was when that vote was opened
