"""k-means on weighted points of one to three axes: where it begins, and where it comes to rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mithaq.kernels.opinion import native

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Labels = npt.NDArray[np.int32]

MOST_AXES = 3


def seeded(points: Floats, weights: Floats, draws: Floats) -> Floats:
    """k-means++ (Arthur and Vassilvitskii 2007): by start (draws is (starts, k), numbers drawn from 0..1) k centres.

    The next centre is a point drawn with weight its squared distance from the centres there are.
    """
    starts, k = draws.shape
    turned, weights = _turned(points), np.ascontiguousarray(weights, np.float64)
    q, n = turned.shape
    found = np.empty((starts, k, q))
    lib = native.library()
    if lib is not None:
        draws = np.ascontiguousarray(draws, np.float64)
        native.done(
            lib.seed_centres(*map(native.at, (turned, weights)), n, q, k, starts, *map(native.at, (draws, found)))
        )
        return found
    for draw, centres in zip(draws, found, strict=True):
        far, left = np.full(n, np.inf), weights
        for place in range(k):
            steps = np.cumsum(left)
            picked = min(int(np.searchsorted(steps, draw[place] * steps[-1])), n - 1)
            centres[place] = turned[:, picked]
            far = np.minimum(far, _squares(turned, centres[place]))
            left = far * weights
    return found


def settled(points: Floats, weights: Floats, centres: Floats, steps: int) -> tuple[Labels, Floats, Floats]:
    """Lloyd's steps from each start (starts, k, q) until nothing moves, or so many.

    Labels (starts, n) of the nearest centre (of equally near ones the first), the centres, and by start how far the
    points lie from them (weighted sum of squares).
    """
    starts, k, q = centres.shape
    turned, weights = _turned(points), np.ascontiguousarray(weights, np.float64)
    n = turned.shape[1]
    labels, spread = np.empty((starts, n), dtype=np.int32), np.empty(starts)
    centres = np.array(centres, dtype=np.float64, order="C")
    lib = native.library()
    if lib is not None:
        out = map(native.at, (centres, labels, spread))
        native.done(lib.settle(native.at(turned), native.at(weights), n, q, k, starts, steps, *out))
        return labels, centres, spread
    for start in range(starts):
        labels[start], spread[start] = _settled(turned, weights, centres[start], steps)
    return labels, centres, spread


def _settled(turned: Floats, weights: Floats, centres: Floats, steps: int) -> tuple[Labels, float]:
    k, q = centres.shape
    before: npt.NDArray[np.int64] | None = None
    for step in range(steps):
        squares = np.stack([_squares(turned, centre) for centre in centres])
        label = np.argmin(squares, axis=0)
        if (before is not None and np.array_equal(label, before)) or step == steps - 1:
            break
        before = label
        mass = _by_label(label, weights, k)
        held = mass > 0
        for axis in range(q):
            centres[held, axis] = _by_label(label, turned[axis] * weights, k)[held] / mass[held]
    nearest = squares[label, np.arange(len(label))]
    return label.astype(np.int32), float(np.cumsum(nearest * weights)[-1])


def _by_label(label: npt.NDArray[np.int64], values: Floats, k: int) -> Floats:
    """Sums by label; every eighth value apart, the eight then added in order, as the library does."""
    parts = np.bincount(label + k * (np.arange(len(label)) % 8), weights=values, minlength=8 * k).reshape(8, k)
    found: Floats = np.cumsum(parts, axis=0)[-1]
    return found


def _turned(points: Floats) -> Floats:
    if points.ndim != 2 or not len(points) or not 1 <= points.shape[1] <= MOST_AXES:
        raise ValueError(f"points of one to {MOST_AXES} axes are needed, not {points.shape}")
    return np.ascontiguousarray(points.T, np.float64)


def _squares(turned: Floats, centre: Floats) -> Floats:
    found: Floats = (turned[0] - centre[0]) * (turned[0] - centre[0])
    for axis in range(1, len(turned)):
        found = found + (turned[axis] - centre[axis]) * (turned[axis] - centre[axis])
    return found
