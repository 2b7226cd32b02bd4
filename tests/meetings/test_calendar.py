"""Meetings stand in the calendar of the institution and in its feed."""

from __future__ import annotations

from datetime import date

import icalendar

from mithaq.foundation.actors import SYSTEM
from mithaq.meetings import services
from tests.bodies.network import DAY, at
from tests.meetings.house import BOARD, MEETS

NEXT = date(2021, 5, 3)


def feed(cast) -> list[icalendar.Event]:
    sent = cast.client().get(f"/en/{cast.institution.slug}/calendar/calendar.ics").content
    return list(icalendar.Calendar.from_ical(sent).walk("VEVENT"))


def test_a_meeting_stands_on_its_day_and_stays_as_cancelled_when_it_is_called_off(house, cast):
    house.adopt(BOARD, MEETS)
    house.board(3)
    meeting = house.call(on=NEXT)
    (before,) = feed(cast)
    page = cast.client().get(f"/en/{cast.institution.slug}/calendar/?month=2021-05").content.decode()
    services.cancel(meeting, because="No room", by=SYSTEM, at=at(DAY))
    (after,) = feed(cast)

    assert (before["dtstart"].dt, str(before["status"])) == (NEXT, "CONFIRMED")
    assert f"/en/{cast.institution.slug}/meetings/{meeting.uid}/" in page
    assert (after["uid"], str(after["status"])) == (before["uid"], "CANCELLED")
    assert after["sequence"] > before["sequence"]
