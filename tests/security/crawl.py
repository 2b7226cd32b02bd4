"""Everything one visitor can reach: from the first pages, the sitemap, the feeds, the API and the access table.

`walk(cast, client, first)` gives what each address answers, as words (whatever the format), with what differs from one
asking to the next taken out: tokens, nonces, the time of day.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import parse_qsl, urljoin, urlsplit
from xml.etree import ElementTree

import pypdfium2
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from lxml import etree

from mithaq.institutions import selectors as institutions
from mithaq.kernels.charter import CharterRefuses
from tests.cast import Cast
from tests.house.test_access import ROWS

SITE = "http://testserver"
MOST = 1500
MOST_QUESTIONS = 8
NOT_FOLLOWED = re.compile(r"^/(static|(ar|en|fr)/(account|theme|styleguide))/")
PAGE = etree.HTMLParser(encoding="utf-8")
HEAVY = (".pdf", "/pdf/", "/docx/")
VARIES = (
    (re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]+'), r"\1"),
    (re.compile(r"(nonce[-=]\"?)[\w+/=-]+"), r"\1"),
    (re.compile(r'(data-csrf=")[^"]+'), r"\1"),
    (re.compile(r"\d{1,2}[:h\u202f ]{1,3}\d{2}(:\d{2})?(\.\d+)?(Z|\+00:00)?"), "TIME"),
)


def listed(cast: Cast, who: str, spoken: Sequence[str] = ("ar", "en", "fr")) -> list[str]:
    """Every address of the access table that this kind of visitor may open by asking, in these languages.

    The table makes what stands in its addresses; the list is made once, before anything is planted.
    """
    found = set()
    for name, rows in ROWS.items():
        for row in rows:
            if row.method != "get" or who not in row.may:
                continue
            with cast.scope():
                _long_ago(cast)
                try:
                    with transaction.atomic():
                        args = row.args(cast)
                except (CharterRefuses, ValidationError):  # a charter of the rows before leaves no room for this one
                    continue
                for more in ({"institution": cast.institution.slug}, {}):
                    try:
                        found.add((reverse(name, kwargs={**more, **args}), tuple(sorted(dict(row.data).items()))))
                        break
                    except NoReverseMatch:
                        continue
    paths = [path + ("?" + "&".join(f"{k}={v}" for k, v in asked) if asked else "") for path, asked in sorted(found)]
    return [
        re.sub(r"^/en/", f"/{code}/", path)
        for path in paths
        for code in (spoken if path.startswith("/en/") and not any(h in path for h in HEAVY) else ("en",))
        if not NOT_FOLLOWED.match(path)
    ]


def _long_ago(cast: Cast) -> None:
    """Rows put charters in force on days of their own: what the rows before enacted gives way to any of them."""
    institutions.Charter.objects.filter(institution=cast.institution).update(from_date=date(2000, 1, 1))


def walk(client, first: Iterable[str], *, most: int = MOST) -> dict[str, str]:
    """What each address answers that can be reached from the first ones, in Arabic and without a language."""
    waiting, said, questions = deque(dict.fromkeys(first)), {}, Counter()
    while waiting and len(said) < most:
        address = waiting.popleft()
        if address in said:
            continue
        answer = client.get(address)
        data = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said[address] = f"{answer.status_code} {told(data, address)}"
        for link in sorted(leads(data, answer.headers.get("Content-Type", ""), address)):
            if link not in said and is_followed(link, questions):
                waiting.append(link)
    return said


def is_followed(link: str, questions: Counter) -> bool:
    """Pages in Arabic and what has no language; of questions that combine without end, so many of each kind."""
    parts = urlsplit(link)
    if NOT_FOLLOWED.match(parts.path) or not re.match(r"^/(ar/|api/|sitemap|robots)", parts.path):
        return False
    asked = tuple(sorted(name for name, _ in parse_qsl(parts.query)))
    if len(asked) > 2 or any(mark in parts.path for mark in HEAVY):
        return False
    kind = (parts.path, asked)
    questions[kind] += 1
    return not asked or questions[kind] <= MOST_QUESTIONS


def leads(data: bytes, kind: str, address: str) -> set[str]:
    found: list[str] = []
    if kind.startswith("text/html") and data:
        found = [
            one.get("href")
            for one in etree.fromstring(data, PAGE).iter("a", "link")
            if one.get("href") and one.get("rel") not in ("icon", "stylesheet", "preload")
        ]
    elif kind.startswith(("application/xml", "application/atom+xml")) and data:
        found = [text for e in ElementTree.fromstring(data).iter() for text in (e.text, e.get("href")) if text]
        found = [text.strip() for text in found if text.strip().startswith(SITE)]
    elif kind.startswith("application/json"):
        answer = json.loads(data)
        found = [value for value in strings(answer) if value.startswith("/")]
        if isinstance(answer, dict) and answer.get("next"):
            found.append(f"{address}{'&' if '?' in address else '?'}cursor={answer['next']}")
        if isinstance(answer, dict) and address.startswith("/api/v1/institutions/") and "items" in answer:
            path = urlsplit(address).path
            found += [f"{path}/{one['uid']}" for one in answer["items"] if isinstance(one, dict) and "uid" in one]
    whole = (urljoin(SITE + address, link).split("#")[0] for link in found)
    return {link.removeprefix(SITE) for link in whole if link.startswith(SITE + "/")}


def strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def told(data: bytes, address: str) -> str:
    """The words of an answer, of every file in it, without what differs each time."""
    if data.startswith(b"%PDF"):
        pdf = pypdfium2.PdfDocument(data)
        words = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    elif data.startswith(b"PK"):
        package = zipfile.ZipFile(io.BytesIO(data))
        members = sorted(package.namelist())
        words = "\n".join(f"{name}\n{package.read(name).decode('utf-8', 'replace')}" for name in members)
    else:
        words = data.decode("utf-8", "replace")
    for pattern, instead in VARIES:
        words = pattern.sub(instead, words)
    return words
