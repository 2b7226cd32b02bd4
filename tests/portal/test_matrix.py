"""The matrix: what was said out of how much was read, silence shown, and what is unknown never told as zero."""

from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from django_scopes import scope

from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Status, Visibility
from mithaq.evidence.models import Coding
from mithaq.portal import crossing
from tests import cast as everybody
from tests import remembered
from tests.cast import AT
from tests.evidence import papers

PAGE = "/{}/arab-review/matrix/"
SECRET = """Minutes of a meeting on migration that are for the officers only

We recommend that governments abolish the recruitment fees paid by migrant workers in Somalia and in Djibouti.
"""


@pytest.fixture
def deposit(cast):
    everybody.compact(cast)

    def by_badr(text: str, name: str, visibility: str = Visibility.PUBLIC, *, coded: bool = True):
        document = evidence.deposit(
            cast.institution, text.encode(), name, by=cast.badr.actor, at=AT, visibility=visibility
        ).document
        if coded:
            evidence.code(cast.institution, [document], by=cast.badr.actor, at=AT, workers=1)
        return document

    return by_badr


@pytest.fixture
def shelf(deposit):
    return remembered.once("matrix", lambda: [deposit(text, name) for name, text in papers.PAPERS.items()])


def grid(cast, by: str = "country", to=None, **narrowed: str) -> crossing.Grid:
    with scope(institution=cast.institution):
        return crossing.grid(cast.institution, crossing.Asked(by, narrowed), to=to)


def rows(client, address: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))


def test_states_that_nobody_names_are_silent_with_what_was_read(cast, client, shelf, lang):
    found = grid(cast)
    page = client.get(PAGE.format(lang)).content.decode()

    silent = {column.key for column in found.silent}
    assert {"MA", "TN", "EG", "LB", "LY"} & silent == set()
    assert {"SO", "DJ", "YE"} <= silent
    assert all(column.label.in_(lang) in page for column in found.silent)
    of_all = re.findall(r'<li><bdi>.*?<span class="meta">0 \w+ \D*(\d+)', page)
    assert of_all == [str(found.statements)] * sum(column.is_of_region for column in found.silent)


def test_zero_is_told_where_something_was_read_and_nothing_where_nothing_was(cast, shelf):
    found = grid(cast)
    by_state = {column.key: [row[place] for row in found.cells] for place, column in enumerate(found.columns)}

    assert set(by_state["SO"]) == {None}
    assert {type(count) for count in by_state["MA"]} == {int}
    assert 0 in by_state["MA"]
    assert max(by_state["MA"]) > 0


def test_a_document_nobody_has_coded_is_unknown_and_not_silent(cast, deposit, shelf):
    raw = deposit("The cities of the coast say that migrants need schools and hospitals.", "raw.txt", coded=False)
    found = grid(cast, "document")

    [place] = [place for place, column in enumerate(found.columns) if column.key == raw.uid]
    assert found.columns[place].read is None
    assert {row[place] for row in found.cells} == {None}
    assert raw.uid not in {column.key for column in found.silent}


def test_the_kinds_of_speaker_and_nobody_are_all_statements(cast, shelf):
    found = grid(cast, "category")

    assert sum(column.read or 0 for column in found.columns) == found.statements
    assert [sum(n or 0 for n in row) for row in found.cells] == list(found.totals)


@pytest.mark.parametrize("asked", ["", "&lang=en", "&act=recommendation", "&confirmed=on"])
@pytest.mark.parametrize("by", crossing.BY)
def test_each_number_opens_just_as_many_passages(cast, client, shelf, by, asked):
    if "confirmed" in asked:
        with scope(institution=cast.institution):
            half = [coding for n, coding in enumerate(Coding.objects.order_by("pk")) if n % 3]
            Coding.objects.filter(pk__in=[coding.pk for coding in half]).update(status=Status.CONFIRMED)
            evidence.facets.refresh(cast.institution, [coding.passage_id for coding in half])
    answer = client.get(PAGE.format("en") + f"?by={by}{asked}")
    cells = [cell for _row, row in answer.context["table"] for cell in row if cell.count]

    assert cells
    for cell in cells:
        assert f'<a href="{escape(cell.url)}">' in answer.content.decode()
        found = client.get(cell.url)
        assert found.context["found"].total == cell.count, cell.url
        assert {option.value for facet in found.context["facets"] for option in facet.chosen} >= {"1"}


