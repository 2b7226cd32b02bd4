"""Who asks for files, searches and feeds in a loop waits a few seconds; nobody else does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from tests.foundation.standstill import moment  # noqa: F401

HALL = "192.0.2.1"
FEED = "/en/arab-review/feeds/documents.atom"
SEARCH = "/en/arab-review/documents/search/"
FILE = "/en/arab-review/open-data/objectives.csv"
OF_A_RESULT = ("ballots", "ballots_csv", "account_csv", "account_json", "recount")


def statuses(client: Client, path: str, times: int, **more: str) -> list[int]:
    return [client.get(path, **more).status_code for _ in range(times)]


@pytest.mark.parametrize(("path", "most"), [(FEED, 2), (SEARCH, 3), (FILE, 3)])
def test_so_many_are_answered_and_the_next_is_told_when(cast, moment, path, most):  # noqa: F811
    client = cast.client("anonymous")

    assert statuses(client, path, most + 1) == [200] * most + [429]

    told = client.get(path)
    assert int(told["Retry-After"]) >= 1
    assert told["RateLimit"].endswith(";r=0")
    assert f";q={most};" in told["RateLimit-Policy"]
    assert told["Cache-Control"] == "no-store"

    moment[0] += timedelta(seconds=int(told["Retry-After"]))
    assert statuses(client, path, 2) == [200, 429]


def test_the_refusal_is_a_page_in_the_readers_language(cast, lang):
    client = cast.client("anonymous")
    path = FILE.replace("/en/", f"/{lang}/")
    statuses(client, path, 3)

    page = client.get(path).content.decode()

    said = {"ar": "طلبات كثيرة في وقت قصير", "en": "Too much was asked for at once", "fr": "Trop de demandes à la fois"}
    assert f"<h1>{said[lang]}</h1>" in page
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in page


def test_who_is_signed_in_is_counted_alone_wherever_they_sit(cast):
    amal, badr, nobody = cast.client("amal"), cast.client("badr"), cast.client("anonymous")

    assert statuses(nobody, FILE, 4, REMOTE_ADDR=HALL) == [200] * 3 + [429]
    assert statuses(amal, FILE, 4, REMOTE_ADDR=HALL) == [200] * 3 + [429]
    assert statuses(badr, FILE, 1, REMOTE_ADDR=HALL) == [200]
    assert statuses(amal, FILE, 1, REMOTE_ADDR="192.0.2.2") == [429]
    assert statuses(nobody, FILE, 1, REMOTE_ADDR="192.0.2.2") == [200]


def test_a_session_nobody_has_makes_nobody_somebody_else(cast):
    told = []
    for number in range(4):
        client = cast.client("anonymous")
        client.cookies["sessionid"] = f"invented{number}"
        told += statuses(client, FILE, 1)

    assert told == [200] * 3 + [429]


def test_behind_a_trusted_proxy_the_address_it_vouches_for_is_counted(cast, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = cast.client("anonymous")

    def asked(times: int, forwarded: str) -> list[int]:
        return statuses(client, FILE, times, HTTP_X_FORWARDED_FOR=forwarded)

    assert asked(4, "203.0.113.1") == [200] * 3 + [429]
    assert asked(1, "198.51.100.7, 203.0.113.1") == [429], "what a visitor writes before it changes nothing"
    assert asked(1, "203.0.113.2") == [200]


def test_without_a_proxy_what_a_visitor_says_of_their_address_is_nothing(cast):
    client = cast.client("anonymous")

    told = [client.get(FILE, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}").status_code for n in range(4)]

    assert told == [200] * 3 + [429]


def test_who_has_no_address_is_counted_with_the_others_who_have_none(cast):
    assert statuses(cast.client("anonymous"), FILE, 4, REMOTE_ADDR="") == [200] * 3 + [429]


def test_one_kind_does_not_use_up_another_and_pages_are_not_counted(cast):
    client = cast.client("anonymous")
    statuses(client, FILE, 4)

    assert statuses(client, SEARCH, 1) == [200]
    assert statuses(client, "/en/arab-review/", 12) == [200] * 12


def test_what_is_refused_tells_nothing_of_whether_it_is_there(cast):
    client = cast.client("anonymous")
    statuses(client, FILE, 3)

    there, nowhere = client.get(FILE), client.get(FILE.replace("arab-review", "no-such-house"))

    assert [there.status_code, nowhere.status_code] == [429, 429]
    assert there.content == nowhere.content


def test_counting_asks_the_database_for_nothing_and_writes_nothing(cast, settings):
    client = cast.client("anonymous")
    client.get(FILE)

    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as seen:
            client.get(FILE)
        return [query["sql"] for query in seen]

    counted = asked()
    settings.LIMITS = 0

    assert counted == asked()
    assert {sql.partition(" ")[0] for sql in counted} == {"SELECT"}


def test_what_machines_ask_for_by_a_rooms_view_is_counted():
    """Files that are made when they are asked for, feeds, the search: a view that takes up one of these is paced."""
    paced = {name: view.pace.key for name, view in _views() if hasattr(view, "pace")}

    assert paced == {
        **dict.fromkeys(("portal:feed", "cycles:feed"), "reading"),
        "evidence:search": "searching",
        **dict.fromkeys(("sitemap", "sitemap_part", "exchange:release", "exchange:report"), "files"),
        **dict.fromkeys(("portal:open_file", "portal:matrix_file", "portal:voices_file"), "files"),
        **dict.fromkeys(("blueprints:compliance_csv", "dialogues:file"), "files"),
        **dict.fromkeys([f"elections:{name}" for name in OF_A_RESULT], "files"),
    }


def _views(within=None, space: str = ""):
    for one in (within or get_resolver()).url_patterns:
        if hasattr(one, "url_patterns"):
            yield from _views(one, f"{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}", getattr(one.callback, "view_class", one.callback)
