"""Which statements bridge: held on every side, and more so the nearer people stand to the other side.

After Ovadya and Thorburn (2023, "Bridging systems": reward what is approved of across a divide, not what is approved of
most) and the intercept of Community Notes (Wojcik and others 2022, "Birdwatch": what is found helpful by people who
otherwise disagree). Those fit a model; here it is read off counts. Each group is halved by how near its people stand to
the next other group. The `bridging` of a statement is the geometric mean, over groups, of the share that agrees in the
near halves: where even one side's near half rejects, it is low, whatever the rest says.

A statement all agree to is high here too; it is told as what unites. The list of bridges has those that are no such
common ground as a whole, but on which the near halves of every side surely agree and no side mostly disagrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mithaq.kernels.opinion import native
from mithaq.kernels.opinion.chance import SURE, every_half
from mithaq.kernels.opinion.figures import held_by_all
from mithaq.kernels.opinion.proportions import share
from mithaq.kernels.opinion.tables import table

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy.typing as npt

    from mithaq.kernels.opinion.model import Floats, Ints, Map


BLOCK = 16_384  # people looked at together: what they need stays near


@dataclass(frozen=True)
class Bridge:
    """A statement that bridges. By group `near` and `far` are the shares that agree in its halves; `carries` by
    how much more the near agree than the far, in the group where it is least; `p` the chance of such agreement if in
    some near half no more than half held it.
    """

    statement: int
    value: float
    near: tuple[float, ...]
    far: tuple[float, ...]
    carries: float
    p: float


def halves(labels: npt.NDArray[np.int32], points: Floats, centres: Floats) -> npt.NDArray[np.int32]:
    """By person 2 x group for the half that is nearer to another group's centre, one more for the other; -1: no group.

    Near is who would have the shortest way across: the distance to the next other centre less that to their own. Who
    stands just as near as the one in the middle is in the near half, so nobody's place in a row decides.
    """
    k = len(centres)
    out = np.full(len(labels), -1, dtype=np.int32)
    if not k:
        return out
    across = np.empty(len(labels))

    def look(first: int) -> None:
        some, group = points[first : first + BLOCK], np.maximum(labels[first : first + BLOCK], 0)
        x, y = some[:, :1] - centres[:, 0], some[:, 1:2] - centres[:, 1]
        away = np.sqrt(x * x + y * y)  # (people, groups)
        places = np.arange(len(some))
        own = away[places, group]
        away[places, group] = np.inf
        across[first : first + BLOCK] = away.min(axis=1) - own if k > 1 else own

    native.each(look, range(0, len(labels), BLOCK))
    for number in range(k):
        members = labels == number
        inside = across[members]
        if inside.size:
            middle = (inside.size - 1) // 2
            out[members] = 2 * number + (inside > np.partition(inside, middle)[middle])
    return out


def parted(counts: Ints) -> tuple[Ints, Ints]:
    """From counts by halves (2 x groups, statements, 3): those of the near halves, and those of the whole groups."""
    near: Ints = counts[0::2]
    return near, near + counts[1::2]


def value(near: Ints) -> Floats:
    """By statement, how far agreement among those near the other groups carries (0..1), from counts of near halves."""
    if len(near) == 0:
        return np.full(near.shape[1], 0.5)
    found: Floats = np.exp(np.log(share(near[:, :, 0], near.sum(axis=2))).mean(axis=0))
    return found


def bridges(counts: Ints, *, skip: Collection[int] = ()) -> tuple[Bridge, ...]:
    """The statements that bridge, furthest first, from counts by halves. With fewer than two groups there are none."""
    near, whole = parted(counts)
    k, m = whole.shape[:2]
    if k < 2:
        return ()
    far = whole - near
    n, n_far = near.sum(axis=2), far.sum(axis=2)
    asked = (n > 0).all(axis=0)
    if skip:
        asked[sorted(skip)] = False
    p = every_half(near[:, :, 0], n, asked)
    accepted = (whole[:, :, 0] > whole[:, :, 1]).all(axis=0)
    common = np.zeros(m, dtype=bool)
    common[list(held_by_all(whole, skip=skip)[0])] = True
    values, near_share, far_share = value(near), share(near[:, :, 0], n), share(far[:, :, 0], n_far)
    places = np.flatnonzero(asked & (p <= SURE) & accepted & ~common)
    places = places[np.argsort(-values[places], kind="stable")]
    return tuple(
        Bridge(
            one,
            float(values[one]),
            tuple(near_share[:, one].tolist()),
            tuple(far_share[:, one].tolist()),
            float((near_share[:, one] - far_share[:, one]).min()),
            float(p[one]),
        )
        for one in places.tolist()
    )


def bridges_of(drawn: Map) -> tuple[Bridge, ...]:
    """The statements that bridge the groups of a map."""
    centres = np.array([group.centre for group in drawn.groups], dtype=np.float64).reshape(-1, 2)
    sides = halves(drawn.labels, drawn.points, centres)
    return bridges(table(drawn.votes, sides, 2 * drawn.k), skip=drawn.votes.hidden | drawn.votes.meta)
