"""Deadlines are put off for who asks, where the charter allows it; all of it stays on the record."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mithaq.cycles import selectors, services
from mithaq.cycles.models import Extension, Milestone
from mithaq.foundation.fields import words
from mithaq.foundation.models import Entry
from mithaq.kernels.charter import CharterRefuses
from mithaq.people import services as people
from tests.cast import AT, FROM, Cast
from tests.cycles.charters import adopt


@pytest.fixture
def here(cast: Cast):
    with cast.scope():
        adopt(cast)
        yield cast


@pytest.fixture
def union(here):
    made = people.register_organisation(words(en="Union of seafarers"), by=here.amal.actor, at=AT)
    people.admit(here.institution, organisation=made, on=FROM, by=here.amal.actor, at=AT)
    return made


def one(key: str) -> Milestone:
    return Milestone.objects.get(clause=key)


def ask(cast: Cast, key: str = "call.reports", until: date = date(2021, 3, 20), reason="Translation", **who):
    return services.ask_extension(one(key), until=until, reason=reason, by=cast.chadia.actor, at=AT, **who)


def decide(cast: Cast, extension: Extension, **how) -> Extension:
    return services.decide_extension(extension, by=cast.badr.actor, at=AT, **how)


def test_an_extension_is_on_the_record_who_when_why_until(here, union):
    asked = ask(here, organisation=union)
    granted = decide(here, asked, until=date(2021, 3, 15), answer="One week")

    assert (granted.asked_at, granted.reason, granted.wanted_until) == (AT, "Translation", date(2021, 3, 20))
    assert (granted.granted_until, granted.decided_at, granted.answer) == (date(2021, 3, 15), AT, "One week")
    assert granted.decided_by == here.badr.person.name
    assert [e.act for e in Entry.objects.filter(clause="call.reports").order_by("number")] == [
        "cycles.ask_extension",
        "cycles.grant_extension",
    ]


def test_the_deadline_is_put_off_for_that_asker_alone(here, union):
    decide(here, ask(here, organisation=union), until=date(2021, 3, 15))

    assert selectors.deadline_of(one("call.reports"), organisation=union) == date(2021, 3, 15)
    assert selectors.deadline_of(one("call.reports"), country="MA") == date(2021, 3, 9)


def test_a_deadline_the_charter_does_not_put_off_is_not(here):
    with pytest.raises(CharterRefuses) as refused:
        ask(here, "call.papers", until=date(2020, 12, 20), country="TN")
    with pytest.raises(CharterRefuses):
        ask(here, "roadmap.model", until=date(2021, 8, 1), country="TN")

    assert [(f.clause, f.key) for f in refused.value.findings] == [("call.papers", "cycles.no-extension")]
    assert not Extension.objects.exists()


def test_only_deadlines_are_put_off(here):
    with pytest.raises(ValidationError):
        ask(here, "event.conference", country="TN")


@pytest.mark.parametrize(("until", "reason"), [(date(2021, 3, 9), "Why"), (date(2021, 3, 20), "  ")])
def test_a_request_says_why_and_asks_for_a_later_day(here, until, reason):
    with pytest.raises(ValidationError):
        ask(here, until=until, reason=reason, country="TN")

    assert not Extension.objects.exists()


def test_one_request_of_each_waits_at_a_time(here):
    ask(here, country="TN")
    with pytest.raises(ValidationError):
        ask(here, country="TN")
    ask(here, country="MA")

    assert Extension.objects.count() == 2


def test_the_database_holds_one_waiting_request_of_each(here):
    first = ask(here, country="TN")
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.create(
            institution=here.institution, milestone=first.milestone, country="TN", asked_at=AT, reason="Again",
            wanted_until=date(2021, 4, 1),
        )  # fmt: skip


def test_a_refusal_has_an_answer_and_what_is_decided_stays(here):
    asked = ask(here, country="TN")
    with pytest.raises(ValidationError):
        decide(here, asked)
    decide(here, asked, answer="The conference cannot wait")
    with pytest.raises(ValidationError):
        decide(here, asked, until=date(2021, 3, 20))

    assert Extension.objects.get().granted_until is None
    assert selectors.deadline_of(one("call.reports"), country="TN") == date(2021, 3, 9)


def test_who_was_granted_one_may_ask_for_a_longer_one_and_both_stay(here):
    decide(here, ask(here, country="TN"), until=date(2021, 3, 15))
    with pytest.raises(ValidationError):
        ask(here, country="TN", until=date(2021, 3, 15))
    decide(here, ask(here, country="TN", until=date(2021, 3, 25)), until=date(2021, 3, 25))

    assert Extension.objects.count() == 2
    assert selectors.deadline_of(one("call.reports"), country="TN") == date(2021, 3, 25)


def test_a_persons_extension_is_not_told_in_public(here):
    decide(here, ask(here, person=here.chadia.person), until=date(2021, 3, 15))

    assert not Entry.objects.filter(act__in=["cycles.ask_extension", "cycles.grant_extension"], public=True).exists()
