"""A gate checks each of its conditions, says every reason at once, and keeps what was answered."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mithaq.cooperation import gates, selectors, services
from mithaq.cooperation.enums import State
from mithaq.cooperation.services import Told
from mithaq.cycles.models import Phase
from mithaq.foundation.fields import words
from mithaq.foundation.models import Entry
from mithaq.institutions.selectors import findings
from mithaq.kernels.charter import CharterRefuses
from mithaq.notices.models import Notice
from mithaq.people import services as people
from tests.cast import AT
from tests.cooperation.conftest import FUND, enacted

pytestmark = pytest.mark.django_db
DAY = AT.date()
G = "gate.projects"
GOOD = {f"{G}.criterion.body": ["ngo"], f"{G}.criterion.area": ["jobs"], f"{G}.criterion.budget": ["EUR 2 million"]}


def told(answers=GOOD, *, channel=gates.THE_GATES, title="Skills"):
    return Told(title=words(en=title), countries=["MA"], channel=channel, answers=answers)


def draft(cast, fund, **more):
    return services.draft(
        cast.institution, fund, "projects", told(**more), person=cast.dalia.person, by=cast.dalia.actor, at=AT
    )


def send(cast, fund, application, *, on=DAY):
    return services.send(application, fund, on=on, by=cast.dalia.actor, at=AT)


def reasons(application):
    return [(f.clause, f.key) for f in selectors.found(application)]


def test_a_project_outside_the_priority_areas_by_an_unrecognised_body_fails_with_both_reasons(cast, fund):
    answers = {**GOOD, f"{G}.criterion.body": [gates.NONE], f"{G}.criterion.area": ["fishing"]}
    application = send(cast, fund, draft(cast, fund, answers=answers))

    assert application.state == State.REFUSED
    assert reasons(application) == [
        (f"{G}.criterion.body", "cooperation.not-among"),
        (f"{G}.criterion.area", "cooperation.not-among"),
    ]
    assert application.answers[f"{G}.criterion.area"] == ["fishing"]
    said = [findings.said(f) for f in selectors.found(application)]
    assert "National agency" in said[0]
    assert Entry.objects.filter(act="gate.turn_away").get().after["clauses"] == [
        f"{G}.criterion.body",
        f"{G}.criterion.area",
    ]


def test_the_channel_must_be_the_gates_and_nothing_may_stay_unanswered(cast, fund):
    application = send(cast, fund, draft(cast, fund, answers={}, channel="by fax"))

    assert reasons(application) == [
        (G, "cooperation.other-channel"),
        (f"{G}.criterion.body", "cooperation.not-answered"),
        (f"{G}.criterion.area", "cooperation.not-answered"),
        (f"{G}.criterion.budget", "cooperation.nothing-shown"),
    ]


def test_what_meets_every_condition_waits_for_a_person_and_an_aim_refuses_nothing(cast, fund):
    application = send(cast, fund, draft(cast, fund))
    assert (application.state, reasons(application)) == (State.SUBMITTED, [])

    services.admit(application, fund, by=cast.badr.actor, at=AT)

    assert application.state == State.ADMITTED
    assert list(selectors.admitted(cast.institution)) == [application]
    assert Notice.objects.get().person == cast.dalia.person


def test_what_was_refused_is_mended_and_sent_again_as_its_next_version(cast, fund):
    application = send(cast, fund, draft(cast, fund, answers={}))

    services.mend(application, fund, told(), by=cast.dalia.actor, at=AT)
    assert (application.state, application.version) == (State.DRAFT, 2)
    send(cast, fund, application)

    assert (application.state, reasons(application)) == (State.SUBMITTED, [])
    services.refuse(application, reason="The money is spent.", by=cast.badr.actor, at=AT)
    services.mend(application, fund, told(), by=cast.dalia.actor, at=AT)
    assert application.version == 3


def test_only_what_waits_is_decided_and_a_refusal_says_why(cast, fund):
    application = draft(cast, fund)
    with pytest.raises(ValidationError):
        services.admit(application, fund, by=cast.badr.actor, at=AT)
    send(cast, fund, application)
    with pytest.raises(ValidationError):
        services.mend(application, fund, told(), by=cast.dalia.actor, at=AT)
    with pytest.raises(ValidationError):
        services.refuse(application, reason="  ", by=cast.badr.actor, at=AT)
    services.refuse(application, reason="Not this year.", by=cast.badr.actor, at=AT)
    with pytest.raises(ValidationError):
        services.admit(application, fund, by=cast.badr.actor, at=AT)


def test_nobody_decides_on_what_they_ask_themselves_or_for_whom_they_act(cast, fund):
    asking = people.register_organisation(words(en="Union of seafarers"), by=cast.amal.actor, at=AT)
    people.affiliate(cast.badr.person, asking, on=DAY, by=cast.amal.actor, at=AT)
    for held in ({"person": cast.badr.person}, {"organisation": asking}):
        own = services.draft(cast.institution, fund, "projects", told(), **held, by=cast.badr.actor, at=AT)
        services.send(own, fund, on=DAY, by=cast.badr.actor, at=AT)

        for decide in (
            lambda one: services.admit(one, fund, by=cast.badr.actor, at=AT),
            lambda one: services.refuse(one, reason="No.", by=cast.badr.actor, at=AT),
        ):
            with pytest.raises(ValidationError) as refused:
                decide(own)
            assert refused.value.code == "ones-own"
        own.refresh_from_db()
        assert own.state == State.SUBMITTED
        assert services.admit(own, fund, by=cast.amal.actor, at=AT).state == State.ADMITTED


def test_the_charter_in_force_when_it_is_decided_counts(cast, fund):
    application = send(cast, fund, draft(cast, fund))
    narrower = enacted(cast, FUND.replace('["jobs", "protection"]', '["protection"]'))

    with pytest.raises(CharterRefuses) as refused:
        services.admit(application, narrower, by=cast.badr.actor, at=AT)

    assert [f.clause for f in refused.value.findings] == [f"{G}.criterion.area"]
    application.refresh_from_db()
    assert application.state == State.SUBMITTED


def test_nothing_is_sent_outside_the_phase_that_opens_it(cast, fund):
    application = draft(cast, fund)
    phase = {"first": date(2021, 3, 1), "until": date(2021, 4, 1), "opens": [gates.APPLY]}
    Phase.objects.create(institution=cast.institution, clause="phase.call", name=words(en="Call"), **phase)

    with pytest.raises(CharterRefuses):
        send(cast, fund, application)
    application.refresh_from_db()
    assert application.state == State.DRAFT
    assert send(cast, fund, application, on=date(2021, 3, 1)).state == State.SUBMITTED


def test_a_gate_the_charter_does_not_have_takes_nothing(cast, fund):
    with pytest.raises(ValidationError):
        services.draft(cast.institution, fund, "others", told(), person=cast.dalia.person, by=cast.dalia.actor, at=AT)


def test_gates_are_watched_and_what_waits_is_owed_in_as_many_queries_for_three_as_for_one(cast, fund):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            found = selectors.watched(cast.institution, fund, on=DAY), selectors.owed(cast.institution, fund, on=DAY)
        return found, len(seen)

    services.admit(send(cast, fund, draft(cast, fund)), fund, by=cast.badr.actor, at=AT)
    (watched, owed), one = asked()
    assert {w.clause: w.state for w in watched} == {
        G: "met",
        f"{G}.criterion.body": "met",
        f"{G}.criterion.area": "met",
        f"{G}.criterion.budget": "met",
    }
    assert [o.done_on for o in owed] == [DAY]

    for _n in range(2):
        send(cast, fund, draft(cast, fund))
    (watched, owed), three = asked()
    assert dict(watched[0].findings[0].facts) == {"admitted": 1, "refused": 0, "waiting": 2}
    assert sorted(str(o.done_on) for o in owed) == [str(DAY), "None", "None"]
    assert three == one
    assert all(findings.said(f) for w in watched for f in w.findings)


def test_what_was_admitted_under_another_text_breaks_the_condition_it_fails(cast, fund):
    services.admit(send(cast, fund, draft(cast, fund)), fund, by=cast.badr.actor, at=AT)
    narrower = enacted(cast, FUND.replace('["jobs", "protection"]', '["protection"]'))

    found = {w.clause: w.state for w in selectors.watched(cast.institution, narrower, on=DAY)}

    assert found[f"{G}.criterion.area"] == "broken"
    assert found[f"{G}.criterion.body"] == "met"


def test_gates_stand_in_the_charter_itself(cast, fund):
    told_at = {"on": DAY, "by": cast.amal.actor, "at": AT}

    assert services.stand(cast.institution, fund, **told_at) == services.tend(cast.institution, fund, **told_at) == 0
    assert selectors.standing(cast.institution, on=DAY) == []
