"""What somebody may by where they sit, today."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from mithaq.bodies import rules, services
from mithaq.bodies.models import Tenure
from mithaq.foundation import access
from mithaq.foundation.actors import SYSTEM
from mithaq.people import services as people
from tests.bodies.network import BOARD
from tests.cast import AT, FROM

OBSERVERS = '[body.board.observers]\nadmitted = "invitation"\nmay = ["read"]\n'


@pytest.fixture
def seated(network, cast):
    network.adopt(BOARD, OBSERVERS, on=FROM)
    one = network.organisation()
    people.affiliate(cast.chadia.person, one, on=FROM, by=SYSTEM, at=AT)
    return network.seat(one, occupant=cast.chadia.person, on=FROM)


def doors(cast, network) -> tuple[bool, bool, bool, bool]:
    account, board = cast.chadia.account, network.body()
    held = (rules.sits_in(account, board), rules.observes(account, board), rules.may_decide(account, board))
    return (*held, access.may(account, "bodies.enter", board))


def test_who_sits_decides_and_who_observes_only_enters(cast, network, seated):
    assert doors(cast, network) == (True, False, True, True)

    network.vacate(seated, localdate())
    assert doors(cast, network) == (False, False, False, False)
    services.invite_observer(network.body(), person=cast.chadia.person, on=localdate(), by=SYSTEM, at=AT)
    assert doors(cast, network) == (False, True, False, True)


def test_on_the_day_a_term_ends_its_holder_may_nothing_more(cast, network, seated):
    Tenure.objects.update(until=localdate() + timedelta(days=1))
    assert doors(cast, network) == (True, False, True, True)

    Tenure.objects.update(until=localdate())

    assert doors(cast, network) == (False, False, False, False)


@pytest.mark.parametrize("who", ["member", "officer", "secretary", "stranger", "operator"])
def test_nobody_decides_without_a_seat(cast, network, who):
    network.adopt(BOARD, on=FROM)

    assert rules.may_decide(cast.who(who).account, network.body()) is False
