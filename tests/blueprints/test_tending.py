"""Each day: terms end, what is due is kept, how each rule is kept is noted with the day. A second time nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from mithaq.blueprints import selectors, services
from mithaq.blueprints.enums import Stand
from mithaq.blueprints.models import Standing
from mithaq.bodies import selectors as bodies
from mithaq.foundation.fields import words
from mithaq.foundation.models import Entry, Job
from mithaq.meetings import services as meetings
from mithaq.meetings.selectors import Meeting
from tests.blueprints.house import ON, adopt, decided_house
from tests.blueprints.texts import BOARD
from tests.cast import AT

MINUTES = "body.board.publication.minutes"


def tend(cast, on: date) -> int:
    return services.tend(cast.institution, on=on, at=AT + (on - ON))


def held(cast) -> Meeting:
    [board] = bodies.bodies(cast.institution, on=ON)
    return meetings.call(
        cast.institution,
        body=board,
        title=words(en="First meeting"),
        place=words(en="Rabat"),
        first_day=ON,
        by=cast.amal.actor,
        at=AT,
    )


def kept(cast, on: date) -> dict[str, str]:
    return {one.clause.id: one.state.value for one in selectors.compliance(cast.institution, on=on)}


def test_a_second_time_on_the_same_day_nothing_is_done(cast):
    with cast.scope():
        decided_house(cast)
        held(cast)
        tend(cast, ON + timedelta(days=20))
        entries = Entry.objects.count()

        assert tend(cast, ON + timedelta(days=20)) == 0
        assert Entry.objects.count() == entries


def test_minutes_unpublished_past_their_deadline_are_broken_since_that_day(cast):
    late = ON + timedelta(days=15)
    with cast.scope():
        decided_house(cast)
        held(cast)
        tend(cast, late - timedelta(days=1))
        before = kept(cast, late - timedelta(days=1))[MINUTES]
        tend(cast, late)

        [one] = [one for one in selectors.compliance(cast.institution, on=late) if one.clause.id == MINUTES]

        assert before != Stand.BROKEN.value
        assert (one.state, one.since) == (Stand.BROKEN, late)
        assert one.findings
        assert one.paths
        row = Standing.objects.filter(clause=MINUTES).exclude(until=None).order_by("-from_date").first()
        assert row is not None
        assert row.until == late


def test_a_rule_that_is_kept_again_says_since_when(cast):
    late = ON + timedelta(days=15)
    with cast.scope():
        decided_house(cast)
        meeting = held(cast)
        tend(cast, late)
        meetings.write_minutes(meeting, text="We met.", language="en", by=cast.amal.actor, at=AT)
        meeting.refresh_from_db()
        meetings.publish_minutes(meeting.minutes, by=cast.amal.actor, at=AT + timedelta(days=16))

        tend(cast, late + timedelta(days=2))

        rows = list(Standing.objects.filter(clause=MINUTES).order_by("from_date", "pk"))
        assert rows[-1].from_date == late + timedelta(days=2)
        assert [row.until for row in rows].count(None) == 1


def test_a_term_ends_by_itself_on_its_day(cast):
    end = date(ON.year + 2, ON.month, ON.day)
    with cast.scope():
        decided_house(cast)
        [board] = bodies.bodies(cast.institution, on=ON)

        tend(cast, end)

        assert len(bodies.sitting(board, on=end - timedelta(days=1))) == 2
        assert len(bodies.sitting(board, on=end)) == 0
        assert kept(cast, end)["body.board.seat.members"] != Stand.MET.value


def test_without_a_charter_nothing_happens(cast):
    with cast.scope():
        assert tend(cast, ON) == 0


def test_one_institution_that_fails_stands_among_the_jobs_and_stops_no_other(cast, monkeypatch):
    with cast.scope():
        adopt(cast, BOARD)
    from mithaq.blueprints.services import tending

    real = tending.tend

    def fails(institution, **told):
        if institution.pk == cast.elsewhere.pk:
            raise RuntimeError("broken")
        return real(institution, **told)

    monkeypatch.setattr(tending, "tend", fails)

    services.tend_everywhere(at=AT)

    [job] = Job.objects.filter(kind="blueprints.tend")
    assert (job.state, job.scope) == ("failed", cast.elsewhere.uid)


@pytest.mark.parametrize("boards", [1, 3])
def test_compliance_asks_as_often_for_one_body_as_for_three(cast, boards, django_assert_max_num_queries):
    text = BOARD + "".join(
        BOARD.partition("\n\n")[2].replace("body.board", f"body.board{n}") for n in range(2, boards + 1)
    )
    with cast.scope():
        adopt(cast, text)
    address = reverse("blueprints:compliance", args=[cast.institution.slug])
    client = cast.client()
    client.get(address)

    with django_assert_max_num_queries(200) as asked:
        page = client.get(address)

    assert page.status_code == 200
    COUNTED[boards] = len(asked)
    assert COUNTED.setdefault(1, len(asked)) == len(asked)


COUNTED: dict[int, int] = {}
