"""A real server whose officers have the source documents before them, for the coding desk and its benchmark.

`python -m tests.browser.desk_world` fills the data folder of the environment and tells sessions as JSON; `Served` runs
granian on it, kills it and starts it again. The source documents are those of `../shared/seeds`; where they are not
there, papers of the tests stand in for them.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests import databases

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
AT = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)
STAND_INS = 40


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "MITHAQ_DATA": str(folder),
        "MITHAQ_DATABASE": os.environ.get("MITHAQ_DESK_DATABASE", ""),
        "DJANGO_SETTINGS_MODULE": "mithaq.config.settings",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }


class Served:
    """One server on one data folder, at one address for as long as the test lasts."""

    def __init__(self, folder: Path) -> None:
        self.environment = environment(folder)
        build = [sys.executable, "-m", "tests.browser.desk_world"]
        built = subprocess.run(build, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert built.returncode == 0, built.stderr
        told = json.loads(built.stdout.splitlines()[-1])
        self.sessions: dict[str, str] = told["sessions"]
        self.slug: str = told["slug"]
        self.passages: int = told["passages"]
        self.is_real: bool = told["is_real"]
        self.database = folder / "mithaq.sqlite3"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def address(self, code: str = "en", query: str = "") -> str:
        return f"{self.url}/{code}/{self.slug}/documents/desk/{query}"

    def start(self) -> None:
        granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        workers = ["--port", str(self.port), "--workers", "1", "--blocking-threads", "2", "--no-access-log"]
        self.process = subprocess.Popen(
            [*granian, *workers, "mithaq.config.wsgi:application"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        end = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"{self.url}/robots.txt", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                assert time.monotonic() < end, "the server did not start"
                time.sleep(0.2)

    def kill(self) -> None:
        """The server and its worker, at once: nothing is finished, nothing is said."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def end(self) -> None:
        if self.process is not None:
            self.kill()

    def asked(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as database:
            return database.execute(sql, values).fetchall()


def fill() -> dict[str, Any]:
    from django.test import Client
    from django_scopes import scope

    from mithaq.evidence import services as evidence
    from mithaq.evidence.models import Passage
    from tests import cast as everybody

    databases.up_to_date()
    cast = everybody.assemble()
    everybody.compact(cast)
    files = sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else []
    papers = {file.name: file.read_bytes() for file in files} or stand_ins()
    documents = [
        evidence.deposit(cast.institution, data, name, by=cast.amal.actor, at=AT).document
        for name, data in papers.items()
    ]
    evidence.code(cast.institution, [one for one in documents if one], by=cast.amal.actor, at=AT, workers=1)
    sessions = {}
    for who in ("badr", "amal"):
        client = Client()
        player = cast.who(who)
        assert player is not None
        client.force_login(player.account, backend="allauth.account.auth_backends.AuthenticationBackend")
        sessions[who] = client.cookies["sessionid"].value
    with scope(institution=cast.institution):
        passages = Passage.objects.filter(is_current=True).count()
    return {"sessions": sessions, "slug": cast.institution.slug, "passages": passages, "is_real": bool(files)}


def stand_ins() -> dict[str, bytes]:
    from tests.evidence.papers import PAPERS

    return {
        f"{number}-{name}": text.replace("\n\n", f" ({number})\n\n").encode()
        for number in range(STAND_INS)
        for name, text in PAPERS.items()
    }


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(fill()))
