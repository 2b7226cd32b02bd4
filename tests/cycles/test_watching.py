"""How the calendar is kept on a day, and what falls due."""

from __future__ import annotations

from datetime import date

import pytest

from mithaq.cycles import selectors, services
from mithaq.cycles.models import Milestone
from mithaq.institutions.selectors import charter_of, findings
from tests.cast import AT, Cast
from tests.cycles.charters import HEAD, ON, adopt


@pytest.fixture
def here(cast: Cast):
    with cast.scope():
        adopt(cast)
        yield cast


def seen(cast: Cast, on: date = ON) -> dict[str, tuple[str, str]]:
    charter = charter_of(cast.institution, on=ON)
    found = selectors.watched(cast.institution, charter, on=on)
    return {one.clause: (one.state, one.findings[0].key) for one in found}


def owed(cast: Cast, on: date = ON) -> dict[str, tuple[date, date | None]]:
    charter = charter_of(cast.institution, on=ON)
    return {one.clause: (one.opens_on, one.due_on) for one in selectors.owed(cast.institution, charter, on=on)}


def reach(cast: Cast, key: str, day: date, on: date) -> None:
    services.reach(Milestone.objects.get(clause=key), done_on=day, seen=1, on=on, by=cast.badr.actor, at=AT)


def test_each_clause_of_the_calendar_is_watched(here):
    assert seen(here) == {
        "phase.input": ("met", "cycles.phase-open"),
        "phase.synthesis": ("met", "cycles.phase-ahead"),
        "event.conference": ("met", "cycles.due-later"),
        "event.side": ("risk", "cycles.not-dated"),
        "call.reports": ("met", "cycles.due-later"),
        "call.papers": ("risk", "cycles.due-now"),
        "roadmap.model": ("met", "cycles.due-later"),
        "milestone.draft": ("risk", "cycles.due-now"),
        "milestone.webinar": ("met", "cycles.due-later"),
        "output.summary": ("met", "cycles.due-later"),
        "cycle.review": ("broken", "cycles.round-missed"),
    }


def test_what_is_not_reached_in_time_is_broken_and_reached_late_it_is_told_so(here):
    before = seen(here, date(2020, 12, 5))["milestone.draft"]
    reach(here, "milestone.draft", date(2020, 12, 6), on=date(2020, 12, 7))

    assert before == ("broken", "cycles.overdue")
    assert seen(here, date(2020, 12, 7))["milestone.draft"] == ("met", "cycles.reached-late")


def test_an_aim_that_is_not_reached_is_at_risk_and_never_broken(here):
    adopt(here, HEAD + '[milestone.aim]\nname = "Aim"\nwhen = "2020-10"\nmust = false\n', on=date(2020, 1, 2))

    assert seen(here)["milestone.aim"] == ("risk", "cycles.overdue")


def test_what_was_over_before_the_charter_is_not_recorded_and_owed_by_nobody(cast: Cast):
    with cast.scope():
        adopt(cast, HEAD + '[milestone.old]\nname = "Old"\nwhen = "early 2019-03"\n', on=ON)

        assert seen(cast) == {"milestone.old": ("risk", "cycles.not-recorded")}
        assert owed(cast) == {}


def test_an_event_moved_out_of_its_window_is_flagged(here):
    conference = Milestone.objects.get(clause="event.conference")
    by = here.badr.actor
    services.settle(conference, first=date(2021, 3, 9), last=date(2021, 3, 10), seen=1, on=ON, by=by, at=AT)
    inside = seen(here)["event.conference"]
    services.settle(conference, first=date(2021, 5, 9), last=date(2021, 5, 10), seen=2, on=ON, by=by, at=AT)

    assert inside == ("met", "cycles.due-later")
    assert seen(here)["event.conference"] == ("risk", "cycles.moved")


def test_a_cycle_comes_round_by_the_events_that_belong_to_it(here):
    text = HEAD + '[cycle.forum]\nname = "Forum"\nevery = "1 year"\nfrom = "2019"\n'
    adopt(here, text + '[event.first]\nname = "First"\nwhen = "2019-05"\nof = "cycle.forum"\n', on=date(2020, 1, 2))

    assert seen(here)["cycle.forum"] == ("met", "cycles.rounds-held")
    assert seen(here, date(2021, 2, 1))["cycle.forum"] == ("broken", "cycles.round-missed")


def test_what_falls_due_is_owed_from_its_first_day_and_thirty_days_before_a_last_day(here):
    assert owed(here) == {
        "milestone.draft": (date(2020, 11, 21), date(2020, 11, 30)),
        "call.papers": (date(2020, 11, 10), date(2020, 12, 10)),
        "milestone.webinar": (date(2020, 12, 21), date(2020, 12, 31)),
    }


def test_a_request_waits_for_an_answer_and_is_owed_one(here):
    asked = services.ask_extension(
        Milestone.objects.get(clause="call.reports"),
        country="TN",
        until=date(2021, 3, 20),
        reason="Translation",
        by=here.chadia.actor,
        at=AT,
    )
    waiting = owed(here).get("call.reports")
    services.decide_extension(asked, until=date(2021, 3, 20), by=here.badr.actor, at=AT)

    assert waiting == (ON, None)
    assert "call.reports" not in owed(here)


def test_what_is_reached_is_told_as_done(here):
    reach(here, "milestone.draft", date(2020, 11, 25), on=ON)
    charter = charter_of(here.institution, on=ON)
    (done,) = [one for one in selectors.owed(here.institution, charter, on=ON) if one.clause == "milestone.draft"]

    assert done.done_on == date(2020, 11, 25)


def test_every_finding_has_its_sentence(here, lang):
    from django.utils import translation

    charter = charter_of(here.institution, on=ON)
    with translation.override(lang):
        for one in selectors.watched(here.institution, charter, on=ON):
            for finding in one.findings:
                assert findings.said(finding) != finding.key
                assert "–" not in findings.said(finding)


@pytest.mark.parametrize("many", [1, 30])
def test_watching_asks_as_often_for_one_as_for_thirty(cast: Cast, many, django_assert_max_num_queries):
    text = HEAD + "".join(f'[milestone.m{n}]\nname = "M"\nwhen = "2020-11"\n' for n in range(many))
    with cast.scope():
        charter = adopt(cast, text)
        with django_assert_max_num_queries(4):
            assert len(selectors.watched(cast.institution, charter, on=ON)) == many
        with django_assert_max_num_queries(3):
            assert len(selectors.owed(cast.institution, charter, on=ON)) == many
