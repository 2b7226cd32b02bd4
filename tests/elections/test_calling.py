"""Calling an election: what the charter says of its seats holds before anybody is nominated."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from mithaq.elections import services
from mithaq.elections.enums import Marks, Method, State
from mithaq.elections.models import Election, Elector
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.foundation.models import Entry
from mithaq.kernels.charter import CharterRefuses
from mithaq.notices.models import Notice
from tests.bodies.network import GROUP, keys
from tests.elections.hall import (
    AFTER,
    BOARD,
    CALLED,
    CLOSES,
    LEVELS_EQUAL,
    NOMINATIONS_UNTIL,
    OPENS,
    ROLL_ON,
    SEAT,
    TERM_FROM,
)

A_DAY = timedelta(days=1)


def change(election, **told):
    return services.change(election, **told, by=SYSTEM, at=told.pop("at", CALLED))


def fields(refused) -> list[str]:
    return sorted(refused.value.message_dict)


def test_an_election_is_called_for_the_seats_of_a_clause(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)

    election = hall.call()

    assert (election.state, election.seats, election.clause) == (State.NOMINATING, 6, SEAT)
    entry = Entry.objects.get(act="elections.call")
    assert (entry.clause, entry.public, entry.after["seats"]) == (SEAT, True, 6)


def test_whoever_takes_part_is_told_that_nominations_are_open(hall):
    hall.adopt(BOARD)
    [member] = hall.members(1)
    speaker = hall.person(member)

    hall.call()

    told = {one.person for one in Notice.objects.filter(kind="elections.called")}
    assert speaker in told


def test_seats_that_are_filled_otherwise_are_not_elected(hall):
    hall.adopt(BOARD, GROUP)
    group = hall.group()

    with pytest.raises(CharterRefuses) as refused:
        hall.call(group, "body.group.seat.member", seats=2)

    assert keys(refused) == ["body.group.seat.member elections.not-elected"]
    assert refused.value.findings[0].facts["selection"] == "self-selection"
    assert not Election.objects.exists()


def test_seats_the_charter_does_not_have_are_not_elected(hall):
    hall.adopt(BOARD)

    with pytest.raises(CharterRefuses) as refused:
        hall.call(clause="body.board.seat.president")

    assert keys(refused) == ["body.board.seat.president bodies.no-such-seat"]


def test_more_seats_than_will_be_free_are_refused_with_how_many_are(hall):
    hall.adopt(BOARD)
    for organisation in hall.members(2):
        hall.seat(organisation)

    with pytest.raises(CharterRefuses) as refused:
        hall.call(seats=5)

    assert keys(refused) == [f"{SEAT} elections.too-many-seats"]
    facts = refused.value.findings[0].facts
    assert (facts["free"], facts["taken"], facts["most"]) == (4, 2, 6)
    assert hall.call(seats=4).seats == 4


def test_seats_whose_terms_end_by_then_are_free(hall):
    hall.adopt(BOARD)
    for organisation in hall.members(6):
        hall.seat(organisation, until=TERM_FROM)

    assert hall.call(seats=6).seats == 6


def test_seats_of_another_election_under_way_are_not_called_for_twice(hall):
    hall.adopt(BOARD)
    first = hall.call(seats=4)

    with pytest.raises(CharterRefuses) as refused:
        hall.call(seats=3)
    assert refused.value.findings[0].facts["called"] == 4

    services.cancel(first, reason="Called by mistake", by=SYSTEM, at=CALLED)
    assert hall.call(seats=3).seats == 3


def test_a_term_longer_than_the_clause_allows_is_refused(hall):
    hall.adopt(BOARD)
    two_years = date(2023, 4, 1)

    with pytest.raises(CharterRefuses) as refused:
        hall.call(term_until=two_years + A_DAY)

    assert keys(refused) == [f"{SEAT} elections.term-too-long"]
    assert refused.value.findings[0].facts["longest"] == two_years.isoformat()
    assert hall.call(term_until=two_years).term_until == two_years


def test_an_electorate_of_which_there_is_no_roll_is_refused(hall):
    hall.adopt(BOARD.replace('term = "2 years"', 'term = "2 years"\nchosen_by = "stakeholders"'))

    with pytest.raises(CharterRefuses) as refused:
        hall.call()

    assert keys(refused) == [f"{SEAT} elections.no-electorate"]


def test_a_body_that_is_over_by_then_is_refused(hall):
    hall.adopt(BOARD, GROUP)
    group = hall.group()

    with pytest.raises(CharterRefuses) as refused:
        hall.call(group, "body.group.seat.co-lead", seats=2, term_from=date(2022, 4, 1))

    assert keys(refused)[0] == "body.group bodies.body-not-there"


def test_everything_that_stands_against_it_is_said_at_once(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)

    with pytest.raises(CharterRefuses) as refused:
        hall.call(seats=7, method=Method.SCOTTISH_STV, term_until=date(2030, 1, 1))

    assert keys(refused) == [
        f"{SEAT} elections.term-too-long",
        f"{SEAT} elections.too-many-seats",
        "body.board.balance.levels elections.ignores-balance",
    ]


@pytest.mark.parametrize(
    ("told", "at_field"),
    [
        ({"title": words()}, ["title"]),
        ({"nominations_until": CALLED}, ["nominations_until"]),
        ({"nominations_until": OPENS + AFTER}, ["opens_at"]),
        ({"opens_at": CALLED, "nominations_until": CALLED - A_DAY}, ["nominations_until", "opens_at", "roll_on"]),
        ({"closes_at": OPENS}, ["closes_at"]),
        ({"roll_on": OPENS.date() + A_DAY}, ["roll_on"]),
        ({"term_from": CLOSES.date() - A_DAY}, ["term_from"]),
        ({"term_until": TERM_FROM}, ["term_until"]),
        ({"marks": Marks.APPROVE}, ["method"]),
        ({"marks": "guess"}, ["method"]),
        ({"method": Method.SCHULZE}, ["method"]),
        ({"method": Method.CO_CHAIRS}, ["method"]),
        ({"seats": 0}, ["seats"]),
        ({"secrecy": "whispered"}, ["secrecy"]),
        ({"kind": "by-election"}, ["follows"]),
        ({"own_quotas": [{"over": "gender", "rule": "at-least", "values": ["woman"]}]}, ["own_quotas"]),
        ({"own_quotas": [{"over": "gender", "rule": "often", "values": ["woman"]}]}, ["own_quotas"]),
    ],
)
def test_what_is_wrong_is_said_at_its_field(hall, told, at_field):
    hall.adopt(BOARD)

    with pytest.raises(ValidationError) as refused:
        hall.call(**told)

    assert fields(refused) == at_field
    assert not Election.objects.exists()


def test_further_quotas_are_kept_with_keys_of_their_own(hall):
    hall.adopt(BOARD)

    election = hall.call(own_quotas=[{"over": "gender", "rule": "at-least", "values": ["Woman"], "share": "1/3"}])

    assert election.own_quotas == [
        {"key": "own.1", "over": "gender", "rule": "at-least", "values": ["woman"], "share": "1/3"}
    ]


def test_a_change_over_somebody_elses_is_refused(hall):
    hall.adopt(BOARD)
    election = hall.call()
    change(election, seen=1, seats=5)

    with pytest.raises(services.Changed):
        change(election, seen=1, seats=4)

    assert hall.read(election).seats == 5


def test_a_change_that_changes_nothing_leaves_no_trace(hall):
    hall.adopt(BOARD)
    election = hall.call()

    change(election, seen=1, seats=6)

    assert hall.read(election).version == 1
    assert not Entry.objects.filter(act="elections.change").exists()


def test_what_has_passed_stays_and_nothing_is_set_to_what_has(hall):
    hall.adopt(BOARD, LEVELS_EQUAL + "must = false\n")
    election = hall.call()
    hall.nominate(election, hall.members(6, level="national"))
    late = NOMINATIONS_UNTIL + AFTER
    with pytest.raises(CharterRefuses):
        hall.close_nominations(election)

    with pytest.raises(ValidationError) as refused:
        services.change(election, nominations_until=NOMINATIONS_UNTIL - AFTER, by=SYSTEM, at=late)
    services.change(election, keeps_aims=False, by=SYSTEM, at=late)

    assert fields(refused) == ["nominations_until"]
    assert hall.close_nominations(election).state == State.NOMINATED


def test_new_moments_are_told_and_a_roll_for_another_day_is_given_up(hall):
    hall.adopt(BOARD)
    hall.person(*hall.members(1))
    election = hall.call()
    services.fix_roll(election, by=SYSTEM, at=NOMINATIONS_UNTIL)

    change(election, roll_on=ROLL_ON - A_DAY)

    assert not Elector.objects.exists()
    assert (
        Notice.objects.filter(kind="elections.changed").count()
        == Notice.objects.filter(kind="elections.called").count()
    )


def test_what_nominations_were_made_for_stays_once_they_are_closed(hall):
    hall.adopt(BOARD)
    election = hall.call()
    hall.nominate(election, 6)
    election = hall.close_nominations(election)

    with pytest.raises(ValidationError) as refused:
        services.change(election, seats=5, by=SYSTEM, at=NOMINATIONS_UNTIL + AFTER)

    assert fields(refused) == ["seats"]
    services.change(election, closes_at=CLOSES + A_DAY, by=SYSTEM, at=NOMINATIONS_UNTIL + AFTER)
    assert hall.read(election).closes_at == CLOSES + A_DAY


def test_once_voting_is_open_nothing_changes(hall):
    hall.adopt(BOARD)
    election = hall.call()
    hall.nominate(election, 6)
    election = hall.open(election)

    with pytest.raises(ValidationError, match="Voting has opened"):
        services.change(election, closes_at=CLOSES + A_DAY, by=SYSTEM, at=OPENS + A_DAY)


def test_an_election_is_cancelled_with_its_reason_once(hall):
    hall.adopt(BOARD)
    hall.person(*hall.members(1))
    election = hall.call()

    with pytest.raises(ValidationError) as refused:
        services.cancel(election, reason="  ", by=SYSTEM, at=CALLED)
    assert fields(refused) == ["reason"]

    services.cancel(election, reason="The charter is to change.", by=SYSTEM, at=CALLED)
    services.cancel(election, reason="Again.", by=SYSTEM, at=CALLED + A_DAY)

    election = hall.read(election)
    assert (election.state, election.because, election.cancelled_at) == (
        State.CANCELLED,
        "The charter is to change.",
        CALLED,
    )
    assert Notice.objects.filter(kind="elections.cancelled").exists()
    with pytest.raises(ValidationError):
        change(election, seats=3)


def test_seats_without_number_or_term_are_called_for_as_wanted(hall):
    hall.adopt(BOARD.replace('"5-6"', '"open"').replace('term = "2 years"', ""))

    assert hall.call(seats=40, term_until=date(2040, 1, 1)).seats == 40
