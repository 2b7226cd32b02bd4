"""Files from outside: no size, shape, name or race breaks the house, fills it, or leads out of it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.conf import settings as house
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from mithaq.config.commands import backup, restore
from mithaq.evidence import services
from mithaq.evidence.models import Document, Rendition
from mithaq.foundation import journal
from tests import databases
from tests.cast import AT
from tests.evidence import papers

ROOT = Path(__file__).resolve().parents[2]


def url(cast, name: str, **more) -> str:
    return reverse(name, kwargs={"institution": cast.institution.slug, **more})


def folder_of(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in papers.PAPERS.items():
        (folder / name).write_text(text)
    return folder


def deposit_folder(cast, folder: Path):
    return services.deposit_folder(cast.institution, folder, by=cast.badr.actor, at=AT)


def states(outcomes) -> list[str]:
    return sorted(outcome.state for outcome in outcomes)


def test_nothing_outside_the_folder_is_read(cast, tmp_path):
    folder = folder_of(tmp_path)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("We recommend that governments keep this out of every report of migration.\n")
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "folder").symlink_to(outside)
    (folder / "round").symlink_to(folder)
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere")
    (folder / "endless.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.txt")

    outcomes = deposit_folder(cast, folder)

    assert sorted(outcome.name for outcome in outcomes) == sorted(papers.PAPERS)
    assert states(outcomes) == ["deposited"] * 3


def test_a_file_that_may_not_be_read_does_not_stop_the_folder(cast, tmp_path, monkeypatch):
    folder = folder_of(tmp_path)
    locked = folder / "locked.txt"
    locked.write_text(papers.ENGLISH * 2)
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "locked.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert states(deposit_folder(cast, folder)) == ["deposited"] * 3 + ["refused"]


def test_a_name_that_is_no_text_does_not_stop_the_folder(cast, tmp_path):
    folder = folder_of(tmp_path)
    with Path(os.fsdecode(os.fsencode(folder) + b"/bad\xff\xfename.txt")).open("w") as out:
        out.write("Governments should reduce recruitment fees paid by migrant workers in all countries.\n" * 3)

    outcomes = deposit_folder(cast, folder)

    assert len(outcomes) == 4
    assert states(outcomes).count("deposited") >= 3


def test_a_deposit_that_fails_late_takes_its_file_away(cast, monkeypatch):
    def broken(*args, **more):
        raise RuntimeError("cut off")

    monkeypatch.setattr(journal, "write", broken)
    with pytest.raises(RuntimeError):
        services.deposit(cast.institution, papers.ENGLISH.encode(), "a.txt", by=cast.badr.actor, at=AT)

    with cast.scope():
        assert not Document.objects.exists() and not Rendition.objects.exists()
    assert [path for path in Path(house.FILES).rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("who", ["anonymous", "stranger", "member", "operator"])
def test_only_officers_deposit(cast, who):
    told = {"files": SimpleUploadedFile("a.txt", papers.ENGLISH.encode()), "visibility": "public"}

    answer = cast.client(who).post(url(cast, "evidence:deposit"), told)

    assert answer.status_code in (302, 403)
    with cast.scope():
        assert not Document.objects.exists()


def test_more_files_than_allowed_are_refused_together(cast):
    many = [SimpleUploadedFile(f"{n}.txt", papers.ENGLISH.encode() + bytes([65 + n % 26])) for n in range(51)]

    answer = cast.client("officer").post(url(cast, "evidence:deposit"), {"files": many, "visibility": "public"})

    assert answer.status_code == 200 and answer.context["form"].errors["files"]
    with cast.scope():
        assert not Document.objects.exists()


def test_thousands_of_parts_are_refused_before_they_are_read(cast):
    many = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(1001)]

    answer = cast.client("officer").post(url(cast, "evidence:deposit"), {"files": many, "visibility": "public"})

    assert answer.status_code == 400


@pytest.mark.parametrize("data", [papers.zip_bomb, b"", b"PK\x03\x04" + b"\0" * 50, b"%PDF-1.7\n" + b"\0" * 500])
def test_a_harmful_file_is_named_with_its_cause(cast, data):
    data = data() if callable(data) else data
    told = {"files": SimpleUploadedFile("harm.docx", data), "visibility": "public"}

    answer = cast.client("officer").post(url(cast, "evidence:deposit"), told)

    assert answer.status_code == 200
    assert "harm.docx" in str(answer.context["form"].errors["files"])
    assert [path for path in Path(house.FILES).rglob("*") if path.is_file()] == []


SAME_MOMENT = """
import sys, threading
from datetime import UTC, datetime
import django
django.setup()
from django.db import connection
from mithaq.evidence import services
from mithaq.foundation.actors import SYSTEM
from mithaq.institutions import selectors
from tests.evidence import papers

