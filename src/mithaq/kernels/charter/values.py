"""What may stand under a word of a charter: each type reads a TOML value, or says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from mithaq.kernels import cadence
from mithaq.kernels.charter.grammar import LANGUAGES, Field


class Wrong(ValueError):
    """A value that its word does not allow: `key` of the fault with its facts, and where inside the value it stands."""

    def __init__(self, key: str, *path: str | int, **facts: Any) -> None:
        super().__init__(key)
        self.key = key
        self.path = path
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Words:
    """A short text in up to three languages."""

    ar: str = ""
    en: str = ""
    fr: str = ""

    def as_dict(self) -> dict[str, str]:
        return {code: said for code in LANGUAGES if (said := getattr(self, code))}


@dataclass(frozen=True, slots=True)
class Count:
    """How many: at least `least`, at most `most` (None: open)."""

    least: int
    most: int | None
    text: str

    def allows(self, number: int) -> bool:
        return self.least <= number and (self.most is None or number <= self.most)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the currency's units, exact."""

    amount: Decimal
    currency: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """The document and the sentence a clause is taken from; `rule` names the rule of the ledger (`fm_board/1`)."""

    document: str
    quote: str
    rule: str = ""


When = cadence.Window | cadence.Relative
Read = Callable[[Any, Field, str], Any]

# Patterns are of ASCII digits, so that the schema of an editor says the same.
_COUNT = re.compile(r"(?:([0-9]{1,4})-([0-9]{1,4})|up to ([0-9]{1,4})|at least ([0-9]{1,4})|([0-9]{1,4})|(open))")
_MONEY = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,2})?) ([A-Z]{3})")
_FRACTION = re.compile(r"([0-9]{1,4})/([0-9]{1,4})")
_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_ACTION = re.compile(r"[a-z]+\.[a-z_]+")
_COUNTRY = re.compile(r"[A-Z]{2}")
_CLAUSE = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
MOST_NUMBER = 10**12
MOST_YEARS = 200
MOST_ITEMS = 300
LONGEST = 200  # signs of a wrong value that are said again


def _text(value: Any, _field: Field, _language: str) -> str:
    if not isinstance(value, str):
        raise Wrong("not-text", said=_told(value))
    if not value.strip():
        raise Wrong("empty")
    return value.strip()


def _words(value: Any, field: Field, language: str) -> Words:
    if isinstance(value, str):
        return Words(**{language: _text(value, field, language)})
    if not isinstance(value, Mapping):
        raise Wrong("not-words", said=_told(value))
    for code in value:
        if code not in LANGUAGES:
            raise Wrong("unknown-language", code, word=code, allowed=list(LANGUAGES))
    said = {}
    for code, text in value.items():
        try:
            said[code] = _text(text, field, language)
        except Wrong as wrong:
            raise Wrong(wrong.key, code, **wrong.facts) from wrong
    if not said:
        raise Wrong("empty")
    return Words(**said)


def _matching(pattern: re.Pattern[str], key: str, example: str) -> Read:
    def read(value: Any, field: Field, language: str) -> str:
        said = _text(value, field, language)
        if not pattern.fullmatch(said):
            raise Wrong(key, said=_told(said), example=example)
        return said

    return read


