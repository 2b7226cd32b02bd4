"""Where people and statements stand on the map."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Any

import numpy as np

from mithaq.kernels.opinion import native
from mithaq.kernels.opinion.axes import Axes
from mithaq.kernels.opinion.model import Votes
from mithaq.kernels.opinion.votes import owners, voted

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


PART = 500_000  # votes a task
WIDTHS = (2, 4, 8)  # axes the library takes at once
WIDEST = WIDTHS[-1]


def project(votes: Votes, axes: Axes, left_out: frozenset[int] = frozenset()) -> Floats:
    """Points of all people (n, count), as Polis scales them: who voted on few statements is not drawn to the centre.

    p = sqrt(m / d) times the sum over votes of (v - mean) along the axes; d counts the person's votes on statements
    kept, plus every statement left out, as m does.
    """
    return spread(votes, left_out)[:, None] * sums(votes, axes, left_out)


def sums(votes: Votes, axes: Axes, left_out: frozenset[int] = frozenset()) -> Floats:
    """By person, the sum over their votes of (v - mean) along each axis (n, count), unscaled."""
    return added(votes, _steps(axes, left_out))


@singledispatch
def added(votes: Votes, steps: Floats) -> Floats:
    """By person, the sum over their votes of what a vote of -1, 0, +1 on each statement adds, `steps` (m, 3, count)."""
    n, count = len(votes.people), steps.shape[2]
    found = np.zeros((n, count))
    lib = native.library()
    if lib is not None and count:
        for first in range(0, count, WIDEST):
            some = steps[:, :, first : first + WIDEST]
            found[:, first : first + WIDEST] = _by_library(lib, votes, some)
        return found
    owner = owners(votes)
    for axis in range(count):
        found[:, axis] = np.bincount(owner, weights=steps[votes.columns, votes.values + 1, axis], minlength=n)
    return found


def _by_library(lib: Any, votes: Votes, steps: Floats) -> Floats:
    count, at = steps.shape[2], native.at
    width = next(width for width in WIDTHS if width >= count)
    wide = np.zeros((*steps.shape[:2], width))
    wide[:, :, :count] = steps
    found = np.empty((len(votes.people), count))
    given = (at(votes.starts), at(votes.columns), at(votes.values))
    parts = native.parts(votes.starts, PART)
    native.each(lambda part: lib.add_steps(*given, *part, at(wide), width, count, at(found)), parts)
    return found


def spread(votes: Votes, left_out: frozenset[int] = frozenset()) -> Floats:
    """By person, sqrt(m / max(d, 1)): see `project`."""
    return np.sqrt(len(votes.statements) / np.maximum(considered(votes, left_out) + len(left_out), 1))


@singledispatch
def considered(votes: Votes, left_out: frozenset[int]) -> npt.NDArray[np.int64]:
    """By person, the votes on statements kept."""
    if not left_out:
        return voted(votes)
    kept = np.ones(len(votes.statements), dtype=np.int8)
    kept[sorted(left_out)] = 0
    lib = native.library()
    if lib is not None:
        found = np.empty(len(votes.people), dtype=np.int64)
        given, parts = (native.at(votes.starts), native.at(votes.columns)), native.parts(votes.starts, PART)
        native.each(lambda part: lib.count_kept(*given, *part, native.at(kept), native.at(found)), parts)
        return found
    before = np.concatenate([np.zeros(1, np.int64), np.cumsum(kept[votes.columns], dtype=np.int64)])
    return before[votes.starts[1:]] - before[votes.starts[:-1]]


def statement_points(axes: Axes, answer: int = 1) -> Floats:
    """Where somebody would stand who voted on that statement only, and gave `answer` (m, count)."""
    m = len(axes.centre)
    return np.sqrt(m) * (answer - axes.centre)[:, None] * axes.vectors.T


def _steps(axes: Axes, left_out: frozenset[int]) -> Floats:
    """(m, 3, count): what a vote of -1, 0, +1 on each statement adds."""
    steps = (np.array([-1.0, 0.0, 1.0]) - axes.centre[:, None])[:, :, None] * axes.vectors.T[:, None, :]
    steps[sorted(left_out)] = 0
    return np.ascontiguousarray(steps)
