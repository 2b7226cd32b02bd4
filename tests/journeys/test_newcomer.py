"""Somebody who has just started the demonstration follows every link, as nobody and as each of its people."""

from __future__ import annotations

import os
import re
from collections import Counter, deque
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve
from django.utils import translation

from mithaq.config import demonstration
from mithaq.foundation import minute
from mithaq.foundation.models import Account
from tests.journeys.reader import Read

AT = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)
ROLES = ("anonymous", "member", "officer", "secretary", "operator")
LANGUAGES = ("ar", "en", "fr")
FULL = bool(os.environ.get("MITHAQ_FULL"))
SPEAKS = {"member": ("fr",), "secretary": ("ar",), "operator": ("en",)}  # the others walk in all three
OF_A_KIND = 1  # pages of one kind (passages, objectives, …) that are opened for each reader and language
KEY = re.compile(
    r"\b(?:evidence|synthesis|member|person|organisation|consent|institution|compact|job|account)\.[a-z_]+"
)
ENGLISH = re.compile(r"\b(?:the|and|of|with|from|this|your|not|Sign|Search|suggested|read)\b")
LATIN = re.compile(r"[A-Za-z]{3,}(?: [A-Za-z]{2,})+")
NAMES = re.compile(r"Noto Sans(?: Arabic)?")
LOOSE = re.compile(r"\w [:;?!»](?!\w)|« ")  # French marks after a space that breaks
LEFT_OPEN = re.compile(r"%\(\w+\)|\{\{|\{%|\bNone\b(?! of )")
ISOLATED = re.compile("\u2068[^\u2069]*\u2069")  # what people wrote, inside a sentence of ours


@pytest.fixture
def shown(_house_of_this_test, db):
    return demonstration.build(at=AT)


def _client(shown, role: str) -> Client:
    client = Client()
    emails = {of: email for email, of in shown.accounts}
    if role != "anonymous":
        account = Account.objects.get(email=emails[role])
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _walk(client: Client, lang: str):
    """Each page that can be reached from the first, with its address; files are opened and not read."""
    waiting, met, kinds = deque([f"/{lang}/"]), set(), Counter()
    while waiting:
        address = urlsplit(waiting.popleft())._replace(fragment="").geturl()
        place = urlsplit(address)
        if address in met or place.netloc or not place.path.startswith(f"/{lang}/"):
            continue
        met.add(address)
        with translation.override(lang):
            kind = resolve(place.path).view_name
        kinds[kind] += 1
        if kinds[kind] > OF_A_KIND or kind == "account_logout":
            continue
        answer = client.get(address)
        if answer.status_code in (301, 302):
            waiting.append(urljoin(address, answer["Location"]))
        page = None
        is_page = answer.get("Content-Type", "").startswith("text/html") and not kind.startswith("exchange:")
        if is_page and answer.content:
            page = Read(answer.content.decode())
            waiting.extend(urljoin(address, link) for link in page.links)
        yield kind, address, answer.status_code, page


def _wrong(lang: str, page: Read, *, ours: bool = True) -> set[str]:
    """What a reader of this language should not meet; the French of allauth keeps its own spaces."""
    found = set()
    for spoken, text in page.said:
        found |= {text for pattern in (KEY, LEFT_OPEN) if pattern.search(text)}
        if spoken != lang:
            continue
        ours_only = ISOLATED.sub("", text)
        if lang == "ar" and LATIN.search(NAMES.sub("", ours_only)):
            found.add(text)
        if lang == "fr" and (ENGLISH.search(ours_only) or (ours and LOOSE.search(ours_only))):
            found.add(text)
    return found


def test_every_link_leads_somewhere_and_speaks_the_language_of_its_reader(shown):
    dead, strange, headless, kinds = [], {}, [], {role: set() for role in ROLES}
    for role in ROLES:
        client = _client(shown, role)
        for lang in LANGUAGES if FULL else SPEAKS.get(role, LANGUAGES):
            for kind, address, status, page in _walk(client, lang):
                kinds[role].add(kind)
                if status not in (200, 301, 302):
                    dead.append((role, status, address))
                if page and status == 200:
                    strange |= dict.fromkeys(_wrong(lang, page, ours="/account/" not in address), (role, address))
                    if page.headings != 1:
                        headless.append((role, address))

    assert dead == []
    assert "\n".join(f"{text!r} {where}" for text, where in strange.items()) == ""
    assert headless == []
    assert {"portal:front", "portal:home", "evidence:passage", "synthesis:synthesis", "exchange:report"} <= kinds[
        "anonymous"
    ]
    assert {"evidence:deposit", "synthesis:draft"} <= kinds["officer"] & kinds["secretary"]
    assert {"people:admit", "institutions:settings"} <= kinds["secretary"]
    assert {"desk:letters", "desk:jobs", "desk:minute"} <= kinds["operator"]
    assert not {kind for role in ROLES[:-1] for kind in kinds[role] if kind.startswith("desk:")}


def test_the_minute_of_the_demonstration_tells_each_act_in_words(shown):
    page = _client(shown, "secretary").get(f"/fr/{shown.slug}/minute/").content.decode()

    assert [act for act in minute.worded_acts() if act in page] == []
    assert "Une synthèse est ébauchée" in page


def test_the_doubtful_pages_of_this_test_would_be_caught():
    arabic = Read('<html lang="ar"><p>evidence.deposit</p><p>Sign out now</p><bdi>Amal Haddad</bdi>')
    french = Read('<html lang="fr"><p>Pourquoi ?</p><p>Search the text</p><p lang="en">of the text</p>')

    assert _wrong("ar", arabic) == {"evidence.deposit", "Sign out now"}
    assert _wrong("fr", french) == {"Pourquoi ?", "Search the text"}
