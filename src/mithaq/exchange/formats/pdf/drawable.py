"""Which signs the typefaces of the house can draw. PDF/UA and PDF/A refuse a page with a sign nobody can see."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from mithaq.exchange.bidi import FSI, PDI, direction_of, pieces

MISSING = "\ufffd"
_TAG, _LONG = 16, 24

# What the typefaces inside typst add to ours (a test sets each of these signs).
_EMBEDDED = (
    *range(0x0391, 0x03A2),
    *range(0x03A3, 0x03CF),
    *range(0x0400, 0x0480),
    *range(0x2190, 0x2200),
    *range(0x2200, 0x2300),
    *range(0x2460, 0x2600),
    0x2713,
    0x2714,
    0x2717,
    0x2718,
)
# Signs that steer and show nothing; every typesetter knows them.
_STEERING = (0x00AD, 0x061C, *range(0x200B, 0x2010), 0x2028, 0x2029, 0x2060, *range(0x2066, 0x206A))
_PRIVATE = (*range(0xE000, 0xF900),)


class Drawable:
    """Replaces what cannot be drawn by U+FFFD and remembers that it did; lets over-long words break."""

    def __init__(self, fonts: Path, direction: str) -> None:
        self.direction = direction
        self.fonts = _coverages(fonts)
        self.signs = _signs(fonts)
        self._trouble = _trouble(fonts)
        self.replaced = False

    def everywhere(self, value: Any) -> Any:
        """`value` with every string in it made drawable; keys stay."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {key: self.everywhere(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self.everywhere(inner) for inner in value]
        return value

    def text(self, text: str) -> str:
        if FSI in text:
            text = "".join(self._lean(piece, isolated) for piece, isolated in pieces(text))
        if self._trouble.search(text):
            text = "".join(self._clusters(unicodedata.normalize("NFC", text)))
        return _OVERLONG.sub(_breakable, text)

    def _lean(self, piece: str, isolated: bool) -> str:
        """Isolates only where they change something: what stands in the file is also found and read aloud from it."""
        same = direction_of(piece) == self.direction and piece[:1].isalpha() and piece[-1:].isalpha()
        return f"{FSI}{piece}{PDI}" if isolated and not piece.isdecimal() and not same else piece

    def _clusters(self, text: str) -> Iterator[str]:
        """A letter and its marks are drawn by one typeface or not together."""
        for cluster in _CLUSTER.findall(text):
            if len(cluster) > 1 and not any(font.issuperset(map(ord, cluster)) for font in self.fonts):
                self.replaced = True
                cluster = cluster[0]
            if ord(cluster[0]) in self.signs:
                yield cluster
            else:
                self.replaced = True
                yield MISSING


_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
_CLUSTER = re.compile(f"(?s:.)[{_MARKS}]*")
_OVERLONG = re.compile(rf"[^\s\u200b-\u200f\u2066-\u2069]{{{_LONG},}}")
_AFTER = re.compile(r"(?<=[/?&=._@,;])(?=[^/?&=._@,;])")


def _breakable(word: re.Match[str]) -> str:
    """Chances to break (U+200B) after the joints of an address, else every so many letters."""
    chances = []
    for piece in _AFTER.split(word.group()):
        chances += [piece[at : at + _TAG] for at in range(0, len(piece), _TAG)]
    return "\u200b".join(chances)


@lru_cache(maxsize=4)
def _coverages(fonts: Path) -> tuple[frozenset[int], ...]:
    return tuple(frozenset(_mapped(file.read_bytes())) for file in sorted(fonts.glob("*.ttf")))


@lru_cache(maxsize=4)
def _signs(fonts: Path) -> frozenset[int]:
    known = frozenset().union(*_coverages(fonts), _EMBEDDED, _STEERING)
    return known.difference(_PRIVATE, (0xFEFF,))


@lru_cache(maxsize=4)
def _trouble(fonts: Path) -> re.Pattern[str]:
    """Finds a sign that cannot be drawn, or a mark that may sit on a letter of another typeface."""
    safe = sorted(_signs(fonts))
    spans, start, last = [], safe[0], safe[0]
    for code in (*safe[1:], 0x110000):
        if code != last + 1:
            spans.append((start, last))
            start = code
        last = code
    known = "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" if b > a else re.escape(chr(a)) for a, b in spans)
    return re.compile(f"[^{known}]|[{_MARKS}]")


def _mapped(font: bytes) -> Iterator[int]:
    """The code points a TrueType file maps to a glyph: its `cmap` tables of formats 4 and 12."""
    tables = struct.unpack_from(">H", font, 4)[0]
    entries = (struct.unpack_from(">4sIII", font, 12 + 16 * at) for at in range(tables))
    start = next(offset for tag, _sum, offset, _length in entries if tag == b"cmap")
    for at in range(struct.unpack_from(">H", font, start + 2)[0]):
        subtable = start + struct.unpack_from(">I", font, start + 4 + 8 * at + 4)[0]
        kind = struct.unpack_from(">H", font, subtable)[0]
        yield from _READERS.get(kind, _none)(font, subtable)


def _segments(font: bytes, at: int) -> Iterator[int]:
    double = struct.unpack_from(">H", font, at + 6)[0]
    ends, starts = at + 14, at + 16 + double
    for step in range(0, double, 2):
        end, start = struct.unpack_from(">H", font, ends + step)[0], struct.unpack_from(">H", font, starts + step)[0]
        delta, offset_at = struct.unpack_from(">H", font, starts + double + step)[0], starts + 2 * double + step
        offset = struct.unpack_from(">H", font, offset_at)[0]
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = struct.unpack_from(">H", font, offset_at + offset + 2 * (code - start))[0] if offset else code
            if (glyph and (glyph + delta) & 0xFFFF) or (not offset and (code + delta) & 0xFFFF):
                yield code


def _groups(font: bytes, at: int) -> Iterator[int]:
    for group in range(struct.unpack_from(">I", font, at + 12)[0]):
        start, end, _glyph = struct.unpack_from(">III", font, at + 16 + 12 * group)
        yield from range(start, end + 1)


def _none(font: bytes, at: int) -> Iterator[int]:
    yield from ()


_READERS = {4: _segments, 12: _groups}
