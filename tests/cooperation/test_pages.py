"""Pages of gates: asking, being told every reason, mending; who may see what."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mithaq.cooperation import gates, services
from mithaq.cooperation.enums import State
from mithaq.cooperation.models import Application
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.people import services as people
from mithaq.people.enums import Purpose, Role
from tests.cast import AT
from tests.cooperation.test_gates import GOOD, draft, send, told

pytestmark = pytest.mark.django_db


def page(cast, name, **more):
    return reverse(f"cooperation:{name}", kwargs={"institution": cast.institution.slug, **more})


def filled(**more):
    return {
        "applicant": "person",
        "title_en": "Skills for <b>return</b>",
        "summary": "Training in three towns.",
        "language": "en",
        "countries": "ma, TN",
        "channel": "gate",
        "criterion_1": ["ngo"],
        "criterion_2": ["jobs"],
        "criterion_3": "EUR 2 million",
        **more,
    }


def test_a_gate_is_shown_with_its_conditions_and_the_sentences_they_come_from(cast, fund):
    answer = cast.client().get(page(cast, "gate", key="projects")).content.decode()

    for text in ("Projects", "The applicant is a recognized body.", "National agency", "أن تكون هيئة معترف بها"):
        assert text in answer
    assert "Sent to the delegation of the country" in answer


def test_a_member_of_the_public_asks_is_told_every_reason_and_what_was_entered_stays(cast, fund):
    client = cast.client("dalia")
    sent = client.post(
        page(cast, "apply", key="projects"), filled(criterion_1=[gates.NONE], criterion_2=["none-of-these"])
    )
    application = Application.objects.get()
    assert sent.url == page(cast, "application", uid=application.uid)

    answer = client.post(page(cast, "send", uid=application.uid))

    assert answer.status_code == 409
    body = answer.content.decode()
    assert "gate.projects.criterion.body" in body
    assert "gate.projects.criterion.area" in body
    assert "أن تكون هيئة معترف بها" in body
    mending = client.get(page(cast, "mend", uid=application.uid)).content.decode()
    assert "EUR 2 million" in mending
    assert "Morocco, Tunisia" in mending
    client.post(page(cast, "mend", uid=application.uid), filled())
    assert client.post(page(cast, "send", uid=application.uid)).status_code == 302
    application.refresh_from_db()
    assert (application.state, application.version) == (State.SUBMITTED, 2)


def test_errors_stand_at_the_field_and_what_was_entered_stays(cast, fund):
    answer = cast.client("dalia").post(
        page(cast, "apply", key="projects"), filled(title_en="", countries="Morocco", channel="other")
    )

    body = answer.content.decode()
    assert answer.status_code == 200
    assert "Give a title in at least one language." in body
    assert "Morocco" in body
    assert "Say which way." in body
    assert Application.objects.count() == 0


def test_an_officer_admits_or_refuses_with_a_reason(cast, fund):
    first, second = (send(cast, fund, draft(cast, fund)) for _n in range(2))
    client = cast.client("badr")

    assert client.post(page(cast, "admit", uid=first.uid)).status_code == 302
    without = client.post(page(cast, "refuse", uid=second.uid), {"reason": ""})
    assert without.status_code == 200
    client.post(page(cast, "refuse", uid=second.uid), {"reason": "Not this year."})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.reason) == (State.ADMITTED, State.REFUSED, "Not this year.")
    assert "Not this year." in cast.client("dalia").get(page(cast, "application", uid=second.uid)).content.decode()


def test_nobody_decides_on_what_they_ask_themselves(cast, fund):
    own = services.draft(cast.institution, fund, "projects", told(), person=cast.badr.person, by=cast.badr.actor, at=AT)
    services.send(own, fund, on=AT.date(), by=cast.badr.actor, at=AT)
    client = cast.client("badr")

    shown = client.get(page(cast, "application", uid=own.uid)).content.decode()
    refused = [client.post(page(cast, step, uid=own.uid), {"reason": "No"}).status_code for step in ("admit", "refuse")]

    assert "another officer decides" in shown
    assert page(cast, "admit", uid=own.uid) not in shown
    assert refused == [403, 403]
    assert (
        "another officer decides"
        not in cast.client("amal").get(page(cast, "application", uid=own.uid)).content.decode()
    )
    assert cast.client("amal").post(page(cast, "admit", uid=own.uid)).status_code == 302
    own.refresh_from_db()
    assert own.state == State.ADMITTED


def test_where_nobody_else_may_decide_it_is_said_that_an_officer_has_to_be_named(cast, fund):
    """Amal, who is the only other one, acts for the organisation that asks."""
    asking = people.register_organisation(words(en="Union of seafarers"), by=cast.amal.actor, at=AT)
    for one in (cast.amal, cast.badr):
        people.affiliate(one.person, asking, on=AT.date(), by=cast.amal.actor, at=AT)
    own = services.draft(cast.institution, fund, "projects", told(), organisation=asking, by=cast.badr.actor, at=AT)
    services.send(own, fund, on=AT.date(), by=cast.badr.actor, at=AT)
    url = page(cast, "application", uid=own.uid)

    assert "another officer has to be named first" in cast.client("badr").get(url).content.decode()
    people.admit(cast.institution, person=cast.dalia.person, role=Role.OFFICER, on=AT.date(), by=SYSTEM, at=AT)
    shown = cast.client("badr").get(url).content.decode()
    assert "another officer has to be named first" not in shown
    assert "another officer decides" in shown
    assert cast.client("dalia").post(page(cast, "admit", uid=own.uid)).status_code == 302


def test_answers_are_seen_by_who_asked_and_by_officers_alone(cast, fund):
    sent = send(cast, fund, draft(cast, fund, title="Quiet project"))
    admitted = services.admit(
        send(cast, fund, draft(cast, fund, title="Known project")), fund, by=cast.badr.actor, at=AT
    )
    unsent = draft(cast, fund, title="Unsent project")
    table = {
        "anonymous": (404, 200, False, 404),
        "member": (404, 200, False, 404),
        "officer": (200, 200, True, 404),
        "dalia": (200, 200, True, 200),
    }

    for who, (of_sent, of_admitted, sees_answers, of_unsent) in table.items():
        client = cast.client(who)
        shown = client.get(page(cast, "application", uid=admitted.uid))
        assert client.get(page(cast, "application", uid=sent.uid)).status_code == of_sent, who
        assert client.get(page(cast, "application", uid=unsent.uid)).status_code == of_unsent, who
        assert shown.status_code == of_admitted, who
        assert ("EUR 2 million" in shown.content.decode()) is sees_answers, who
    listed = cast.client().get(page(cast, "admitted")).content.decode()
    assert "Known project" in listed
    assert "Quiet project" not in listed
    assert "Unsent project" not in cast.client("badr").get(page(cast, "applications")).content.decode()


def test_a_person_is_named_to_the_public_only_where_they_agreed(cast, fund):
    services.admit(send(cast, fund, draft(cast, fund)), fund, by=cast.badr.actor, at=AT)
    assert "Dalia" not in cast.client().get(page(cast, "admitted")).content.decode()
    assert "Dalia" in cast.client("chadia").get(page(cast, "admitted")).content.decode()

    people.consent(cast.dalia.person, Purpose.LIST, cast.institution, by=cast.dalia.actor, at=AT)

    assert "Dalia" in cast.client().get(page(cast, "admitted")).content.decode()


@pytest.mark.parametrize("name", ["admitted", "applications"])
def test_lists_ask_as_often_for_three_as_for_one(cast, fund, name):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            cast.client("badr").get(page(cast, name))
        return len(seen)

    def another():
        services.admit(send(cast, fund, draft(cast, fund, answers=GOOD)), fund, by=cast.badr.actor, at=AT)

    another()
    asked()
    one = asked()
    another()
    another()
    assert asked() == one


def menu(cast):
    return cast.client().get(reverse("institutions:minute", args=["arab-review"])).content.decode()


def test_the_menu_names_no_gates_where_the_charter_has_none(cast):
    assert page(cast, "gates") not in menu(cast)


def test_the_menu_names_gates_where_the_charter_has_one(cast, fund):
    assert page(cast, "gates") in menu(cast)
