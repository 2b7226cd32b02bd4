"""Groups of points: k-means from several starts, no group of a few, the same whatever the order of the points.

Points are gathered into cells in ascending order first (equal points are one cell; very many points share the cells of
a grid), so nobody's place in a row can decide, not even through the order in which sums are rounded. Chance is seeded.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from mithaq.kernels.opinion.kmeans import best_start

if TYPE_CHECKING:
    import numpy.typing as npt

    from mithaq.kernels.opinion.model import Floats, Ints

    Labels = npt.NDArray[np.int32]

MOST_CELLS, MOST_AGAIN = 2048, 1024  # of twice as many points, cells are those of a grid; in a resample
MOST_SEEN = 512  # cells of which the silhouette is told: of more, every second, third or fourth
DENSE = 1 << 20  # places of a grid that are counted rather than sorted
ASIDE = 8  # times that a few far from all others are set aside, at most


@dataclass(frozen=True, eq=False)
class Cells:
    """Points in ascending order (c, q), how many people each stands for, and the cell of each person."""

    points: Floats
    weights: Floats
    of: Ints


@dataclass(frozen=True, eq=False)
class Clusters:
    """By cell its cluster, the centres (k, q), and how far the cells lie from them (weighted sum of squares)."""

    labels: Labels
    centres: Floats
    spread: float

    @property
    def k(self) -> int:
        return len(self.centres)


def cells(points: Floats, most: int = MOST_CELLS) -> Cells:
    """The cells of some points: the points themselves, or of more than twice as many as `most` those of a grid."""
    if len(points) <= 2 * most:
        return _apart(points)
    low, high = np.quantile(points, (0.002, 0.998), axis=0)
    width = np.maximum(high - low, np.finfo(np.float64).tiny)
    fine = 256
    while True:
        place = np.clip(((points - low) * (fine / width)).astype(np.int64), 0, fine - 1)
        key = place[:, 0]
        for axis in range(1, points.shape[1]):
            key = key * fine + place[:, axis]
        names, of, counts = _occupied(key, fine ** points.shape[1])
        if len(names) <= most:
            break
        fine = fine * 3 // 4
    places = np.stack([names // fine**axis % fine for axis in reversed(range(points.shape[1]))], axis=1)
    return Cells(low + (places + 0.5) * (width / fine), counts.astype(np.float64), of.reshape(-1))


def _apart(points: Floats) -> Cells:
    """Every point a cell; equal ones are one."""
    order = np.argsort(points[:, 0])
    sorted_ = points[order]
    if (sorted_[1:, 0] == sorted_[:-1, 0]).any():  # seldom: sorting by one axis is much sooner done
        order = np.lexsort(points.T[::-1])
        sorted_ = points[order]
    first = np.ones(len(points), dtype=bool)
    first[1:] = (sorted_[1:] != sorted_[:-1]).any(axis=1)
    of = np.empty(len(points), dtype=np.int64)
    of[order] = np.cumsum(first) - 1
    begins = np.flatnonzero(first)
    return Cells(sorted_[begins], np.diff(begins, append=len(points)).astype(np.float64), of)


def _occupied(key: Ints, size: int) -> tuple[Ints, Ints, Ints]:
    """Which of `size` places occur, ascending, the number of each one's among them, and how often each occurs."""
    if size > DENSE:
        names, of, counts = np.unique(key, return_inverse=True, return_counts=True)
        return names, of, counts
    times = np.bincount(key, minlength=size)
    names = np.flatnonzero(times)
    number = np.cumsum(times > 0) - 1
    return names, number[key], times[names]


