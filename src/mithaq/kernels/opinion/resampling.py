"""What would have become of the groups if some of the votes had not been cast.

A tenth of the votes is hidden, the people are placed anew and grouped anew, and what the groups foretell of the hidden
votes is compared with what was cast. Who votes what decides which votes are hidden, with the seed: neither ids nor the
order of arrival.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse

from mithaq.kernels.opinion.axes import Axes
from mithaq.kernels.opinion.model import Votes
from mithaq.kernels.opinion.placing import PRIOR, likelihoods
from mithaq.kernels.opinion.tables import table, totals
from mithaq.kernels.opinion.votes import marks, owners, subset, voted

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
    """Sums along the axes (n, q) and number of votes (n) without the hidden votes, and which votes were `kept`."""

    sums: Floats
    voted: Ints
    kept: npt.NDArray[np.bool_]


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
        self.owner = owners(self.votes)
        self._keys = keys[people]
        self._totals = totals(self.votes)[:, :2]
        self._of: dict[int, tuple[npt.NDArray[np.bool_], Votes, Ints]] = {}

    def resamples(self, times: int, seed: int) -> Iterator[Resample]:
        columns = self.votes.columns.astype(np.uint64)
        limit = np.uint64(int(HIDDEN * 2**64))
        for time in range(times):
            of_person = _mixed(self._keys, seed + 1 + time)
            yield self._without(_mixed(of_person[self.owner] ^ columns, seed) >= limit)

    def _without(self, kept: npt.NDArray[np.bool_]) -> Resample:
        votes, m = self.votes, len(self.votes.statements)
        columns = votes.columns
        cast = np.bincount(columns[kept], minlength=m)
        centre = self.found.centre
        if self.moving:
            centre = np.bincount(columns, weights=votes.values * kept, minlength=m) / np.maximum(cast, 1)
        less = np.where(kept, votes.values - centre[columns], 0.0)
        centred = scipy.sparse.csr_array((less, columns, votes.starts), shape=(len(votes.people), m))
        if self.moving:
            basis, _ = np.linalg.qr(centred.T @ (centred @ self.found.vectors.T))
            sums = centred @ basis
            _, turn = np.linalg.eigh(sums.T @ sums)
            turn = turn[:, ::-1][:, : self.count]
            turned = np.einsum("ij,ij->j", basis @ turn, self.found.vectors[: self.count].T)
            sums = sums @ (turn * np.where(turned < 0, -1.0, 1.0))
        else:
            sums = centred @ self.found.vectors[: self.count].T
        return Resample(sums, np.bincount(self.owner[kept], minlength=len(votes.people)), kept)

    def surprise(self, labels: npt.NDArray[np.int32], k: int, kept: npt.NDArray[np.bool_]) -> float:
        """The mean log-loss of agreement and disagreement among the hidden votes, told by the rates of the groups.

        A group's rate has the rate of everybody as PRIOR votes in it; who is in no group is told by that of everybody.
        """
        hidden, of_hidden = self._hidden(kept)
        learnt = self._totals - of_hidden
        everybody = (learnt[:, :1] + 1) / (learnt.sum(axis=1, keepdims=True) + 2)
        asked = table(hidden, labels, k)[:, :, :2]
        by_group = table(self.votes, labels, k)[:, :, :2] - asked
        rates = (by_group[:, :, :1] + PRIOR * everybody) / (by_group.sum(axis=2, keepdims=True) + PRIOR)
        rates = np.concatenate([rates, everybody[None]])  # the last: of who is in no group
        asked = np.concatenate([asked, (of_hidden - asked.sum(axis=0))[None]])
        told = np.concatenate([rates, 1 - rates], axis=2)
        count = int(asked.sum())
        return float(-(asked * np.log(np.where(asked > 0, told, 1.0))).sum() / count) if count else 0.0

    def placed(
        self, labels: npt.NDArray[np.int32], k: int, kept: npt.NDArray[np.bool_] | None = None
    ) -> tuple[npt.NDArray[np.int32], Ints]:
        """The labels (of who has one) by what the groups say (placing.py), until nobody moves, and the answers of the
        groups by which they were last placed; of all votes, or of those `kept`."""
        inside = labels >= 0
        for _ in range(TIMES):
            sizes = np.bincount(labels[inside], minlength=k)
            counts = table(self.votes, labels, k)
            if kept is None:
                likely = likelihoods(self.votes, counts, sizes)
            else:
                hidden, _ = self._hidden(kept)
                counts = counts - table(hidden, labels, k)
                likely = likelihoods(self.votes, counts, sizes) - likelihoods(hidden, counts, np.ones_like(sizes))
            again = np.where(inside, np.argmax(likely, axis=1), -1).astype(np.int32)
            if np.array_equal(again, labels):
                break
            labels = again
        return labels, counts

    def whole(self, counts: Ints, statements: int, out: frozenset[int]) -> Ints:
        """Counts of the statements kept, with zeros for those left out."""
        found = np.zeros((len(counts), statements, counts.shape[2]), dtype=np.int64)
        found[:, _kept(statements, out)] = counts
        return found

    def _hidden(self, kept: npt.NDArray[np.bool_]) -> tuple[Votes, Ints]:
        """The hidden votes, and how many agree and disagree by statement; each resample is asked about many times."""
        known = self._of.get(id(kept))
        if known is None or known[0] is not kept:
            votes, apart = self.votes, ~kept
            before = np.concatenate([np.zeros(1, np.int64), np.cumsum(apart, dtype=np.int64)])
            hidden = Votes(
                votes.people, votes.statements, before[votes.starts], votes.columns[apart], votes.values[apart]
            )
            known = self._of[id(kept)] = (kept, hidden, totals(hidden)[:, :2])
        return known[1], known[2]


def _kept(statements: int, out: frozenset[int]) -> npt.NDArray[np.bool_]:
    kept = np.ones(statements, dtype=bool)
    kept[sorted(out)] = False
    return kept


def _mixed(numbers: npt.NDArray[np.uint64], seed: int) -> npt.NDArray[np.uint64]:
    """Numbers without any order left in them, each its own (the finisher of splitmix64)."""
    mixed = numbers + np.uint64((seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) % 2**64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
