"""Two at once: one decision, one position a seat. On SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest

from mithaq.foundation.journal import verify
from mithaq.foundation.models import Entry
from mithaq.meetings.models import Motion, Position
from tests.bodies.test_at_once import network, together
from tests.meetings.house import BOARD, House

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["network", "together"]  # the fixtures: a network whose writes are real, and many threads


@pytest.fixture
def house(network) -> House:
    made = House(network.institution)
    made.adopt(BOARD)
    return made


def test_two_who_close_at_once_decide_once(house, together):
    [first] = house.board(1)
    motion = house.propose()
    house.says(motion, first, "for")

    outcomes = together(lambda n: house.close(Motion.objects.get()), 3)

    assert outcomes == ["done"] * 3
    assert Entry.objects.filter(act="meetings.adopt").count() == 1
    assert Motion.objects.get().version == 2
    assert verify(house.institution.uid) is None


def test_positions_of_one_seat_at_once_are_one(house, together):
    [first] = house.board(1)
    motion = house.propose()

    outcomes = together(lambda n: house.says(motion, first, ("for", "against", "abstains")[n]), 3)

    assert outcomes == ["done"] * 3
    assert Position.objects.count() == 1
    assert verify(house.institution.uid) is None
