"""How long the server works for a page of an institution with 10,000 documents and 300,000 passages.

    .venv/bin/python benchmarks/pages.py ../shared                            the table of docs/benchmarks-search.md
    .venv/bin/python benchmarks/pages.py ../shared --on postgresql            the same on PostgreSQL
    .venv/bin/python benchmarks/pages.py ../shared --keep /tmp/large          made once, used again (SQLite)

To measure another page, add a line to PAGES. Time is of the whole request inside the process (middleware, view,
template), without a network; goal: under 150 ms. The processor's time of this process stands beside it, since a machine
that is busy with other things is slower by the clock.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HERE / "src"), str(HERE / "benchmarks")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mithaq.config.settings")

import places  # noqa: E402
import shelf  # noqa: E402

RUNS = 7
TIMES = 10


@dataclass(frozen=True)
class Page:
    """`args` are asked of the made-up `World`; `who` is "anonymous", "member" or "officer"."""

    name: str
    query: str = ""
    who: str = "anonymous"
    args: Callable[[World], dict[str, str]] = lambda world: {}


@dataclass(frozen=True)
class World:
    document: str
    passage: str


PAGES = [
    Page("portal:home"),
    Page("evidence:documents"),
    Page("evidence:documents", "lang=fr"),
    Page("evidence:documents", "page=200"),
    Page("evidence:documents", who="officer"),
    Page("evidence:document", args=lambda world: {"uid": world.document}),
    Page("evidence:passage", args=lambda world: {"uid": world.passage}),
    Page("evidence:search"),
    Page("evidence:search", "q=migrants"),
    Page("evidence:search", "q=حقوق+المهاجرين"),
    Page("evidence:search", "q=migrants&objective=7&lang=en&page=3"),
    Page("evidence:search", "objective=7&country=MA"),
    Page("evidence:search", "q=%22human+rights%22"),
    Page("evidence:search", "q=migrants", who="officer"),
    Page("evidence:saved", who="member"),
    Page("evidence:desk", who="officer"),
    Page("portal:matrix"),
    Page("portal:matrix", "by=category"),
    Page("portal:matrix", "by=document"),
    Page("portal:open_data"),
    Page("portal:feed"),
    Page("synthesis:syntheses"),
    Page("synthesis:releases"),
    Page("synthesis:desks", who="officer"),
    Page("api:documents"),
    Page("api:passages"),
    Page("api:passages", "q=migrants"),
    Page("api:matrix"),
]


def main() -> None:
    parser = argparse.ArgumentParser(description="How long the server works for a page.")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--passages", type=int, default=300_000)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--on", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--keep", type=Path, help="a data folder to make or to use again")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.here:
        measure(told)
    elif told.keep:
        told.keep.mkdir(parents=True, exist_ok=True)
        _again({**os.environ, "MITHAQ_DATA": str(told.keep), "MITHAQ_DATABASE": "", "MITHAQ_LIMITS": "0"})
    else:
        with places.place(told.on) as environment:
            _again(dict(environment))


def _again(environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, __file__, *sys.argv[1:], "--here"], check=True, env=environment)


def measure(told: argparse.Namespace) -> None:
    import django
    from django.conf import settings

    django.setup()
    settings.ALLOWED_HOSTS = ["*"]
    from django.core.management import call_command
    from django.db import connection, transaction
    from django_scopes import scope

    call_command("migrate", verbosity=0)
    home, clients = _house()
    with scope(institution=home):
        from mithaq.evidence.models import Document, Passage

        if not Document.objects.exists():
            began = time.perf_counter()
            shelf.fill(home, told.shared, documents=told.documents // TIMES, passages=told.passages // TIMES)
            with transaction.atomic():
                shelf.multiply(TIMES)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            print(f"filled in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        passage = Passage.objects.filter(rendition__document__visibility="public").order_by("pk")[1000]
        world = World(passage.rendition.document.uid, passage.uid)
    print(
        f"{connection.vendor}, {told.documents:,} documents, {told.passages:,} passages; "
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n"
    )
    print("| page | query | who | first, ms | median, ms | slowest, ms | of processor, median | answer |")
    print("|---|---|---|---|---|---|---|---|")
    for page in PAGES:
        url = _address(page, home.slug, world)
        if not url:
            continue
        clock, processor, status = [], [], 0
        for _ in range(RUNS):
            began, used = time.perf_counter(), time.process_time()
            status = clients[page.who].get(url).status_code
            clock.append(1000 * (time.perf_counter() - began))
            processor.append(1000 * (time.process_time() - used))
        rest = clock[1:]
        print(
            f"| {page.name} | {page.query} | {page.who} | {clock[0]:.0f} | {statistics.median(rest):.0f} "
            f"| {max(rest):.0f} | {statistics.median(processor[1:]):.0f} | {status} |",
            flush=True,
        )


def _address(page: Page, slug: str, world: World) -> str:
    """In English; the API has no language in its address and calls the institution otherwise."""
    from django.urls import NoReverseMatch, reverse

    for name, start in (("institution", 3), ("home", 0)):
        try:
            url = reverse(page.name, kwargs={name: slug, **page.args(world)})
        except NoReverseMatch:
            continue
        return ("/en" if start else "") + url[start:] + (f"?{page.query}" if page.query else "")
    return ""


def _house() -> tuple[Any, dict[str, Any]]:
    """The institution, made where it is not there, and a browser for each kind of visitor."""
    from datetime import date

    from django.test import Client
    from django_scopes import scope

    from mithaq.compacts import services as compacts
    from mithaq.foundation.actors import SYSTEM
    from mithaq.foundation.fields import words
    from mithaq.foundation.models import Account
    from mithaq.institutions import selectors as homes
    from mithaq.institutions import services as institutions
    from mithaq.people import services as people
    from mithaq.people.enums import Role

    home = homes.by_slug("large")
    if home is None:
        compacts.load("gcm", by=SYSTEM, at=shelf.AT)
        home = institutions.found("large", name=words(en="Large", ar="كبير", fr="Grand"), by=SYSTEM, at=shelf.AT)
        for name, role in (("member", Role.MEMBER), ("officer", Role.OFFICER)):
            account = Account.objects.create_user(f"{name}@example.org", "not used to sign in", language="en")
            person = people.register(name=words(en=name), language="en", account=account, by=SYSTEM, at=shelf.AT)
            with scope(institution=home):
                people.admit(home, person=person, role=role, on=date(2020, 1, 1), by=SYSTEM, at=shelf.AT)
    clients = {"anonymous": Client()}
    for name in ("member", "officer"):
        clients[name] = Client()
        account = Account.objects.get(email=f"{name}@example.org")
        clients[name].force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return home, clients


if __name__ == "__main__":
    main()
