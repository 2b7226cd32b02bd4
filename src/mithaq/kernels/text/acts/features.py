"""What the model of acts looks at: rules met, stems, how the passage begins, and its outward form.

A feature is a 32-bit number, never a word: the weights that ship hold no text of anybody.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from math import log1p, sqrt
from zlib import crc32

from mithaq.kernels.text.analyse import stem
from mithaq.kernels.text.lore.rules import Book, Hit
from mithaq.kernels.text.lore.words import Words
from mithaq.kernels.text.model import ACTS

_STEMS = 2.83  # the length of the vector of all words beside the rules: a long passage weighs no more than a short one
_PLACES, _BEGINNING = (0x5BD1E995, 0x1B873593, 0x2545F491), (0.7, 0.525, 0.35)  # the first three words, and their worth
_EARLY = 6  # words from the start within which a rule counts twice
_STRONG = 2.0  # weight from which a rule names the act by itself
TRAITS = ("law", "telling", "reported", "figures", "we")  # kinds of text, no acts
_FIGURE = re.compile(r" \d")
_CLOSERS = (".", "!", "?", "؟", ";", "؛", ":", '"', "»", "”")


def asks(said: Words) -> bool:
    """Whether the passage ends in a question mark, or is a chain of questions that trails off."""
    text = said.text
    if text.rstrip(' \n\u00a0"»”)\u200f').endswith(("?", "؟")):
        return True
    asked = text.count("?") + text.count("؟")
    return asked > 1 and asked >= text.count(". ") + text.count("! ") + text.count("؛")


@cache
def books() -> dict[str, Book]:
    """The rules of each language."""
    table = tomllib.loads(files("mithaq.kernels.text.lore").joinpath("acts.toml").read_text(encoding="utf-8"))
    if set(table) != {*ACTS, *TRAITS}:
        raise ValueError(sorted(set(table) ^ {*ACTS, *TRAITS}))
    return {
        lang: Book({shows: rules[lang] for shows, rules in table.items()}, arabic=lang == "ar")
        for lang in ("ar", "en", "fr")
    }


@lru_cache(maxsize=4096)
def key(name: str) -> int:
    """The number of a named feature."""
    return crc32(name.encode())


@lru_cache(maxsize=100_000)
def _stem_key(word: str, lang: str) -> int:
    found = stem(word, lang)
    return crc32(f"{lang}:{found}".encode()) if len(found) > 1 else 0


_KEYS = {
    part: {shows: key(f"{part} {shows}") for shows in (*ACTS, *TRAITS)}
    for part in ("strong", "opens", "sum", "best", "early")
}
DEMAND = _KEYS["strong"]["recommendation"]  # a plain word of demand stands in the passage


def features(said: Words, hits: list[Hit], lang: str) -> dict[int, float]:
    """Feature number -> value for one passage."""
    found: dict[int, float] = _rules(hits)
    found[key("length")] = log1p(len(said)) / 4
    _form(said, found)
    stems = [_stem_key(word, lang) for word in said.folded]
    distinct = set(stems)
    distinct.discard(0)
    if distinct:
        found.update(dict.fromkeys(distinct, _STEMS / sqrt(len(distinct))))
    for number, mark, value in zip(stems, _PLACES, _BEGINNING, strict=False):
        found[number ^ mark] = value
    if len(stems) > 1:
        found[crc32(f"{said.folded[0]} {said.folded[1]}".encode())] = _BEGINNING[0]
    return found


def _rules(hits: list[Hit]) -> dict[int, float]:
    total: dict[str, float] = {}
    early: dict[str, float] = {}
    best: dict[str, float] = {}
    found: dict[int, float] = {}
    for hit in hits:
        rule = hit.rule
        shows, weight = rule.shows, rule.weight
        total[shows] = total.get(shows, 0.0) + weight
        if hit.first < _EARLY:
            early[shows] = early.get(shows, 0.0) + weight
        if weight > best.get(shows, 0.0):
            best[shows] = weight
        if weight >= _STRONG and not rule.opening:
            found[_KEYS["strong"][shows]] = 1.0
        if hit.opening:
            found[_KEYS["opens"][shows]] = 1.0
    for shows, value in total.items():
        found[_KEYS["sum"][shows]] = log1p(value)
        found[_KEYS["best"][shows]] = best[shows] / 2
    for shows, value in early.items():
        found[_KEYS["early"][shows]] = log1p(value)
    return found


def _form(said: Words, found: dict[int, float]) -> None:
    text = said.text.rstrip()
    if asks(said):
        found[key("asks")] = 2.0
    if text.endswith(":"):
        found[key("colon")] = 1.0
    if text.endswith((";", "؛")):
        found[key("semicolon")] = 1.0
    if not text.endswith(_CLOSERS):
        found[key("open end")] = 0.5
    if "«" in text or "“" in text or '"' in text:
        found[key("quotation")] = 0.5
    if digits := len(_FIGURE.findall(said.line)):
        found[key("figures")] = min(digits, 5) / 5
