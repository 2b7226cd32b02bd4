"""How many of what, as a sentence says it in each language: “seven submissions”, «سبع مساهمات», « sept contributions ».

Up to ten the number is a word; beyond, a figure. The tables are grammar, not messages: a sentence is worded in its own
language, whoever reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mithaq.foundation import habits

UNKNOWN = "?"
LAST = 10

_ENGLISH = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_FRENCH = ("", "", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
# From three to ten an Arabic number takes the other gender than what it counts: سبع مساهمات, سبعة مقاطع.
_ARABIC_F = ("", "", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر")
_ARABIC_M = ("", "", "", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
_OBLIQUE = re.compile(
    r"(?:^|[\s«(“\"])(?:و|ف)?(?:في|من|على|إلى|عن|لدى|عند|بين|خلال|حسب|وفق|لـ|بـ|كـ|ل|ب|ك|غير|سوى)[\s\u0640]*$"
)


@dataclass(frozen=True, slots=True)
class _Latin:
    one: str
    many: str
    feminine: bool = False


@dataclass(frozen=True, slots=True)
class _Arabic:
    """`two` in the nominative and after a preposition; `few` is the plural, `some` the accusative beyond ten."""

    one: str
    two: tuple[str, str]
    few: str
    some: str
    feminine: bool


_NOUNS_AR: Mapping[str, _Arabic] = {
    "documents": _Arabic("مساهمة", ("مساهمتان", "مساهمتين"), "مساهمات", "مساهمة", True),
    "passages": _Arabic("مقطع", ("مقطعان", "مقطعين"), "مقاطع", "مقطعاً", False),
    "organisations": _Arabic("منظمة", ("منظمتان", "منظمتين"), "منظمات", "منظمة", True),
    "countries": _Arabic("دولة", ("دولتان", "دولتين"), "دول", "دولة", True),
    "origins": _Arabic("بلد", ("بلدان", "بلدين"), "بلدان", "بلداً", False),
    "groups": _Arabic("جهة", ("جهتان", "جهتين"), "جهات", "جهة", True),
    "languages": _Arabic("لغة", ("لغتان", "لغتين"), "لغات", "لغة", True),
}
_NOUNS_EN: Mapping[str, _Latin] = {
    "documents": _Latin("submission", "submissions"),
    "passages": _Latin("passage", "passages"),
    "organisations": _Latin("organisation", "organisations"),
    "countries": _Latin("State", "States"),
    "origins": _Latin("country", "countries"),
    "groups": _Latin("group", "groups"),
    "languages": _Latin("language", "languages"),
}
_NOUNS_FR: Mapping[str, _Latin] = {
    "documents": _Latin("contribution", "contributions", True),
    "passages": _Latin("passage", "passages"),
    "organisations": _Latin("organisation", "organisations", True),
    "countries": _Latin("État", "États"),
    "origins": _Latin("pays", "pays"),
    "groups": _Latin("groupe", "groupes"),
    "languages": _Latin("langue", "langues", True),
}


def figure(value: int | None, lang: str) -> str:
    return UNKNOWN if value is None else habits.number(value, lang)


def phrase(what: str, value: int | None, lang: str, *, after: str = "") -> str:
    """The number with its noun; `after` is what the sentence said before, which in Arabic decides the case."""
    return _PHRASES[lang](what, value, after)


def _english(what: str, value: int | None, after: str) -> str:
    noun = _NOUNS_EN[what]
    if value is None:
        return f"an unknown number of {noun.many}"
    number = _ENGLISH[value] if value <= LAST else figure(value, "en")
    return f"{number} {noun.one if value == 1 else noun.many}"


def _french(what: str, value: int | None, after: str) -> str:
    noun = _NOUNS_FR[what]
    if value is None:
        return f"un nombre inconnu {'d’' if noun.many[0] in 'oÉ' else 'de '}{noun.many}"
    if value == 0:
        return f"{'aucune' if noun.feminine else 'aucun'} {noun.one}"
    if value == 1:
        return f"{'une' if noun.feminine else 'un'} {noun.one}"
    return f"{_FRENCH[value] if value <= LAST else figure(value, 'fr')} {noun.many}"


def _arabic(what: str, value: int | None, after: str) -> str:
    noun = _NOUNS_AR[what]
    if value is None:
        return f"عدد غير معروف من ال{noun.few}"
    if value == 0:
        return f"لا {noun.few}"
    if value == 1:
        return f"{noun.one} {'واحدة' if noun.feminine else 'واحد'}"
    if value == 2:
        return noun.two[bool(_OBLIQUE.search(after))]
    if value <= LAST:
        return f"{(_ARABIC_F if noun.feminine else _ARABIC_M)[value]} {noun.few}"
    rest = value % 100
    counted = noun.one if rest <= 2 else noun.few if rest <= LAST else noun.some
    return f"{figure(value, 'ar')} {counted}"


_PHRASES: Mapping[str, Callable[[str, int | None, str], str]] = {"ar": _arabic, "en": _english, "fr": _french}
