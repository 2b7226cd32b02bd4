"""A release tells those behind the documents it cites: once, and only who may see both."""

from __future__ import annotations

from datetime import date

import pytest

from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document
from mithaq.foundation.fields import words
from mithaq.notices.models import Notice
from mithaq.notices.selectors import wording
from mithaq.people import services as people
from mithaq.synthesis.models import Release
from mithaq.synthesis.services import release_made
from tests.cast import AT, FROM
from tests.synthesis.test_whereabouts import released


@pytest.fixture
def release(cast, shelf, draft):
    with cast.scope():
        return released(draft().synthesis)


@pytest.fixture
def union(cast, release):
    """Chadia speaks for the organisation whose words the cited documents hold."""
    made = people.register_organisation(words(en="Union of seafarers"), by=cast.amal.actor, at=AT)
    people.affiliate(cast.chadia.person, made, on=FROM, by=cast.amal.actor, at=AT)
    with cast.scope():
        Document.objects.filter(pk__in=release.citations.values("document")).update(contributor=made)
    return made


def names() -> set[str]:
    return {notice.person.name for notice in Notice.objects.select_related("person")}


def test_the_depositor_is_told_once_for_each_document(cast, release):
    with cast.scope():
        release_made(release, at=AT)
        release_made(release, at=AT)
        notices = list(Notice.objects.all())

    assert {notice.person_id for notice in notices} == {cast.badr.person.pk}
    assert len(notices) == len({notice.about for notice in notices}) == 3


def test_who_speaks_for_the_organisation_is_told(cast, release, union):
    with cast.scope():
        release_made(release, at=AT)

        assert cast.chadia.person.name in names()


def test_who_spoke_for_it_before_or_takes_no_part_is_not_told(cast, release, union):
    former = people.affiliate(cast.amal.person, union, on=FROM, until=date(2020, 6, 1), by=cast.amal.actor, at=AT)
    people.affiliate(cast.dalia.person, union, on=FROM, by=cast.amal.actor, at=AT)
    with cast.scope():
        release_made(release, at=AT)

        assert former.until
        assert names() == {cast.chadia.person.name, cast.badr.person.name}


def test_who_may_not_see_the_release_is_not_told(cast, release, union):
    with cast.scope():
        Release.objects.update(visibility=Visibility.CONFIDENTIAL)
        release_made(Release.objects.get(), at=AT)

        assert names() == {cast.badr.person.name}


def test_who_may_not_see_the_document_is_not_told(cast, release, union):
    with cast.scope():
        Document.objects.update(visibility=Visibility.CONFIDENTIAL)
        release_made(release, at=AT)

        assert names() == {cast.badr.person.name}


def test_a_withdrawn_document_tells_nobody(cast, release):
    with cast.scope():
        Document.objects.update(withdrawn_at=AT)

        assert release_made(release, at=AT) == 0


def test_the_notice_says_which_release_cites_how_many_of_which_document(cast, release, lang):
    from django.utils import translation  # inline: only this test changes the language of the reader

    with cast.scope():
        release_made(release, at=AT)
        notice = Notice.objects.first()
        with translation.override(lang):
            said = wording.said(notice)

    assert "Adopted report" in said
    assert "1" in said
    assert notice.path.startswith(f"/{cast.institution.slug}/synthesis/words/document/")


def test_a_notice_of_what_was_closed_since_is_not_shown(cast, release, union):
    with cast.scope():
        release_made(release, at=AT)
    before = cast.client("member").get(f"/en/{cast.institution.slug}/notices/").content.decode()
    with cast.scope():
        Document.objects.update(visibility=Visibility.CONFIDENTIAL)
    after = cast.client("member").get(f"/en/{cast.institution.slug}/notices/").content.decode()

    assert "Adopted report" in before
    assert "Adopted report" not in after
    assert "no longer open to you" in after
