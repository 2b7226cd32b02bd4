"""A question somebody keeps, and being told once when something new answers it."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import reverse

from mithaq.evidence import columns
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Coding, Document, Passage, SavedSearch
from mithaq.evidence.services import facets, saved
from mithaq.foundation.models import Job
from mithaq.notices.models import Notice
from tests.cast import AT
from tests.evidence import papers


@pytest.fixture(autouse=True)
def _nothing_held():
    columns.forget()
    yield
    columns.forget()


@pytest.fixture
def kept(cast):
    """Chadia's, before anything is there."""
    return saved.save(cast.institution, cast.chadia.person, "Travailleurs", {"q": "migrants"}, lang="en", at=AT)


def told(cast, player=None):
    saved.tell_new(cast.institution, at=AT)
    with cast.scope():
        return [n.facts["count"] for n in Notice.objects.filter(person=(player or cast.chadia).person).order_by("pk")]


def page(name, cast, **more):
    return reverse(f"evidence:{name}", kwargs={"institution": cast.institution.slug, **more})


def test_the_owner_is_told_once_of_what_is_new(cast, kept, deposit):
    assert told(cast) == []
    deposit(papers.ENGLISH, "en.txt")

    first = told(cast)
    assert len(first) == 1 and first[0] > 0
    assert told(cast) == first

    deposit(papers.FRENCH, "fr.txt")
    assert len(told(cast)) == 2


def test_what_was_there_when_it_was_saved_is_not_new(cast, deposit):
    deposit(papers.ENGLISH, "en.txt")
    saved.save(cast.institution, cast.chadia.person, "Old", {"q": "migrants"}, lang="en", at=AT)

    assert told(cast) == []


def test_nobody_is_told_of_what_they_may_not_see_until_they_may(cast, kept, deposit):
    hidden = deposit(papers.ENGLISH, "en.txt", visibility=Visibility.CONFIDENTIAL).document

    assert told(cast) == []
    with cast.scope():
        assert saved.unpacked(SavedSearch.objects.get().seen).size == 0

    with cast.scope(), transaction.atomic():
        Document.objects.filter(pk=hidden.pk).update(visibility=Visibility.MEMBERS)
        facets.refresh_document(cast.institution, hidden)
    assert len(told(cast)) == 1


def test_a_passage_that_answers_only_once_it_is_coded_is_new_then(cast, deposit):
    document = deposit(papers.ENGLISH, "en.txt").document
    saved.save(cast.institution, cast.chadia.person, "Moroccan", {"chosen": {"country": ["MA"]}}, lang="en", at=AT)
    deposit(papers.FRENCH, "fr.txt")
    assert told(cast) == []

    with cast.scope(), transaction.atomic():
        passage = Passage.objects.filter(rendition__document=document).first()
        Coding.objects.create(institution=cast.institution, passage=passage, scheme="country", code="MA", at=AT)
        facets.refresh(cast.institution, [passage.pk])
    assert told(cast) == [1]


def test_whoever_does_not_want_to_be_told_or_has_left_is_not(cast, kept, deposit):
    with cast.scope():
        saved.rename(kept, "Quiet", is_told=False)
    deposit(papers.ENGLISH, "en.txt")
    assert told(cast) == []

    with cast.scope():
        saved.rename(kept, "Loud", is_told=True)
    cast.chadia.account.is_active = False
    cast.chadia.account.save()
    assert told(cast) == []


def test_keys_survive_packing():
    assert saved.unpacked(saved.packed([7, 3, 300_000, 8])).tolist() == [3, 7, 8, 300_000]
    assert saved.unpacked(saved.packed([])).tolist() == saved.unpacked("").tolist() == []


