"""Which of the three languages a stretch is in, and whether it is in none of them.

Script and small words decide; py3langid is asked only when they leave a doubt.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from mithaq.kernels.text import wordlists
from mithaq.kernels.text.model import Lang

VERSION = "language-1"

OURS = ("ar", "en", "fr")

_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]+")
_OTHER = re.compile(r"[\u0370-\u05ff\u0700-\u074f\u0780-\u1cff\u1f00-\u1fff\u2c00-\ud7ff\uf900-\ufaff]+")
_FOREIGN_LETTERS = re.compile("[پچژگکیےٹڈڑںہھېۍړږښټډڼۆەێڕڵۇۈۋڭ]")
_ARTICLE = re.compile(r"(?<![\u0621-\u064a])(?:[وفبك]?ال|[وف]?لل)[\u0621-\u064a]{2,}")

_SMALL_ARABIC = wordlists.words("small_arabic_script", "ar")
_SMALL_FOREIGN = {
    code: wordlists.words("small_arabic_script", code)
    for code in wordlists.names("small_arabic_script")
    if code != "ar"
}
_SMALL = {code: wordlists.words("small", code) for code in wordlists.names("small")}
_SPEAKERS = {
    word: tuple(code for code, small in _SMALL.items() if word in small) for word in frozenset().union(*_SMALL.values())
}
_SCRIPTS = (
    ("ru", "\u0400", "\u04ff"), ("el", "\u0370", "\u03ff"), ("he", "\u0590", "\u05ff"), ("hi", "\u0900", "\u097f"),
    ("bn", "\u0980", "\u09ff"), ("th", "\u0e00", "\u0e7f"), ("am", "\u1200", "\u137f"), ("ko", "\uac00", "\ud7ff"),
    ("ja", "\u3040", "\u30ff"), ("zh", "\u4e00", "\u9fff"),
)  # fmt: skip
_ASKED = (
    "ar", "en", "fr", "fa", "ur", "ps", "ku", "ug", "es", "pt", "it", "de", "nl", "ro", "ca", "gl", "tr", "sw", "sv",
    "da", "no", "pl", "cs", "hu", "fi", "id", "ms", "vi", "la", "so", "ht", "sq", "hr", "az", "af",
)  # fmt: skip
_SURE = 0.9


def language(text: str) -> tuple[Lang, float]:
    """The language and how sure that is (0..1); `("und", score)` when it is none of the three or cannot be told."""
    code, score = identify(text)
    return cast(Lang, code) if code in OURS else "und", score


def identify(text: str) -> tuple[str, float]:
    """As `language`, but a foreign language keeps its ISO 639-1 code."""
    plain = text.isascii()
    arabic = 0 if plain else sum(map(len, _ARABIC.findall(text)))
    latin_words = _LATIN.findall(text)
    latin = sum(map(len, latin_words))
    other = 0 if plain else sum(map(len, _OTHER.findall(text)))
    if other > arabic and other > latin:
        return _by_script(text), 1.0
    if not arabic and not latin:
        return "und", 0.0
    if arabic >= latin:
        return _arabic(text, arabic)
    return _latin(text, latin_words)


def _by_script(text: str) -> str:
    return max(_SCRIPTS, key=lambda s: sum(s[1] <= c <= s[2] for c in text[:2000]))[0]


def _arabic(text: str, letters: int) -> tuple[str, float]:
    """Arabic unless the letters that Arabic does not have, or another language's small words, say otherwise."""
    foreign = len(_FOREIGN_LETTERS.findall(text))
    if foreign <= 0.01 * letters:
        return "ar", 1.0
    words = text.split()
    at_home = sum(w in _SMALL_ARABIC for w in words) + len(_ARTICLE.findall(text))
    code, away = max(
        ((code, sum(w in small for w in words)) for code, small in _SMALL_FOREIGN.items()), key=lambda pair: pair[1]
    )
    if at_home > 2 * away and at_home >= 0.15 * len(words):
        return "ar", _SURE
    if away > at_home:
        return code, _SURE
    code, score = _ask(text)
    if code == "ar" and foreign > 0.04 * letters:
        return "fa", 0.5
    return code, score


def _latin(text: str, words: list[str]) -> tuple[str, float]:
    hits: dict[str, int] = {}
    for word in filter(_SPEAKERS.__contains__, map(str.lower, words)):
        for code in _SPEAKERS[word]:
            hits[code] = hits.get(code, 0) + 1
    best = "en" if hits.get("en", 0) >= hits.get("fr", 0) else "fr"
    home = hits.get(best, 0)
    if home >= 3 and home >= 0.2 * len(words):
        second = max((count for code, count in hits.items() if code != best), default=0)
        if home >= 1.4 * second:
            return best, min(1.0, 0.8 + home / (5 * len(words)))
    code, score = _ask(text)
    if code == best and home:
        score = max(score, 0.7)
    return code, score


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_ASKED)
    return identifier


def _ask(text: str) -> tuple[str, float]:
    code, score = _identifier().classify(text.lower() if text.isupper() else text)
    return code, float(score)
