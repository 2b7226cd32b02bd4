"""What the words of a line give away in ar, en and fr: questions, announcements, logos, contacts, numbered headings."""

from __future__ import annotations

import re

from mithaq.kernels.text import shapes, wordlists

_MARKS = re.compile(f"[{shapes.ARABIC_MARKS}\u0640]")
_REFERENCES = re.compile(r"[\s\"'»”’)(⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾\]*]*(?:\(\d{1,2}\)|\[\d{1,2}\])?[\s\"'»”’)(⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾\]*]*$")
_SENTENCES = re.compile(r"[.!?؟]+(?=\s|$)")

_ASKS = re.compile(
    r"(?:و|ف)?(?:ما هي|ما هو|ما مدى|هل|كيف|لماذا|متى|أين|كم|ماذا|من هم)\s"
    r"|(?:how|what|which|why|when|where|who|whom|whose|to what extent|in what ways?|do|does|did|is|are|can|should)\s"
    r"|(?:comment|pourquoi|quand|où|combien|quels?|quelles?|dans quelle mesure|est-ce que|de quelle manière"
    r"|en quoi)\s",
    re.I,
)
_ANNOUNCES = re.compile(
    r"(?:إلى|على|في|يلي|التالية|التالي|التاليان|الآتية|الآتي|من|هي|هو|بما|أن"
    r"|to|following|by|that|are|is|as follows|of|for|include|includes|including"
    r"|à|de|suivants?|suivantes?|par|que|sont|est|suit|pour|comprend|comprennent|notamment)\s*[:：]$",
    re.I,
)

_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w+|mailto:|https?://\S+|www\.\S+", re.I)
_CONTACT_WORDS = 12
_LONG = 1500
_THANKS = re.compile(
    r"(?:شكرا(?:ً)?|شكرًا|thank you|thanks|merci|je vous remercie)\b.{0,40}$"
    r"|(?:©|\(c\)|copyright|all rights reserved|tous droits réservés|جميع الحقوق محفوظة).{0,120}$",
    re.I,
)
_LOGOS = wordlists.phrases("pages", "logos")
_CONTENTS = re.compile(
    r"(?:قائمة |جدول )?المحتويات|الفهرس|فهرس(?: المحتويات)?|(?:table of )?contents|sommaire|table des mati[èe]res", re.I
)

_ROMAN = re.compile(r"(?:[IVX]{1,5}|[أبجدهـ])\s*[.)\-–]\s")
_ABJAD = re.compile(r"\(?(?:ألف|باء|جيم|دال|هاء|واو|زاي|حاء|طاء|ياء)\s*[.)\-–]\s|[A-H][.)]\s")
_DECIMAL = re.compile(r"[0-9٠-٩]{1,2}((?:\.[0-9٠-٩]{1,2})*)[.)\-–]\s|[0-9٠-٩]{1,2}((?:\.[0-9٠-٩]{1,2})+)\s")
_NOTE = re.compile(r"[0-9٠-٩⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}\s+(?=[\u0621-\u064a])")

_MIDWAY_ARABIC = re.compile(r"(?:و|ف|ثم |أو |من |في |على |إلى |عن |التي |الذي |لل?[ا-ي]{3})")
_STOPS_ARABIC = re.compile(
    r"(?:^|\s)(?:و|في|من|على|إلى|الى|عن|أن|إن|التي|الذي|أو|بين|مع|ذات|غير|أجل|خلال|بشأن|حول|نحو|عبر|ضمن|دون|،)$"
    r"|[،,]$|/$"
)
_STOPS_LATIN = re.compile(
    r"(?:^|\s)(?:the|of|and|to|in|for|with|by|a|an|or|le|la|les|de|du|des|et|à|au|aux|en|un|une|ou)$|,$", re.I
)


def is_question(text: str) -> bool:
    """A question mark at the end, and at least half of the sentences asking; or the opening of a question that goes on
    in a list."""
    if not any(mark in text[-80:] for mark in "?؟:"):
        return False
    mark = shapes.BULLET.match(text)
    bare = text[mark.end() if mark else 0 :].strip()
    end = bare[:-80] + _REFERENCES.sub("", bare[-80:])
    if end.endswith(("؟", "?")):
        ends = _SENTENCES.findall(end)
        return sum("?" in e or "؟" in e for e in ends) * 2 >= len(ends)
    return end.endswith(":") and len(end) < 400 and bool(_ASKS.match(_MARKS.sub("", bare)))


def announces(text: str) -> bool:
    """Whether a line that ends in a colon only opens the list below it."""
    return bool(_ANNOUNCES.search(text.strip()))


def is_contents_title(text: str) -> bool:
    return bool(_CONTENTS.fullmatch(text.strip(" :.#*")))


def is_boilerplate(text: str, *, arabic_document: bool) -> bool:
    """Logos, contacts, thanks, page numbers, and lines of capitals or of a foreign script that decorate a page."""
    bare = text.strip().strip("#*_-–— ")
    words = bare.split()
    if not any(c.isalnum() for c in bare):
        return True
    if shapes.PAGE_NUMBER.fullmatch(bare) and len(bare) < 24:
        return True
    if arabic_document and _is_decoration(bare, words) and not shapes.BULLET_MARK.match(text):
        return True
    if len(words) > 60 or len(bare) > _LONG:
        return False
    if len(words) <= 20:
        lowered = _MARKS.sub("", bare).lower()
        if all(line.strip() in _LOGOS for line in lowered.splitlines()):
            return True
        if len(words) <= 10 and _THANKS.match(" ".join(lowered.split())):
            return True
    if ("@" in bare or "http" in bare or "www." in bare) and _CONTACT.search(bare):
        left = [w for w in _CONTACT.sub(" ", bare).split() if any(c.isalpha() for c in w)]
        if len(left) <= 3 or (len(left) <= _CONTACT_WORDS and "@" in bare):
            return True
    return False


def _is_decoration(bare: str, words: list[str]) -> bool:
    """In an Arabic document: a short Latin line without a sentence, or a long one in capitals."""
    if any("\u0600" <= c <= "\u06ff" for c in bare):
        return False
    capitals = sum(c.isupper() for c in bare)
    letters = sum(c.isalpha() for c in bare)
    if letters and capitals > 0.7 * letters and len(words) > 3:
        return True
    return len(words) <= 6 and bare[-1] not in ".?!:;"


def level(text: str) -> int:
    """The rank that the number of a heading gives it, 1 = top; 0 without a number."""
    bare = text.strip()
    if _ABJAD.match(bare):
        return 2
    if _ROMAN.match(bare):
        return 1
    decimal = _DECIMAL.match(bare)
    return min(6, 3 + (decimal.group(1) or decimal.group(2) or "").count(".")) if decimal else 0


def is_note(text: str) -> bool:
    """A footnote or a date: an Arabic line that opens with a bare number."""
    return bool(_NOTE.match(text.strip()))


def opens_midway(line: str) -> bool:
    """Whether a line can only be the continuation of the one above it."""
    if shapes.is_arabic(line):
        return bool(_MIDWAY_ARABIC.match(_MARKS.sub("", line)))
    first = next((c for c in line if c.isalpha()), "")
    return first.islower()


def ends_midway(line: str) -> bool:
    """Whether a line cannot be the end of what it says."""
    bare = _MARKS.sub("", line.rstrip())
    return bool(_STOPS_ARABIC.search(bare) if shapes.is_arabic(bare) else _STOPS_LATIN.search(bare))
