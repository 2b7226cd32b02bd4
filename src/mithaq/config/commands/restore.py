"""Bring a backup back, into the same kind of database it was taken from.

    mithaq restore mithaq-2026-11-21.tar.gz [--replace]

Refused while the installation holds anything, unless --replace is said; refused when a digest does not match.
Stop the server and the worker first. Who withdrew from a dialogue since the backup was taken stands in it again: how
many is told, where the register of acts that is replaced knows of it (docs/operate.md).
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from mithaq.config.commands.backup import DATABASE_FILES, FORMAT, postgres_arguments, sha256


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.tar.gz")
    parser.add_argument("--replace", action="store_true", help="throw away what the installation holds now")


def run(told: argparse.Namespace) -> int:
    django.setup()
    try:
        done = read(told.file, replace=told.replace)
    except CannotRestore as refused:
        print(str(refused), file=sys.stderr)
        return 1
    print(f"Restored: the database and {done.originals} originals.")
    for line in _of_withdrawals(done):
        print(line)
    return 0


@dataclass(frozen=True, slots=True)
class Restored:
    """`came_back`: by dialogue how many withdrawals the replaced register knew of and the restored one does not;
    `has_answers`: whether anybody takes part in a dialogue again."""

    originals: int
    came_back: Mapping[str, int]
    has_answers: bool


def _of_withdrawals(done: Restored) -> Iterator[str]:
    if not done.has_answers:
        return
    if not done.came_back:
        yield "Who withdrew from a dialogue after this copy was made stands in it again, with their answers."
    else:
        number = sum(done.came_back.values())
        yield f"Withdrawals from dialogues that this copy does not know of: {number}. Who withdrew stands in it again:"
        yield from (f"  {dialogue}: {count}" for dialogue, count in sorted(done.came_back.items()))
    yield 'What to do: docs/operate.md, "Withdrawals after a restore".'


class CannotRestore(Exception):
    """Says why; nothing was changed."""


def read(source: Path, *, replace: bool) -> Restored:
    """Unpack, check every digest, and only then put the database and the originals in place."""
    if not replace and _holds_something():
        raise CannotRestore("This installation holds data. Say --replace to throw it away, or restore elsewhere.")
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.DATA) as name:
        folder = Path(name)
        manifest = _unpack(source, folder)
        withdrawn = _withdrawals()
        dump = folder / DATABASE_FILES[connection.vendor]
        _LOAD[connection.vendor](dump)
        originals = folder / "files"
        shutil.rmtree(settings.FILES, ignore_errors=True)
        if originals.exists():
            originals.replace(settings.FILES)
        call_command("migrate", verbosity=0, interactive=False)
        known = _withdrawals()
        came_back = Counter(about for digest, about in withdrawn.items() if digest not in known)
        return Restored(len(manifest["digests"]) - 1, came_back, _has_answers())


def _withdrawals() -> dict[str, str]:
    """By the digest of its entry in the register the dialogue somebody withdrew from; none where none can be read,
    as that of a database that is broken."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT digest, about FROM foundation_entry WHERE act = 'dialogues.withdraw'")
            return dict(cursor.fetchall())
    except DatabaseError:
        return {}


def _has_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM dialogues_participant)")
        return bool(cursor.fetchone()[0])


def _holds_something() -> bool:
    tables = connection.introspection.table_names()
    if "institutions_institution" not in tables:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT COUNT(*) FROM institutions_institution) + (SELECT COUNT(*) FROM foundation_account)"
        )
        return bool(cursor.fetchone()[0])


def _unpack(source: Path, folder: Path) -> dict[str, dict[str, str]]:
    try:
        with tarfile.open(source, "r:gz") as tar:
            tar.extractall(folder, filter="data")
        manifest = json.loads((folder / "manifest.json").read_text())
    except (OSError, tarfile.TarError, json.JSONDecodeError, EOFError) as error:
        raise CannotRestore(f"{source} is not a whole backup of Mithaq ({error}).") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("digests"), dict):
        raise CannotRestore(f"{source} is not a whole backup of Mithaq (its manifest is none).")
    if manifest.get("format") != FORMAT:
        raise CannotRestore(f"{source} has format {manifest.get('format')}; this Mithaq reads format {FORMAT}.")
    if manifest.get("engine") != connection.vendor:
        raise CannotRestore(
            f"{source} was taken from {manifest.get('engine')}; this installation uses {connection.vendor}."
        )
    listed, held = set(manifest["digests"]), _names(folder) - {"manifest.json"}
    if DATABASE_FILES[connection.vendor] not in listed or listed != held:
        raise CannotRestore(f"{source}: what it holds and what its manifest lists differ; nothing was restored.")
    for name, digest in manifest["digests"].items():
        file = folder / name
        if not file.is_file() or sha256(file) != digest:
            raise CannotRestore(f"{source}: {name} is missing or was changed; nothing was restored.")
    return manifest


def _names(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}


def _sqlite(dump: Path) -> None:
    connection.close()
    target = Path(connection.settings_dict["NAME"])
    for leftover in (target.with_name(target.name + "-wal"), target.with_name(target.name + "-shm")):
        leftover.unlink(missing_ok=True)
    dump.replace(target)


def _postgresql(dump: Path) -> None:
    program = shutil.which("pg_restore")
    if program is None:
        raise CannotRestore("pg_restore is not on the path (Debian: apt install postgresql-client).")
    connection.close()
    words, environment = postgres_arguments()
    done = subprocess.run(  # noqa: S603
        [program, "--clean", "--if-exists", "--no-owner", "--single-transaction", *words, str(dump)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotRestore(f"pg_restore: {done.stderr.strip()}")


_LOAD = {"sqlite": _sqlite, "postgresql": _postgresql}
