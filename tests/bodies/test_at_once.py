"""Two requests at the same moment do not get the same seat."""

from __future__ import annotations

from datetime import date

import pytest

from mithaq.bodies import services
from mithaq.bodies.models import Body, Chair, Tenure, Waiting
from mithaq.foundation import journal
from mithaq.foundation.actors import SYSTEM
from tests.bodies.network import BOARD, DAY, GROUP, Network, at
from tests.bodies.test_chairs import THE_TROIKA

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def network(committed):
    return Network(committed)


def test_the_last_seat_is_given_once(network, together):
    network.adopt(BOARD.replace("5-6", "1"))
    board, asking = network.body(), network.organisations(4)

    def seat(n: int) -> None:
        network.seat(asking[n], body=board)

    assert together(seat, 4) == ["bodies.seats-taken"] * 3 + ["done"]
    assert Tenure.objects.count() == 1
    assert journal.verify(network.institution.uid) is None


def test_one_holder_is_not_seated_twice(network, together):
    network.adopt(BOARD)
    board, one = network.body(), network.organisation()

    def seat(n: int) -> None:
        network.seat(one, body=board)

    assert together(seat, 4) == ["bodies.seated-twice"] * 3 + ["done"]
    assert Tenure.objects.count() == 1


def test_who_asks_for_the_last_seats_is_seated_or_waits(network, together):
    network.adopt(GROUP)
    group, asking = network.group(), network.organisations(5)

    assert together(lambda n: network.ask(group, asking[n]), 5) == ["done"] * 5
    assert (Tenure.objects.count(), Waiting.objects.filter(left_at=None).count()) == (3, 2)
    assert len(set(Tenure.objects.values_list("seat", flat=True))) == 3


def test_two_who_leave_make_room_for_two_who_wait(network, together):
    network.adopt(GROUP)
    group = network.group()
    seated = [network.ask(group, one) for one in network.organisations(3)]
    for one in network.organisations(2):
        network.ask(group, one)
    leaving = date(2021, 4, 1)

    assert together(lambda n: network.vacate(seated[n], leaving), 2) == ["done"] * 2
    sitting = network.sitting(group, on=leaving)
    assert (len(sitting), len({one.seat_id for one in sitting})) == (3, 3)
    assert not Waiting.objects.filter(left_at=None).exists()


def test_the_last_group_is_opened_once(network, together):
    network.adopt(GROUP)
    for _ in range(3):
        network.group()

    assert together(lambda n: network.group(), 3) == ["bodies.groups-full"] * 2 + ["done"]
    assert Body.objects.count() == 4


def test_the_chair_passes_once_on_a_day(network, together):
    network.adopt(THE_TROIKA)

    def give(n: int) -> None:
        services.pass_chair(network.institution, to=[("MA", "TN")[n]], on=DAY, by=SYSTEM, at=at(DAY))

    assert together(give, 2) == ["begins", "done"]
    assert (Chair.objects.count(), Tenure.objects.count()) == (1, 1)
