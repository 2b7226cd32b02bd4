"""The institution of an address is read anew each time; only what is made of the same row is kept."""

from __future__ import annotations

from mithaq.institutions import selectors
from mithaq.institutions.models import Institution


def test_what_was_changed_is_seen_at_once(cast):
    before = selectors.by_slug(cast.institution.slug)
    Institution.objects.filter(pk=cast.institution.pk).update(is_public=not cast.institution.is_public)

    after = selectors.by_slug(cast.institution.slug)

    assert before.is_public is cast.institution.is_public
    assert after.is_public is not cast.institution.is_public


def test_it_is_the_record_that_the_models_give(cast):
    found, same = selectors.by_slug(cast.institution.slug), Institution.objects.get(pk=cast.institution.pk)

    assert {f.attname: getattr(found, f.attname) for f in Institution._meta.concrete_fields} == {
        f.attname: getattr(same, f.attname) for f in Institution._meta.concrete_fields
    }
    assert not found._state.adding
    assert found._state.db == "default"


def test_each_who_asks_has_a_record_of_their_own(cast):
    one = selectors.by_slug(cast.institution.slug)
    one.name["en"] = "Changed in passing"
    one.is_public = not one.is_public

    other = selectors.by_slug(cast.institution.slug)

    assert other.name == cast.institution.name
    assert other.is_public is cast.institution.is_public


def test_none_of_that_name(db):
    assert selectors.by_slug("nowhere") is None
