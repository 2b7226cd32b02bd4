"""Clauses that ask for an election: who sits was elected, and what is late is said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from mithaq.bodies.models import Tenure
from mithaq.elections.models import Election
from mithaq.elections.selectors.watching import watched
from mithaq.institutions.selectors import findings
from tests.bodies.network import DAY
from tests.elections.hall import BOARD, SEAT, TERM_FROM
from tests.elections.polls import closed


def seen(hall, on=DAY) -> tuple[str, list[str]]:
    (found,) = watched(hall.institution, hall.charter, on=on)
    assert found.clause == SEAT
    return found.state, [one.key.removeprefix("elections.") for one in found.findings]


@pytest.fixture
def board(hall):
    hall.adopt(BOARD)
    return hall


def test_seats_nobody_votes_on_are_late(board):
    assert seen(board) == ("risk", ["election-late"])


def test_an_election_under_way_is_enough(board):
    closed(board, board.members(6), [])

    assert seen(board) == ("met", ["election-under-way"])


def test_an_election_whose_terms_should_have_begun_is_late(board):
    closed(board, board.members(6), [])

    assert seen(board, TERM_FROM) == ("risk", ["result-late", "election-under-way"])


def test_who_sits_was_elected(board):
    for one in board.members(5):
        board.seat(one)

    assert seen(board) == ("met", ["filled-by-election"])


def test_who_sits_otherwise_is_named(board):
    held = [board.seat(one) for one in board.members(5)]
    Tenure.objects.filter(pk=held[0].pk).update(basis="appointment")

    assert seen(board) == ("broken", ["filled-otherwise"])
    (found,) = watched(board.institution, board.charter, on=DAY)
    assert found.findings[0].facts["who"] == ["Organisation 1"]


def test_an_aim_is_never_broken(hall):
    hall.adopt(BOARD + "must = false\n")
    Tenure.objects.filter(pk=hall.seat(hall.members(1)[0]).pk).update(basis="appointment")

    assert seen(hall)[0] == "risk"


def test_every_finding_is_a_sentence(board, lang):
    closed(board, board.members(6), [])
    Tenure.objects.filter(pk=board.seat(board.members(1)[0]).pk).update(basis="appointment")
    with translation.override(lang):
        told = [findings.said(one) for one in watched(board.institution, board.charter, on=TERM_FROM)[0].findings]
        Election.objects.all().delete()
        told += [findings.said(one) for one in watched(board.institution, board.charter, on=TERM_FROM)[0].findings]

    assert len(told) == 5
    assert [one for one in told if "elections." in one or "%(" in one or "–" in one] == []


def test_it_asks_as_often_for_many_as_for_few(board):
    asked = []
    for number in (1, 4):
        for one in board.members(number):
            board.seat(one)
        with CaptureQueriesContext(connection) as queries:
            watched(board.institution, board.charter, on=DAY + timedelta(days=1))
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 5
