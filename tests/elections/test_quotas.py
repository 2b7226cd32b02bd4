"""Meters while nominations come in: who there is to meet each quota, whether it can still be met, what is missing."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mithaq.elections import quoting, selectors, services
from mithaq.foundation.actors import SYSTEM
from mithaq.kernels.charter import CharterRefuses
from mithaq.people import services as people
from tests.bodies.network import DAY
from tests.elections.hall import BOARD, CALLED, LEVELS_EQUAL, NOMINATIONS_UNTIL

STEERING_SEAT = "body.steering-committee.seat.member"
REGIONS = ("africa", "arab-states", "asia-pacific", "europe-north-america", "latin-america-caribbean")
THEMES = (
    *("human-rights", "regular-pathways", "drivers"),
    *("cooperation-governance", "diaspora-contributions", "smuggling-trafficking"),
)


def test_a_meter_says_who_there_is_and_what_is_missing(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    election = hall.call()
    hall.nominate(election, hall.members(3, level="national") + hall.members(1, level="global"))
    [asked] = hall.members(1, level="regional")
    services.nominate(election, organisation=asked, by=SYSTEM, at=CALLED)

    [meter] = selectors.meters(election)

    assert meter.key == "body.board.balance.levels"
    assert [(one.value, one.standing, one.asked, one.least) for one in meter.values] == [
        ("national", 3, 0, 2),
        ("regional", 0, 1, 2),
        ("global", 1, 0, 2),
    ]
    assert (meter.state, meter.missing) == ("risk", {"regional": 2, "global": 1})


def test_a_meter_is_met_when_those_who_stand_can_fill_the_seats_as_asked(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    election = hall.call()
    hall.nominate(election, 6)

    [meter] = selectors.meters(election)

    assert (meter.state, meter.missing) == ("met", {})


def test_whoever_stays_counts_and_a_meter_speaks_of_all_who_sit_in_the_end(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    hall.seat(hall.organisation("national", member=True))
    election = hall.call(seats=5)
    hall.nominate(election, 5)  # national, regional, global, national, regional

    [meter] = selectors.meters(election)

    assert (meter.total, [(one.value, one.sitting, one.have) for one in meter.values]) == (
        6,
        [("national", 1, 3), ("regional", 0, 2), ("global", 0, 1)],
    )
    assert (meter.state, meter.missing) == ("risk", {"global": 1})


def test_once_nominations_are_closed_what_cannot_be_met_is_broken(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    election = hall.call()
    standing = hall.nominate(election, 6)
    election = hall.close_nominations(election)
    services.withdraw(standing[2], by=SYSTEM, at=NOMINATIONS_UNTIL)

    [meter] = selectors.meters(election)

    assert meter.state == "broken"


def test_a_person_is_counted_only_by_what_a_quota_asks_for(hall):
    hall.adopt(BOARD.replace('holder = "organisation"', 'holder = "person"'))
    women = {"over": "gender", "rule": "at-least", "values": ["women"], "number": 1}
    election = hall.call(own_quotas=[women], seats=1)
    person = hall.person()
    people.admit(hall.institution, person=person, role="member", on=DAY, by=SYSTEM, at=CALLED)
    told = {"gender": ["women"], "health": ["private"]}
    people.describe(hall.institution, told, person=person, by=SYSTEM, at=CALLED)
    candidacy = services.nominate(election, person=person, by=SYSTEM, at=CALLED)
    services.consent(candidacy, by=SYSTEM, at=CALLED)

    hall.close_nominations(election)

    assert election.candidacies.get().attributes == {"gender": ["women"]}


def test_a_rule_that_counts_only_some_seats_counts_only_those(hall):
    two_kinds = """
