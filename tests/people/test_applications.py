"""Becoming a member by the charter: each criterion is checked by itself; then it is decided."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mithaq.cycles.models import Phase
from mithaq.foundation.fields import words
from mithaq.institutions.selectors import findings
from mithaq.kernels.charter import CharterRefuses
from mithaq.notices.models import Notice
from mithaq.people import selectors, services
from mithaq.people.enums import ApplicationState
from mithaq.people.models import Membership
from tests.cast import AT, FROM
from tests.people.charters import NETWORK, OPEN, enacted

pytestmark = pytest.mark.django_db
DAY = AT.date()


@pytest.fixture
def union(cast):
    found = services.register_organisation(words(en="Union"), level="national", by=cast.amal.actor, at=AT)
    services.affiliate(cast.chadia.person, found, on=FROM, by=cast.amal.actor, at=AT)
    return found


@pytest.fixture
def charter(cast):
    with cast.scope():
        yield enacted(cast, NETWORK)


def ask(cast, charter, organisation=None, **more):
    told = {"on": DAY, "by": cast.chadia.actor, "at": AT, "asked_by": cast.chadia.person, **more}
    return services.apply(cast.institution, charter, organisation=organisation, **told)


def refused(act, *keys):
    with pytest.raises(CharterRefuses) as caught:
        act()
    assert [(f.clause, f.key) for f in caught.value.findings] == list(keys)
    assert all(findings.said(f) != f.key for f in caught.value.findings)
    return caught.value.findings


def test_what_is_recorded_settles_a_criterion_and_a_person_the_others(cast, charter, union):
    application = ask(cast, charter, union, given={"membership.criterion.by-laws": "Registered in Rabat, 2004"})

    told = [(one.clause.id, one.is_met, one.by_itself) for one in selectors.checked(application, charter)]

    assert told == [
        ("membership.criterion.level", True, True),
        ("membership.criterion.by-laws", None, False),
        ("membership.criterion.report", None, False),
    ]
    assert application.checks.get(clause="membership.criterion.by-laws").given == "Registered in Rabat, 2004"


def test_it_is_accepted_only_when_every_binding_criterion_is_met(cast, charter, union):
    application = ask(cast, charter, union)

    def accept():
        return services.accept(application, charter, on=DAY, by=cast.badr.actor, at=AT)

    refused(accept, ("membership.criterion.by-laws", "people.criterion-unchecked"))
    services.check(application, "membership.criterion.by-laws", met=False, note="None", by=cast.badr.actor, at=AT)
    refused(accept, ("membership.criterion.by-laws", "people.criterion-not-met"))
    assert Membership.objects.filter(organisation=union).count() == 0
    services.check(application, "membership.criterion.by-laws", met=True, by=cast.badr.actor, at=AT)
    accept()

    [member] = Membership.objects.filter(organisation=union)
    assert (member.from_date, member.until) == (DAY, date(2022, 11, 30))
    assert application.state == ApplicationState.ACCEPTED
    assert set(Notice.objects.values_list("person", "kind")) == {(cast.chadia.person.pk, "people.application_accepted")}


def test_every_reason_is_told_at_once(cast, charter):
    far = services.register_organisation(words(en="World body"), level="global", by=cast.amal.actor, at=AT)
    application = ask(cast, charter, far)

    refused(
        lambda: services.accept(application, charter, on=DAY, by=cast.badr.actor, at=AT),
        ("membership.criterion.level", "people.criterion-not-met"),
        ("membership.criterion.by-laws", "people.criterion-unchecked"),
    )


def test_what_has_changed_since_counts_when_it_is_decided(cast, charter, union):
    application = ask(cast, charter, union)
    services.check(application, "membership.criterion.by-laws", met=True, by=cast.badr.actor, at=AT)
    type(union).objects.filter(pk=union.pk).update(level="global")

    refused(
        lambda: services.accept(application, charter, on=DAY, by=cast.badr.actor, at=AT),
        ("membership.criterion.level", "people.criterion-not-met"),
    )


def test_a_refusal_says_why_and_the_applicant_is_told(cast, charter, union):
    application = ask(cast, charter, union)
    with pytest.raises(ValidationError):
        services.refuse(application, reason=" ", by=cast.badr.actor, at=AT)

    services.refuse(application, reason="No by-laws were sent.", by=cast.badr.actor, at=AT)

    assert (application.state, application.reason) == (ApplicationState.REFUSED, "No by-laws were sent.")
    assert Notice.objects.get().facts["reason"] == "No by-laws were sent."
    with pytest.raises(ValidationError):
        services.accept(application, charter, on=DAY, by=cast.badr.actor, at=AT)


def test_it_can_be_taken_back_and_asked_again(cast, charter, union):
    first = ask(cast, charter, union)
    with pytest.raises(ValidationError):
        ask(cast, charter, union)
    services.take_back(first, by=cast.chadia.actor, at=AT)

    again = ask(cast, charter, union)

    assert (first.state, again.state) == (ApplicationState.WITHDRAWN, ApplicationState.OPEN)


def test_a_holder_the_charter_does_not_name_is_refused(cast, charter):
    refused(lambda: ask(cast, charter, person=cast.dalia.person), ("membership", "people.other-holder"))


def test_members_found_by_invitation_do_not_apply_and_other_countries_are_told_too(cast, union):
    text = NETWORK.replace('selection = "criteria"', 'selection = "invitation"\ncountries = ["MA", "TN"]')
    with cast.scope():
        charter = enacted(cast, text)

        refused(
            lambda: ask(cast, charter, union),
            ("membership", "people.not-applied-for"),
            ("membership", "people.other-country"),
        )


def test_without_a_rule_about_members_nobody_applies(cast, union):
    with cast.scope():
        charter = enacted(cast, '[institution]\nkey = "none"\nname = "None"\n')
        with pytest.raises(ValidationError):
            ask(cast, charter, union)


def test_who_selects_themselves_is_a_member_at_once_where_everything_is_settled(cast):
    local = services.register_organisation(words(en="Local"), level="local", by=cast.amal.actor, at=AT)
    with cast.scope():
        charter = enacted(cast, OPEN)

        application = ask(cast, charter, local)
        waiting = ask(cast, charter, person=cast.dalia.person)

    assert application.state == ApplicationState.ACCEPTED
    assert application.membership.until == date(2021, 11, 30)
    assert waiting.state == ApplicationState.OPEN


def test_a_membership_is_renewed_without_a_gap_and_lapses_otherwise(cast, charter, union):
    first = ask(cast, charter, union)
    services.check(first, "membership.criterion.by-laws", met=True, by=cast.badr.actor, at=AT)
    services.accept(first, charter, on=DAY, by=cast.badr.actor, at=AT)
    with pytest.raises(ValidationError):
        ask(cast, charter, union)

    later = {"on": date(2022, 10, 1), "at": AT.replace(year=2022, month=10, day=1)}
    again = ask(cast, charter, union, **later)
    services.check(again, "membership.criterion.by-laws", met=True, by=cast.badr.actor, at=later["at"])
    services.accept(again, charter, by=cast.badr.actor, **later)

    ends = date(2022, 11, 30)
    assert (again.membership.from_date, again.membership.until) == (ends, date(2024, 11, 30))
    tell = {"by": cast.amal.actor, "at": AT}
    assert services.tend(cast.institution, charter, on=ends, **tell) == 0
    assert services.tend(cast.institution, charter, on=date(2024, 11, 29), **tell) == 0
    assert services.tend(cast.institution, charter, on=date(2024, 11, 30), **tell) == 1
    assert services.tend(cast.institution, charter, on=date(2024, 12, 1), **tell) == 0
    again.refresh_from_db()
    assert again.state == ApplicationState.ENDED
    assert Notice.objects.filter(kind="people.membership_lapsed").count() == 1


def test_a_membership_ended_by_hand_does_not_lapse_too(cast, charter, union):
    application = ask(cast, charter, union)
    services.check(application, "membership.criterion.by-laws", met=True, by=cast.badr.actor, at=AT)
    services.accept(application, charter, on=DAY, by=cast.badr.actor, at=AT)
    application.membership.refresh_from_db()
    Membership.objects.filter(organisation=union).update(until=None)
    services.release(Membership.objects.get(organisation=union), on=date(2021, 1, 1), by=cast.amal.actor, at=AT)

    assert services.tend(cast.institution, charter, on=date(2022, 1, 1), by=cast.amal.actor, at=AT) == 0


def test_the_phase_that_opens_it_must_be_open(cast, charter, union):
    day = date(2021, 3, 1)
    Phase.objects.create(
        institution=cast.institution,
        clause="phase.joining",
        name=words(en="Joining"),
        opens=["people.apply"],
        first=day,
        until=date(2021, 4, 1),
    )

    [finding] = refused(lambda: ask(cast, charter, union), ("phase.joining", "cycles.phase-ahead"))
    assert "Joining" in findings.said(finding)
    assert ask(cast, charter, union, on=day).state == ApplicationState.OPEN


def test_how_the_criteria_are_kept_is_watched_in_as_many_queries_for_three_as_for_one(cast, charter, union):
    def counted():
        with CaptureQueriesContext(connection) as seen:
            found = selectors.watched(cast.institution, charter, on=DAY)
            owed = selectors.owed(cast.institution, charter, on=DAY)
        return len(seen), found, owed

    services.admit(cast.institution, organisation=union, on=FROM, by=cast.amal.actor, at=AT)
    queries, found, _ = counted()
    told = {one.clause: (one.state, dict(one.findings[0].facts)) for one in found}
    assert told["membership.criterion.level"] == ("met", {"of": 1, "met": 1, "failing": 0, "unknown": 0})
    assert told["membership.criterion.by-laws"] == ("risk", {"of": 1, "met": 0, "failing": 0, "unknown": 1})
    assert "membership.criterion.report" not in told

    for n in range(2):
        other = services.register_organisation(words(en=f"World {n}"), level="global", by=cast.amal.actor, at=AT)
        services.admit(cast.institution, organisation=other, on=FROM, by=cast.amal.actor, at=AT)
    more, found, _ = counted()
    told = {one.clause: one.state for one in found}
    assert told["membership.criterion.level"] == "broken"
    assert more == queries


def test_what_waits_is_owed_by_the_officers_and_what_lapses_by_its_member(cast, charter, union):
    application = ask(cast, charter, union)
    [waiting] = selectors.owed(cast.institution, charter, on=DAY)
    assert (waiting.kind, waiting.done_on, waiting.persons) == ("people.application_waits", None, ())

    services.check(application, "membership.criterion.by-laws", met=True, by=cast.badr.actor, at=AT)
    services.accept(application, charter, on=DAY, by=cast.badr.actor, at=AT)
    [done] = selectors.owed(cast.institution, charter, on=DAY + timedelta(days=1))
    assert done.done_on == DAY

    [lapsing] = selectors.owed(cast.institution, charter, on=date(2022, 11, 1))
    assert (lapsing.kind, lapsing.due_on) == ("people.membership_lapses", date(2022, 11, 29))
    assert lapsing.persons == (cast.chadia.person.pk,)
    assert selectors.owed(cast.institution, charter, on=date(2022, 11, 30)) == []


def test_the_charter_makes_nobody_a_member(cast, charter):
    assert services.stand(cast.institution, charter, on=DAY, by=cast.amal.actor, at=AT) == 0
    assert selectors.standing(cast.institution, on=DAY) == []
