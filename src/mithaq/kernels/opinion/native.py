"""The loops of loops/*.c, where they could be compiled: the same results as the numpy way, sooner.

`build()` compiles it once (start.py does, at install; it takes a second or two) and keeps it in the environment's own
folder, under a name made of the source, the compiler's words and the processor's abilities, so that another machine
with the same folder never loads it; nor is it loaded where others could have put it there. Nothing compiles at run
time: where there is no library, `library()` is None.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

SOURCES = sorted(Path(__file__).with_name("loops").glob("*.[ch]"))
FACE = 2  # what mithaq_face() of a library that fits says
WORDS = ("-std=gnu99", "-O3", "-ffp-contract=off", "-fPIC", "-shared", "-fvisibility=hidden")
WAYS = (("-march=native", "-mprefer-vector-width=512"), ("-march=native",), ())  # the first that compiles
TIME = 120  # seconds a compiler may take

Result = TypeVar("Result")
Task = TypeVar("Task")

_HERE = threading.local()  # whether this thread is one of the pool
_FOUND: list[Any] = []  # the library, once its file was there
_OFF: list[str] = []  # why the library is not used though it may be there: see `without`


class without:  # noqa: N801 - reads as a sentence: with without("a test"):
    """Use the numpy way inside, to compare."""

    def __init__(self, why: str) -> None:
        self.why = why

    def __enter__(self) -> None:
        _OFF.append(self.why)

    def __exit__(self, *_: object) -> None:
        _OFF.remove(self.why)


def library() -> Any:
    """The compiled loops, or None where there are none (yet)."""
    if _OFF:
        return None
    if not _FOUND and _path().is_file():
        _FOUND.append(_loaded())
    return _FOUND[0] if _FOUND else None


def build() -> bool:
    """Compile where that is still to be done, or what is there cannot be loaded; whether there is a library now.

    Silent without a compiler, or where nothing can be written. Several may do it at once: each in a folder of its own.
    """
    target = _path()
    if target.is_file() and _loaded() is not None:
        return True
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if compiler is None:
        return False
    sources = [str(one) for one in SOURCES if one.suffix == ".c"]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix="making-") as folder:
            made = Path(folder) / target.name
            for way in WAYS:
                if _succeeds([compiler, *WORDS, *way, *sources, "-o", str(made)]) and made.is_file():
                    made.chmod(0o755)
                    made.replace(target)
                    break
    except (OSError, subprocess.TimeoutExpired):
        return False
    _loaded.cache_clear()
    _FOUND.clear()
    return target.is_file() and _loaded() is not None


def _succeeds(command: Sequence[str]) -> bool:
    """Whether the compiler does it in time; else it is ended with all it has started."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as running:  # noqa: S603 - our own words
        try:
            return running.wait(TIME) == 0
        except BaseException:
            with suppress(OSError):
                os.killpg(running.pid, signal.SIGKILL)
            raise


def _ours(path: Path) -> bool:
    """Whether nobody could have put this file there who could not change the code of this environment anyway."""
    if not hasattr(os, "geteuid"):
        return True
    owners = {0, os.geteuid(), Path(sys.prefix).stat().st_uid}
    found = [one.stat() for one in (path, path.parent)]
    return all(one.st_uid in owners and not one.st_mode & stat.S_IWOTH for one in found)


@contextmanager
def alone() -> Iterator[None]:
    """Work inside in this thread only: somebody else has shared the processors out already."""
    before, _HERE.working = getattr(_HERE, "working", False), True
    try:
        yield
    finally:
        _HERE.working = before


