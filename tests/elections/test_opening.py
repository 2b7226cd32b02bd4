"""From nominations to voting."""

from __future__ import annotations

from tests.elections.hall import BOARD, LEVELS_EQUAL


def test_an_election_goes_from_nominations_to_open_voting(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    election = hall.call()
    standing = hall.nominate(election, 9)

    election = hall.open(election, voters=2)

    assert election.state == "open"
    assert sorted(one.number for one in election.candidacies.all()) == list(range(9))
    assert len(hall.electors(election)) == 11
    assert election.quotas[0]["key"] == "body.board.balance.levels"
    assert len(standing) == 9
