"""Lines of a page with Arabic, put together from where each letter stands.

pdfium orders Arabic well as long as a line is plain. Vowel signs, letters whose dots are drawn apart, numbers and
Latin names make it lose the order, so on such pages only its letters and their places are used: letters of one
baseline form a line, and the line is read from the right, its Latin words and its numbers from the left.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from pypdfium2 import PdfTextPage
from pypdfium2 import raw as pdfium

_SAME_LINE = 0.4
_MARK_REACH = 0.9
_WORD_GAP = 0.13
_COLUMN_GAP = 1.2
_FAR_GAP = 5.0
_FAR_INDEX = 40
_STOPS = frozenset(".!?؟،؛:,;")
_OPENING, _CLOSING = "([{«", ")]}»"
_MIRRORED = str.maketrans(_OPENING + _CLOSING, _CLOSING + _OPENING)
_RIGHT_TO_LEFT = ("R", "AL")
_LAM_ALEF = frozenset("لاأإآ")
_BACK = re.compile(
    r"[^\W\d_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]*"
    r"[^\W_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?|[0-9٠-٩۰-۹]+(?:[.,:/٫٬][0-9٠-٩۰-۹]+)*"
)

_Extents = dict[tuple[float, float], tuple[float, float]]


@dataclass(slots=True)
class Glyph:
    """A letter with its pen position (`x`, `y`) and its box; `index` is its place in pdfium's own order."""

    char: str
    index: int
    x: float
    y: float
    left: float
    right: float
    bottom: float
    top: float
    rank: float = 0

    @property
    def height(self) -> float:
        return self.top - self.bottom


def runs_backwards(textpage: PdfTextPage, text: str) -> bool:
    """Whether pdfium gives the words of Latin lines from right to left, as it does when the document asks its viewer
    to read that way."""
    place, votes = 0, 0
    for piece in text.split("\r\n")[:40]:
        words = list(re.finditer(r"[^\W\d_]+", piece))
        if len(words) > 2:
            first, last = (_left(textpage, place + word.start()) for word in (words[0], words[-1]))
            votes += 1 if first > last else -1
        place += len(piece) + 2
    return votes > 0


def _left(textpage: PdfTextPage, place: int) -> float:
    return textpage.get_charbox(pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, place))[0]


def lines(textpage: PdfTextPage) -> list[list[Glyph]]:
    """The lines of a page, each with its letters in reading order, its words parted by a space glyph."""
    glyphs = _glyphs(textpage)
    letters = [g for g in glyphs if not unicodedata.combining(g.char)]
    if not letters:
        return []
    baselines = _baselines(letters)
    rows: dict[float, list[Glyph]] = {baseline: [] for baseline in baselines}
    nearest = {y: min(baselines, key=lambda baseline: abs(baseline - y)) for y in {g.y for g in letters}}
    for glyph in letters:
        rows[nearest[glyph.y]].append(glyph)
    extents = _extents(glyphs)
    kept = [_without_dots(row, extents, textpage) for row in rows.values()]
    segments = [segment for row in kept for segment in _segments(row)]
    places = {(g.x, g.y) for row in kept for g in row}
    dropped = {(g.x, g.y) for g in letters} - places
    _attach([g for g in glyphs if unicodedata.combining(g.char) and (g.x, g.y) not in dropped], segments)
    segments.sort(key=lambda segment: median(g.index for g in segment))
    rightward = _is_right_to_left(g.char for g in letters)
    return [_ordered(segment, rightward) for segment in segments]


def text(line: list[Glyph]) -> str:
    return "".join(glyph.char for glyph in line)


