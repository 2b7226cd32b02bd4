"""The one analyser: folds and stems a word the same way for search, coders and convergence.

`fold` is reversible in position (one character in, at most one out); `stem` is not. Light Arabic stemming follows
the measurements in the project's research: clitics and the article in front, inflection behind, never to the root.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

import snowballstemmer

from mithaq.kernels.text.remembered import Remembered

VERSION = "analyse-2"

_MARKS = re.compile(
    r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]"
)
_ALIKE = str.maketrans("أإآٱىةؤئ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "اااايهوي01234567890123456789")
_WITHIN = r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u00ad]"
_WORD = re.compile(rf"\w{_WITHIN}*(?:[’']\w{_WITHIN}*)?")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")

_ARTICLES = ("وبال", "فبال", "وكال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال")
_SUFFIXES = (
    "ياتها",
    "ياتهم",
    "اتهما",
    "تهما",
    "ياته",
    "اتهم",
    "اتها",
    "اتنا",
    "انهم",
    "انها",
    "يتهم",
    "يتها",
    "هما",
    "تهم",
    "تها",
    "انه",
    "يته",
    "اته",
    "يات",
    "يين",
    "يون",
    "ات",
    "ان",
    "ون",
    "ين",
    "يه",
    "يا",
    "ها",
    "هم",
    "هن",
    "نا",
    "ته",
    "ه",
    "ي",
    "ا",
)
_KEPT = {  # light stems that would merge with another word: operation/work, nationality/sex, Bahrain/sea, company/share
    **dict.fromkeys(("عمليه", "عمليات"), "عمليه"),
    **dict.fromkeys(("جنسيه", "جنسيات", "جنسيته", "جنسيتها", "جنسيتهم"), "جنسيه"),
    **dict.fromkeys(("شركه", "شركات"), "شركه"),
    "بحرين": "بحرين",
}

_ENGLISH = snowballstemmer.stemmer("english")
_FRENCH = snowballstemmer.stemmer("french")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]")
_POSSESSIVE = re.compile(r"['’]s?$")


def is_arabic(text: str) -> bool:
    return bool(_ARABIC.search(text))


def fold(text: str) -> str:
    """Match text: no vowels, no tatweel, one alef, plain digits, no accents, lower case."""
    if text.isascii():
        return text.lower()
    text = _MARKS.sub("", unicodedata.normalize("NFKC", text))
    if _ARABIC.search(text):
        text = text.translate(_ALIKE)
    text = text.casefold()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFD", text)
    for mark in filter(unicodedata.combining, set(text)):
        text = text.replace(mark, "")
    return text


@lru_cache(maxsize=200_000)
def stem(word: str, lang: str) -> str:
    """The light stem of a *folded* word."""
    if lang == "ar":
        return _arabic(word)
    word = _ELISION.sub("", word) if lang == "fr" else _POSSESSIVE.sub("", word)
    stemmer = _FRENCH if lang == "fr" else _ENGLISH
    return stemmer.stemWord(word)


def tokens(text: str, lang: str) -> list[str]:
    """Stems of a text in reading order."""
    return list(map(forms(lang).__getitem__, _WORD.findall(text)))


def spans(text: str, lang: str) -> list[tuple[str, int, int]]:
    """`(stem, start, end)` for each word, with offsets in `text` as given."""
    known = forms(lang)
    return [(known[m.group()], *m.span()) for m in _WORD.finditer(text)]


def words(text: str) -> Iterator[re.Match[str]]:
    """Where the words of a text stand, as written."""
    return _WORD.finditer(text)


class Forms(Remembered[str, str]):
    """The stem of each word as written, in a text of one language."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._latin = "en" if lang == "ar" else lang

    def of(self, key: str) -> str:
        return stem(fold(key), "ar" if _ARABIC.search(key) else self._latin)


@lru_cache(maxsize=8)
def forms(lang: str) -> Forms:
    return Forms(lang)


def _arabic(word: str) -> str:
    """Article and clitics off the front, inflection off the end; a known word is never cut at its front."""
    heads = _heads()
    if (base := _bare(word)) in heads:
        return base
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 2:
            rest = word[len(article) :]
            if article.endswith("لل") and (base := _bare("ل" + rest)) in heads:
                return base
            return _bare(rest)
    for clitics in ("وف", "بلك"):
        if word[:1] in clitics and word[:1]:
            rest = word[1:]
            if (base := _bare(rest)) in heads:
                return base
            if len(rest) >= 4:
                word = rest
    return _bare(word)


def _bare(word: str) -> str:
    if kept := _KEPT.get(word):
        return kept
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    text = resources.files("mithaq.kernels.text").joinpath("data", "arabic_heads.txt").read_text("utf-8")
    words = " ".join(line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(_bare(fold(word)) for word in words.split())
