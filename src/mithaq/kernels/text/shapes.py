"""What marks on a line mean: ends of sentences, bullets, numbers, page numbers, dot leaders. Compiled once."""

from __future__ import annotations

import re

ARABIC_LETTERS = "\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06fa-\u06fc\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc"
ARABIC_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"

_ARABIC = re.compile(f"[{ARABIC_LETTERS}]")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ]")

_SENTENCE_END = re.compile(r"[.!?؟…:؛;][\"'»”’)\]⁰¹²³⁴-⁹⁽⁾\s]*$")

_DIGIT = r"[0-9٠-٩۰-۹]"
_MARK = r"[-–—−•●▪■□◦‣⁃∙·○◆◇➢➤►▶✓✔⇐⇒←→↔⇔⇦⇨↩↪*o\uf0b7\uf0a7\uf0d8\uf0fc]"
BULLET_MARK = re.compile(rf"\s*(?:{_MARK}(?:\s+|(?<=[•●▪◦‣⇐⇒⇔⇨])(?=\S))){{1,3}}")
NUMBER_MARK = re.compile(
    rf"\s*(?:\(?{_DIGIT}{{1,3}}(?:\.{_DIGIT}{{1,2}}){{0,3}}[.)\-–](?!{_DIGIT})|\({_DIGIT}{{1,3}}\)|{_DIGIT}{{1,2}}(?:\.{_DIGIT}{{1,2}}){{1,3}}"
    r"|\(?(?:[a-hA-H]|[ivx]{1,4}|[IVX]{1,4})[.)]|\(?[أبتثجحدهوزطيكل][.)]|\(?(?:ألف|باء|جيم|دال|هاء|واو|زاي|حاء|طاء|ياء)[.)])\s+"
)
BULLET = re.compile(f"(?:{BULLET_MARK.pattern}(?:{NUMBER_MARK.pattern})?|{NUMBER_MARK.pattern})")

_CELLS = re.compile(r"\S[^\S\n]*[|\t]\s*\S.*[|\t]")
PAGE_NUMBER = re.compile(
    rf"(?:page|p\.?|صفحة|ص\.?)?\s*[-–—|\[(]?\s*(?:{_DIGIT}{{1,4}}|[ivxl]{{1,6}})\s*[-–—|\])]?"
    rf"(?:\s*(?:/|\||of|de|sur|من)\s*{_DIGIT}{{1,4}})?",
    re.I,
)
_LEADERS = re.compile(r"\.{4,}|…{2,}|(?:\. ){4,}|(?:·\s?){5,}|(?<!_)_{5,}\s*\d")


def is_arabic(text: str) -> bool:
    """Whether most letters are Arabic."""
    return len(_ARABIC.findall(text)) > len(_LATIN.findall(text))


def ends_sentence(text: str) -> bool:
    """Whether the last mark, quotes and note numbers aside, closes a sentence, a clause or an announcement."""
    return bool(_SENTENCE_END.search(text[-40:]))


def has_leaders(text: str) -> bool:
    """Whether dots lead the eye to a page number."""
    return ("..." in text or "…" in text or ". ." in text or "··" in text or "· ·" in text or "____" in text) and bool(
        _LEADERS.search(text)
    )


def has_cells(text: str) -> bool:
    """Whether a line is a row of a table: at least two bars or tabs between words."""
    return text.count("|") + text.count("\t") >= 2 and bool(_CELLS.search(text))