house, at, said = selectors.by_slug("here"), datetime(2020, 11, 30, tzinfo=UTC), []

def deposit(n):
    for text in papers.PAPERS.values():
        try:
            said.append(services.deposit(house, text.encode(), f"{n}.txt", by=SYSTEM, at=at).state)
        finally:
            connection.close()

threads = [threading.Thread(target=deposit, args=(n,)) for n in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(" ".join(said))
"""
PREPARE = """
import django
django.setup()
from datetime import UTC, datetime
from mithaq.foundation.actors import SYSTEM
from mithaq.institutions import services
services.found("here", name={"en": "Here"}, by=SYSTEM, at=datetime(2020, 11, 1, tzinfo=UTC))
"""
LOOK = """
import django
django.setup()
from pathlib import Path
from django.conf import settings
from django_scopes import scope
from mithaq.evidence import files
from mithaq.evidence.models import Document
from mithaq.foundation import journal
from mithaq.foundation.models import Entry
from mithaq.institutions import selectors

house = selectors.by_slug("here")
with scope(institution=house):
    digests = sorted(Document.objects.values_list("digest", flat=True))
assert [len(files.read(digest)) > 0 for digest in digests] == [True] * 3, digests
assert sorted(p.name for p in Path(settings.FILES).rglob("*") if p.is_file()) == digests
assert journal.verify(house.uid) is None
assert Entry.objects.filter(scope=house.uid, act="evidence.deposit").count() == 3
"""


def script(words: str, data: Path) -> subprocess.Popen:
    here = {"MITHAQ_DATA": str(data), "DJANGO_SETTINGS_MODULE": "mithaq.config.settings", "PYTHONPATH": str(ROOT)}
    told = {name: value for name, value in os.environ.items() if not name.startswith("MITHAQ_")}
    return subprocess.Popen(
        [sys.executable, "-c", words], env=told | here, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finished(process: subprocess.Popen) -> str:
    said, error = process.communicate(timeout=600)
    assert process.returncode == 0, error
    return said


def test_the_same_files_at_the_same_moment_are_kept_once_and_the_chain_holds(tmp_path):
    """Two processes of four threads over one SQLite file: three documents, one unbroken minute, no leftovers."""
    databases.fill(tmp_path)
    finished(script(PREPARE, tmp_path))

    both = [script(SAME_MOMENT, tmp_path) for _ in range(2)]
    said = " ".join(finished(process) for process in both).split()

    assert (said.count("deposited"), said.count("already-there"), len(said)) == (3, 21, 24)
    finished(script(LOOK, tmp_path))


def _archive(tmp_path: Path, add) -> Path:
    target = tmp_path / "bad.tar.gz"
    with tarfile.open(target, "w:gz") as tar:
        add(tar)
    return target


def test_a_backup_is_readable_by_its_owner_only(db, tmp_path, monkeypatch):
    monkeypatch.setitem(backup._DUMP, connection.vendor, lambda target: target.write_bytes(b"database"))
    target = tmp_path / "backup.tar.gz"
    backup.write(target, at=AT)

    assert target.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["backup.tar.gz"]


@pytest.mark.parametrize("kind", ["up", "absolute", "link out", "hard link"])
def test_restoring_writes_nothing_outside_its_folder(db, tmp_path, settings, kind):
    settings.DATA = tmp_path / "data"
    outside = tmp_path / "outside"
    outside.mkdir()
    names = {
        "up": "../outside/evil",
        "absolute": str(outside / "evil"),
        "link out": "files/aa",
        "hard link": "files/aa",
    }

    def add(tar: tarfile.TarFile) -> None:
        info = tarfile.TarInfo(names[kind])
        if kind in ("link out", "hard link"):
            info.type = tarfile.SYMTYPE if kind == "link out" else tarfile.LNKTYPE
            info.linkname = str(outside)
            tar.addfile(info)
            return
        info.size = 4
        tar.addfile(info, io.BytesIO(b"evil"))

    with pytest.raises(restore.CannotRestore):
        restore.read(_archive(tmp_path, add), replace=True)

    assert list(outside.iterdir()) == []
