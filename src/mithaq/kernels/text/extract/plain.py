"""Plain text and Markdown: which encoding, and pages where the file has form feeds."""

from __future__ import annotations

import codecs
import re

from mithaq.kernels.text.extract.limits import Limits
from mithaq.kernels.text.model import Extracted, Page, Unreadable

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_TRIED = ("utf-8", "utf-16", "cp1256", "iso8859-6", "cp1252")
_ARABIC_COMMON = re.compile(r"(?<!\w)(?:في|من|على|إلى|الى|عن|أن|التي|الذي|هذا|هذه|بين|مع|كل|ما|لا)(?!\w)")
_ARABIC_WORD = re.compile(r"[\u0621-\u064a\u064b-\u0652]+")
_LATIN_COMMON = re.compile(
    r"(?<!\w)(?:the|of|and|to|in|is|for|that|le|la|les|des|du|de|et|un|une|est|que|pour|dans|el|los|en|y|der|die|und"
    r"|das|il|che|di|os|da|em|van|een|het)(?!\w)", re.I)  # fmt: skip
_ACCENTED_IN_WORD = re.compile(r"(?<=[A-Za-zÀ-ÿ])[à-öø-ÿœ](?![A-Z])|(?<!\w)[ÀÂÇÉÈÊÎÔŒà]\w?|[«»“”‘’–—…°€§ ]")


def read(data: bytes, limits: Limits) -> Extracted:
    """Every character of the file as it is, line ends included."""
    text, encoding = decode(data)
    if not text.strip():
        raise Unreadable("empty")
    return Extracted(kind="text", text=text, pages=_pages(text), extractor=f"plain/{encoding}")


def decode(data: bytes) -> tuple[str, str]:
    """The text and its encoding. Refused (`unknown-encoding`) when no encoding gives words of a language."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise Unreadable("damaged", detail="encoding") from error
    if b"\x00" in data:
        return _wide(data)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    for encoding, plausible in (("cp1256", _is_arabic), ("iso8859-6", _is_arabic), ("cp1252", _is_latin)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if plausible(text):
            return text, encoding
    raise Unreadable("unknown-encoding", tried=_TRIED)


def _wide(data: bytes) -> tuple[str, str]:
    """UTF-16 without a byte-order mark, told by where the zero bytes of its spaces and line ends stand."""
    for encoding, space in (("utf-16-le", b" \x00"), ("utf-16-be", b"\x00 ")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if data.count(space) > len(data) // 60 and (_is_arabic(text) or _is_latin(text)):
            return text, encoding
    raise Unreadable("unknown-encoding", tried=_TRIED)


def _is_arabic(text: str) -> bool:
    words = _ARABIC_WORD.findall(text)
    foreign = sum(c > "\x7f" for c in text) - sum(map(len, words))
    common = len(_ARABIC_COMMON.findall(text))
    return len(words) > 0 and common >= max(1, len(words) // 40) and foreign <= 0.15 * sum(map(len, words))


def _is_latin(text: str) -> bool:
    words = len(re.findall(r"[^\W\d_]+", text))
    foreign = sum(c > "\x7f" for c in text)
    at_home = len(_ACCENTED_IN_WORD.findall(text))
    return at_home >= 0.8 * foreign and len(_LATIN_COMMON.findall(text)) >= max(1, words // 20)


def _pages(text: str) -> tuple[Page, ...]:
    starts = [0, *(m.end() for m in re.finditer("\f", text) if text[m.end() :].strip())]
    return tuple(
        Page(number=n, start=start, end=end)
        for n, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), start=1)
    )
