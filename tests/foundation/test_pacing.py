"""Who asks for files, searches and feeds in a loop waits a few seconds; nobody else does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from mithaq.foundation import pacing
from tests.foundation.standstill import moment  # noqa: F401

STATES = "/api/v1/states"
HALL = "192.0.2.1"
FEED = "/en/arab-review/feeds/documents.atom"
SEARCH = "/en/arab-review/documents/search/"
FILE = "/en/arab-review/open-data/objectives.csv"
OF_A_RESULT = ("ballots", "ballots_csv", "account_csv", "account_json", "recount", "rounds_file", "belenios")
OF_ROOMS = (
    *("exchange:release", "exchange:report", "synthesis:release_cite"),
    *("portal:open_file", "portal:matrix_file", "portal:voices_file", "portal:figure"),
    *("blueprints:compliance_csv", "blueprints:charter_json", "blueprints:version_json"),
    *("cycles:roadmap_file", "cycles:flows_file", "bodies:organigram_file", "bodies:seats_file"),
    *("dialogues:file", "dialogues:map_svg", "dialogues:tables"),
)
TEXTS = ("charter_toml", "version_toml", "blueprint_toml", "draft_toml")


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


def questions(client: Client, path: str = FILE) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    return [query["sql"] for query in seen]


def test_counting_asks_the_database_for_nothing_and_writes_nothing(cast, settings):
    client = cast.client("anonymous")
    client.get(FILE)

    counted = questions(client)
    settings.LIMITS = 0

    assert counted == questions(client)
    assert {sql.partition(" ")[0] for sql in counted} == {"SELECT"}


def test_only_the_session_that_is_shown_is_read_and_whose_it_is(cast, settings):
    """Else whoever has an account would wait for the others behind the address. A page that knows its reader has asked
    both anyway; of a session nobody has it is one question.
    """
    amal, nobody = cast.client("amal"), cast.client("anonymous")
    amal.get(FILE)
    more = questions(amal)
    settings.LIMITS = 0
    more = [sql for sql in more if sql not in questions(amal)]
    settings.LIMITS = 0.025

    assert len(more) <= 2
    assert all("django_session" in sql or "foundation_account" in sql for sql in more)
    assert [len(questions(nobody, STATES)) for _ in range(4)][2:] == [0, 0], "who is told to wait costs nothing"
    nobody.cookies["sessionid"] = "invented"
    [session] = questions(nobody, STATES)
    assert "django_session" in session


def test_that_a_proxy_stands_before_it_which_is_not_trusted_is_logged_once(cast, settings, caplog):
    pacing.warn_of_a_proxy.cache_clear()
    client = cast.client("anonymous")

    def warned() -> list[str]:
        return [one.getMessage() for one in caplog.records if one.name == "mithaq.pacing"]

    statuses(client, FILE, 1)
    assert warned() == []
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    statuses(client, FILE, 1, HTTP_X_FORWARDED_FOR="203.0.113.1")
    assert warned() == []
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    statuses(client, FILE, 2, HTTP_X_FORWARDED_FOR="203.0.113.1")
    [said] = warned()
    assert "MITHAQ_PROXY" in said


def test_behind_two_proxies_each_visitor_has_an_address_of_their_own(cast, settings):
    """The last address of the two is the first proxy's: all who come by it would be one."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    client = cast.client("anonymous")

    def asked(times: int, forwarded: str) -> list[int]:
        return statuses(client, FILE, times, HTTP_X_FORWARDED_FOR=forwarded)

    assert asked(4, "203.0.113.1, 192.0.2.80") == [200] * 3 + [429]
    assert asked(1, "203.0.113.2, 192.0.2.80") == [200]
    assert asked(4, "203.0.113.3") == [200] * 3 + [429], "past one of them: counted, and answered"


def test_whoever_checks_a_vote_is_not_held_up_by_who_takes_other_files():
    assert pacing.BOARDS.most >= 5 * pacing.FILES.most
    assert pacing.BOARDS.key != pacing.FILES.key


def test_what_machines_ask_for_by_a_rooms_view_is_counted():
    """Files that are made when they are asked for, feeds, the search: a view that takes up one of these is paced."""
    paced = {name: view.pace.key for name, _path, view in _views() if hasattr(view, "pace")}

    assert paced == {
        **dict.fromkeys(("portal:feed", "cycles:feed"), "reading"),
        "evidence:search": "searching",
        "elections:board_file": "boards",
        **dict.fromkeys(("sitemap", "sitemap_part", *OF_ROOMS), "files"),
        **dict.fromkeys([f"elections:{name}" for name in OF_A_RESULT], "files"),
    }


def test_no_address_that_gives_a_file_is_left_uncounted_unseen():
    """What is not counted is handed out as it lies there: no more than its bytes, or a few lines."""
    files = {name for name, path, view in _views() if not path.endswith(("/", "/$")) and not hasattr(view, "pace")}

    assert {name for name in files if not name.startswith("api:")} == {
        "robots",
        *(f"blueprints:{name}" for name in TEXTS),
    }


def _views(within=None, space: str = "", before: str = ""):
    for one in (within or get_resolver()).url_patterns:
        path = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from _views(one, f"{one.namespace}:" if one.namespace else space, path)
        else:
            yield f"{space}{one.name}", path, getattr(one.callback, "view_class", one.callback)