def _number(value: Any, _field: Field, _language: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong("not-a-number", said=_told(value))
    if value < 0:
        raise Wrong("negative", said=_told(value))
    if value > MOST_NUMBER:
        raise Wrong("too-large", said=_told(value), most=MOST_NUMBER)
    return value


def _flag(value: Any, _field: Field, _language: str) -> bool:
    if not isinstance(value, bool):
        raise Wrong("not-true-or-false", said=_told(value))
    return value


def _count(value: Any, field: Field, language: str) -> Count:
    said = str(_number(value, field, language)) if isinstance(value, int) else _text(value, field, language)
    match = _COUNT.fullmatch(said)
    if match is None:
        raise Wrong("not-a-count", said=_told(said), example="5-6")
    low, high, up_to, at_least, exact, _open = match.groups()
    if low is not None:
        if int(low) > int(high):
            raise Wrong("backwards", said=_told(said), example=f"{high}-{low}")
        return Count(int(low), int(high), said)
    if up_to is not None:
        return Count(0, int(up_to), said)
    if at_least is not None:
        return Count(int(at_least), None, said)
    return Count(int(exact), int(exact), said) if exact is not None else Count(0, None, said)


def _fraction(value: Any, field: Field, language: str) -> Fraction:
    said = _text(value, field, language)
    match = _FRACTION.fullmatch(said)
    if match is None or not int(match[2]):
        raise Wrong("not-a-fraction", said=_told(said), example="2/3")
    found = Fraction(int(match[1]), int(match[2]))
    if not 0 < found <= 1:
        raise Wrong("not-a-part", said=_told(said), example="2/3")
    return found


def _money(value: Any, field: Field, language: str) -> Money:
    said = _text(value, field, language)
    match = _MONEY.fullmatch(said)
    if match is None:
        raise Wrong("not-money", said=_told(said), example="3000000 EUR")
    return Money(Decimal(match[1]), match[2], said)


def _calendar(read: Callable[[str], Any], key: str, example: str) -> Read:
    def reader(value: Any, field: Field, language: str) -> Any:
        said = _text(value, field, language)
        try:
            found = read(said)
        except cadence.Unreadable as wrong:
            raise Wrong(key, said=_told(said), example=example, at=wrong.column) from wrong
        length = found if isinstance(found, cadence.Span) else getattr(found, "every", cadence.Span())
        if length.months > MOST_YEARS * 12 or length.days > MOST_YEARS * 366:
            raise Wrong("too-large", said=_told(said), most=f"{MOST_YEARS} years", example=example)
        return found

    return reader


def _when(value: Any, field: Field, language: str) -> When:
    """A time in words, or a day as TOML writes it, without quotation marks."""
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    said = value.isoformat() if is_day else _text(value, field, language)
    backwards = False
    for read in (cadence.window, cadence.relative):
        try:
            return read(said)
        except (cadence.Unreadable, OverflowError) as wrong:
            backwards = backwards or getattr(wrong, "why", "") == "backwards"
    raise Wrong("backwards" if backwards else "not-a-time", said=_told(said), example="early 2019-03")


def _choice(value: Any, field: Field, language: str) -> str:
    said = _text(value, field, language)
    if said not in field.choices:
        raise Wrong("not-a-choice", said=_told(said), allowed=list(field.choices))
    return said


def _many(one: Read, *, once: bool = True) -> Read:
    """A list of them, or one by itself; with `once`, none twice."""

    def read(value: Any, field: Field, language: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            return (one(value, field, language),)
        if not value:
            raise Wrong("empty")
        if len(value) > MOST_ITEMS:
            raise Wrong("too-large", said=str(len(value)), most=MOST_ITEMS)
        found: list[Any] = []
        for number, item in enumerate(value):
            try:
                said = one(item, field, language)
            except Wrong as wrong:
                raise Wrong(wrong.key, number, *wrong.path, **wrong.facts) from wrong
            if once and said in found:
                raise Wrong("twice", number, said=_told(item))
            found.append(said)
        return tuple(found)

    return read


def _who(value: Any, field: Field, language: str) -> str:
    """A party by its word, or a clause by its id; whether the clause is there is seen when all are read."""
    said = _text(value, field, language)
    if said in field.choices or ("." in said and _CLAUSE.fullmatch(said)) or said in field.to:
        return said
    raise Wrong("not-a-party", said=_told(said), allowed=list(field.choices), example="body.board")


_SOURCE = {"document": True, "quote": True, "rule": False}


def _source(value: Any, field: Field, language: str) -> Source:
    if not isinstance(value, Mapping):
        raise Wrong("not-a-source", said=_told(value))
    for word in value:
        if word not in _SOURCE:
            raise Wrong("unknown-word", word, word=word, allowed=list(_SOURCE))
    for word, required in _SOURCE.items():
        if required and word not in value:
            raise Wrong("missing", word=word)
    said = {}
    for word, text in value.items():
        try:
            said[word] = _text(text, field, language)
        except Wrong as wrong:
            raise Wrong(wrong.key, word, **wrong.facts) from wrong
    return Source(**said)


def _told(value: Any) -> str:
    """A value as the writer wrote it, near enough to point at."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) > 10**40:
        return hex(value)[:LONGEST] + "…"
    said = str(value)
    return said if len(said) <= LONGEST else said[:LONGEST] + "…"


_key = _matching(_KEY, "not-a-key", "civil-society")
_country = _matching(_COUNTRY, "not-a-country", "MA")


def is_key(key: str) -> bool:
    """Whether a clause may be called so."""
    return bool(_KEY.fullmatch(key)) and len(key) <= 80


EXAMPLES: Mapping[str, str] = {
    "text": "https://example.org",
    "words": '{ar = "…", en = "…", fr = "…"}',
    "words-list": '["…", "…"]',
    "number": "3",
    "numbers": "[1, 2]",
    "flag": "true",
    "count": "5-6",
    "fraction": "2/3",
    "money": "3000000 EUR",
    "span": "2 years",
    "cadence": "annual in Q2",
    "when": "early 2019-03",
    "key": "civil-society",
    "keys": '["national", "regional"]',
    "actions": '["consultations.submit"]',
    "countries": '["MA", "TN"]',
    "languages": '["ar", "en", "fr"]',
    "reference": "body.board",
    "clause": "body.board",
    "who": "members",
    "whos": '["members", "body.board"]',
    "source": '{document = "…", quote = "…"}',
    "sources": '{document = "…", quote = "…", rule = "fm_board/1"}',
    "choice": "",
    "choices": "",
}

READERS: Mapping[str, Read] = {
    "text": _text,
    "words": _words,
    "words-list": _many(_words),
    "number": _number,
    "numbers": _many(_number, once=False),
    "flag": _flag,
    "count": _count,
    "fraction": _fraction,
    "money": _money,
    "span": _calendar(cadence.span, "not-a-span", "2 years"),
    "cadence": _calendar(cadence.cadence, "not-a-cadence", "annual in Q2"),
    "when": _when,
    "key": _key,
    "keys": _many(_key),
    "actions": _many(_matching(_ACTION, "not-an-action", "consultations.submit")),
    "countries": _many(_country),
    "languages": _many(lambda value, field, language: _choice(value, Field("choice", "", LANGUAGES), language)),
    "choice": _choice,
    "choices": _many(_choice),
    "reference": _matching(_CLAUSE, "not-a-clause", "body.board"),
    "clause": _matching(_CLAUSE, "not-a-clause", "body.board"),
    "who": _who,
    "whos": _many(_who),
    "source": _source,
    "sources": _many(_source),
}
