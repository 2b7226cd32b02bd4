"""The step of k-means on points of the plane: who is nearest to which centre, and what lies there. Exact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mithaq.kernels.opinion import native

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Labels = npt.NDArray[np.int32]

SIDE = 64  # cells of the grid along each side
FEW = 4  # centres up to which every one is asked
CACHED = 1024  # points whose distances stay in the cache
BLOCK = 65_536  # points summed apart, the sums then added in order: the same bits on any number of threads


def nearest(points: Any, centres: Any) -> Labels:
    """By point (n, 2), the place of the nearest centre (k, 2); of equally near ones the first."""
    points, centres = np.ascontiguousarray(points, np.float64), np.ascontiguousarray(centres, np.float64)
    found = np.empty(len(points), dtype=np.int32)
    lib = native.library()
    if lib is not None:
        grid = _grid(lib, points, centres)
        native.each(
            lambda part: lib.nearest_centre(native.at(points), *part, *grid.call, native.at(found)), _parts(points)
        )
        return found
    across, along = np.empty((CACHED, len(centres))), np.empty((CACHED, len(centres)))
    for first in range(0, len(points), CACHED):
        some = points[first : first + CACHED]
        x, y = across[: len(some)], along[: len(some)]
        np.subtract(some[:, :1], centres[:, 0], out=x)
        np.subtract(some[:, 1:], centres[:, 1], out=y)
        x *= x
        y *= y
        x += y
        found[first : first + CACHED] = x.argmin(axis=1)
    return found


def gathered(points: Any, labels: Any, k: int, weights: Any = None) -> tuple[Floats, Floats]:
    """By label 0..k-1 the weighted sum of the points (k, 2) and the weights (k,). A weight is 1 where none is given."""
    points = np.ascontiguousarray(points, np.float64)
    lib = native.library()
    if lib is not None:
        return _gathered(lib, points, labels, k, weights)
    sums, masses = np.zeros((k, 2)), np.zeros(k)
    for first in range(0, len(points), BLOCK):
        some, label = points[first : first + BLOCK], labels[first : first + BLOCK]
        mass = np.ones(len(some)) if weights is None else np.asarray(weights[first : first + BLOCK], np.float64)
        sums[:, 0] += np.bincount(label, weights=some[:, 0] * mass, minlength=k)
        sums[:, 1] += np.bincount(label, weights=some[:, 1] * mass, minlength=k)
        masses += np.bincount(label, weights=mass, minlength=k)
    return sums, masses


@dataclass(frozen=True, eq=False)
class _Grid:
    """A grid over where the centres are, with the centres that can be nearest to a point of each cell; what the library
    is called with, and what must stay alive meanwhile."""

    call: tuple[Any, ...]
    held: tuple[Any, ...]


def _grid(lib: Any, points: Any, centres: Any) -> _Grid:
    k, at = len(centres), native.at
    side = 0
    low, high = (centres.min(axis=0), centres.max(axis=0)) if k else (np.zeros(2), np.zeros(2))
    step = (high - low) / max(SIDE - 2, 1)
    if k > FEW and len(points) > SIDE * SIDE and np.isfinite(centres).all() and (step > 0).all():
        side = SIDE
    begins, candidates = np.zeros(side * side + 1, np.int32), np.zeros(max(side * side * k, 1), np.int32)
    x0, y0, step_x, step_y = float(low[0]), float(low[1]), float(step[0]), float(step[1])
    if side:
        lib.grid_candidates(at(centres), k, x0, y0, step_x, step_y, side, at(begins), at(candidates))
    per = (1 / step_x, 1 / step_y) if side else (0.0, 0.0)
    return _Grid((at(centres), k, x0, y0, *per, side, at(begins), at(candidates)), (centres, begins, candidates))


def _gathered(lib: Any, points: Any, labels: Any, k: int, weights: Any) -> tuple[Floats, Floats]:
    labels = np.ascontiguousarray(labels, np.int32)
    if len(labels) and (labels.min() < 0 or labels.max() >= k):
        raise ValueError(f"labels outside 0..{k - 1}")
    mass = None if weights is None else np.ascontiguousarray(weights, np.float64)
    parts = _parts(points)
    found = np.zeros((len(parts), k, 3))

    def gather(i: int) -> None:
        given = (native.at(points), native.at(labels), None if mass is None else native.at(mass))
        lib.gather_points(*given, *parts[i], native.at(found[i]))

    native.each(gather, range(len(parts)))
    sums = np.zeros((k, 3))
    for part in found:
        sums += part
    return np.ascontiguousarray(sums[:, :2]), np.ascontiguousarray(sums[:, 2])


def _parts(points: Any) -> list[tuple[int, int]]:
    return [(first, min(first + BLOCK, len(points))) for first in range(0, len(points), BLOCK)]
