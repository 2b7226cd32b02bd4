"""Texts of people among texts of the house: what is dropped, what is isolated, what may be set.

A name or number put into a sentence of the other direction drags its neighbours along ("-3.5%" in Arabic shows as
"%3.5-"). So the house wraps what it inserts in isolates (FSI … PDI), and every printer turns them into what its
format understands: `<bdi>` in HTML, the signs themselves in typst, runs of their own in Word. For that to hold,
people's texts are cleaned of the signs that could open or close an isolate of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

FSI, PDI = "\u2068", "\u2069"
LRM, RLM = "\u200e", "\u200f"

# Overrides and embeddings can show a text as something it is not ("Trojan source"); no document needs them.
_DIRECTING = "\u202a-\u202e\u2066-\u2069"
# What XML 1.0 refuses, what Unicode says is never a character, and the byte order mark.
_UNPRINTABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\ufeff" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
)
_UNWANTED = re.compile(f"[{_DIRECTING}{_UNPRINTABLE}]")
_XML_REFUSES = re.compile(f"[{_UNPRINTABLE}]")
_SPACES = re.compile(r"[ \t\r\n\u2028\u2029]+")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_LETTER = re.compile(r"[^\W\d_]")


def clean(text: str) -> str:
    """A person's text as it may stand in a document: one line, no controls, no overrides; nothing else changes."""
    return _SPACES.sub(" ", _UNWANTED.sub("", text)).strip()


def storable(text: str) -> str:
    """A person's text as a cell may hold it: everything kept but what XML cannot carry."""
    return _XML_REFUSES.sub("", text)


def isolate(text: object) -> str:
    """`text` so that it keeps its own order and disturbs no one's; an empty text stays empty."""
    inner = clean(str(text))
    return f"{FSI}{inner}{PDI}" if inner else ""


@lru_cache(maxsize=4096)
def direction_of(text: str) -> str:
    """ "rtl" or "ltr" by the first letter, as FSI decides it; digits and signs alone are "ltr"."""
    letter = _LETTER.search(text)
    return "rtl" if letter and _RTL.match(letter.group()) else "ltr"


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """A text of the house, cut at its isolates: (piece, is it isolated). Nested isolates count as their outermost."""
    depth, start = 0, 0
    for at, sign in enumerate(text):
        if sign == FSI:
            if depth == 0 and at > start:
                yield text[start:at], False
            if depth == 0:
                start = at + 1
            depth += 1
        elif sign == PDI and depth:
            depth -= 1
            if depth == 0:
                if at > start:
                    yield _without_isolates(text[start:at]), True
                start = at + 1
    if start < len(text):
        yield _without_isolates(text[start:]), False


def _without_isolates(text: str) -> str:
    return text.replace(FSI, "").replace(PDI, "")
