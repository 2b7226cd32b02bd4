"""Texts of people are data, never markup: a corpus is planted in every text field and looked for on every page."""

from __future__ import annotations

import csv
import importlib
import io
import json
import pkgutil
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import models

import tests.xss
from tests.xss import Shown

MARK = "zq7"
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
CORPUS = (
    f"<script>{MARK}()</script>",
    f"<b>{MARK}</b>",
    f'"><img src=x onerror={MARK}()>',
    f"' onfocus={MARK}() autofocus x='",
    f"<svg/onload={MARK}()>",
    f"</textarea></title></style><script>{MARK}</script>",
    f"<!-- {MARK} --><iframe srcdoc={MARK}>",
    f"javascript:{MARK}()",
    f"{{{{ {MARK} }}}}{{% {MARK} %}}${{{MARK}}}",
    f"&lt;script&gt;{MARK}",
    f"\u202e{MARK}\u202c \u2067{MARK}",
    f"=HYPERLINK({MARK})",
    f"%({MARK})s %s {{0}} 100%",
)
LEAST = min(len(text) for text in CORPUS)
CHECKED = (models.CharField, models.TextField, models.JSONField)


def text_fields() -> Iterator[tuple[str, models.Field]]:
    for model in apps.get_models():
        if not model.__module__.startswith("mithaq."):
            continue
        for field in model._meta.get_fields():
            if isinstance(field, CHECKED) and not field.choices and field.name != "uid":
                yield f"{model._meta.label}.{field.name}", field


def told(name: str) -> dict:
    entries: dict = {}
    for module in pkgutil.iter_modules(tests.xss.__path__):
        entries |= getattr(importlib.import_module(f"tests.xss.{module.name}"), name)
    return entries


FIELDS: dict[str, Shown] = told("FIELDS")
NEVER: dict[str, str] = told("NEVER")
LENGTHS = {name: getattr(field, "max_length", None) or 0 for name, field in text_fields()}


def test_every_text_field_says_where_it_shows():
    known = {name for name, _ in text_fields()}
    listed = set(FIELDS) | set(NEVER)

    assert {"without an entry": sorted(known - listed), "without a field": sorted(listed - known)} == {
        "without an entry": [],
        "without a field": [],
    }
    assert all(len(reason) > 10 for reason in NEVER.values())
    assert sorted(set(FIELDS) & set(NEVER)) == []


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_what_people_write_is_shown_as_text(cast, name):
    shown = FIELDS[name]
    limit = shown.limit or LENGTHS.get(name, 0) or 10_000
    client = cast.client(shown.who)
    for text in _fitting(limit):
        with cast.scope():
            pages = shown.plant(cast, text)
        assert pages, f"{name} is said to be shown, and no page is named"
        for page in pages:
            answer = client.get(page)
            assert answer.status_code == 200, f"{page} answers {answer.status_code}"
            _LOOK.get(answer["Content-Type"].split(";")[0], _look_at_page)(answer, text, f"{name} on {page}")


def _fitting(limit: int) -> list[str]:
    """The corpus in as few texts as the field takes."""
    texts, now = [], ""
    for text in CORPUS:
        if len(text) > limit:
            continue
        if now and len(now) + 1 + len(text) > min(limit, 180):
            texts.append(now)
            now = ""
        now = f"{now} {text}".strip()
    texts.append(now or MARK[:limit])
    return [text for text in texts if text]


def _look_at_page(answer, text: str, where: str) -> None:
    page = _Page()
    page.feed(answer.content.decode())
    page.close()

    assert page.wrong == [], where
    said = _words("".join(page.said))
    values = [_words(value) for value in page.values]
    wanted = _words(text)
    assert wanted in said or any(wanted in value for value in values), f"{where} does not show {text!r}"


def _words(text: str) -> str:
    """Without the signs that turn what follows: the house adds some, and takes others out of its sentences."""
    return " ".join(_TURNING.sub("", text).split())


def _look_at_json(answer, text: str, where: str) -> None:
    """Said as it was written, in an answer no browser takes for a page."""
    assert answer["X-Content-Type-Options"] == "nosniff", where
    assert text in set(_leaves(json.loads(answer.content))), f"{where} does not say {text!r}"


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _leaves(inner)


def _look_at_csv(answer, text: str, where: str) -> None:
    for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))):
        for cell in row:
            assert not (MARK in cell and cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))), where


_LOOK = {"text/csv": _look_at_csv, "application/json": _look_at_json}


class _Page(HTMLParser):
    """Reads a page as a browser would, and notes where the mark has become markup."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.said: list[str] = []
        self.values: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if MARK in tag:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            value = value or ""
            runs = name.startswith("on") or name in ("style", "srcdoc")
            leads = name in ("href", "src", "action", "formaction", "hx-get", "hx-post")
            if MARK in name or (runs and MARK in value) or (leads and value.strip().lower().startswith("javascript:")):
                self.wrong.append(f"<{tag} {name}={value!r}>")
            self.values.append(value)
        if tag in ("script", "style"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if self.inside and MARK in data:
            self.wrong.append(f"{self.inside[-1]}: {data[:80]}")
        elif not self.inside:
            self.said.append(data)

    def handle_comment(self, data: str) -> None:
        if MARK in data:
            self.wrong.append(f"<!--{data[:80]}-->")


@pytest.mark.parametrize("text", CORPUS[:7])
def test_a_page_that_does_not_escape_is_caught(text):
    page = _Page()
    page.feed(f"<p title=\"x\">{text}</p><input value='{text}'>")

    caught = page.wrong or text not in "".join(page.said)

    assert caught
