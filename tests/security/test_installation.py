"""The installation itself: what a visitor may send, what a backup may hold, who may read the folder."""

from __future__ import annotations

import io
import os
import tarfile
import tempfile

import pytest
from django.core.files import uploadedfile
from django.core.files.uploadedfile import SimpleUploadedFile

from mithaq.config import place
from tests.security.test_uploads import _archive, script


def test_a_visitor_without_account_cannot_fill_the_disk(cast, monkeypatch):
    written = []
    make = tempfile.NamedTemporaryFile
    monkeypatch.setattr(
        uploadedfile.tempfile, "NamedTemporaryFile", lambda *args, **more: written.append(1) or make(*args, **more)
    )
    big = SimpleUploadedFile("big.bin", b"\0" * (12 * 1024 * 1024))

    answer = cast.client("anonymous").post("/ar/account/login/", {"login": "x", "password": "y", "files": big})

    assert answer.status_code == 400
    assert written == []


@pytest.mark.parametrize(
    "manifest",
    [
        "[]",
        '{"format": 1, "engine": "sqlite"}',
        '{"format": 1, "engine": "sqlite", "digests": {}}',
        '{"format": 1, "engine": "sqlite", "digests": {"../../../etc/hostname": "0"}}',
    ],
)
def test_an_archive_without_its_database_changes_nothing(tmp_path, manifest):
    data = tmp_path / "data"
    (data / "files").mkdir(parents=True)
    (data / "files" / "kept").write_text("kept")
    for name in ("mithaq.sqlite3", "mithaq.sqlite3-wal"):
        (data / name).write_text("what was written last")
    info = tarfile.TarInfo("manifest.json")
    info.size = len(manifest)
    bad = _archive(tmp_path, lambda tar: tar.addfile(info, io.BytesIO(manifest.encode())))

    call = f"main(['restore', {str(bad)!r}, '--replace'])"
    process = script(f"import sys; from mithaq.config.command import main; sys.exit({call})", data)
    _said, error = process.communicate(timeout=600)

    assert (data / "mithaq.sqlite3-wal").read_text() == "what was written last"
    assert (data / "files" / "kept").exists()
    assert process.returncode == 1
    assert "Traceback" not in error


def test_the_data_folder_is_closed_to_other_accounts_of_the_machine(tmp_path, monkeypatch):
    monkeypatch.setenv("MITHAQ_DATA", str(tmp_path / "new"))
    before = os.umask(0o022)
    try:
        folder = place.data_folder()
        place.secret(folder)
    finally:
        os.umask(before)

    assert (folder / "secret.key").stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0
