"""Cuts the raw text into blocks and says what each does on the page.

What the container knows (`Extracted.hints`) goes first; what it does not know is told from the shape of the lines.
Blocks come in order, do not overlap and together hold everything that is not white space or page furniture.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from mithaq.kernels.text import shapes, words_on_pages
from mithaq.kernels.text.analyse import fold
from mithaq.kernels.text.model import Block, Extracted, Hint
from mithaq.kernels.text.repair import continues

VERSION = "blocks-1"

_NEWLINE = r"(?:\r\n|\n|\r(?!\n))"
_GAP = re.compile(rf"(?:{_NEWLINE}[^\S\r\n\f]*{_NEWLINE}|\f)\s*")
_LINE = re.compile(r"[^\r\n\v\f\x85\u2028]+")
_BESIDE = re.compile(r"\s*(?:\ufff9[^\ufff9-\ufffb]*\ufffb\s*)+")
_INNER_STOP = re.compile(r"[^\W\d_]{4,}[.؟?!]\s+\S")
_MARKDOWN = re.compile(r"\s*(#{1,6})\s+")
_JOINS = frozenset({"paragraph", "bullet", "question"})
_HEADING_WORDS = 14
_TITLE_WORDS = 20
_TITLE_PAGE = 8
_TAIL = 1000
_UNDER = 3


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A block in the making.

    `alone` when empty lines stand on both sides, `first` among the first of its document, `titled` when the container
    names its headings itself, so that none needs to be guessed.
    """

    start: int
    end: int
    text: str
    alone: bool = True
    hint: Hint | None = None
    kind: str = ""
    level: int = 0
    titled: bool = False
    first: bool = False


def blocks(extracted: Extracted) -> tuple[Block, ...]:
    """All blocks of a document, in order."""
    arabic = shapes.is_arabic(extracted.text[:200_000])
    stretches = [
        _classified(replace(s, first=True) if i < _TITLE_PAGE else s, arabic)
        for i, s in enumerate(_stretches(extracted))
    ]
    stretches = _without_echoes(_with_contents(stretches))
    starts = [page.start for page in extracted.pages]
    return tuple(
        Block(kind=s.kind, start=s.start, end=s.end, page=max(1, bisect_right(starts, s.start)), level=s.level)
        for s in _joined(stretches)
    )


def _stretches(extracted: Extracted) -> list[_Stretch]:
    text = extracted.text
    hints = {hint.start: hint for hint in extracted.hints}
    one_block_per_chunk = extracted.kind != "text"
    titled = any(hint.kind == "heading" for hint in extracted.hints)
    wrapped = not one_block_per_chunk and _is_wrapped(text)
    found: list[_Stretch] = []
    for start, end in _chunks(text):
        start, end, beside = _without_beside(text, start, end)
        found += [_Stretch(a, b, text[a:b], kind="boilerplate") for a, b in beside if a < start]
        if start < end:
            hint = hints.get(start)
            if one_block_per_chunk:
                found.append(_Stretch(start, end, text[start:end], hint=hint, titled=titled))
            else:
                found += _lines(text, start, end, wrapped)
        found += [_Stretch(a, b, text[a:b], kind="boilerplate") for a, b in beside if a >= start]
    return found


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches between empty lines and form feeds."""
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    for gap in _GAP.finditer(text, start, end):
        yield start, start + len(text[start : gap.start()].rstrip())
        start = gap.end()
    if start < end:
        yield start, end


def _without_beside(text: str, start: int, end: int) -> tuple[int, int, list[tuple[int, int]]]:
    """The chunk without the page furniture at its two ends, and that furniture."""
    if "\ufff9" not in text[start:end]:
        return start, end, []
    beside: list[tuple[int, int]] = []
    lead = _BESIDE.match(text, start, end)
    if lead:
        beside.append((start, start + len(lead.group().rstrip())))
        start = lead.end()
    trail = re.search(rf"(?:{_BESIDE.pattern})\Z", text[start:end])
    if trail:
        cut = start + trail.start()
        beside.append((cut + len(trail.group()) - len(trail.group().lstrip()), end))
        end = cut
    return start, end, beside


def _is_wrapped(text: str) -> bool:
    """Whether the author's editor broke lines at a margin: most line pairs are full and nearly none is longer."""
    lines = [len(line) for line in text.splitlines() if line.strip()]
    full = sum(50 <= n <= 110 for n in lines)
    return len(lines) > 8 and full > 0.4 * len(lines) and sum(n > 120 for n in lines) < 0.02 * len(lines)


