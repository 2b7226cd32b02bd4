"""Arabic words that lost the space between them, mostly after a final waw (a defect of some web editors).

A cut is made only where a closed list of words that end in waw meets a shape or a known word; real words that happen
to begin alike (موهوب، هوية، أوراق، نحوي) are never cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mithaq.kernels.text import wordlists

_LETTER = "\u0621-\u063a\u0641-\u064a\u064b-\u0652\u0670"
_PLAIN = "\u0621-\u063a\u0641-\u064a"

# Words that end in waw and may be followed by any word of the list below.
_HEADS = {
    "هو": "(?:و|ف)?هو",
    "نحو": "و?نحو",
    "عضو": "(?:و|ف|ك|ل|ب)?(?:ال)?عضو",
    "نمو": "(?:و|ف|ب|ل)?(?:ال)?نمو",
    "يدعو": "(?:و|ف)?[يتن]دعو",
    "يبدو": "(?:و|ف)?[يت]بدو",
    "يرجو": "(?:و|ف)?[ين]رجو",
    "يورو": "(?:ال)?(?:يورو|أورو)",
    "شهر": "(?:مايو|يونيو|يوليو)",
}
_OR = "أو"

_AFTER = wordlists.words("glued", "after")
_AFTER_OR = wordlists.words("glued", "after_or")
_KNOWN = wordlists.words("glued", "known")
_REAL = re.compile(
    r"(?:و|ف)?هو(?:ية|ات|اي|ائ|اء|ام|اج|اد|ان|ار|ان|س|ل|ن|غ|م(?:ز|ر|ي|و)|ف[رم]|ك|ش|ب|ج|ة|ى|ي)"
    r"|و?نحو(?:ي|ه|ها|هم|هن|نا|ك|كم|ل)"
    r"|(?:و|ف|ب|ل)?(?:ال)?نموذ"
)
_NOUN_WITH_TA = re.compile(rf"[{_PLAIN}]{{3,}}ة")
_MASDAR = re.compile(rf"(?:ا[{_PLAIN}]{{2,3}}ا[{_PLAIN}]ة?|است[{_PLAIN}]{{2,3}}ا[{_PLAIN}]ة?)")

_WORD = re.compile(rf"[{_LETTER}]{{4,}}")
_HEAD = re.compile(rf"(?P<head>{'|'.join(_HEADS.values())})(?P<rest>[{_LETTER}]{{2,}})")
_ALTERNATIVE = re.compile(rf"(?P<head>{_OR})(?P<rest>[{_LETTER}]{{2,}})")
_TA = re.compile(rf"(?<=[{_LETTER}][{_LETTER}]ة)(?=[{_PLAIN}]{{2}})")
_AND = re.compile(rf"(?<![{_LETTER}])(?P<head>(?:و|ف|ب|ك)?ال[{_PLAIN}]{{3,8}})وال[{_PLAIN}]{{4,}}")
_NUMBER = re.compile(r"(?<=[\u0621-\u064a]{3}و)(?=[0-9٠-٩])|(?<![\u0621-\u064a])هو(?=[0-9٠-٩])")
_SUSPECT = re.compile(f"(?:[هحضمعبجريالذ]و|دو|رو|أو|ة)[{_PLAIN}]|وال|و[0-9٠-٩]")


def cuts(text: str) -> Iterator[int]:
    """Places where a space is missing, in order."""
    if not _SUSPECT.search(text):
        return
    found: set[int] = set()
    found.update(m.start() for m in _TA.finditer(text))
    found.update(m.end() for m in _NUMBER.finditer(text))
    found.update(m.end("head") for m in _AND.finditer(text) if not m.group("head").endswith(("الم", "الا", "الأ")))
    for m in _WORD.finditer(text):
        if "و" in m.group():
            cut = _cut(m.group())
            if cut:
                found.add(m.start() + cut)
    yield from sorted(found)


def _cut(word: str) -> int:
    """Where a word falls apart, or 0."""
    alternative = _ALTERNATIVE.fullmatch(word)
    if alternative:
        rest = alternative["rest"]
        if rest in _AFTER_OR or _has_article(rest) or rest.startswith("إ") or (len(rest) > 2 and rest in _KNOWN):
            return alternative.end("head")
        return 0
    m = _HEAD.fullmatch(word)
    if not m:
        return 0
    rest = m["rest"]
    if _has_article(rest) or rest in _AFTER or rest in _KNOWN or (rest.startswith("إ") and len(rest) > 2):
        return m.end("head")
    if _MASDAR.fullmatch(rest):
        return m.end("head")
    if _REAL.match(word):
        return 0
    if rest.startswith("لل") and len(rest) > 4:
        return m.end("head")
    return m.end("head") if _NOUN_WITH_TA.fullmatch(rest) else 0


def _has_article(rest: str) -> bool:
    return rest.startswith("ال") and len(rest) >= 5
