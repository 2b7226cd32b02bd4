"""The Word file: real right-to-left, real headings, styles, fields."""

import io
import re
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from mithaq.exchange.bidi import FSI, PDI
from mithaq.exchange.formats import word
from mithaq.exchange.formats.word.markup import stretches
from tests.exchange import sample


@pytest.fixture(scope="module")
def written():
    return {lang: word.write(sample.report(lang, hostile=True)) for lang in ("ar", "en", "fr")}


def opened(written, lang):
    return Document(io.BytesIO(written[lang]))


def test_headings_are_headings(written):
    headings = [(p.style.name, p.text) for p in opened(written, "en").paragraphs if p.style.name.startswith("Heading")]

    assert headings[:6] == [
        ("Heading 1", "How this was made"),
        ("Heading 2", "Files that could not be read"),
        ("Heading 1", "What was said"),
        ("Heading 2", "Collect and use data"),
        ("Heading 3", "Recommendations"),
        ("Heading 3", "Challenges"),
    ]


def test_headings_of_objectives_are_numbered_by_word_with_the_number_of_the_objective(written, lang):
    document = opened(written, lang)
    lists = {
        num.get(qn("w:numId")): num.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}").get(qn("w:val"))
        for num in document.part.numbering_part.element.iter(qn("w:num"))
    }
    told = [number.get(qn("w:val")) for number in document.element.body.iter(qn("w:numId"))]

    assert [lists[number] for number in told] == ["1", "2", "3", "4"]
    assert len(set(told)) == 4, "each has a list of its own, or Word would count on"


def test_an_arabic_file_runs_from_right_to_left(written):
    document = opened(written, "ar")
    normal = document.styles["Normal"].element

    assert normal.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    assert document.sections[0]._sectPr.find(qn("w:bidi")) is not None
    assert all(t._tbl.tblPr.find(qn("w:bidiVisual")) is not None for t in document.tables)


def test_a_latin_file_runs_from_left_to_right(written):
    document = opened(written, "fr")

    assert document.styles["Normal"].element.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is None
    assert all(t._tbl.tblPr.find(qn("w:bidiVisual")) is None for t in document.tables)


def test_each_run_says_its_direction_and_language(written, lang):
    arabic = re.compile("[\u0621-\u064a]")
    for run in opened(written, lang).element.body.iter(qn("w:r")):
        text = "".join(t.text or "" for t in run.iter(qn("w:t")))
        properties = run.find(qn("w:rPr"))
        if arabic.search(text):
            assert properties.find(qn("w:rtl")) is not None, text
            assert properties.find(qn("w:lang")).get(qn("w:bidi")) == "ar-SA"
        elif re.search("[A-Za-z]", text):
            assert properties.find(qn("w:rtl")) is None, text


def test_quotations_have_the_style_of_their_own_direction(written):
    styles = {p.style.name for p in opened(written, "en").paragraphs if "نوصي" in p.text or "We recommend" in p.text}

    assert styles == {"Quotation from the right", "Quotation from the left"}


def test_looks_come_from_styles_not_from_paragraphs(written, lang):
    body = opened(written, lang).element.body
    direct = {child.tag for pPr in body.iter(qn("w:pPr")) for child in pPr} - {qn("w:pStyle")}
    runs = {child.tag for rPr in body.iter(qn("w:rPr")) for child in rPr}

    assert direct == {qn("w:numPr")}, "a heading's number is its own; all else is style"
    assert runs <= {qn("w:rStyle"), qn("w:rtl"), qn("w:lang")}


def test_every_style_named_exists(written):
    document = opened(written, "ar")
    known = {style.get(qn("w:styleId")) for style in document.styles.element.iter(qn("w:style"))}
    named = {
        element.get(qn("w:val"))
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle")
        for element in document.element.body.iter(qn(tag))
    }

    assert named <= known


