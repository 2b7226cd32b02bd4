"""What somebody who means ill, or two at once, would try with deadlines."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError

from mithaq.cycles import services
from mithaq.cycles.models import Extension, Milestone
from mithaq.foundation.fields import words
from mithaq.foundation.models import Entry
from mithaq.people import services as people
from tests.cast import AT, FROM, Cast
from tests.cycles.charters import adopt

REPORTS = "call.reports"


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


def reports() -> Milestone:
    return Milestone.objects.get(clause=REPORTS)


def ask(cast: Cast, at: datetime = AT, until: date = date(2022, 3, 20), **who) -> Extension:
    return services.ask_extension(reports(), until=until, reason="Translation", by=cast.chadia.actor, at=at, **who)


def test_a_request_is_decided_once_however_often_it_was_opened(here, union):
    asked = ask(here, organisation=union)
    first, second = (Extension.objects.get(pk=asked.pk) for _ in range(2))
    services.decide_extension(first, until=date(2021, 6, 1), by=here.badr.actor, at=AT)

    with pytest.raises(ValidationError):
        services.decide_extension(second, answer="No.", by=here.badr.actor, at=AT)

    assert Extension.objects.get(pk=asked.pk).granted_until == date(2021, 6, 1)
    assert Entry.objects.filter(act="cycles.refuse_extension").count() == 0


def test_who_asks_and_why_stands_in_no_public_minute(here):
    ask(here, person=here.chadia.person)
    services.decide_extension(Extension.objects.get(), until=date(2021, 6, 1), by=here.badr.actor, at=AT)

    assert not Entry.objects.filter(act__endswith="_extension", public=True).exists()
