"""What a reader meets on a page: its headings, where it leads, and its texts with the language they stand in."""

from __future__ import annotations

import re
from html.parser import HTMLParser

BLANKS = re.compile(r"[ \n\t]+")  # not the spaces that hold words together
SILENT = frozenset(["script", "style", "svg", "code", "pre", "textarea"])
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
ALOUD = ("aria-label", "alt", "title", "placeholder", "data-label")


class Read(HTMLParser):
    """`Read(page).said` are `(language, text)`; left out are names in `<bdi>`, what must not be translated, and what
    people wrote, which always says its language and its direction."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings = 0
        self.links: list[str] = []
        self.said: list[tuple[str, str]] = []
        self._within: list[tuple[str, str, bool]] = [("", "", False)]
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        _, language, silent = self._within[-1]
        language = told.get("lang") or language
        silent = silent or tag in SILENT or tag == "bdi" or told.get("translate") == "no"
        silent = silent or (tag != "html" and "lang" in told and "dir" in told)
        self.headings += tag == "h1"
        if tag == "a" and told.get("href"):
            self.links.append(str(told["href"]))
        if not silent:
            self.said += [(language, str(told[name])) for name in ALOUD if told.get(name)]
        if tag not in VOID:
            self._within.append((tag, language, silent))

    def handle_endtag(self, tag: str) -> None:
        while len(self._within) > 1 and self._within.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        _, language, silent = self._within[-1]
        if data.strip() and not silent:
            self.said.append((language, BLANKS.sub(" ", data).strip(" ")))
