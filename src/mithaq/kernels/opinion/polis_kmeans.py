"""Polis' two-level k-means: at most a hundred base clusters of people, then two to five groups of base clusters.

Everything here starts cold and is a function of its input alone: the same points in the same order give the same
clusters, bit for bit. Polis starts from its last tick instead, and so depends on who voted when.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mithaq.kernels.opinion.nearest import gathered, nearest

if TYPE_CHECKING:
    import numpy.typing as npt

    from mithaq.kernels.opinion.model import Floats, Ints
    from mithaq.kernels.opinion.nearest import Labels

BASES = 100  # base clusters at most
BASE_STEPS = 101  # Polis counts from 100 down to 0
MOST_GROUPS = 5
GROUP_STEPS = 21  # a misspelt key makes it 20 down to 0 instead of 100: kept, the published groups have it
PER_GROUP = 12  # one more group may be tried for every dozen of base clusters
STILL = 0.01  # centres that moved less than this have come to rest


@dataclass(frozen=True, eq=False)
class Clusters:
    """Points in clusters: of each point its cluster's number, of each cluster its centre. None is empty."""

    labels: Labels
    centres: Floats

    @property
    def sizes(self) -> Ints:
        return np.bincount(self.labels, minlength=len(self.centres)).astype(np.int64)


@dataclass(frozen=True, eq=False)
class Grouping:
    """Base clusters in groups: the group of each base cluster, the centres, and how well each k tried stands apart."""

    labels: Labels
    centres: Floats
    silhouettes: dict[int, float]

    @property
    def k(self) -> int:
        return len(self.centres)

    @property
    def silhouette(self) -> float:
        return max(self.silhouettes.values(), default=0.0)


def polis_bases(points: npt.ArrayLike, most: int = BASES) -> Clusters:
    """The base clusters of people at `points`, in the order given: the first `most` distinct points begin."""
    return kmeans(np.asarray(points, dtype=np.float64).reshape(-1, 2), None, most, BASE_STEPS)


def polis_groups(centres: npt.ArrayLike, weights: npt.ArrayLike, most: int = MOST_GROUPS) -> Grouping:
    """The groups of base clusters that stand apart best; `weights` are how many people each base cluster has.

    Of equally good numbers of groups the largest is taken. Where there is but one distinct centre there is one group,
    where there is none there is no group. Refused (ValueError): weights that are not above zero, one a centre.
    """
    places = np.asarray(centres, dtype=np.float64).reshape(-1, 2)
    masses = np.asarray(weights, dtype=np.float64)
    if masses.shape != (len(places),) or not (masses > 0.0).all():
        raise ValueError(f"{len(places)} centres need as many weights above zero")
    best, silhouettes = kmeans(places, masses, 1, 1), dict[int, float]()
    between = distances(places)
    for k in range(2, min(most, 2 + len(places) // PER_GROUP) + 1):
        tried = kmeans(places, masses, k, GROUP_STEPS)
        if len(tried.centres) < 2:
            break
        silhouettes[k] = silhouette(between, tried.labels)
        if silhouettes[k] >= max(silhouettes.values()):
            best = tried
    return Grouping(labels=best.labels, centres=best.centres, silhouettes=silhouettes)


def kmeans(points: Floats, weights: Floats | None, k: int, steps: int) -> Clusters:
    """At most `k` clusters: each point to the nearest centre (of equally near ones the last), empty ones dropped, the
    centre moved to the weighted mean, until all centres rest or `steps` are used up."""
    centres = first_distinct(points, k)
    labels = np.zeros(len(points), dtype=np.int32)
    for _ in range(steps if len(points) else 0):
        labels = (len(centres) - 1 - nearest(points, centres[::-1])).astype(np.int32)
        sums, masses = gathered(points, labels, len(centres), weights)
        held = masses > 0.0
        if not held.all():
            labels = (np.cumsum(held, dtype=np.int32) - 1)[labels].astype(np.int32)
        old, centres = centres, sums[held] / masses[held, None]
        if resting(old, centres):
            break
    return Clusters(labels=labels, centres=centres)


def first_distinct(points: Floats, k: int) -> Floats:
    """The first `k` points that differ from those before them."""
    looked = 4 * k
    while True:  # seldom past the first few
        _, first = np.unique(points[:looked], axis=0, return_index=True)
        if len(first) >= k or looked >= len(points):
            return points[np.sort(first)[:k]].astype(np.float64)
        looked *= 4


def resting(old: Floats, new: Floats) -> bool:
    """Whether the centres, both in ascending order, have moved less than `STILL`; those one too many are not asked."""
    both = min(len(old), len(new))
    a, b = (each[np.lexsort((each[:, 1], each[:, 0]))][:both] for each in (old, new))
    return bool((np.hypot(a[:, 0] - b[:, 0], a[:, 1] - b[:, 1]) < STILL).all())


def distances(points: Floats) -> Floats:
    """How far every point is from every other."""
    return np.hypot(points[:, 0, None] - points[:, 0], points[:, 1, None] - points[:, 1])


def silhouette(between: Floats, labels: Labels) -> float:
    """How well clusters stand apart, -1 to 1: the mean over points, unweighted; one alone in its cluster counts 0."""
    member = labels[:, None] == np.arange(labels.max() + 1)
    sizes = member.sum(axis=0)
    sums = between @ member
    own = np.take_along_axis(sums, labels[:, None], 1)[:, 0] / np.maximum(sizes[labels] - 1, 1)
    other = np.where(member, np.inf, sums / sizes).min(axis=1)
    wider = np.maximum(own, other)
    told = (sizes[labels] > 1) & (wider > 0.0)
    return float(np.where(told, (other - own) / np.where(told, wider, 1.0), 0.0).mean())
