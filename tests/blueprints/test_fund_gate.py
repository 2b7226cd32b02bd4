"""The gate of the Trust Fund in the gallery: a recognised body, a priority area, a way through a delegation."""

from __future__ import annotations

from datetime import date

import pytest

from mithaq.cooperation import gates, selectors, services
from mithaq.cooperation.enums import State
from mithaq.cooperation.models import Application
from mithaq.cooperation.services import Told
from mithaq.foundation.fields import words
from mithaq.kernels.charter import Charter
from tests.blueprints.gallery import carries, enacted
from tests.cast import AT, Cast

DAY = date(2020, 11, 30)
GATE = "gate.projects"
BODY, AREA = f"{GATE}.criterion.recognised-body", f"{GATE}.criterion.priority-area"


@pytest.fixture
def fund(cast: Cast):
    with cast.scope():
        yield enacted(cast, "eu-trust-fund", on=DAY)


def send(cast: Cast, fund: Charter, applicant: str, area: str, channel: str = gates.THE_GATES) -> Application:
    told = Told(
        title=words(en="Skills for returning migrants"),
        countries=["MA"],
        channel=channel,
        answers={BODY: [applicant], AREA: [area]},
    )
    draft = services.draft(
        cast.institution, fund, "projects", told, person=cast.dalia.person, by=cast.dalia.actor, at=AT
    )
    return services.send(draft, fund, on=DAY, by=cast.dalia.actor, at=AT)


def reasons(application: Application) -> list[tuple[str, str]]:
    return [(one.clause, one.key) for one in selectors.found(application)]


def test_a_project_of_no_recognised_body_outside_the_priority_areas_fails_with_both_reasons(cast, fund):
    assert carries(fund, BODY, "eutf/14")
    assert carries(fund, AREA, "eutf/15")

    sent = send(cast, fund, gates.NONE, gates.NONE)

    assert sent.state == State.REFUSED
    assert reasons(sent) == [(BODY, "cooperation.not-among"), (AREA, "cooperation.not-among")]


@pytest.mark.parametrize("applicant", ["national-agency", "multilateral", "ngo"])
def test_each_recognised_body_passes_and_one_condition_does_not_stand_for_the_other(cast, fund, applicant):
    assert send(cast, fund, applicant, "fund-resilience").state == State.SUBMITTED
    assert reasons(send(cast, fund, applicant, gates.NONE)) == [(AREA, "cooperation.not-among")]


def test_an_area_of_the_action_plan_or_a_sector_of_the_fund_is_enough(cast, fund):
    areas = fund.by_id[AREA]["one_of"]

    assert {area.partition("-")[0] for area in areas} == {"valletta", "fund"}
    assert {send(cast, fund, "ngo", area).state for area in areas} == {State.SUBMITTED}


def test_a_project_that_was_not_sent_to_a_delegation_is_turned_away(cast, fund):
    assert carries(fund, GATE, "eutf/12")

    assert reasons(send(cast, fund, "ngo", "fund-resilience", channel="by post to Brussels")) == [
        (GATE, "cooperation.other-channel")
    ]


def test_what_passes_the_conditions_still_waits_to_be_selected(cast, fund):
    assert carries(fund, GATE, "eutf/13")
    sent = send(cast, fund, "ngo", "fund-resilience")

    services.admit(sent, fund, by=cast.badr.actor, at=AT)

    assert (sent.state, sent.decided_by) == (State.ADMITTED, cast.badr.person.name)