def test_it_has_contents_with_links_and_page_numbers(written, lang):
    document = opened(written, lang)
    codes = [t.text.strip() for t in document.element.body.iter(qn("w:instrText"))]
    foot = [t.text.strip() for t in document.sections[0].footer._element.iter(qn("w:instrText"))]

    assert codes[0] == 'TOC \\o "1-2" \\h \\z \\u'
    assert {code.split()[0] for code in codes[1:]} == {"PAGEREF"}
    assert foot == ["PAGE", "NUMPAGES"]
    assert document.settings.element.find(qn("w:updateFields")).get(qn("w:val")) == "true"


def test_each_entry_of_the_contents_asks_for_the_page_of_a_heading(written, lang):
    body = opened(written, lang).element.body
    asked = [t.text.split()[1] for t in body.iter(qn("w:instrText")) if t.text.split()[0] == "PAGEREF"]
    headings = [
        mark.get(qn("w:name"))
        for p in body.iter(qn("w:p"))
        if (style := p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) is not None
        and style.get(qn("w:val")) in ("Heading1", "Heading2")
        for mark in p.iter(qn("w:bookmarkStart"))
    ]

    assert asked == headings


def test_every_link_leads_to_a_bookmark(written, lang):
    body = opened(written, lang).element.body
    places = [b.get(qn("w:name")) for b in body.iter(qn("w:bookmarkStart"))]
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}

    assert len(places) == len(set(places))
    assert links <= set(places)


def test_fields_and_bookmarks_are_closed(written, lang):
    body = opened(written, lang).element.body
    steps = [f.get(qn("w:fldCharType")) for f in body.iter(qn("w:fldChar"))]

    depth = 0
    for step in steps:
        depth += {"begin": 1, "separate": 0, "end": -1}[step]
        assert depth >= 0
    assert depth == 0
    assert steps.count("begin") == steps.count("separate") == steps.count("end") > 10
    assert len(list(body.iter(qn("w:bookmarkStart")))) == len(list(body.iter(qn("w:bookmarkEnd"))))


def test_tables_have_a_title_a_description_and_a_head_that_repeats(written):
    *_figures, matrix = opened(written, "en").tables
    told = matrix._tbl.tblPr

    assert told.find(qn("w:tblCaption")).get(qn("w:val")) == "Objectives by category"
    assert "no person has confirmed" in told.find(qn("w:tblDescription")).get(qn("w:val"))
    assert matrix.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_its_properties_name_it_and_its_language(written):
    core = opened(written, "ar").core_properties

    assert (core.title, core.language) == (sample.WORDED["ar"]["title"], "ar-SA")
    assert core.content_status == "suggested"
    assert core.created == core.modified == sample.MADE_AT


def test_lines_say_what_nobody_confirmed(written, lang):
    suggested = {"ar": "مقترح آلياً", "en": "suggested", "fr": "suggéré"}[lang]
    leads = [p.text for p in opened(written, lang).paragraphs if p.style.name == "Lead"]

    assert len(leads) == 12
    assert sum(suggested in lead for lead in leads) == 9


def test_texts_of_people_are_kept_and_cannot_steer(written, lang):
    text = "\n".join(p.text for p in opened(written, lang).paragraphs)

    assert "<script>alert(1)</script><img src=x onerror=alert(2)> &amp; {{ 7|add:7 }}" in text
    assert not set(text) & {FSI, PDI, "\u202e", "\x07"}


def test_every_part_is_well_formed(written, lang):
    with zipfile.ZipFile(io.BytesIO(written[lang])) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


@pytest.mark.parametrize(
    ("text", "rtl", "parts"),
    [
        ("وفق ILO C189.", True, [("وفق ", True), ("ILO C189", False), (".", True)]),
        ("a (الاتحاد العام) b", False, [("a (", False), ("الاتحاد العام", True), (") b", False)]),
        ("12 %", True, [("12 %", True)]),
        ("", False, []),
    ],
)
def test_words_of_the_other_script_are_runs_of_their_own(text, rtl, parts):
    assert list(stretches(text, rtl)) == parts
