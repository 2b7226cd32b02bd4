"""What the axes need to know of the votes, in whole numbers that add up: over people, over parts, over machines.

With V the votes (+1, -1, 0; nothing where none was cast) and O where one was cast, V'V, O'V and O'O tell for every pair
of statements how the same people voted on both. The imputed, centred matrix of Polis need never be made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce, singledispatch
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from mithaq.kernels.opinion import native
from mithaq.kernels.opinion.model import Votes

if TYPE_CHECKING:
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

ROWS = 32_767  # rows whose counts fit the library's words
BATCH = 4096  # heavy rows taken together there
WORK = 20_000_000  # pairs a task
SQUARES = 32  # rows of the square of pairs made at once
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


@singledispatch
def moments(votes: Votes) -> Moments:
    """The co-vote counts of all votes."""
    lib = native.library()
    return _by_library(lib, votes) if lib is not None else _by_blocks(votes)


def _by_blocks(votes: Votes) -> Moments:
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


def _by_library(lib: Any, votes: Votes) -> Moments:
    """Light rows pair by pair, heavy rows a bit a person."""
    m = len(votes.statements)
    whole = np.zeros((4, m, m), dtype=np.int64)  # upper triangles of V'V, O'V, V'O, O'O
    limit = max(8, m * lib.heavy_share() // 100)
    _light(lib, votes, limit, whole)
    _heavy(lib, votes, limit, whole)
    lib.mirror_pairs(m, native.at(whole))
    return Moments(len(votes.people), whole[0], whole[1], whole[3])


def _light(lib: Any, votes: Votes, limit: int, whole: Whole) -> None:
    m, at = len(votes.statements), native.at
    length = np.diff(votes.starts)
    length[length >= limit] = 0
    work = np.concatenate([np.zeros(1, np.int64), np.cumsum(length * length)])
    given = (at(votes.starts), at(votes.columns), at(votes.values))
    tasks = native.parts(work, WORK, ROWS)
    pending, lock = iter(tasks), Lock()

    def take(_: int) -> None:
        pairs, rows = np.zeros(m * (m + 1) // 2, dtype=np.uint64), 0
        while True:
            with lock:
                task = next(pending, None)
            size = 0 if task is None else task[1] - task[0]
            if task is None or rows + size > ROWS:
                with lock:
                    lib.flush_pairs(m, at(pairs), at(whole))
                rows = 0
            if task is None:
                return
            rows += size
            native.done(lib.pair_votes(*given, *task, m, limit, at(pairs)))

    native.each(take, range(min(native.threads(), len(tasks))))


def _heavy(lib: Any, votes: Votes, limit: int, whole: Whole) -> None:
    m, at = len(votes.statements), native.at
    rows = np.flatnonzero(np.diff(votes.starts) >= limit)
    if not len(rows):
        return
    bits = np.empty((m, 3, BATCH // 64), dtype=np.uint64)
    # statement i has m - i pairs: shares of equal work, several a thread
    cuts = np.unique((m * (1 - np.sqrt(1 - np.linspace(0, 1, 4 * native.threads() + 1)))).astype(np.int64))
    shares = [(int(first), int(last)) for first, last in pairwise(cuts)]
    for begin in range(0, len(rows), BATCH):
        some = rows[begin : begin + BATCH]
        bits[:] = 0
        native.each(
            lambda part, some=some: lib.heavy_bits(  # type: ignore[misc]
                at(votes.starts), at(votes.columns), at(votes.values), at(some), *part, at(bits)
            ),
            [(first, min(first + 2048, len(some))) for first in range(0, len(some), 2048)],
        )
        native.each(
            lambda part, some=some: lib.heavy_pairs(at(bits), len(some), m, *part, at(whole)),  # type: ignore[misc]
            shares,
        )


def nothing(statements: int) -> Moments:
    """The moments of nobody."""
    return Moments(0, *(np.zeros((statements, statements), dtype=np.int64) for _ in range(3)))


def merged(parts: Iterable[Moments]) -> Moments:
    """The moments of all parts together; in whatever order, the same."""
    return reduce(Moments.__add__, parts)


def covariance(of: Moments, left_out: frozenset[int] = frozenset()) -> Floats:
    """Z'Z of the votes less their statement's mean, missing ones at the mean; rows and columns left out are zero."""
    mean = of.centre
    if left_out:
        mean[sorted(left_out)] = 0
    m, lib = len(mean), native.library()
    found: Floats = np.empty((m, m))
    if lib is not None:
        lib.covary(m, *map(native.at, (of.vv, of.ov, of.oo, mean, found)))
    else:
        for first in range(0, m, SQUARES):  # what is between stays near
            some = slice(first, first + SQUARES)
            own = mean[some, None]
            np.add(of.ov[some] * own, (of.ov[:, some] * mean[:, None]).T, out=found[some])
            np.subtract(of.vv[some], found[some], out=found[some])
            found[some] += of.oo[some] * (own * mean)
    if left_out:
        places = sorted(left_out)
        found[places, :] = 0
        found[:, places] = 0
    return found
