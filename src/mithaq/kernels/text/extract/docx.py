"""Word documents: paragraphs, lists, tables and notes in the order of the page, with their styles as hints."""

from __future__ import annotations

import io
import re
from importlib.metadata import version

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from mithaq.kernels.text.extract.composer import Composer
from mithaq.kernels.text.extract.limits import Limits
from mithaq.kernels.text.extract.package import BROKEN, open_package
from mithaq.kernels.text.model import Extracted, Unreadable

_HEADING = re.compile(r"(?:heading|titre|überschrift|عنوان)\s*(\d)", re.I)
_TITLES = {"title": 1, "subtitle": 2, "titre": 1, "sous-titre": 2}
_LISTS = re.compile(r"list|liste|قائمة", re.I)
_CONTENTS = re.compile(r"toc\s*\d|toc heading|table of contents|table des matières|tm\s*\d", re.I)

_TEXT = {qn("w:t"): None, qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011",
         qn("w:softHyphen"): "\u00ad"}  # fmt: skip
_UNSEEN = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:delText"), qn("w:pPr"), qn("w:rPr"),
           "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}  # fmt: skip
_WRAPPERS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:body"),
             qn("w:footnote"), qn("w:endnote")}  # fmt: skip


def read(data: bytes, limits: Limits) -> Extracted:
    """Body first, then footnotes and endnotes. Deleted text of tracked changes is not read; inserted text is."""
    open_package(data, limits).close()
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, etree.XMLSyntaxError, *BROKEN) as error:
        raise Unreadable("damaged", detail="document") from error
    body = document.element.find(qn("w:body"))
    if body is None:
        raise Unreadable("damaged", detail="document")
    composer = Composer()
    styles = {style.style_id: style for style in document.styles if style.style_id}
    _Walk(composer, styles).children(body)
    for notes in _notes(document):
        _Walk(composer, styles).children(notes)
    if not composer.has_text:
        raise Unreadable("empty")
    return composer.extracted("docx", extractor=f"python-docx/{version('python-docx')}")


def _notes(document: docx.document.Document) -> list[etree._Element]:
    kinds = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
    parts = [r.target_part for r in document.part.rels.values() if not r.is_external and r.reltype in kinds]
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return [etree.fromstring(part.blob, parser) for part in parts]
    except etree.XMLSyntaxError as error:
        raise Unreadable("damaged", detail="notes") from error


class _Walk:
    """One pass over a story of the document."""

    def __init__(self, composer: Composer, styles: dict) -> None:
        self._composer = composer
        self._styles = styles

    def children(self, element: etree._Element) -> None:
        for child in element:
            if child.tag == qn("w:p"):
                self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._table(child)
            elif child.tag in _WRAPPERS:
                self.children(child)

    def _paragraph(self, paragraph: etree._Element) -> None:
        kind, level = self._function(paragraph)
        self._composer.block(_text(paragraph), kind, level)
        for box in paragraph.iter(qn("w:txbxContent")):
            if not any(ancestor.tag in _UNSEEN for ancestor in box.iterancestors()):
                self.children(box)

    def _table(self, table: etree._Element) -> None:
        """Rows as the grid reads; a table of one column is only a frame around paragraphs."""
        rows = [_cells(row) for row in table.iter(qn("w:tr")) if _owner(row) is table]
        if all(len(row) <= 1 for row in rows):
            for row in rows:
                for cell in row:
                    self.children(cell)
            return
        for row in rows:
            texts = [" ".join(filter(None, (_text(p).strip() for p in cell.iter(qn("w:p"))))) for cell in row]
            self._composer.row([text for text in texts if text])

    def _function(self, paragraph: etree._Element) -> tuple[str, int]:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return "", 0
        style_id = _value(properties.find(qn("w:pStyle")))
        for name, outline in self._ancestry(style_id):
            found = _by_style(name, outline)
            if found:
                return found
        outline = _value(properties.find(qn("w:outlineLvl")))
        if outline.isdigit() and int(outline) < 9:
            return "heading", int(outline) + 1
        numbering = properties.find(qn("w:numPr"))
        if numbering is not None and _value(numbering.find(qn("w:numId"))) != "0":
            depth = _value(numbering.find(qn("w:ilvl")))
            return "bullet", (int(depth) if depth.isdigit() else 0) + 1
        return "", 0

    def _ancestry(self, style_id: str) -> list[tuple[str, str]]:
        """Names and outline levels of a style and of those it is based on."""
        found: list[tuple[str, str]] = []
        style = self._styles.get(style_id)
        while style is not None and len(found) < 12:
            properties = style.element.find(qn("w:pPr"))
            outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
            found.append((style.name or "", _value(outline)))
            style = self._styles.get(_value(style.element.find(qn("w:basedOn"))))
        return found


def _by_style(name: str, outline: str) -> tuple[str, int] | None:
    if _CONTENTS.match(name):
        return "contents", 0
    heading = _HEADING.match(name)
    if heading:
        return "heading", int(heading.group(1))
    if name.lower() in _TITLES:
        return "heading", _TITLES[name.lower()]
    if outline.isdigit() and int(outline) < 9:
        return "heading", int(outline) + 1
    return ("bullet", 1) if _LISTS.match(name) else None


def _text(paragraph: etree._Element) -> str:
    parts: list[str] = []
    _collect(paragraph, parts)
    return "".join(parts)


def _collect(element: etree._Element, parts: list[str]) -> None:
    for child in element:
        if child.tag in _UNSEEN or child.tag == qn("w:txbxContent"):
            continue
        if child.tag in _TEXT:
            parts.append(_TEXT[child.tag] or child.text or "")
        elif child.tag != qn("w:p"):
            _collect(child, parts)


def _cells(row: etree._Element) -> list[etree._Element]:
    """Cells of a row; one that only continues a vertical merge says nothing new."""
    cells = []
    for cell in row.iter(qn("w:tc")):
        if _owner(cell, qn("w:tr")) is not row:
            continue
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        if merge is None or _value(merge) == "restart":
            cells.append(cell)
    return cells


def _owner(element: etree._Element, tag: str = qn("w:tbl")) -> etree._Element | None:
    return next(element.iterancestors(tag), None)


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(qn("w:val"), "")
