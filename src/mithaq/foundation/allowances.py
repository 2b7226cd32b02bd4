"""How often somebody may do something: so many times at once, and that many again in so long.

Counted in the memory of one process, so that nothing of it is kept: with several, each counts by itself. An address
is known only as a digest under a key that no process tells another and that changes every day.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import math
import secrets
import threading
from collections.abc import Hashable
from datetime import datetime, timedelta

MOST_KEYS = 50_000


class Allowance:
    """`most` at once, and that many again in `each`: it fills up evenly."""

    def __init__(self, most: int, each: timedelta) -> None:
        self.most, self.each = most, each
        self._left: dict[Hashable, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def takes(self, key: Hashable, *, at: datetime) -> bool:
        """Whether once more is within what is allowed; it is then counted."""
        now = at.timestamp()
        with self._lock:
            left = self._now(key, now)
            if left < 1.0:
                return False
            if len(self._left) >= MOST_KEYS and key not in self._left:
                self._forget_the_idle(now)
            self._left[key] = (left - 1.0, now)
            return True

    def left(self, key: Hashable, *, at: datetime) -> int:
        """How often more it may be done at this moment."""
        with self._lock:
            return int(self._now(key, at.timestamp()))

    def wait(self, key: Hashable, *, at: datetime) -> int:
        """Seconds until it may be done again, at least one."""
        with self._lock:
            missing = 1.0 - self._now(key, at.timestamp())
        return max(1, math.ceil(missing * self.each.total_seconds() / self.most))

    def forget(self) -> None:
        with self._lock:
            self._left.clear()

    def _now(self, key: Hashable, now: float) -> float:
        left, when = self._left.get(key, (float(self.most), now))
        return min(float(self.most), left + max(0.0, now - when) * self.most / self.each.total_seconds())

    def _forget_the_idle(self, now: float) -> None:
        """Who could do everything again is as good as not known; if all are busy, everybody begins anew."""
        self._left = {key: held for key, held in self._left.items() if self._now(key, now) < self.most}
        if len(self._left) >= MOST_KEYS:
            self._left.clear()


class _Addresses:
    def __init__(self) -> None:
        self._of_the_day = ("", b"")
        self._lock = threading.Lock()

    def digest(self, address: str, *, at: datetime) -> str:
        day = at.date().isoformat()
        with self._lock:
            if day != self._of_the_day[0]:
                self._of_the_day = (day, secrets.token_bytes(32))
            _, key = self._of_the_day
        return hmac.new(key, _network(address).encode(), hashlib.sha256).hexdigest()


def _network(address: str) -> str:
    """Of the sixth version the half that whoever has an address was given: the other half is theirs to choose."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    return str(known.ipv4_mapped or ipaddress.ip_network((known, 64), strict=False))


_ADDRESSES = _Addresses()


def of_address(address: str, *, at: datetime) -> str:
    return _ADDRESSES.digest(address, at=at)
