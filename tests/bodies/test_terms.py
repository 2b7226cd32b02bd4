"""How long somebody sits: terms, their order, and leaving before they end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from mithaq.bodies import selectors
from mithaq.bodies.models import Tenure
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.models import Entry
from mithaq.kernels.charter import CharterRefuses
from mithaq.people import services as people
from tests.bodies.network import BOARD, DAY, GROUP, keys
from tests.cast import AT

YEARS = 'term = "2 years"\n'
MEMBER = "body.board.seat.member"
DAY_AFTER = DAY + timedelta(days=1)


def test_a_term_ends_at_second_zero_of_its_last_day_and_its_rights_with_it(network, cast):
    network.adopt(BOARD + YEARS)
    one = network.organisation()
    people.affiliate(cast.chadia.person, one, on=DAY, by=SYSTEM, at=AT)
    tenure = network.seat(one, occupant=cast.chadia.person)
    account, board, last = cast.chadia.account, network.body(), date(2023, 2, 28)

    assert tenure.until == date(2023, 3, 1)
    assert selectors.sits(account, board, on=last) == tenure
    assert [v.votes for v in network.voters(on=last)] == [1]
    assert selectors.bodies_of(account, network.institution, on=last) == {board.pk}
    assert selectors.sits(account, board, on=tenure.until) is None
    assert network.voters(on=tenure.until) == []
    assert selectors.bodies_of(account, network.institution, on=tenure.until) == frozenset()


def test_a_term_longer_than_the_charter_says_is_refused_and_a_shorter_one_is_not(network):
    network.adopt(BOARD + YEARS)

    with pytest.raises(CharterRefuses) as refused:
        network.seat(network.organisation(), until=date(2023, 3, 2))

    assert keys(refused) == [f"{MEMBER} bodies.term-too-long"]
    assert network.seat(network.organisation(), until=date(2022, 3, 1)).until == date(2022, 3, 1)


def test_a_third_term_in_a_row_is_refused_when_terms_are_renewed_once(network):
    network.adopt(BOARD + YEARS + 'renewal = "once"\n')
    one = network.organisation()
    network.seat(one)
    network.seat(one, on=date(2023, 3, 1))

    with pytest.raises(CharterRefuses) as refused:
        network.seat(one, on=date(2025, 3, 1))

    assert keys(refused) == [f"{MEMBER} bodies.term-consecutive"]
    assert network.seat(one, on=date(2025, 3, 2)).until == date(2027, 3, 2)


def test_a_term_before_the_pause_is_over_is_refused_and_told_from_when_it_would_be_possible(network):
    network.adopt(BOARD + YEARS + 'renewal = "none"\npause = "1 year"\n')
    one = network.organisation()
    network.seat(one)

    with pytest.raises(CharterRefuses) as refused:
        network.seat(one, on=date(2024, 2, 29))

    assert keys(refused) == [f"{MEMBER} bodies.term-pause"]
    assert refused.value.findings[0].facts["possible_from"] == "2024-03-01"
    assert network.seat(one, on=date(2024, 3, 1)).until == date(2026, 3, 1)


def test_a_term_that_would_make_later_ones_too_many_is_refused(network):
    network.adopt(BOARD + YEARS + 'renewal = "once"\n')
    one = network.organisation()
    network.seat(one)
    network.seat(one, on=date(2025, 3, 1))

    with pytest.raises(CharterRefuses) as refused:
        network.seat(one, on=date(2023, 3, 1))

    assert keys(refused) == [f"{MEMBER} bodies.term-consecutive"]


def test_terms_of_a_board_that_is_first_filled_end_in_parts(network):
    network.adopt(BOARD.replace("5-6", "4") + 'term = "4 years"\nstagger = 2\n')

    ends = [network.seat(one).until for one in network.organisations(4)]

    assert ends == [date(2023, 3, 1), date(2025, 3, 1), date(2023, 3, 1), date(2025, 3, 1)]


def test_who_follows_a_resignation_serves_the_rest_so_that_terms_go_on_ending_in_parts(network):
    network.adopt(BOARD.replace("5-6", "4") + 'term = "4 years"\nstagger = 2\n')
    first, *_ = [network.seat(one) for one in network.organisations(4)]
    network.vacate(first, date(2022, 3, 1))

    following = network.seat(network.organisation(), on=date(2022, 3, 1))

    assert (following.seat_id, following.until) == (first.seat_id, date(2023, 3, 1))
    assert network.seat(network.organisation(), on=date(2023, 3, 1)).until == date(2027, 3, 1)


def test_nobody_sits_past_the_end_of_the_body(network):
    network.adopt(GROUP)
    group = network.group()

    tenure = network.ask(group, network.organisation())

    assert tenure.until == group.until == date(2021, 9, 1)
    with pytest.raises(CharterRefuses) as refused:
        network.ask(group, network.organisation(), on=date(2021, 9, 1))
    assert keys(refused) == ["body.group bodies.body-not-there"]


def test_a_seat_that_was_left_is_free_from_the_day_on(network):
    network.adopt(BOARD.replace("5-6", "1"))
    tenure = network.seat(network.organisation())

    network.vacate(tenure, DAY_AFTER, reason="moved")

    assert (Tenure.objects.get().until, Tenure.objects.get().ended) == (DAY_AFTER, "resigned")
    assert network.sitting(on=DAY_AFTER) == []
    network.seat(network.organisation(), on=DAY_AFTER)


def test_what_was_entered_by_mistake_is_taken_back_on_the_same_day(network):
    network.adopt(BOARD)
    tenure = network.seat(network.organisation())

    network.vacate(tenure, DAY)

    assert not Tenure.objects.exists()
    assert [entry.act for entry in Entry.objects.order_by("-number")[:2]] == ["bodies.vacate", "bodies.seat"]


@pytest.mark.parametrize("day", [DAY - timedelta(days=1), date(2023, 3, 1)])
def test_a_seat_is_not_left_outside_its_time(network, day):
    network.adopt(BOARD + YEARS)
    tenure = network.seat(network.organisation())

    with pytest.raises(ValidationError):
        network.vacate(tenure, day)
