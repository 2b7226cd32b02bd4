"""The dates of the source documents, watched: each stands with the days it means and is followed through them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

import mithaq.blueprints
from mithaq.cycles import selectors, services
from mithaq.cycles.models import Milestone, Phase
from mithaq.cycles.selectors import PhaseState, State
from mithaq.institutions import services as institutions
from mithaq.kernels import charter as kernel
from tests.cast import AT, Cast

GALLERY = Path(mithaq.blueprints.__file__).parent / "gallery"
ADOPTED = date(2016, 1, 1)
DAY = timedelta(days=1)
NETWORK, PROCESS, REVIEW = "civil-society-network", "compact-process", "arab-regional-review"

# rule: the blueprint, its clause, the first and the last day the source means, and how sharp they are
STEPS = {
    "ac_consultation/7": ("action-committee", "output.summary", "2019-03-01", "2019-03-31", ""),
    "arab_milestones/1": (REVIEW, "milestone.consultative-meeting", "2017-01-01", "2017-12-31", ""),
    "arab_milestones/2": (REVIEW, "milestone.regional-conference", "2019-01-01", "2019-12-31", ""),
    "arab_milestones/3": (REVIEW, "milestone.review-conference", "2021-01-01", "2021-12-31", ""),
    "fm_roadmap/1": (NETWORK, "roadmap.model", "", "2020-01-01", "by"),
    "fm_roadmap/2": (NETWORK, "milestone.step-1", "2019-02-01", "2019-02-28", ""),
    "fm_roadmap/3": (NETWORK, "milestone.step-2", "2019-03-01", "2019-03-10", "early"),
    "fm_roadmap/4": (NETWORK, "milestone.step-3", "2019-03-21", "2019-03-31", "late"),
    "fm_roadmap/5": (NETWORK, "milestone.step-4", "2019-05-01", "2019-07-31", ""),
    "fm_roadmap/6": (NETWORK, "milestone.step-5", "2019-08-01", "2019-10-31", ""),
    "fm_roadmap/7": (NETWORK, "milestone.step-6", "2019-10-27", "2019-11-10", "soft"),
    "fm_roadmap/8": (NETWORK, "milestone.step-7", "2019-11-11", "2019-11-20", "mid"),
    "fm_roadmap/9": (NETWORK, "milestone.step-8", "2020-01-01", "2020-03-31", ""),
    "gcm_process/5": (PROCESS, "milestone.secretary-general", "2018-01-01", "2018-01-31", ""),
    "gcm_process/7": (PROCESS, "milestone.zero-draft", "2018-02-05", "2018-02-05", ""),
    "gcm_process/8": (PROCESS, "milestone.zero-draft-plus", "2018-03-05", "2018-03-05", ""),
    "gcm_process/9": (PROCESS, "milestone.revision-1", "2018-03-26", "2018-03-26", ""),
    "gcm_process/12": (PROCESS, "milestone.round-1-continued", "2018-02-22", "2018-02-23", ""),
    "gcm_process/13": (PROCESS, "milestone.round-2", "2018-03-12", "2018-03-15", ""),
    "gcm_process/14": (PROCESS, "milestone.round-3", "2018-04-03", "2018-04-06", ""),
    "gcm_process/15": (PROCESS, "milestone.round-4", "2018-05-14", "2018-05-18", ""),
    "gcm_process/16": (PROCESS, "milestone.round-5", "2018-06-04", "2018-06-08", ""),
    "gcm_process/17": (PROCESS, "milestone.round-6", "2018-07-09", "2018-07-13", ""),
    "sg_report_2018/1": (PROCESS, "output.secretary-general", "2018-01-11", "2018-01-11", ""),
}
EVENTS = {
    "ac/8": ("action-committee", "event.new-york", "2019-02-01", "2019-02-28"),
    "arab_dialogues/1": (REVIEW, "event.dialogue-2", "2020-11-03", "2020-11-03"),
    "arab_milestones/4": (REVIEW, "milestone.workshop-august", "2020-08-01", "2020-08-31"),
    "arab_milestones/5": (REVIEW, "milestone.consultation-states", "2020-10-01", "2020-10-31"),
    "arab_milestones/6": (REVIEW, "event.conference", "2021-01-01", "2021-03-31"),
    "arab_milestones/7": (REVIEW, "event.migrants-day", "2020-12-18", "2020-12-18"),
    "follow_up_review/10": ("follow-up-review", "event.arab-process", "2018-05-07", "2018-05-07"),
    "gcm_process/4": (PROCESS, "event.stocktaking", "2017-12-04", "2017-12-06"),
    "gcm_process/11": (PROCESS, "event.conference", "2018-12-10", "2018-12-11"),
    "gcm_process/18": (PROCESS, "milestone.presentation-geneva", "2018-02-16", "2018-02-16"),
    "gcm_process/24": (PROCESS, "event.consultative-processes", "2017-10-01", "2017-10-31"),
    "gcm_stocktaking/1": (PROCESS, "event.stocktaking", "2017-12-04", "2017-12-06"),
    "grcp7_results/1": ("grcp7", "event.meeting", "2017-10-10", "2017-10-11"),
    "voluntary_reviews/8": (REVIEW, "milestone.workshop-june", "2020-06-01", "2020-06-30"),
    "idm/3": ("idm", "event.new-york", "2017-04-18", "2017-04-19"),
    "idm/4": ("idm", "event.geneva", "2017-07-18", "2017-07-19"),
}
PHASES = {
    "gcm_process/2": (PROCESS, "phase.consultation", "2017-04-01", "2017-11-30"),
    "gcm_process/3": (PROCESS, "phase.stocktaking", "2017-11-01", "2018-02-28"),
    "gcm_process/6": (PROCESS, "phase.negotiations", "2018-02-01", "2018-07-31"),
}


def stand(cast: Cast, name: str) -> kernel.Charter:
    text = (GALLERY / f"{name}.toml").read_text("utf-8")
    charter = kernel.read(text).charter
    institutions.enact(cast.institution, text, on=ADOPTED, by=cast.amal.actor, at=AT)
    services.stand(cast.institution, charter, on=ADOPTED, by=cast.amal.actor, at=AT)
    return charter


def verdict(cast: Cast, charter: kernel.Charter, clause: str, on: date) -> tuple[str, str]:
    [found] = [one for one in selectors.watched(cast.institution, charter, on=on) if one.clause == clause]
    return found.state, found.findings[0].key


def names(charter: kernel.Charter, clause: str, rule: str) -> bool:
    return rule in [source.rule for source in charter.by_id[clause].sources]


@pytest.mark.parametrize("rule", STEPS)
def test_a_step_is_due_in_its_days_and_overdue_after_them(cast, rule):
    name, clause, first, last, edge = STEPS[rule]
    with cast.scope():
        charter = stand(cast, name)
        step = Milestone.objects.get(clause=clause)
        begins, ends = date.fromisoformat(first or last), date.fromisoformat(last)

        assert names(charter, clause, rule)
        assert (step.first == begins or not first, step.until, step.edge) == (True, ends + DAY, edge)
        assert selectors.state(step, on=begins - 100 * DAY) == State.LATER
        assert selectors.state(step, on=ends) == State.NOW
        assert selectors.state(step, on=ends + DAY) == State.OVERDUE
        assert verdict(cast, charter, clause, ends + DAY) == ("broken", "cycles.overdue")
        services.reach(step, done_on=ends, shown_by="Minutes", seen=1, on=ends + DAY, by=cast.badr.actor, at=AT)
        assert verdict(cast, charter, clause, ends + DAY) == ("met", "cycles.reached")


@pytest.mark.parametrize("rule", EVENTS)
def test_an_event_is_ahead_takes_place_and_is_past(cast, rule):
    name, clause, first, last = EVENTS[rule]
    with cast.scope():
        charter = stand(cast, name)
        event = Milestone.objects.get(clause=clause)
        begins, ends = date.fromisoformat(first), date.fromisoformat(last)

        assert names(charter, clause, rule)
        assert (event.first, event.until) == (begins, ends + DAY)
        assert selectors.state(event, on=begins - 100 * DAY) == State.LATER
        assert selectors.state(event, on=begins) == State.NOW
        assert selectors.state(event, on=ends + DAY) == State.PAST


@pytest.mark.parametrize("rule", PHASES)
def test_a_phase_is_ahead_open_and_over(cast, rule):
    name, clause, first, last = PHASES[rule]
    with cast.scope():
        charter = stand(cast, name)
        phase = Phase.objects.get(clause=clause)
        begins, ends = date.fromisoformat(first), date.fromisoformat(last)

        assert names(charter, clause, rule)
        assert (phase.first, phase.until) == (begins, ends + DAY)
        found = [selectors.phase_state(phase, on=day) for day in (begins - DAY, begins, ends, ends + DAY)]
        assert found == [PhaseState.AHEAD, PhaseState.OPEN, PhaseState.OPEN, PhaseState.OVER]
        assert [verdict(cast, charter, clause, day)[1] for day in (begins - DAY, begins)] == [
            "cycles.phase-ahead",
            "cycles.phase-open",
        ]
