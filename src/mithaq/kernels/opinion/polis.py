"""Mode `polis`: the map as Polis draws it, stage by stage, but from the votes alone.

The stages can be called apart, so that each can be compared with what Polis publishes: `polis_axes`, `polis_points`,
`polis_in_conversation`, `polis_bases`, `polis_groups`, then from tables of counts `polis_representative`,
`polis_consensus`, `polis_group_aware`, `polis_priorities`. Mind the signs: Polis' database has agree as -1, so its
published centre, components and clusters are those of votes with their signs turned; its CSV files are as ours.

Kept, because the published results have it
    k-means of groups stops after 21 steps (a misspelt option) · of equally good numbers of groups the largest · people
    who were banned stay in · the statement a group agrees to best is told in the direction in which it differs most ·
    statements left out count as voted on by everybody in the scale of a person's point · at most a hundred base
    clusters, at most five groups, each at least one base cluster (so one person can be a group).
Mended
    Every map is drawn afresh: nothing hangs on the last one, on when a vote came, or on chance (Polis starts its
    k-means and its axes from the last tick, waits four ticks before it changes the number of groups, and keeps who was
    once in). Axes are exact, also of conversations Polis samples. Priorities are of these votes, not of the last
    tick's. Nobody is dropped for coming late. Subgroups, which nothing reads, are not made.

Rows stand in ascending order of the participants' ids, which Polis gives in the order of joining: on its own
conversations that comes nearest to its published groups, since the first people are where its base clusters began. With
another seed than 0 they stand in the order of a digest of their votes and the seed: then the map is the same whatever
people are called, and different seeds show how much Polis' answer hangs on the order of arrival. Nobody attains an
agreement near 1 with Polis' published groups from the votes alone: it agrees with itself only 0.69 to 0.76 (adjusted
Rand index, mean over conversations) when people come in another order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import singledispatch
from typing import TYPE_CHECKING

import numpy as np

from mithaq.kernels.opinion.axes import Axes, axes
from mithaq.kernels.opinion.bridging import halves, parted, value
from mithaq.kernels.opinion.drawing import ground
from mithaq.kernels.opinion.figures import figures
from mithaq.kernels.opinion.model import Group, Map, Options, Votes
from mithaq.kernels.opinion.polis_kmeans import MOST_GROUPS, Clusters, Grouping, polis_bases, polis_groups
from mithaq.kernels.opinion.polis_stances import polis_consensus, polis_priorities, polis_representative
from mithaq.kernels.opinion.projection import considered, statement_points, sums
from mithaq.kernels.opinion.tables import coded, tables, totals
from mithaq.kernels.opinion.votes import cast_on, digest, left_out, voted

if TYPE_CHECKING:
    import numpy.typing as npt

    from mithaq.kernels.opinion.model import Floats, Ints
    from mithaq.kernels.opinion.moments import Moments

ENOUGH = 7  # votes with which a person is placed in a group
AT_LEAST = 15  # people who are, if need be with fewer votes
HALVES = "\0halves"  # the table of near and far halves, among those of facets


@dataclass(frozen=True, eq=False)
class Placed:
    """Who is in a group, by place, in the order they were clustered in; their base clusters, and those in groups."""

    places: Ints
    bases: Clusters
    grouping: Grouping

    def labels(self, people: int) -> npt.NDArray[np.int32]:
        """Of everybody the number of their group; -1 of who is in none."""
        found = np.full(people, -1, dtype=np.int32)
        found[self.places] = self.grouping.labels[self.bases.labels]
        return found


def polis_map(
    votes: Votes,
    options: Options,
    *,
    moments: Moments | None = None,
    start: Floats | None = None,
) -> Map:
    """The map as Polis draws it, groups numbered from the largest. Who voted too little has a point and no group."""
    out = left_out(votes)
    found = polis_axes(votes, moments=moments, start=start)
    points = polis_points(votes, found)
    placed = polis_placed(votes, points, options)
    labels = placed.labels(len(votes.people))
    facets = {facet: coded(values) for facet, values in options.facets.items()}
    k, centres = placed.grouping.k, placed.grouping.centres
    counts = tables(
        votes,
        {facet: (told.codes, len(told.names)) for facet, told in facets.items()}
        | {"group": (labels, k), HALVES: (halves(labels, points, centres), 2 * k)},
    )
    near, _ = parted(counts.pop(HALVES))
    everybody = totals(votes)
    agreed, rejected = polis_consensus(everybody, out)
    sizes = np.bincount(labels[labels >= 0], minlength=k).tolist()
    stances = polis_representative(counts["group"], out)
    extremity = polis_extremity(votes, found)
    weights = polis_priorities(counts["group"], extremity, votes.meta)
    return Map(
        mode="polis",
        votes=votes,
        options=options,
        labels=labels,
        points=points,
        centre=found.centre,
        axes=found.vectors,
        groups=tuple(
            Group(number=number, size=size, centre=(x, y), stances=told)
            for number, (size, (x, y), told) in enumerate(zip(sizes, centres.tolist(), stances, strict=True))
        ),
        figures=tuple(
            replace(figure, priority=weights[figure.statement])
            for figure in figures(
                counts["group"], totals=everybody, extremity=extremity, bridging=value(near), skip=out
            )
        ),
        agreed_by_all=agreed,
        rejected_by_all=rejected,
        stability=None,
        tables=counts,
        cells={"group": tuple(str(number) for number in range(k))}
        | {facet: told.names for facet, told in facets.items()},
        digest=digest(votes, options),
        base=tuple(
            (x, y, size)
            for (x, y), size in zip(placed.bases.centres.tolist(), placed.bases.sizes.tolist(), strict=True)
        ),
    )


def polis_axes(votes: Votes, *, moments: Moments | None = None, start: Floats | None = None) -> Axes:
    """The mean vote by statement and the two axes, over everybody's votes on the statements that are not left out."""
    return axes(ground(votes, moments), left_out(votes), start=start)


