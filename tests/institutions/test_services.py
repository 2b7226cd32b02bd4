from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.foundation.journal import Entry
from mithaq.institutions import selectors, services
from mithaq.institutions.models import RESERVED, Institution
from tests.cast import AT


def _found(slug="sea-forum", name=None, **more):
    return services.found(slug, name=words(en="Sea forum") if name is None else name, by=SYSTEM, at=AT, **more)


def test_an_institution_is_founded_and_the_minute_begins(db):
    sea = _found()

    [entry] = Entry.objects.filter(scope=sea.uid)
    assert (entry.act, entry.number, entry.public) == ("institution.found", 1, True)
    assert selectors.by_slug("sea-forum") == sea


@pytest.mark.parametrize("slug", ["", "Sea", "1sea", "s", "sea forum", "بحر", "../sea", *RESERVED])
def test_an_address_that_cannot_be_is_refused(db, slug):
    with pytest.raises(ValidationError):
        _found(slug)

    assert Institution.objects.count() == 0
    assert Entry.objects.count() == 0


def test_an_address_that_is_taken_is_refused(db):
    _found()

    with pytest.raises(ValidationError):
        _found()


@pytest.mark.parametrize("name", [words(), {"en": "x", "de": "y"}, {"en": 7}, "Sea"])
def test_a_name_is_words_in_the_three_languages(db, name):
    with pytest.raises(ValidationError):
        _found(name=name)


@pytest.mark.parametrize("broken", [{"slug": "account"}, {"slug": "Sea!"}, {"name": {}}])
def test_the_database_refuses_it_too(db, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Institution.objects.create(**{"slug": "sea", "name": words(en="Sea"), "founded_at": AT, **broken})


def test_describing_it_the_same_way_writes_nothing(db):
    sea = _found()

    services.describe(sea, name=words(en="Sea forum"), purpose=words(), by=SYSTEM, at=AT)
    services.describe(sea, name=words(en="Sea forum", ar="منتدى البحر"), purpose=words(), by=SYSTEM, at=AT)

    entries = Entry.objects.filter(scope=sea.uid).order_by("number")
    assert [e.act for e in entries] == ["institution.found", "institution.describe"]
    assert entries[1].before["name"] == {"en": "Sea forum"}


def test_a_description_that_is_refused_leaves_the_record_as_it_was(db):
    sea = _found()

    with pytest.raises(ValidationError):
        services.describe(sea, name=words(), purpose=words(), by=SYSTEM, at=AT)

    assert sea.name == {"en": "Sea forum"}
    assert Institution.objects.get().name == {"en": "Sea forum"}


def test_public_ones_and_those_one_takes_part_in_are_visible(db):
    sea, inner = _found(), _found("inner-circle", is_public=False)

    assert list(selectors.public()) == [sea]
    assert list(selectors.visible([inner.pk])) == [inner, sea]
