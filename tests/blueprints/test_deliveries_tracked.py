"""What the texts of the gallery ask to be delivered: due, delivered with what shows it, at risk, missed."""

from __future__ import annotations

from datetime import date

import pytest

from mithaq.cycles import selectors, services
from mithaq.kernels.charter import Charter
from tests.blueprints.gallery import carries, enacted
from tests.cast import AT, Cast

ADOPTED = date(2019, 1, 1)
SITE = "https://example.org/published"


@pytest.fixture
def here(cast: Cast):
    with cast.scope():
        yield cast


def stand(cast: Cast, name: str) -> Charter:
    charter = enacted(cast, name, on=ADOPTED)
    services.stand(cast.institution, charter, on=ADOPTED, by=cast.amal.actor, at=AT)
    return charter


def verdict(cast: Cast, charter: Charter, clause: str, on: date) -> tuple[str, str]:
    found = [w for w in selectors.watched(cast.institution, charter, on=on) if w.clause == clause]
    assert [one.path for one in found] == [f"/{cast.institution.slug}/calendar/delivered/{clause}/"]
    return found[0].state, found[0].findings[0].key


def deliver(cast: Cast, clause: str, day: date, **more):
    told = {"shown_by": "It was sent to all members", **more}
    return services.deliver(
        cast.institution,
        clause,
        delivered_on=day,
        on=day,
        reader=cast.badr.account,
        by=cast.badr.actor,
        at=AT,
        **told,
    )


def settle(cast: Cast, clause: str, first: date, last: date) -> None:
    row = selectors.Milestone.objects.get(clause=clause)
    services.settle(row, first=first, last=last, on=AT.date(), seen=row.version, by=cast.amal.actor, at=AT)


@pytest.mark.parametrize("clause", ["body.department.duty.work-plan", "output.work-plan"])
def test_the_yearly_work_plan_of_the_department_is_due_each_year_and_missed_where_nothing_shows_it(here, clause):
    charter = stand(here, "league-department")
    assert carries(charter, clause, "las_department/7")

    assert verdict(here, charter, clause, date(2019, 6, 1)) == ("met", "cycles.delivery-ahead")
    assert verdict(here, charter, clause, date(2019, 12, 15)) == ("risk", "cycles.delivery-due")
    assert verdict(here, charter, clause, date(2020, 1, 1)) == ("broken", "cycles.delivery-missing")
    deliver(here, clause, date(2020, 2, 1), stretch=date(2019, 1, 1))
    assert verdict(here, charter, clause, date(2020, 2, 1)) == ("met", "cycles.delivery-ahead")
    deliver(here, clause, date(2020, 3, 1))
    assert verdict(here, charter, clause, date(2020, 3, 1)) == ("met", "cycles.delivered")
    assert verdict(here, charter, clause, date(2021, 6, 1)) == ("met", "cycles.delivery-ahead")
    assert verdict(here, charter, clause, date(2022, 1, 1)) == ("broken", "cycles.delivery-missing")


GOES_ON = [
    ("las_department/8", "league-department", "body.department.duty.studies"),
    ("las_department/9", "league-department", "body.department.duty.follow-up"),
    ("las_department/10", "league-department", "body.department.duty.research"),
    ("las_department/11", "league-department", "body.department.duty.periodic-reports"),
    ("las_department/12", "league-department", "body.department.duty.databases"),
    ("las_department/13", "league-department", "body.department.duty.activities"),
    ("las_department/14", "league-department", "body.department.duty.participation"),
    ("un_networks/6", "arab-regional-review", "body.national-networks.duty.voluntary-reviews"),
    ("knowledge_platform/3", "arab-regional-review", "body.global-network.duty.workshops"),
    ("review_conference/8", "arab-regional-review", "duty.respond"),
    ("ac/6", "action-committee", "body.committee.duty.liaison"),
    ("fm_steering/4", "civil-society-network", "body.steering-committee.duty.advise"),
    ("fm_steering/5", "civil-society-network", "body.steering-committee.duty.guide"),
    ("fm_steering/6", "civil-society-network", "body.steering-committee.duty.field-information"),
    ("fm_membership/6", "civil-society-network", "membership.duty.exchange"),
    ("fm_membership/7", "civil-society-network", "membership.duty.information"),
    ("iscm_roles/2", "consultative-processes", "body.processes.duty.experience"),
    ("iscm_roles/3", "consultative-processes", "body.processes.duty.partnerships"),
    ("iscm_roles/4", "consultative-processes", "body.processes.duty.data"),
    ("follow_up_review/3", "follow-up-review", "duty.review"),
    ("follow_up_review/4", "follow-up-review", "duty.capacity"),
    ("follow_up_review/5", "follow-up-review", "duty.dialogue"),
]


@pytest.mark.parametrize(("rule", "name", "clause"), GOES_ON, ids=[rule for rule, _, _ in GOES_ON])
def test_a_duty_without_a_day_is_at_risk_until_something_shows_it_and_again_after_a_year(here, rule, name, clause):
    charter = stand(here, name)
    assert carries(charter, clause, rule)

    assert verdict(here, charter, clause, date(2020, 5, 1)) == ("risk", "cycles.nothing-shown")
    done = deliver(here, clause, date(2020, 5, 1))
    assert verdict(here, charter, clause, date(2020, 5, 2)) == ("met", "cycles.delivered")
    assert verdict(here, charter, clause, date(2021, 5, 1)) == ("risk", "cycles.shown-long-ago")
    services.take_back(done, reason="It was another body", by=here.badr.actor, at=AT)
    assert verdict(here, charter, clause, date(2020, 5, 2)) == ("risk", "cycles.nothing-shown")


MADE_ONCE = [
    ("las_department/8", "league-department", "output.agenda-notes"),
    ("las_department/11", "league-department", "output.periodic-reports"),
    ("las_department/12", "league-department", "output.databases"),
    ("las_department/12", "league-department", "output.bulletins"),
    ("knowledge_platform/1", "arab-regional-review", "output.knowledge-platform"),
    ("fm_membership/5", "civil-society-network", "output.database"),
    ("follow_up_review/3", "follow-up-review", "output.review"),
]


@pytest.mark.parametrize(("rule", "name", "clause"), MADE_ONCE, ids=[f"{r}-{c}" for r, _, c in MADE_ONCE])
def test_what_is_to_come_out_without_a_day_is_at_risk_until_something_shows_it(here, rule, name, clause):
    charter = stand(here, name)
    assert carries(charter, clause, rule)

    assert verdict(here, charter, clause, date(2020, 5, 1)) == ("risk", "cycles.nothing-shown")
    deliver(here, clause, date(2020, 5, 1))
    assert verdict(here, charter, clause, date(2025, 5, 2)) == ("met", "cycles.delivered")
