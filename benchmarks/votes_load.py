"""What the simulated people of `votes.py` send: many browsers on some connections that are kept."""

from __future__ import annotations

import asyncio
import random
import re
import time
from typing import Any
from urllib.parse import urlencode

from votes_world import Client, World

ANSWERS = {"agree": 1, "disagree": -1, "pass": 0}
PATIENCE = 30  # seconds: maps are drawn ten apart, so the last answers are in one by then


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