def _lines(text: str, start: int, end: int, wrapped: bool) -> list[_Stretch]:
    """A chunk of plain text, one stretch per item; a line that only continues the one before belongs to it."""
    spans: list[tuple[int, int]] = []
    last, listed = "", False
    for m in _LINE.finditer(text, start, end):
        line = m.group().strip()
        if not line:
            continue
        a = m.start() + m.group().index(line)
        if spans and _goes_on(last, line, wrapped, listed):
            spans[-1] = (spans[-1][0], a + len(line))
        else:
            spans.append((a, a + len(line)))
            listed = bool(shapes.BULLET.match(line))
        last = line
    return [_Stretch(a, b, text[a:b], alone=len(spans) == 1) for a, b in spans]


def _goes_on(last: str, line: str, wrapped: bool, listed: bool) -> bool:
    """Whether `line` continues the `last` one; `listed` when that one belongs to an item."""
    if shapes.BULLET.match(line) or shapes.has_cells(line) or shapes.has_leaders(line) or _MARKDOWN.match(line):
        return False
    if wrapped:
        return len(last) >= 45 or listed
    if shapes.has_leaders(last) or shapes.ends_sentence(last):
        return False
    return words_on_pages.opens_midway(line) or words_on_pages.ends_midway(last)


def _classified(stretch: _Stretch, arabic: bool) -> _Stretch:
    if stretch.kind:
        return stretch
    text, hint = stretch.text, stretch.hint
    if hint is not None and hint.kind in ("table", "contents"):
        return replace(stretch, kind=hint.kind)
    if words_on_pages.is_boilerplate(text, arabic_document=arabic):
        return replace(stretch, kind="boilerplate")
    if hint is not None and hint.kind == "heading" and len(text.split()) <= 40:
        return replace(stretch, kind="heading", level=hint.level or 1)
    if shapes.has_leaders(text):
        return replace(stretch, kind="contents")
    markdown = _MARKDOWN.match(text)
    if markdown:
        return replace(stretch, kind="heading", level=len(markdown.group(1)))
    if shapes.has_cells(text) and hint is None:
        return replace(stretch, kind="table")
    bullet = bool(hint is not None and hint.kind == "bullet") or bool(shapes.BULLET.match(text))
    if words_on_pages.is_question(text):
        return replace(stretch, kind="question", level=hint.level if hint else 0)
    level = 0 if stretch.titled or (hint is not None and hint.kind == "bullet") else _heading_level(stretch)
    if level:
        return replace(stretch, kind="heading", level=level)
    return replace(stretch, kind="bullet" if bullet else "paragraph", level=hint.level if hint and bullet else 0)


def _heading_level(stretch: _Stretch) -> int:
    """0 for no heading. A heading is short, has letters and no full stop; an item of a list is none."""
    text = stretch.text.strip()
    most = _TITLE_WORDS if stretch.first else _HEADING_WORDS
    if len(text) > 160 or len(text.split()) > most or not any(c.isalpha() for c in text):
        return 0
    titled = text.endswith((":", ":")) and not words_on_pages.announces(text)
    if shapes.BULLET_MARK.match(text):
        return _UNDER if titled and stretch.alone and len(text.split()) <= 5 else 0
    if (shapes.NUMBER_MARK.match(text) and not stretch.alone) or words_on_pages.is_note(text):
        return 0
    if titled:
        return (words_on_pages.level(text) or _UNDER) if len(text.split()) <= 6 else 0
    if text.endswith((":", ":")):
        return 0
    bare = text.rstrip("»”\"')(⁰¹²³⁴⁵⁶⁷⁸⁹ ")
    if bare.endswith((".", "؛", ";", "،", ",", "…", "?", "؟")) or _INNER_STOP.search(bare):
        return 0
    return words_on_pages.level(text) or 1


