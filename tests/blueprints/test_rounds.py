"""The round of a worker: an institution where nothing was to do and nothing was done since costs one question."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mithaq.blueprints import selectors, services
from mithaq.blueprints.enums import Stand
from mithaq.dialogues.services import drawing
from mithaq.foundation.fields import words
from mithaq.foundation.models import Job
from mithaq.institutions.selectors import Institution
from mithaq.meetings import services as meetings
from mithaq.people import services as people
from tests.blueprints.house import ON, decided_house
from tests.blueprints.test_tending import MINUTES, held
from tests.blueprints.texts import BOARD
from tests.cast import AT

AN_HOUR = timedelta(hours=1)
A_DAY = timedelta(days=1)


@pytest.fixture
def still(cast):
    """An institution with a charter in which the last round of the day found nothing to do."""
    with cast.scope():
        decided_house(cast)
    round_(AT)
    round_(AT)
    return cast


def round_(at) -> int:
    with CaptureQueriesContext(connection) as asked:
        services.tend_everywhere(at=at)
    return len(asked)


def test_where_nothing_was_done_since_a_round_asks_one_question_of_each_institution(still):
    assert round_(AT + AN_HOUR) == 1 + Institution.objects.count()


def test_a_round_that_did_something_is_followed_by_one_that_looks_again(cast):
    with cast.scope():
        decided_house(cast)

    assert round_(AT) > round_(AT) > round_(AT) == 1 + Institution.objects.count()


@pytest.mark.parametrize("what", ["an act", "an organisation", "a drawing that stopped", "the next day"])
def test_what_is_done_and_a_new_day_make_the_round_look_again(still, what):
    at = AT + AN_HOUR
    with still.scope():
        if what == "an act":
            held(still)
        elif what == "an organisation":  # in the register of acts of the installation: institutions share them
            people.register_organisation(words(en="Union of divers"), by=still.amal.actor, at=at)
        elif what == "a drawing that stopped":
            stopped = {"kind": drawing.JOB, "state": Job.State.FAILED, "scope": still.institution.uid}
            Job.objects.create(about="dialogues.dialogue:x", by_kind="task", asked_at=at, ended_at=at, **stopped)
        else:
            at += A_DAY

    assert round_(at) > 20


def test_what_falls_due_on_the_next_day_is_kept_though_nobody_did_anything(cast):
    late = timedelta(days=15)
    with cast.scope():
        decided_house(cast)
        held(cast)
    for hours in (0, 1, 2):
        round_(AT + late - A_DAY + hours * AN_HOUR)
    round_(AT + late)

    with cast.scope():
        [one] = [one for one in selectors.compliance(cast.institution, on=ON + late) if one.clause.id == MINUTES]
    assert (one.state, one.since) == (Stand.BROKEN, ON + late)


def test_minutes_published_within_the_hour_are_seen_by_the_next_round(cast):
    late = timedelta(days=15)
    with cast.scope():
        decided_house(cast)
        meeting = held(cast)
    for hours in (0, 1, 2):
        round_(AT + late + hours * AN_HOUR)
    with cast.scope():
        meetings.write_minutes(meeting, text="We met.", language="en", by=cast.amal.actor, at=AT)
        meeting.refresh_from_db()
        meetings.publish_minutes(meeting.minutes, by=cast.amal.actor, at=AT + late + 2 * AN_HOUR)
    round_(AT + late + 3 * AN_HOUR)

    with cast.scope():
        noted = selectors.Standing.objects.get(clause=MINUTES, until=None)
    assert noted.state != Stand.BROKEN


def test_a_round_asks_as_often_for_three_bodies_as_for_one(cast):
    counted = []
    for boards in (1, 3):
        more = (BOARD.partition("\n\n")[2].replace("body.board", f"body.board{n}") for n in range(2, boards + 1))
        with cast.scope():
            at = AT + timedelta(days=boards - 1)
            services.adopt(
                cast.institution, BOARD + "".join(more), reason="More.", on=at.date(), by=cast.amal.actor, at=at
            )
            services.tend(cast.institution, on=at.date(), at=at)
            with CaptureQueriesContext(connection) as asked:
                services.tend(cast.institution, on=at.date(), at=at)
        counted.append(len(asked))

    assert counted[0] == counted[1] <= 55
