"""The stand-alone page: whole in one file, harmless, linked to its evidence."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

from mithaq.exchange.formats import page
from tests.exchange import sample


class Read(HTMLParser):
    """Elements with their attributes, and the text of each by its nearest `lang`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def ids(self) -> list[str]:
        return [attributes["id"] for _name, attributes in self.elements if "id" in attributes]


def read(lang: str = "en", **size: object) -> tuple[str, Read]:
    html = page.write(sample.report(lang, **size)).decode()
    return html, Read(html)


def test_it_says_its_language_and_direction(lang):
    _html, found = read(lang)

    assert found.all("html") == [{"lang": lang, "dir": "rtl" if lang == "ar" else "ltr"}]


def test_every_link_leads_to_a_place_inside_the_file(lang):
    _html, found = read(lang)
    links = [attributes["href"] for attributes in found.all("a")]

    assert len(links) > 50
    assert [link for link in links if not link.startswith("#") or link[1:] not in found.ids()] == []


def test_no_place_has_two_names():
    ids = read("en")[1].ids()

    assert sorted(ids) == sorted(set(ids))


def test_each_citation_leads_to_its_passage():
    html, found = read("en")
    cited = [attributes["href"] for attributes in found.all("a") if attributes.get("class") == "cite"]

    assert sorted(set(cited)) == sorted(f"#proof-{n}" for n in range(1, 25))
    assert re.search(r'id="proof-2".*?<blockquote lang="en" dir="ltr"><p>We recommend', html, re.S)


def test_it_needs_nothing_from_anywhere_and_no_script(lang):
    html, found = read(lang, hostile=True)
    tags = {name for name, _attributes in found.elements}

    assert not tags & {"script", "img", "iframe", "object", "embed", "link", "form", "input", "button", "base"}
    assert "url(" not in html and "@import" not in html
    assert not [a for _name, a in found.elements for key in a if key.startswith("on") or key in ("src", "style")]


def test_its_own_policy_allows_only_its_own_style():
    html, found = read("en")
    style = re.search(r"<style>(.*?)</style>", html, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(a["content"] for a in found.all("meta") if a.get("http-equiv") == "Content-Security-Policy")

    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy


def test_texts_of_people_stay_texts():
    html, _found = read("en", hostile=True)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt; &amp;amp; {{ 7|add:7 }}" in html
    assert "\u202e" not in html


def test_quotations_carry_their_own_language_and_direction():
    _html, found = read("fr")
    spoken = {(a["lang"], a["dir"]) for a in found.all("blockquote")}

    assert spoken == {("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")}


def test_what_nobody_confirmed_says_so_on_the_page(lang):
    html, _found = read(lang)
    suggested = {"ar": "مقترح آلياً", "en": "suggested", "fr": "suggéré"}[lang]

    assert html.count(f'<span class="mark suggested">{suggested}</span>') >= 9 + 3 + 1
    assert f"({suggested})</title>" in html


def test_headings_descend_one_step_at_a_time(lang):
    _html, found = read(lang)
    levels = [int(name[1]) for name, _attributes in found.elements if re.fullmatch("h[1-6]", name)]

    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_have_heads_for_columns_and_rows():
    _html, found = read("en")
    scopes = [attributes.get("scope") for attributes in found.all("th")]

    assert scopes.count("row") == 3 * 24
    assert None not in scopes
