"""Many who write small things to SQLite at once, in several processes, take turns, and each is woken when it is theirs.

SQLite has one writer at a time; the others look again after pauses of up to a tenth of a second, and whoever happens to
look at the right moment is next. Here they stand in a row before they ask it.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.db import connection, transaction

try:
    import fcntl
except ImportError:  # not on every system: there SQLite's own way has to do
    fcntl = None  # type: ignore[assignment]


LONGEST_PAUSE = 0.5  # seconds
_HERE = threading.Lock()  # of one process, one thread stands in the row


@contextmanager
def to_write() -> Iterator[None]:
    """Held as short as a transaction, around it. Nothing but for SQLite in a file; nor within a transaction: another
    could have the turn and wait for the database that is held here.
    """
    name = str(connection.settings_dict["NAME"])
    if fcntl is None or connection.vendor != "sqlite" or not Path(name).is_absolute() or connection.in_atomic_block:
        yield
        return
    with _HERE:
        handle = _file(os.getpid(), f"{name}.turn")
        fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def a_part() -> Iterator[None]:
    """A part of a long write, in a transaction of its own; after it the database is left to others as long as it took,
    for who does not stand in the row finds it free only by looking. Within a transaction there are no parts.
    """
    if connection.in_atomic_block or connection.vendor != "sqlite":
        with transaction.atomic():
            yield
        return
    with to_write():
        begun = time.monotonic()
        with transaction.atomic():
            yield
        took = time.monotonic() - begun
    time.sleep(min(took, LONGEST_PAUSE))


@cache
def _file(process: int, name: str) -> int:
    """Opened once by each process: what is opened before a process is divided would be held by both halves."""
    return os.open(name, os.O_RDWR | os.O_CREAT, 0o600)
