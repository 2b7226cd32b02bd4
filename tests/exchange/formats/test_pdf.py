"""The PDF: tagged, archivable, found again by search, and never markup from a person's text."""

import ctypes
import json
import re

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
import typst

from mithaq.exchange.formats import pdf
from mithaq.exchange.formats.pdf.drawable import _EMBEDDED, MISSING, Drawable
from tests.exchange import sample


@pytest.fixture(scope="module")
def printed():
    """One PDF a language, opened."""
    return {lang: pdfium.PdfDocument(pdf.write(sample.report(lang, hostile=True))) for lang in ("ar", "en", "fr")}


def text_of(document: pdfium.PdfDocument) -> str:
    return " ".join(page.get_textpage().get_text_bounded() for page in document)


def roles(page: pdfium.PdfPage) -> list[str]:
    """The structure elements of a page, outermost first."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    found: list[str] = []

    def descend(element) -> None:
        size = raw.FPDF_StructElement_GetType(element, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDF_StructElement_GetType(element, buffer, size)
        found.append(buffer.raw.decode("utf-16-le").rstrip("\0"))
        for at in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, at)
            if child:
                descend(child)

    for at in range(raw.FPDF_StructTree_CountChildren(tree)):
        descend(raw.FPDF_StructTree_GetChildAtIndex(tree, at))
    raw.FPDF_StructTree_Close(tree)
    return found


def test_it_is_tagged_and_says_so(printed, lang):
    assert raw.FPDFCatalog_IsTagged(printed[lang])
    assert {"Document", "P", "H2", "BlockQuote", "Link"} <= set(roles(printed[lang][3]))


def test_it_claims_accessibility_and_archiving_and_typst_holds_it_to_that():
    content = pdf.write(sample.report("ar"))

    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in content
    assert pdf.STANDARDS == ["ua-1", "a-2a"]


def test_its_bookmarks_are_its_headings(printed):
    bookmarks = [(entry.level, entry.get_title()) for entry in printed["en"].get_toc()]

    assert bookmarks[:5] == [
        (0, "How this was made"),
        (1, "Files that could not be read"),
        (0, "What was said"),
        (1, "1 Collect and use data"),
        (1, "2 Minimise adverse drivers"),
    ]
    assert [title for level, title in bookmarks if level == 0][2:] == ["In figures", "Sources", "Evidence cited"]


def test_its_properties_name_it(printed):
    about = printed["ar"].get_metadata_dict()

    assert about["Title"] == sample.WORDED["ar"]["title"]
    assert about["Author"] == sample.WORDED["ar"]["institution"]
    assert about["CreationDate"].startswith("D:20260309")


def test_arabic_is_found_again_as_it_was_written():
    document = pdfium.PdfDocument(pdf.write(sample.report("ar")))
    found = re.sub(r"\s+", " ", text_of(document))

    for words in ("المحتويات", "جمع البيانات واستخدامها", "شبكة منظمات المهاجرين", "نقاط اتصال وطنية تجمع البيانات"):
        assert words in found or words[::-1] in found


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_texts_of_people_are_printed_and_not_obeyed(printed, lang):
    found = re.sub(r"\s+", " ", text_of(printed[lang]))

    assert '#set page(fill: red) *bold* _it_ $x^2$ <label> @ref `raw` // comment \\ #panic("no")' in found


def test_citations_lead_to_the_annex(printed):
    document = printed["en"]
    page = document[3]
    start, link = ctypes.c_int(0), raw.FPDF_LINK()
    targets = []
    while raw.FPDFLink_Enumerate(page, start, link):
        targets.append(raw.FPDFDest_GetDestPageIndex(document, raw.FPDFLink_GetDest(document, link)))

    annex = next(e.get_dest().get_index() for e in document.get_toc() if e.get_title() == "Evidence cited")
    assert len(targets) > 8
    assert all(target >= annex for target in targets)


def test_every_page_but_the_cover_says_that_nothing_is_confirmed(printed):
    suggested = {"ar": "مقترح", "en": "suggested", "fr": "suggéré"}
    for lang, document in printed.items():
        for page in document:
            found = page.get_textpage().get_text_bounded()
            assert suggested[lang] in found or suggested[lang][::-1] in found


def test_only_the_typefaces_of_the_house_are_used():
    content = _unpacked(pdf.write(sample.report("ar")))

    assert set(re.findall(rb"/FontName/[A-Z]{6}\+([A-Za-z]+)", content)) == {b"Amiri", b"NotoSans"}


def _unpacked(content: bytes) -> bytes:
    """Every object stream of a PDF, inflated."""
    import zlib

    out = [content]
    for start in re.finditer(rb"stream\r?\n", content):
        reader = zlib.decompressobj()
        try:
            out.append(reader.decompress(content[start.end() :]))
        except zlib.error:
            continue
    return re.sub(rb"\s+/", b"/", re.sub(rb"/FontName ", b"/FontName", b"\n".join(out)))


def drawable() -> Drawable:
    return Drawable(pdf.FONTS, "ltr")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("plain é “text” مرحباً", "plain é “text” مرحباً"),
        ("日本", MISSING * 2),
        ("a\ue000b", f"a{MISSING}b"),
        ("a😀", f"a{MISSING}"),
        ("α б → ✓ ≤", "α б → ✓ ≤"),
        ("e\u0301", "é"),
        ("\u0628\u0483", "\u0628"),
    ],
)
def test_what_cannot_be_drawn_is_replaced(written, shown):
    assert drawable().text(written) == shown


def test_it_remembers_that_something_was_replaced():
    plain, strange = drawable(), drawable()
    plain.text("مرحباً")
    strange.text("日")

    assert (plain.replaced, strange.replaced) == (False, True)


def test_signs_taken_on_trust_are_in_typst():
    """The typefaces inside typst cannot be asked; so each sign we rely on is set once, under both standards."""
    source = '#set document(title: "t")\n#set text(font: "Noto Sans")\n#json(bytes(sys.inputs.t))'

    typst.compile(
        source.encode(),
        font_paths=[pdf.FONTS],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=pdf.STANDARDS,
        sys_inputs={"t": json.dumps(" ".join(map(chr, _EMBEDDED)))},
    )


def test_a_word_longer_than_the_line_may_break():
    long = drawable().text("x" * 60)
    address = drawable().text("https://example.org/one?two=three&four=five")

    assert long.replace("\u200b", "") == "x" * 60
    assert max(map(len, long.split("\u200b"))) == 16
    assert "example.\u200borg/\u200bone?\u200btwo=\u200bthree&\u200bfour=\u200bfive" in address
