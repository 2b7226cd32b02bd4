"""Open data and feeds: what is public, whole, described column by column, and safe to open."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document, Passage
from mithaq.portal import machines, opendata
from mithaq.portal.tables import tables
from tests import remembered
from tests.access.synthesis import public
from tests.access.synthesis_releases import released
from tests.cast import AT
from tests.evidence import papers

HOME = "/{}/arab-review/"
FILES = [*(table.file for table in tables()), "dictionary.csv", "datapackage.json"]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def shelf(cast) -> Document:
    """A public document in a synthesis that was released, and one for members."""

    def fill() -> None:
        released(cast)
        evidence.deposit(cast.institution, papers.ARABIC.encode(), "members.txt", by=cast.badr.actor, at=AT)

    with cast.scope():
        remembered.once("open data", fill)
        return Document.objects.get(visibility=Visibility.PUBLIC)


def body(client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def package(client) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(body(client, HOME.format("en") + "open-data/package.zip")))


def test_the_package_holds_every_table_and_its_description(client, shelf):
    found = package(client)

    assert sorted(found.namelist()) == sorted(FILES)
    assert found.testzip() is None
    for one in tables():
        rows = table(found.read(one.file))
        assert rows == table(body(client, HOME.format("ar") + f"open-data/{one.file}"))
        assert len(rows) > 1, one.file
        assert {len(row) for row in rows} == {len(one.columns)}


def test_the_dictionary_names_every_column_there_is_and_no_other(client, shelf):
    found = package(client)
    told = table(found.read("dictionary.csv"))
    described = json.loads(found.read("datapackage.json"))["resources"]

    really = {(one.file, column) for one in tables() for column in table(found.read(one.file))[0]}
    assert {(row[0], row[1]) for row in told[1:]} == really
    assert {(one["path"], field["name"]) for one in described for field in one["schema"]["fields"]} == really
    assert all(cell for row in told[1:] for cell in (row[2], *row[4:7]))
    assert len({row[5] for row in told[1:]} & {row[4] for row in told[1:]}) == 0


def test_the_dictionary_names_the_values_of_a_column_in_three_languages(client, shelf):
    head, *told = table(package(client).read("dictionary.csv"))

    assert head[7:] == ["values_ar", "values_en", "values_fr"]
    for row in told:
        keys = [[one.partition(" = ")[0] for one in cell.split("; ") if cell] for cell in row[7:]]
        assert keys[0] == keys[1] == keys[2], row[:2]
    [act] = [row for row in told if row[:2] == ["passages.csv", "act"]]
    assert "recommendation = توصية" in act[7]
    assert "recommendation = recommandation" in act[9]


def test_every_value_is_of_the_type_and_among_the_values_the_dictionary_says(client, shelf):
    found = package(client)
    for one in tables():
        for row in table(found.read(one.file))[1:]:
            for column, cell in zip(one.columns, row, strict=True):
                assert _is(column.type, cell), (one.file, column.name, cell)
                if column.values:
                    assert set(cell.split()) <= set(column.values), (one.file, column.name, cell)


def _is(kind: str, cell: str) -> bool:
    from datetime import date, datetime

    reads = {
        "integer": int,
        "year": int,
        "boolean": {"true": 1, "false": 0}.__getitem__,
        "date": date.fromisoformat,
        "datetime": datetime.fromisoformat,
        "string": str,
    }
    try:
        reads[kind](cell or "0" if kind in ("integer", "year") else cell)
    except (ValueError, KeyError):
        return False
    return True


def test_keys_are_keys_and_what_they_point_at_is_there(client, shelf):
    found = package(client)
    rows = {
        one.file: [
            dict(zip([c.name for c in one.columns], row, strict=True)) for row in table(found.read(one.file))[1:]
        ]
        for one in tables()
    }
    for one in tables():
        keys = [tuple(row[name] for name in one.key) for row in rows[one.file]]
        assert len(set(keys)) == len(keys), one.file
    passages = {row["uid"] for row in rows["passages.csv"]}
    assert {row["document"] for row in rows["passages.csv"]} <= {row["uid"] for row in rows["documents.csv"]}
    assert {row["passage"] for row in rows["citations.csv"]} <= passages
    assert {row["release"] for row in rows["lines.csv"]} == {row["uid"] for row in rows["releases.csv"]}


@pytest.mark.parametrize("who", ["anonymous", "member", "officer"])
def test_only_what_is_public_is_in_it_whoever_asks(cast, shelf, who):
    client = cast.client(who)
    for name in (*FILES, "package.zip"):
        data = body(client, HOME.format("en") + f"open-data/{name}")
        assert b"members.txt" not in data
    assert [row[0] for row in table(body(client, HOME.format("en") + "open-data/documents.csv"))[1:]] == [shelf.uid]


def test_the_same_data_is_the_same_package(client, shelf):
    first = body(client, HOME.format("en") + "open-data/package.zip")

    assert body(client, HOME.format("fr") + "open-data/package.zip") == first


def test_a_text_that_would_be_a_formula_is_told_to_be_text(client, cast, shelf):
    with cast.scope():
        Document.objects.filter(pk=shelf.pk).update(title={"en": "=1+1", "ar": "@x", "fr": "\t-2"}, origin="+3")
        Passage.objects.filter(rendition__document=shelf, number=3).update(text="=HYPERLINK(1)")

    cells = [
        cell
        for name in ("documents", "passages")
        for row in table(body(client, HOME.format("en") + f"open-data/{name}.csv"))
        for cell in row
    ]

    assert [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@")] == []
    assert {"'=1+1", "'@x", "'+3", "'=HYPERLINK(1)"} <= set(cells)


def test_a_table_is_read_in_stretches_and_nothing_is_lost(client, cast, shelf, monkeypatch):
    whole = body(client, HOME.format("en") + "open-data/passages.csv")
    monkeypatch.setattr(opendata, "BATCH", 2)

    assert body(client, HOME.format("en") + "open-data/passages.csv") == whole
    assert len(table(whole)) > 5


@pytest.mark.parametrize("wrong", ["nothing.csv", "documents.zip", "package.csv", "dictionary.json"])
def test_a_file_that_does_not_exist_is_not_found(client, shelf, wrong):
    assert client.get(HOME.format("en") + f"open-data/{wrong}").status_code == 404


def test_the_page_says_what_every_column_means(client, cast, lang):
    page = client.get(HOME.format(lang) + "open-data/").content.decode()

    for one in tables():
        for column in one.columns:
            assert f'<code dir="ltr">{column.name}</code>' in page
            assert opendata.in_all(column.meaning)[lang].replace("'", "&#x27;") in page


def test_the_page_on_the_api_tells_every_operation(client, db, lang):
    page = client.get(f"/{lang}/about/api/").content.decode()
    told = client.get("/api/v1/openapi.json").json()

    assert page.count('<h2 id="operation-') == len(told["paths"])
    assert all(path in page for path in told["paths"])


@pytest.mark.parametrize("key", ["documents", "releases"])
def test_a_feed_has_what_a_reader_of_feeds_needs(client, cast, shelf, lang, key):
    answer = client.get(HOME.format(lang) + f"feeds/{key}.atom")
    feed = ElementTree.fromstring(answer.content)
    entries = feed.findall(f"{ATOM}entry")

    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
    assert len(entries) == 1
    for one in (feed, *entries):
        assert all(one.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    [entry] = entries
    assert entry.findtext(f"{ATOM}author/{ATOM}name")
    assert client.get(entry.find(f"{ATOM}link").get("href")).status_code == 200
    assert feed.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}updated")
    assert f'href="{HOME.format(lang)}feeds/{key}.atom"' in client.get(HOME.format(lang)).content.decode()


def test_an_empty_feed_is_a_feed(client, cast):
    feed = ElementTree.fromstring(client.get(HOME.format("en") + "feeds/documents.atom").content)

    assert feed.findtext(f"{ATOM}updated") == AT.isoformat()
    assert feed.findall(f"{ATOM}entry") == []


def test_what_xml_cannot_hold_is_left_out_and_the_rest_is_text(client, cast, shelf):
    with cast.scope():
        Document.objects.filter(pk=shelf.pk).update(title={"en": "A\x0b & B\x1b <b>c</b>\ufffe"})

    data = client.get(HOME.format("en") + "feeds/documents.atom").content

    assert ElementTree.fromstring(data).findtext(f"{ATOM}entry/{ATOM}title") == "A & B <b>c</b>"


def test_a_sitemap_that_is_too_long_names_its_parts_and_loses_nothing(client, cast, shelf, monkeypatch):
    def locations(path: str) -> list[str]:
        tree = ElementTree.fromstring(client.get(path).content)
        return [e.text.removeprefix("http://testserver") for e in tree.iter() if e.tag.endswith("}loc")]

    whole = locations("/sitemap.xml")
    monkeypatch.setattr(machines, "MOST", 4)
    parts = locations("/sitemap.xml")

    assert len(parts) > 2
    assert [page for part in parts for page in locations(part)] == whole
    assert f"/ar/arab-review/documents/{shelf.uid}/" in whole
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


@pytest.mark.parametrize("address", ["feeds/documents.atom", "open-data/documents.csv", "open-data/passages.csv", ""])
def test_as_many_questions_for_three_as_for_one(client, cast, address):
    with cast.scope():
        public(cast)

    def queries() -> int:
        body(client, HOME.format("en") + address)
        with CaptureQueriesContext(connection) as asked:
            body(client, HOME.format("en") + address)
        return len(asked)

    one = queries()
    for name, text in list(papers.PAPERS.items())[::2]:
        document = evidence.deposit(
            cast.institution, text.encode(), name, by=cast.badr.actor, at=AT, visibility=Visibility.PUBLIC
        ).document
        evidence.code(cast.institution, [document], by=cast.badr.actor, at=AT, workers=1)
    assert queries() == one
