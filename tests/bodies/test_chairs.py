from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mithaq.bodies import services
from mithaq.bodies.models import Chair, Tenure
from mithaq.foundation.actors import SYSTEM
from mithaq.kernels.charter import CharterRefuses
from tests.bodies.network import DAY, at, keys

FORUM = """
[body.forum]
name = "Forum"
kind = "forum"
[body.forum.chair]
held_by = "state"
"""
TROIKA = """
[body.troika]
name = "Troika"
kind = "troika"
part_of = "body.forum"
"""
SEAT = """
[body.troika.seat.{turn}]
name = "{turn}"
count = "{count}"
holder = "state"
selection = "rotation"
turn = "{turn}"
"""
THE_TROIKA = FORUM + TROIKA + "".join(SEAT.format(turn=turn, count="1-2") for turn in ("past", "current", "next"))
YEARS = [date(2021 + n, 3, 1) for n in range(4)]


def give(network, *to, on=DAY, **told):
    return services.pass_chair(network.institution, to=list(to), on=on, by=SYSTEM, at=at(told.pop("today", on)), **told)


def troika(network, on):
    found = {"past": [], "current": [], "next": []}
    for tenure in network.sitting("troika", on=on):
        found[tenure.seat.clause.rsplit(".", 1)[1]].append(tenure.country)
    return {turn: sorted(states) for turn, states in found.items()}


def test_the_troika_turns_when_the_chair_passes_on(network):
    network.adopt(THE_TROIKA)
    give(network, "BE", edition="1")
    assert troika(network, DAY) == {"past": [], "current": ["BE"], "next": []}

    give(network, "PH", on=YEARS[1], edition="2")
    assert troika(network, YEARS[1]) == {"past": ["BE"], "current": ["PH"], "next": []}
    give(network, "GR", on=YEARS[2], edition="3")

    assert troika(network, YEARS[2]) == {"past": ["PH"], "current": ["GR"], "next": []}
    assert Tenure.objects.get(country="BE", seat__clause="body.troika.seat.current").ended == "turn"
    assert [(one.country, one.edition) for one in Chair.objects.all()] == [("BE", "1"), ("PH", "2"), ("GR", "3")]


def test_who_is_named_next_sits_as_next_and_takes_the_chair_on_the_day(network):
    network.adopt(THE_TROIKA)
    give(network, "BE")

    give(network, "PH", on=YEARS[1], today=date(2021, 6, 1))

    assert troika(network, date(2021, 6, 1)) == {"past": [], "current": ["BE"], "next": ["PH"]}
    assert network.tend(YEARS[1]) == 0
    assert troika(network, YEARS[1]) == {"past": ["BE"], "current": ["PH"], "next": []}


def test_two_who_preside_together_sit_together(network):
    network.adopt(THE_TROIKA)
    give(network, "BD")

    give(network, "MA", "DE", on=YEARS[1])
    give(network, "MA", "DE", on=YEARS[2], edition="11")
    give(network, "EC", on=YEARS[3])

    assert troika(network, YEARS[2]) == {"past": ["BD"], "current": ["DE", "MA"], "next": []}
    assert troika(network, YEARS[3]) == {"past": ["DE", "MA"], "current": ["EC"], "next": []}


def test_more_together_than_there_are_seats_for_a_turn_are_refused(network):
    seats = "".join(SEAT.format(turn=turn, count="1") for turn in ("past", "current", "next"))
    network.adopt(FORUM + "count = 2\n" + TROIKA + seats)

    with pytest.raises(CharterRefuses) as refused:
        give(network, "MA", "DE")

    assert "body.troika.seat.current bodies.turn-too-many" in keys(refused)
    assert not Chair.objects.exists()


def test_more_than_may_preside_together_are_refused(network):
    network.adopt(FORUM)

    with pytest.raises(CharterRefuses) as refused:
        give(network, "MA", "DE")

    assert keys(refused) == ["body.forum.chair bodies.chair-too-many"]


def test_an_organisation_does_not_take_the_chair_of_states(network):
    network.adopt(FORUM)

    with pytest.raises(CharterRefuses) as refused:
        give(network, network.organisation())

    assert keys(refused) == ["body.forum.chair bodies.holder-kind"]


def test_a_chair_passes_to_somebody_and_once_on_a_day(network):
    network.adopt(FORUM)
    give(network, "MA")

    for to in ([], ["TN", "TN"], ["TN"]):
        with pytest.raises(ValidationError):
            give(network, *to)


def test_the_order_of_a_chair_is_kept_when_an_earlier_holding_is_entered_later(network):
    network.adopt(THE_TROIKA)
    give(network, "GR", on=YEARS[2], today=YEARS[2])

    give(network, "PH", on=YEARS[1], today=YEARS[2])

    assert troika(network, YEARS[2]) == {"past": ["PH"], "current": ["GR"], "next": []}
    assert Chair.objects.get(country="PH").until == YEARS[2]


def test_a_chair_that_nobody_holds_is_shown(network):
    network.adopt(FORUM)
    assert network.watched()["body.forum.chair"].state == "risk"

    give(network, "MA")

    assert network.watched()["body.forum.chair"].state == "met"
