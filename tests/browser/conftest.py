"""A browser and a real server with the demonstration, once for the module, in a data folder of their own."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from mithaq.foundation import words

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@dataclass(frozen=True)
class World:
    """Where the server is, what stands in the addresses, a session cookie for each account, and its environment."""

    url: str
    places: dict[str, str]
    sessions: dict[str, str]
    environment: dict[str, str] = field(default_factory=dict, repr=False)

    def work(self) -> None:
        """Do the jobs that wait, as the worker beside the server does."""
        command = [sys.executable, "-m", "mithaq.config.command", "worker", "--batch"]
        subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, check=True, timeout=600)

    def address(self, path: str, code: str) -> str:
        return f"{self.url}/{code}/{path.format(**self.places)}"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """The browser; first of all, so that nothing is built where it is missing."""
    api = pytest.importorskip("playwright.sync_api", reason="the package playwright is missing: pip install playwright")
    if not CHROMIUM.exists():
        pytest.skip("Debian's chromium is missing: apt-get install chromium")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def world(chromium, tmp_path_factory) -> Iterator[World]:
    """The server as it runs for people: granian, WhiteNoise, DEBUG off; its own SQLite file, gone afterwards."""
    words.compile_all()
    environment = {
        **os.environ,
        "MITHAQ_DATA": str(tmp_path_factory.mktemp("world")),
        "MITHAQ_DATABASE": "",
        "MITHAQ_DEMO": "1",
        "MITHAQ_LIMITS": "0",
        "DJANGO_SETTINGS_MODULE": "mithaq.config.settings",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }
    told = _copied(_built(tmp_path_factory, environment), Path(environment["MITHAQ_DATA"]))
    port = _free_port()
    serve = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(
        [*serve, "--workers", "1", "--blocking-threads", "2", "--no-access-log", "mithaq.config.wsgi:application"],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        try:
            _wait(f"http://127.0.0.1:{port}/robots.txt")
            yield World(f"http://127.0.0.1:{port}", told["places"], told["sessions"], environment)
        finally:
            server.terminate()


def _built(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Path:
    """The demonstration, built once for all workers of a run: the first to come builds, the others wait for it."""
    here = tmp_path_factory.getbasetemp()
    shared = (here.parent if "PYTEST_XDIST_WORKER" in os.environ else here) / "world-built"
    told = shared / "told.json"
    try:
        shared.mkdir()
    except FileExistsError:
        end = time.monotonic() + 900
        while not told.exists():
            assert time.monotonic() < end, "the worker that builds the demonstration did not finish"
            time.sleep(0.5)
        return shared
    build = [sys.executable, "-m", "tests.browser.world"]
    environment = {**environment, "MITHAQ_DATA": str(shared)}
    built = subprocess.run(build, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    part = shared / "told.part"
    part.write_text(built.stdout.splitlines()[-1] if built.returncode == 0 else json.dumps({"error": built.stderr}))
    part.rename(told)
    return shared


def _copied(built: Path, here: Path) -> dict[str, Any]:
    """A copy of what was built; what its addresses and cookies are."""
    told: dict[str, Any] = json.loads((built / "told.json").read_text())
    assert "error" not in told, told["error"]
    shutil.copytree(built, here, dirs_exist_ok=True)
    return told


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(url: str, seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:  # nobody there yet, or too busy to answer in time
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


@pytest.fixture(scope="module")
def visit(world, chromium) -> Iterator[Any]:
    """`visit(who, script=True)` gives a context of the browser, signed in as `who`; kept for the module."""
    opened: dict[tuple[str, bool], Any] = {}

    def context(who: str = "anonymous", *, script: bool = True) -> Any:
        if (who, script) not in opened:
            made = chromium.new_context(java_script_enabled=script, viewport={"width": 1280, "height": 900})
            made.set_default_timeout(60_000)
            if who != "anonymous":
                made.add_cookies([{"name": "sessionid", "value": world.sessions[who], "url": world.url}])
            opened[who, script] = made
        return opened[who, script]

    yield context
    for one in opened.values():
        one.close()
