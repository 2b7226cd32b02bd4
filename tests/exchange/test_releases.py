"""Releases as files: what was adopted in front, lines in their own language, nothing of what was withdrawn."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium
import pytest
from django.urls import reverse
from django.utils import translation
from docx import Document as WordFile
from docx.oxml.ns import qn
from openpyxl import load_workbook

from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document
from mithaq.exchange.formats import FORMATS, matrix, page, pdf, word
from mithaq.exchange.manuscript import compose
from mithaq.synthesis.models import LineRendition
from mithaq.synthesis.report import Adoption, Label, Report
from mithaq.synthesis.verifying import report_of
from tests import remembered
from tests.access.synthesis_releases import written
from tests.cast import AT
from tests.exchange import sample
from tests.synthesis import adopted

EVERY = (*FORMATS, "json")
ADDRESS = "https://example.org/ar/arab-review/synthesis/x/releases/3/"
WRITTEN = "نص كتبه شخص بالعربية."


def release(lang: str, *, text: str = WRITTEN, text_lang: str = "ar", rendition: str = "missing") -> Report:
    """The sample as it would be released: each line written, in one language."""
    plain = sample.report(lang, hostile=True)

    def worded(line, at):
        return replace(line, uid=f"line{at:012}", text=text, text_lang=text_lang, rendition=rendition)

    return replace(
        plain,
        sections=tuple(
            replace(s, lines=tuple(worded(line, n * 100 + at) for at, line in enumerate(s.lines)))
            for n, s in enumerate(plain.sections)
        ),
        adoption=Adoption(
            number=3, adopted_by=Label("اللجنة التوجيهية", "ar"), adopted_on=date(2026, 3, 8), digest="5f2d" * 16,
            citation="Said. \u2068Release 3\u2069.", address=ADDRESS, note=Label("ملاحظة", "ar"),
        ),
    )  # fmt: skip


def url(cast, made, form: str, lang: str = "en") -> str:
    with translation.override(lang):
        place = {"institution": cast.institution.slug, "uid": made.synthesis.uid, "number": made.number}
        return reverse("exchange:release", kwargs=place | {"format": form})


# ---- What each format prints.


def test_every_file_for_readers_says_what_was_adopted_in_front(lang):
    report = release(lang)

    texts = {
        "html": page.write(report).decode(),
        "pdf": pdfium.PdfDocument(pdf.write(report))[0].get_textpage().get_text_bounded(),
        "docx": "\n".join(
            cell.text for row in WordFile(io.BytesIO(word.write(report))).tables[0].rows for cell in row.cells
        ),
        "xlsx": "\n".join(
            str(row[0].value) for row in load_workbook(io.BytesIO(matrix.write((report,)))).worksheets[0].iter_rows()
        ),
    }

    for form, text in texts.items():
        assert "5f2d" * 4 in text or "d2f5" * 4 in text, form  # pdfium turns it round on an Arabic page
        assert "example" in text, form
        assert "2026" in text, form


def test_a_written_line_stands_in_its_own_language_and_direction(lang):
    report = release(lang)
    document = WordFile(io.BytesIO(word.write(report)))
    lines = [p for p in document.paragraphs if p.style.name == "Written from the right"]

    assert page.write(report).decode().count(f'<span lang="ar" dir="rtl">{WRITTEN}</span>') == 12
    assert len(lines) == 12
    assert all(WRITTEN in line.text for line in lines)
    style = document.styles["Written from the right"].element
    assert style.find(f"{qn('w:pPr')}/{qn('w:bidi')}").get(qn("w:val")) in (None, "1")
    for line in lines:
        first = line._p.find(qn("w:r"))
        assert first.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None


def test_a_latin_line_in_an_arabic_file_runs_from_the_left():
    document = WordFile(io.BytesIO(word.write(release("ar", text="Written.", text_lang="en"))))

    assert len([p for p in document.paragraphs if p.style.name == "Written from the left"]) == 12


@pytest.mark.parametrize(
    ("rendition", "said"),
    [("stale", "older translation: the original was changed since"), ("missing", "not translated yet")],
)
def test_what_is_stale_or_not_translated_is_marked_in_words(rendition, said):
    report = release("en", rendition=rendition)

    assert page.write(report).decode().count(said) == 12
    assert "\n".join(p.text for p in WordFile(io.BytesIO(word.write(report))).paragraphs).count(said) == 12
    text = " ".join(p.get_textpage().get_text_bounded() for p in pdfium.PdfDocument(pdf.write(report)))
    assert text.count(said) == 12


def test_the_address_leads_out_of_the_word_file():
    document = WordFile(io.BytesIO(word.write(release("fr"))))
    out = [link.get(qn("r:id")) for link in document.element.body.iter(qn("w:hyperlink")) if link.get(qn("r:id"))]

    assert [document.part.rels[key].target_ref for key in out] == [ADDRESS]
    assert all(document.part.rels[key].is_external for key in out)


def test_every_citation_of_a_written_line_leads_to_its_evidence(lang):
    body = WordFile(io.BytesIO(word.write(release(lang)))).element.body
    places = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    cited = {
        link.get(qn("w:anchor"))
        for p in body.iter(qn("w:p"))
        if p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") is not None
        and p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")) == "WrittenRight"
        for link in p.iter(qn("w:hyperlink"))
    }

    assert len(cited) == 24
    assert cited <= places


def test_the_workbook_lists_the_lines_from_right_to_left_and_runs_nothing():
    book = load_workbook(io.BytesIO(matrix.write(tuple(release(lang, text="=1+1") for lang in ("ar", "en", "fr")))))
    sheets = {sheet.title: sheet for sheet in book.worksheets if sheet["D5"].value == "=1+1"}

    assert len(sheets) == 3
    assert [s.sheet_view.rightToLeft for s in sheets.values()] == [True, False, False]
    for sheet in sheets.values():
        assert sheet["D5"].data_type == "s" and sheet["D5"].quotePrefix
        assert sheet["F5"].value.startswith("[")
        assert sheet.max_row == 4 + 12


@pytest.mark.parametrize(("rendition", "hidden"), [("missing", False), ("original", True)])
def test_the_state_of_translations_is_a_column_only_where_there_is_one_to_tell(rendition, hidden):
    lines = load_workbook(io.BytesIO(matrix.write((release("ar", rendition=rendition),)))).worksheets[1]

    assert lines["E4"].value == "الترجمة"
    assert lines.column_dimensions["E"].hidden is hidden


def test_an_address_in_the_workbook_keeps_its_order_among_arabic_words():
    notes = load_workbook(io.BytesIO(matrix.write((release("ar"),)))).worksheets[0]

    assert f"العنوان الدائم: \u2068{ADDRESS}\u2069" in [row[0].value for row in notes.iter_rows()]


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_the_cover_of_a_word_file_shows_facts_or_figures_as_the_printed_one(lang):
    released = WordFile(io.BytesIO(word.write(release(lang))))
    drafted = WordFile(io.BytesIO(word.write(sample.report(lang))))

    assert [p.style.name for p in released.paragraphs].count("Adopted note") > 0
    assert "Figure value" not in _styles_of_cells(released)
    assert "Figure value" in _styles_of_cells(drafted)


def _styles_of_cells(document) -> set[str]:
    return {p.style.name for t in document.tables for row in t.rows for cell in row.cells for p in cell.paragraphs}


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_sections_without_a_line_are_told_together_in_a_release(lang):
    full = release(lang)
    kept, *silent = full.sections
    quiet = replace(full, sections=(kept, *(replace(section, lines=()) for section in silent)))

    parts = compose(quiet).parts
    drafted = compose(replace(quiet, adoption=None)).parts

    assert len(silent) > 1
    assert [part.anchor for part in parts] == ["part-1", "part-silent"]
    assert all(f"{section.number}. " in parts[1].empty for section in silent)
    assert len(drafted) == len(full.sections)


def test_counts_stay_suggested_though_every_line_is_a_persons():
    text = page.write(replace(release("en"), status="confirmed")).decode()

    assert "Suggested by the software; no person has confirmed these counts." in text


def test_what_people_say_of_a_release_cannot_steer_its_files():
    hostile = replace(release("en"), title="\u202eevil\u202c <script>alert(1)</script>")

    shown = page.write(hostile).decode()

    assert "\u202e" not in shown
    assert "<script>" not in shown


# ---- Who takes them away.


@pytest.fixture
def made(cast):
    with cast.scope():
        yield remembered.once("released", lambda: adopted.release(cast, written(cast)))


@pytest.mark.parametrize("form", EVERY)
def test_whoever_may_read_it_takes_every_format_away(cast, made, form, lang):
    answer = cast.client("anonymous").get(url(cast, made, form, lang))

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="arab-review-release-1')
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("form", EVERY)
def test_who_may_not_read_it_does_not_learn_that_it_exists(cast, made, form):
    Document.objects.update(visibility=Visibility.CONFIDENTIAL)

    assert cast.client("member").get(url(cast, made, form)).status_code == 404
    assert cast.client("officer").get(url(cast, made, form)).status_code == 200


def test_an_unknown_format_is_not_found(cast, made):
    assert cast.client().get(url(cast, made, "odt")).status_code == 404


def test_a_file_says_what_was_adopted_and_not_what_the_draft_says_now(cast, made):
    LineRendition.objects.update(text="Written afterwards.")

    assert "Written afterwards." not in cast.client().get(url(cast, made, "html")).content.decode()


def test_the_evidence_of_a_release_is_what_it_cites(cast, made):
    rows = list(csv.DictReader(io.StringIO(cast.client().get(url(cast, made, "csv")).content.decode("utf-8-sig"))))
    cited = {q.passage for s in report_of(made, "en").sections for line in s.lines for q in line.quotes}

    assert {row["passage"] for row in rows} == cited
    assert all(row["citation"] for row in rows)


@pytest.mark.parametrize("form", EVERY)
def test_what_was_withdrawn_is_in_no_file(cast, made, form):
    quote = next(q for s in report_of(made, "en").sections for line in s.lines for q in line.quotes)
    before = _text(form, cast.client().get(url(cast, made, form)).content)
    Document.objects.update(withdrawn_at=AT)

    after = _text(form, cast.client().get(url(cast, made, form)).content)

    if form != "xlsx":  # which quotes nothing
        assert quote.text in before
    assert quote.text not in after
    assert "paper.txt" not in after


def _text(form: str, content: bytes) -> str:
    def printed() -> str:
        pages = (p.get_textpage().get_text_bounded() for p in pdfium.PdfDocument(content))
        return " ".join(" ".join(pages).split())

    def typed() -> str:
        return "\n".join(p.text for p in WordFile(io.BytesIO(content)).paragraphs)

    def counted() -> str:
        return str([c.value for s in load_workbook(io.BytesIO(content)) for row in s.iter_rows() for c in row])

    read = {"pdf": printed, "docx": typed, "xlsx": counted}
    return read.get(form, lambda: content.decode())()


def test_the_json_says_that_words_were_withdrawn_and_keeps_the_digest(cast, made):
    whole = json.loads(cast.client().get(url(cast, made, "json")).content)
    Document.objects.update(withdrawn_at=AT)

    left = json.loads(cast.client().get(url(cast, made, "json")).content)

    assert whole["withdrawn_since"] == []
    assert left["withdrawn_since"] == sorted(Document.objects.values_list("uid", flat=True))
    assert whole["digest"] == left["digest"] == made.digest
