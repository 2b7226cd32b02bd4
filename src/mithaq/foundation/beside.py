"""Work that nobody waits for, done beside the requests by one thread of this process.

It is for work of which the database itself tells that it is due: what is lost when the process ends is found due again
by whoever asks next, in whichever process. What has to be done once it was asked for is a job (jobs.py).

    beside.soon(("dialogues.draw", dialogue.pk), keep_up)       # keep_up(at): None, or when to look again

In tests nothing is done unless they ask for it (settings.BESIDE).
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils.timezone import now

Work = Callable[[datetime], timedelta | None]
REST = 10.0  # seconds between two times of the same work, at least
SHARE = 5  # and so many times as long as it took: it never takes more than a sixth of a processor
log = logging.getLogger("mithaq.beside")


class Beside:
    """One thread, begun with the first work. The same work asked for many times while it waits is done once."""

    def __init__(self, *, rest: float = REST) -> None:
        self._rest = rest
        self._waiting: dict[Hashable, Work] = {}
        self._rests: dict[Hashable, float] = {}  # until when, of what was done lately
        self._turn = threading.Condition()
        self._thread: threading.Thread | None = None

    def soon(self, key: Hashable, work: Work) -> None:
        """Do it when its rest is over; asked for while it is done, once more after that."""
        with self._turn:
            if key in self._waiting:
                return
            self._waiting[key] = work
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._go, name="beside", daemon=True)
                self._thread.start()
            self._turn.notify()

    def _go(self) -> None:
        while True:
            key, work = self._next()
            began, again = time.monotonic(), None
            try:
                again = work(now())
            except Exception:  # work that fails must not end the others; it is due still
                log.exception("Work beside the requests (%s) failed.", key)
            finally:
                connection.close()
            with self._turn:
                ended = time.monotonic()
                rest = self._rest if again is None else again.total_seconds()
                self._rests[key] = ended + max(rest, SHARE * (ended - began))
                if again is not None:
                    self._waiting.setdefault(key, work)

    def _next(self) -> tuple[Hashable, Work]:
        """What is due first, once it is."""
        with self._turn:
            while True:
                moment = time.monotonic()
                self._rests = {key: until for key, until in self._rests.items() if until > moment}
                first = min(self._waiting, key=lambda key: self._rests.get(key, 0.0), default=None)
                if first is not None and first not in self._rests:
                    return first, self._waiting.pop(first)
                self._turn.wait(None if first is None else self._rests[first] - moment)


_BESIDE = Beside()


def soon(key: Hashable, work: Work) -> None:
    """Ask for `work(at)`; whoever asks waits for nothing."""
    if settings.BESIDE:
        _BESIDE.soon(key, work)
