"""Coding many passages on all cores of the machine; the answers are those of one core, in the same order."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor

from mithaq.kernels.text import coder
from mithaq.kernels.text.model import Coded

ALONE = 2_000      # up to so many passages one process is done before a second has started
CHUNK = 250

Item = tuple[str, str, str]
Progress = Callable[[int, int], None]


def code_all(
    items: Iterable[Item], *, workers: int | None = None, progress: Progress | None = None
) -> tuple[Coded, ...]:
    """What the coder suggests for each `(lang, text, kind)`, in the order given.

    `workers` counts processes (all usable cores unless told; 1 never starts another). `progress(done, total)` is
    called from this process, first with 0. A process that may have no children (a worker of a pool) does it alone.
    """
    items = list(items)
    chunks = [items[i : i + CHUNK] for i in range(0, len(items), CHUNK)]
    count = min(workers or cores(), len(chunks))
    tell = progress or _silent
    tell(0, len(items))
    if len(items) <= ALONE or count < 2 or multiprocessing.current_process().daemon:
        return _gathered(map(_code, chunks), len(items), tell)
    with ProcessPoolExecutor(count, mp_context=_context(), initializer=_warm) as pool:
        return _gathered(pool.map(_code, chunks), len(items), tell)


def cores() -> int:
    """The cores this process may use, which on a shared machine are fewer than it has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _gathered(chunks: Iterable[Sequence[Coded]], total: int, tell: Progress) -> tuple[Coded, ...]:
    found: list[Coded] = []
    for chunk in chunks:
        found.extend(chunk)
        tell(len(found), total)
    return tuple(found)


def _code(chunk: Sequence[Item]) -> list[Coded]:
    return list(coder.code(chunk))


def _warm() -> None:
    """Load the coder's tables of each language before the first chunk arrives."""
    _code([(lang, "2024", "paragraph") for lang in ("ar", "en", "fr")])


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


def _context() -> multiprocessing.context.BaseContext:
    """Never a plain fork: a server with threads would copy their locks."""
    ways = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
