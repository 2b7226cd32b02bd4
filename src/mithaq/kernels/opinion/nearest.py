"""The step of k-means on points of the plane: who is nearest to which centre, and what lies there. Exact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Labels = npt.NDArray[np.int32]

BLOCK = 65_536  # points summed apart, the sums then added in order: the same bits on any number of threads


def nearest(points: Any, centres: Any) -> Labels:
    """By point (n, 2), the place of the nearest centre (k, 2); of equally near ones the first."""
    points, centres = np.ascontiguousarray(points, np.float64), np.ascontiguousarray(centres, np.float64)
    found = np.empty(len(points), dtype=np.int32)
    for first in range(0, len(points), BLOCK):
        some = points[first : first + BLOCK]
        x, y = some[:, :1] - centres[:, 0], some[:, 1:] - centres[:, 1]
        found[first : first + BLOCK] = np.argmin(x * x + y * y, axis=1)
    return found


def gathered(points: Any, labels: Any, k: int, weights: Any = None) -> tuple[Floats, Floats]:
    """By label 0..k-1 the weighted sum of the points (k, 2) and the weights (k,). A weight is 1 where none is given."""
    points = np.ascontiguousarray(points, np.float64)
    sums, masses = np.zeros((k, 2)), np.zeros(k)
    for first in range(0, len(points), BLOCK):
        some, label = points[first : first + BLOCK], labels[first : first + BLOCK]
        mass = np.ones(len(some)) if weights is None else np.asarray(weights[first : first + BLOCK], np.float64)
        sums[:, 0] += np.bincount(label, weights=some[:, 0] * mass, minlength=k)
        sums[:, 1] += np.bincount(label, weights=some[:, 1] * mass, minlength=k)
        masses += np.bincount(label, weights=mass, minlength=k)
    return sums, masses
