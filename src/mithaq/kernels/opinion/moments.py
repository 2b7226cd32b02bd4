"""What the axes need to know of the votes, in whole numbers that add up: over people, over parts, over machines.

With V the votes (+1, -1, 0; nothing where none was cast) and O where one was cast, V'V, O'V and O'O tell for every pair
of statements how the same people voted on both. The imputed, centred matrix of Polis need never be made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from mithaq.kernels.opinion.model import Votes

if TYPE_CHECKING:
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

BLOCK = 4096  # rows multiplied at once: sums of whole numbers below 2^24 are exact in float32


@dataclass(frozen=True, eq=False)
class Moments:
    """Co-vote counts of some people on m statements; `a + b` is that of both, exactly.

    `vv[i, j]` sums v_i v_j, `ov[i, j]` sums v_j over those who voted on i, `oo[i, j]` counts those who voted on both.
    """

    people: int
    vv: Whole
    ov: Whole
    oo: Whole

    @property
    def statements(self) -> int:
        return len(self.oo)

    @property
    def cast(self) -> Whole:
        """Votes by statement."""
        return self.oo.diagonal()

    @property
    def agreed(self) -> Whole:
        return (self.vv.diagonal() + self.ov.diagonal()) // 2

    @property
    def disagreed(self) -> Whole:
        return (self.vv.diagonal() - self.ov.diagonal()) // 2

    @property
    def centre(self) -> Floats:
        """The mean vote by statement; 0 where there is none."""
        return self.ov.diagonal() / np.maximum(self.cast, 1)

    def __add__(self, other: Moments) -> Moments:
        return Moments(self.people + other.people, self.vv + other.vv, self.ov + other.ov, self.oo + other.oo)

    def same_as(self, other: Moments) -> bool:
        return self.people == other.people and all(
            np.array_equal(one, two) for one, two in ((self.vv, other.vv), (self.ov, other.ov), (self.oo, other.oo))
        )


def moments(votes: Votes) -> Moments:
    """The co-vote counts of all votes."""
    m = len(votes.statements)
    vv, ov, oo = (np.zeros((m, m), dtype=np.int64) for _ in range(3))
    for first in range(0, len(votes.people), BLOCK):
        starts = votes.starts[first : first + BLOCK + 1]
        begin, end = starts[0], starts[-1]
        if begin == end:
            continue
        rows = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        columns = votes.columns[begin:end]
        value, cast = (np.zeros((len(starts) - 1, m), dtype=np.float32) for _ in range(2))
        value[rows, columns] = votes.values[begin:end]
        cast[rows, columns] = 1
        vv += (value.T @ value).astype(np.int64)
        ov += (cast.T @ value).astype(np.int64)
        oo += (cast.T @ cast).astype(np.int64)
    return Moments(len(votes.people), vv, ov, oo)


def nothing(statements: int) -> Moments:
    """The moments of nobody."""
    return Moments(0, *(np.zeros((statements, statements), dtype=np.int64) for _ in range(3)))


def merged(parts: Iterable[Moments]) -> Moments:
    """The moments of all parts together; in whatever order, the same."""
    return reduce(Moments.__add__, parts)


def covariance(of: Moments, left_out: frozenset[int] = frozenset()) -> Floats:
    """Z'Z of the votes less their statement's mean, missing ones at the mean; rows and columns left out are zero."""
    mean = of.centre
    cross = of.ov * mean[:, None]
    found: Floats = of.vv - cross - cross.T
    found += (mean[:, None] * of.oo) * mean
    if left_out:
        places = sorted(left_out)
        found[places, :] = 0
        found[:, places] = 0
    return (found + found.T) / 2
