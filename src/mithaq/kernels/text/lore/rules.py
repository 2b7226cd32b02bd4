"""Turns of phrase as rules: a first word that is looked up, then a pattern that is tried only there.

A rule costs nothing until its first word is met, so hundreds of them read a passage in microseconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from mithaq.kernels.text.lore.words import Words
from mithaq.kernels.text.remembered import Remembered

_ALIKE = str.maketrans("أإآٱىةؤئéèêëàâîïôûùç", "اااايهويeeeeaaiiouuc")
_HEAD = re.compile(r"(?:(?P<weight>\d+(?:\.\d+)?) +)?(?P<opening>\^ +)?(?P<phrases>[^+]+?)(?: +\+ +(?P<rest>.+))?")

_OPENERS = re.compile(r"[.!?؟\n•●▪:;؛–—→]")
_LISTED = re.compile(r"[)\-/]")
_FIRST = re.compile(r"\w+\*?")


@dataclass(frozen=True, slots=True)
class Rule:
    """One turn of phrase: what it shows, how strongly, whether it must open a sentence, what follows its first word."""

    name: str
    shows: str
    weight: float
    opening: bool
    rest: re.Pattern[str] | None


class Hit(NamedTuple):
    """A rule met: the first and last word it covers and whether it stands where a sentence begins."""

    rule: Rule
    first: int
    start: int
    end: int
    opening: bool


class Book:
    """The rules of one language, found by first word."""

    def __init__(self, table: dict[str, list[str]], *, arabic: bool, clitics: bool = False) -> None:
        self._exact: dict[str, list[Rule]] = {}
        self._stems: dict[str, list[Rule]] = {}
        self._arabic = arabic
        self._clitics = clitics
        for shows, lines in table.items():
            for number, line in enumerate(lines):
                self._add(f"{shows}.{number}", shows, line)
        self._met = _Met(self)

    def _add(self, name: str, shows: str, line: str) -> None:
        head = _HEAD.fullmatch(line.translate(_ALIKE))
        if head is None:
            raise ValueError(line)
        for phrase in dict.fromkeys(_alternatives(head["phrases"])):
            first, _, more = phrase.partition(" ")
            if not _FIRST.fullmatch(first):
                raise ValueError(line)
            following = " ".join(filter(None, (more, head["rest"])))
            rest = _pattern(following) if following else None
            rule = Rule(name, shows, float(head["weight"] or 1), bool(head["opening"]), rest)
            shelf, key = (self._stems, first[:-1]) if first.endswith("*") else (self._exact, first)
            shelf.setdefault(key, []).append(rule)

    def rules_of(self, word: str) -> tuple[Rule, ...]:
        """The rules that may begin at this folded word."""
        found = list(self._exact.get(word, ()))
        if self._arabic:
            for bare in bare_forms(word, deep=self._clitics):
                found += [r for r in self._exact.get(bare, ()) if r not in found]
        if self._stems:
            for size in range(3, len(word) + 1):
                found += [r for r in self._stems.get(word[:size], ()) if r not in found]
        return tuple(found)

    def hits(self, said: Words) -> list[Hit]:
        """Every rule met, in reading order."""
        found: list[Hit] = []
        met = [(index, rules) for index, rules in enumerate(map(self._met.__getitem__, said.folded)) if rules]
        for index, rules in met:
            opening = opens(said, index)
            start = said.places[index]
            for rule in rules:
                if rule.opening and not opening:
                    continue
                end = start + len(said.folded[index])
                if rule.rest is not None:
                    more = rule.rest.match(said.line, end + 1)
                    if more is None:
                        continue
                    end = max(end, more.end())
                found.append(Hit(rule, index, start, end, opening))
        return found


class _Met(Remembered[str, tuple[Rule, ...]]):
    def __init__(self, book: Book) -> None:
        super().__init__()
        self._book = book

    def of(self, key: str) -> tuple[Rule, ...]:
        return self._book.rules_of(key)


def bare_forms(word: str, *, deep: bool) -> list[str]:
    """An Arabic word without و ف in front and, when `deep`, without ب ل ك."""
    forms = []
    if word[:1] in ("و", "ف") and len(word) > 3:
        word = word[1:]
        forms.append(word)
    if deep and len(word) > 4:
        if word.startswith("لل"):
            forms.append("ال" + word[2:])
        if word[0] in "بلك":
            forms.append(word[1:])
    return forms


def opens(said: Words, index: int) -> bool:
    """Whether a word begins the passage, a sentence of it or a bullet, with or without a list number before it."""
    if index == 0:
        return True
    if said.text[said.ends[index - 1] : said.starts[index]] == " ":
        return False
    if _OPENERS.search(said.text, said.ends[index - 1], said.starts[index]):
        return True
    return (
        index == 1 and len(said.folded[0]) <= 2 and _LISTED.search(said.text, said.ends[0], said.starts[1]) is not None
    )


def _alternatives(phrases: str) -> list[str]:
    """Split at | outside parentheses."""
    found, depth, current = [], 0, ""
    for letter in phrases:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and depth == 0:
            found.append(current)
            current = ""
        else:
            current += letter
    return [*found, current]


@cache
def _pattern(rest: str) -> re.Pattern[str]:
    """`~N` is up to N words between; a pattern ends at the end of a word unless it ends in `*`."""
    gap = re.sub(r"~(\d+) ?", r"(?:\\S+ ){0,\1}?", rest)
    return re.compile(f"(?:{gap[:-1]})" if gap.endswith("*") else rf"(?:{gap})(?= |$)")
