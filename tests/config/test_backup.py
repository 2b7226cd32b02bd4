"""What a backup holds comes back whole, on both databases; a changed or foreign archive is refused."""

from __future__ import annotations

import gzip
import io
import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests import databases as laid
from tests.evidence.papers import PAPERS

ROOT = Path(__file__).resolve().parents[2]
POSTGRES = os.environ.get("MITHAQ_TEST_POSTGRES", "")
TABLES = ("foundation_account", "evidence_document", "evidence_passage", "foundation_entry")

FILL = """
from mithaq.evidence import services as evidence
from tests import cast as everybody
from tests.evidence.papers import PAPERS
cast = everybody.assemble()
for name, text in PAPERS.items():
    assert evidence.deposit(cast.institution, text.encode(), name, by=cast.amal.actor, at=everybody.AT).document
"""

TAKE_PART = """
from mithaq.dialogues import services
from tests import cast as everybody
from tests.dialogues.circle import Circle
cast = everybody.assemble()
with cast.scope():
    circle = Circle(cast.institution)
    circle.participants(circle.convene(), 3)
"""
WITHDRAW = """
from django_scopes import scopes_disabled
from mithaq.dialogues import services
from mithaq.dialogues.models import Participant
from tests.dialogues.circle import DURING
with scopes_disabled():
    for one in Participant.objects.all()[:2]:
        services.withdraw(one, at=DURING)
    print(one.dialogue.uid)
"""


def mithaq(*words, data, database="", stdin=None):
    environment = {**os.environ, "MITHAQ_DATA": str(data), "MITHAQ_DATABASE": database, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "mithaq.config.command", *words],
        capture_output=True, text=True, check=False, env=environment, input=stdin,
        cwd=ROOT / "src",
    )  # fmt: skip


def held(data: Path, database: str) -> dict[str, int]:
    """How many rows stand in each of TABLES; asked of the database itself, for each process of ours takes a second."""
    with closing(psycopg.connect(database) if database else sqlite3.connect(data / "mithaq.sqlite3")) as asked:
        return {name: asked.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in TABLES}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def databases(request, tmp_path):
    """Addresses of two databases of the same kind: the first is migrated, the other has nothing in it."""
    if request.param == "sqlite":
        laid.fill(tmp_path / "here")
        yield "", ""
        return
    if not POSTGRES:
        pytest.skip("MITHAQ_TEST_POSTGRES is not set")
    names = [f"backup_{os.getpid()}_{n}" for n in (1, 2)]
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{names[0]}" TEMPLATE "{laid.on_postgres(POSTGRES)}"')
        server.execute(f'CREATE DATABASE "{names[1]}"')
        yield tuple(POSTGRES.replace("/postgres", f"/{name}", 1) for name in names)
        for name in names:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_everything_comes_back(tmp_path, databases):
    here, there, archive = tmp_path / "here", tmp_path / "there", tmp_path / "all.tar.gz"
    first, second = databases
    filled = mithaq("django", "shell", "-v", "0", "-c", FILL, data=here, database=first)
    assert filled.returncode == 0, filled.stderr

    backed = mithaq("backup", str(archive), data=here, database=first)
    restored = mithaq("restore", str(archive), data=there, database=second)

    assert (backed.returncode, restored.returncode) == (0, 0), backed.stderr + restored.stderr
    before, after = held(here, first), held(there, second)
    assert after == before
    assert before["evidence_document"] == len(PAPERS)
    assert min(before.values()) > 0
    assert {p.name: p.read_bytes() for p in (there / "files").rglob("*") if p.is_file()} == {
        p.name: p.read_bytes() for p in (here / "files").rglob("*") if p.is_file()
    }
    assert mithaq("journal", data=there, database=second).returncode == 0
    assert archive.stat().st_mode & 0o077 == 0
    again = mithaq("restore", str(archive), data=there, database=second)
    assert again.returncode == 1
    assert "holds data" in again.stderr
    replaced = mithaq("restore", str(archive), "--replace", data=there, database=second)
    assert replaced.returncode == 0
    assert "withdrew" not in replaced.stdout, "it has no dialogues"


def test_who_restores_is_told_of_withdrawals_that_the_copy_does_not_know_of(tmp_path, databases):
    here, archive, (first, _second) = tmp_path / "here", tmp_path / "all.tar.gz", databases
    for told in (("django", "shell", "-v", "0", "-c", TAKE_PART), ("backup", str(archive))):
        done = mithaq(*told, data=here, database=first)
        assert done.returncode == 0, done.stderr
    left = mithaq("django", "shell", "-v", "0", "-c", WITHDRAW, data=here, database=first)
    assert left.returncode == 0, left.stderr

    known, unknown = (mithaq("restore", str(archive), "--replace", data=here, database=first) for _ in range(2))

    assert (known.returncode, unknown.returncode) == (0, 0), known.stderr + unknown.stderr
    assert "that this copy does not know of: 2. Who withdrew stands in it again" in known.stdout
    assert f"  dialogues.dialogue:{left.stdout.strip()}: 2" in known.stdout.splitlines()
    assert "Who withdrew from a dialogue after this copy was made stands in it again" in unknown.stdout
    assert all("Withdrawals after a restore" in told.stdout for told in (known, unknown))
    assert "## Withdrawals after a restore" in (ROOT / "docs" / "operate.md").read_text()


def test_a_backup_never_overwrites(tmp_path):
    archive = tmp_path / "all.tar.gz"
    archive.write_bytes(b"mine")
    laid.fill(tmp_path / "data")

    told = mithaq("backup", str(archive), data=tmp_path / "data")

    assert told.returncode == 1
    assert archive.read_bytes() == b"mine"


def test_a_changed_archive_is_refused_and_nothing_changes(tmp_path):
    data, archive, forged = tmp_path / "data", tmp_path / "all.tar.gz", tmp_path / "forged.tar.gz"
    laid.fill(data)
    mithaq("account", "a@example.org", "--password-stdin", data=data, stdin="a long enough word\n")
    assert mithaq("backup", str(archive), data=data).returncode == 0
    with tarfile.open(archive) as old, gzip.open(forged, "wb") as out, tarfile.open(fileobj=out, mode="w") as new:
        for member in old:
            content = old.extractfile(member).read()
            if member.name.startswith("database"):
                content += b"\0"
                member.size += 1
            new.addfile(member, io.BytesIO(content))
    before = (data / "mithaq.sqlite3").read_bytes()

    told = mithaq("restore", str(forged), "--replace", data=data)

    assert told.returncode == 1
    assert "was changed; nothing was restored" in told.stderr
    assert (data / "mithaq.sqlite3").read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"not an archive", gzip.compress(b"nor this", mtime=0)], ids=["empty", "no archive", "no tar"]
)
def test_what_is_no_backup_is_refused(tmp_path, content):
    file = tmp_path / "x.tar.gz"
    file.write_bytes(content)

    told = mithaq("restore", str(file), data=tmp_path / "data")

    assert told.returncode == 1
    assert "not a whole backup" in told.stderr
