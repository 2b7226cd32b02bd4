"""Counts inside a sentence: `{documents}`, `{passages objective=7 country=MA}`, `{documents:words}`; a brace is `{{`.

A count without conditions counts what its line cites; with conditions, the statements of all sources of the synthesis
that meet them. It is asked again whenever the sentence is read. `countries` are States the passages name; `origins`
are the countries of the organisations whose words they are. What nobody knows is None, never 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mithaq.evidence.selectors import Faceted, Read
from mithaq.foundation import languages
from mithaq.kernels import text as kernel
from mithaq.synthesis import numerals
from mithaq.synthesis.services.plan import NO_STATEMENT

WORDS = "words"
_NAME = re.compile(r"[a-z]+")
_VALUE = re.compile(r"[^\s{}=]+")
_SENTENCE = re.compile(r"(?:^|[.!?؟…]\s+)$")


class Misplaced(ValueError):
    """A sentence that cannot be kept: `why` is a key of `wording.MISPLACED`, `column` counts signs from 1."""

    def __init__(self, why: str, column: int, word: str = "") -> None:
        super().__init__(f"{why} at {column}: {word}")
        self.why, self.column, self.word = why, column, word


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement, as far as it can be counted. `organisation` and `origin` are None where nobody knows."""

    passage: int
    document: int
    lang: str
    act: str
    group: str
    objectives: frozenset[int]
    countries: frozenset[str]
    organisation: int | None
    origin: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """One count as it was written: what, in figures or in words, under which conditions. `column` counts from 1."""

    what: str
    spelled: bool
    conditions: tuple[tuple[str, str], ...]
    written: str
    column: int


Piece = str | Count


Conditions = tuple[tuple[str, str], ...]


