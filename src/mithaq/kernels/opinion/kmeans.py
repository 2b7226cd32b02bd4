"""k-means on weighted points of one to three axes: where it begins, and where it comes to rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mithaq.kernels.opinion import native

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Labels = npt.NDArray[np.int32]

MOST_AXES = 3
STEPS = 60  # at most
FAR, FIRST, GO_ON = 1500, 6, 4  # points, from which after so many steps so many starts go on


@dataclass(frozen=True, eq=False)
class Start:
    """Where one start came to rest: labels (n), the centres (k, q) they are nearest to, how far the points lie from
    them (weighted sum of squares), and whether every cluster weighs as much as it must."""

    labels: Labels
    centres: Floats
    spread: float
    sound: bool


def best_start(points: Floats, weights: Floats, draws: Floats, warm: Floats | None, least: float) -> Start:
    """The best of several starts: one by row of `draws` (starts, k; numbers drawn from 0..1), and one from `warm`.

    Of those whose clusters all weigh `least` that of the least spread; else of all of them. Of many points and starts
    all go a little way, and the best of them to the end.
    """
    turned, weights = _turned(points), np.ascontiguousarray(weights, np.float64)
    (q, n), (starts, k) = turned.shape, draws.shape
    warm = None if warm is None else np.ascontiguousarray(warm, np.float64)
    begun = starts + (warm is not None)
    first = FIRST if begun > GO_ON and n > FAR else 0
    lib = native.library()
    if lib is not None:
        labels, centres, spread = np.empty(n, dtype=np.int32), np.empty((k, q)), np.empty(1)
        draws = np.ascontiguousarray(draws, np.float64)
        given = (native.at(turned), native.at(weights), n, q, k, starts, native.at(draws))
        before = None if warm is None else native.at(warm)
        out = map(native.at, (labels, centres, spread))
        sound = lib.best_start(*given, before, least, first, GO_ON, STEPS, *out)
        native.done(sound)
        return Start(labels, centres, float(spread[0]), sound == 1)
    begin = [*([] if warm is None else [warm]), *(_seeded(turned, weights, draw) for draw in draws)]
    if first:
        near = [_settled(turned, weights, centres, first, least) for centres in begin]
        order = np.lexsort(([one.spread for one in near], [not one.sound for one in near]))
        begin = [near[place].centres for place in sorted(order[:GO_ON].tolist())]
    found = [_settled(turned, weights, centres, STEPS, least) for centres in begin]
    return min(found, key=lambda one: (not one.sound, one.spread))


def _seeded(turned: Floats, weights: Floats, draw: Floats) -> Floats:
    """k-means++ (Arthur and Vassilvitskii 2007): by k numbers drawn from 0..1 k centres.

    The next centre is a point drawn with weight its squared distance from the centres there are.
    """
    centres = np.empty((len(draw), len(turned)))
    far, left = np.full(turned.shape[1], np.inf), weights
    for place, number in enumerate(draw.tolist()):
        centres[place] = turned[:, _drawn(left, number)]
        far = np.minimum(far, _squares(turned, centres[place]))
        left = far * weights
    return centres


def _drawn(numbers: Floats, part: float) -> int:
    """The first place at which the sum of the numbers up to it is `part` of all. An eighth of them after the other is
    summed apart, and begins with what all before it have."""
    length = -(-len(numbers) // 8)
    apart = np.zeros(8 * length)
    apart[: len(numbers)] = numbers
    steps = np.cumsum(apart.reshape(8, length), axis=1)
    before = np.cumsum(steps[:, -1])
    steps[1:] += before[:-1, None]
    return min(int(np.searchsorted(steps.reshape(-1), part * before[-1])), len(numbers) - 1)


def _settled(turned: Floats, weights: Floats, centres: Floats, steps: int, least: float) -> Start:
    """Lloyd's steps until nothing moves, or so many. Labels of the nearest centre: of equally near ones the first."""
    (k, q), centres = centres.shape, centres.copy()
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
    spread = float(_by_label(np.zeros_like(label), squares[label, np.arange(len(label))] * weights, 1)[0])
    sound = bool((_by_label(label, weights, k) >= least).all())
    return Start(label.astype(np.int32), centres, spread, sound)


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
