"""Nominating: nobody stands without having consented, and nobody who could not be seated."""

from __future__ import annotations

from tests.elections.hall import BOARD


def test_whoever_is_put_forward_stands_only_when_they_consent(hall):
    hall.adopt(BOARD)
    election = hall.call()

    made = hall.nominate(election, 1)

    assert [one.standing for one in made] == ["stands"]
