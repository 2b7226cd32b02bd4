"""Whoever holds a link reads where the words of one document went, and nothing else; what is closed stays closed."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache

from mithaq.evidence import services as deposits
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document
from mithaq.foundation.models import Entry
from mithaq.synthesis import services
from mithaq.synthesis.models import ContributorLink
from tests.cast import AT
from tests.xss import url


@pytest.fixture
def link(cast, shelf, draft):
    """A link to the English paper, with its public draft: the address."""
    with cast.scope():
        draft()
        made = services.make_link(shelf[1], by=cast.badr.actor, at=AT)
    return url(cast, "words:link", secret=made.secret)


@pytest.fixture
def reading(cast):
    return cast.client("anonymous")


def change(cast, document, **fields):
    with cast.scope():
        Document.objects.filter(pk=document.pk).update(**fields)


def test_the_holder_reads_every_passage_and_what_became_of_it(cast, shelf, link, reading):
    answer = reading.get(link)

    assert answer.status_code == 200
    assert len(answer.context["rows"]) == shelf[1].passage_count
    assert "We recommend that governments abolish the recruitment fees" in answer.content.decode()
    assert "/synthesis/" in answer.content.decode()


def test_the_page_is_small_and_needs_no_script(link, reading, lang):
    page = reading.get(link.replace("/en/", f"/{lang}/")).content

    assert len(page) < 50_000
    assert b"<script" not in page


def test_no_cache_no_robot_and_no_other_page_learns_of_the_address(cast, link, reading):
    answer = reading.get(link)

    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "/words/" not in reading.get("/sitemap.xml").content.decode()


def test_a_wrong_address_also_says_nothing_to_robots(cast, link, reading):
    answer = reading.get(link[:-3] + "zz/")

    assert answer.status_code == 404


def test_only_the_digest_of_the_secret_is_kept(cast, shelf, link):
    secret = link.rstrip("/").rpartition("/")[2]
    with cast.scope():
        kept = [str(value) for row in ContributorLink.objects.values() for value in row.values()]
    entries = [f"{entry.before}{entry.after}{entry.about}" for entry in Entry.objects.all()]

    assert [text for text in (*kept, *entries) if secret in text] == []


def test_a_link_that_was_taken_back_opens_nothing(cast, link, reading):
    with cast.scope():
        held = ContributorLink.objects.get()
        assert services.revoke_link(held, by=cast.badr.actor, at=AT) is True
        assert services.revoke_link(held, by=cast.badr.actor, at=AT) is False

    assert reading.get(link).status_code == 404


def test_a_link_to_a_withdrawn_document_opens_nothing(cast, shelf, link, reading):
    with cast.scope():
        deposits.withdraw(cast.institution, shelf[1], because="asked by its author", by=cast.badr.actor, at=AT)

    assert reading.get(link).status_code == 404


@pytest.mark.parametrize("closed", [Visibility.BODY, Visibility.CONFIDENTIAL])
def test_a_link_to_a_document_that_was_closed_opens_nothing(cast, shelf, link, reading, closed):
    change(cast, shelf[1], visibility=closed)

    assert reading.get(link).status_code == 404
    with cast.scope(), pytest.raises(services.NotOpenable):
        services.make_link(Document.objects.get(pk=shelf[1].pk), by=cast.badr.actor, at=AT)


def test_a_document_for_members_shows_its_own_words_and_nothing_of_the_closed_work(cast, shelf, link, reading):
    """What was made with it is not open to anybody any more: only that something is under work is told."""
    change(cast, shelf[1], visibility=Visibility.MEMBERS)
    answer = reading.get(link)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert not answer.context["works"]
    assert "Under work" in page
    assert "/synthesis/" not in page.split("<main")[1].split("</main>")[0]


def test_a_draft_for_members_shows_nothing_but_that_it_is_under_work(cast, shelf, draft, reading):
    with cast.scope():
        made = draft(visibility=Visibility.MEMBERS, title={"en": "SECRET TITLE"}).synthesis
        secret = services.make_link(shelf[1], by=cast.badr.actor, at=AT).secret
    address = url(cast, "words:link", secret=secret)
    page = reading.get(address).content.decode()

    assert "Under work" in page
    assert [word for word in ("SECRET TITLE", made.uid) if word in page] == []
    assert reading.get(f"{address}?in={made.uid}").status_code == 404


def test_whoever_is_signed_in_sees_no_more_by_the_link(cast, shelf, draft):
    """The page is the holder's: an officer who checks it sees what the holder sees."""
    with cast.scope():
        draft(visibility=Visibility.MEMBERS)
        secret = services.make_link(shelf[1], by=cast.badr.actor, at=AT).secret

    assert not cast.client("officer").get(url(cast, "words:link", secret=secret)).context["works"]


def test_a_link_is_no_key_to_a_closed_house(cast, link, reading):
    cast.institution.is_public = False
    cast.institution.save()

    assert reading.get(link).status_code == 404


def test_a_link_opens_nothing_in_another_house(cast, link, reading):
    assert reading.get(link.replace(cast.institution.slug, cast.elsewhere.slug)).status_code == 404


def test_many_wrong_addresses_are_turned_away_before_they_are_looked_up(cast, link, reading):
    cache.clear()
    answers = [reading.get(link[:-5] + f"{n:04}/").status_code for n in range(31)]

    assert answers == [404] * 30 + [429]
    assert reading.get(link).status_code == 429
    assert reading.get(link)["Retry-After"] == "600"
    cache.clear()


def test_an_officer_makes_a_link_that_is_shown_once_and_takes_it_back(cast, shelf, draft, reading):
    with cast.scope():
        draft()
    officer, page = cast.client("officer"), url(cast, "synthesis:contributor_links", uid=shelf[2].uid)
    made = officer.post(page).content.decode()
    (address,) = re.findall(r'value="(http://testserver/[^"]+/words/\w{32}/)"', made)
    again = officer.get(page).content.decode()
    (revoke,) = re.findall(r'action="([^"]+/revoke/)"', again)

    assert "/fr/" in address  # the language of the document
    assert address not in again
    assert reading.get(address).status_code == 200
    assert officer.post(revoke).status_code == 302
    assert reading.get(address).status_code == 404
    assert list(Entry.objects.filter(act__contains="link").values_list("act", flat=True)) == [
        "synthesis.link",
        "synthesis.revoke_link",
    ]
