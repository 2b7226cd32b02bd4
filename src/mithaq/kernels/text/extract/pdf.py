"""PDF by pdfium: the only free reader that gives Arabic in reading order.

pdfium is not safe in threads, so one lock guards every call. Lines become blocks by their place on the page: an
empty line in the raw text means that the page leaves room, a change of size or a short last line there.
"""

from __future__ import annotations

import threading

import pypdfium2
from pypdfium2 import raw as pdfium

from mithaq.kernels.text.extract import page as layout
from mithaq.kernels.text.extract.limits import Limits
from mithaq.kernels.text.model import Extracted, Hint, Page, Unreadable

_LOCK = threading.Lock()
_TAIL = 2048
_LETTERS = 12
_PASSWORD = {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}


def read(data: bytes, limits: Limits) -> Extracted:
    """Text, pages and headings. Pages without letters are named in a warning; when all are, the file is a scan."""
    with _LOCK:
        pages = _pages(data, limits)
    without = [number for number, page in enumerate(pages, start=1) if page.letters < _LETTERS]
    if sum(page.letters for page in pages) < _LETTERS:
        raise Unreadable("no-text-layer", pages=len(pages))
    warnings = (("pages-without-text", {"pages": tuple(without)}),) if without else ()
    return _joined(layout.arrange(pages), warnings)


def _pages(data: bytes, limits: Limits) -> list[layout.PageText]:
    document = _open(data)
    try:
        if len(document) > limits.max_pages:
            raise Unreadable("too-many-pages", pages=len(document), limit=limits.max_pages)
        return [_page(document, index) for index in range(len(document))]
    finally:
        document.close()


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in _PASSWORD or "password" in str(error).lower():
            raise Unreadable("encrypted") from error
        raise Unreadable("damaged", detail="container") from error
    if b"startxref" not in data[-_TAIL:]:
        document.close()
        raise Unreadable("damaged", detail="truncated")
    if not len(document):
        document.close()
        raise Unreadable("damaged", detail="pages")
    return document


def _page(document: pypdfium2.PdfDocument, index: int) -> layout.PageText:
    try:
        page = document[index]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise Unreadable("damaged", detail=f"page {index + 1}") from error
    try:
        return layout.measure(textpage, height=page.get_height())
    finally:
        textpage.close()
        page.close()


def _joined(arranged: list[layout.Arranged], warnings: tuple) -> Extracted:
    parts: list[str] = []
    pages: list[Page] = []
    hints: list[Hint] = []
    length = 0
    for number, page in enumerate(arranged, start=1):
        start = length
        hints.extend(Hint(start + h.start, start + h.end, h.kind, h.level) for h in page.hints)
        separator = page.seam if number < len(arranged) else ""
        parts.append(page.text + separator)
        length += len(parts[-1])
        pages.append(Page(number=number, start=start, end=length))
    extractor = f"pypdfium2/{pypdfium2.version.PYPDFIUM_INFO.version}"
    return Extracted(
        kind="pdf", text="".join(parts), pages=tuple(pages), hints=tuple(hints), extractor=extractor, warnings=warnings
    )
