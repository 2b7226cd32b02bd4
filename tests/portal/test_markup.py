"""What people write is text on the new public pages, in feeds, in answers and in tables: the corpus, planted again."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from mithaq.evidence.models import Document, Passage
from mithaq.institutions.models import Institution
from mithaq.synthesis.models import Release
from tests.access.synthesis_releases import released
from tests.house.test_xss import CORPUS, MARK, _fitting, _look_at_csv, _look_at_page
from tests.xss import in_three

HOME = "/ar/arab-review/"
API = "/api/v1/institutions/arab-review/"
PAGES = {
    "document": ("", "matrix/?by=document"),
    "release": ("",),
    "institution": ("", "matrix/", "open-data/"),
}
FEEDS = {"document": "feeds/documents.atom", "release": "feeds/releases.atom", "institution": "feeds/documents.atom"}
TABLES = {
    "document": ("open-data/documents.csv", "matrix/matrix.csv?by=document"),
    "release": ("open-data/releases.csv",),
    "passage": ("open-data/passages.csv",),
}


def plant(cast, what: str, text: str) -> None:
    with cast.scope():
        if what == "institution":
            Institution.objects.filter(pk=cast.institution.pk).update(name=in_three(text))
        elif what == "release":
            Release.objects.update(title=in_three(text), adopted_by=in_three(text))
        elif what == "passage":
            Passage.objects.filter(number=3).update(text=text)
        else:
            Document.objects.update(title=in_three(text), origin=text, licence=text[:200])


@pytest.fixture
def house(cast):
    with cast.scope():
        released(cast)
    return cast


@pytest.mark.parametrize("what", PAGES)
def test_pages_and_feeds_show_it_as_text(house, what):
    client = house.client("anonymous")
    for text in _fitting(180):
        plant(house, what, text)
        for page in PAGES[what]:
            answer = client.get(HOME + page)
            assert answer.status_code == 200
            _look_at_page(answer, text, page)
        feed = ElementTree.fromstring(client.get(HOME + FEEDS[what]).content)
        assert " ".join(text.split()) in " ".join(" ".join(e.text or "" for e in feed.iter()).split())
        assert not any(MARK in element.tag for element in feed.iter())


@pytest.mark.parametrize("what", TABLES)
def test_no_cell_of_a_table_begins_a_formula(house, what):
    client = house.client("anonymous")
    for text in [*CORPUS, "=1+1", "@SUM(1)", "\t=1", "+1", "-1"]:
        plant(house, what, f"{text} {MARK}"[:200])
        for file in TABLES[what]:
            answer = client.get(HOME + file)
            data = b"".join(answer.streaming_content) if answer.streaming else answer.content
            answer_ = type("Answer", (), {"content": data})
            assert MARK in data.decode()
            _look_at_csv(answer_, text, file)


def test_an_answer_of_the_api_holds_it_as_it_was_written_and_is_no_page(house):
    client = house.client("anonymous")
    for text in _fitting(180):
        plant(house, "document", text)
        answer = client.get(API + "documents")
        assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert json.loads(answer.content)["items"][0]["title"]["fr"] == text
