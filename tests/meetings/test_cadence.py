"""How often a body meets, where and by which medium: met, at risk or broken, by the windows of its clause."""

from __future__ import annotations

from datetime import date

import pytest

from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.institutions.selectors import charter_of
from mithaq.meetings import selectors, services
from tests.bodies.network import at
from tests.meetings.house import BOARD, MEETS

SINCE = date(2020, 1, 1)
CLAUSE = "body.board.meeting.regular"
ANNUAL = '[body.board.meeting.regular]\ncadence = "annual in Q2"\nextraordinary = true\n'
MONTHLY = '[body.board.meeting.regular]\ncadence = "monthly"\nmedium = "webinar"\n'


def watched(house, on):
    found = selectors.watched(house.institution, charter_of(house.institution, on=on), on=on)
    return next(one for one in found if one.clause == CLAUSE)


def seen(house, on):
    found = watched(house, on)
    return found.state, [one.key for one in found.findings]


class TestAnnualMeetingInTheSecondQuarter:
    @pytest.fixture(autouse=True)
    def _adopted(self, house):
        house.adopt(BOARD, ANNUAL, on=SINCE)

    def test_in_its_window_is_met(self, house):
        house.call(on=date(2020, 5, 10))

        assert seen(house, date(2020, 12, 1)) == ("met", ["meetings.held"])

    def test_outside_its_window_is_flagged(self, house):
        house.call(on=date(2020, 9, 10))

        found = watched(house, date(2020, 12, 1))

        assert (found.state, [one.key for one in found.findings]) == ("broken", ["meetings.outside"])
        assert found.findings[0].facts["days"] == ["2020-09-10"]

    def test_called_for_a_day_outside_its_window_is_at_risk_before_it_is_held(self, house):
        house.call(on=date(2020, 9, 10))

        state, keys = seen(house, date(2020, 4, 10))

        assert state == "risk"
        assert keys == ["meetings.still-to-hold", "meetings.outside-window"]

    def test_not_held_when_the_window_closes_is_broken(self, house):
        assert seen(house, date(2020, 6, 30))[0] == "risk"
        assert seen(house, date(2020, 7, 1)) == ("broken", ["meetings.missed"])

    def test_a_former_year_is_made_good_by_the_next_meeting(self, house):
        assert seen(house, date(2021, 2, 1))[0] == "broken"
        house.call(on=date(2021, 5, 1))

        assert seen(house, date(2021, 5, 2))[0] == "met"

    def test_a_cancelled_meeting_was_not_held(self, house):
        services.cancel(house.call(on=date(2020, 5, 10)), because="War.", by=SYSTEM, at=at(SINCE))

        assert seen(house, date(2020, 12, 1))[0] == "broken"

    def test_an_extraordinary_meeting_is_not_the_annual_one(self, house):
        house.call(on=date(2020, 5, 10), kind="extraordinary", reason="A storm.")

        assert seen(house, date(2020, 12, 1))[0] == "broken"


def test_of_the_year_in_which_a_body_began_after_its_window_nothing_is_asked(house):
    house.adopt(BOARD, ANNUAL, on=date(2020, 8, 1))

    assert seen(house, date(2020, 12, 1)) == ("met", [])


def test_twice_a_year_in_geneva(house):
    house.adopt(BOARD, MEETS, on=SINCE)
    house.call(on=date(2020, 3, 1), place=words(en="Palais des Nations, Geneva"))
    assert seen(house, date(2020, 6, 1)) == ("risk", ["meetings.still-to-hold"])
    house.call(on=date(2020, 10, 1), place=words(en="Palais des Nations, Geneva"))
    assert seen(house, date(2020, 11, 1)) == ("met", ["meetings.held"])

    house.call(on=date(2020, 11, 1), place=words(ar="القاهرة"))

    assert seen(house, date(2020, 11, 2)) == ("risk", ["meetings.held", "meetings.other-place"])


def test_a_meeting_that_is_planned_in_time_leaves_nothing_at_risk(house):
    house.adopt(BOARD, MEETS, on=SINCE)
    house.call(on=date(2020, 3, 1))
    house.call(on=date(2020, 12, 1))

    assert seen(house, date(2020, 6, 1))[0] == "met"


def test_a_monthly_webinar_that_is_held_otherwise_is_at_risk_and_missed_is_broken(house):
    house.adopt(BOARD, MONTHLY, on=SINCE)
    house.call(on=date(2020, 1, 15), medium="in-person")

    state, keys = seen(house, date(2020, 1, 20))

    assert (state, keys) == ("risk", ["meetings.held", "meetings.other-medium"])
    assert seen(house, date(2020, 3, 2))[0] == "broken"


def test_more_often_than_the_charter_allows_is_broken(house):
    house.adopt(BOARD, '[body.board.meeting.regular]\ncadence = "at most 1 time a year"\n', on=SINCE)
    house.call(on=date(2020, 3, 1))
    assert seen(house, date(2020, 6, 1))[0] == "met"

    house.call(on=date(2020, 4, 1))

    assert seen(house, date(2020, 6, 1))[0] == "broken"


def test_an_aim_is_never_broken(house):
    house.adopt(BOARD, ANNUAL + "must = false\n", on=SINCE)

    assert seen(house, date(2020, 12, 1))[0] == "risk"


def test_a_length_the_clause_does_not_say_is_at_risk(house):
    house.adopt(BOARD, "[body.board.meeting.regular]\ndays = 2\n", on=SINCE)
    house.call(on=date(2020, 3, 1))

    assert seen(house, date(2020, 6, 1)) == ("risk", ["meetings.other-length"])
