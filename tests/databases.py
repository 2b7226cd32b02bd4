"""An empty database with every table in it, migrated once and copied from then on.

To migrate from nothing costs seconds of a processor, and many tests want a database of their own. `fill(folder)` lays
one into a data folder; on PostgreSQL `on_postgres(server)` gives the name of a database to copy (`CREATE DATABASE …
TEMPLATE`). `up_to_date()` is for programs that fill a data folder: it copies what it can and lets `migrate` do the
rest. What is kept belongs to the contents of all migrations, so that a changed migration makes it anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
import psycopg
from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest_cache" / "databases"
NAME = "mithaq.sqlite3"
A_DAY = 24 * 60 * 60
# Named for the process that began the run; its workers have it from their environment.
ON_POSTGRES = os.environ.setdefault("PYTEST_MITHAQ_TEMPLATE", f"mithaq_template_{os.getpid()}")


def fill(folder: Path) -> None:
    """Lay an empty database, migrated, into a data folder that has none."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(on_sqlite(), folder / NAME)


def up_to_date() -> None:
    """The database of the settings has every table; as `migrate` would leave it, for it is asked in the end."""
    from django.conf import settings
    from django.core.management import call_command

    own = settings.DATABASES["default"]["NAME"]
    if own == str(settings.DATA / NAME) and not Path(own).exists():
        fill(settings.DATA)
    call_command("migrate", verbosity=0, interactive=False)


@cache
def on_sqlite() -> Path:
    """The file to copy; made by the first who asks, while the others wait."""
    file = KEPT / f"{_digest()}.sqlite3"
    with _one_at_a_time():
        if not file.exists():
            with tempfile.TemporaryDirectory() as folder:
                _migrate(Path(folder), "")
                with closing(sqlite3.connect(Path(folder) / NAME)) as made:
                    made.execute("PRAGMA journal_mode=DELETE")
                for old in KEPT.glob("*.sqlite3"):
                    if old.stat().st_mtime < time.time() - A_DAY:
                        old.unlink()
                shutil.copyfile(Path(folder) / NAME, file.with_suffix(".part"))
            file.with_suffix(".part").rename(file)
    return file


@cache
def on_postgres(server: str) -> str:
    """The name of the database to copy on this server; made once a run, and dropped at its end (`forget`)."""
    with _one_at_a_time(), psycopg.connect(server, autocommit=True) as asked:
        if not asked.execute("SELECT 1 FROM pg_database WHERE datname = %s", [ON_POSTGRES]).fetchone():
            unready = f"{ON_POSTGRES}_unready"
            asked.execute(f'CREATE DATABASE "{unready}"')
            with tempfile.TemporaryDirectory() as folder:
                _migrate(Path(folder), urlsplit(server)._replace(path=f"/{unready}").geturl())
            asked.execute(f'ALTER DATABASE "{unready}" RENAME TO "{ON_POSTGRES}"')
    return ON_POSTGRES


def forget(server: str) -> None:
    with psycopg.connect(server, autocommit=True) as asked:
        asked.execute(f'DROP DATABASE IF EXISTS "{ON_POSTGRES}" WITH (FORCE)')


def into_memory(sender: Any, connection: Any, **_more: Any) -> None:
    """A receiver of `connection_created`: the test's database in memory begins as a copy."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        here = connection.connection
        if not here.execute("SELECT 1 FROM sqlite_master").fetchone():
            with closing(sqlite3.connect(f"file:{on_sqlite()}?mode=ro", uri=True)) as kept:
                kept.backup(here)


def _migrate(folder: Path, database: str) -> None:
    environment = {**os.environ, "MITHAQ_DATA": str(folder), "MITHAQ_DATABASE": database}
    command = [sys.executable, "-m", "mithaq.config.command", "migrate", "--quiet"]
    told = subprocess.run(command, cwd=ROOT / "src", env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr


def _digest() -> str:
    """Of every migration of every app, and of those who read them."""
    found = hashlib.sha256(f"{sys.version} {django.__version__} {sqlite3.sqlite_version}".encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            found.update(f"\0{app.label} {file.name}\0".encode() + file.read_bytes())
    return found.hexdigest()[:32]


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
