"""Asking to be a member on the page, each criterion before the eyes of who asked; mandates and attributes."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mithaq.foundation.fields import words
from mithaq.people import selectors, services
from mithaq.people.enums import ApplicationState
from mithaq.people.models import Constituency, Membership, MembershipApplication, Representation
from tests.cast import AT, FROM
from tests.people.charters import NETWORK, OPEN, enacted

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(cast):
    with cast.scope():
        yield enacted(cast, NETWORK)


@pytest.fixture
def union(cast):
    found = services.register_organisation(words(en="Union of seafarers"), by=cast.amal.actor, at=AT)
    services.affiliate(cast.dalia.person, found, on=FROM, by=cast.amal.actor, at=AT)
    return found


def page(cast, name, **more):
    return reverse(f"people:{name}", kwargs={"institution": cast.institution.slug, **more})


def ask(cast, union, **more):
    told = {"applicant": union.uid, "letter": "We want to <b>help</b>.", "criterion_2": "Registered 2004", **more}
    return cast.client("dalia").post(page(cast, "apply"), told)


def test_a_member_of_the_public_asks_for_their_organisation_and_follows_each_criterion(cast, network, union):
    sent = ask(cast, union)
    application = MembershipApplication.objects.get()
    assert sent.url == page(cast, "application", uid=application.uid)

    shown = cast.client("dalia").get(sent.url).content.decode()

    for text in ("Union of seafarers", "It works on the local or national level.", "Registered 2004"):
        assert text in shown
    assert "1 of 3 criteria are met." in re.sub("<[^>]+>", "", shown)
    assert "We want to &lt;b&gt;help&lt;/b&gt;." in shown
    assert cast.client("badr").get(sent.url).status_code == 200
    assert cast.client("chadia").get(sent.url).status_code == 404
    assert cast.client().get(sent.url).status_code == 404


def test_accepting_too_early_shows_the_clause_and_its_source_and_changes_nothing(cast, network, union):
    type(union).objects.filter(pk=union.pk).update(level="global")
    ask(cast, union)
    application = MembershipApplication.objects.get()

    answer = cast.client("badr").post(page(cast, "accept", uid=application.uid))

    assert answer.status_code == 409
    body = answer.content.decode()
    assert "membership.criterion.level" in body
    assert "على المستوى المحلي أو الوطني" in body
    assert "membership.criterion.by-laws" in body
    application.refresh_from_db()
    assert application.state == ApplicationState.OPEN


def test_an_officer_checks_criterion_by_criterion_and_accepts(cast, network, union):
    ask(cast, union)
    application, client = MembershipApplication.objects.get(), cast.client("badr")
    check = page(cast, "check", uid=application.uid)

    client.post(check, {"clause": "membership.criterion.by-laws", "met": "yes", "note": "Seen"})
    assert client.post(page(cast, "accept", uid=application.uid)).status_code == 302

    assert Membership.objects.get(organisation=union).until is not None
    assert "Seen" in cast.client("dalia").get(page(cast, "application", uid=application.uid)).content.decode()


def test_a_refusal_needs_a_reason_and_the_applicant_reads_it(cast, network, union):
    ask(cast, union)
    application, client = MembershipApplication.objects.get(), cast.client("badr")

    assert client.post(page(cast, "refuse", uid=application.uid), {"reason": ""}).status_code == 200
    client.post(page(cast, "refuse", uid=application.uid), {"reason": "No by-laws."})

    assert "No by-laws." in cast.client("dalia").get(page(cast, "application", uid=application.uid)).content.decode()


def test_who_asked_takes_it_back_and_nobody_else(cast, network, union):
    ask(cast, union)
    application = MembershipApplication.objects.get()
    there = page(cast, "take_back", uid=application.uid)

    assert cast.client("badr").post(there).status_code == 404
    assert cast.client("dalia").post(there).status_code == 302

    application.refresh_from_db()
    assert application.state == ApplicationState.WITHDRAWN


def test_what_the_charter_forbids_is_shown_and_what_was_entered_stays(cast, network, union):
    answer = ask(cast, union, applicant="person")

    assert answer.status_code == 409
    body = answer.content.decode()
    assert "Members are:" in body
    assert "Registered 2004" in body
    assert MembershipApplication.objects.count() == 0


def test_self_selection_is_accepted_at_once(cast, union):
    type(union).objects.filter(pk=union.pk).update(level="local")
    with cast.scope():
        enacted(cast, OPEN)
        ask(cast, union)

        assert MembershipApplication.objects.get().state == ApplicationState.ACCEPTED


def test_an_institution_without_a_rule_about_members_says_so(cast):
    answer = cast.client("dalia").get(page(cast, "apply"))

    assert "The charter has no rule about members." in answer.content.decode()


def test_an_officer_gives_and_ends_a_mandate(cast, network, union):
    client = cast.client("badr")
    told = {
        "representative": cast.chadia.person.pk,
        "organisation": union.pk,
        "credential": "Letter",
        "on": "2020-01-01",
    }

    wrong = client.post(page(cast, "give_mandate"), {**told, "organisation": ""})
    assert "Choose an organisation or a State" in wrong.content.decode()
    client.post(page(cast, "give_mandate"), told)
    given = Representation.objects.get()
    assert "Letter" in cast.client("chadia").get(page(cast, "mandates")).content.decode()
    client.post(page(cast, "end_mandate", uid=given.uid), {"on": "2020-06-01"})

    given.refresh_from_db()
    assert str(given.until) == "2020-06-01"


def test_an_officer_sets_attributes_and_names_a_constituency(cast, network, union):
    services.admit(cast.institution, organisation=union, on=FROM, by=cast.amal.actor, at=AT)
    client = cast.client("badr")

    there = page(cast, "describe", kind="organisation", key=union.uid)
    client.post(there, {"attribute": "theme", "values": "human-rights, work"})
    client.post(
        page(cast, "name_constituency"),
        {"key": "workers", "name_en": "Those of work", "attribute": "theme", "values": "work"},
    )

    assert selectors.traits(cast.institution, organisation=union) == {"theme": ("human-rights", "work")}
    shown = cast.client("chadia").get(page(cast, "attributes")).content.decode()
    assert "Those of work" in shown
    assert "theme: human rights, work" in shown
    french = cast.client("chadia").get(page(cast, "attributes").replace("/en/", "/fr/")).content.decode()
    assert "thème\u00a0: droits de l’homme, work" in french
    client.post(page(cast, "remove_constituency", uid=Constituency.objects.get().uid))
    assert Constituency.objects.count() == 0


@pytest.mark.parametrize("name", ["applications", "mandates", "attributes"])
def test_lists_ask_as_often_for_three_as_for_one(cast, network, name):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            cast.client("badr").get(page(cast, name))
        return len(seen)

    def another(n):
        told = {"on": FROM, "by": cast.amal.actor, "at": AT}
        one = services.register_organisation(words(en=f"Union {n}"), by=cast.amal.actor, at=AT)
        services.apply(cast.institution, network, organisation=one, **told)
        services.admit(cast.institution, organisation=one, **told)
        services.give_mandate(cast.institution, organisation=one, representative=cast.chadia.person, **told)
        values = {"theme": ["work"]}
        services.describe(cast.institution, values, organisation=one, by=cast.amal.actor, at=AT)
        services.name_constituency(
            cast.institution, f"c{n}", name=words(en="C"), attribute="theme", values=["work"], by=cast.amal.actor, at=AT
        )

    another(1)
    asked()
    one = asked()
    another(2)
    another(3)
    assert asked() == one


def test_the_menu_leads_in_who_is_no_member_yet_where_members_apply(cast, network):
    there, home = page(cast, "apply"), reverse("institutions:minute", args=["arab-review"])

    assert there in cast.client().get(home).content.decode()
    assert there in cast.client("dalia").get(home).content.decode()
    assert there not in cast.client("chadia").get(home).content.decode()


def test_the_menu_leads_nobody_in_where_no_rule_says_how(cast):
    home = reverse("institutions:minute", args=["arab-review"])

    assert page(cast, "apply") not in cast.client("dalia").get(home).content.decode()