def _with_contents(stretches: list[_Stretch]) -> list[_Stretch]:
    """Lines between dot leaders, and the title above them, belong to the table of contents."""
    leaders = [i for i, s in enumerate(stretches) if s.kind == "contents"]
    found = list(stretches)
    for a, b in pairwise(leaders):
        if b - a <= 4:
            for i in range(a + 1, b):
                found[i] = replace(found[i], kind="contents", level=0)
    for i in leaders[:1]:
        for j in range(max(0, i - 3), i):
            if words_on_pages.is_contents_title(found[j].text) or (
                j > 0 and found[j - 1].kind == "contents" and len(found[j].text.split()) < _HEADING_WORDS
            ):
                found[j] = replace(found[j], kind="contents", level=0)
    return found


def _without_echoes(stretches: list[_Stretch]) -> list[_Stretch]:
    """A heading that only repeats the one in force (slides do that), and short lines that come again and again, are
    boilerplate. A heading without a number stands under a numbered one just above it."""
    keys = [_key(s.text) if s.kind in ("heading", "paragraph") and len(s.text) < 160 else "" for s in stretches]
    counts = Counter(key for key in keys if key)
    found: list[_Stretch] = []
    in_force: list[str] = []
    for stretch, key in zip(stretches, keys, strict=True):
        if stretch.kind == "heading":
            if key in in_force:
                stretch = replace(stretch, kind="boilerplate", level=0)
            else:
                follows = bool(found) and found[-1].kind == "heading"
                in_force = [key, *in_force[:1]] if follows else [key]
                if follows and _is_subtitle(stretch, found[-1]):
                    stretch = replace(stretch, level=found[-1].level + 1)
        elif stretch.kind == "paragraph" and key and counts[key] >= 4 and len(stretch.text.split()) <= 12:
            stretch = replace(stretch, kind="boilerplate")
        found.append(stretch)
    return found


def _is_subtitle(heading: _Stretch, above: _Stretch) -> bool:
    if heading.hint is not None or words_on_pages.level(heading.text):
        return False
    return words_on_pages.level(above.text) > 0


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip()


def _joined(stretches: list[_Stretch]) -> list[_Stretch]:
    """Joins what a page end or an empty line has broken; furniture between the halves stays inside the block.

    Of a joined stretch only the tail is kept as text: it alone decides what may still follow.
    """
    found: list[_Stretch] = []
    for stretch in stretches:
        at = len(found) - 1
        while at >= 0 and found[at].kind == "boilerplate" and _is_passable(found[at].text):
            at -= 1
        before = found[at] if at >= 0 else None
        if before is not None and _belongs(before, stretch) and continues(before.text, stretch.text):
            del found[at + 1 :]
            kind = "question" if stretch.kind == "question" else before.kind
            found[at] = replace(before, end=stretch.end, text=f"{before.text}\n{stretch.text}"[-_TAIL:], kind=kind)
        else:
            found.append(stretch)
    return found


def _belongs(before: _Stretch, after: _Stretch) -> bool:
    """Whether two stretches may be halves of one block, as far as their kinds go."""
    if after.hint is not None or (before.hint is not None and before.kind not in _JOINS):
        return False
    if before.kind == after.kind == "heading":
        return True
    contact = after.kind == "boilerplate" and len(after.text.split()) > 3 and shapes.ends_sentence(after.text)
    return before.kind in _JOINS and (after.kind in _JOINS or contact)


def _is_passable(text: str) -> bool:
    """Only what `repair` leaves out may stand inside a block."""
    return text.startswith("\ufff9")
