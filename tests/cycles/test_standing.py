"""What the charter says of the calendar stands, once; and days follow each other."""

from __future__ import annotations

from datetime import date

import pytest

from mithaq.cycles import selectors, services
from mithaq.cycles.models import Cycle, Milestone, Phase
from mithaq.foundation import journal
from mithaq.institutions.selectors import charter_of
from tests.cast import AT, Cast
from tests.cycles.charters import HEAD, ON, REVIEW, adopt, read


@pytest.fixture
def here(cast: Cast):
    with cast.scope():
        yield cast


def stand(cast: Cast, text: str, on: date = ON) -> int:
    return services.stand(cast.institution, read(text), on=on, by=cast.amal.actor, at=AT)


def milestone(key: str) -> Milestone:
    return Milestone.objects.get(clause=key)


def days(row) -> tuple[date | None, date | None, str]:
    return row.first, row.until, row.edge


def test_cycles_phases_and_milestones_stand_as_the_charter_says(here):
    adopt(here)

    assert [(c.clause, c.every, c.level, c.begins) for c in Cycle.objects.all()] == [
        ("cycle.review", "4 years", "regional", date(2012, 1, 1))
    ]
    assert [p.clause for p in Phase.objects.order_by("number")] == ["phase.input", "phase.synthesis"]
    assert dict(Milestone.objects.values_list("clause", "kind")) == {
        "event.conference": "event",
        "event.side": "event",
        "call.reports": "deadline",
        "call.papers": "deadline",
        "roadmap.model": "deadline",
        "milestone.draft": "step",
        "milestone.webinar": "step",
        "output.summary": "output",
    }
    assert milestone("call.reports").may_extend
    assert not milestone("call.papers").may_extend
    assert milestone("milestone.draft").of == "roadmap.model"


def test_the_second_time_nothing_stands_anew(here):
    adopt(here)
    rows = list(Milestone.objects.values_list("pk", "version"))

    assert stand(here, REVIEW) == 0
    assert list(Milestone.objects.values_list("pk", "version")) == rows


def test_vague_times_keep_their_softness(here):
    adopt(here)

    assert days(milestone("event.conference")) == (date(2021, 3, 1), date(2021, 3, 11), "early")
    assert days(milestone("milestone.draft")) == (date(2020, 11, 21), date(2020, 12, 1), "late")
    assert days(milestone("output.summary")) == (date(2021, 4, 1), date(2021, 5, 1), "")
    assert milestone("roadmap.model").edge == "by"


def test_what_is_counted_from_an_event_is_as_vague_as_it_and_exact_once_it_has_a_day(here):
    adopt(here)
    conference = milestone("event.conference")
    before = days(milestone("call.reports"))
    services.settle(
        conference, first=date(2021, 2, 24), last=date(2021, 2, 25), seen=1, on=ON, by=here.badr.actor, at=AT
    )

    assert before == (date(2021, 2, 28), date(2021, 3, 10), "early")
    assert days(milestone("call.reports")) == (date(2021, 2, 23), date(2021, 2, 24), "")
    assert journal.verify(here.institution.uid) is None


def test_an_event_without_a_date_gives_one_to_what_hangs_on_it_when_it_gets_it(here):
    text = HEAD + '[event.days]\nname = "Days"\nwhen = "2 days before event.meeting"\nlasts = "2 days"\n'
    adopt(here, text + '[event.meeting]\nname = "Meeting"\n')
    before = days(milestone("event.days"))
    services.settle(
        milestone("event.meeting"), first=date(2021, 1, 19), last=date(2021, 1, 20), seen=1, on=ON,
        by=here.badr.actor, at=AT,
    )  # fmt: skip

    assert before == (None, None, "")
    assert days(milestone("event.days")) == (date(2021, 1, 17), date(2021, 1, 19), "")


def test_days_a_person_set_stay_when_the_charter_is_adopted_again(here):
    adopt(here)
    services.settle(
        milestone("event.conference"), first=date(2021, 5, 4), last=date(2021, 5, 5), seen=1, on=ON,
        by=here.badr.actor, at=AT,
    )  # fmt: skip

    assert stand(here, REVIEW.replace("early 2021-03", "late 2021-03")) == 1
    assert days(milestone("event.conference")) == (date(2021, 5, 4), date(2021, 5, 6), "")


def test_what_the_charter_no_longer_asks_for_is_closed_and_comes_back_when_it_does(here):
    adopt(here)
    without = REVIEW.replace(
        '[output.summary]\nname = "Summary of what was said"\nkind = "summary"\nby = "2021-04"\n', ""
    )
    closed = stand(here, without)
    gone = milestone("output.summary").closed_on
    again = stand(here, REVIEW)

    assert (closed, gone, again) == (1, ON, 1)
    assert milestone("output.summary").closed_on is None
    assert stand(here, REVIEW) == 0


def test_tending_a_settled_calendar_does_nothing(here):
    charter = adopt(here)

    assert services.tend(here.institution, charter, on=ON, by=here.amal.actor, at=AT) == 0


def test_a_day_counted_from_the_adoption_is_counted_from_the_first_charter(here):
    text = HEAD + '[milestone.first]\nname = "First report"\nwhen = "6 months after adoption"\n'
    adopt(here, text, on=date(2020, 1, 15))

    assert milestone("milestone.first").first == date(2020, 7, 15)


def test_a_calendar_beyond_the_calendar_has_no_days_and_breaks_nothing(here):
    text = (
        HEAD
        + '[milestone.a]\nname = "A"\nwhen = "150 years before milestone.b"\n[milestone.b]\nname = "B"\nwhen = "0100"\n'
    )
    adopt(here, text)

    assert days(milestone("milestone.a")) == (None, None, "")


def test_standing_asks_as_often_for_three_as_for_thirty(here, django_assert_max_num_queries):
    many = HEAD + "".join(f'[milestone.m{n}]\nname = "M{n}"\nwhen = "2021-0{1 + n % 9}"\n' for n in range(30))
    with django_assert_max_num_queries(14):
        stand(here, many)
    with django_assert_max_num_queries(10):
        stand(here, many)


def test_milestones_of_a_day_leave_out_what_was_closed(here):
    adopt(here)
    stand(here, HEAD)

    assert list(selectors.milestones(here.institution, on=ON)) == []
    assert selectors.milestones(here.institution).count() == 8
    assert charter_of(here.institution, on=ON).of("milestone")


def test_what_is_counted_from_a_whole_quarter_is_only_about_right(here):
    text = HEAD + '[milestone.a]\nname = "A"\nwhen = "1 day before event.b"\n[event.b]\nname = "B"\nwhen = "Q1 2021"\n'
    adopt(here, text)

    assert days(milestone("milestone.a")) == (date(2020, 12, 31), date(2021, 3, 31), "soft")
