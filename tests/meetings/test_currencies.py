"""Votes that weigh by what was given: where it was given in two currencies nothing is put to the vote, or decided."""

from __future__ import annotations

import pytest

from mithaq.kernels.charter import CharterRefuses
from mithaq.meetings.enums import State
from mithaq.meetings.models import Motion
from mithaq.people.models import Person
from tests.meetings.house import BOARD

pytestmark = pytest.mark.django_db
RULE = "body.board.decision.any"
WEIGHED = BOARD.replace('rule = "simple-majority"', 'rule = "simple-majority"\nweighted = "contribution"')


@pytest.fixture
def member(house):
    """Whoever sits in a board that does not weigh votes yet, and gave in two currencies."""
    house.adopt(BOARD)
    [one] = house.organisations(1, member=True)
    account = house.representative(one)
    house.seat(one, clause="body.board.seat.member", basis="election", occupant=Person.objects.get(account=account))
    house.gives(house.body(), one, "10")
    house.gives(house.body(), one, "20", currency="USD")
    return one, account


def refused_by(act):
    with pytest.raises(CharterRefuses) as refused:
        act()
    return [(one.clause, one.key) for one in refused.value.findings]


def test_nothing_is_put_to_a_body_that_cannot_weigh_its_votes(house, member):
    house.adopt(WEIGHED)

    assert refused_by(house.propose) == [(RULE, "bodies.currencies")]
    assert Motion.objects.count() == 0


def test_a_vote_that_was_open_already_is_not_closed_on_weights_that_do_not_exist(house, member):
    one, account = member
    motion = house.propose()
    house.says(motion, account, "for")
    house.adopt(WEIGHED)

    assert refused_by(lambda: house.close(motion)) == [(RULE, "bodies.currencies")]
    assert Motion.objects.get().state != State.ADOPTED

    house.gives(house.body(), one, "-20", currency="USD")
    house.gives(house.body(), one, "18.40")

    closed = house.close(motion)
    assert (closed.state, closed.outcome["votes"][0]["gave"]) == (State.ADOPTED, "28.40")