def _glyphs(textpage: PdfTextPage) -> list[Glyph]:
    """Every letter that is drawn; a space of no width is only pdfium's guess."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    found: list[Glyph] = []
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if code < 32 or code in (0xFFFE, 0xFFFF) or pdfium.FPDFText_IsGenerated(textpage, index):
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
        char = chr(code)
        if char.isspace() and box.right - box.left < 0.5:
            continue
        found.append(Glyph(char, index, x.value, y.value, box.left, box.right, box.bottom, box.top))
    _rank(found)
    return found


def _rank(glyphs: list[Glyph]) -> None:
    """Letters drawn as one ligature share a pen position; pdfium has them in the direction it read the line in."""
    for place, group in groupby(enumerate(glyphs), key=lambda item: (item[1].x, item[1].y)):
        ligature = list(group)
        numbers = [number for number, _ in ligature]
        if len(numbers) > 1:
            descends = _descends(place, glyphs[numbers[0] - 1 : numbers[0]], glyphs[numbers[-1] + 1 : numbers[-1] + 2])
            for number in numbers:
                glyphs[number].rank = number if descends else -number
            _rank_lam_alef([glyph for _, glyph in ligature if glyph.char in _LAM_ALEF])


def _rank_lam_alef(letters: list[Glyph]) -> None:
    """The commonest ligature is known, whatever direction pdfium took it for."""
    if len(letters) == 2 and sum(g.char == "ل" for g in letters) == 1:
        first, second = sorted(g.rank for g in letters)
        for glyph in letters:
            glyph.rank = first if glyph.char == "ل" else second


def _descends(place: tuple[float, float], before: list[Glyph], after: list[Glyph]) -> bool:
    x, y = place
    for glyph in before:
        if abs(glyph.y - y) < 1:
            return glyph.x > x
    return all(glyph.x < x for glyph in after)


def _baselines(letters: list[Glyph]) -> list[float]:
    """Heights of the lines, from the most used; what is drawn a little above or below one belongs to it."""
    counts: Counter[float] = Counter(round(g.y, 1) for g in letters)
    reach = _SAME_LINE * median(g.height for g in letters)
    found: list[float] = []
    for height, _ in counts.most_common():
        if all(abs(height - other) > reach for other in found):
            found.append(height)
    return sorted(found)


def _extents(glyphs: list[Glyph]) -> _Extents:
    """From where to where the letters reach that share a pen position: pdfium deals out the width of a ligature."""
    found: _Extents = {}
    for g in glyphs:
        left, right = found.get((g.x, g.y), (g.left, g.right))
        found[g.x, g.y] = (min(left, g.left), max(right, g.right))
    return found


def _without_dots(row: list[Glyph], extents: _Extents, textpage: PdfTextPage) -> list[Glyph]:
    """Some fonts draw the dots of a letter, or its hamza, as a glyph of its own, which says the letter a second time.

    Of two equal letters in one place, one above the other or far smaller, the smaller is only dots. What a dropped
    glyph says besides (a vowel sign) was said by its letter too.
    """
    row.sort(key=lambda g: g.left)
    dots: set[tuple[float, float]] = set()
    for i, one in enumerate(row):
        if not one.char.isalpha():
            continue
        for other in row[i + 1 : i + 6]:
            if other.char == one.char and _in_one_place(one, other, extents):
                dots |= _dots(one, other, textpage)
    return [g for g in row if (g.x, g.y) not in dots] if dots else row


def _dots(one: Glyph, other: Glyph, textpage: PdfTextPage) -> set[tuple[float, float]]:
    left, bottom, right, top = textpage.get_charbox(one.index)
    other_left, other_bottom, other_right, other_top = textpage.get_charbox(other.index)
    area, other_area = (right - left) * (top - bottom), (other_right - other_left) * (other_top - other_bottom)
    shared = min(top, other_top) - max(bottom, other_bottom)
    above = shared <= 0.4 * min(top - bottom, other_top - other_bottom)
    if not above and min(area, other_area) > 0.25 * max(area, other_area):
        return set()
    smaller = one if area < other_area else other
    return {(smaller.x, smaller.y)}


def _in_one_place(one: Glyph, other: Glyph, extents: _Extents) -> bool:
    """Whether two glyphs cover each other; the letters of one ligature share a pen position and do not count."""
    place, other_place = (one.x, one.y), (other.x, other.y)
    if place == other_place:
        return False
    (left, right), (other_left, other_right) = extents[place], extents[other_place]
    return min(right, other_right) - max(left, other_left) > 0.5 * min(right - left, other_right - other_left)


def _segments(row: list[Glyph]) -> list[list[Glyph]]:
    """A row in the pieces of its columns: a wide gap parts them when the page drew its sides at different times."""
    found: list[list[Glyph]] = []
    edge = 0.0
    for glyph in row:
        if glyph.char.isspace():
            if found:
                found[-1].append(glyph)
            continue
        if found:
            gap = (glyph.left - edge) / max(glyph.height, 1)
            last = next(g for g in reversed(found[-1]) if not g.char.isspace())
            if gap > _FAR_GAP or (gap > _COLUMN_GAP and abs(glyph.index - last.index) > _FAR_INDEX):
                found.append([])
        else:
            found.append([])
        found[-1].append(glyph)
        edge = max(glyph.right, edge) if len(found[-1]) > 1 else glyph.right
    return found


def _attach(marks: list[Glyph], segments: list[list[Glyph]]) -> None:
    """Each vowel sign goes to the letter it stands over: it takes that letter's place in the order."""
    for mark in marks:
        middle = (mark.left + mark.right) / 2
        best, distance = None, float("inf")
        for segment in segments:
            first = segment[0]
            if abs(mark.y - first.y) > _MARK_REACH * max(first.height, 1):
                continue
            if not segment[0].left - 9 <= middle <= max(g.right for g in segment) + 9:
                continue
            for glyph in segment:
                if glyph.char.isspace() or unicodedata.combining(glyph.char):
                    continue
                away = abs(glyph.y - mark.y) / 4 + max(glyph.left - middle, middle - glyph.right, 0) * 2
                away += abs((glyph.left + glyph.right) / 2 - middle) / 8
                if glyph.x == mark.x and glyph.y == mark.y:
                    away = -1.0
                if away < distance:
                    best, distance = (segment, glyph), away
        if best is not None:
            segment, base = best
            if any(g.char == mark.char and g.x == base.x and g.y == base.y for g in segment):
                continue
            mark.x, mark.y, mark.rank = base.x, base.y, base.rank + 0.5
            mark.left = mark.right = min(base.left, base.right) - 0.001
            segment.append(mark)


