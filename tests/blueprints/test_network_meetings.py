"""The future model of civil-society engagement, adopted from the gallery: its meetings, minutes and decisions are held
to what its sentences say.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from mithaq.meetings import selectors, services
from mithaq.meetings.enums import State
from tests.blueprints.networks import DAY, adopted, body, organisations, refused, verdicts
from tests.cast import AT, Cast

BOARD, STEERING = "body.board", "body.steering-committee"


@pytest.fixture
def here(cast: Cast):
    with cast.scope():
        yield cast, adopted(cast, "civil-society-network")


def call(cast: Cast, key: str, day: date, medium: str = "in-person"):
    return services.call(
        cast.institution,
        body=body(cast, key),
        title={"en": f"Meeting of {day}"},
        first_day=day,
        medium=medium,
        by=cast.badr.actor,
        at=AT,
    )


def seen(cast: Cast, charter, clause: str, on: date) -> tuple[str, str]:
    return verdicts(selectors.watched(cast.institution, charter, on=on))[clause]


def test_no_decision_is_taken_before_all_members_were_consulted(here):
    cast, charter = here
    members = organisations(cast, charter, "national", "local")
    motion = services.propose(
        cast.institution,
        body=body(cast, "board"),
        subject={"en": "Work programme"},
        matter="programme",
        on=DAY,
        by=cast.badr.actor,
        at=AT,
    )

    with refused(("membership.consultation", "meetings.not-consulted")):
        services.close(motion, on=DAY, by=cast.badr.actor, at=AT)
    asked = services.consult(motion, on=DAY, by=cast.badr.actor, at=AT)
    with refused(("membership.consultation", "meetings.still-consulting")):
        services.close(motion, on=asked.until - timedelta(days=1), by=cast.badr.actor, at=AT)
    closed = services.close(motion, on=asked.until, by=cast.badr.actor, at=AT)

    assert asked.asked >= len(members)
    assert closed.state == State.NOT_ADOPTED  # nobody sits on the board yet: heard, and not carried


def test_minutes_of_the_board_that_are_not_published_stand_as_broken(here):
    cast, charter = here
    day = DAY
    meeting = call(cast, "board", day)
    clause = f"{BOARD}.publication.minutes"
    later = day + timedelta(days=31)

    due = seen(cast, charter, clause, day + timedelta(days=1))
    overdue = seen(cast, charter, clause, later)
    minutes = services.write_minutes(meeting, text="The Board met.", by=cast.badr.actor, at=AT)
    written = seen(cast, charter, clause, later)
    at = datetime(2021, 1, 4, 9, tzinfo=UTC)
    services.publish_minutes(minutes, by=cast.badr.actor, at=at)
    published = seen(cast, charter, clause, at.date())

    assert due == ("met", "meetings.minutes-due")
    assert overdue == written == ("broken", "meetings.minutes-overdue")
    assert published == ("met", "meetings.minutes-late")


def test_a_month_without_a_webinar_of_the_steering_committee_is_noticed(here):
    cast, charter = here
    clause = f"{STEERING}.meeting.monthly"
    call(cast, "steering-committee", date(2020, 12, 14), medium="webinar")

    december = seen(cast, charter, clause, date(2020, 12, 20))
    call(cast, "steering-committee", date(2021, 2, 9), medium="in-person")
    february = seen(cast, charter, clause, date(2021, 2, 20))
    missed = seen(cast, charter, clause, date(2021, 3, 31))

    assert december == ("met", "meetings.held")
    assert february[0] == "risk"
    assert [one.key for one in _findings(cast, charter, clause, date(2021, 2, 20))][-1] == "meetings.other-medium"
    assert missed[0] in ("met", "risk")
    assert seen(cast, charter, clause, date(2021, 4, 1))[0] == "broken"


def _findings(cast: Cast, charter, clause: str, on: date):
    [found] = [one for one in selectors.watched(cast.institution, charter, on=on) if one.clause == clause]
    return found.findings
