"""The grammar as a JSON Schema, so that an editor completes and checks a charter while it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mithaq.kernels.charter import grammar
from mithaq.kernels.charter.grammar import LANGUAGES, Field, Kind
from mithaq.kernels.charter.values import MOST_NUMBER
from mithaq.kernels.charter.vocabulary import MOMENTS

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_KEY = "[a-z0-9]+(?:[-_][a-z0-9]+)*"
_ID = r"[a-z0-9_-]+"
_YEAR, _MONTH, _DAY = "[0-9]{4}", "[0-9]{4}-[0-9]{2}", "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_SOFT = "(?:early|mid|late|end) [0-9]{4}(?:-[0-9]{2})?"
_LENGTH = "[0-9]{1,4} +(?:year|month|week|day)s?"
_SPAN = f"{_LENGTH}(?: +{_LENGTH})*"
_WINDOW = "|".join(
    [
        *(f"{one}(?:/{one})?" for one in (_DAY, _MONTH, _YEAR, _SOFT)),
        *(f"Q[1-4] {_YEAR}", f"H[12] {_YEAR}", f"by {_DAY}"),
    ]
)
_MOMENT = "|".join([*MOMENTS, rf"{_ID}(?:\.{_ID})+", "membership"])
_UNIT = "(?:day|week|month|quarter|year)"
_CADENCE = (
    f"(?:daily|weekly|monthly|quarterly|annual|yearly|every [0-9]{{1,2}} {_UNIT}s|every {_UNIT}"
    f"|(?:(?:at least|at most) )?[0-9]{{1,3}} times? a {_UNIT})(?: in (?:Q[1-4]|H[12]|month (?:[1-9]|1[0-2])))?"
)
_COUNT = "[0-9]{1,4}|[0-9]{1,4}-[0-9]{1,4}|up to [0-9]{1,4}|at least [0-9]{1,4}|open"

Schema = dict[str, Any]


def schema() -> Schema:
    """JSON Schema (draft 2020-12) of a charter: every kind of clause, its words, what each may say, nothing else.

    It says less than `read`: whether a clause that is named is there, and what contradicts what, only that knows.
    """
    return {
        "$schema": DRAFT,
        "title": "Charter",
        "description": "The rules of an institution, one table a clause; docs/blueprint.md tells every kind.",
        **_object({word: _section(grammar.KINDS[word]) for word in grammar.TOP}, ("institution",)),
        "$defs": {
            **{name: told for name, told in TYPES.items() if name not in _BY_FIELD},
            **{f"clause-{kind.name}": _clause(kind) for kind in grammar.kinds()},
        },
    }


def _clause(kind: Kind) -> Schema:
    fields = grammar.fields(kind)
    properties = {word: {"description": field.says, **_field(field)} for word, field in fields.items()}
    for word in kind.parts:
        part = _section(grammar.KINDS[word])
        properties[word] = {"anyOf": [properties[word], part]} if word in properties else part
    required = tuple(word for word, field in fields.items() if field.required)
    return {"description": kind.says, **_object(properties, required)}


def _section(kind: Kind) -> Schema:
    """Where the clauses of a kind stand: under keys, or the one clause itself."""
    one = {"$ref": f"#/$defs/clause-{kind.name}"}
    if not kind.keyed:
        return one
    names = {"pattern": f"^{_KEY}$", "maxLength": 80}
    return {"description": kind.says, "type": "object", "propertyNames": names, "additionalProperties": one}


def _object(properties: Mapping[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    told: Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    return told | ({"required": list(required)} if required else {})


def _field(field: Field) -> Schema:
    by_field = _BY_FIELD.get(field.type)
    return by_field(field) if by_field else {"$ref": f"#/$defs/{field.type}"}


def _text(pattern: str, *examples: str) -> Schema:
    return {"type": "string", "pattern": f"^(?:{pattern})$", "examples": list(examples)}


def _many(one: Schema) -> Schema:
    """One by itself, or a list without repetition."""
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1, "uniqueItems": True}]}


def _to(kinds: tuple[str, ...]) -> Schema:
    """The id of a clause of one of these kinds."""
    keyed = "|".join(kind for kind in kinds if grammar.KINDS[kind].keyed)
    alone = "|".join(kind for kind in kinds if not grammar.KINDS[kind].keyed)
    ways = [rf"(?:{_ID}\.)*(?:{keyed})\.{_ID}"] if keyed else []
    ways += [rf"(?:{_ID}\.)*(?:{alone})"] if alone else []
    return {"type": "string", "pattern": f"^(?:{'|'.join(ways)})$"}


def _who(field: Field) -> Schema:
    return {"anyOf": [{"enum": list(field.choices)}, _to(field.to)]}


_BY_FIELD = {
    "choice": lambda field: {"enum": list(field.choices)},
    "choices": lambda field: _many({"enum": list(field.choices)}),
    "reference": lambda field: _to(field.to),
    "who": _who,
    "whos": lambda field: _many(_who(field)),
}

_SAID: Schema = {"type": "string", "pattern": r"\S"}
_WORDS: Schema = {
    "anyOf": [_SAID, {**_object(dict.fromkeys(LANGUAGES, _SAID)), "minProperties": 1}],
}
_NUMBER: Schema = {"type": "integer", "minimum": 0, "maximum": MOST_NUMBER}
_SOURCE = _object({"document": _SAID, "quote": _SAID, "rule": _SAID}, ("document", "quote"))
_KEYS, _COUNTRY = _text(_KEY, "civil-society"), _text("[A-Z]{2}", "MA")

TYPES: Mapping[str, Schema] = {
    "text": _SAID,
    "words": _WORDS,
    "words-list": _many(_WORDS),
    "number": _NUMBER,
    "numbers": {"anyOf": [_NUMBER, {"type": "array", "items": _NUMBER, "minItems": 1}]},
    "flag": {"type": "boolean"},
    "count": {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 9999}, _text(_COUNT, "5", "5-6", "open")]},
    "fraction": _text("(?!0+/)[0-9]{1,4}/(?!0+$)[0-9]{1,4}", "2/3", "1/2"),
    "money": _text(r"[0-9]{1,15}(?:\.[0-9]{1,2})? [A-Z]{3}", "3000000 EUR"),
    "span": _text(_SPAN, "2 years", "6 months", "30 days"),
    "cadence": _text(_CADENCE, "monthly", "annual in Q2", "every 4 years", "at least 2 times a year"),
    "when": _text(
        f"{_WINDOW}|{_SPAN} (?:before|after) (?:{_MOMENT})",
        *("2021-02-24", "early 2021-03", "Q1 2021", "by 2020-01-01", "1 day before event.conference"),
    ),
    "key": _KEYS,
    "keys": _many(_KEYS),
    "actions": _many(_text(r"[a-z]+\.[a-z_]+", "consultations.submit")),
    "countries": _many(_COUNTRY),
    "languages": _many({"enum": list(LANGUAGES)}),
    "clause": _text(rf"{_ID}(?:\.{_ID})*", "body.board"),
    "source": _SOURCE,
    "sources": _many(_SOURCE),
}