def _ordered(segment: list[Glyph], rightward: bool) -> list[Glyph]:
    """The letters in reading order, with a space wherever the page leaves room for one."""
    backwards = _leans(segment, rightward)
    line = _spaced(sorted(segment, key=lambda g: (-g.x, g.rank)))
    written = text(line)
    if not backwards:
        line.reverse()
        return _marks_after(line)
    for m in reversed(list(_BACK.finditer(written))):
        line[m.start() : m.end()] = _marks_after(line[m.start() : m.end()][::-1])
    _balance(line)
    return line


def _leans(segment: list[Glyph], rightward: bool) -> bool:
    """Whether a line reads from the right. A line of both scripts ends where its last stop stands; without a stop it
    reads as its page does, unless nearly all of it is of the other script."""
    arabic = sum(unicodedata.bidirectional(g.char) in _RIGHT_TO_LEFT for g in segment)
    letters = sum(g.char.isalpha() for g in segment)
    if not letters:
        return rightward
    if 0 < arabic < letters:
        drawn = [g for g in segment if not g.char.isspace()]
        ends = min(drawn, key=lambda g: g.left).char in _STOPS, max(drawn, key=lambda g: g.right).char in _STOPS
        if ends[0] != ends[1]:
            return ends[0]
    return arabic >= 0.15 * letters if rightward else arabic > 0.85 * letters


def _marks_after(line: list[Glyph]) -> list[Glyph]:
    """After a reversal a sign stands before its letter; put it behind again. Right-to-left words turn back too."""
    found: list[Glyph] = []
    held: list[Glyph] = []
    for glyph in line:
        if unicodedata.combining(glyph.char):
            held.append(glyph)
            continue
        found.append(glyph)
        found += reversed(held)
        held = []
    found += held
    return _words_back(found)


def _words_back(line: list[Glyph]) -> list[Glyph]:
    """In a left-to-right line, a stretch of Arabic still reads from the right."""
    written = text(line)
    arabic = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
    for m in re.finditer(rf"{arabic}(?:[^A-Za-zÀ-ÿ0-9]*{arabic})?", written):
        stretch = line[m.start() : m.end()]
        stretch.sort(key=lambda g: (-g.x, g.rank))
        line[m.start() : m.end()] = stretch
    return line


def _spaced(line: list[Glyph]) -> list[Glyph]:
    found: list[Glyph] = []
    for glyph in line:
        if glyph.char.isspace():
            if found and not found[-1].char.isspace():
                glyph.char = " "
                found.append(glyph)
            continue
        last = found[-1] if found else None
        if last is not None and not last.char.isspace() and not unicodedata.combining(glyph.char):
            gap = last.left - glyph.right if not unicodedata.combining(last.char) else last.x - glyph.right
            if gap > _WORD_GAP * max(glyph.height, 1) and gap > 1:
                found.append(replace(glyph, char=" ", x=glyph.right, left=glyph.right, right=last.left, rank=0))
        found.append(glyph)
    while found and found[-1].char.isspace():
        found.pop()
    return found


def _balance(line: list[Glyph]) -> None:
    """Brackets of a right-to-left line are stored as they look in some files, as they are meant in others, and as
    either in a few; the reading in which none closes before it opens is right."""
    written = text(line)
    misplaced = _misplaced(written)
    if not misplaced:
        return
    mirrored = written.translate(_MIRRORED)
    if _misplaced(mirrored) < misplaced:
        written = mirrored
    if _misplaced(written):
        written = _in_turn(written)
    for glyph, char in zip(line, written, strict=True):
        glyph.char = char


def _in_turn(written: str) -> str:
    """Brackets of each kind open and close in turn, as far as they come in pairs."""
    chars = list(written)
    for pair in zip(_OPENING, _CLOSING, strict=True):
        places = [i for i, c in enumerate(chars) if c in pair]
        if len(places) % 2 == 0:
            for turn, place in enumerate(places):
                chars[place] = pair[turn % 2]
    return "".join(chars)


def _misplaced(written: str) -> int:
    depth = misplaced = 0
    for c in written:
        if c in _OPENING:
            depth += 1
        elif c in _CLOSING:
            misplaced += depth == 0
            depth = max(0, depth - 1)
    return misplaced + depth


def _is_right_to_left(chars: Iterable[str]) -> bool:
    """Arabic words are shorter: two letters of theirs weigh as three Latin ones."""
    counts = Counter(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in chars if c.isalpha())
    return 1.5 * counts[True] > counts[False]
