"""Which of the three languages a stretch is in, and whether it is in none of them.

Script and small words decide; py3langid is asked only when they leave a doubt.
"""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from mithaq.kernels.text.model import Lang

VERSION = "language-1"

OURS = ("ar", "en", "fr")

_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]+")
_OTHER = re.compile(r"[\u0370-\u05ff\u0700-\u074f\u0780-\u1cff\u1f00-\u1fff\u2c00-\ud7ff\uf900-\ufaff]+")
_FOREIGN_LETTERS = re.compile("[پچژگکیےٹڈڑںہھېۍړږښټډڼۆەێڕڵۇۈۋڭ]")
_ARTICLE = re.compile(r"(?<![\u0621-\u064a])(?:[وفبك]?ال|[وف]?لل)[\u0621-\u064a]{2,}")

_SMALL_ARABIC = frozenset("في من على إلى الى عن أن إن التي الذي هذا هذه ذلك بين مع كل ما لا أو كما قد تم حول خلال بعد".split())
_SMALL_FOREIGN = {
    "fa": frozenset("است را این که از به با می های برای شده خود آن یک نیز باید کشور شود کرد".split()),
    "ur": frozenset("کے میں ہے کی اور سے کا کو نے پر یہ ہیں کہ لیے تھا گیا".split()),
    "ps": frozenset("دي چې په او له سره د کې شوي".split()),
    "ku": frozenset("لە بۆ کە بە لەگەڵ ئەو هەر".split()),
    "ug": frozenset("ۋە بىلەن ئۈچۈن بۇ".split()),
}  # fmt: skip
_SMALL = {
    "en": frozenset("the of and to in is for that with on are as by from this be their at which have has an or it not they we "
                    "will should who can all our more than these its must was were do you how what your been".split()),
    "fr": frozenset("le la les des du de et en un une est que pour dans par sur qui au aux avec ce cette ces leur leurs sont ne "
                    "pas plus se ou il elle nous être à été ont doit doivent dont sa son ses entre afin ainsi l d qu vous".split()),
    "es": frozenset("el la los las de del y en un una que por con para se su sus al es son como más lo entre esta este o".split()),
    "pt": frozenset("o a os as de do da dos das e em um uma que por com para se no na nos nas ao são mais como não pelo".split()),
    "it": frozenset("il la i gli le di del della dei delle e in un una che per con si al nel nella sono da come più non è alla".split()),
    "de": frozenset("der die das und in zu den von mit für auf ist im dem nicht ein eine des sich auch werden sind als wird".split()),
    "nl": frozenset("de het een en van in te dat op is voor met zijn die niet aan er ook als bij worden door naar".split()),
    "ro": frozenset("și în de la cu pe pentru din care este sunt o un al a ale prin mai sau".split()),
    "ca": frozenset("el la els les de del i en un una que per amb als són aquest aquesta més dels o l d".split()),
    "tr": frozenset("ve bir bu için ile de da olarak olan göç daha çok gibi tarafından".split()),
    "sw": frozenset("ya na wa kwa katika ni za la kuwa cha vya hii".split()),
    "sv": frozenset("och i att det som en på är av för med till den har inte ett om de".split()),
    "pl": frozenset("i w na z do że się nie jest oraz o dla od przez są".split()),
}  # fmt: skip
_SCRIPTS = (("ru", "\u0400", "\u04ff"), ("el", "\u0370", "\u03ff"), ("he", "\u0590", "\u05ff"), ("hi", "\u0900", "\u097f"),
            ("bn", "\u0980", "\u09ff"), ("th", "\u0e00", "\u0e7f"), ("am", "\u1200", "\u137f"), ("ko", "\uac00", "\ud7ff"),
            ("ja", "\u3040", "\u30ff"), ("zh", "\u4e00", "\u9fff"))  # fmt: skip
_ASKED = ("ar", "en", "fr", "fa", "ur", "ps", "ku", "ug", "es", "pt", "it", "de", "nl", "ro", "ca", "gl", "tr", "sw", "sv", "da",
          "no", "pl", "cs", "hu", "fi", "id", "ms", "vi", "la", "so", "ht", "sq", "hr", "az", "af")  # fmt: skip
_SURE = 0.9


def language(text: str) -> tuple[Lang, float]:
    """The language and how sure that is (0..1); `("und", score)` when it is none of the three or nothing can be told."""
    code, score = identify(text)
    return (code, score) if code in OURS else ("und", score)


def identify(text: str) -> tuple[str, float]:
    """As `language`, but a foreign language keeps its ISO 639-1 code."""
    arabic = sum(map(len, _ARABIC.findall(text)))
    latin_words = _LATIN.findall(text)
    latin = sum(map(len, latin_words))
    other = sum(map(len, _OTHER.findall(text))) if not text.isascii() else 0
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
    code, away = max(((code, sum(w in small for w in words)) for code, small in _SMALL_FOREIGN.items()),
                     key=lambda pair: pair[1])
    if at_home > 2 * away and at_home >= 0.15 * len(words):
        return "ar", _SURE
    if away > at_home:
        return code, _SURE
    code, score = _ask(text)
    if code == "ar" and foreign > 0.04 * letters:
        return "fa", 0.5
    return code, score


def _latin(text: str, words: list[str]) -> tuple[str, float]:
    lowered = [w.lower() for w in words]
    english = sum(map(_SMALL["en"].__contains__, lowered))
    french = sum(map(_SMALL["fr"].__contains__, lowered))
    best, hits = ("en", english) if english >= french else ("fr", french)
    if hits >= 3 and hits >= 0.2 * len(words):
        second = max(sum(map(small.__contains__, lowered)) for code, small in _SMALL.items() if code != best)
        if hits >= 1.4 * second:
            return best, min(1.0, 0.8 + hits / (5 * len(words)))
    code, score = _ask(text)
    if code == best and hits:
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
