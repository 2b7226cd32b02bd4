"""Meetings are called by the charter's clauses, invite who sits then, and keep apart not noted and absent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from mithaq.bodies import selectors as bodies
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.foundation.models import Entry
from mithaq.kernels.charter import CharterRefuses
from mithaq.meetings import selectors, services
from mithaq.meetings.enums import Capacity, Kind
from mithaq.meetings.models import Attendance, Meeting
from mithaq.notices.models import Notice
from tests.bodies.network import DAY, at
from tests.meetings.house import BOARD, MEETS

NEXT = date(2021, 5, 3)


def change(meeting, seen, **told):
    said = {"title": meeting.title, "place": meeting.place, "medium": meeting.medium, "first_day": meeting.first_day}
    return services.change(meeting, seen=seen, **(said | told), by=SYSTEM, at=at(DAY))


def test_a_meeting_invites_whoever_sits_on_its_day_and_tells_them_once(house):
    house.adopt(BOARD, MEETS)
    accounts = house.board(3)

    meeting = house.call(on=NEXT)

    assert meeting.clause == "body.board.meeting.regular"
    assert [row.capacity for row in Attendance.objects.all()] == [Capacity.SEAT] * 3
    assert {n.person.account for n in Notice.objects.filter(kind="meetings.invited")} == set(accounts)


def test_who_leaves_before_the_day_is_no_longer_invited_when_it_moves(house):
    house.adopt(BOARD, MEETS)
    house.board(3)
    meeting = house.call(on=NEXT)
    tenure = bodies.sitting(house.body(), on=NEXT).first()
    house.vacate(tenure, date(2021, 6, 1), ended="resigned")

    change(meeting, 1, first_day=date(2021, 6, 2))

    assert Attendance.objects.filter(organisation=tenure.organisation).count() == 0
    assert Attendance.objects.count() == 2


def test_an_extraordinary_meeting_needs_a_clause_that_allows_it_and_a_reason(house):
    house.adopt(BOARD)
    with pytest.raises(CharterRefuses) as refused:
        house.call(kind=Kind.EXTRAORDINARY, reason="A storm.")
    assert [(f.clause, f.key) for f in refused.value.findings] == [("body.board", "meetings.no-extraordinary")]

    house.adopt(BOARD, MEETS)
    with pytest.raises(ValidationError):
        house.call(kind=Kind.EXTRAORDINARY)
    meeting = house.call(kind=Kind.EXTRAORDINARY, reason="A storm.")

    assert (meeting.clause, Meeting.objects.count()) == ("body.board.meeting.regular", 1)


def test_a_meeting_that_ends_before_it_begins_is_refused(house):
    house.adopt(BOARD)

    with pytest.raises(ValidationError):
        house.call(on=NEXT, last_day=NEXT - timedelta(days=1))

    assert Meeting.objects.count() == 0


def test_of_two_officers_who_change_it_at_once_the_second_is_told_and_loses_nothing(house):
    house.adopt(BOARD)
    meeting = house.call(on=NEXT)
    change(meeting, 1, medium="hybrid")

    with pytest.raises(services.Changed):
        change(meeting, 1, medium="webinar")

    meeting.refresh_from_db()
    assert (meeting.medium, meeting.version) == ("hybrid", 2)


def test_saving_without_a_change_writes_nothing(house):
    house.adopt(BOARD)
    meeting = house.call(on=NEXT)
    entries = Entry.objects.count()

    change(meeting, 1)

    assert (Entry.objects.count(), Meeting.objects.get().version) == (entries, 1)


def test_a_cancelled_meeting_stays_with_its_reason_and_is_not_changed_any_more(house):
    house.adopt(BOARD)
    house.board(1)
    meeting = house.call(on=NEXT)
    with pytest.raises(ValidationError):
        services.cancel(meeting, because="  ", by=SYSTEM, at=at(DAY))

    for _ in range(2):
        services.cancel(meeting, because="No quorum.", by=SYSTEM, at=at(DAY))

    assert Meeting.objects.get().cancelled_because == "No quorum."
    assert Entry.objects.filter(act="meetings.cancel").count() == 1
    assert Notice.objects.filter(kind="meetings.cancelled").count() == 1
    with pytest.raises(ValidationError):
        change(Meeting.objects.get(), 2, medium="hybrid")


def test_a_clause_of_another_body_calls_for_nothing_here(house):
    house.adopt(BOARD, MEETS)

    with pytest.raises(ValidationError):
        house.call(clause="body.board.publication.minutes.none")

    assert house.call(clause="body.board.meeting.regular").clause == "body.board.meeting.regular"


def test_a_body_that_is_not_there_yet_does_not_meet(house):
    house.adopt(BOARD)

    with pytest.raises(ValidationError):
        house.call(on=DAY - timedelta(days=1))


def test_an_adoption_calls_no_meeting_and_a_day_brings_none(house):
    house.adopt(BOARD, MEETS)
    told = {"on": DAY, "by": SYSTEM, "at": at(DAY)}

    assert services.stand(house.institution, house.charter, **told) == 0
    assert services.tend(house.institution, house.charter, **told) == 0
    assert selectors.standing(house.institution, on=DAY) == []


def test_what_is_not_noted_is_not_absent(house):
    house.adopt(BOARD)
    house.board(3)
    meeting = house.call()
    first, second, _third = Attendance.objects.all()

    services.note_attendance(meeting, {first.uid: True, second.uid: False}, on=DAY, by=SYSTEM, at=at(DAY))

    assert [row.came for row in Attendance.objects.all()] == [True, False, None]
    said = Entry.objects.get(act="meetings.note_attendance").after
    assert (said["came"], said["absent"], said["not_noted"], said["invited"]) == (1, 1, 1, 3)


def test_nobody_is_noted_before_the_first_day(house):
    house.adopt(BOARD)
    house.board(1)
    meeting = house.call(on=NEXT)

    with pytest.raises(ValidationError):
        services.note_attendance(meeting, {Attendance.objects.get().uid: True}, on=DAY, by=SYSTEM, at=at(DAY))


def test_an_observer_invited_for_a_meeting_observes_it_and_no_longer(house):
    house.adopt(BOARD)
    guest = house.organisation()
    account = house.representative(guest)
    house.sends(account, guest)
    meeting = house.call(on=NEXT)

    services.invite_also(meeting, services.Guest(organisation=guest), as_observer=True, by=SYSTEM, at=at(DAY))

    days = (NEXT - timedelta(days=1), NEXT, NEXT + timedelta(days=1))
    assert [bodies.observes(account, house.body(), on=day) for day in days] == [False, True, False]
    assert Attendance.objects.get().capacity == Capacity.OBSERVER


def test_an_observer_of_one_meeting_follows_it_to_its_new_day(house):
    house.adopt(BOARD)
    guest = house.organisation()
    account = house.representative(guest)
    house.sends(account, guest)
    meeting = house.call(on=NEXT)
    services.invite_also(meeting, services.Guest(organisation=guest), as_observer=True, by=SYSTEM, at=at(DAY))

    change(meeting, 1, first_day=date(2021, 7, 1))

    assert bodies.observes(account, house.body(), on=date(2021, 7, 1))
    assert Attendance.objects.get().capacity == Capacity.OBSERVER


def test_guests_are_invited_once_and_need_no_seat(house):
    house.adopt(BOARD)
    meeting = house.call(on=NEXT)

    for _ in range(2):
        services.invite_also(meeting, services.Guest(country="MA"), by=SYSTEM, at=at(DAY))

    assert [(row.country, row.capacity) for row in Attendance.objects.all()] == [("MA", Capacity.INVITED)]


def test_an_event_of_no_body_has_its_kind_and_its_guests(house):
    meeting = services.call(
        house.institution,
        title=words(en="Forum"),
        first_day=NEXT,
        guests=[services.Guest(country="TN")],
        by=SYSTEM,
        at=at(DAY),
    )

    assert (meeting.kind, Attendance.objects.count()) == (Kind.EVENT, 1)
