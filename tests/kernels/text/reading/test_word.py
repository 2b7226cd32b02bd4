"""Word documents: everything a reader sees, in the order of the page."""

import io
import zipfile

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from tests.kernels.text.reading import files

from mithaq.kernels.text.extract import extract
from mithaq.kernels.text.reading import read


def blocks(document):
    extracted = extract(files.saved(document), name="a.docx")
    hints = {hint.start: hint for hint in extracted.hints}
    found, at = [], 0
    for text in extracted.text.split("\n\n"):
        hint = hints.get(at)
        found.append((text, hint.kind if hint else "", hint.level if hint else 0))
        at += len(text) + 2
    return found


def test_paragraphs_and_tables_come_in_the_order_of_the_page():
    document = docx.Document()
    document.add_heading("عنوان", 1)
    document.add_paragraph("قبل الجدول")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("البلد", "العدد", "المغرب", "12"), strict=True):
        cell.text = text
    document.add_paragraph("بند", style="List Bullet")
    document.add_heading("فرع", 2)

    assert blocks(document) == [
        ("عنوان", "heading", 1),
        ("قبل الجدول", "", 0),
        ("البلد | العدد", "table", 0),
        ("المغرب | 12", "table", 0),
        ("بند", "bullet", 1),
        ("فرع", "heading", 2),
    ]


def test_a_table_of_one_column_is_only_a_frame():
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "First."
    cell.add_paragraph("Second.")

    assert blocks(document) == [("First.", "", 0), ("Second.", "", 0)]


def test_merged_cells_speak_once():
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Both rows"
    table.cell(0, 1).text = "one"
    table.cell(1, 1).text = "two"

    assert [text for text, _, _ in blocks(document)] == ["Both rows | one", "two"]


def test_inserted_text_is_read_and_deleted_text_is_not():
    document = docx.Document()
    paragraph = document.add_paragraph("Kept ")._p
    paragraph.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1"><w:r><w:t>added</w:t></w:r></w:ins>'))
    paragraph.append(parse_xml(f'<w:del {nsdecls("w")} w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del>'))

    assert blocks(document) == [("Kept added", "", 0)]


def test_content_controls_and_links_are_text_like_any_other():
    document = docx.Document()
    body = document.element.body
    body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    paragraph = document.add_paragraph("See ")._p
    link = OxmlElement("w:hyperlink")
    link.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>the page</w:t></w:r>"))
    paragraph.append(link)

    assert [text for text, _, _ in blocks(document)] == ["In a control", "See the page"]


def test_footnotes_follow_the_body():
    document = docx.Document()
    document.add_paragraph("Body.")
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>'
    notes = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    data = files.with_part(files.saved(document), "word/footnotes.xml", notes.encode())
    relations = (
        b'Target="footnotes.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"'
    )
    data = _with_relation(data, relations)

    assert extract(data, name="a.docx").text == "Body.\n\nA note."


def _with_relation(data, attributes):
    name = "word/_rels/document.xml.rels"
    old = zipfile.ZipFile(io.BytesIO(data)).read(name)
    new = old.replace(b"</Relationships>", b'<Relationship Id="rId99" ' + attributes + b"/></Relationships>")
    data = files.with_part(data, name, new, instead=True)
    types = zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml")
    part = (
        b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.footnotes+xml"/></Types>'
    )
    return files.with_part(data, "[Content_Types].xml", types.replace(b"</Types>", part), instead=True)


def test_a_style_based_on_a_heading_is_a_heading():
    document = docx.Document()
    style = document.styles.add_style("House title", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Heading 2"]
    document.add_paragraph("Ours", style="House title")

    assert blocks(document) == [("Ours", "heading", 2)]


def test_lists_of_questions_are_questions():
    document = docx.Document()
    document.add_paragraph("Comment les communes peuvent-elles agir ?", style="List Number")
    document.add_paragraph(files.FRENCH[0])

    assert [b.kind for b in read(files.saved(document), name="a.docx").blocks] == ["question", "paragraph"]
