"""What the charter asks for stands, is watched and tended, with as many questions for many bodies as for one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mithaq.bodies import selectors, services
from mithaq.bodies.models import Body, Mandate, Seat, Tenure
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry
from mithaq.kernels import charter as kernel
from tests.bodies.network import BOARD, DAY, GROUP, HEAD, Network, at

LATER = DAY + timedelta(days=30)
KINDS = {kind: kernel.STANDS[kind] for kind in ("body", "seat", "chair", "mandate")}
MANDATE = '[body.board.mandate.first]\nwhen = "2021"\n'


def asked(network: Network) -> list[kernel.Item]:
    return list(kernel.wanted(network.charter, KINDS))


def plan(network: Network, on: date = DAY) -> list[tuple[str, str]]:
    steps = kernel.plan(asked(network), selectors.standing(network.institution, on=on))
    return [(step.act, step.clause) for step in steps]


def test_what_was_adopted_stands_and_a_second_time_changes_nothing(network):
    assert network.adopt(BOARD, GROUP, MANDATE) > 0

    assert plan(network) == []
    assert services.stand(network.institution, network.charter, on=DAY, by=SYSTEM, at=at(DAY)) == 0
    assert [body.key for body in selectors.bodies(network.institution, on=DAY)] == ["board"]
    assert Seat.objects.count() == 6
    assert Mandate.objects.get().until == date(2022, 1, 1)
    assert Entry.objects.filter(act="bodies.stand").count() == 1


def test_before_it_is_adopted_everything_is_to_be_opened(network):
    network.charter = kernel.read(HEAD + BOARD).charter

    assert plan(network) == [("open", "body.board"), ("open", "body.board.seat.member")]


def test_a_body_that_is_only_proposed_does_not_stand(network):
    network.adopt(BOARD.replace('kind = "board"', 'kind = "board"\nstatus = "proposed"'))

    assert not Body.objects.exists()
    assert plan(network) == []


def test_a_body_the_charter_no_longer_tells_of_ends_with_everybody_in_it(network):
    network.adopt(BOARD, GROUP)
    tenure = network.seat(network.organisation())

    network.adopt(GROUP, on=LATER)

    tenure.refresh_from_db()
    assert (tenure.until, tenure.ended) == (LATER, "body-ended")
    assert list(selectors.bodies(network.institution, on=LATER)) == []
    assert plan(network, LATER) == []
    network.adopt(BOARD, on=LATER + timedelta(days=1))
    assert plan(network, LATER + timedelta(days=1)) == []
    assert network.seat(network.organisation(), on=LATER + timedelta(days=1)).seat.number == 7


def test_a_body_that_is_taken_out_on_the_day_it_came_stands_no_more(network):
    network.adopt(BOARD, GROUP)

    network.adopt(GROUP)

    assert plan(network) == []
    assert services.stand(network.institution, network.charter, on=DAY, by=SYSTEM, at=at(DAY)) == 0


def test_fewer_seats_take_free_ones_first_then_those_taken_last(network):
    network.adopt(BOARD)
    held = [network.seat(one, on=DAY + timedelta(days=n)) for n, one in enumerate(network.organisations(4))]

    network.adopt(BOARD.replace("5-6", "3"), on=LATER)

    assert [one.pk for one in network.sitting(on=LATER)] == [one.pk for one in held[:3]]
    assert Tenure.objects.get(pk=held[3].pk).ended == "released"
    assert plan(network, LATER) == []
    network.adopt(BOARD, on=LATER + timedelta(days=1))
    for one in network.organisations(3):
        network.seat(one, on=LATER + timedelta(days=1))
    assert len(network.sitting(on=LATER + timedelta(days=1))) == 6


def test_groups_that_are_open_follow_their_clause(network):
    network.adopt(GROUP)
    group = network.group()

    network.adopt(GROUP.replace('"2-3"', '"2-5"'), on=LATER)

    assert Seat.objects.filter(body=group, clause="body.group.seat.member").count() == 5
    assert set(Seat.objects.filter(body=group).values_list("until", flat=True)) == {group.until}
    assert services.stand(network.institution, network.charter, on=LATER, by=SYSTEM, at=at(LATER)) == 0


def test_another_name_is_taken_over(network):
    network.adopt(BOARD)

    network.adopt(BOARD.replace('"Board"', '"Executive board"'), on=LATER)

    assert network.body().name["en"] == "Executive board"
    assert plan(network, LATER) == []


def test_a_body_belongs_to_another(network):
    network.adopt(
        BOARD,
        BOARD.replace("body.board", "body.office").replace('kind = "board"', 'kind = "board"\npart_of = "body.board"'),
    )

    assert network.body("office").part_of == network.body()
    assert plan(network) == []


def test_what_falls_due_is_told(network):
    network.adopt(BOARD + 'term = "2 years"\n', MANDATE + 'extended_by = "members"\n')
    network.seat(network.organisation())

    assert [one.kind for one in network.owed()] == ["bodies.seats-vacant"]
    soon = {one.kind: one for one in network.owed(date(2021, 12, 1))}
    assert soon["bodies.mandate-ends"].due_on == date(2021, 12, 31)
    last = {one.kind: one for one in network.owed(date(2023, 2, 1))}
    assert (last["bodies.term-ends"].opens_on, last["bodies.term-ends"].due_on) == (
        date(2022, 12, 31),
        date(2023, 2, 28),
    )
    network.seat(network.organisation(), on=date(2023, 3, 1))
    assert "bodies.term-ends" not in {one.kind for one in network.owed(date(2023, 2, 1))}


def test_seats_nobody_holds_are_told_since_they_are_empty(network):
    network.adopt(BOARD.replace("5-6", "1"))
    network.vacate(network.seat(network.organisation()), LATER)

    assert [(one.kind, one.opens_on) for one in network.owed(LATER)] == [("bodies.seats-vacant", LATER)]


MANY = """
[body.b{n}]
name = "Body {n}"
kind = "committee"
[body.b{n}.seat.member]
name = "Member"
count = {seats}
holder = "organisation"
selection = "election"
term = "2 years"
[body.b{n}.balance.levels]
over = "level"
rule = "every"
[body.b{n}.observers]
admitted = "invitation"
may = ["read"]
"""


def questions(act) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        act()
    return len(asked)


@pytest.mark.parametrize("what", ["watched", "owed", "standing", "tend"])
def test_many_bodies_are_asked_about_as_often_as_one(network, what):
    acts = {
        "watched": network.watched,
        "owed": network.owed,
        "standing": lambda: selectors.standing(network.institution, on=DAY),
        "tend": lambda: network.tend(DAY),
    }
    counted = []
    for bodies in (1, 3):
        network.adopt(*(MANY.format(n=n, seats=3) for n in range(bodies)), on=DAY + timedelta(days=bodies - 3))
        for n in range(bodies):
            one = network.organisation()
            network.seat(one, body=f"b{n}", clause=f"body.b{n}.seat.member", occupant=network.person(one))
        counted.append(questions(acts[what]))

    assert counted[0] == counted[1]


def test_an_institution_of_two_hundred_bodies_and_five_thousand_seats_is_read_in_few_questions(network):
    network.adopt(*(MANY.format(n=n, seats=25) for n in range(200)))
    one = network.organisation()
    seats = Seat.objects.filter(number=1)
    Tenure.objects.bulk_create(
        Tenure(institution=network.institution, seat=seat, organisation=one, basis="election", from_date=DAY)
        for seat in seats
    )

    assert (Body.objects.count(), Seat.objects.count()) == (200, 5000)
    assert questions(lambda: network.tend(DAY)) < 10
    assert questions(network.watched) < 20
    assert questions(lambda: services.stand(network.institution, network.charter, on=DAY, by=SYSTEM, at=at(DAY))) < 12


def test_terms_that_end_on_a_day_stand_in_the_minute_once_a_body(network):
    network.adopt(BOARD + 'term = "2 years"\n')
    for one in network.organisations(4):
        network.seat(one)

    assert network.tend(date(2023, 3, 1)) == 1
    assert network.tend(date(2023, 3, 2)) == 0
    assert set(Tenure.objects.values_list("ended", flat=True)) == {"term"}
    assert Entry.objects.get(act="bodies.end_terms").after["number"] == 4