def test_it_is_narrowed_by_kind_language_and_year_and_to_what_a_person_confirmed(cast, client, shelf):
    everything = grid(cast).statements

    assert 0 < grid(cast, act="recommendation").statements < everything
    assert 0 < grid(cast, lang="ar").statements < everything
    assert grid(cast, year="2019").statements == 0
    page = client.get(PAGE.format("en") + "?confirmed=on")
    assert page.context["grid"].statements == 0
    assert 'class="empty"' in page.content.decode()


@pytest.mark.parametrize("wrong", ["by=nothing", "act=x&lang=%00", "year=99999999999999999999", "page=-1", "page=x"])
def test_what_is_no_choice_narrows_nothing(cast, client, shelf, wrong):
    page = client.get(PAGE.format("en") + f"?{wrong}")

    assert page.status_code == 200
    assert page.context["grid"].statements == grid(cast).statements


def test_nobody_counts_what_they_may_not_see(cast, client, deposit, shelf):
    before = grid(cast)
    deposit(SECRET, "secret.txt", Visibility.CONFIDENTIAL)

    assert grid(cast) == before
    assert grid(cast, to=cast.badr.account).statements > before.statements
    assert "SO" in {c.key for c in grid(cast).silent} - {c.key for c in grid(cast, to=cast.badr.account).silent}


def test_the_files_say_the_same_as_the_page(cast, client, shelf, lang):
    found = grid(cast)
    address = PAGE.format(lang) + "matrix.{}?by=country"

    table = rows(client, address.format("csv"))
    picture = ElementTree.fromstring(client.get(address.format("svg")).content)
    book = openpyxl.load_workbook(io.BytesIO(client.get(address.format("xlsx")).content))

    assert len(table) == 1 + len(found.rows) + 2
    assert table[-2][1:] == [str(n) for n in (*(c.read for c in found.columns), found.statements)]
    assert [cell or None for cell in table[1][1:-1]] == [None if n is None else str(n) for n in found.cells[0]]
    assert picture.get("lang") == lang
    assert len(book.worksheets) == 2
    assert all(sheet.sheet_view.rightToLeft is (lang == "ar") for sheet in book.worksheets)
    assert book.worksheets[1]["A5"].value.startswith("1. ")


def test_a_title_that_is_a_formula_is_no_formula_in_a_file(cast, client, deposit):
    from mithaq.evidence.models import Document

    paper = deposit(papers.ENGLISH, "paper.txt")
    with cast.scope():
        Document.objects.filter(pk=paper.pk).update(title={"en": "=HYPERLINK(1)", "ar": "+1", "fr": "@x"})

    head = rows(client, PAGE.format("en") + "matrix.csv?by=document")[0]
    book = openpyxl.load_workbook(io.BytesIO(client.get(PAGE.format("en") + "matrix.xlsx?by=document").content))

    assert head[1] == "'=HYPERLINK(1)"
    assert book.worksheets[1]["B4"].data_type == "s"


def test_who_speaks_is_told_with_its_share_and_who_is_cited_only_where_there_is_a_release(cast, client, shelf, lang):
    page = client.get(PAGE.format(lang))
    said = rows(client, PAGE.format(lang) + "voices.csv")

    assert page.context["cited"] is None
    assert sum(int(row[1]) for row in said[1:]) == int(said[1][2]) == page.context["grid"].statements
    assert client.get(PAGE.format(lang) + "cited.csv").status_code == 404


@pytest.mark.parametrize("wrong", ["matrix.png", "nothing.csv", "voices.xlsx"])
def test_a_file_that_does_not_exist_is_not_found(client, shelf, wrong):
    assert client.get(PAGE.format("en") + wrong).status_code == 404


def test_the_api_tells_the_same(cast, client, shelf):
    told = client.get("/api/v1/institutions/arab-review/matrix?by=country").json()
    found = grid(cast)

    assert [tuple(row["counts"]) for row in told["rows"]] == list(found.cells)
    assert [(column["key"], column["read"]) for column in told["columns"]] == [(c.key, c.read) for c in found.columns]


def test_the_page_asks_the_database_as_often_for_one_document_as_for_three(cast, client, deposit):
    def queries() -> int:
        client.get(PAGE.format("en") + "?by=document")
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE.format("en") + "?by=document")
        return len(asked)

    deposit(papers.ENGLISH, "one.txt")
    one = queries()
    deposit(papers.ARABIC, "two.txt")
    deposit(papers.FRENCH, "three.txt")

    assert queries() == one
