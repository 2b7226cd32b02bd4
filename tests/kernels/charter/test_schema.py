"""The JSON Schema of charters: what the reader reads it lets pass, and what is no word it refuses."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from tests.kernels.charter.texts import BODY, HEAD, SAMPLE

import mithaq
from mithaq.kernels import charter
from mithaq.kernels.charter.values import EXAMPLES, READERS, Wrong

GALLERY = sorted((Path(mithaq.__file__).parent / "blueprints" / "gallery").glob("*.toml"))
SCHEMA = charter.schema()
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA)


def as_json(value: Any) -> Any:
    """As an editor hands TOML to a schema: days are texts."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def refused(text: str) -> list[str]:
    found = VALIDATOR.iter_errors(as_json(tomllib.loads(text)))
    return [".".join(map(str, one.instance_path)) for one in found]


def test_it_is_a_schema():
    jsonschema_rs.meta.validate(SCHEMA)


@pytest.mark.parametrize("text", [SAMPLE, *(path.read_text(encoding="utf-8") for path in GALLERY)])
def test_every_text_of_the_gallery_passes(text):
    assert refused(text) == []


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", ""),  # whose charter?
        (HEAD + "[boddy.x]\nname = 'x'\n", ""),
        (BODY + "sets = 1\n", "body.board"),
        (HEAD + "[body.board]\nname = 'x'\n", "body.board"),
        (BODY + "level = 'regionl'\n", "body.board.level"),
        (BODY + "number = '5..6'\n", "body.board.number"),
        (BODY + "part_of = 'event.x'\n", "body.board.part_of"),
        (HEAD + "[principle.'One Two']\nname = 'x'\n", "principle"),
        (HEAD + "[principle.x]\nname = {de = 'x'}\n", "principle.x.name"),
        (HEAD + "nature = ['formal', 'formal']\n", "institution.nature"),
        (HEAD + "source = {document = 'x'}\n", "institution.source"),
    ],
)
def test_what_is_no_word_is_refused_where_it_stands(text, where):
    assert refused(text) == [where]


TOLD = {
    "when": [
        "Q1 2021",
        "H2 2020",
        "early 2021-03",
        "end 2020",
        "end 2019-10/early 2019-11",
        "by 2020-01-01",
        "1 day before event.x",
        "1 year 6 months after adoption",
    ],
    "span": ["2 years", "1 year 6 months", "90 days", "2 weeks", "2", "years", "two years"],
    "cadence": ["at most 3 times a month", "yearly in month 12", "often", "2 a year", "Q2"],
    "count": ["5", "5-6", "up to 15", "at least 3", "open", 5, 0, -1, "5..6", "some", "-3"],
    "fraction": ["2/3", "1/1", "2/0", "0/3", "0.5", "2:3", 1],
    "money": ["3000000 EUR", "3.50 USD", "3.555 USD", "EUR 3", "3 eur", "3,000 EUR", 3],
    "key": ["civil-society", "a_b", "A", "-a", "a--b", "a b", "é"],
    "keys": ["a", ["a", "b"], ["a", "a"], [], ["A"]],
    "actions": ["consultations.submit", ["people.apply"], "submit", "A.b"],
    "countries": ["MA", ["MA", "TN"], "ma", "MAR", ["MA", "MA"]],
    "languages": ["ar", ["ar", "fr"], "de"],
    "words": ["x", " ", {"ar": "x"}, {}, {"de": "x"}, {"ar": ""}, 3],
    "words-list": ["x", ["x", {"fr": "y"}], [], [3]],
    "number": [0, 3, -1, "3", 1.5, True, 10**13],
    "numbers": [3, [3, 3], [], ["3"]],
    "flag": [True, False, "true", 1],
    "text": ["x", "  ", 3],
    "clause": ["body.board", "institution", "Body", "body..x", "a b"],
}
SAID = [(type_, said) for type_, told in TOLD.items() for said in told]


@pytest.mark.parametrize(("type_", "said"), SAID)
def test_a_value_passes_the_schema_exactly_when_it_is_read(type_, said):
    validator = jsonschema_rs.Draft202012Validator({"$ref": f"#/$defs/{type_}", "$defs": SCHEMA["$defs"]})

    try:
        READERS[type_](said, charter.Field(type_, ""), "en")
    except Wrong:
        assert not validator.is_valid(said)
    else:
        assert validator.is_valid(said)


def test_every_type_has_its_reader_its_example_and_its_place_in_the_schema():
    used = {field.type for kind in charter.kinds() for field in charter.fields(kind).values()}

    assert used <= set(READERS)
    assert used <= set(EXAMPLES)
    for kind in charter.kinds():
        assert set(SCHEMA["$defs"][f"clause-{kind.name}"]["properties"]) == {*charter.fields(kind), *kind.parts}


def test_every_word_has_its_sentence_and_every_reference_its_kinds():
    names = {kind.name for kind in charter.kinds()}
    for kind in charter.kinds():
        for word, field in charter.fields(kind).items():
            assert field.says.endswith((".", "…")), (kind.name, word)
            if field.type in ("reference", "who", "whos"):
                assert field.to, (kind.name, word)
            assert set(field.to) <= names
        assert set(kind.parts) <= names
