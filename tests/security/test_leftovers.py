"""What the house itself writes is never taken for evidence, and what was half written does not stay."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as house
from django.utils.timezone import now

from mithaq.config.commands import worker
from mithaq.evidence import files, services
from mithaq.evidence.models import Document
from mithaq.foundation import jobs
from tests import databases
from tests.cast import AT
from tests.evidence import papers
from tests.security.test_uploads import ROOT


@pytest.mark.parametrize(("folder", "out"), [(".", "out"), (".", "."), ("papers", ".")])
def test_reports_are_not_read_as_evidence_of_the_next_run(tmp_path, folder, out):
    """`mithaq synthesise . --out out`, twice: nothing doubles; nor where OUT is FOLDER itself, or above it."""
    deposited = tmp_path / folder
    deposited.mkdir(exist_ok=True)
    for name, text in papers.PAPERS.items():
        (deposited / name).write_text(text)
    if folder != out:  # whoever begins where nothing is: once is enough
        databases.fill(tmp_path / out / ".mithaq")
    told = {name: value for name, value in os.environ.items() if not name.startswith("MITHAQ_")}
    words = [sys.executable, "-m", "mithaq.config.command", "synthesise", folder, "--out", out, "--languages", "en"]
    runs = [
        subprocess.run(
            words, cwd=tmp_path, env=told | {"PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True
        )
        for _ in range(2)
    ]

    assert [run.returncode for run in runs] == [0, 0]
    assert runs[0].stdout == runs[1].stdout
    assert "✗" not in runs[1].stdout
    read = [line.split()[0] for run in runs for line in run.stdout.splitlines() if "Documents read" in line]
    assert read == [str(len(papers.PAPERS))] * 2


def test_a_disk_that_is_full_leaves_nothing_half_deposited(cast, monkeypatch):
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        services.deposit(cast.institution, papers.ENGLISH.encode(), "a.txt", by=cast.badr.actor, at=AT)

    with cast.scope():
        assert not Document.objects.exists()
    assert [path.name for path in Path(house.FILES).rglob("*") if path.is_file()] == []


def test_a_worker_that_starts_removes_what_a_power_cut_left(cast, deposit, monkeypatch):
    document = deposit()
    left = files.place(document.digest).parent / ".incoming-x"
    left.write_bytes(b"half")
    long_ago = (now() - timedelta(days=1)).timestamp()
    os.utime(left, (long_ago, long_ago))
    monkeypatch.setattr(worker, "call_command", lambda *a, **k: None)
    monkeypatch.setattr(jobs, "alive", lambda name: nullcontext())

    worker.run(worker.argparse.Namespace(batch=True))

    assert not left.exists()
    assert files.read(document.digest)
