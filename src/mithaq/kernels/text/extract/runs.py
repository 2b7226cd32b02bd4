"""Puts Latin words of a right-to-left page back in order.

When a PDF asks its viewer to read from right to left, pdfium orders the words of a Latin phrase from right to left
as well ("dolor ipsum Lorem"). Where the letters stand on the page tells the true order.
"""

from __future__ import annotations

import re

from pypdfium2 import PdfTextPage
from pypdfium2 import raw as pdfium

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_PHRASE = re.compile(r"[A-Za-zÀ-ÿ][^\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]*[A-Za-zÀ-ÿ0-9]")
_LATIN_LINE = re.compile(r"[A-Za-zÀ-ÿ]{2}")


def may_be_backwards(text: str) -> bool:
    """Only a page that has Latin words can have them in the wrong order."""
    return bool(_LATIN_LINE.search(text))


def in_order(piece: str, start: int, textpage: PdfTextPage) -> str:
    """The line with each Latin phrase of several words in the order of the page."""
    if not _LATIN_LINE.search(piece):
        return piece
    whole = not _ARABIC.search(piece)
    spans = [(0, len(piece))] if whole else [m.span() for m in _PHRASE.finditer(piece) if " " in m.group()]
    for a, b in spans:
        if _descends(piece, a, b, start, textpage):
            piece = piece[:a] + _sorted(piece, a, b, start, textpage) + piece[b:]
    return piece


def _descends(piece: str, a: int, b: int, start: int, textpage: PdfTextPage) -> bool:
    """Whether the words stand further and further to the left."""
    firsts = [a + m.start() for m in re.finditer(r"[A-Za-zÀ-ÿ]+", piece[a:b])]
    places = [_left(textpage, start + i) for i in (firsts[0], firsts[len(firsts) // 2], firsts[-1])]
    return len(firsts) > 1 and places[0] > places[-1] and places == sorted(places, reverse=True)


def _sorted(piece: str, a: int, b: int, start: int, textpage: PdfTextPage) -> str:
    """Words in the order of the page; the characters of a word likewise, because its punctuation strays too."""
    words = [[(_left(textpage, start + a + i), piece[a + i]) for i in range(m.start(), m.end())]
             for m in re.finditer(r"\S+", piece[a:b])]
    words = [sorted(word, key=lambda at: at[0]) for word in words]
    words.sort(key=lambda word: word[0][0])
    return " ".join("".join(c for _, c in word) for word in words)


def _left(textpage: PdfTextPage, index: int) -> float:
    return textpage.get_charbox(pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, index))[0]
