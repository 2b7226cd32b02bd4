"""What is asked before an election: which seats there are to fill, and what would stand against somebody."""

from __future__ import annotations

from datetime import date, timedelta

from mithaq.bodies import selectors
from mithaq.foundation.actors import SYSTEM
from mithaq.people import services as people
from tests.bodies.network import BOARD, DAY, GROUP, at

SEAT = "body.board.seat.member"
LATER = DAY + timedelta(days=31)
TERM = 'term = "2 years"\n'
LEVELS = """
[body.board.balance.levels]
over = "level"
rule = "equal"
values = ["national", "global"]
"""


def places(network, on=LATER, **told):
    clause = network.charter.get(SEAT)
    return selectors.places(network.charter, network.body(), clause, on=on, **told)


def hindered(network, on=LATER, **who) -> list[str]:
    found = selectors.hindrances(network.body(), SEAT, **who, on=on, charter=network.charter)
    return [f"{one.clause} {one.key}" for one in found]


def test_seats_are_free_that_nobody_holds_on_a_day_of_the_term(network):
    network.adopt(BOARD + TERM)
    stays = network.seat(network.organisation())
    network.seat(network.organisation(), until=LATER)
    comes = network.seat(network.organisation(), on=date(2022, 1, 1))

    found = places(network)

    assert (found.most, found.free) == (6, 4)
    assert set(found.taken) == {stays, comes}
    assert found.sitting == (stays,)
    assert places(network, until=date(2021, 12, 31)).free == 5


def test_a_term_lasts_as_long_as_its_clause_says_or_the_body_does(network):
    network.adopt(BOARD + TERM, GROUP)
    group = network.group()
    clause = network.charter.get("body.group.seat.member")

    assert places(network).longest == date(2023, 4, 1)
    assert selectors.places(network.charter, group, clause, on=LATER).longest == group.until


def test_a_number_that_is_open_has_no_end_of_free_seats(network):
    network.adopt(BOARD.replace("5-6", "open"))
    network.seat(network.organisation())

    assert (places(network).most, places(network).free, places(network).longest) == (None, None, None)


def test_everything_stands_against_somebody_but_the_composition_and_whether_a_seat_is_free(network):
    network.adopt(BOARD.replace("5-6", "2") + LEVELS)
    for level in ("national", "global"):
        network.seat(network.organisation(level))

    assert hindered(network, organisation=network.organisation("global")) == []
    assert hindered(network, person=network.person()) == [f"{SEAT} bodies.holder-kind"]


def test_who_sits_then_is_hindered_and_whose_term_ends_is_not(network):
    network.adopt(BOARD + TERM)
    stays, goes = network.organisations(2)
    network.seat(stays)
    network.seat(goes, until=LATER)

    assert hindered(network, organisation=stays) == [f"{SEAT} bodies.seated-twice"]
    assert hindered(network, organisation=goes) == []


def test_membership_is_asked_for_the_day_the_term_begins(network):
    network.adopt('[membership]\nholder = "organisation"\nselection = "criteria"\n' + BOARD)
    joins = network.organisation()
    people.admit(network.institution, organisation=joins, on=LATER, by=SYSTEM, at=at(DAY))

    assert hindered(network, organisation=joins, on=LATER - timedelta(days=1)) == ["membership bodies.not-a-member"]
    assert hindered(network, organisation=joins) == []


def test_seats_the_charter_does_not_have_are_named(network):
    network.adopt(BOARD)

    found = selectors.hindrances(
        network.body(), "body.board.seat.chair", organisation=network.organisation(), on=LATER, charter=network.charter
    )

    assert [one.key for one in found] == ["bodies.no-such-seat"]
