"""What was found out about a word once is looked up ever after, at the speed of a plain dictionary."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(dict[K, V]):
    """Ask with `known[key]`; `of` is asked the first time. Full, it forgets everything and begins again.

    A cache that counts who was asked last costs more than the answer when every word of every passage is asked.
    """

    MOST = 200_000

    @abstractmethod
    def of(self, key: K) -> V:
        """The answer for a key that was not asked before."""

    def __missing__(self, key: K) -> V:
        if len(self) >= self.MOST:
            self.clear()
        value = self[key] = self.of(key)
        return value
