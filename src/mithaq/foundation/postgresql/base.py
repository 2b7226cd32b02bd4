"""What a request costs the server is kept small: its common questions are prepared, and whether a kept connection
still stands is seen on this machine, without a question before each request.

A server that went away, or that ended the connection, has said so on it; then, and every few seconds, it is asked.
"""

from __future__ import annotations

import select
import time
from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Cursor

SURE = 5.0  # seconds for which an answer of the server holds, if it has said nothing since


class DatabaseWrapper(base.DatabaseWrapper):
    asked_at: float | None = None  # time.monotonic(), when the server last answered that it is there

    def is_usable(self) -> bool:
        lately = self.asked_at is not None and time.monotonic() - self.asked_at < SURE
        if lately and not self.errors_occurred and self._is_silent():
            return True
        self.asked_at = None
        usable = bool(super().is_usable())
        if usable:
            self.asked_at = time.monotonic()
        return usable

    def connect(self) -> None:
        self.asked_at = None
        super().connect()

    def prepared(self, question: str, asked: Sequence[Any]) -> Cursor[Any]:
        """The same question is planned once on each connection; `prepare_threshold` None: each time."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        self.validate_no_broken_transaction()
        with self.wrap_database_errors:
            return Cursor(self.connection).execute(question, asked, prepare=True)

    def _is_silent(self) -> bool:
        """Nothing waits to be read: neither the end of the connection nor a message that it will end."""
        if self.connection is None or self.connection.closed or not hasattr(select, "poll"):
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0)
