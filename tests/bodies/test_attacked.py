"""What somebody who means ill, or two at once, would try with seats."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mithaq.bodies import rules, services
from mithaq.bodies.models import Body, Chair, Tenure, Waiting
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Account
from mithaq.kernels.charter import CharterRefuses
from mithaq.meetings import services as meetings
from mithaq.people import services as people
from tests.bodies.network import BOARD, DAY, GROUP, at, keys
from tests.cast import AT, PASSWORD

MEMBER = "body.board.seat.member"
NEXT = DAY + timedelta(days=1)
DECIDES = '[body.board.decision.any]\nrule = "simple-majority"\n'
LEADS = """
[body.council]
name = "Council"
kind = "board"
[body.council.seat.lead]
name = "Lead"
count = "0-6"
holder = "organisation"
selection = "election"
among = "body.board.seat.member"
"""
BUREAU = """
[body.bureau]
name = "Bureau"
kind = "board"
[body.bureau.seat.chief]
name = "Chief"
count = "0-1"
holder = "organisation"
selection = "election"
among = "body.council.seat.lead"
"""


def account(network, person) -> Account:
    made = Account.objects.create_user(f"p{person.pk}@example.org", PASSWORD, language="en")
    person.account = made
    person.save()
    return made


class TestSeatsThatRestOnOthers:
    def test_they_end_when_the_body_they_rest_on_is_closed(self, network):
        network.adopt(BOARD, LEADS)
        one = network.organisation()
        network.seat(one)
        network.seat(one, body="council", clause="body.council.seat.lead")

        services.close(network.body(), on=NEXT, reason="It is over.", by=SYSTEM, at=at(NEXT))

        assert network.sitting("council", NEXT) == []

    def test_they_end_when_an_amendment_takes_the_seat_away(self, network):
        network.adopt(BOARD.replace("5-6", "0-2"), LEADS)
        first, second = network.organisations(2)
        network.seat(first)
        network.seat(second, on=NEXT)
        for one, day in ((first, DAY), (second, NEXT)):
            network.seat(one, body="council", clause="body.council.seat.lead", on=day)
        later = NEXT + timedelta(days=1)

        network.adopt(BOARD.replace("5-6", "0-1"), LEADS, on=later)

        assert [one.organisation for one in network.sitting(on=later)] == [first]
        assert [one.organisation for one in network.sitting("council", later)] == [first]

    def test_they_end_all_along_the_chain(self, network):
        network.adopt(BOARD, LEADS, BUREAU)
        one = network.organisation()
        mine = network.seat(one)
        network.seat(one, body="council", clause="body.council.seat.lead")
        network.seat(one, body="bureau", clause="body.bureau.seat.chief")

        network.vacate(mine, NEXT)

        assert (network.sitting("council", NEXT), network.sitting("bureau", NEXT)) == ([], [])


class TestAmendments:
    def test_who_was_seated_last_goes_first_whoever_follows_whom(self, network):
        network.adopt(BOARD.replace("5-6", "0-2"))
        first, second, third = network.organisations(3)
        network.seat(first, until=date(2022, 3, 1))
        network.seat(second, on=NEXT)
        network.seat(third, on=date(2022, 3, 1))
        later = NEXT + timedelta(days=1)

        network.adopt(BOARD.replace("5-6", "0-1"), on=later)

        assert [one.organisation for one in network.sitting(on=later)] == [first]

    def test_a_group_that_is_only_proposed_is_not_opened(self, network):
        network.adopt(GROUP.replace('number = "3-4"', 'number = "3-4"\nstatus = "proposed"'))

        with pytest.raises(CharterRefuses) as refused:
            network.group()

        assert keys(refused) == ["body.group bodies.not-a-group"]

    def test_a_charter_that_lets_seats_go_before_they_were_taken_leaves_what_was_voted(self, network):
        network.adopt(BOARD, DECIDES)
        one = network.organisation()
        person = network.person(one)
        tenure = network.seat(one, occupant=person, on=NEXT)
        motion = meetings.propose(
            network.institution, body=network.body(), subject={"en": "A"}, on=NEXT, by=SYSTEM, at=at(NEXT)
        )
        told = {"on": NEXT, "by": SYSTEM, "at": at(NEXT)}
        meetings.take_position(motion, account=account(network, person), stance="for", **told)

        network.vacate(tenure, NEXT)

        left = Tenure.objects.get(pk=tenure.pk)
        assert (left.from_date, left.until, left.ended) == (NEXT, NEXT + timedelta(days=1), "resigned")
        assert motion.positions.count() == 1


class TestOneForSeveral:
    def test_nobody_occupies_two_seats_of_a_body_one_after_the_other_was_promised(self, network):
        network.adopt(BOARD)
        first, second = network.organisations(2)
        person = network.person(first)
        people.affiliate(person, second, on=DAY, by=SYSTEM, at=AT)
        network.seat(first, occupant=person, on=NEXT)

        with pytest.raises(CharterRefuses) as refused:
            network.seat(second, occupant=person, on=DAY)

        assert keys(refused) == [f"{MEMBER} bodies.occupant-sits"]

    def test_who_occupies_a_seat_takes_none_for_themselves(self, network):
        network.adopt(BOARD.replace('"organisation"', '["organisation", "person"]'))
        one = network.organisation()
        person = network.person(one)
        network.seat(one, occupant=person)

        with pytest.raises(CharterRefuses) as refused:
            network.seat(person=person)

        assert keys(refused) == [f"{MEMBER} bodies.occupant-sits"]

    def test_who_sits_themselves_occupies_no_seat_of_another(self, network):
        network.adopt(BOARD.replace('"organisation"', '["organisation", "person"]'))
        one = network.organisation()
        person = network.person(one)
        network.seat(person=person)

        with pytest.raises(CharterRefuses) as refused:
            network.seat(one, occupant=person)

        assert keys(refused) == [f"{MEMBER} bodies.occupant-sits"]

    def test_who_will_occupy_another_seat_is_not_put_on_this_one(self, network):
        network.adopt(BOARD)
        first, second = network.organisations(2)
        person = network.person(first)
        people.affiliate(person, second, on=DAY, by=SYSTEM, at=AT)
        network.seat(first, occupant=person, on=NEXT)
        tenure = network.seat(second)

        with pytest.raises(CharterRefuses) as refused:
            services.occupy(tenure, person, on=DAY, by=SYSTEM, at=at(DAY))

        assert keys(refused) == [f"{MEMBER} bodies.occupant-sits"]

    def test_a_mandate_for_one_body_gives_up_no_seat_of_another(self, network):
        network.adopt(BOARD, LEADS)
        one = network.organisation()
        person = network.person()
        people.give_mandate(
            network.institution, representative=person, organisation=one, body="council", on=DAY, by=SYSTEM, at=AT
        )
        held = network.seat(one)
        speaker = account(network, person)

        assert not rules.acts_for(speaker, held)
        lead = network.seat(one, body="council", clause="body.council.seat.lead")
        assert rules.acts_for(speaker, lead)


class TestWaiting:
    def test_nobody_is_seated_for_days_before_they_asked(self, network):
        network.adopt(GROUP)
        group = network.group()
        held = [network.ask(group, one) for one in network.organisations(3)]
        waiting = network.ask(group, network.organisation(), on=NEXT + timedelta(days=9))
        assert isinstance(waiting, Waiting)

        services.vacate(held[0], on=NEXT, by=SYSTEM, at=at(NEXT + timedelta(days=20)))

        waiting.refresh_from_db()
        assert waiting.tenure is not None
        assert waiting.tenure.from_date == NEXT + timedelta(days=20)


class TestContributions:
    def test_more_taken_back_than_given_weighs_nothing_and_nothing_less(self, network):
        network.adopt(BOARD + '[body.board.decision.any]\nrule = "simple-majority"\nweighted = "contribution"\n')
        one, other = network.organisations(2)
        for organisation, amount in ((one, 10), (other, -30)):
            network.seat(organisation)
            services.record_contribution(
                network.body(), organisation=organisation, amount=Decimal(amount), currency="EUR", received_on=DAY,
                by=SYSTEM, at=at(DAY),
            )  # fmt: skip

        assert [one.weight for one in network.voters()] == [10, 0]

    def test_what_was_received_today_is_today_where_the_house_is(self, network, settings):
        settings.TIME_ZONE = "Asia/Riyadh"
        with timezone.override(ZoneInfo("Asia/Riyadh")):
            network.adopt(BOARD)
            night = datetime(2021, 3, 5, 1, 0, tzinfo=ZoneInfo("Asia/Riyadh")).astimezone(ZoneInfo("UTC"))

            given = services.record_contribution(
                network.body(), country="SA", amount=Decimal(1), currency="SAR", received_on=date(2021, 3, 5),
                by=SYSTEM, at=night,
            )  # fmt: skip

        assert given.received_on == date(2021, 3, 5)


class TestChairs:
    def test_passing_it_twice_on_a_day_is_refused_and_leaves_one(self, network):
        network.adopt(BOARD, '[body.board.chair]\nheld_by = "state"\n')
        services.pass_chair(network.institution, to=["MA"], on=DAY, by=SYSTEM, at=at(DAY))

        with pytest.raises(ValidationError):
            services.pass_chair(network.institution, to=["TN"], on=DAY, by=SYSTEM, at=at(DAY))

        assert [one.country for one in Chair.objects.all()] == ["MA"]


def test_a_body_that_was_closed_lets_go_of_who_waits(network):
    network.adopt(GROUP)
    group = network.group()
    for one in network.organisations(3):
        network.ask(group, one)
    waiting = network.ask(group, network.organisation())

    services.close(group, on=NEXT, reason="Over.", by=SYSTEM, at=at(NEXT))
    network.tend(NEXT)

    waiting.refresh_from_db()
    assert waiting.left_at is not None
    assert Body.objects.get(pk=group.pk).until == NEXT
