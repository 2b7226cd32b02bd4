"""Two at the same moment at one motion: it is counted once, and nothing is said to it afterwards."""

from __future__ import annotations

import pytest

from mithaq.foundation.models import Entry
from mithaq.meetings.enums import State
from mithaq.meetings.models import Motion, Position
from tests.meetings.house import BOARD, House

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def network(committed):
    return House(committed)


@pytest.fixture
def put(network):
    """A motion of a board of three, and the accounts of those who sit."""
    network.adopt(BOARD)
    accounts = network.board(3)
    return network.propose(), accounts


def again(motion: Motion) -> Motion:
    return Motion.objects.select_related("institution", "body").get(pk=motion.pk)


def test_it_is_closed_once(network, put, together):
    motion, accounts = put
    network.says(motion, accounts[0], "for")

    assert together(lambda n: network.close(again(motion)), 4) == ["done"] * 4
    assert Entry.objects.filter(act="meetings.adopt").count() == 1


def test_a_position_is_counted_or_refused(network, put, together):
    motion, accounts = put
    network.says(motion, accounts[0], "for")

    told = together(
        lambda n: network.says(again(motion), accounts[1], "against") if n else network.close(again(motion)), 2
    )

    decided, against = Motion.objects.get(), Position.objects.filter(stance="against").count()
    assert told.count("done") == 1 + against
    assert decided.outcome["against"] == against
    assert decided.state == (State.NOT_ADOPTED if against else State.ADOPTED)


def test_a_seat_has_one_position_however_often_it_is_sent(network, put, together):
    motion, accounts = put

    assert together(lambda n: network.says(again(motion), accounts[0], "for"), 4) == ["done"] * 4
    assert Position.objects.count() == 1