def test_a_search_is_saved_listed_renamed_and_deleted_by_its_owner(cast, deposit):
    deposit(papers.ENGLISH, "en.txt")
    client = cast.client("chadia")
    search = client.get(page("search", cast) + "?q=migrants&lang=en").content.decode()
    assert 'value="q=migrants&amp;lang=en"' in search

    client.post(page("saved", cast), {"asked": "q=migrants&lang=en", "title": "Mine <3", "is_told": "on"})
    with cast.scope():
        kept = SavedSearch.objects.get()
    assert kept.person == cast.chadia.person
    assert kept.asked == {"q": "migrants", "chosen": {"lang": ["en"]}, "sort": "best"}
    listed = client.get(page("saved", cast)).content.decode()
    assert "Mine &lt;3" in listed and "?q=migrants&amp;lang=en" in listed

    client.post(page("saved-one", cast, uid=kept.uid), {"title": "Renamed"})
    with cast.scope():
        kept = SavedSearch.objects.get()
    assert (kept.title, kept.is_told) == ("Renamed", False)

    client.post(page("saved-delete", cast, uid=kept.uid))
    with cast.scope():
        assert SavedSearch.objects.count() == 0


def test_nobody_else_finds_it(cast, kept):
    for player in ("badr", "amal"):
        client = cast.client(player)
        assert "Travailleurs" not in client.get(page("saved", cast)).content.decode()
        assert client.get(page("saved-one", cast, uid=kept.uid)).status_code == 404
        assert client.post(page("saved-delete", cast, uid=kept.uid)).status_code == 404
    with cast.scope():
        assert SavedSearch.objects.count() == 1


def test_a_search_without_a_name_comes_back_with_its_error(cast):
    answer = cast.client("chadia").post(page("saved", cast), {"asked": "q=migrants", "title": " "})

    assert answer.status_code == 400
    assert 'value="q=migrants"' in answer.content.decode()
    with cast.scope():
        assert SavedSearch.objects.count() == 0


def test_only_so_many_are_kept(cast, monkeypatch):
    monkeypatch.setattr(saved, "MOST", 1)
    client = cast.client("chadia")
    for title in ("One", "Two"):
        client.post(page("saved", cast), {"asked": "q=migrants", "title": title})

    with cast.scope():
        assert SavedSearch.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_however_many_there_are(cast, count, django_assert_max_num_queries):
    for number in range(count):
        saved.save(cast.institution, cast.chadia.person, f"No {number}", {"q": "migrants"}, lang="en", at=AT)
    client = cast.client("chadia")
    client.get(page("saved", cast))

    with django_assert_max_num_queries(12):
        client.get(page("saved", cast))


def test_a_notice_leads_somewhere_however_long_the_question_is(cast, deposit):
    """Sixty Arabic letters are already more than an address of a notice holds."""
    asked = {"q": "رسوم الاستقدام " + "والهجرة الآمنة والمنظمة والنظامية " * 6}
    saved.save(cast.institution, cast.chadia.person, "رسوم", asked, lang="ar", at=AT)
    deposit(papers.ARABIC, "ar.txt")
    told(cast)
    with cast.scope():
        notice = Notice.objects.get(person=cast.chadia.person)

    assert cast.client("member").get(f"/ar{notice.path}").status_code == 200
    assert "%" not in notice.path[-3:]
    assert notice.path.endswith("/")


def test_one_search_that_fails_keeps_nobody_else_from_being_told(cast, kept, deposit):
    """What is kept of it cannot be read any more: it stands among the failed jobs, once a day."""
    broken = saved.save(cast.institution, cast.badr.person, "Broken", {"q": "migrants"}, lang="en", at=AT)
    with cast.scope():
        SavedSearch.objects.filter(pk=broken.pk).update(seen="no such text")
    deposit(papers.ENGLISH, "en.txt")

    assert (saved.tell_everywhere(at=AT), saved.tell_everywhere(at=AT)) == (1, 0)
    assert [(job.state, job.about) for job in Job.objects.filter(kind=saved.JOB)] == [
        ("failed", f"evidence.savedsearch:{broken.uid}")
    ]
