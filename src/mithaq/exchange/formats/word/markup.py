"""Texts as WordprocessingML. Word knows no isolates: what the house isolates becomes a run with its own direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from mithaq.exchange.bidi import LRM, RLM, direction_of, pieces, storable
from mithaq.exchange.formats.word.styles import LOCALES
from mithaq.exchange.manuscript import Mark, Text

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{_W}" xmlns:r="{_R}"'

_TURN = {True: RLM, False: LRM}
_ARABIC = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LATIN_LETTER = r"[^\W\d_" + _ARABIC + "]"
# A stretch of the other script inside a text: from its first letter to its last, with what stands between.
_ARABIC_STRETCH = re.compile(f"[{_ARABIC}](?:[^A-Za-z\u00c0-\u024f]*[{_ARABIC}])?")
_LATIN_STRETCH = re.compile(f"{_LATIN_LETTER}(?:[^{_ARABIC}]*[A-Za-z\u00c0-\u024f0-9/])?")


class Markup:
    """Runs and paragraphs in the language of a document."""

    def __init__(self, lang: str, *, rtl: bool | None = None) -> None:
        """`rtl` is told where a paragraph runs another way than its document."""
        self.lang = lang
        self.rtl = lang == "ar" if rtl is None else rtl

    def runs(self, text: str, style: str = "") -> str:
        """A sentence of the house: what it isolates keeps its own direction."""
        return "".join(
            self._isolated(piece, style) if isolated else self._stretches(piece, self.rtl, self.lang, style)
            for piece, isolated in pieces(text)
        )

    def _isolated(self, piece: str, style: str) -> str:
        """Marks hold it apart for readers that go by Unicode, the direction of its run for Word, which does not."""
        rtl = direction_of(piece) == "rtl"
        if rtl != self.rtl and not piece.isdecimal():
            inner, outer = _TURN[rtl], _TURN[self.rtl]
            piece = f"{outer}{inner}{piece}{inner}{outer}"
        return self._stretches(piece, rtl, self.lang, style)

    def own(self, text: Text, style: str = "") -> str:
        """A text of somebody, in its own language and direction."""
        return self._stretches(text.text, text.dir == "rtl", text.lang, style)

    def _stretches(self, text: str, rtl: bool, lang: str, style: str) -> str:
        return "".join(_run(part, part_rtl, lang, style) for part, part_rtl in stretches(text, rtl))

    def mark(self, mark: Mark) -> str:
        space = _run(f"{_TURN[self.rtl]} ", self.rtl, self.lang, "")
        return space + self.runs(f"\u00a0{mark.label}\u00a0", f"Mark{mark.kind}")

    def citation(self, number: int) -> str:
        """[n] after its sentence, on the side where the sentence ends."""
        space = _run(f"{_TURN[self.rtl]}\u00a0", self.rtl, self.lang, "")
        return space + self.link(f"proof-{number}", _run(f"[\u2060{number}\u2060]", self.rtl, self.lang, "Citation"))

    def link(self, anchor: str, runs: str) -> str:
        return f'<w:hyperlink w:anchor="{name(anchor)}" w:history="1">{runs}</w:hyperlink>'

    def out(self, address: str, runs: str) -> str:
        """A link that leads out of the file; `links.related` gives it the relation that Word wants."""
        return f'<w:hyperlink r:id={quoteattr(address)} w:history="1">{runs}</w:hyperlink>'

    def tab(self) -> str:
        return "<w:r><w:tab/></w:r>"

    def field(self, code: str, shown: str) -> str:
        flag = "<w:rPr><w:rtl/></w:rPr>" if self.rtl else ""
        return (
            f'<w:r>{flag}<w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r>{flag}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
            f'<w:r>{flag}<w:fldChar w:fldCharType="separate"/></w:r>'
            f'<w:r>{flag}<w:t>{shown}</w:t></w:r><w:r>{flag}<w:fldChar w:fldCharType="end"/></w:r>'
        )

    def paragraph(self, style: str, content: str, *, root: bool = False, number: int = 0) -> str:
        """`number` is the list that numbers it (see `numbering`), or 0."""
        space = f" {NAMESPACES}" if root else ""
        counted = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
        return f'<w:p{space}><w:pPr><w:pStyle w:val="{style}"/>{counted}</w:pPr>{content}</w:p>'


def stretches(text: str, rtl: bool) -> Iterator[tuple[str, bool]]:
    """(part, is it right-to-left): letters of the other script go apart, signs and digits stay with the text."""
    at = 0
    for found in (_LATIN_STRETCH if rtl else _ARABIC_STRETCH).finditer(text):
        if found.start() > at:
            yield text[at : found.start()], rtl
        yield found.group(), not rtl
        at = found.end()
    if at < len(text):
        yield text[at:], rtl


def _run(text: str, rtl: bool, lang: str, style: str) -> str:
    if not text:
        return ""
    styled = f'<w:rStyle w:val="{style}"/>' if style else ""
    latin = lang if lang != "ar" else "en"
    tongue = '<w:rtl/><w:lang w:bidi="ar-SA"/>' if rtl else f'<w:lang w:val="{LOCALES.get(latin, latin)}"/>'
    return f'<w:r><w:rPr>{styled}{tongue}</w:rPr><w:t xml:space="preserve">{escape(storable(text))}</w:t></w:r>'


class Bookmarks:
    """Places a link can lead to; Word wants each to have a number."""

    def __init__(self) -> None:
        self._last = 0

    def around(self, anchor: str, runs: str) -> str:
        self._last += 1
        return (
            f'<w:bookmarkStart w:id="{self._last}" w:name="{name(anchor)}"/>{runs}<w:bookmarkEnd w:id="{self._last}"/>'
        )


def name(anchor: str) -> str:
    """Bookmark names hold letters, digits and underscores, and no more than 40 of them."""
    return re.sub(r"[^A-Za-z0-9_]", "_", anchor)[:40]


def attribute(text: str) -> str:
    return quoteattr(text)
