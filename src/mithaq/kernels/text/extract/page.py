"""The lines of a PDF page and what their places say: blocks, headings, and what is printed beside the text.

What a page prints beside its text (running heads, page numbers) stays in the raw text between the interlinear
annotation marks U+FFF9 and U+FFFB, so that a sentence broken by a page is still one stretch.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass, field
from statistics import median

from pypdfium2 import PdfTextPage
from pypdfium2 import raw as pdfium

from mithaq.kernels.text import shapes
from mithaq.kernels.text.extract import glyphs
from mithaq.kernels.text.model import Hint

BESIDE, BESIDE_END = "\ufff9", "\ufffb"

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_EDGE = 3
_BOLD = 600
_HEADING_WORDS = 25
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_STRANGE = re.compile(r"[\x00-\x08\x0b-\x1f\ufff9-\ufffb]")
_HYPHEN = re.compile(r"[\x02\ufffe]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as printed; the measures are points, `size` the height of its letters."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class PageText:
    lines: tuple[Line, ...]
    height: float
    letters: int


@dataclass(frozen=True, slots=True)
class Arranged:
    """Text of one page, its hints (offsets in that text), and what parts it from the next page."""

    text: str
    hints: tuple[Hint, ...]
    seam: str = "\n\n"


@dataclass(slots=True)
class _Style:
    """What is ordinary in this document: size and weight of its body, distance of its lines, sizes of its headings."""

    size: float
    bold: bool
    pitch: float
    headings: list[float] = field(default_factory=list)

    def level(self, line: Line) -> int:
        """0 for body text, else 1 for the largest headings of the document."""
        if round(line.size, 1) in self.headings:
            return min(self.headings.index(round(line.size, 1)) + 1, 6)
        return min(len(self.headings) + 1, 6) if line.bold and not self.bold else 0


def measure(textpage: PdfTextPage, *, height: float) -> PageText:
    """The lines of a page in reading order."""
    text = textpage.get_text_range()
    letters = sum(c.isalpha() for c in text)
    if _ARABIC.search(text) or glyphs.runs_backwards(textpage, text):
        return PageText(lines=_from_glyphs(textpage), height=height, letters=letters)
    lines: list[Line] = []
    start = 0
    for piece in text.split("\r\n"):
        if piece.strip():
            lines.append(_line(textpage, piece, start))
        start += len(piece) + 2
    return PageText(lines=tuple(lines), height=height, letters=letters)


def _from_glyphs(textpage: PdfTextPage) -> tuple[Line, ...]:
    found: list[Line] = []
    for line in glyphs.lines(textpage):
        letters = [g for g in line if not g.char.isspace()]
        if letters:
            weight = pdfium.FPDFText_GetFontWeight(textpage, letters[len(letters) // 2].index)
            found.append(
                Line(
                    text=_clean(glyphs.text(line)),
                    left=min(g.left for g in letters),
                    right=max(g.right for g in letters),
                    top=median(g.top for g in letters),
                    bottom=median(g.bottom for g in letters),
                    size=round(median(g.height for g in letters), 1),
                    bold=weight >= _BOLD,
                )
            )
    return tuple(found)


def _line(textpage: PdfTextPage, piece: str, start: int) -> Line:
    lead = len(piece) - len(piece.lstrip())
    last = len(piece.rstrip()) - 1
    samples = sorted({start + lead, start + (lead + last) // 2, start + last})
    boxes, weights = [], []
    for sample in samples:
        index = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, sample)
        box = _box(textpage, index)
        if box is not None:
            boxes.append(box)
            weights.append(pdfium.FPDFText_GetFontWeight(textpage, index))
    boxes = boxes or [(0.0, 0.0, 0.0, 0.0)]
    sizes = [top - bottom for _, _, bottom, top in boxes]
    return Line(
        text=_clean(piece),
        left=min(b[0] for b in boxes),
        right=max(b[1] for b in boxes),
        top=median(b[3] for b in boxes),
        bottom=median(b[2] for b in boxes),
        size=round(median(sizes), 1),
        bold=bool(weights) and median(weights) >= _BOLD,
    )


def _clean(text: str) -> str:
    return _STRANGE.sub("", _HYPHEN.sub("\u00ad", text)).rstrip()


def _box(textpage: PdfTextPage, index: int) -> tuple[float, float, float, float] | None:
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(rect)):
        return None
    return rect.left, rect.right, rect.bottom, rect.top


def arrange(pages: list[PageText]) -> list[Arranged]:
    """Raw text of every page, in one pass over all: only repetition tells what is printed beside the text."""
    style = _style(pages)
    beside = _repeated(pages, style.pitch)
    return [_arrange(page, style, beside) for page in pages]


def _style(pages: list[PageText]) -> _Style:
    sizes: Counter[tuple[float, bool]] = Counter()
    pitches: list[float] = []
    for page in pages:
        for line in page.lines:
            sizes[line.size, line.bold] += len(line.text)
        pitches += [
            a.middle - b.middle
            for a, b in zip(page.lines, page.lines[1:], strict=False)
            if a.size == b.size and 0 < a.middle - b.middle < 4 * max(a.size, 1)
        ]
    size, bold = sizes.most_common(1)[0][0] if sizes else (0.0, False)
    total = sum(sizes.values())
    larger: Counter[float] = Counter()
    for (other, _), count in sizes.items():
        if other > size * 1.1:
            larger[other] += count
    headings = sorted((s for s, count in larger.items() if count < 0.25 * total), reverse=True)
    return _Style(size=size, bold=bold, pitch=_ordinary(pitches), headings=headings)


def _ordinary(pitches: list[float]) -> float:
    """The most frequent line distance: the lines inside paragraphs outnumber the gaps between them."""
    if not pitches:
        return 0.0
    ((common, _),) = Counter(round(p * 2) for p in pitches).most_common(1)
    return common / 2


def _repeated(pages: list[PageText], pitch: float) -> set[str]:
    """Lines at the edges of pages that come again and again, whatever number stands in them."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_key(line) for line in _edges(page, pitch)})
    needed = 2 if len(pages) < 6 else max(3, len(pages) // 10)
    return {key for key, count in seen.items() if count >= needed and key}


def _edges(page: PageText, pitch: float) -> list[Line]:
    """Lines in the outer fifth of the page that stand apart from the body, at most a few at each end."""
    downward = sorted(page.lines, key=lambda line: -line.middle)
    high, low = page.height * 0.8, page.height * 0.2
    above = _apart(downward[: _EDGE + 1], pitch)
    below = _apart(downward[: -_EDGE - 2 : -1], pitch)
    return [line for line in above if line.bottom > high] + [line for line in below if line.top < low]


def _apart(lines: list[Line], pitch: float) -> list[Line]:
    """The lines before the last wide gap."""
    for i in range(len(lines) - 1, 0, -1):
        if abs(lines[i - 1].middle - lines[i].middle) > 1.15 * (pitch or 1.3 * lines[i].size):
            return lines[:i]
    return []


def _key(line: Line) -> str:
    return _SPACE.sub(" ", _DIGITS.sub("#", line.text)).strip()


def _arrange(page: PageText, style: _Style, beside: set[str]) -> Arranged:
    edges = set(map(id, _edges(page, style.pitch)))
    column = _column(page.lines)
    parts: list[str] = []
    hints: list[Hint] = []
    length, block_start, previous = 0, 0, None
    block: list[Line] = []

    def close() -> None:
        level = _heading(block, style)
        if level:
            hints.append(Hint(block_start, length, "heading", level))

    for line in page.lines:
        if id(line) in edges and (_key(line) in beside or shapes.PAGE_NUMBER.fullmatch(line.text.strip())):
            text = f"{BESIDE}{line.text.strip()}{BESIDE_END}"
            parts.append(("\n" if length else "") + text)
            length += len(parts[-1])
            continue
        broken = previous is None or _breaks(previous, line, style, column)
        if broken:
            close()
            block = []
        separator = "" if not length else "\n\n" if broken and previous is not None else "\n"
        parts.append(separator + line.text)
        length += len(parts[-1])
        if broken:
            block_start = length - len(line.text)
        block.append(line)
        previous = line
    close()
    return Arranged(text="".join(parts), hints=tuple(hints))


def _column(lines: tuple[Line, ...]) -> tuple[float, float]:
    if not lines:
        return 0.0, 0.0
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    return lefts[len(lefts) // 10], rights[-1 - len(rights) // 10]


def _breaks(a: Line, b: Line, style: _Style, column: tuple[float, float]) -> bool:
    """Whether the page shows a new block between two lines."""
    if abs(a.size - b.size) > 0.08 * max(a.size, b.size, 1) and style.level(a) != style.level(b):
        return True
    if a.bold != b.bold and (style.level(a) > 0) != (style.level(b) > 0):
        return True
    if shapes.BULLET.match(b.text):
        return True
    pitch = a.middle - b.middle
    ends = shapes.ends_sentence(a.text)
    if pitch <= 0:
        return ends
    ordinary = max(style.pitch, 0.9 * b.size)
    if pitch > 1.45 * ordinary * max(b.size / style.size, 1) if style.size else False:
        return True
    return ends and _stops_short(a, column)


def _stops_short(line: Line, column: tuple[float, float]) -> bool:
    left, right = column
    room = 0.12 * (right - left)
    return line.left > left + room if shapes.is_arabic(line.text) else line.right < right - room


def _heading(block: list[Line], style: _Style) -> int:
    if not block or len(block) > 4 or sum(len(line.text.split()) for line in block) > _HEADING_WORDS:
        return 0
    levels = {style.level(line) for line in block}
    if 0 in levels or shapes.BULLET_MARK.match(block[0].text) or not any(c.isalpha() for c in block[0].text):
        return 0
    return min(levels)
