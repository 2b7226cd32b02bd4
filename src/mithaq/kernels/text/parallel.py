"""Coding many passages on all cores of the machine; the answers are those of one core, in the same order."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor

from mithaq.kernels.text import coder
from mithaq.kernels.text.model import Coded

ALONE = 4_000  # up to so many passages one process is done before a second has loaded its tables
CHUNK = 250

Item = tuple[str, str, str]
Progress = Callable[[int, int], None]


def code_all(
    items: Iterable[Item], *, workers: int | None = None, progress: Progress | None = None
) -> tuple[Coded, ...]:
    """What the coder suggests for each `(lang, text, kind)`, in the order given.

    `workers` counts processes, this one included (all usable cores unless told; 1 never starts another).
    `progress(done, total)` is called from this process, first with 0. A process that was itself started as a worker
    does it alone: its siblings have the other cores, and some workers may have no children. When a worker dies, what
    it had is coded here.
    """
    items = list(items)
    chunks = [items[i : i + CHUNK] for i in range(0, len(items), CHUNK)]
    count = min(workers or cores(), len(chunks))
    tell = progress or _silent
    tell(0, len(items))
    if len(items) <= ALONE or count < 2 or multiprocessing.parent_process() is not None:
        return _gathered(chunks, [Future() for _ in chunks], tell)
    pool = ProcessPoolExecutor(count - 1, mp_context=_context(), initializer=_warm)
    try:
        return _gathered(chunks, _given(pool, chunks), tell)
    finally:
        pool.shutdown(cancel_futures=True)


def cores() -> int:
    """The cores this process may use, which on a shared machine are fewer than it has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _given(pool: ProcessPoolExecutor, chunks: Sequence[Sequence[Item]]) -> list[Future[list[Coded]]]:
    """Every chunk offered to the pool, the last one first: this process begins with the first and meets the others."""
    given: list[Future[list[Coded]]] = [Future() for _ in chunks]
    for place in reversed(range(len(chunks))):
        try:
            given[place] = pool.submit(_code, chunks[place])
        except (BrokenExecutor, OSError):  # no process could be started, or it is dead already
            break
    return given


def _gathered(
    chunks: Sequence[Sequence[Item]], given: Sequence[Future[list[Coded]]], tell: Progress
) -> tuple[Coded, ...]:
    """The answers in order; a chunk that nobody has begun is coded here."""
    found: list[Coded] = []
    total = sum(map(len, chunks))
    for place, (chunk, future) in enumerate(zip(chunks, given, strict=True), 1):
        found.extend(_code(chunk) if future.cancel() else _answer(future, chunk))
        elsewhere = zip(chunks[place:], given[place:], strict=True)
        tell(len(found) + sum(len(c) for c, f in elsewhere if f.done() and not f.cancelled()), total)
    return tuple(found)


def _answer(future: Future[list[Coded]], chunk: Sequence[Item]) -> list[Coded]:
    try:
        return future.result()
    except BrokenExecutor:
        return _code(chunk)


def _code(chunk: Sequence[Item]) -> list[Coded]:
    return list(coder.code(chunk))


def _warm() -> None:
    """Load the coder's tables of each language before the first chunk arrives, and take them as given for ever."""
    _code([(lang, "2024", "paragraph") for lang in ("ar", "en", "fr")])
    gc.freeze()  # a worker only codes; walking the tables again and again would cost it a fifth of its time


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


def _context() -> multiprocessing.context.BaseContext:
    """Never a plain fork: a server with threads would copy their locks and its connections to the database."""
    ways = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
