"""What somebody who means ill, or two at once, would try with decisions, consultations and minutes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry
from mithaq.kernels.charter import CharterRefuses
from mithaq.meetings import selectors, services
from mithaq.meetings.enums import State
from mithaq.meetings.models import Answer, Position
from mithaq.people import services as people
from mithaq.people.models import Affiliation, Membership, Person
from tests.bodies.network import DAY, at
from tests.cast import AT
from tests.meetings.house import BOARD, CONSULTATION

NEXT = DAY + timedelta(days=1)


def leaves(house, organisation, on=NEXT):
    membership = Membership.objects.get(institution=house.institution, organisation=organisation, until=None)
    people.release(membership, on=on, by=SYSTEM, at=at(on))


def consult(house, motion, on=DAY):
    return services.consult(motion, on=on, by=SYSTEM, at=at(on))


def answers(consultation, account, on, view="supports"):
    return services.answer(consultation, account=account, view=view, on=on, by=SYSTEM, at=at(on))


class TestConsultations:
    def test_who_left_since_is_not_heard_any_more(self, house):
        house.adopt(BOARD, CONSULTATION)
        house.board(3)
        leaving = house.organisation(member=True)
        speaker = house.representative(leaving)
        consultation = consult(house, house.propose())
        leaves(house, leaving)

        with pytest.raises(PermissionDenied):
            answers(consultation, speaker, NEXT)

        assert Answer.objects.exclude(at=None).count() == 0

    def test_who_stays_under_a_new_membership_is_heard(self, house):
        house.adopt(BOARD, CONSULTATION)
        house.board(3)
        staying = house.organisation(member=True)
        speaker = house.representative(staying)
        consultation = consult(house, house.propose())
        leaves(house, staying)
        people.admit(house.institution, organisation=staying, on=NEXT, by=SYSTEM, at=AT)

        assert len(answers(consultation, speaker, NEXT)) == 1

    def test_who_joined_after_it_was_opened_is_not_asked(self, house):
        house.adopt(BOARD, CONSULTATION)
        house.board(3)
        consultation = consult(house, house.propose())
        late = house.organisation()
        people.admit(house.institution, organisation=late, on=NEXT, by=SYSTEM, at=AT)

        with pytest.raises(PermissionDenied):
            answers(consultation, house.representative(late), NEXT)

    def test_it_is_not_over_on_the_day_it_is_opened(self, house):
        house.adopt(BOARD)
        house.board(3)

        with pytest.raises(ValidationError):
            services.consult(house.propose(), until=DAY, on=DAY, by=SYSTEM, at=at(DAY))

    def test_nobody_is_heard_on_its_last_midnight(self, house):
        house.adopt(BOARD, CONSULTATION)
        speaker = house.board(3)[0]
        consultation = consult(house, house.propose())

        with pytest.raises(ValidationError):
            answers(consultation, speaker, consultation.until)


class TestVoting:
    def test_the_last_word_of_a_holder_of_two_seats_counts(self, house):
        lead = """
[body.board.seat.lead]
name = "Lead"
count = "0-1"
holder = "organisation"
selection = "election"
among = "body.board.seat.member"
votes = 2
"""
        house.adopt(BOARD + lead)
        accounts = house.board(3)
        person = Person.objects.get(account=accounts[0])
        [mine] = [one for one in house.sitting() if one.occupant_id == person.pk]
        motion = house.propose()
        house.says(motion, accounts[0], "for")
        leading = house.seat(mine.organisation, clause="body.board.seat.lead", occupant=person, on=NEXT)
        house.says(motion, accounts[0], "against", on=NEXT)
        later = NEXT + timedelta(days=1)
        house.vacate(leading, later)
        house.says(motion, accounts[0], "abstains", on=later)

        decided = house.close(motion, on=later)

        assert (decided.outcome["abstains"], decided.outcome["against"], decided.outcome["for"]) == (1, 0, 0)

    def test_who_left_the_organisation_does_not_vote_for_it(self, house):
        house.adopt(BOARD)
        accounts = house.board(3)
        motion = house.propose()
        Affiliation.objects.filter(person__account=accounts[0]).update(until=NEXT)

        with pytest.raises(PermissionDenied):
            house.says(motion, accounts[0], "for", on=NEXT)
        assert Position.objects.count() == 0

    def test_what_a_seat_said_goes_with_its_holder(self, house):
        house.adopt(BOARD)
        accounts = house.board(3)
        motion = house.propose()
        house.says(motion, accounts[0], "for")
        [mine] = [one for one in house.sitting() if one.occupant.account_id == accounts[0].pk]
        house.vacate(mine, NEXT)

        decided = house.close(motion, on=NEXT)

        assert (decided.state, decided.outcome["for"], decided.outcome["seats"]) == (State.NOT_ADOPTED, 0, 2)

    def test_an_amendment_is_not_decided_in_another_body_than_the_charter_names(self, house):
        council = BOARD[BOARD.index("[body.board]") :].replace("body.board", "body.council")
        house.adopt(BOARD, council, '[amendment]\nby = "body.board"\nrule = "unanimity"\n')

        with pytest.raises(CharterRefuses) as refused:
            house.propose(house.body("council"), matter="charter")

        assert refused.value.findings[0].key == "meetings.other-body"


class TestMidnight:
    def test_minutes_are_written_on_the_first_day_where_the_house_is(self, house, settings):
        settings.TIME_ZONE = "Asia/Riyadh"
        with timezone.override(ZoneInfo("Asia/Riyadh")):
            house.adopt(BOARD)
            house.board(3)
            meeting = house.call(on=date(2021, 3, 5))
            night = datetime(2021, 3, 5, 1, 0, tzinfo=ZoneInfo("Asia/Riyadh")).astimezone(ZoneInfo("UTC"))

            assert services.write_minutes(meeting, text="We met.", by=SYSTEM, at=night).version == 1

    def test_minutes_published_on_the_last_day_are_not_late(self, house, settings):
        settings.TIME_ZONE = "America/New_York"
        with timezone.override(ZoneInfo("America/New_York")):
            house.adopt(BOARD)
            house.board(3)
            meeting = house.call(on=DAY)
            minutes = services.write_minutes(meeting, text="We met.", by=SYSTEM, at=at(DAY))
            evening = datetime(2021, 3, 31, 22, 0, tzinfo=ZoneInfo("America/New_York")).astimezone(ZoneInfo("UTC"))
            services.publish_minutes(minutes, by=SYSTEM, at=evening)

        assert Entry.objects.get(act="meetings.publish_minutes").after["late"] == 0


def test_an_observer_reads_no_draft_of_minutes(house):
    house.adopt(BOARD)
    house.board(3)
    meeting = house.call()
    guest = house.organisation()
    account = house.representative(guest)
    house.sends(account, guest)
    services.invite_also(meeting, services.Guest(organisation=guest), as_observer=True, by=SYSTEM, at=at(DAY))
    services.write_minutes(meeting, text="We met.", by=SYSTEM, at=at(DAY))

    assert selectors.minutes(meeting, to=account, on=DAY) is None
