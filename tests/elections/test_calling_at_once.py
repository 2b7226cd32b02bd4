"""Several at the same moment: an election is called, closed and opened once, and nobody stands twice."""

from __future__ import annotations

import pytest

from mithaq.elections import services
from mithaq.elections.enums import State
from mithaq.elections.models import Candidacy, Election, Elector
from mithaq.foundation import journal
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry
from mithaq.notices.models import Notice
from tests.elections.hall import BOARD, CALLED, NOMINATIONS_UNTIL, OPENS, Hall

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def network(committed):
    return Hall(committed)


def acts(name: str) -> int:
    return Entry.objects.filter(act=f"elections.{name}").count()


def test_the_same_seats_are_called_for_once(network, together):
    network.adopt(BOARD)
    body = network.body()

    outcomes = together(lambda n: network.call(body, seats=4), 3)

    assert outcomes == ["done"] + ["elections.too-many-seats"] * 2
    assert Election.objects.count() == 1


def test_one_organisation_stands_once(network, together):
    network.adopt(BOARD)
    election = network.call()
    [member] = network.members(1)

    outcomes = together(lambda n: services.nominate(election, organisation=member, by=SYSTEM, at=CALLED), 3)

    assert outcomes.count("done") == 1
    assert (Candidacy.objects.count(), acts("nominate")) == (1, 1)


def test_nominations_are_closed_and_voting_is_opened_once(network, together):
    network.adopt(BOARD)
    election = network.call()
    standing = network.nominate(election, 6)
    network.person(standing[0].organisation)

    def act(n: int) -> None:
        services.close_nominations(election, by=SYSTEM, at=NOMINATIONS_UNTIL)
        services.open_voting(election, by=SYSTEM, at=OPENS)

    outcomes = together(act, 3)

    assert "done" in outcomes
    assert set(outcomes) <= {"done", "state"}  # who came too late to close
    assert [acts(name) for name in ("close_nominations", "fix_roll", "open")] == [1, 1, 1]
    assert (Elector.objects.count(), Notice.objects.filter(kind="elections.open").count()) == (6, 1)
    assert sorted(Candidacy.objects.values_list("number", flat=True)) == list(range(6))
    assert journal.verify(network.institution.uid) is None


def test_the_daily_round_beside_an_officer_opens_it_once(network, together):
    network.adopt(BOARD)
    election = network.call()
    network.nominate(election, 6)

    def act(n: int) -> None:
        if n:
            services.tend(network.institution, network.charter, on=OPENS.date(), by=SYSTEM, at=OPENS)
        else:
            services.close_nominations(election, by=SYSTEM, at=OPENS)

    refused = [one for one in together(act, 3) if one != "done"]
    assert len(refused) <= 1
    assert set(refused) <= {"state"}, "who comes after the round is told that it is past"
    assert [acts(name) for name in ("close_nominations", "open")] == [1, 1]
    assert network.read(election).state == State.OPEN


def test_a_withdrawal_beside_the_close_leaves_no_half(network, together):
    network.adopt(BOARD)
    election = network.call()
    standing = network.nominate(election, 6)

    def act(n: int) -> None:
        if n:
            services.withdraw(standing[0], by=SYSTEM, at=NOMINATIONS_UNTIL)
        else:
            services.close_nominations(election, by=SYSTEM, at=NOMINATIONS_UNTIL)

    assert together(act, 2) == ["done"] * 2
    numbered = Candidacy.objects.exclude(number=None)
    assert sorted(numbered.values_list("number", flat=True)) == list(range(numbered.count()))
    assert network.read(election).state == State.NOMINATED
