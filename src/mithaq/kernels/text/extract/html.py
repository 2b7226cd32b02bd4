"""Web pages: the main content, with its headings, lists and tables as hints; scripts and menus are not text."""

from __future__ import annotations

import re

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from mithaq.kernels.text.extract import plain
from mithaq.kernels.text.extract.composer import Composer
from mithaq.kernels.text.extract.limits import Limits
from mithaq.kernels.text.model import Extracted, Unreadable

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.I)
_SPACE = re.compile(r"\s+")
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_SILENT = {"script", "style", "noscript", "template", "svg", "iframe", "object", "nav", "form", "button",
           "select", "textarea", "math", "canvas", "footer", "aside"}  # fmt: skip
_INLINE = {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "font", "hi", "i", "ins", "kbd", "label",
           "mark", "q", "ref", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var"}  # fmt: skip
_BREAKS = {"br", "lb"}
_ITEMS = {"li", "item", "dt", "dd"}
_ROWS = {"tr", "row"}
_CELLS = {"td", "th", "cell"}


def read(data: bytes, limits: Limits) -> Extracted:
    """The main content as trafilatura finds it; when it finds none, all visible text of the page."""
    source, encoding = _decode(data)
    root = _main(source)
    extractor = f"trafilatura/{trafilatura.__version__}"
    composed = _compose(root) if root is not None else None
    if composed is None or not composed.has_text:
        root, extractor = _parse(source), f"lxml/{etree.__version__}"
        composed = _compose(root)
    if not composed.has_text:
        raise Unreadable("empty")
    return composed.extracted("html", extractor=f"{extractor}/{encoding}")


def _decode(data: bytes) -> tuple[str, str]:
    """The page's own word for its encoding first, as long as the bytes obey it."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        encoding = declared.group(1).decode("ascii").lower()
        encoding = {"iso-8859-1": "cp1252", "latin1": "cp1252", "ascii": "utf-8"}.get(encoding, encoding)
        try:
            return data.decode(encoding), encoding
        except (LookupError, UnicodeDecodeError):
            pass
    return plain.decode(data)


def _main(source: str) -> etree._Element | None:
    document = trafilatura.bare_extraction(
        _undeclared(source),
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        with_metadata=False,
    )
    return getattr(document, "body", None)


def _undeclared(source: str) -> str:
    """lxml refuses text that still declares an encoding."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", source.lstrip("\ufeff"))


def _parse(source: str) -> etree._Element:
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(_undeclared(source), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise Unreadable("empty") from error
    for head in root.findall("head"):
        root.remove(head)
    return root


def _compose(root: etree._Element) -> Composer:
    composer = Composer()
    _walk(root, composer, kind="", level=0)
    composer.close()
    return composer


def _walk(element: etree._Element, composer: Composer, *, kind: str, level: int) -> None:
    """Depth first; a block element closes the stretch before it and opens its own."""
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    tag = element.tag
    if tag in _BREAKS:
        composer.line()
        return
    if tag in _ROWS:
        composer.row(_cells(element))
        return
    inline = tag in _INLINE
    if not inline:
        kind, level = _function(element, kind, level)
        composer.open(kind, level)
    if element.text:
        composer.write(_SPACE.sub(" ", element.text))
    for child in element:
        _walk(child, composer, kind=kind, level=level)
        if child.tag not in _INLINE and child.tag not in _BREAKS and child.tail and child.tail.strip():
            composer.open(kind, level)
        if child.tail:
            composer.write(_SPACE.sub(" ", child.tail))
    if not inline:
        composer.close()


def _function(element: etree._Element, kind: str, level: int) -> tuple[str, int]:
    if element.tag == "head" or element.tag in _HEADINGS:
        return "heading", _HEADINGS.get(element.get("rend", "h2") if element.tag == "head" else element.tag, 2)
    if element.tag in _ITEMS:
        return "bullet", level + 1 if kind == "bullet" else 1
    return kind, level


def _cells(row: etree._Element) -> list[str]:
    cells = (_SPACE.sub(" ", " ".join(cell.itertext())).strip() for cell in row.iter(*_CELLS))
    return [cell for cell in cells if cell]
