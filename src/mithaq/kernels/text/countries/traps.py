"""Words that name a State in one place and something else in another."""

from __future__ import annotations

import re
from collections.abc import Callable

from mithaq.kernels.text.countries.forms import Form
from mithaq.kernels.text.lore.words import Words, fold
from mithaq.kernels.text.model import Mention


def names_a_state(said: Words, first: int, last: int, form: Form, before: list[Mention], lang: str) -> bool:
    """Whether the words really name the State here; the traps are keyed by folded word."""
    if lang == "fr" and said.folded[first] == "mexico":  # the city; the State is Mexique
        return False
    trap = _TRAPS.get((form.country, form.people, len(form.rest)))
    return trap is None or trap(said, first, last, before)


def _previous(said: Words, first: int, back: int = 1) -> str:
    return said.folded[first - back] if first >= back else ""


def _next(said: Words, last: int) -> str:
    return said.folded[last + 1] if last + 1 < len(said) else ""


def _in_a_list(said: Words, first: int, before: list[Mention]) -> bool:
    """The State before stands next to this word, with only a comma, a dash or 'and' between."""
    return (
        bool(before)
        and before[-1].end <= said.starts[first]
        and (_LINK.fullmatch(said.text[before[-1].end : said.starts[first]]) is not None)
    )


_LINK = re.compile(r"[\s،,؛;/()\-–—]*(?:و|and|et|أو|or|ou)?[\s]*")
_NOUN_BEFORE = {
    fold(w)
    for w in (
        "في",
        "من",
        "إلى",
        "عن",
        "على",
        "جمهورية",
        "دولة",
        "حكومة",
        "شمال",
        "جنوب",
        "شعب",
        "لدى",
        "بين",
        "داخل",
        "نحو",
        "عبر",
        "غرب",
        "شرق",
        "دول",
        "بلدان",
        "رئيس",
    )
}


def _mali(said: Words, first: int, last: int, before: list[Mention]) -> bool:
    """مالي is 'financial' unless it stands where only a noun can: after a preposition or beside a State in a list."""
    if not said.raw[first][0] > "\u0600":
        return True
    word = said.folded[first]
    if word in ("بمالي", "وبمالي", "لمالي", "ولمالي"):
        return True
    if _previous(said, first) in _NOUN_BEFORE:
        return _next(said, last) not in _WITH_FINANCIAL
    return word in ("مالي", "ومالي") and _in_a_list(said, first, before)


_WITH_FINANCIAL = {fold(w) for w in ("وإداري", "واداري", "وتقني", "وفني", "واقتصادي", "أو", "مستدام", "كاف", "كافي")}


def _oman(said: Words, first: int, last: int, before: list[Mention]) -> bool:
    """عُمان the State, not عمّان the city: vowels decide, then the company it keeps."""
    raw = said.raw[first]
    if not raw[0] > "\u0600":
        return True
    if "\u0651" in raw:
        return False
    if "\u064f" in raw:
        return True
    if _previous(said, first) in _CITY_BEFORE:
        return False
    line = said.line
    if any(m.country == "JO" for m in before[-1:]) or " الاردن " in line or " بالاردن " in line:
        return _in_a_list(said, first, before) and sum(m.country in _GULF for m in before) > 0
    if _in_a_list(said, first, before):
        return True
    return any(gulf in line for gulf in _GULF_WORDS)


_CITY_BEFORE = {fold(w) for w in ("العاصمة", "مدينة", "جامعة", "في")}
_GULF = frozenset(("AE", "BH", "KW", "QA", "SA", "YE", "IQ"))
_GULF_WORDS = tuple(
    f" {fold(w)}"
    for w in ("قطر", "وقطر", "الكويت", "والكويت", "البحرين", "والبحرين", "الإمارات", "والإمارات", "السعودية")
)


def _qatari(said: Words, first: int, last: int, before: list[Mention]) -> bool:
    """قطري is 'country-level' in the language of international organisations unless a Qatari noun stands before it."""
    if not said.raw[first][0] > "\u0600":
        return True
    return _previous(said, first) in _QATARI_NOUNS or _in_a_list(said, first, before)


_QATARI_NOUNS = {
    fold(a + w)
    for w in (
        "حكومة",
        "دولة",
        "شعب",
        "مواطن",
        "مواطنين",
        "مواطنون",
        "سلطات",
        "خارجية",
        "عاصمة",
        "قانون",
        "وزير",
        "هلال",
        "ريال",
        "جنسية",
        "مجتمع",
        "أمير",
        "شركة",
        "شركات",
        "جالية",
        "سفير",
        "سفارة",
        "مؤسسة",
        "دوحة",
        "وساطة",
        "وزارة",
        "داخلية",
        "كفيل",
    )
    for a in ("", "ال")
}


def _benin(said: Words, first: int, last: int, before: list[Mention]) -> bool:
    """بنين is 'boys' where girls are near."""
    return not said.raw[first][0] > "\u0600" or " بنات" not in said.line.replace("والبنات", "بنات").replace(
        "وبنات", "بنات"
    )


_PLACE = frozenset(
    [
        "in",
        "to",
        "from",
        "of",
        "and",
        "the",
        "for",
        "with",
        "between",
        "near",
        "across",
        "into",
        "through",
        "outside",
        "visit",
        "au",
        "du",
        "en",
        "de",
        "le",
        "la",
        "les",
        "l",
        "d",
        "et",
    ]
)