def clustered(
    of: Cells, k: int, least: float, *, starts: int, seed: int, warm: Floats | None = None
) -> Clusters | None:
    """The best of several starts whose clusters all weigh at least `least`. `warm`: centres for one more start.

    Where every start makes a cluster of less, its cells are set aside and the others clustered without them; at the end
    they go to the nearest centre. None where even so there are no k such clusters.
    """
    weights = of.weights.copy()
    if warm is not None and len(warm) != k:
        warm = None
    for attempt in range(ASIDE):
        if (weights > 0).sum() < k or weights.sum() < k * least:
            return None
        found = best_start(of.points, weights, _draws(seed, k, attempt, starts), warm, least)
        label, centre = found.labels, found.centres
        if found.sound:
            order = np.lexsort((centre[:, -1], centre[:, 0], -np.bincount(label, weights=of.weights, minlength=k)))
            number = np.empty(k, dtype=np.int32)
            number[order] = np.arange(k, dtype=np.int32)
            return Clusters(number[label], centre[order], found.spread)
        weights[(np.bincount(label, weights=weights, minlength=k) < least)[label]] = 0
    return None


@lru_cache(256)
def _draws(seed: int, k: int, attempt: int, starts: int) -> Floats:
    """The numbers by which centres are drawn: the same are asked for again and again."""
    found = np.random.default_rng([seed % 2**64, k, attempt]).random((starts, k))
    found.flags.writeable = False
    return found


def nearest_centre(points: Floats, centres: Floats) -> Labels:
    """By point the nearest centre; of equally near ones the first."""
    found: Labels = np.argmin(_squares(points, centres[None])[:, 0], axis=1).astype(np.int32)
    return found


def silhouette(of: Cells, labels: Labels, k: int) -> float:
    """The mean silhouette of people: how much nearer each is to their own cluster than to the next (-1..1)."""
    if k < 2:
        return 0.0
    picked = slice(None, None, -(-len(of.points) // MOST_SEEN))
    points, weights, labels = of.points[picked], of.weights[picked], labels[picked]
    apart = np.sqrt(np.maximum(_squares(points, points[None])[:, 0], 0))
    belongs = (labels[:, None] == np.arange(k)) * weights[:, None]
    mass = belongs.sum(axis=0)
    if not mass.all():
        return 0.0
    towards = apart @ belongs
    rows = np.arange(len(points))
    others = np.maximum(mass[labels] - 1, 0)
    own = towards[rows, labels] / np.maximum(others, 1)
    towards /= mass
    towards[rows, labels] = np.inf
    other = towards.min(axis=1)
    value = np.where(others > 0, (other - own) / np.maximum(np.maximum(own, other), np.finfo(np.float64).tiny), 0)
    return float((value * weights).sum() / weights.sum())


def agreement(one: Labels, two: Labels) -> float:
    """The adjusted Rand index of two ways to group, over those in a group in both: 1 the same, 0 as by chance."""
    return index(pairs(one, two))


def index(shared: Ints) -> float:
    """The adjusted Rand index of two ways to group, by how many are in each group of the one and each of the other."""
    together, a, b, whole = _together(shared), _together(shared.sum(axis=1)), _together(shared.sum(axis=0)), 0.0
    whole = _together(shared.sum())
    expected = a * b / whole if whole else 0.0
    most = (a + b) / 2
    return 1.0 if most == expected else float((together - expected) / (most - expected))


def pairs(one: Labels, two: Labels) -> Ints:
    """How many are in each group of the one and each of the other."""
    rows, columns = (int(labels.max(initial=-1)) + 2 for labels in (one, two))
    both = np.bincount((one.astype(np.int64) + 1) * columns + (two + 1), minlength=rows * columns)
    return both.reshape(rows, columns)[1:, 1:]


def _together(counts: Ints) -> float:
    return float((counts * (counts - 1) // 2).sum())


def _squares(points: Floats, centres: Floats) -> Floats:
    """Squared distances (n, starts, k) of points (n, q) to centres (starts, k, q)."""
    starts, k, q = centres.shape
    flat = centres.reshape(starts * k, q)
    found: Floats = (points * points).sum(axis=1)[:, None] - 2 * (points @ flat.T) + (flat * flat).sum(axis=1)
    return found.reshape(len(points), starts, k)
