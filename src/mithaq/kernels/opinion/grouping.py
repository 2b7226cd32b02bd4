"""How many groups there are: as many as stay when some votes are missing, and tell something about votes not seen.

The people are parted in two; of what comes of it in every resample (resampling.py) is asked how far the groups agree
with those of all votes, and by how much they tell the hidden votes better than the whole does. If two do not hold, more
at once are tried, up to the limit; then the groups are parted further, one at a time, as long as what comes of it holds
and tells clearly more. So the groups of a map with one more group are mostly those of the map with one less, and the
few who think alike and unlike all others are found within the group they would be swallowed by. Last, everybody is
placed by what they said (placing.py) rather than by where they stand, if that tells clearly more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from mithaq.kernels.opinion import native
from mithaq.kernels.opinion.clustering import Cells, agreement, clustered, index, pairs
from mithaq.kernels.opinion.resampling import surprise

if TYPE_CHECKING:
    import numpy.typing as npt

    from mithaq.kernels.opinion.model import Floats, Ints
    from mithaq.kernels.opinion.resampling import Resample, Sample

    Labels = npt.NDArray[np.int32]

Given = TypeVar("Given")
Done = TypeVar("Done")
SHARE, FEWEST = 0.03, 3  # of those placed, and people: no group is smaller
STARTS, STARTS_AGAIN = 12, 4  # of k-means; in a resample
HOLDS = 0.8  # agreement with the groups of resamples from which groups hold
APART = 0.1  # more agreement than two groups have, for which more at once are taken
TOGETHER = 0.6  # chance that two of a group parted off are together again, from which it holds
MORE, SURELY = 0.035, 0.95  # log-loss a vote of the smaller part that parting must tell more, in how many resamples
CLEARLY, LESS = 0.12, 0.06  # by which share placing by what people say must tell more; how much less it may hold
FEW = 2  # resamples looked at between two looks at whether it can still do
AS_MUCH = 0.97  # of what more groups tell, from which fewer, all placed by what they say, are enough


@dataclass(frozen=True, eq=False)
class Again:
    """A resample: where those stand who are placed in it (`who`, by place in the sample)."""

    resample: Resample
    cells: Cells
    who: Ints
    alone: float  # the surprise of the hidden votes told by the rates of everybody

    def of_people(self, labels: Labels, people: int) -> Labels:
        found = np.full(people, -1, dtype=np.int32)
        found[self.who] = labels[self.cells.of]
        return found


@dataclass(frozen=True, eq=False)
class Grouping:
    """Groups by cell, those of every resample by its cells (numbered alike), and what comes of it."""

    k: int
    labels: Labels
    again: tuple[Labels, ...]
    agreements: Floats
    gains: Floats
    holds: Floats
    said: Ints | None = None  # where people are placed by what they say: the answers of the groups (placing.py)
    sizes: Ints | None = None
    as_many: float = 1.0  # the share of resamples that by themselves would have led to as many groups

    @cached_property
    def agreement(self) -> float:
        return float(self.agreements.mean())

    @cached_property
    def gain(self) -> float:
        return float(self.gains.mean())


class Search:
    """Groupings of the cells of who is placed; `inside` are the cells of the people of the sample."""

    def __init__(self, cells: Cells, inside: Ints, sample: Sample, again: Sequence[Again], seed: int) -> None:
        self.cells, self.inside, self.sample, self.again, self.seed = cells, inside, sample, again, seed
        self.people = len(inside)

    def best(self, most: int) -> Grouping | None:
        """The grouping of at most so many groups; None where there are none that tell anything."""
        begun = self.begun(most)
        if begun is None:
            return None
        path, refused = [begun], []
        while path[-1].k < most and path[-1].agreement >= HOLDS - APART:
            found = path[-1]
            more = self.parted(found)
            better = [one for one in more if self.is_better(one, found)]
            if not better:
                refused = more
                break
            path.append(max(better, key=lambda one: one.gain))
        placed = native.each(lambda one: self.sample.placed(one.labels[self.inside], one.k), path)
        found_said = (self.said(one, path[-1], *each) for one, each in zip(path, placed, strict=True))
        said = {place: new for place, new in enumerate(found_said) if new is not None}
        if not said:
            return replace(path[-1], as_many=self._as_many(path, refused))
        top = max(one.gain for one in said.values())
        place = next(place for place, one in said.items() if one.gain >= AS_MUCH * top)
        return replace(said[place], as_many=self._as_many(path[: place + 1], ()))

    def _as_many(self, path: Sequence[Grouping], refused: Sequence[Grouping]) -> float:
        """In how many of the resamples the same steps would have been taken, and no other, by its own figures alone."""
        same = path[0].gains > 0
        for than, one in pairwise(path):
            same &= self._step(one, than)
        for one in refused:
            same &= ~self._step(one, path[-1])
        return float(same.mean())

    def _step(self, one: Grouping, than: Grouping) -> npt.NDArray[np.bool_]:
        return (one.agreements >= HOLDS) & (one.gains - than.gains >= MORE * self._smaller(one, than))

    def _smaller(self, one: Grouping, than: Grouping) -> float:
        """The share of people in the smaller of the two parts of the group that was parted."""
        sizes = np.bincount(one.labels, weights=self.cells.weights, minlength=one.k)
        old = than.labels[one.labels == than.k][0]
        return float(min(sizes[old], sizes[than.k]) / sizes.sum())

    def said(self, found: Grouping, last: Grouping, labels: Labels, counts: Ints) -> Grouping | None:
        """The same groups with everybody placed by what they say (`labels`, by these `counts` of answers), if that
        holds about as well, and tells clearly more than they do and than the `last` ones."""
        sizes = np.bincount(labels, minlength=found.k)
        if sizes.min() < max(FEWEST, SHARE * len(labels)):
            return None
        needed, times = max(HOLDS, found.agreement - LESS), len(self.again)

        def told(one: Again, each: Labels) -> tuple[float, float, Floats]:
            after = self.sample.placed(one.of_people(each, self.people), found.k, one.resample.kept)[0]
            return self._told(found.k, one, labels, after)

        def may_do(seen: Sequence[tuple[float, float, Floats]]) -> bool:
            less = sum(gain <= before for (_, gain, _), before in zip(seen, found.gains, strict=False))
            return _may_reach(needed, [each for each, _, _ in seen], times) and (times - less) / times >= SURELY

        seen = self._while(told, found.again, may_do)
        if seen is None:
            return None
        new = _summed(found.k, found.labels, found.again, seen)
        more = new.gains - found.gains
        holds = new.agreement >= needed
        tells = new.gain >= (1 + CLEARLY) * max(found.gain, last.gain) and (more > 0).mean() >= SURELY
        return replace(new, said=counts, sizes=sizes) if holds and tells else None

    def is_better(self, one: Grouping, than: Grouping) -> bool:
        """Whether a group parted further holds, and tells clearly more of those it concerns, few as they may be."""
        new = than.k
        old = int(than.labels[one.labels == new][0])
        more = one.gains - than.gains
        holds = one.agreement >= HOLDS and min(one.holds[old], one.holds[new]) >= TOGETHER
        return bool(holds and more.mean() >= MORE * self._smaller(one, than) and (more > 0).mean() >= SURELY)

    def begun(self, most: int) -> Grouping | None:
        """Two groups; or more at once, where two do not hold and more do, clearly better."""
        two = self.together(2) if most >= 2 else None
        if two is not None and two.gain > 0 and two.agreement >= HOLDS:
            return two
        telling = two is not None and two.gain > 0
        needed = max(HOLDS, two.agreement + APART) if two is not None and telling else HOLDS
        for k in range(3, most + 1):
            one = self.together(k, needed)
            if one is not None and one.gain > 0:
                return one
        return two if telling else None

    def together(self, k: int, needed: float | None = None) -> Grouping | None:
        """k groups by k-means; None where they agree less than `needed` with those of resamples."""
        whole = clustered(self.cells, k, least(self.cells), starts=STARTS, seed=self.seed)
        if whole is None:
            return None
        before, times = whole.labels[self.inside], len(self.again)

        def anew(one: Again, warm: Floats) -> tuple[Labels, float]:
            found = clustered(one.cells, k, least(one.cells), starts=STARTS_AGAIN, seed=self.seed, warm=warm)
            new = np.zeros(len(one.cells.points), np.int32) if found is None else found.labels
            return new, agreement(before, one.of_people(new, self.people))

        def may_do(seen: Sequence[tuple[Labels, float]]) -> bool:
            return needed is None or _may_reach(needed, [each for _, each in seen], times)

        seen = self._while(anew, [whole.centres] * times, may_do)
        if seen is None or (needed is not None and np.mean([each for _, each in seen]) < needed):
            return None
        return self._weighed(
            k,
            whole.labels,
            lambda one, new: self._alike(whole.labels, one, new, np.arange(k)),
            [new for new, _ in seen],
        )

    def parted(self, found: Grouping) -> list[Grouping]:
        """The groupings with one of its groups in two, where it is not too small."""

        def in_two(group: int) -> tuple[Labels, Floats] | None:
            return self._in_two(self.cells, found.labels, group, found.k, STARTS, None)

        wholes = native.each(in_two, range(found.k))
        return [self._parted(found, group, *whole) for group, whole in enumerate(wholes) if whole is not None]

    def _parted(self, found: Grouping, group: int, labels: Labels, centres: Floats) -> Grouping:
        def anew(one: Again, before: Labels) -> Labels:
            parts = self._in_two(one.cells, before, group, found.k, STARTS_AGAIN, centres)
            return before if parts is None else self._alike(labels, one, parts[0], np.array([group, found.k]))

        return self._weighed(found.k + 1, labels, anew, found.again)

    def _each(self, work: Callable[[Again, Given], Done], given: Sequence[Given]) -> list[Done]:
        """What is made of every resample and what is given for it, several at once."""
        return native.each(lambda at: work(self.again[at], given[at]), range(len(self.again)))

    def _while(
        self,
        work: Callable[[Again, Given], Done],
        given: Sequence[Given],
        may_do: Callable[[Sequence[Done]], bool],
    ) -> list[Done] | None:
        """The same, a few resamples after the other; None as soon as what is seen says that it cannot do any more."""
        seen: list[Done] = []
        some = max(FEW, native.threads())
        for first in range(0, len(self.again), some):
            places = range(first, min(first + some, len(self.again)))
            seen += native.each(lambda at: work(self.again[at], given[at]), places)
            if not may_do(seen):
                return None
        return seen

    def _in_two(
        self, cells: Cells, labels: Labels, group: int, new: int, starts: int, warm: Floats | None
    ) -> tuple[Labels, Floats] | None:
        inside = np.flatnonzero(labels == group)
        some = Cells(cells.points[inside], cells.weights[inside], inside)
        two = clustered(some, 2, least(cells), starts=starts, seed=self.seed, warm=warm)
        if two is None:
            return None
        labels = labels.copy()
        labels[inside[two.labels == 1]] = new
        return labels, two.centres

    def _alike(self, labels: Labels, one: Again, again: Labels, numbers: Ints) -> Labels:
        """`again` with those `numbers` given so that most people keep theirs."""
        size = int(numbers.max()) + 1
        shared = _table(labels[self.inside], one.of_people(again, self.people), size)[np.ix_(numbers, numbers)]
        named = np.arange(size, dtype=np.int32)
        named[numbers[_matched(shared)]] = numbers
        return named[again]

    def _weighed(
        self, k: int, labels: Labels, make: Callable[[Again, Labels], Labels], given: Sequence[Labels]
    ) -> Grouping:
        """The grouping with what is made of every resample and what is given for it."""
        before = labels[self.inside]

        def told(one: Again, each: Labels) -> tuple[Labels, tuple[float, float, Floats]]:
            new = make(one, each)
            return new, self._told(k, one, before, one.of_people(new, self.people))

        found = self._each(told, given)
        return _summed(k, labels, [new for new, _ in found], [each for _, each in found])

    def _told(self, k: int, one: Again, before: Labels, after: Labels) -> tuple[float, float, Floats]:
        """Of the groups of a resample: how far they agree with those of all votes, what they gain, how each holds."""
        gain = one.alone - surprise(one.resample, after, k)
        shared = _table(before, after, k)
        return index(shared), gain, _staying(shared)


def _summed(k: int, labels: Labels, again: Sequence[Labels], told: Sequence[tuple[float, float, Floats]]) -> Grouping:
    return Grouping(
        k,
        labels,
        tuple(again),
        np.array([each for each, _, _ in told]),
        np.array([each for _, each, _ in told]),
        np.mean([each for _, _, each in told], axis=0),
    )


def _may_reach(needed: float, agreements: Sequence[float], times: int) -> bool:
    """Whether the mean of so many agreements, of which these are known, may be as much as needed: none passes 1."""
    return sum(agreements) + (times - len(agreements)) >= needed * times - 1e-9


def least(cells: Cells) -> int:
    """The fewest people a group may have."""
    return max(FEWEST, int(np.ceil(SHARE * cells.weights.sum())))


def _matched(shared: Ints) -> Ints:
    """By row of a square table the column, each once, so that the sum is the largest; of equal sums of two rows that
    in which the first has more."""
    if len(shared) == 2:
        (a, b), (c, d) = shared.tolist()
        return np.array([1, 0] if (b + c, b) > (a + d, a) else [0, 1])
    from scipy.optimize import linear_sum_assignment  # inline: takes a tenth of a second, and is seldom needed

    return linear_sum_assignment(-shared)[1]


def _table(one: Labels, two: Labels, k: int) -> Ints:
    shared = pairs(one, two)
    found = np.zeros((k, k), dtype=np.int64)
    found[: shared.shape[0], : shared.shape[1]] = shared
    return found


def _staying(shared: Ints) -> Floats:
    """By group, how many of its pairs (of those placed again) are together again; 1 of a group of fewer than two."""
    whole = shared.sum(axis=1)
    together = (shared * (shared - 1)).sum(axis=1)
    found: Floats = np.where(whole > 1, together / np.maximum(whole * (whole - 1), 1), 1.0)
    return found
