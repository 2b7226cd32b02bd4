"""docs/words.md is the glossary: every table of the database stands in it, in three languages."""

from __future__ import annotations

import re

from django.apps import apps

from tests.house import plan

ROWS = [
    [cell.strip() for cell in line.strip().strip("|").split("|")]
    for line in (plan.HERE / "docs" / "words.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and not line.startswith(("|---", "| in code"))
]
ARABIC = re.compile("[\u0600-\u06ff]")


def test_every_row_is_whole():
    assert [row[0] for row in ROWS if len(row) != 5 or not all(row)] == []
    assert [row[0] for row in ROWS if not ARABIC.search(row[2]) or ARABIC.search(row[1] + row[3])] == []


def test_no_word_stands_twice():
    names = [row[0] for row in ROWS]

    assert sorted(names) == sorted(set(names))


def test_every_table_has_its_word():
    known = {row[0] for row in ROWS}
    tables = {m.__name__ for m in apps.get_models() if m.__module__.startswith("mithaq.")}

    assert sorted(tables - known) == []


def test_words_named_like_classes_are_tables():
    tables = {m.__name__ for m in apps.get_models() if m.__module__.startswith("mithaq.")}
    classes = {row[0] for row in ROWS if row[0][0].isupper()}

    assert sorted(classes - tables) == []
