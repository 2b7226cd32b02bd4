"""Votes held by the workers of a Dask cluster, and how they are asked."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from mithaq.kernels.opinion import native
from mithaq.kernels.opinion.scale.parted import Answer, Work

REACH = 2.0  # seconds in which workers must have answered who are to be asked without the scheduler
TOGETHER = 8  # sums made of so many parts before they are sent on


class Slots:
    """The threads of a cluster, each named by its worker's address; work is done where what it needs lies."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.where = [where for where, threads in sorted(client.nthreads().items()) for _ in range(threads)]

    def do(self, slot: int, work: Work, *given: Any) -> Any:
        """What comes of the work, as soon as it does, at that place; if its worker is gone, elsewhere."""
        return self.client.submit(_alone, work, *given, workers=[self._at(slot)], allow_other_workers=True, pure=False)

    def _at(self, slot: int) -> str:
        where: str = self.where[slot % len(self.where)]
        return where

    def share(self, some: Any) -> Any:
        """Something every worker is to have, so that it is not lost with one of them."""
        return self.client.scatter(some, broadcast=True, hash=False, direct=self._reached)

    def have(self, futures: Sequence[Any]) -> list[Any]:
        """What came of it."""
        return list(self.client.gather(list(futures), direct=self._reached))

    @cached_property
    def _reached(self) -> bool:
        """Whether the workers themselves can be asked, not only the scheduler."""
        told: bool | None = self.client.direct_to_workers
        found: bool = self.client.sync(answer, self.client, sorted(set(self.where))) if told is None else told
        return found


class Held:
    """The parts, by slot, as those who ask for a map know them."""

    def __init__(self, slots: Slots, parts: Sequence[Any]) -> None:
        self.slots, self.parts = slots, list(parts)

    def ask(self, work: Work, *given: Sequence[Any]) -> Answer:
        asked = [
            self.slots.do(slot, work, part, *each)
            for slot, (part, *each) in enumerate(zip(self.parts, *given, strict=True))
        ]
        return _once(lambda: self.slots.have(asked))

    def ask_sum(self, work: Work) -> Answer:
        asked = [self.slots.do(slot, work, part) for slot, part in enumerate(self.parts)]
        while len(asked) > TOGETHER:
            several = [asked[first : first + TOGETHER] for first in range(0, len(asked), TOGETHER)]
            asked = [self.slots.do(place * TOGETHER, _sum, some) for place, some in enumerate(several)]
        return _once(lambda: _sum(self.slots.have(asked)))


async def answer(client: Any, workers: Sequence[str]) -> bool:
    """Whether every worker answers this machine, and soon."""
    try:
        await asyncio.wait_for(asyncio.gather(*(client.rpc(worker).identity() for worker in workers)), REACH)
    except (OSError, TimeoutError):
        return False
    return True


def _sum(several: Sequence[Any]) -> Any:
    whole = several[0]
    for one in several[1:]:
        whole = whole + one
    return whole


def _alone(work: Work, *given: Any) -> Any:
    """Work in one thread: the cluster has as many tasks as threads already."""
    with native.alone():
        return work(*given)


def _once(answer: Answer) -> Answer:
    had: list[Any] = []

    def asked() -> Any:
        if not had:
            had.append(answer())
        return had[0]

    return asked
