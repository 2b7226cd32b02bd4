"""The Arab regional review and the Global Forum in the calendar: what is counted from an event, cycles, extensions."""

from __future__ import annotations

from datetime import date

import pytest

from mithaq.cycles import selectors, services
from mithaq.cycles.models import Milestone
from mithaq.kernels.charter import Charter
from tests.blueprints.gallery import carries, enacted
from tests.cast import AT, Cast

ADOPTED = date(2020, 1, 1)


@pytest.fixture
def here(cast: Cast):
    with cast.scope():
        yield cast


def stand(cast: Cast, name: str) -> Charter:
    charter = enacted(cast, name, on=ADOPTED)
    services.stand(cast.institution, charter, on=ADOPTED, by=cast.amal.actor, at=AT)
    return charter


def one(clause: str) -> Milestone:
    return Milestone.objects.get(clause=clause)


def settle(cast: Cast, clause: str, first: date, last: date) -> None:
    services.settle(
        one(clause), first=first, last=last, on=AT.date(), seen=one(clause).version, by=cast.amal.actor, at=AT
    )


def verdict(cast: Cast, charter: Charter, clause: str, on: date) -> tuple[str, str]:
    [found] = [w for w in selectors.watched(cast.institution, charter, on=on) if w.clause == clause]
    return found.state, found.findings[0].key


def test_all_stakeholders_consult_one_day_before_the_conference_whenever_that_is(here):
    charter = stand(here, "arab-regional-review")
    assert carries(charter, "event.pre-consultation", "review_conference/1")

    settle(here, "event.conference", date(2021, 2, 24), date(2021, 2, 25))

    assert (one("event.pre-consultation").first, one("event.pre-consultation").until) == (
        date(2021, 2, 23),
        date(2021, 2, 24),
    )


def test_that_all_are_consulted_before_the_review_is_owed_until_the_day_before_and_is_an_aim(here):
    charter = stand(here, "arab-regional-review")
    duty = "duty.consult-before-review"
    assert carries(charter, duty, "participation_principles/4")
    settle(here, "event.conference", date(2021, 2, 24), date(2021, 2, 25))

    assert one(duty).until == date(2021, 2, 24)
    assert verdict(here, charter, duty, date(2021, 3, 1)) == ("risk", "cycles.overdue")
    services.reach(
        one(duty),
        done_on=date(2020, 11, 3),
        shown_by="Two dialogues",
        seen=one(duty).version,
        on=date(2020, 11, 30),
        by=here.badr.actor,
        at=AT,
    )
    assert verdict(here, charter, duty, date(2021, 3, 1)) == ("met", "cycles.reached")


@pytest.mark.parametrize(
    ("rule", "cycle", "held", "missed"),
    [
        ("review_cycle/2", "cycle.regional", date(2021, 6, 1), date(2028, 1, 1)),
        ("review_cycle/3", "cycle.global", date(2023, 6, 1), date(2030, 1, 1)),
    ],
    ids=["review_cycle/2", "review_cycle/3"],
)
def test_every_four_years_a_round_is_held_or_missed(here, rule, cycle, held, missed):
    charter = stand(here, "arab-regional-review")
    assert carries(charter, cycle, rule)

    assert verdict(here, charter, cycle, held) == ("met", "cycles.rounds-held")
    assert verdict(here, charter, cycle, missed) == ("broken", "cycles.round-missed")


def test_a_state_that_asks_for_it_has_a_later_deadline_for_its_report_and_no_other(here):
    charter = stand(here, "arab-regional-review")
    call = "call.voluntary-reviews"
    assert carries(charter, call, "voluntary_reviews/1", "voluntary_reviews/7")
    settle(here, "event.conference", date(2021, 2, 24), date(2021, 2, 25))

    asked = services.ask_extension(
        one(call), country="MR", until=date(2021, 3, 31), reason="Consultations go on", by=here.badr.actor, at=AT
    )
    services.decide_extension(asked, until=date(2021, 3, 15), by=here.amal.actor, at=AT)

    assert selectors.deadline_of(one(call), country="MR") == date(2021, 3, 15)
    assert selectors.deadline_of(one(call), country="TN") == date(2021, 2, 23)
    assert [e.reason for e in selectors.extensions(one(call))] == ["Consultations go on"]


def test_civil_society_meets_on_the_two_days_before_the_governments(here):
    charter = stand(here, "gfmd")
    assert carries(charter, "event.civil-society-days", "gfmd/5")

    settle(here, "event.government-meeting", date(2021, 1, 18), date(2021, 1, 20))

    days = one("event.civil-society-days")
    assert (days.first, days.until) == (date(2021, 1, 16), date(2021, 1, 18))
