"""What is shown of a result: who, in which order, why, why not somebody else, with and without quotas."""

from __future__ import annotations

import hashlib
import itertools
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mithaq.elections.enums import Method, Secrecy, Standing
from mithaq.elections.models import Candidacy
from mithaq.elections.selectors.results import result
from mithaq.elections.services.counting import count_now
from mithaq.elections.services.declaring import declare
from mithaq.foundation.actors import SYSTEM
from mithaq.kernels.elections import Quota
from tests.bodies.network import at
from tests.elections.hall import BOARD, LEVELS_EQUAL
from tests.elections.polls import COUNTED, DECLARED_ON, LEVELS, SEED, closed, some

NATIONAL = (0, 3, 6)


@pytest.fixture
def poll(hall):
    hall.adopt(BOARD, LEVELS_EQUAL)
    made = closed(hall, hall.members(9), some(9, 40, favour=NATIONAL))
    count_now(made, seed=SEED, by=SYSTEM, at=COUNTED)
    return made


def test_before_it_is_declared_only_those_who_run_it_see_it(cast, poll):
    for who in (None, cast.chadia.account, cast.dalia.account):
        assert result(hall_read(poll), to=who) is None
    assert result(hall_read(poll), to=cast.badr.account) is not None


def test_once_declared_everybody_sees_it(cast, poll):
    declare(poll.counts.get(), on=DECLARED_ON, by=SYSTEM, at=at(DECLARED_ON))
    poll.refresh_from_db()

    shown = result(poll, to=None)

    assert shown is not None and shown.is_declared
    assert [one.number for one in shown.elected] == poll.counts.get().result["winners"]
    assert [one.place for one in shown.elected] == [1, 2, 3, 4, 5, 6]


def test_an_election_that_is_not_counted_has_no_result(hall, cast):
    hall.adopt(BOARD)
    made = closed(hall, hall.members(7), [[0]])

    assert result(made, to=cast.badr.account) is None


def hall_read(poll):
    return type(poll).objects.select_related("body", "institution").get(pk=poll.pk)


@pytest.fixture
def shown(poll, cast):
    found = result(hall_read(poll), to=cast.badr.account)
    assert found is not None
    return found


def test_the_meters_say_what_is_asked_and_what_there_is(shown):
    (meter,) = shown.meters

    assert (meter.key, meter.is_met, meter.total) == (LEVELS.key, True, 6)
    assert str(meter.name) == "Levels are represented equally"
    assert [(one.value, one.have, one.least, one.most) for one in meter.values] == [
        ("national", 2, 2, 2),
        ("regional", 2, 2, 2),
        ("global", 2, 2, 2),
    ]


def test_who_changed_is_said_with_the_quota_that_did_it(shown):
    lost = [one for one in shown.changed if not one.gained]
    gained = [one for one in shown.changed if one.gained]

    assert lost and len(lost) == len(gained)
    assert {one.number for one in shown.without} - {one.number for one in shown.elected} == {
        one.candidate for one in lost
    }
    assert all(one.quotas == (LEVELS.key,) for one in shown.changed if one.because != "votes")


def test_everybody_not_elected_has_a_reason(shown):
    for one in shown.candidates:
        step = shown.why_not(one.number)
        assert (step.key == "elected") == one.is_elected


def test_lots_can_be_drawn_again_with_any_tool(shown):
    drawn = sorted(shown.candidates, key=lambda one: hashlib.sha256((SEED + one.uid).encode()).hexdigest())

    assert list(shown.lots) == drawn
    assert [one.lot for one in shown.lots] == list(range(1, 10))


def test_rounds_add_up(shown):
    rounds = shown.rounds
    assert sum(rounds[0].votes) == 40
    for before, after in itertools.pairwise(rounds):
        assert [a + b for a, b in zip(before.votes, after.moved, strict=True)] == list(after.votes)
    assert all(isinstance(one, Decimal) for one in rounds[-1].votes)
    assert sum(len(one.steps) for one in rounds) == len(shown.result.steps)


@pytest.mark.parametrize(
    ("voters", "secrecy", "few"), [(14, "confidential", True), (15, "confidential", False), (3, "named", False)]
)
def test_where_few_voted_only_totals_are_published(hall, cast, voters, secrecy, few):
    hall.adopt(BOARD)
    made = closed(hall, hall.members(7), some(7, voters), secrecy=Secrecy(secrecy))
    count_now(made, by=SYSTEM, at=COUNTED)

    found = result(hall_read(made), to=cast.badr.account)

    assert found is not None and (found.few, found.cast) == (few, voters)


def test_who_withdrew_is_shown_so(hall, cast):
    hall.adopt(BOARD)
    made = closed(hall, hall.members(7), some(7, 20))
    Candidacy.objects.filter(election=made, number=3).update(standing=Standing.WITHDRAWN)
    count_now(made, by=SYSTEM, at=COUNTED)

    found = result(hall_read(made), to=cast.badr.account)

    assert found is not None
    assert [one.number for one in found.candidates if one.is_withdrawn] == [3]
    assert found.why_not(3).key == "withdrawn"


def test_a_result_without_quotas_has_no_count_beside_it(hall, cast):
    hall.adopt(BOARD)
    made = closed(hall, hall.members(7), some(7, 20), method=Method.MEEK)
    count_now(made, by=SYSTEM, at=COUNTED)

    found = result(hall_read(made), to=cast.badr.account)

    assert found is not None
    assert (found.plain, found.without, found.changed, found.meters) == (None, (), (), ())


def test_a_share_and_a_crossed_quota_are_metered(hall, cast):
    hall.adopt(BOARD)
    quotas = [
        Quota("own.1", "level", "share", ("national",), share=Fraction(1, 3)),
        Quota("own.2", "holder", "at-most", ("organisation",), number=4, where=(("level", "national"),)),
    ]
    made = closed(hall, hall.members(9), some(9, 30), quotas=quotas)
    count_now(made, by=SYSTEM, at=COUNTED)

    found = result(hall_read(made), to=cast.badr.account)

    assert found is not None
    told = [(one.key, one.values[0].least, one.values[0].most, one.is_met) for one in found.meters]
    assert told == [("own.1", 2, None, True), ("own.2", None, 4, True)]
    national = sum(one.attributes["level"] == ("national",) for one in found.elected)
    assert [one.values[0].have for one in found.meters] == [national, national]


def test_it_asks_the_database_as_often_for_nine_as_for_six(hall, cast):
    hall.adopt(BOARD, LEVELS_EQUAL)
    asked = []
    for candidates in (6, 12):
        made = closed(hall, hall.members(candidates), some(candidates, 20))
        count_now(made, by=SYSTEM, at=COUNTED)
        election = hall_read(made)
        result(election, to=cast.badr.account)  # the role of a reader is asked for once
        with CaptureQueriesContext(connection) as queries:
            found = result(election, to=cast.badr.account)
            assert found is not None
            assert [str(one.name) for one in found.elected] and found.meters and found.rounds and found.lots
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12
