"""A real server whose officers have the source documents before them, for the coding desk and its benchmark.

`python -m tests.browser.desk_world` fills the data folder of the environment and tells sessions as JSON; `Desk` runs
granian on it, kills it and starts it again. The source documents are those of `../shared/seeds`; where they are not
there, papers of the tests stand in for them.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests import databases
from tests.served import ROOT, Served

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


class World(Served):
    """granian on one data folder, which `module` has filled; `told` is what it said of what is there."""

    module: str

    def __init__(self, folder: Path) -> None:
        super().__init__(environment(folder))
        build = [sys.executable, "-m", self.module]
        built = subprocess.run(build, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert built.returncode == 0, built.stderr
        self.told: dict[str, Any] = json.loads(built.stdout.splitlines()[-1])
        self.database = folder / "mithaq.sqlite3"

    def command(self) -> list[str]:
        granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        workers = ["--port", str(self.port), "--workers", "1", "--blocking-threads", "2", "--no-access-log"]
        return [*granian, *workers, "mithaq.config.wsgi:application"]


class Desk(World):
    """The coding desk, with sessions of its officers."""

    module = "tests.browser.desk_world"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.sessions: dict[str, str] = self.told["sessions"]
        self.slug: str = self.told["slug"]
        self.passages: int = self.told["passages"]
        self.is_real: bool = self.told["is_real"]

    def address(self, code: str = "en", query: str = "") -> str:
        return f"{self.url}/{code}/{self.slug}/documents/desk/{query}"

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
