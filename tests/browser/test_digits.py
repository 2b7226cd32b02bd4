"""Who chose Arabic-Indic digits meets no others on whole pages, but in what is no figure of the house: codes, digests,
addresses, versions, what is typed, and words of people. Whoever did not, meets none of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.browser.pages import Page

pytestmark = pytest.mark.browser

PAGES = [
    Page(""),
    Page("{institution}/"),
    Page("{institution}/matrix/"),
    Page("{institution}/minute/"),
    Page("{institution}/documents/"),
    Page("{institution}/documents/{document}/"),
    Page("{institution}/documents/readings/{reading}/"),
    Page("{institution}/documents/desk/"),
    Page("{institution}/synthesis/{synthesis}/"),
    Page("{institution}/synthesis/{synthesis}/releases/{release}/"),
    Page("{institution}/synthesis/{synthesis}/releases/{release}/changes/"),
    Page("{institution}/calendar/?month=2021-02"),
    Page("{institution}/calendar/roadmap/"),
    Page("{institution}/charter/compliance/"),
    Page("{network}/bodies/"),
    Page("{network}/bodies/board/"),
    Page("{network}/meetings/{meeting}/"),
    Page("{network}/elections/{elected}/"),
    Page("{network}/elections/{elected}/result/"),
    Page("{network}/elections/{elected}/result/stages/"),
    Page("{network}/elections/{elected}/result/{not_elected}/"),
    Page("{network}/elections/{elected}/countback/"),
    Page("{network}/elections/{poll}/roll/"),
    Page("{network}/elections/{poll}/close/"),
    Page("{network}/dialogues/{dialogue}/"),
    Page("{network}/dialogues/{dialogue}/map/"),
    Page("{network}/dialogues/{dialogue}/map/statements/"),
]

SILENT = {"blockquote", "cite", "code", "option", "pre", "q", "script", "style", "textarea", "title"}
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# A line with its lead and what it cites, what was read and not cited, and the method of a release: as documents say it
# or as it was adopted.
QUOTED = {"adopted", "report-line", "unused"}
SPOKEN = ("alt", "aria-label", "aria-valuetext", "data-label", "title")
WRITTEN = {*SPOKEN, "content", "label", "placeholder"}  # every other attribute is read by machines
# What the demonstration itself calls its documents, days and statements, and names that hold a figure; addresses;
# versions of this software and of its parts; names of objectives that stand in pictures under their number; the number
# of a charter's source, and years in what a charter says of itself; a seed, which is typed again; and the one sentence
# with a figure of its own (how long a passage may be).
WORDS = re.compile(
    r"https?://[^\s⁩]+|⁨[a-z][\w .,/+-]*⁩|^[0-9]+\.[0-9]+\.[0-9]+$|منها 90 كلمة"
    r"|^⁨?[0-9]{1,2}\. [^0-9]+⁩?$|^001$|عام 202[01]|^⁨(الأول، 27|الثاني، 3)⁩$|البذرة 1|UTF-8"
    r"|SHA-256|أباتشي 2\.0|(حوارات|استعراضاً طوعياً|الدولي) (عام )?(2020|2022)|العبارة [0-9]"
    r"|(27|3) تشرين[\w\s⁨⁩/]*?(/\w+ 2020|(?=⁩)|$)|^⁨الأول/أكتوبر 2020⁩|^⁨الثاني/نوفمبر 2020⁩"
)


INDIC = re.compile("[٠-٩]")


class Figures(HTMLParser):
    """Texts of a page in the reader's language that hold a figure, also those that are only heard; and what is for
    machines and would be in the reader's digits: ids, addresses, what a form holds."""

    def __init__(self, figure: str) -> None:
        super().__init__()
        self.figure, self.found, self.changed = re.compile(figure), list[str](), list[str]()
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag not in VOID:
            silent = tag in SILENT or told.get("translate") == "no" or told.get("lang", "ar") != "ar"
            quoted = QUOTED & set((told.get("class") or "").split())
            self._open.append((tag, silent or bool(quoted)))
        machine = [(name, said or "") for name, said in attrs if name not in WRITTEN]
        self.changed += [f"{tag} {name}={said}" for name, said in machine if INDIC.search(said)]
        for name in SPOKEN if tag != "img" else ():
            self._hear(told.get(name) or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Of a picture: it opens nothing."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._hear(data.strip())

    def _hear(self, text: str) -> None:
        if not any(silent for _tag, silent in self._open) and self.figure.search(WORDS.sub("", text)):
            self.found.append(text)


@pytest.fixture(scope="module")
def read(visit: Any, world: Any) -> Iterator[Any]:
    """`read(page, digits)`: the page as an officer has it who chose those digits on the page of their account."""
    context = visit("officer", script=False)
    tab, chosen = context.new_page(), [""]

    def page(one: Page, digits: str) -> str:
        if chosen != [digits]:
            tab.goto(world.address("account/habits/", "ar"), wait_until="load")
            tab.select_option("[name=digits]", digits)
            with tab.expect_navigation(wait_until="load"):
                tab.locator("main form button[type=submit]").press("Enter")
            chosen[:] = [digits]
        answer = context.request.get(world.address(one.path, "ar"))
        assert answer.status == 200
        return str(answer.text())

    yield page
    tab.close()


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_arabic_digits_are_the_only_ones_of_who_chose_them(page, read):
    figures = Figures("[0-9]")

    figures.feed(read(page, "arabic"))

    assert figures.found == []
    assert figures.changed == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_who_did_not_choose_them_meets_none(page, read):
    said = read(page, "western")

    assert re.search("[0-9]", said)
    assert not re.search("[٠-٩]", said)