[body.board.seat.host]
name = "Host"
count = 1
holder = "organisation"
selection = "host"
[body.board.balance.locals]
over = "level"
rule = "at-least"
value = "global"
share = "1/3"
seats = "body.board.seat.member"
"""
    hall.adopt(BOARD + two_kinds)
    host = hall.organisation("global", member=True)
    hall.seat(host, clause="body.board.seat.host", basis="host")
    election = hall.call()
    hall.nominate(election, hall.members(5, level="national") + hall.members(2, level="global"))

    [meter] = selectors.meters(election)
    election = hall.close_nominations(election)

    assert [(one.sitting, one.standing, one.least) for one in meter.values] == [(0, 2, 2)]
    assert (election.quotas[0]["number"], "share" in election.quotas[0]) == (2, False)


def test_meters_ask_the_database_as_often_for_nine_as_for_three(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    election = hall.call()
    counts = []
    for more in (3, 6):
        hall.nominate(election, more)
        with CaptureQueriesContext(connection) as queries:
            selectors.meters(election)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_board_of_the_network_of_the_gallery_has_levels_equal(hall):
    hall.adopt_gallery()
    election = hall.call(seats=6)
    hall.nominate(election, 12)

    [meter] = selectors.meters(election)
    election = hall.open(election)

    assert (meter.key, meter.state, meter.total) == ("body.board.balance.levels", "met", 6)
    assert election.state == "open"


def test_the_steering_committee_of_the_gallery_keeps_its_aims_of_regions_and_themes(hall):
    hall.adopt_gallery()
    election = hall.call(hall.body("steering-committee"), STEERING_SEAT, seats=24)
    for place, organisation in enumerate(hall.members(30)):
        hall.counts_as(organisation, region=REGIONS[place % 5], theme=THEMES[place % 5])
        hall.stands(election, organisation)

    states = {one.key.rsplit(".", 1)[1]: (one.state, one.missing) for one in selectors.meters(election)}
    assert states == {"themes": ("risk", {"smuggling-trafficking": 1}), "regions": ("met", {})}

    with pytest.raises(CharterRefuses) as refused:
        hall.close_nominations(election)
    assert [one.key.removeprefix("elections.") for one in refused.value.findings] == [
        *("out-of-reach", "aim-kept", "nominate-more", "loosen"),
    ]

    [last] = hall.members(1)
    hall.counts_as(last, region="africa", theme="smuggling-trafficking")
    hall.stands(election, last)
    assert {one.state for one in selectors.meters(election)} == {"met"}
    assert [one["rule"] for one in hall.open(election).quotas] == ["every", "every"]


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"over": "level", "rule": "equal"},
        {"over": "level", "rule": "equal", "values": ["a"], "number": 2},
        {"over": "level", "rule": "at-most", "values": ["a", "b"], "number": 2},
        {"over": "level", "rule": "at-most", "values": ["a"], "number": 2, "share": "1/2"},
        {"over": "level", "rule": "at-most", "values": ["a"], "number": -1},
        {"over": "level", "rule": "at-most", "values": ["a"], "number": True},
        {"over": "level", "rule": "share", "values": ["a"], "share": "3/2"},
        {"over": "level", "rule": "share", "values": ["a"], "share": "1/0"},
        {"over": "level", "rule": "share", "values": ["a"], "share": "1e999999999"},
        {"over": "level", "rule": "share", "values": "a", "share": "1/2"},
        {"over": "level", "rule": "every", "values": ["a"], "where": ["b"]},
    ],
)
def test_a_quota_that_is_not_understood_is_refused(told):
    with pytest.raises(ValidationError):
        quoting.own([told])


def test_quotas_are_read_as_they_were_written():
    told = [
        {"over": "level", "rule": "equal", "values": ["a", "b"]},
        {"over": "gender", "rule": "share", "values": ["women"], "share": "1/2", "where": {"level": "a"}},
        {"over": "gender", "rule": "at-most", "values": ["men"], "number": 0},
    ]

    kept = quoting.own(told)

    assert [one.as_dict() for one in quoting.read(kept)] == kept
