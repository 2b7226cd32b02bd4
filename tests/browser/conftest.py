"""A browser, a server and the demonstration, once for the module; the database is empty again afterwards."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.test.utils import override_settings
from django_scopes import scope
from pytest_django.live_server_helper import LiveServer

from mithaq.config import demonstration
from mithaq.evidence import selectors as evidence
from mithaq.foundation import words
from mithaq.institutions import selectors as institutions
from mithaq.synthesis import selectors as synthesis

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
AT = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class World:
    """Where the server is, what stands in the addresses, and a session cookie for each account."""

    url: str
    places: dict[str, str]
    sessions: dict[str, str] = field(default_factory=dict)

    def address(self, path: str, code: str) -> str:
        return f"{self.url}/{code}/{path.format(**self.places)}"


@pytest.fixture(autouse=True)
def _house_of_this_test() -> None:
    """In place of the fixture of that name above: the files of the world stay where they were put."""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    """The demonstration on a live server. Playwright's loop runs in this thread: Django is told that it is harmless."""
    words.compile_all()
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with (
        django_db_blocker.unblock(),
        override_settings(FILES=tmp_path_factory.mktemp("files"), ALLOWED_HOSTS=["127.0.0.1", "testserver"]),
    ):
        shown = demonstration.build(at=AT)
        sessions = {role: _session(email) for email, role in shown.accounts}
        server = LiveServer("127.0.0.1")
        try:
            yield World(server.url, _places(shown.slug), sessions)
        finally:
            server.stop()
            call_command("flush", interactive=False, verbosity=0)
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def _session(email: str) -> str:
    """Signed in through the form, so that what asks for a recent sign-in is content."""
    client = Client()
    client.post("/en/account/login/", {"login": email, "password": demonstration.PASSWORD})
    assert client.session.get("_auth_user_id"), f"{email} could not sign in"
    return client.cookies["sessionid"].value


def _places(slug: str) -> dict[str, str]:
    institution = institutions.by_slug(slug)
    with scope(institution=institution):
        document = evidence.documents(institution, to=None).first()
        passage = evidence.passages(institution, to=None, document=document).first()
        newest = synthesis.syntheses(institution, to=None).first()
        return {"institution": slug, "document": document.uid, "passage": passage.uid, "synthesis": newest.uid}


@pytest.fixture(scope="module")
def browser(world) -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="the package playwright is missing: pip install playwright")
    if not CHROMIUM.exists():
        pytest.skip("Debian's chromium is missing: apt-get install chromium")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def visit(world, browser) -> Iterator[Any]:
    """`visit(who, script=True)` gives a context of the browser, signed in as `who`; kept for the module."""
    opened: dict[tuple[str, bool], Any] = {}

    def context(who: str = "anonymous", *, script: bool = True) -> Any:
        if (who, script) not in opened:
            made = browser.new_context(java_script_enabled=script, viewport={"width": 1280, "height": 900})
            made.set_default_timeout(15_000)
            if who != "anonymous":
                made.add_cookies([{"name": "sessionid", "value": world.sessions[who], "url": world.url}])
            opened[who, script] = made
        return opened[who, script]

    yield context
    for one in opened.values():
        one.close()
