"""What people write is never run: not by a browser, a spreadsheet, a word processor, typst or an HTTP header."""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as WordFile

from mithaq.evidence.models import Document, Passage
from mithaq.exchange.formats import FORMATS
from mithaq.foundation.fields import words
from tests.security.test_ways_out import texts

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=cmd|' /C calc'!A0",
    '#read("/etc/passwd") #eval("1+1") $ x $ #import "x.typ": *',
    "]]></w:t><w:instrText>HYPERLINK</w:instrText>",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "%(name)s %s %",
    "\u202egpj.exe",
)
CONTROLS = "a\x01b\x0bc\x1bd\x7fe\ufffef\uffffg\u2028h\x85i"
FILE_NAMES = (
    "plain.txt",
    'quo"te.txt',
    "new\nline.txt",
    "head\r\nX-Evil: 1\r\n\r\n<script>.txt",
    "rtl\u202egpj.txt",
    "تقرير.txt",
    "../../etc/passwd",
    "semi;colon, comma.txt",
    "back\\slash.txt",
)


def url(cast, name: str, **more) -> str:
    return reverse(name, kwargs={"institution": cast.institution.slug, **more})


def all_files(cast, synthesis, who: str = "officer") -> dict[str, object]:
    client = cast.client(who)
    return {form: client.get(url(cast, "exchange:report", uid=synthesis.uid, format=form)) for form in FORMATS}


def plant(cast, document, text: str) -> None:
    with cast.scope():
        Document.objects.filter(pk=document.pk).update(
            title=words(ar=text, en=text, fr=text), file_name=text[:255], origin=text, licence=text
        )
    cast.institution.name = words(ar=text, en=text, fr=text)
    cast.institution.save()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_titles_and_names_reach_every_file_as_text(cast, deposit, synthesised, text):
    document = deposit()
    synthesis = synthesised([document], title={"ar": text, "en": text, "fr": text})
    plant(cast, document, text)
    files = all_files(cast, synthesis)

    assert {answer.status_code for answer in files.values()} == {200}
    page = texts(files["html"])
    assert "<script" not in page.lower() and "<img src=x" not in page
    assert "script-src 'none'" in page or "default-src 'none'" in page
    for row in csv.reader(io.StringIO(texts(files["csv"]).removeprefix("\ufeff"))):
        assert not any(cell.lstrip().startswith(("=", "+", "@", "-")) for cell in row)
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"].content))
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    word = WordFile(io.BytesIO(files["docx"].content))
    assert "instrText>HYPERLINK" not in word.element.xml.replace("&lt;", "").replace("&gt;", "")
    assert "root:x:0" not in texts(files["pdf"])


def test_signs_no_xml_holds_do_not_break_a_file(cast, deposit, synthesised):
    """Control signs in a title or a passage are left out of Word, Excel and PDF, and the page stays whole."""
    document = deposit(
        f"Paper of the network {CONTROLS}\n\nWe recommend that governments {CONTROLS} abolish the fees.\n"
    )
    synthesis = synthesised([document], title={"en": f"Title {CONTROLS}"})
    plant(cast, document, f"Name {CONTROLS}")
    with cast.scope():
        for passage in Passage.objects.all():
            Passage.objects.filter(pk=passage.pk).update(headings=[f"Heading {CONTROLS}"])

    files = all_files(cast, synthesis)

    assert {form: answer.status_code for form, answer in files.items()} == dict.fromkeys(FORMATS, 200)
    WordFile(io.BytesIO(files["docx"].content))
    openpyxl.load_workbook(io.BytesIO(files["xlsx"].content))
    assert cast.client("officer").get(url(cast, "evidence:document", uid=document.uid)).status_code == 200


@pytest.mark.parametrize("name", FILE_NAMES)
def test_no_file_name_writes_a_header_or_leads_out_of_a_folder(cast, deposit, name):
    document = deposit(name=name)

    answer = cast.client("officer").get(url(cast, "evidence:original", uid=document.uid))

    assert answer.status_code == 200
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert "X-Evil" not in answer.headers
    assert not re.search(r"[\r\n/\u202e]", disposition)


def test_an_uploaded_page_is_never_shown_as_one(cast, deposit):
    page = "<html><body><h1>Paper of the network</h1><p>We recommend that fees be abolished.</p><script>1</script>"
    document = deposit(page, name="page.html")

    answer = cast.client("anonymous").get(url(cast, "evidence:original", uid=document.uid))

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    shown = texts(cast.client("anonymous").get(url(cast, "evidence:document", uid=document.uid)))
    assert "<script>1</script>" not in shown


@pytest.mark.parametrize("who", ["anonymous", "officer"])
def test_every_page_forbids_foreign_script_and_frames(cast, deposit, who):
    client = cast.client(who)
    for page in (
        "/en/",
        f"/en/{cast.institution.slug}/",
        url(cast, "evidence:documents"),
        "/en/nowhere/",
        "/en/account/login/",
    ):
        answer = client.get(page)
        policy = answer["Content-Security-Policy"]

        assert "unsafe" not in policy and "*" not in policy
        for directive in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
            assert directive in policy
        assert not re.search(
            r"<script(?![^>]*(src=|nonce=|application/json))|\son\w+=|javascript:|\sstyle=", texts(answer)
        ), page


def test_a_name_with_path_and_signs_is_made_plain_on_upload(cast):
    data = b"We recommend that governments abolish the recruitment fees paid by migrant workers.\n" * 3
    told = {"files": SimpleUploadedFile("x.txt", data), "visibility": "members"}
    told["files"].name = "../../evil.txt"

    cast.client("officer").post(url(cast, "evidence:deposit"), told)

    with cast.scope():
        assert Document.objects.get().file_name == "evil.txt"