class Everything(Sequence[Fact]):
    """The statements of all sources. What was asked of them once is remembered: many lines ask the same."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._facts = tuple(facts)
        self._matching: dict[Conditions, list[Fact]] = {}
        self._values: dict[tuple[str, Conditions], int | None] = {}

    def __len__(self) -> int:
        return len(self._facts)

    def __getitem__(self, at: Any) -> Any:
        return self._facts[at]

    def matching(self, conditions: Conditions) -> list[Fact]:
        if conditions not in self._matching:
            asked = [(_HOLDS[key], value) for key, value in conditions]
            self._matching[conditions] = [fact for fact in self._facts if all(holds(fact, v) for holds, v in asked)]
        return self._matching[conditions]

    def value(self, count: Count) -> int | None:
        key = (count.what, count.conditions)
        if key not in self._values:
            self._values[key] = _COUNTED[count.what](self.matching(count.conditions))
        return self._values[key]


NOTHING = Everything()


@dataclass(frozen=True, slots=True)
class Basis:
    """What a line can count: the statements it cites, and those of all sources of its synthesis."""

    cited: Sequence[Fact]
    everything: Everything = NOTHING

    def behind(self, count: Count) -> list[Fact]:
        """The statements a count rests on."""
        if not count.conditions:
            return list(self.cited)
        return self.everything.matching(count.conditions)

    def value(self, count: Count) -> int | None:
        if count.conditions:
            return self.everything.value(count)
        return _COUNTED[count.what](self.behind(count))


def parse(text: str) -> tuple[Piece, ...]:
    """The sentence in pieces. Refused (`Misplaced`): a brace that is not closed, an unknown count or condition."""
    pieces: list[Piece] = []
    plain: list[str] = []
    at = 0
    while at < len(text):
        if text.startswith("{{", at):
            plain.append("{")
            at += 2
        elif text[at] == "{":
            end = text.find("}", at)
            if end < 0:
                raise Misplaced("open", at + 1)
            if plain:
                pieces.append("".join(plain))
                plain = []
            pieces.append(_count(text[at + 1 : end], at + 1))
            at = end + 1
        else:
            plain.append(text[at])
            at += 1
    if plain:
        pieces.append("".join(plain))
    return tuple(pieces)


def counts(text: str) -> tuple[Count, ...]:
    """The counts of a sentence; of one that cannot be read, none."""
    try:
        return tuple(piece for piece in parse(text) if isinstance(piece, Count))
    except Misplaced:
        return ()


def asks_everything(texts: Iterable[str]) -> bool:
    """Whether any of them counts beyond its own citations."""
    return any(count.conditions for text in texts if "{" in text for count in counts(text))


def render(text: str, lang: str, basis: Basis) -> str:
    """The sentence with its counts, in its own language; one that cannot be read stands as it was written."""
    if "{" not in text:
        return text
    try:
        pieces = parse(text)
    except Misplaced:
        return text
    said = ""
    for piece in pieces:
        if isinstance(piece, str):
            said += piece
            continue
        phrase = shown(piece, lang, basis, before=said)
        # A stroke that held a letter to the brace (بـ{documents:words}) is not wanted before a word.
        said = (said.rstrip("\u0640") if phrase[:1].isalpha() else said) + phrase
    return said


def shown(count: Count, lang: str, basis: Basis, *, before: str = "") -> str:
    """A count as the sentence says it: capital at its head, in Arabic after a preposition in the oblique case."""
    value = basis.value(count)
    if not count.spelled:
        return numerals.figure(value, lang)
    phrase = numerals.phrase(count.what, value, lang, after=before)
    if lang != "ar" and _SENTENCE.search(before):
        return phrase[:1].upper() + phrase[1:]
    return phrase


def escaped(text: str) -> str:
    """Words of others put into a sentence: their braces count nothing."""
    return text.replace("{", "{{")


def fact_of(read: Read | Faceted, contributors: Mapping[int, tuple[int, str]]) -> Fact:
    """`contributors` gives the organisation and its country by document, where they are known."""
    organisation, origin = contributors.get(read.document, (None, None))
    if isinstance(read, Faceted):
        return Fact(
            read.passage, read.document, read.lang, _act(read.act, read.kind), read.category, read.objectives,
            read.countries, organisation, origin or None,
        )  # fmt: skip
    return Fact(
        read.pk, read.document, read.lang, _act(read.act, read.kind), read.speaker,
        frozenset(number for number, _, _ in read.objectives), frozenset(read.countries), organisation, origin or None,
    )  # fmt: skip


def is_statement(read: Faceted) -> bool:
    return read.kind not in NO_STATEMENT


def _act(act: str, kind: str) -> str:
    return "question" if kind == "question" else act


def _count(inside: str, column: int) -> Count:
    """`column` is that of the opening brace, from 1."""
    name = _NAME.match(inside)
    word = inside.split()[0] if inside.split() else ""
    if name is None or name.group() not in _COUNTED:
        raise Misplaced("unknown", column + 1, word)
    at, spelled = name.end(), False
    if inside[at : at + 1] == ":":
        style = inside[at + 1 :].split(" ", 1)[0]
        if style != WORDS:
            raise Misplaced("style", column + at + 2, style)
        at, spelled = at + 1 + len(style), True
    elif at < len(inside) and not inside[at].isspace():
        raise Misplaced("unknown", column + 1, word)
    return Count(name.group(), spelled, tuple(_conditions(inside, at, column)), inside, column)


def _conditions(inside: str, at: int, column: int) -> Iterable[tuple[str, str]]:
    seen = set()
    for found in re.finditer(r"\S+", inside[at:]):
        key, equals, value = found.group().partition("=")
        here = column + at + found.start() + 1
        if key not in _HOLDS or key in seen:
            raise Misplaced("condition", here, key)
        if not equals or not _VALUE.fullmatch(value) or not _KNOWN[key](value):
            raise Misplaced("value", here + len(key) + 1, value)
        seen.add(key)
        yield key, value


def _told(values: Iterable[object | None]) -> int | None:
    """How many different ones; where some are there and none of them is known, nobody knows."""
    known = list(values)
    found = {value for value in known if value is not None}
    return len(found) if found or not known else None


_COUNTED: Mapping[str, Callable[[Sequence[Fact]], int | None]] = {
    "documents": lambda facts: len({fact.document for fact in facts}),
    "passages": lambda facts: len({fact.passage for fact in facts}),
    "organisations": lambda facts: _told(fact.organisation for fact in facts),
    "countries": lambda facts: len({code for fact in facts for code in fact.countries}),
    "origins": lambda facts: _told(fact.origin for fact in facts),
    "groups": lambda facts: len({fact.group for fact in facts if fact.group not in ("", "none")}),
    "languages": lambda facts: len({fact.lang for fact in facts if fact.lang != "und"}),
}
NAMES = tuple(_COUNTED)
_HOLDS: Mapping[str, Callable[[Fact, str], bool]] = {
    "objective": lambda fact, value: int(value) in fact.objectives,
    "country": lambda fact, value: value.upper() in fact.countries,
    "act": lambda fact, value: fact.act == value,
    "group": lambda fact, value: fact.group == value,
    "language": lambda fact, value: fact.lang == value,
}
CONDITIONS = tuple(_HOLDS)
_KNOWN: Mapping[str, Callable[[str], bool]] = {
    "objective": lambda value: re.fullmatch("0?[1-9]|1[0-9]|2[0-3]", value) is not None,
    "country": lambda value: re.fullmatch(r"[A-Za-z]{2}", value) is not None,
    "act": lambda value: value in kernel.ACTS,
    "group": lambda value: value in kernel.SPEAKERS,
    "language": lambda value: value in languages.CODES,
}
