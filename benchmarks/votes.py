"""How many answers a second the house takes for good, through the real server; and that none is lost or doubled.

    .venv/bin/python benchmarks/votes.py                        SQLite, as installed: 2 processes of 4 threads
    MITHAQ_TEST_POSTGRES=postgresql://… .venv/bin/python benchmarks/votes.py        PostgreSQL as well
    … --seconds 20 --people 2000 --statements 40 --connections 32 --rate 500

`mithaq serve` runs as an operator would run it, with every middleware; the disk is written as it is set up by default
(SQLite synchronous=FULL, PostgreSQL as its server is). The clients are one process beside it, on the same cores: they
keep their connections, and send the cookies and the CSRF token that a browser sends. One in four answers with an
account, the others without; some enter by the pages themselves.

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
import random
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]
LANGUAGES = ("ar", "en", "fr")
ANSWERS = {"agree": 1, "disagree": -1, "pass": 0}
BY_THE_PAGES = 12
PATIENCE = 30  # seconds: maps are drawn ten apart, so the last answers are in one by then


@dataclass
class Client:
    """Somebody with a browser: their cookies, and what they have answered."""

    participant: str
    language: str
    cookies: dict[str, str]
    token: str
    acknowledged: dict[str, int] = field(default_factory=dict)
    under_way: dict[str, int] = field(default_factory=dict)


@dataclass
class World:
    slug: str
    dialogue: str
    statements: list[str]
    clients: list[Client]


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


# ---------------------------------------------------------------- the world


def made(people: int, statements: int) -> World:
    from allauth.account.auth_backends import AuthenticationBackend  # noqa: F401 - inline: models need django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django_scopes import scope

    from mithaq.dialogues import passes, services
    from mithaq.dialogues.enums import Entry
    from mithaq.dialogues.models import Dialogue, Participant, Rendition
    from mithaq.foundation.actors import SYSTEM
    from mithaq.foundation.fields import words
    from mithaq.foundation.models import Account
    from mithaq.institutions import services as institutions
    from mithaq.people import services as persons
    from mithaq.people.enums import Role

    call_command("migrate", verbosity=0)
    now = datetime.now(UTC)
    said = dict.fromkeys(LANGUAGES, "What should change?")
    house = institutions.found("bench", name=words(**said), by=SYSTEM, at=now)
    with scope(institution=house):
        dialogue: Dialogue = services.prepare(
            house,
            title=words(**said),
            question=words(**said),
            opens_at=now - timedelta(hours=1),
            closes_at=now + timedelta(days=1),
            entry=Entry.ANYBODY,
            is_simulated=True,
            by=SYSTEM,
            at=now - timedelta(hours=2),
        )
        lines = [
            dict.fromkeys(LANGUAGES, f"Procedure number {n} should be made easier for whoever needs it")
            for n in range(statements)
        ]
        asked = services.seed_many(dialogue, lines, "en", by=SYSTEM, at=now)
        for one in Rendition.objects.filter(statement__dialogue=dialogue, is_original=False):
            services.review(one, by=SYSTEM, at=now)
        dialogue = services.open_dialogue(dialogue, by=SYSTEM, at=now)
        until = passes.until(dialogue.closes_at)
        clients, rows = [], []
        for n in range(people - BY_THE_PAGES):
            language, cookies = LANGUAGES[n % 3], {"csrftoken": secrets.token_hex(16)}
            row = Participant(institution=house, dialogue=dialogue, language=language, consented_at=now)
            if n % 4 == 0:
                account = Account.objects.create(email=f"{n}@example.org", password=f"!{secrets.token_hex(20)}")
                row.person = persons.register(
                    name=words(en=f"Member {n}"), language=language, account=account, by=SYSTEM, at=now
                )
                persons.admit(house, person=row.person, role=Role.MEMBER, on=now.date(), by=SYSTEM, at=now)
                session = SessionStore()
                session[SESSION_KEY], session[HASH_SESSION_KEY] = str(account.pk), account.get_session_auth_hash()
                session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
                session.create()
                cookies["sessionid"] = str(session.session_key)
                told = passes.Pass(row.uid, until, bound=passes.bound_to(cookies["sessionid"], account.password))
            else:
                secret = passes.new_secret()
                row.key = passes.digest(secret)
                told = passes.Pass(row.uid, until, secret=secret)
            cookies[f"mithaq_dialogue_{language}"] = passes.write(dialogue.uid, told)
            rows.append(row)
            clients.append(Client(row.uid, language, cookies, cookies["csrftoken"]))
        Participant.objects.bulk_create(rows, batch_size=500)
    return World(house.slug, dialogue.uid, [one.uid for one in asked], clients)


def enter_by_the_pages(world: World, port: int) -> None:
    """As a browser does it: read what is promised, agree, read the first statement and the token of its form."""
    import http.client  # inline: of this step alone

    for n in range(BY_THE_PAGES):
        language = LANGUAGES[n % 3]
        base = f"/{language}/{world.slug}/dialogues/{world.dialogue}"
        kept: dict[str, str] = {}

        def asked(method: str, path: str, body: str = "") -> str:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            cookies = "; ".join(f"{name}={value}" for name, value in kept.items())  # noqa: B023 - used at once
            headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            assert answer.status in (200, 302), (answer.status, text[:500])
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    pair = value.split(";")[0].split("=", 1)
                    if not pair[0].startswith("mithaq_dialogue") or pair[0].endswith(language):  # noqa: B023
                        kept[pair[0]] = pair[1]  # noqa: B023
            connection.close()
            return text

        form = asked("GET", f"{base}/begin/")
        asked("POST", f"{base}/begin/", urlencode({"csrfmiddlewaretoken": _token(form), "agrees": "on"}))
        page = asked("GET", f"{base}/vote/")
        uid = kept[f"mithaq_dialogue_{language}"].strip('"').split(".")[0]
        world.clients.append(Client(uid, language, kept, _token(page)))


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found, page[:300]
    return found[1]


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


# ---------------------------------------------------------------- the clients


class Load:
    """Many browsers on some connections that are kept. Every reply is read, counted and remembered."""

    def __init__(self, world: World, port: int, *, seed: int) -> None:
        self.world, self.port, self.chance = world, port, random.Random(seed)
        self.took: list[float] = []
        self.statuses: dict[int, int] = {}
        self.free = list(range(len(world.clients)))
        self.chance.shuffle(self.free)
        self.turn = 0

    def next(self) -> tuple[Client, str, str]:
        """The next person in turn, a statement (mostly another one than before) and what they say."""
        client = self.world.clients[self.free[self.turn % len(self.free)]]
        self.turn += 1
        return client, self.chance.choice(self.world.statements), self.chance.choice(list(ANSWERS))

    def request(self, client: Client, statement: str, answer: str) -> bytes:
        body = urlencode({"statement": statement, "answer": answer})
        path = f"/{client.language}/{self.world.slug}/dialogues/{self.world.dialogue}/cast/"
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        return (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept: application/json\r\n"
            f"Origin: http://127.0.0.1:{self.port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"X-CSRFToken: {client.token}\r\nCookie: {cookies}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        ).encode()

    async def one(self, at: tuple[Any, Any], told: tuple[Client, str, str], due: float) -> None:
        client, statement, answer = told
        reader, writer = at
        client.under_way[statement] = ANSWERS[answer]
        writer.write(self.request(client, statement, answer))
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        length = int(re.search(rb"content-length: (\d+)", head, re.I)[1])  # type: ignore[index]
        body = await reader.readexactly(length)
        self.took.append(time.perf_counter() - due)
        self.statuses[status] = self.statuses.get(status, 0) + 1
        if status == 200:
            assert b'"kept"' in body
            client.acknowledged[statement] = ANSWERS[answer]
            client.under_way.pop(statement, None)

    async def closed(self, connections: int, until: float) -> None:
        async def keep_on() -> None:
            at = await asyncio.open_connection("127.0.0.1", self.port)
            while time.perf_counter() < until:
                await self.one(at, self.next(), time.perf_counter())

        await asyncio.gather(*(keep_on() for _ in range(connections)), return_exceptions=True)

    async def paced(self, connections: int, seconds: float, rate: float) -> None:
        due: asyncio.Queue[float | None] = asyncio.Queue()

        async def keep_on() -> None:
            at = await asyncio.open_connection("127.0.0.1", self.port)
            while (moment := await due.get()) is not None:
                await self.one(at, self.next(), moment)

        workers = [asyncio.create_task(keep_on()) for _ in range(connections)]
        begin = time.perf_counter()
        for n in range(int(seconds * rate)):
            moment = begin + n / rate
            if (left := moment - time.perf_counter()) > 0:
                await asyncio.sleep(left)
            due.put_nowait(moment)
        for _ in workers:
            due.put_nowait(None)
        await asyncio.gather(*workers)

    async def double(self, pairs: int, many: int) -> None:
        async def keep_on() -> None:
            two = [await asyncio.open_connection("127.0.0.1", self.port) for _ in range(2)]
            for _ in range(many):
                told = self.next()
                await asyncio.gather(*(self.one(at, told, time.perf_counter()) for at in two))

        await asyncio.gather(*(keep_on() for _ in range(pairs)))

    async def crowd(self, connections: int, each: int) -> None:
        """Everybody answers so many statements, by their leaning; the live map is looked at beside it."""
        due: asyncio.Queue[tuple[Client, str, str] | None] = asyncio.Queue()
        told = []
        for number, client in enumerate(self.world.clients):
            for statement in self.chance.sample(range(len(self.world.statements)), each):
                sure = (statement + number) % 3 == 0 if statement % 4 else True  # every fourth unites
                answer = "agree" if self.chance.random() < (0.9 if sure else 0.15) else "disagree"
                told.append((client, self.world.statements[statement], answer))
        self.chance.shuffle(told)
        for one in (*told, *[None] * connections):
            due.put_nowait(one)

        async def keep_on() -> None:
            at = await asyncio.open_connection("127.0.0.1", self.port)
            while (one := await due.get()) is not None:
                await self.one(at, one, time.perf_counter())

        workers = [asyncio.create_task(keep_on()) for _ in range(connections)]
        watcher = asyncio.create_task(self.watch(due, len(told)))
        await asyncio.gather(*workers)
        await watcher

    async def watch(self, due: asyncio.Queue[Any], whole: int) -> None:
        path = f"/en/{self.world.slug}/dialogues/{self.world.dialogue}/map/"
        begin, shown, ended, looks = time.perf_counter(), -1, 0.0, []
        while True:
            last, since = due.empty(), time.perf_counter()
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nConnection: close\r\n\r\n".encode())
            page = (await reader.read()).decode()
            writer.close()
            looks.append(time.perf_counter() - since)
            told = re.findall(r"([\d,]+)\s+people", re.sub(r"<[^>]+>", "", page))  # the whole, and each group
            people = max((int(one.replace(",", "")) for one in told if one.strip(",")), default=0)
            now = time.perf_counter() - begin
            if people != shown:
                done = whole - due.qsize()
                print(f"  after {now:5.1f} s: {done:,} of {whole:,} answers sent; the map tells of {people:,} people")
                print(f"    its page took {1000 * looks[-1]:.0f} ms", flush=True)
                shown = people
            ended = ended or (now if last else 0.0)
            if ended and (people == len(self.world.clients) or now - ended > PATIENCE):
                break
            await asyncio.sleep(1)
        took = sorted(looks)
        said = f"half within {1000 * took[len(took) // 2]:.0f} ms, the longest {1000 * took[-1]:.0f} ms"
        print(f"  looked at {len(took)} times: {said}")
        print(f"  {now - ended:.1f} s after the last answer it told of {shown:,} people", flush=True)

    def line(self, what: str, seconds: float, worked: float) -> str:
        took = sorted(self.took)

        def of(share: float) -> str:
            return f"{1000 * took[min(len(took) - 1, int(share * len(took)))]:.0f} ms" if took else "–"

        kept = self.statuses.get(200, 0)
        others = ", ".join(f"{n} × {one}" for one, n in sorted(self.statuses.items()) if one != 200) or "none"
        cpu = f"{1000 * worked / max(1, sum(self.statuses.values())):.1f} ms"
        return f"| {what} | {kept:,} | {kept / seconds:,.0f} | {of(0.5)} | {of(0.95)} | {of(0.99)} | {cpu} | {others} |"


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

    from mithaq.dialogues.models import Vote

    connection.close()
    with scopes_disabled():
        rows = list(Vote.objects.values_list("participant__uid", "statement__uid", "answer"))
    stands = {(who, about): answer for who, about, answer in rows}
    doubled = len(rows) - len(stands)
    lost, acknowledged = 0, 0
    for client in world.clients:
        for statement, answer in client.acknowledged.items():
            acknowledged += 1
            found = stands.get((client.participant, statement))
            if found not in (answer, client.under_way.get(statement, answer)):
                lost += 1
    told = {"acknowledged": acknowledged, "stored": len(rows), "lost": lost, "doubled": doubled}
    print(f"\n{when}: {json.dumps(told)}", flush=True)
    if lost or doubled:
        sys.exit("Answers were lost or doubled.")


if __name__ == "__main__":
    main()
