"""What would have become of the groups if some of the votes had not been cast.

A tenth of the votes is hidden, the people are placed anew and grouped anew, and what the groups foretell of the hidden
votes is compared with what was cast. Who votes what decides which votes are hidden, with the seed: neither ids nor the
order of arrival.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse

from mithaq.kernels.opinion import native
from mithaq.kernels.opinion.axes import Axes
from mithaq.kernels.opinion.model import Votes
from mithaq.kernels.opinion.placing import PRIOR, likeliest
from mithaq.kernels.opinion.projection import sums
from mithaq.kernels.opinion.tables import table, totals
from mithaq.kernels.opinion.votes import marks, mixed, owners, subset, voted

if TYPE_CHECKING:
    import numpy.typing as npt

    from mithaq.kernels.opinion.model import Floats, Ints

HIDDEN = 0.1  # of the votes
MOST_VOTES = 150_000  # of which resamples are drawn whole
SOME_VOTES = (50_000, 100_000)  # of more votes, those of so many people as cast EACH a statement, between these
EACH = 100
TIMES = 10  # that people are placed anew, at most


@dataclass(frozen=True, eq=False)
class Resample:
    """Sums along the axes (n, q) without the hidden votes; the votes `kept` and those `hidden`, of the same people, and
    of each how many agree and disagree by statement."""

    sums: Floats
    kept: Votes
    hidden: Votes
    learnt: Ints
    asked: Ints

    @property
    def voted(self) -> Ints:
        """By person, how many votes are kept."""
        return voted(self.kept)


def fingerprints(votes: Votes, seed: int) -> npt.NDArray[np.uint64]:
    """By person a number that hangs on their votes and the seed only; of equal rows the second has another than the
    first, and so on."""
    found = marks(votes, seed)
    order = np.argsort(found, kind="stable")
    first = np.ones(len(found), dtype=bool)
    first[1:] = found[order[1:]] != found[order[:-1]]
    places = np.arange(len(found))
    repeated = np.empty(len(found), dtype=np.uint64)
    repeated[order] = (places - np.maximum.accumulate(np.where(first, places, 0))).astype(np.uint64)
    return _mixed(found + repeated, seed)


def drawn(votes: Votes, placed: Ints, keys: npt.NDArray[np.uint64]) -> Ints:
    """The places of the people resamples are made of: all who are placed, or so many as cast SOME_VOTES."""
    few, many = SOME_VOTES
    cast = voted(votes)[placed]
    if cast.sum() <= MOST_VOTES:
        return placed
    order = np.argsort(keys[placed], kind="stable")
    return np.sort(placed[order[np.cumsum(cast[order]) <= min(max(few, EACH * len(votes.statements)), many)]])


class Sample:
    """Votes (on statements kept) of some people, from which resamples are drawn.

    `count` of the `found` axes are those on which people stand. Where the sample is everybody the axes are found anew
    in every resample, by one step of subspace iteration from those `found`, which should be some more than `count`.
    """

    def __init__(
        self,
        votes: Votes,
        people: Ints,
        out: frozenset[int],
        keys: npt.NDArray[np.uint64],
        found: Axes,
        count: int,
        *,
        moving: bool,
    ) -> None:
        self.votes = subset(votes, rows=people, columns=_kept(len(votes.statements), out) if out else None)
        self.asked = len(self.votes.statements)
        if out:
            stay = _kept(len(votes.statements), out)
            found = Axes(found.centre[stay], found.vectors[:, stay], found.strengths)
        self.people = people
        self.found, self.count, self.moving = found, count, moving
        self._keys = keys[people]
        self._totals = totals(self.votes)[:, :2]

    def resample(self, time: int, seed: int) -> Resample:
        """The one of that number: other votes are hidden in each."""
        kept, hidden = _parted(self.votes, _mixed(self._keys, seed + 1 + time), seed)
        asked = np.ascontiguousarray(totals(hidden)[:, :2])
        return Resample(self._sums(kept), kept, hidden, self._totals - asked, asked)

    def _sums(self, votes: Votes) -> Floats:
        if not self.moving:
            return sums(votes, Axes(self.found.centre, self.found.vectors[: self.count], self.found.strengths))
        m, columns = len(votes.statements), votes.columns
        cast = np.bincount(columns, minlength=m)
        centre = np.bincount(columns, weights=votes.values, minlength=m) / np.maximum(cast, 1)
        less = votes.values - centre[columns]
        centred = scipy.sparse.csr_array((less, columns, votes.starts), shape=(len(votes.people), m))
        basis, _ = np.linalg.qr(centred.T @ (centred @ self.found.vectors.T))
        found = centred @ basis
        _, turn = np.linalg.eigh(found.T @ found)
        turn = turn[:, ::-1][:, : self.count]
        turned = np.einsum("ij,ij->j", basis @ turn, self.found.vectors[: self.count].T)
        placed: Floats = found @ (turn * np.where(turned < 0, -1.0, 1.0))
        return placed

    def placed(
        self, labels: npt.NDArray[np.int32], k: int, votes: Votes | None = None
    ) -> tuple[npt.NDArray[np.int32], Ints]:
        """The labels (of who has one) by what the groups say (placing.py), until nobody moves, and the answers of the
        groups by which they were last placed; of all votes, or of those of a resample."""
        votes = votes or self.votes
        for _ in range(TIMES):
            sizes = np.bincount(labels[labels >= 0], minlength=k)
            counts = table(votes, labels, k)
            again = likeliest(votes, counts, sizes, labels)
            if np.array_equal(again, labels):
                break
            labels = again
        return labels, counts

    def whole(self, counts: Ints, statements: int, out: frozenset[int]) -> Ints:
        """Counts of the statements kept, with zeros for those left out."""
        found = np.zeros((len(counts), statements, counts.shape[2]), dtype=np.int64)
        found[:, _kept(statements, out)] = counts
        return found


def surprise(of: Resample, labels: npt.NDArray[np.int32] | None, k: int) -> float:
    """The mean log-loss of agreement and disagreement among the hidden votes, told by the rates of the groups.

    A group's rate has the rate of everybody as PRIOR votes in it; who is in no group (without labels: all) is told by
    that of everybody.
    """
    count = int(of.asked.sum())
    if not count:
        return 0.0
    lib = native.library()
    if labels is not None and lib is not None:
        m, at = len(of.learnt), native.at
        told, asked = np.empty((k + 1, m, 2)), np.empty((k + 1, m, 2), dtype=np.int64)
        kept, hidden = table(of.kept, labels, k), table(of.hidden, labels, k)
        lib.tell_hidden(at(kept), at(hidden), k, m, at(of.learnt), at(of.asked), PRIOR, at(told), at(asked))
    else:
        told, asked = _told(of, labels, k)
    return float(-(asked * np.log(told)).sum() / count)


def _told(of: Resample, labels: npt.NDArray[np.int32] | None, k: int) -> tuple[Floats, Ints]:
    """By group (the last: of who is in none) and statement, what agreement and disagreement are told by, 1 where none
    is asked; and how many are."""
    everybody = (of.learnt[:, :1] + 1) / (of.learnt.sum(axis=1, keepdims=True) + 2)
    rates, asked = everybody[None], of.asked[None]
    if labels is not None:
        by_group, of_group = (table(votes, labels, k)[:, :, :2] for votes in (of.kept, of.hidden))
        own = (by_group[:, :, :1] + PRIOR * everybody) / (by_group.sum(axis=2, keepdims=True) + PRIOR)
        rates = np.concatenate([own, rates])
        asked = np.concatenate([of_group, asked - of_group.sum(axis=0)])
    return np.where(asked > 0, np.concatenate([rates, 1 - rates], axis=2), 1.0), asked


def _parted(votes: Votes, keys: npt.NDArray[np.uint64], seed: int) -> tuple[Votes, Votes]:
    """The votes kept and those hidden, of the same people, who each have a key by which it is decided."""
    limit, n = int(HIDDEN * 2**64), len(votes.people)
    lib = native.library()
    if lib is not None:
        at, starts = native.at, np.empty((2, n + 1), dtype=np.int64)
        columns, values = np.empty((2, votes.cast + 1), dtype=np.int32), np.empty((2, votes.cast + 1), dtype=np.int8)
        given = (at(votes.starts), at(votes.columns), at(votes.values), n, at(keys), _more(seed), limit)
        apart = lib.part_votes(*given, *(at(one[side]) for side in (0, 1) for one in (starts, columns, values)))
        sizes = enumerate((votes.cast - apart, apart))
        rows = [(starts[side], columns[side, :size].copy(), values[side, :size].copy()) for side, size in sizes]
    else:
        gone = _mixed(keys[owners(votes)] ^ votes.columns.astype(np.uint64), seed) < np.uint64(limit)
        rows = []
        for some in (~gone, gone):
            before = np.concatenate([np.zeros(1, np.int64), np.cumsum(some, dtype=np.int64)])
            rows.append((before[votes.starts], votes.columns[some], votes.values[some]))
    kept, hidden = (Votes(votes.people, votes.statements, *row) for row in rows)
    return kept, hidden


def _kept(statements: int, out: frozenset[int]) -> npt.NDArray[np.bool_]:
    kept = np.ones(statements, dtype=bool)
    kept[sorted(out)] = False
    return kept


def _mixed(numbers: npt.NDArray[np.uint64], seed: int) -> npt.NDArray[np.uint64]:
    """Numbers without any order left in them, each its own."""
    return mixed(numbers + np.uint64(_more(seed)))


def _more(seed: int) -> int:
    return (seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) % 2**64
