"""A release of the five source documents with sixty lines: must-show 4 of issue 3, when `../shared/seeds` is there.

The words of the lines are made by the machine for this test, and say so; nobody adopted anything.
"""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path
from shutil import which

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from benchmarks import release as sixty
from docx import Document as WordFile
from docx.oxml.ns import qn
from tests import cast as everybody
from tests.cast import AT

from mithaq.evidence import files
from mithaq.evidence.enums import Visibility
from mithaq.exchange.formats import FORMATS
from mithaq.synthesis import selectors, services
from mithaq.synthesis.models import Release
from mithaq.synthesis.verifying import report_of, verify_release

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.django_db,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the five source documents are not here"),
]
ADDRESS = "https://example.org/ar/arab-review/synthesis/x/releases/1/"
STALE_IN = {"ar": 0, "en": 20, "fr": 20}


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker, tmp_path_factory):
    """The release, made once for all tests of this file: each of them changes it in a transaction of its own."""
    from django.db import transaction
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(FILES=folder), transaction.atomic():
        cast = everybody.assemble()
        everybody.compact(cast)
        with cast.scope():
            synthesis = sixty.drafted(cast.institution, SEEDS, by=cast.badr.actor, at=AT)
            sixty.write(synthesis, lines=60, by=cast.badr.actor, at=AT)
            yield cast, sixty.released(synthesis, by=cast.amal.actor, at=AT), folder
        transaction.set_rollback(True)


@pytest.fixture
def adopted(once, settings):
    cast, release, settings.FILES = once
    return cast, release


def test_it_has_sixty_lines_of_five_documents_in_three_languages(adopted):
    _cast, release = adopted

    reports = {lang: report_of(release, lang) for lang in ("ar", "en", "fr")}

    assert release.lines == 60
    assert release.sources.count() == 5
    for report in reports.values():
        assert sum(len(section.lines) for section in report.sections) == 60
        assert all(line.text and line.quotes for section in report.sections for line in section.lines)


def test_every_citation_resolves_and_every_quotation_stands_in_its_original(adopted):
    cast, release = adopted

    checked = verify_release(release)
    quoted = {q.passage for s in report_of(release, "en").sections for line in s.lines for q in line.quotes}

    assert checked.holds
    assert checked.findings == ()
    assert checked.checked == release.cited == len(quoted)
    for uid in quoted:
        assert services_passage(cast, uid) is not None


def services_passage(cast, uid: str):
    from mithaq.evidence import selectors as evidence

    return evidence.passage(cast.institution, uid, to=None)


def test_a_changed_original_is_caught_and_named(adopted):
    _cast, release = adopted
    document = release.citations.first().document
    place = files.place(document.digest)
    sound = place.read_bytes()
    try:
        place.write_bytes(sound.replace(b"a", b"e", 1))
        checked = verify_release(Release.objects.get(pk=release.pk))
        refused = services.check(release.synthesis).faults
    finally:
        place.write_bytes(sound)

    assert not checked.holds
    assert {f.key for f in checked.findings} == {"bytes"}
    assert {f.document for f in checked.findings} == {document.uid}
    assert {f.facts["file"] for f in checked.findings} == {document.file_name}
    assert {(f.key, f.document) for f in refused} == {("bytes", document.uid)}


def test_stale_translations_are_marked_in_every_format(adopted, lang):
    _cast, release = adopted
    report = selectors.cited_as(release, lang, address=ADDRESS)
    marks = [line.rendition for section in report.sections for line in section.lines]
    word = {
        "ar": "ترجمة متقادمة:",
        "en": "older translation:",
        "fr": r"traduction périmée\s:",
    }[lang]  # fmt: skip

    page = FORMATS["html"].write((report,)).decode()
    text = "\n".join(p.text for p in WordFile(io.BytesIO(FORMATS["docx"].write((report,)))).paragraphs)

    assert marks.count("stale") == STALE_IN[lang]
    assert len(re.findall(f">{word}", page)) == len(re.findall(word, text)) == STALE_IN[lang]


def test_the_word_file_runs_from_right_to_left_with_numbered_headings_and_working_links(adopted, lang):
    _cast, release = adopted
    content = FORMATS["docx"].write((selectors.cited_as(release, lang, address=ADDRESS),))
    document = WordFile(io.BytesIO(content))
    body = document.element.body

    bidi = document.styles["Normal"].element.find(f"{qn('w:pPr')}/{qn('w:bidi')}")
    places = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = list(body.iter(qn("w:hyperlink")))
    inner = {link.get(qn("w:anchor")) for link in links} - {None}
    outer = {document.part.rels[key].target_ref for link in links if (key := link.get(qn("r:id")))}
    numbered = [p for p in document.paragraphs if p._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None]

    assert (bidi is not None) == (lang == "ar")
    assert inner <= places
    assert outer == {ADDRESS}
    assert {p.style.name for p in numbered} == {"Heading 2"}
    assert len(numbered) == len([s for s in report_of(release, lang).sections if s.number and s.lines])
    assert document.settings.element.find(qn("w:updateFields")) is not None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None


@pytest.mark.skipif(which("soffice") is None, reason="no office program is here")
def test_the_word_file_opens_in_an_office_program(adopted, lang, tmp_path):
    _cast, release = adopted
    file = tmp_path / "release.docx"
    file.write_bytes(FORMATS["docx"].write((selectors.cited_as(release, lang, address=ADDRESS),)))

    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", file.name],
        cwd=tmp_path, check=True, capture_output=True, timeout=180,
    )  # fmt: skip

    printed = pdfium.PdfDocument(tmp_path / "release.pdf")
    text = " ".join(page.get_textpage().get_text_bounded() for page in printed)
    assert len(printed) > 20
    assert release.digest[:20] in "".join(text.split())


def test_the_pdf_is_tagged_and_says_what_was_adopted(adopted, lang):
    _cast, release = adopted
    printed = pdfium.PdfDocument(FORMATS["pdf"].write((selectors.cited_as(release, lang, address=ADDRESS),)))
    cover = "".join(printed[0].get_textpage().get_text_bounded().split())

    assert raw.FPDFCatalog_IsTagged(printed)
    # pdfium turns round what runs from left to right on an Arabic page, run by run
    turned = "".join(reversed(re.findall("[0-9]+|[a-f]+", release.digest)))
    assert (turned if lang == "ar" else release.digest) in cover
    assert len(printed) > 20


def test_it_is_public_only_while_all_five_are(adopted):
    cast, release = adopted
    document = release.sources.first()
    seen = selectors.release(cast.institution, release.synthesis.uid, 1, to=None)
    document.visibility = Visibility.CONFIDENTIAL
    document.save()
    hidden = selectors.release(cast.institution, release.synthesis.uid, 1, to=None)
    document.visibility = Visibility.PUBLIC
    document.save()

    assert seen == release
    assert hidden is None