def polis_placed(votes: Votes, points: Floats, options: Options) -> Placed:
    """Who is in which group, by where they stand: the groups numbered from the largest (of equals, from the left)."""
    places = polis_in_conversation(votes, options.seed)
    bases = polis_bases(points[places])
    found = polis_groups(bases.centres, bases.sizes, min(MOST_GROUPS, options.max_groups))
    sizes = np.bincount(found.labels, weights=bases.sizes, minlength=found.k)
    order = np.lexsort((found.centres[:, 1], found.centres[:, 0], -sizes))
    number = np.empty(found.k, dtype=np.int32)
    number[order] = np.arange(found.k, dtype=np.int32)
    grouping = Grouping(labels=number[found.labels], centres=found.centres[order], silhouettes=found.silhouettes)
    return Placed(places=places, bases=bases, grouping=grouping)


def polis_order(votes: Votes, seed: int = 0) -> Ints:
    """The places of all people, in the order in which they are clustered: of their ids, or with another seed than 0 of
    a digest of their votes and the seed, which does not know what they are called."""
    if not seed:
        return np.arange(len(votes.people), dtype=np.int64)
    return np.argsort(polis_marks(votes, seed), kind="stable").astype(np.int64)


@singledispatch
def polis_marks(votes: Votes, seed: int) -> npt.NDArray[np.uint64]:
    """By person the digest of `polis_order`."""
    mixed = _mix(
        votes.columns.astype(np.uint64) * np.uint64(4) + (votes.values + 2).astype(np.uint64) + _mix(seed % 2**64)
    )
    before = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mixed, dtype=np.uint64)])
    return _mix(before[votes.starts[1:]] - before[votes.starts[:-1]])


def _mix(numbers: npt.NDArray[np.uint64] | int) -> npt.NDArray[np.uint64]:
    """Numbers without any order left in them, each its own (the finisher of splitmix64)."""
    mixed = np.atleast_1d(np.asarray(numbers, dtype=np.uint64)) + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def polis_enough(asked: int) -> int:
    """With how many votes a person is clustered, where so many statements are asked."""
    return max(1, min(ENOUGH, asked))


def polis_in_conversation(votes: Votes, seed: int = 0) -> Ints:
    """The places of who is clustered, in that order: with seven votes (or as many as there are statements); if they are
    fewer than fifteen, also the next most active, up to fifteen."""
    order, cast = polis_order(votes, seed), voted(votes)
    inside = cast >= polis_enough(len(_asked(votes)))
    if inside.sum() < AT_LEAST:
        active = order[np.argsort(-cast[order], kind="stable")][:AT_LEAST]
        inside[active] = cast[active] > 0
    return order[inside[order]]


def polis_points(votes: Votes, found: Axes) -> Floats:
    """Where everybody stands: the sum over their votes of (v - mean) along the axes, times sqrt(m / d). Of the m
    statements anybody voted on, d are those the person did, or that are left out."""
    out, asked = left_out(votes), _asked(votes)
    counted = considered(votes, out) + len(out.intersection(asked))
    return np.sqrt(len(asked) / np.maximum(counted, 1))[:, None] * sums(votes, found, out)


def polis_extremity(votes: Votes, found: Axes) -> Floats:
    """By statement, how far from the middle somebody would stand who only agreed to it."""
    points = statement_points(found) * np.sqrt(len(_asked(votes)) / max(1, len(votes.statements)))
    return np.hypot(points[:, 0], points[:, 1])


def _asked(votes: Votes) -> list[int]:
    """The places of the statements anybody voted on: Polis knows no others."""
    return [int(place) for place in np.flatnonzero(cast_on(votes))]
