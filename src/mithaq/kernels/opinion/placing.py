"""Who is in which group by what they said, rather than by where they stand: the group whose answers tell theirs best.

A point of the plane sums a person's votes up; where groups differ clearly a few votes are enough to tell them, also of
somebody whose point is still near the middle. The size of a group speaks first: who has said nothing that tells groups
apart is in the largest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mithaq.kernels.opinion import native
from mithaq.kernels.opinion.projection import WIDEST, WIDTHS, added

if TYPE_CHECKING:
    import numpy.typing as npt

    from mithaq.kernels.opinion.model import Floats, Ints, Votes

PRIOR = 10.0  # answers as of everybody, added to those of a group


def likelihoods(votes: Votes, counts: Ints, sizes: Ints, left_out: frozenset[int] = frozenset()) -> Floats:
    """By person and group (n, k), the logarithm of how likely their votes are of one of the group, and of its size.

    `counts` (k, m, 3) are the answers of the groups, in the order of ANSWERS.
    """
    return added(votes, steps(counts, left_out)) + np.log(np.maximum(sizes, 1))


def likeliest(votes: Votes, counts: Ints, sizes: Ints, labels: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """By person (of who has a label) the likeliest group, of equally likely ones the first."""
    k, lib = len(sizes), native.library()
    if lib is None or k > WIDEST:
        found = np.argmax(likelihoods(votes, counts, sizes), axis=1)
        return np.where(labels >= 0, found, -1).astype(np.int32)
    width, at = next(width for width in WIDTHS if width >= k), native.at
    wide, counts = np.empty((len(votes.statements), 3, width)), np.ascontiguousarray(counts)
    lib.rate_answers(at(counts), k, len(votes.statements), PRIOR, width, at(wide))
    np.log(wide, out=wide)
    again, more = np.empty(len(votes.people), dtype=np.int32), np.log(np.maximum(sizes, 1))
    labels = np.ascontiguousarray(labels, np.int32)
    given = (at(votes.starts), at(votes.columns), at(votes.values), len(votes.people), at(wide), width, k)
    lib.likeliest(*given, at(more), at(labels), at(again))
    return again


def steps(counts: Ints, left_out: frozenset[int] = frozenset()) -> Floats:
    """(m, 3, k): what a vote of -1, 0, +1 on each statement adds to the logarithm."""
    everybody = counts.sum(axis=0)
    usual = (everybody + 1) / (everybody.sum(axis=1, keepdims=True) + 3)
    rates = (counts + PRIOR * usual) / (counts.sum(axis=2, keepdims=True) + PRIOR)
    found = np.log(rates[:, :, [1, 2, 0]]).transpose(1, 2, 0)
    found[sorted(left_out)] = 0
    return np.ascontiguousarray(found)
