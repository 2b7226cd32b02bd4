"""What people are (category, country, language): many people, few names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

import numpy as np


class Coded(Sequence[str]):
    """What each person is, as a number of a name. Reads as the texts meant; "" (not told) is -1.

    Names ascend and each is somebody's, however they were given, so equal facets are equal numbers.
    """

    def __init__(self, codes: Any, names: Sequence[str]) -> None:
        given = np.asarray(codes)
        if given.size and (given.min() < -1 or given.max() >= len(names)):
            raise ValueError(f"a code outside -1..{len(names) - 1}")
        used = np.bincount(given[given >= 0], minlength=len(names)) > 0
        self.names = tuple(sorted({name for name, is_used in zip(names, used, strict=True) if is_used and name}))
        place = {name: number for number, name in enumerate(self.names)}
        number = np.array([place.get(name, -1) for name in names] + [-1], dtype=np.int32)
        self.codes = number[given] if given.size else np.zeros(0, dtype=np.int32)

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return Coded(self.codes[place], self.names)
        code = int(self.codes[place])
        return self.names[code] if code >= 0 else ""


def coded(values: Sequence[str]) -> Coded:
    """The values of a facet as numbers of their sorted names; not told ("") is -1."""
    if isinstance(values, Coded):
        return values
    names = sorted({*values} - {""})
    number = {name: place for place, name in enumerate(names)} | {"": -1}
    return Coded(np.fromiter(map(number.__getitem__, values), dtype=np.int32, count=len(values)), names)