def threads() -> int:
    """How many may work at once: the processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), 32)
    return min(os.cpu_count() or 1, 32)


def each(work: Callable[[Task], Result], tasks: Sequence[Task]) -> list[Result]:
    """The results of all tasks, in order; several at once where there are several processors.

    Work that itself asks for each does so alone: the threads are taken already.
    """
    if len(tasks) <= 1 or threads() <= 1 or getattr(_HERE, "working", False):
        return [work(task) for task in tasks]

    def worked(task: Task) -> Result:
        _HERE.working = True
        return work(task)

    return list(_pool(os.getpid()).map(worked, tasks))


@cache
def _pool(process: int) -> ThreadPoolExecutor:
    """Threads of this process: those of the process it was forked from are not there."""
    return ThreadPoolExecutor(threads(), thread_name_prefix=f"mithaq-opinion-{process}")


def parts(starts: Any, votes: int, rows: int = 1 << 62) -> list[tuple[int, int]]:
    """Cuts rows into parts of some `votes` votes and at most `rows` rows."""
    n, cast = len(starts) - 1, int(starts[-1])
    cuts = {0, n, *np.searchsorted(starts, np.arange(votes, cast, votes)).tolist()}
    cuts.update(range(0, n, rows) if rows < n else ())
    ordered = sorted(cuts)
    return [(first, last) for first, last in pairwise(ordered) if first < last]


def at(array: Any) -> int:
    """Where an array lies, for a call. It must be contiguous, and held by a name until the call is over."""
    if not array.flags.c_contiguous:
        raise ValueError("an array handed to the library must be contiguous")
    place: int = array.__array_interface__["data"][0]
    return place


def done(answer: int) -> None:
    """Raise what a call reports: -1 is that it got no memory."""
    if answer < 0:
        raise MemoryError


@cache
def _loaded() -> Any:
    try:
        if not _ours(_path()):
            return None
        found = ctypes.CDLL(str(_path()))
        if found.mithaq_face() != FACE:
            return None
        _tell(found, _FACES)
    except (OSError, AttributeError):
        return None
    return found


@cache
def _path() -> Path:
    abilities = ""
    information = Path("/proc/cpuinfo")
    if information.is_file():
        lines = information.read_text(errors="replace").splitlines()
        abilities = next((line for line in lines if line.startswith(("flags", "Features"))), "")
    whole = (platform.system(), platform.machine(), platform.processor(), abilities, WORDS, WAYS, FACE)
    read = [(one.name, one.read_bytes()) for one in SOURCES]
    key = hashlib.sha256(repr((read, whole)).encode()).hexdigest()[:20]
    return Path(sys.prefix) / "share" / "mithaq" / f"opinion-{key}.so"


P, N, D = ctypes.c_void_p, ctypes.c_int64, ctypes.c_double
_FACES: dict[str, tuple[Any, Iterable[Any]]] = {
    "count_rows": (None, (P, N, N, P)),
    "scatter_rows": (None, (P, P, P, N, N, P, P)),
    "order_rows": (ctypes.c_int32, (P, N, N, P, N, P)),
    "unpack_rows": (None, (P, P, N, N, P, P, P)),
    "count_blocks": (None, (P, N, P)),
    "block_votes": (ctypes.c_int32, (P, P, P, N, P, P, P)),
    "see_people": (None, (P, N, P)),
    "block_rows": (N, (P, P, N, N, N, P, N, P, P, P)),
    "mark_rows": (None, (P, P, P, N, N, ctypes.c_uint64, P)),
    "count_kept": (None, (P, P, N, N, P, P)),
    "pair_votes": (ctypes.c_int32, (P, P, P, N, N, N, N, P)),
    "flush_pairs": (None, (N, P, P)),
    "heavy_bits": (None, (P, P, P, P, N, N, P)),
    "heavy_pairs": (None, (P, N, N, N, N, P)),
    "mirror_pairs": (None, (N, P)),
    "heavy_share": (ctypes.c_int32, ()),
    "covary": (None, (N, P, P, P, P, P)),
    "add_rows": (None, (P, N, P, P)),
    "add_steps": (None, (P, P, P, N, N, P, N, N, P)),
    "grid_candidates": (None, (P, N, D, D, D, D, N, P, P)),
    "nearest_centre": (None, (P, N, N, P, N, D, D, D, D, N, P, P, P)),
    "gather_points": (None, (P, P, P, N, N, P)),
    "best_start": (ctypes.c_int32, (P, P, N, N, N, N, P, P, D, N, N, N, P, P, P)),
    "count_cells": (None, (P, P, P, N, N, N, P, N, P, P)),
    "flush_cells": (None, (P, N, P)),
    "count_table": (ctypes.c_int32, (P, P, P, N, N, P, N, P)),
    "part_votes": (N, (P, P, P, N, P, ctypes.c_uint64, ctypes.c_uint64, P, P, P, P, P, P)),
    "tell_hidden": (None, (P, P, N, N, P, P, D, P, P)),
    "rate_answers": (None, (P, N, N, D, N, P)),
    "likeliest": (None, (P, P, P, N, P, N, N, P, P, P)),
    "count_lines": (N, (P, N, N)),
    "read_lines": (N, (P, N, N, N, N, N, N, N, P, P, P, P)),
}


def _tell(found: Any, faces: dict[str, tuple[Any, Iterable[Any]]]) -> None:
    for name, (answer, takes) in faces.items():
        function = getattr(found, name)
        function.restype, function.argtypes = answer, list(takes)


if __name__ == "__main__":
    sys.exit(0 if build() else 1)
