"""What the texts of the gallery ask to be delivered: due, delivered with what shows it, at risk, missed."""

from __future__ import annotations

from datetime import date

import pytest

from mithaq.cycles import selectors, services
from mithaq.kernels.charter import Charter, CharterRefuses
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


def test_the_summary_of_the_dialogues_is_published_in_three_languages_within_thirty_days(here):
    charter = stand(here, "arab-regional-review")
    clause = "event.dialogues.publication.summary"
    assert carries(charter, clause, "publication_rules/1", "publication_rules/2")

    assert verdict(here, charter, clause, date(2020, 10, 1)) == ("met", "cycles.delivery-ahead")
    assert verdict(here, charter, clause, date(2020, 11, 20)) == ("risk", "cycles.delivery-due")
    deliver(here, clause, date(2020, 11, 20), address=SITE, languages=["en"])
    assert verdict(here, charter, clause, date(2020, 12, 3)) == ("risk", "cycles.delivery-lacks")
    assert verdict(here, charter, clause, date(2020, 12, 4)) == ("broken", "cycles.delivery-lacks")
    deliver(here, clause, date(2020, 11, 30), address=f"{SITE}/ar-fr", languages=["ar", "fr"])
    assert verdict(here, charter, clause, date(2020, 12, 4)) == ("met", "cycles.delivered")


PUBLISHED_AFTER = [
    ("arab_dialogues/23", "event.dialogues.publication.documents", date(2020, 12, 3)),
    ("voluntary_reviews/3", "call.voluntary-reviews.publication.reports", date(2021, 3, 25)),
]


@pytest.mark.parametrize(("rule", "clause", "last"), PUBLISHED_AFTER, ids=[rule for rule, _, _ in PUBLISHED_AFTER])
def test_what_is_published_of_an_event_or_a_call_is_missed_thirty_days_after_it(here, rule, clause, last):
    charter = stand(here, "arab-regional-review")
    settle(here, "event.conference", date(2021, 2, 24), date(2021, 2, 25))
    assert carries(charter, clause, rule)

    assert verdict(here, charter, clause, last) == ("risk", "cycles.delivery-due")
    assert verdict(here, charter, clause, last.replace(day=last.day + 1)) == ("broken", "cycles.delivery-missing")
    with pytest.raises(CharterRefuses) as refused:
        deliver(here, clause, last)
    assert [one.key for one in refused.value.findings] == ["cycles.delivery-needs-address"]
    deliver(here, clause, last, address=SITE)
    assert verdict(here, charter, clause, last.replace(day=last.day + 1)) == ("met", "cycles.delivered")


def test_the_report_of_the_consultation_is_published_thirty_days_after_it_once_it_has_its_days(here):
    charter = stand(here, "action-committee")
    clauses = ["event.consultation.publication.report", "event.consultation.publication.presentation"]
    assert all(carries(charter, one, "ac_consultation/6") for one in clauses)

    for clause in clauses:
        assert verdict(here, charter, clause, date(2020, 6, 1)) == ("risk", "cycles.nothing-shown")
    settle(here, "event.consultation", date(2020, 6, 1), date(2020, 6, 2))
    for clause in clauses:
        assert verdict(here, charter, clause, date(2020, 7, 3)) == ("broken", "cycles.delivery-missing")
        deliver(here, clause, date(2020, 7, 3), address=SITE)
        assert verdict(here, charter, clause, date(2020, 7, 3)) == ("met", "cycles.delivered-late")


OPEN_TO_ALL = [
    ("arab_review_organizers/6", "publication.review-page"),
    ("stakeholder_reports/4", "call.stakeholder-reports.publication.inputs"),
    ("knowledge_platform/2", "output.campaign"),
]


@pytest.mark.parametrize(("rule", "clause"), OPEN_TO_ALL, ids=[rule for rule, _ in OPEN_TO_ALL])
def test_what_is_open_to_all_without_a_day_is_kept_where_its_address_is_named(here, rule, clause):
    charter = stand(here, "arab-regional-review")
    assert carries(charter, clause, rule)

    assert verdict(here, charter, clause, date(2020, 6, 1)) == ("risk", "cycles.nothing-shown")
    with pytest.raises(CharterRefuses):
        deliver(here, clause, date(2020, 6, 1))
    deliver(here, clause, date(2020, 6, 1), address=SITE)
    assert verdict(here, charter, clause, date(2020, 6, 1)) == ("met", "cycles.delivered")


COMES_OUT_OF = [
    ("arab_dialogues/12", "arab-regional-review", "event.dialogues.output.report", date(2020, 10, 1)),
    ("review_conference/5", "arab-regional-review", "event.conference.output.report", date(2020, 10, 1)),
    ("review_conference/6", "arab-regional-review", "event.conference.output.messages", date(2020, 10, 1)),
    ("grcp7/19", "grcp7", "output.recommendations", date(2017, 9, 1)),
    ("idm/6", "idm", "output.red-book", date(2017, 9, 1)),
]


@pytest.mark.parametrize(("rule", "name", "clause", "before"), COMES_OUT_OF, ids=[rule for rule, *_ in COMES_OUT_OF])
def test_what_comes_out_of_an_event_is_asked_for_once_it_is_over(here, rule, name, clause, before):
    charter = stand(here, name)
    assert carries(charter, clause, rule)

    assert verdict(here, charter, clause, before) == ("met", "cycles.delivery-after")
    assert verdict(here, charter, clause, date(2021, 4, 1)) == ("risk", "cycles.nothing-shown")
    deliver(here, clause, date(2021, 4, 1), address=SITE)
    assert verdict(here, charter, clause, date(2021, 4, 1)) == ("met", "cycles.delivered")
