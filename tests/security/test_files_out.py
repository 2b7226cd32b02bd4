"""The corpus goes out of the house in every file, answer, feed and letter, and is text in each of them."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from xml.etree import ElementTree

import openpyxl
import pypdfium2
import pytest
from django.urls import reverse
from docx import Document as WordFile

from mithaq.exchange.bidi import clean
from mithaq.exchange.formats import FORMATS
from tests.house.test_xss import MARK, _Page
from tests.security.hostile import FORMULAS, LONG, SIGNS, TEX, TEXTS, TYPST, XML, filled

NAME = "<b>zq7</b> =zq7 #zq7 $zq7$ &zq7; {{zq7}} \\zq7"
ACTING = ("=", "+", "-", "@", "\t", "\r", "＝")
HOME = "/en/arab-review/"
ATOM = "{http://www.w3.org/2005/Atom}"


def get(client, address: str):
    answer = client.get(address)
    assert answer.status_code == 200, f"{address} answers {answer.status_code}"
    return answer


def data(answer) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def addresses(cast, release, form: str) -> list[str]:
    home = {"institution": cast.institution.slug, "format": form}
    return [
        reverse("exchange:report", kwargs={**home, "uid": release.synthesis.uid}),
        reverse("exchange:release", kwargs={**home, "uid": release.synthesis.uid, "number": release.number}),
    ]


def bare(text: str) -> str:
    """Without what a printer may change: spaces, ends of lines, signs of direction and hyphens at the end of a line."""
    return re.sub(r"[\s\u00ad\u2010\ufffe\u200b-\u200f\u2060-\u2069]+|-", "", text)


@pytest.fixture
def out(cast):
    """What anybody is given, of a house full of the corpus."""
    release = filled(cast, TEXTS, name=NAME)
    client = cast.client("anonymous")

    def files(form: str) -> list[bytes]:
        return [data(get(client, address)) for address in addresses(cast, release, form)]

    files.client, files.release = client, release
    return files


def test_a_page_to_take_away_runs_nothing_and_says_everything(out):
    for file in out("html"):
        page = _Page()
        page.feed(file.decode())
        page.close()
        said = bare("".join(page.said))

        assert page.wrong == []
        assert [text for text in (*TEXTS, NAME) if bare(clean(text)) not in said] == []


def test_typst_sets_the_corpus_as_text(out):
    for file in out("pdf"):
        pdf = pypdfium2.PdfDocument(file)
        said = bare("".join(page.get_textpage().get_text_range() for page in pdf))

        assert [text for text in (*TEXTS, NAME) if bare(clean(text)) not in said] == []
        assert "root:x:0" not in said
        assert b"/JavaScript" not in file and b"/Launch" not in file
        assert not re.search(rb"/URI \([^)]*zq7", file)


def test_word_holds_the_corpus_as_text_without_field_or_link_of_it(out):
    for file in out("docx"):
        package = zipfile.ZipFile(io.BytesIO(file))
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                tree = ElementTree.fromstring(package.read(name))
                assert not any(MARK in element.tag for element in tree.iter())
                for element in tree.iter():
                    if element.tag.endswith(("}instrText", "}fldSimple", "}Relationship", "}hyperlink")):
                        assert MARK not in f"{element.text} {element.attrib}", name
        body = WordFile(io.BytesIO(file)).element
        said = bare("".join(node.text or "" for node in body.iter() if node.tag.endswith("}t")))

        assert [text for text in (*TEXTS, NAME) if bare(clean(text)) not in said] == []


def test_no_cell_of_a_workbook_is_a_formula(cast):
    release = filled(cast, FORMULAS, name=FORMULAS[0])
    client = cast.client("anonymous")
    home = f"{HOME}matrix/matrix.xlsx?by="
    for address in [*addresses(cast, release, "xlsx"), *(home + by for by in ("document", "country", "category"))]:
        book = openpyxl.load_workbook(io.BytesIO(data(get(client, address))))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]

        assert {cell.data_type for cell in cells} <= {"s", "n"}, address
        assert not any(cell.hyperlink and MARK in str(cell.hyperlink.target) for cell in cells)
        if "category" not in address and "country" not in address:
            assert any(MARK in str(cell.value) for cell in cells), address


def test_no_cell_of_a_table_is_a_formula(cast):
    release = filled(cast, FORMULAS, name=FORMULAS[0])
    client = cast.client("anonymous")
    package = zipfile.ZipFile(io.BytesIO(data(get(client, f"{HOME}open-data/package.zip"))))
    tables = {name: package.read(name) for name in package.namelist() if name.endswith(".csv")}
    tables |= {address: data(get(client, address)) for address in addresses(cast, release, "csv")}
    for by in ("document", "country", "category"):
        tables[by] = data(get(client, f"{HOME}matrix/matrix.csv?by={by}"))
    for key in ("states", "speakers", "taking-part"):
        tables[key] = data(get(client, f"{HOME}figures/{key}.csv"))

    met = set()
    for name, table in tables.items():
        for row in csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")):
            met |= {name for cell in row if MARK in cell}
            acting = [cell for cell in row if MARK in cell and re.sub(r"^[\s\u202e\ufeff]+", "", cell)[:1] in ACTING]
            assert acting == [], name
    assert len(met) >= 7, met
    described = json.loads(package.read("datapackage.json"))
    assert described["title"] == FORMULAS[0]


def test_answers_of_the_api_say_it_as_it_was_written(out):
    api = "/api/v1/institutions/arab-review"
    told = {what: get(out.client, f"{api}/{what}").json()["items"] for what in ("documents", "passages", "releases")}
    report = get(out.client, f"{api}/syntheses/{out.release.synthesis.uid}/report").json()
    frozen = get(out.client, f"{api}/releases/{out.release.uid}").json()

    assert told["documents"][0]["title"]["ar"] == NAME == told["releases"][0]["adopted_by"]["fr"]
    said = bare(" ".join(one["text"] for one in told["passages"]))
    assert [text for text in TEXTS if bare(clean(text)) not in bare(clean(said))] == []
    for answer in (report, frozen):
        assert MARK in json.dumps(answer)


@pytest.mark.parametrize("key", ["documents", "releases"])
def test_feeds_and_sitemap_are_well_formed_whatever_is_in_a_title(cast, key):
    release = filled(cast, [XML], name=f"{SIGNS} {XML}"[:200])
    client = cast.client("anonymous")
    feed = ElementTree.fromstring(data(get(client, f"{HOME}feeds/{key}.atom")))
    ElementTree.fromstring(data(get(client, "/sitemap.xml")))

    [entry] = feed.findall(f"{ATOM}entry")
    assert XML[:60] in entry.findtext(f"{ATOM}title")
    assert not re.search("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]", "".join(feed.itertext()))
    assert release.number == 1


@pytest.mark.parametrize("text", [SIGNS, LONG, TYPST, "\u202e" * 40 + MARK, "\u0301" * 60 + MARK, "🕊" * 60 + MARK])
def test_signs_that_no_file_holds_and_words_without_end_break_none(cast, text):
    release = filled(cast, [text], name=text)
    client = cast.client("anonymous")
    for form in FORMATS:
        for address in addresses(cast, release, form):
            file = data(get(client, address))
            if form == "html":
                assert "\u202e" not in file.decode()
            elif form == "docx":
                assert "\u202e" not in WordFile(io.BytesIO(file)).element.xml
            elif form == "xlsx":
                openpyxl.load_workbook(io.BytesIO(file))
            elif form == "pdf":
                assert len(pypdfium2.PdfDocument(file)) >= 1


def test_a_citation_takes_no_command_and_no_field_from_a_title(cast):
    release = filled(cast, ["fees"], name=TEX)
    client = cast.client("anonymous")
    place = {"institution": cast.institution.slug, "uid": release.synthesis.uid, "number": release.number}
    bib, csl = (
        get(client, reverse("synthesis:release_cite", kwargs={**place, "form": form})) for form in ("bib", "csl")
    )

    tex = bib.content.decode()
    assert re.findall(r"(?m)^  (\w+) = \{", tex) == [
        "author", "title", "edition", "note", "year", "month", "day", "url", "language", "annote",
    ]  # fmt: skip
    assert r"\input" not in tex and not re.search(r"(?<!\\)[%$&#_]", tex.replace("http", "").split("url =")[0])
    depth = 0
    for sign in re.sub(r"\\[{}]", "", tex):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert json.loads(csl.content)[0]["title"] == TEX
    for answer in (bib, csl):
        assert MARK not in answer["Content-Disposition"]
        assert answer["X-Content-Type-Options"] == "nosniff"
