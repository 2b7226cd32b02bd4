"""Calling an election: what the charter says of its seats holds before anybody is nominated."""

from __future__ import annotations

from tests.elections.hall import BOARD, LEVELS_EQUAL


def test_an_election_is_called_for_the_seats_of_a_clause(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)

    election = hall.call()

    assert (election.state, election.seats, election.clause) == ("nominating", 6, "body.board.seat.member")
