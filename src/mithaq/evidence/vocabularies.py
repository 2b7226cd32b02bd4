"""Sets of values that occur, by small numbers."""

from __future__ import annotations

import threading
from collections.abc import Iterable

import numpy as np

_NONE = np.empty(0, dtype=np.int64)


class Vocabulary:
    """Each set of values that occurs, by a small number. It only grows: copies of the columns share it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._values: dict[str, int] = {}
        self._pairs: list[tuple[int, int]] = []
        self._table: tuple[list[str], np.ndarray, np.ndarray, int] = ([], _NONE, _NONE, 0)
        self._lock = threading.Lock()

    def number(self, written: str) -> int:
        """The number of a set as the database writes it: `,1,16,`, one bare value, or nothing."""
        known = self._numbers.get(written)
        return self._add(written) if known is None else known

    def _add(self, written: str) -> int:
        with self._lock:
            if written not in self._numbers:
                fresh = len(self._numbers)
                for value in filter(None, written.split(",")):
                    self._pairs.append((fresh, self._values.setdefault(value, len(self._values))))
                self._numbers[written] = fresh
            return self._numbers[written]

    def table(self) -> tuple[list[str], np.ndarray, np.ndarray, int]:
        """The values, which set has which of them (two arrays of the same length), and how many sets there are."""
        if self._table[3] != len(self._numbers):
            with self._lock:
                pairs = np.array(self._pairs, dtype=np.int64).reshape(-1, 2)
                self._table = (list(self._values), pairs[:, 0], pairs[:, 1], len(self._numbers))
        return self._table

    def having(self, values: Iterable[str]) -> np.ndarray:
        """Which sets have at least one of these."""
        _, sets, members, count = self.table()
        wanted = [self._values[value] for value in values if value in self._values]
        has = np.zeros(count, dtype=bool)
        has[sets[np.isin(members, wanted)]] = True
        return has

    def empty(self) -> np.ndarray:
        """Which sets have nothing in them."""
        _, sets, _, count = self.table()
        none = np.ones(count, dtype=bool)
        none[sets] = False
        return none

    def counted(self, numbers: np.ndarray) -> dict[str, int]:
        """How often each value stands in these sets."""
        values, sets, members, count = self.table()
        if not len(values):
            return {}
        by_set = np.bincount(numbers, minlength=count)
        by_value = np.bincount(members, weights=by_set[sets], minlength=len(values))
        return {value: int(n) for value, n in zip(values, by_value, strict=False) if n}
