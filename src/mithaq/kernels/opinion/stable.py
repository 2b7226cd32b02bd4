"""Mode `stable`: groups that stay when some votes are missing, and that tell something about votes not seen.

Placed are those with at least seven votes. Each stands where the sum of their votes (less the mean) along the strongest
axes puts them, divided by the fourth root of their number of votes: halfway between the sum, which lets only the busy
stand out, and Polis' scale, on which a few votes place a person as far out as many. They are grouped by k-means from
several starts, no group smaller than a share of all (clustering.py), for every number of groups; a tenth of the votes
is hidden again and again (resampling.py), and of the numbers of groups that hold, the one is taken that tells most of
the hidden votes. There are no clear groups where no number of them tells more than the whole does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mithaq.kernels.opinion.axes import Axes, axes
from mithaq.kernels.opinion.bridging import halves, parted, value
from mithaq.kernels.opinion.clustering import (
    Cells,
    Clusters,
    agreement,
    cells,
    clustered,
    pairs,
    silhouette,
)
from mithaq.kernels.opinion.drawing import ground
from mithaq.kernels.opinion.figures import figures, held_by_all, stances
from mithaq.kernels.opinion.model import Group, Map, Options, Stability, Votes
from mithaq.kernels.opinion.projection import considered, statement_points, sums
from mithaq.kernels.opinion.resampling import Sample, drawn, fingerprints
from mithaq.kernels.opinion.tables import coded, tables, totals
from mithaq.kernels.opinion.votes import digest, left_out

if TYPE_CHECKING:
    import numpy.typing as npt

    from mithaq.kernels.opinion.model import Floats, Ints
    from mithaq.kernels.opinion.moments import Moments

    Labels = npt.NDArray[np.int32]

ENOUGH = 7  # votes with which a person is placed
AXES = 3  # on which people are grouped; the picture has the first two
MORE = 5  # axes beside, from which those of a resample are found
SHARE, FEWEST = 0.03, 3  # of those placed, and people: no group is smaller
STARTS, STARTS_AGAIN = 12, 4  # of k-means; in a resample
HOLDS = 0.8  # agreement with the groups of resamples from which a number of groups is taken to hold
HALVES = "\0halves"  # the table of near and far halves, among those of facets


@dataclass(frozen=True, eq=False)
class Trial:
    """A number of groups tried: the groups of who is placed, and in every resample how far they agree with those made
    anew, how many of each pair of a group stay together, and by how much they tell hidden votes better than the whole
    does."""

    clusters: Clusters
    labels: Labels
    agreements: Floats
    gains: Floats
    holds: Floats

    @property
    def k(self) -> int:
        return self.clusters.k

    @property
    def agreement(self) -> float:
        return float(self.agreements.mean())

    @property
    def gain(self) -> float:
        return float(self.gains.mean())


def stable_map(
    votes: Votes,
    options: Options,
    *,
    moments: Moments | None = None,
    start: Floats | None = None,
) -> Map:
    """The map, groups numbered from the largest. Who voted too little has a point and no group."""
    out = left_out(votes)
    found = axes(ground(votes, moments), out, count=AXES + MORE, start=start)
    people = people_of(votes, found)
    trials = tried(votes, options, people)
    best = chosen(trials)
    labels = np.full(len(votes.people), -1, dtype=np.int32)
    labels[people.placed] = 0 if best is None else best.labels
    return _map(votes, options, people, labels, best, _stability(people, trials, best))


@dataclass(frozen=True, eq=False)
class People:
    """Where everybody stands (n, AXES), who is placed, and what that was made of."""

    found: Axes
    out: frozenset[int]
    cast: Ints
    unit: float
    points: Floats
    placed: Ints
    cells: Cells


def people_of(votes: Votes, found: Axes) -> People:
    """Where everybody stands on axes found (some more than AXES), and who is placed in a group."""
    out = left_out(votes)
    asked = len(votes.statements) - len(out)
    cast = considered(votes, out)
    placed = np.flatnonzero(cast >= max(1, min(ENOUGH, asked)))
    unit = float(np.sqrt(asked) * np.median(cast[placed]) ** -0.25) if len(placed) else 1.0
    points = _points(sums(votes, _first(found, AXES), out), cast, unit)
    return People(found, out, cast, unit, points, placed, cells(points[placed]))


def _points(along: Floats, cast: Ints, unit: float) -> Floats:
    """On a scale on which somebody with the median number of votes stands where Polis draws them."""
    found: Floats = along * (unit * np.maximum(cast, 1) ** -0.25)[:, None]
    return found


def _first(found: Axes, count: int) -> Axes:
    return Axes(found.centre, found.vectors[:count], found.strengths[:count])


def tried(votes: Votes, options: Options, people: People) -> list[Trial]:
    """Every number of groups from two that these people can be parted into, with what resamples say of it."""
    placed = people.placed
    whole = _every(people.cells, options, STARTS)
    if not whole:
        return []
    keys = fingerprints(votes, options.seed)
    some = drawn(votes, placed, keys)
    everybody = len(some) == len(placed)
    sample = Sample(votes, some, people.out, keys, people.found, AXES, moving=everybody)
    inside = np.searchsorted(placed, some)
    labels = {k: one.labels[people.cells.of] for k, one in whole.items()}
    told: dict[int, list[tuple[float, float, Floats]]] = {k: [] for k in whole}
    for resample in sample.resamples(options.resamples, options.seed):
        again = np.flatnonzero(resample.voted >= min(ENOUGH, sample.asked))
        gathered = cells(_points(resample.sums, resample.voted, people.unit)[again])
        none = np.full(len(some), -1, dtype=np.int32)
        alone = sample.surprise(none, 1, resample.kept)
        for k, clusters in whole.items():
            anew = clustered(
                gathered, k, _least(len(again)), starts=STARTS_AGAIN, seed=options.seed, warm=clusters.centres
            )
            found = none.copy()
            found[again] = 0 if anew is None else anew.labels[gathered.of]
            before = labels[k][inside]
            told[k].append(
                (agreement(before, found), alone - sample.surprise(found, k, resample.kept), _staying(before, found, k))
            )
    return [
        Trial(
            one,
            labels[k],
            np.array([a for a, _, _ in told[k]]),
            np.array([g for _, g, _ in told[k]]),
            np.mean([h for _, _, h in told[k]], axis=0),
        )
        for k, one in whole.items()
        if told[k]
    ]


def _every(of: Cells, options: Options, starts: int) -> dict[int, Clusters]:
    least = _least(int(of.weights.sum()))
    found = {k: clustered(of, k, least, starts=starts, seed=options.seed) for k in range(2, options.max_groups + 1)}
    return {k: one for k, one in found.items() if one is not None}


def _least(people: int) -> int:
    return max(FEWEST, int(np.ceil(SHARE * people)))


def _staying(before: Labels, again: Labels, k: int) -> Floats:
    """By group, how many of its pairs (of those placed again) are together again; 1 of a group of fewer than two."""
    shared = pairs(before, again)
    shared = np.concatenate([shared, np.zeros((k - len(shared), shared.shape[1]), np.int64)])
    whole = shared.sum(axis=1)
    together = (shared * (shared - 1)).sum(axis=1)
    found: Floats = np.where(whole > 1, together / np.maximum(whole * (whole - 1), 1), 1.0)
    return found


def chosen(trials: Sequence[Trial]) -> Trial | None:
    """Of the numbers of groups that hold, that which tells most; if none holds, the one that holds best. None (there
    are no clear groups) where it tells no more of hidden votes than the whole does."""
    telling = [trial for trial in trials if trial.gain > 0]
    holding = [trial for trial in telling if trial.agreement >= HOLDS]
    if holding:
        return max(holding, key=lambda trial: trial.gain)
    return max(telling, key=lambda trial: trial.agreement, default=None)


def _stability(people: People, trials: Sequence[Trial], best: Trial | None) -> Stability:
    if best is None:
        return Stability(1.0, 1.0, False, 0.0, len(trials[0].gains) if trials else 0)
    again = [
        chosen([replace(trial, agreements=trial.agreements[[one]], gains=trial.gains[[one]]) for trial in trials])
        for one in range(len(best.gains))
    ]
    return Stability(
        agreement=best.agreement,
        k_share=sum(1 for one in again if one is not None and one.k == best.k) / len(again),
        significant=True,
        silhouette=silhouette(people.cells, best.clusters.labels, best.k),
        resamples=len(again),
    )


def _map(
    votes: Votes, options: Options, people: People, labels: Labels, best: Trial | None, stability: Stability
) -> Map:
    points = np.ascontiguousarray(people.points[:, :2])
    facets = {facet: coded(values) for facet, values in options.facets.items()}
    k = 1 if best is None else best.k
    if not len(people.placed):
        k = 0
    centres = np.zeros((k, 2)) if best is None else best.clusters.centres[:, :2]
    counts = tables(
        votes,
        {facet: (told.codes, len(told.names)) for facet, told in facets.items()}
        | {"group": (labels, k), HALVES: (halves(labels, points, centres), 2 * k)},
    )
    near, _ = parted(counts.pop(HALVES))
    skip = people.out
    agreed, rejected = held_by_all(counts["group"], skip=skip)
    sizes = np.bincount(labels[labels >= 0], minlength=k).tolist()
    found = _first(people.found, 2)
    reach = statement_points(found)
    return Map(
        mode="stable",
        votes=votes,
        options=options,
        labels=labels,
        points=points,
        centre=found.centre,
        axes=found.vectors,
        groups=tuple(
            Group(number, size, (x, y), told, None if best is None else float(best.holds[number]))
            for number, (size, (x, y), told) in enumerate(
                zip(sizes, centres.tolist(), stances(counts["group"], skip=skip), strict=True)
            )
        ),
        figures=figures(
            counts["group"],
            totals=totals(votes),
            extremity=np.hypot(reach[:, 0], reach[:, 1]),
            bridging=value(near),
            skip=skip,
        ),
        agreed_by_all=agreed,
        rejected_by_all=rejected,
        stability=stability,
        tables=counts,
        cells={"group": tuple(str(number) for number in range(k))}
        | {facet: told.names for facet, told in facets.items()},
        digest=digest(votes, options),
    )
