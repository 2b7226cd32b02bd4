"""Every key of a TOML text has its place, whatever form it is written in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mithaq.kernels.charter.places import NotToml, Place, located

TEXT = '''\
# a charter
name = {ar = "شبكة", en = "A network"}
"odd key" = 1

[body.board]
seats = "5..6"   # "not ]a comment\\" here"
term.length = "2 years"
founded = 2019-03-01

[[body.board.balance]]
by = "level"
among = ["national", # one
  "regional", {key = "global"},
]

[[body.board.balance]]
by = \'\'\'
gender\'\'\'

[body.board.balance.share]
of = """a "quoted\\" word"""
'''


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("name",), 2, 1),
        (("name", "en"), 2, 22),
        (("odd key",), 3, 1),
        (("body", "board"), 5, 1),
        (("body", "board", "term", "length"), 7, 6),
        (("body", "board", "balance", 0, "among", 1), 13, 3),
        (("body", "board", "balance", 0, "among", 2, "key"), 13, 16),
        (("body", "board", "balance", 1), 16, 1),
        (("body", "board", "balance", 1, "by"), 17, 1),
        (("body", "board", "balance", 1, "share", "of"), 21, 1),
    ],
)
def test_keys_stand_where_they_are_written(path, line, column):
    assert located(TEXT).places[path] == Place(line, column)


def test_what_is_missing_is_placed_at_what_it_is_missing_from():
    assert located(TEXT).place(("body", "board", "observers", "may")) == Place(5, 1)


@pytest.mark.parametrize(
    ("text", "line", "column"), [("a = 1\na = 2\n", 2, 6), ("[a\n", 1, 3), ("a = [1,\n2", 2, 2), ("x = 'ab", 1, 8)]
)
def test_what_is_no_toml_is_refused_where_reading_stopped(text, line, column):
    with pytest.raises(NotToml) as refused:
        located(text)

    assert refused.value.place == Place(line, column)


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)
SCALARS = st.one_of(WORDS, st.integers(-9, 99), st.booleans(), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3), max_leaves=8
)


def written(value) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(k)} = {written(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return quoted(value) if isinstance(value, str) else str(value)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def paths(value, above=()):
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*above, key)
        yield from paths(inner, (*above, key))


@given(st.dictionaries(WORDS, VALUES, max_size=4), st.lists(st.dictionaries(WORDS, VALUES, max_size=2), max_size=3))
def test_every_path_that_toml_reads_has_a_place_and_no_other(top, tables):
    text = "".join(f"{quoted(k)} = {written(v)}\n" for k, v in top.items() if k != "many")
    text += "".join(
        "[[many]]\n" + "".join(f"{quoted(k)} = {written(v)} # end\n" for k, v in table.items()) for table in tables
    )

    found = located(text)

    assert set(found.places) == set(paths(found.values))
