"""Say in plain words what production lacks. Exit code 1 while something would harm people or data."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import django
from django.conf import settings
from django.core.checks import run_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone, translation
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Word:
    """One thing found. `weight`: "harm" (fix before people use it), "lack" (works, but poorly), "well"."""

    weight: Literal["harm", "lack", "well"]
    said: str
    remedy: str = ""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--language", choices=["ar", "en", "fr"], default="en")


def run(told: argparse.Namespace) -> int:
    django.setup()
    with translation.override(told.language):
        found = [word for look in LOOKS for word in look()]
    marks = {"harm": "✗", "lack": "!", "well": "✓"}
    for word in sorted(found, key=lambda w: ["harm", "lack", "well"].index(w.weight)):
        print(f"{marks[word.weight]} {word.said}")
        if word.remedy:
            print(f"    {word.remedy}")
    return 1 if any(w.weight == "harm" for w in found) else 0


def _database() -> Iterator[Word]:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield Word("harm", _("The database does not answer: %(why)s") % {"why": error}, _("Set MITHAQ_DATABASE."))
        return
    plan = MigrationExecutor(connection)
    waiting = plan.migration_plan(plan.loader.graph.leaf_nodes())
    if waiting:
        yield Word("harm", _("The database is behind the program."), "mithaq migrate")
    else:
        yield Word("well", _("The database is up to date."))
    if connection.vendor == "sqlite":
        yield Word(
            "lack",
            _("SQLite serves one machine well. For several machines or heavy voting, use PostgreSQL."),
            "MITHAQ_DATABASE=postgresql://…",
        )


def _journal() -> Iterator[Word]:
    from mithaq.foundation import journal  # inline: models need django.setup()

    try:
        broken = {scope: found for scope in journal.scopes() if (found := journal.verify(scope))}
    except DatabaseError:
        return
    if broken:
        yield Word(
            "harm",
            _("The register of acts was changed: %(scopes)s.") % {"scopes": ", ".join(sorted(broken))},
            "mithaq journal",
        )
    else:
        yield Word("well", _("The register of acts holds."))


def _worker() -> Iterator[Word]:
    from mithaq.foundation import jobs  # inline: models need django.setup()

    try:
        seen = jobs.worker_seen(at=timezone.now())
    except DatabaseError:
        return
    if seen:
        yield Word("well", _("A worker is running jobs."))
    else:
        yield Word("harm", _("No worker is running: jobs will wait for ever."), "mithaq worker")


def _addresses() -> Iterator[Word]:
    if set(settings.ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]"}:
        yield Word("lack", _("Only this machine may open the pages."), "MITHAQ_HOSTS=review.example.org")
    if not settings.HTTPS:
        yield Word("harm", _("Pages and passwords travel in the clear: HTTPS is not asked for."), "MITHAQ_HTTPS=1")
    if settings.SITE.startswith("https:") and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        said = _("No proxy is trusted, so all visitors count as one address: together they may soon be told to wait.")
        yield Word("lack", said, "MITHAQ_PROXY=1")
    if settings.DEBUG:
        yield Word("harm", _("Debugging is on: errors show the inside of the house to everyone."), "MITHAQ_DEBUG=0")


def _mail() -> Iterator[Word]:
    if settings.EMAIL_HOST:
        yield Word("well", _("Letters go out by %(host)s.") % {"host": settings.EMAIL_HOST})
    else:
        yield Word("lack", _("Letters are kept on a page and not sent."), "MITHAQ_SMTP_HOST=…")


def _demonstration() -> Iterator[Word]:
    from mithaq.foundation import accounts  # inline: models need django.setup()
    from mithaq.institutions import selectors as institutions

    try:
        found = [i.slug for i in institutions.demonstrations()] + [a.email for a in accounts.of_demonstration()]
    except DatabaseError:
        return
    if found:
        yield Word(
            "harm",
            _("The demonstration and its accounts with known passwords are here: %(found)s.")
            % {"found": ", ".join(found)},
            _("Use a fresh MITHAQ_DATA folder for real work."),
        )


def _compact() -> Iterator[Word]:
    from mithaq.compacts import selectors as compacts  # inline: models need django.setup()

    try:
        lacking = compacts.languages_without_official_text("gcm")
    except DatabaseError:
        return
    if lacking:
        yield Word(
            "lack",
            _("The official text of the compact is not loaded in: %(languages)s.") % {"languages": ", ".join(lacking)},
            "mithaq django load_text gcm ar A_RES_73_195_ar.txt",
        )


def _disk() -> Iterator[Word]:
    free = shutil.disk_usage(settings.DATA).free
    if free < 2 * 1024**3:
        yield Word("harm", _("Less than 2 GB are free where the originals are kept."))


def _django() -> Iterator[Word]:
    for message in run_checks(include_deployment_checks=not settings.DEMO):
        if message.is_serious() and not message.is_silenced():
            yield Word("harm", str(message.msg), str(message.hint or ""))


LOOKS: tuple[Callable[[], Iterator[Word]], ...] = (
    _database,
    _journal,
    _worker,
    _addresses,
    _mail,
    _demonstration,
    _compact,
    _disk,
    _django,
)
