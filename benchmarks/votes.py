"""How many answers a second the house takes for good, through the real server; and that none is lost or doubled.

    .venv/bin/python benchmarks/votes.py                        SQLite, as installed: 2 processes of 4 threads
    MITHAQ_TEST_POSTGRES=postgresql://… .venv/bin/python benchmarks/votes.py        PostgreSQL as well
    … --seconds 20 --people 2000 --statements 40 --connections 32 --rate 500

`mithaq serve` runs as an operator would run it, with every middleware; the disk is written as it is set up by default
(SQLite synchronous=FULL, PostgreSQL as its server is). The clients are one process beside it, on the same cores: they
keep their connections, and send the cookies and the CSRF token that a browser sends. One in four answers with an
account, the others without; some enter by the pages themselves. The live map is drawn beside all of it, every ten
seconds, as in any open dialogue.

1. as fast as it goes: each connection sends the next answer once it has the reply;
2. at a given rate: the time of an answer runs from when it was due, also where the house had no time for it yet;
3. in the middle of such a run every process is killed (SIGKILL): what had been acknowledged must stand, once;
4. double clicks: the same answers on two connections at once;
5. with --crowd N: every one of the simulated people answers N statements in their own language, by one of three
   leanings, while somebody looks at the live map each second: how long its page takes, whom it tells of by then, and
   how soon after the last answer it tells of everybody.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from votes_load import Load
from votes_world import World, enter_by_the_pages, made

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--statements", type=int, default=40)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--rate", type=float, default=500)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--crowd", type=int, default=0, metavar="N")
    parser.add_argument("--on", choices=["sqlite", "postgresql"])
    told = parser.parse_args()
    if told.on is None:
        for on in ["sqlite", *(["postgresql"] if os.environ.get("MITHAQ_TEST_POSTGRES") else [])]:
            if subprocess.run([sys.executable, __file__, *sys.argv[1:], "--on", on], check=False).returncode:
                sys.exit(1)
        return
    with tempfile.TemporaryDirectory() as folder, database(told.on) as address:
        os.environ |= {"MITHAQ_DATA": folder, "MITHAQ_DATABASE": address, "MITHAQ_TASKS": ""}
        os.environ.pop("MITHAQ_TASKS")
        os.environ["DJANGO_SETTINGS_MODULE"] = "mithaq.config.settings"
        import django  # inline: the folder of the data is chosen above

        django.setup()
        measure(told, folder)


@contextmanager
def database(on: str) -> Iterator[str]:
    """The address of an empty database, gone afterwards."""
    if on == "sqlite":
        yield ""
        return
    import psycopg  # inline: only where it is asked for

    server, name = os.environ["MITHAQ_TEST_POSTGRES"], f"mithaq_votes_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as asked:
        asked.execute(f'CREATE DATABASE "{name}"')
        safe = {one: asked.execute(f"SHOW {one}").fetchone()[0] for one in ("fsync", "synchronous_commit")}  # type: ignore[index]
    print(f"PostgreSQL: fsync {safe['fsync']}, synchronous_commit {safe['synchronous_commit']}")
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(server, autocommit=True) as asked:
            asked.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


# ---------------------------------------------------------------- the server


@contextmanager
def served(told: argparse.Namespace, port: int) -> Iterator[subprocess.Popen[bytes]]:
    with (Path(os.environ["MITHAQ_DATA"]) / "server.log").open("ab") as log:
        command = [sys.executable, "-m", "mithaq.config.command", "serve", "--port", str(port)]
        command += ["--processes", str(told.processes), "--threads", str(told.threads)]
        running = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, cwd=ROOT / "src")
    try:
        _wait_for(port)
        yield running
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGTERM)
            try:
                running.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)


def _wait_for(port: int) -> None:
    import urllib.request  # inline: of this step alone

    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/", timeout=10) as answer:
                answer.read()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("The server did not start.")


def cpu_of(group: int) -> float:
    """Seconds of a processor that every process of the server has used; 0 where the system does not tell."""
    found = 0.0
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = file.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(told[2]) == group:  # the group of processes
            found += (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    return found


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


# ---------------------------------------------------------------- what is measured


def measure(told: argparse.Namespace, folder: str) -> None:
    began = time.perf_counter()
    world = made(told.people, told.statements)
    port = free_port()
    print(f"\n{told.on}; {told.processes} processes of {told.threads} threads; ", end="")
    laid = f"laid in {time.perf_counter() - began:.0f} s"
    print(f"{told.connections} connections, {told.people:,} people, {told.statements} statements ({laid})\n")
    print("| what | answers kept | a second | p50 | p95 | p99 | CPU of the server each | other |")
    print("|---|---|---|---|---|---|---|---|")
    with served(told, port) as running:
        enter_by_the_pages(world, port)
        asyncio.run(Load(world, port, seed=1).closed(told.connections, time.perf_counter() + 3))

        def run(what: str, load: Load, work: Any) -> None:
            begin, worked = time.perf_counter(), cpu_of(running.pid)
            asyncio.run(work)
            print(load.line(what, time.perf_counter() - begin, cpu_of(running.pid) - worked), flush=True)

        if told.crowd:
            load = Load(world, port, seed=7)
            run(f"a crowd of {told.people:,}", load, load.crowd(told.connections, told.crowd))
        load = Load(world, port, seed=2)
        run("as fast as it goes", load, load.closed(told.connections, time.perf_counter() + told.seconds))
        load = Load(world, port, seed=3)
        run(f"at {told.rate:.0f} a second", load, load.paced(told.connections * 4, told.seconds, told.rate))
        load = Load(world, port, seed=4)
        run("each sent twice at once", load, load.double(told.connections // 2, 100))
    compare(world, "after the server was stopped")
    with served(told, port) as running:
        load = Load(world, port, seed=5)

        async def until_killed() -> None:
            clients = asyncio.create_task(load.closed(told.connections, time.perf_counter() + 600))
            await asyncio.sleep(min(5.0, told.seconds))
            os.killpg(running.pid, signal.SIGKILL)
            await asyncio.wait([clients], timeout=10)
            clients.cancel()

        asyncio.run(until_killed())
        running.wait()
    compare(world, f"after SIGKILL in the middle, {load.statuses.get(200, 0):,} acknowledged in that run")
    with served(told, port):
        load = Load(world, port, seed=6)
        asyncio.run(load.closed(told.connections, time.perf_counter() + 2))
    compare(world, "started again and answered on")


def compare(world: World, when: str) -> None:
    """Every answer that was acknowledged stands, or one sent after it; no statement is answered twice by anybody."""
    from django.db import connection  # inline: after django.setup()
    from django_scopes import scopes_disabled

    from mithaq.dialogues.models import Drawn, Vote

    connection.close()
    with scopes_disabled():
        rows = list(Vote.objects.values_list("participant__uid", "statement__uid", "answer"))
        maps = Drawn.objects.count()
    stands = {(who, about): answer for who, about, answer in rows}
    doubled = len(rows) - len(stands)
    lost, acknowledged = 0, 0
    for client in world.clients:
        for statement, answer in client.acknowledged.items():
            acknowledged += 1
            found = stands.get((client.participant, statement))
            if found not in (answer, client.under_way.get(statement, answer)):
                lost += 1
    told = {"acknowledged": acknowledged, "stored": len(rows), "lost": lost, "doubled": doubled, "maps drawn": maps}
    print(f"\n{when}: {json.dumps(told)}", flush=True)
    if lost or doubled:
        sys.exit("Answers were lost or doubled.")


if __name__ == "__main__":
    main()