def _person(said: Words, first: int, last: int, before: list[Mention]) -> bool:
    """Jordan, Chad, Georgia, Maurice: a capitalised word beside it makes it a person or a part of the U.S."""
    raw = said.raw[first]
    if raw[0] > "\u0600":
        return True
    if first and said.gap(first - 1) == " ":
        earlier = said.raw[first - 1]
        if (
            earlier[0].isupper()
            and not earlier.isupper()
            and said.folded[first - 1] not in _PLACE
            and _not_opening(said, first - 1)
        ):
            return False
    if said.gap(last) == " " and last + 1 < len(said):
        later = said.raw[last + 1]
        if (
            later[0].isupper()
            and later.isalpha()
            and not later.isupper()
            and said.folded[last + 1] not in _INSTITUTIONS
        ):
            return False
    return not (first and said.gap(first - 1).strip() == "," and said.folded[first - 1] in _US_CITIES)


def _not_opening(said: Words, index: int) -> bool:
    """A capital that is not merely the first word of a sentence, or a given name there."""
    if said.folded[index] in _GIVEN_NAMES:
        return True
    return index > 0 and not any(c in said.gap(index - 1) for c in ".!?\n•:")


_GIVEN_NAMES = frozenset(
    [
        "michael",
        "barbara",
        "david",
        "john",
        "robert",
        "james",
        "paul",
        "steve",
        "frank",
        "mary",
        "anna",
        "susan",
        "peter",
        "thomas",
        "vernon",
        "joe",
        "jim",
        "bill",
        "pierre",
        "jean",
        "marie",
        "jacques",
        "louis",
        "henri",
        "neil",
        "armand",
    ]
)


_US_CITIES = frozenset(("atlanta", "savannah", "augusta", "athens", "macon", "modesto"))
_INSTITUTIONS = frozenset(
    (
        "government",
        "ministry",
        "national",
        "red",
        "valley",
        "country",
        "parliament",
        "constitution",
        "labour",
        "labor",
        "penal",
    )
)


def _maurice(said: Words, first: int, last: int, before: list[Mention]) -> bool:
    return (
        said.folded[first] != "maurice" or _previous(said, first) in ("a", "de", "d") or _in_a_list(said, first, before)
    )


def _maghreb(said: Words, first: int, last: int, before: list[Mention]) -> bool:
    """صلاة المغرب and وقت المغرب are an hour of the day."""
    return _previous(said, first) not in _HOUR


_HOUR = {fold(w) for w in ("صلاة", "وقت", "أذان", "بعد")}


def _language(said: Words, first: int, last: int, before: list[Mention]) -> bool:
    """A language is no nationality: 'in English and French', 'بالفرنسية', 'en français'."""
    word, earlier, later = said.folded[first], _previous(said, first), _next(said, last)
    if word[0] > "\u0600":
        if word.startswith("ب") and word[1:2] == "ا":
            return False
        return not (_LANGUAGES_AR.search(said.line) and earlier in _LANGUAGE_NAMES_AR)
    if later in ("language", "languages", "speaking", "speaker", "speakers", "version", "translation"):
        return False
    if earlier in ("in", "into", "en", "langue", "parle", "parler", "parlent", "speak", "speaks", "learn", "apprendre"):
        return (
            said.raw[first][0].islower() is False
            and later not in ("and", "or", "")
            and earlier in ("in", "into")
            and not _english_near(said, first)
        )
    if (
        said.raw[first][0].islower()
        and earlier in ("le", "du", "au")
        and word in ("francais", "espagnol", "allemand", "italien", "chinois", "turc", "russe", "portugais")
    ):
        return False
    return not _english_near(said, first)


def _english_near(said: Words, first: int) -> bool:
    near = said.folded[max(0, first - 3) : first + 4]
    return any(w in ("english", "arabic", "anglais", "arabe") for w in near)


_LANGUAGES_AR = re.compile(r" (?:ب|و|ل)?(?:اللغه|اللغات|لغه|لغات|لغات|لغتين|اللغتين|بلغات|باللغتين|باللغات) ")
_LANGUAGE_NAMES_AR = {
    fold(w)
    for w in (
        "العربية",
        "والعربية",
        "الإنجليزية",
        "والإنجليزية",
        "الإنكليزية",
        "بالعربية",
        "اللغة",
        "باللغة",
        "الفرنسية",
        "والفرنسية",
        "الانجليزية",
        "والانجليزية",
    )
}


def _pole(said: Words, first: int, last: int, before: list[Mention]) -> bool:
    """Pole, Turk, Dane, Finn, Lao, Argentine as common words or names."""
    return said.folded[first] not in ("pole", "poles") or said.text.count("Polish") > 0


Trap = Callable[[Words, int, int, list[Mention]], bool]

_TRAPS: dict[tuple[str, bool, int], Trap] = {
    ("ML", False, 0): _mali,
    ("OM", False, 0): _oman,
    ("QA", True, 0): _qatari,
    ("BJ", False, 0): _benin,
    ("JO", False, 0): _person,
    ("TD", False, 0): _person,
    ("GE", False, 0): _person,
    ("MU", False, 0): _maurice,
    ("MA", False, 0): _maghreb,
    ("PL", True, 0): _pole,
    **{(code, True, 0): _language for code in ("FR", "ES", "RU", "CN", "DE", "IT", "TR", "PT")},
}
