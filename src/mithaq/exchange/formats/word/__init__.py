"""The Word file: real headings, real right-to-left, styles instead of direct formatting, so that people can go on
writing in it. The same bytes for the same report.

`styles` says how things look, `markup` how a text becomes paragraphs and runs, `body` what comes after what.
"""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from mithaq.exchange.bidi import isolate, pieces
from mithaq.exchange.formats.archive import repack
from mithaq.exchange.formats.word import numbering, styles
from mithaq.exchange.formats.word.body import Body
from mithaq.exchange.formats.word.markup import NAMESPACES, Markup
from mithaq.exchange.manuscript import Manuscript, compose
from mithaq.synthesis.report import Report


def write(report: Report) -> bytes:
    manuscript = compose(report)
    document = Document()
    styles.put(document, manuscript.lang)
    numbering.put(document, manuscript.parts)
    _page(document, manuscript)
    _properties(document, manuscript, report)
    _fill(document, Body(manuscript).paragraphs())
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue(), at=report.made_at)


def _fill(document: Docx, content: str) -> None:
    body = document.element.body
    for old in list(body)[:-1]:
        body.remove(old)
    last = body[-1]
    for element in _related(document, parse_xml(f"<w:body {NAMESPACES}>{content}</w:body>")):
        last.addprevious(element)


def _related(document: Docx, content: Any) -> Any:
    """Addresses outside the file become relations of the document, as Word wants them."""
    for link in content.iter(qn("w:hyperlink")):
        if address := link.get(qn("r:id")):
            link.set(qn("r:id"), document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    return content


def _page(document: Docx, manuscript: Manuscript) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(32)
    section.top_margin, section.bottom_margin = Mm(30), Mm(28)
    section.header_distance = section.footer_distance = Mm(14)
    section.different_first_page_header_footer = True
    if manuscript.dir == "rtl":
        bidi, grid = parse_xml(f"<w:bidi {NAMESPACES}/>"), section._sectPr.find(qn("w:docGrid"))
        section._sectPr.append(bidi) if grid is None else grid.addprevious(bidi)
    markup = Markup(manuscript.lang)
    page, pages = markup.field("PAGE", "2"), markup.field("NUMPAGES", "2")
    before, between, after = (manuscript.words["of_pages"] % {"page": "|", "pages": "|"}).split("|")
    place = markup.runs(before) + page + markup.runs(between) + pages + markup.runs(after)
    head = markup.runs(manuscript.title) + markup.tab() + markup.runs(manuscript.mark.label)
    foot = markup.runs(manuscript.institution.text) + markup.tab() + place
    for part, content, style in ((section.header, head, "Header"), (section.footer, foot, "Footer")):
        part.is_linked_to_previous = False
        for old in list(part._element):
            part._element.remove(old)
        part._element.append(parse_xml(markup.paragraph(style, content, root=True)))


def _properties(document: Docx, manuscript: Manuscript, report: Report) -> None:
    core = document.core_properties
    core.title = manuscript.title[:255]
    core.subject = manuscript.subtitle[:255]
    core.author = core.last_modified_by = (manuscript.institution.text or "Mithaq")[:255]
    core.language = styles.LOCALES[manuscript.lang]
    core.comments = manuscript.status_note[:255]
    core.content_status = report.status
    core.keywords = ""
    core.version = "".join(piece for piece, _isolated in pieces(isolate(report.version)))[:255]
    core.revision = 1
    core.created = core.modified = report.made_at.replace(tzinfo=None)
