"""Write everything into one file: the database, the originals, and a manifest with the digest of each.

    mithaq backup mithaq-2026-11-21.tar.gz

SQLite is copied while it is in use; PostgreSQL is dumped by pg_dump, which must be on the path. The secret key is
not in it: without it people sign in again, nothing is lost. Nor are the keys of ballot boxes: with them a backup would
tell how everybody voted; without them, what is sealed in it stays shut (docs/operate.md).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import django
from django.conf import settings
from django.db import connection

import mithaq

FORMAT = 1
DATABASE_FILES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.tar.gz")


def run(told: argparse.Namespace) -> int:
    django.setup()
    if told.file.exists():
        print(f"{told.file} is there already; nothing was overwritten.", file=sys.stderr)
        return 1
    try:
        count = write(told.file, at=datetime.now(UTC))
    except CannotBackUp as refused:
        print(str(refused), file=sys.stderr)
        return 1
    print(f"{told.file}: the database and {count} originals, {told.file.stat().st_size:,} bytes.")
    return 0


class CannotBackUp(Exception):
    """Says what is missing."""


def write(target: Path, *, at: datetime) -> int:
    """Write the archive beside `target` first and rename it when it is whole; how many originals it holds."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dump = Path(folder, DATABASE_FILES[connection.vendor])
        _DUMP[connection.vendor](dump)
        originals = sorted(p for p in settings.FILES.rglob("*") if p.is_file()) if settings.FILES.exists() else []
        manifest = {
            "format": FORMAT,
            "mithaq": mithaq.__version__,
            "engine": connection.vendor,
            "at": at.isoformat(),
            "digests": {dump.name: sha256(dump)}
            | {f"files/{p.relative_to(settings.FILES).as_posix()}": sha256(p) for p in originals},
        }
        Path(folder, "manifest.json").write_text(json.dumps(manifest, indent=1))
        whole = Path(folder, "whole.tar.gz")
        with tarfile.open(whole, "w:gz", compresslevel=6) as tar:
            tar.add(Path(folder, "manifest.json"), "manifest.json")
            tar.add(dump, dump.name)
            for original in originals:
                tar.add(original, f"files/{original.relative_to(settings.FILES).as_posix()}")
        whole.chmod(0o600)
        whole.replace(target)
    return len(originals)


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def postgres_arguments() -> tuple[list[str], dict[str, str]]:
    """Connection words for pg_dump and pg_restore; the password goes by the environment, never by the command line."""
    told = connection.settings_dict
    words = ["--dbname", told["NAME"]]
    for flag, key in (("--host", "HOST"), ("--port", "PORT"), ("--username", "USER")):
        if told.get(key):
            words += [flag, told[key]]
    return words, {**os.environ, **({"PGPASSWORD": told["PASSWORD"]} if told.get("PASSWORD") else {})}


def _sqlite(target: Path) -> None:
    source = connection.settings_dict["NAME"]
    connection.ensure_connection()
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)


def _postgresql(target: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise CannotBackUp("pg_dump is not on the path (Debian: apt install postgresql-client).")
    words, environment = postgres_arguments()
    done = subprocess.run(  # noqa: S603
        [program, "--format=custom", "--no-owner", "--file", str(target), *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotBackUp(f"pg_dump: {done.stderr.strip()}")


_DUMP = {"sqlite": _sqlite, "postgresql": _postgresql}
