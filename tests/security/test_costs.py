"""What anybody may ask for costs the house no more the more it holds, and no more the second time."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from django_scopes import scope

from mithaq.evidence import files
from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.exchange import services as exchange
from mithaq.exchange.formats import FORMATS
from mithaq.foundation.actors import task
from mithaq.foundation.fields import words
from mithaq.institutions import services as institutions
from mithaq.portal import selectors as portal
from mithaq.synthesis import services as synthesis
from tests.cast import AT
from tests.evidence import papers
from tests.security.conftest import CLOSED
from tests.security.test_numbers import asked
from tests.security.test_ways_out import texts, url


def another(cast, slug: str):
    """One more public institution with a public document and a synthesis of it."""
    home = institutions.found(slug, name=words(en=slug.title()), by=cast.amal.actor, at=AT)
    by = task("founding")
    paper = evidence.deposit(home, papers.FRENCH.encode(), "p.txt", by=by, at=AT, visibility=Visibility.PUBLIC).document
    evidence.code(home, [paper], by=by, at=AT, workers=1)
    synthesis.draft(home, by=by, at=AT, documents=[paper], visibility=Visibility.PUBLIC)
    return home


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """The files that are hashed from here on."""
    real, seen = hashlib.file_digest, []

    def counted(file, name):
        seen.append(file.name)
        return real(file, name)

    monkeypatch.setattr(files.hashlib, "file_digest", counted)
    files.SOUND.clear()
    return seen


@pytest.fixture
def set_again(monkeypatch) -> list[str]:
    """The languages of the PDF files that are set from here on."""
    real, seen = FORMATS["pdf"], []

    def counted(reports):
        seen.append(reports[0].lang)
        return real.write(reports)

    monkeypatch.setitem(FORMATS, "pdf", replace(real, write=counted))
    exchange.WRITTEN.clear()
    return seen


def test_the_front_page_asks_as_often_for_one_institution_as_for_three(cast, deposit, synthesised):
    synthesised([deposit()])
    anybody = cast.client("anonymous")
    cast.elsewhere.is_public = False
    cast.elsewhere.save()
    one = asked(anybody, "/en/")
    assert len(portal.cards()) == 1

    for slug in ("forum-two", "forum-three"):
        another(cast, slug)

    assert len(portal.cards()) == 3
    assert asked(anybody, "/en/") == one


def test_the_front_page_counts_what_each_institution_lets_anybody_see(cast, deposit):
    deposit()
    deposit(CLOSED, Visibility.CONFIDENTIAL, "closed.txt")
    deposit(papers.ARABIC, Visibility.MEMBERS, "members.txt")
    gone = deposit(papers.FRENCH, name="gone.txt")
    evidence.withdraw(cast.institution, gone, because="asked", by=cast.badr.actor, at=AT)

    counted = {card.institution.slug: card.evidence for card in portal.cards()}

    for home in (cast.institution, cast.elsewhere):
        with scope(institution=home):
            assert counted[home.slug] == portal.amount(home, to=None)
    assert (counted["arab-review"].documents, counted["arab-review"].languages) == (1, ("en",))


def test_the_line_of_the_front_page_comes_from_what_anybody_may_see(cast, deposit, synthesised):
    synthesised([deposit(CLOSED, Visibility.CONFIDENTIAL)])
    synthesised([deposit()], Visibility.MEMBERS)
    assert portal.example(lang="en") is None

    home = another(cast, "forum-two")
    assert portal.example(lang="en")[0] == home

    home.is_public = False
    home.save()
    assert portal.example(lang="en") is None


def test_an_original_is_hashed_once_and_again_when_it_changed(cast, deposit, hashed):
    document = deposit()
    with cast.scope():
        passage = document.renditions.get().passages.last()
    anybody, page = cast.client("anonymous"), url(cast, "evidence:passage", uid=passage.uid)

    assert not any(anybody.get(page).context["unfaithful"] for _ in range(3))
    assert hashed == [str(files.place(document.digest))]

    place = files.place(document.digest)
    place.write_bytes(place.read_bytes()[::-1])

    assert anybody.get(page).context["unfaithful"]
    assert len(hashed) == 2


def test_a_report_is_set_once_for_the_same_words_and_again_for_others(cast, deposit, synthesised, set_again):
    kept, withdrawn = deposit(), deposit(CLOSED, name="second.txt")
    made = synthesised([kept, withdrawn])
    anybody, page = cast.client("anonymous"), url(cast, "exchange:report", uid=made.uid, format="pdf")

    first, second = anybody.get(page), anybody.get(page)
    assert first.content == second.content
    assert first.content.startswith(b"%PDF")
    assert set_again == ["en"]
    anybody.get(page.replace("/en/", "/ar/"))
    assert set_again == ["en", "ar"]

    evidence.withdraw(cast.institution, withdrawn, because="asked", by=cast.badr.actor, at=AT)

    assert "Sudan" not in texts(anybody.get(page))
    assert set_again == ["en", "ar", "en"]


def test_a_report_that_was_set_is_not_handed_out_once_a_quotation_is_wrong(cast, deposit, synthesised, set_again):
    document = deposit()
    made = synthesised([document])
    anybody, page = cast.client("anonymous"), url(cast, "exchange:report", uid=made.uid, format="pdf")
    assert anybody.get(page).status_code == 200

    place = files.place(document.digest)
    place.write_bytes(place.read_bytes()[::-1])

    assert anybody.get(page).status_code == 302
