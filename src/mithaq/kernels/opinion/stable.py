"""Mode `stable`: groups that stay when some votes are missing, and that tell something about votes not seen.

Placed are those with at least seven votes, or on half the statements where these are few. Each stands where the sum of
their votes (less the mean) along the two strongest axes puts them. Polis stretches that by the square root of how few
votes a person cast, and so places some far out on the strength of a few; here who has said little stands nearer to the
middle, which is where the groups of real conversations hold best when votes are missing. The scale is such that
somebody with the median number of votes stands where Polis draws them.

They are grouped by k-means from several starts, no group smaller than a share of all (clustering.py). How many groups
there are is decided by hiding a tenth of the votes again and again (grouping.py, resampling.py). There are no clear
groups where they tell no more of hidden votes than the whole does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mithaq.kernels.opinion import native
from mithaq.kernels.opinion.axes import Axes, axes
from mithaq.kernels.opinion.bridging import halves, parted, value
from mithaq.kernels.opinion.clustering import MOST_AGAIN, Cells, cells, silhouette
from mithaq.kernels.opinion.drawing import ground
from mithaq.kernels.opinion.figures import figures, held_by_all, stances
from mithaq.kernels.opinion.grouping import Again, Search
from mithaq.kernels.opinion.model import Group, Map, Options, Stability, Votes
from mithaq.kernels.opinion.placing import likelihoods
from mithaq.kernels.opinion.projection import considered, statement_points, sums
from mithaq.kernels.opinion.resampling import Sample, drawn, fingerprints, surprise
from mithaq.kernels.opinion.tables import coded, tables, totals
from mithaq.kernels.opinion.votes import digest, left_out

if TYPE_CHECKING:
    import numpy.typing as npt

    from mithaq.kernels.opinion.model import Floats, Ints
    from mithaq.kernels.opinion.moments import Moments

    Labels = npt.NDArray[np.int32]

ENOUGH = 7  # votes with which a person is placed; where there are few statements, half of these, but
FEW = 3  # at least
AXES = 2  # on which people stand and are grouped
MORE = 6  # axes beside, from which those of a resample are found
FEWER = 8  # resamples at most, where they are of some of the people
HALVES = "\0halves"  # the table of near and far halves, among those of facets


def stable_map(
    votes: Votes,
    options: Options,
    *,
    moments: Moments | None = None,
    start: Floats | None = None,
) -> Map:
    """The map, groups numbered from the largest. Who voted too little has a point and no group."""
    out = left_out(votes)
    found = axes(ground(votes, moments), out, count=AXES + MORE, beside=MORE)
    people = people_of(votes, found)
    return _map(votes, options, people, groups_of(votes, options, people))


@dataclass(frozen=True, eq=False)
class People:
    """Where everybody stands (n, AXES; `unit` is the scale), who is placed, and what that was made of."""

    found: Axes
    out: frozenset[int]
    unit: float
    points: Floats
    placed: Ints
    cells: Cells


def people_of(votes: Votes, found: Axes) -> People:
    """Where everybody stands on axes found (some more than AXES), and who is placed in a group."""
    out = left_out(votes)
    unit, points, placed = standing(votes, _first(found, AXES), out)
    return People(found, out, unit, points, placed, cells(points[placed]))


def standing(votes: Votes, found: Axes, out: frozenset[int]) -> tuple[float, Floats, Ints]:
    """The scale, where everybody stands, and the places of who voted enough to be placed in a group."""
    asked = len(votes.statements) - len(out)
    cast = considered(votes, out)
    placed = np.flatnonzero(cast >= enough(asked))
    unit = float(np.sqrt(asked / np.median(cast[placed]))) if len(placed) else 1.0
    return unit, sums(votes, found, out) * unit, placed


def enough(asked: int) -> int:
    """With how many votes a person is placed, where so many statements are asked."""
    return max(1, min(ENOUGH, asked, max(FEW, -(-asked // 2))))


def _first(found: Axes, count: int) -> Axes:
    return Axes(found.centre, found.vectors[:count], found.strengths[:count])


@dataclass(frozen=True, eq=False)
class Found:
    """Groups of who is placed: their labels and centres, numbered from the largest (of equals, from the left), and how
    far each holds; or none. `by_answers`: people are placed by what they said (placing.py)."""

    labels: Labels
    centres: Floats
    holds: tuple[float | None, ...]
    stability: Stability
    by_answers: bool = False


def groups_of(votes: Votes, options: Options, people: People) -> Found:
    """The groups, as many as there are; if there are none that are clear, all who are placed are one."""
    placed = people.placed
    keys = fingerprints(votes, options.seed)
    some = drawn(votes, placed, keys)
    all_of_them = len(some) == len(placed)
    sample = Sample(votes, some, people.out, keys, people.found, AXES, moving=all_of_them)
    needed = max(1, min(enough(sample.asked), sample.asked // 2))  # of votes a few of which are hidden
    times = options.resamples if all_of_them else min(options.resamples, FEWER)
    times = times if len(some) else 0  # nobody is placed: all statements are left out, say

    def resampled(time: int) -> Again:
        resample = sample.resample(time, options.seed)
        who = np.flatnonzero(resample.voted >= needed)
        gathered = cells((resample.sums * people.unit)[who], MOST_AGAIN)
        return Again(resample, gathered, who, surprise(resample, None, 1))

    again = native.each(resampled, range(times))
    inside = people.cells.of[np.searchsorted(placed, some)]
    best = Search(people.cells, inside, sample, again, options.seed).best(options.max_groups) if again else None
    if best is None:
        k = min(1, len(placed))
        stability = Stability(1.0, 1.0, False, 0.0, len(again))
        return Found(np.zeros(len(placed), np.int32), np.zeros((k, AXES)), (None,) * k, stability)
    labels = best.labels[people.cells.of]
    if best.said is not None and best.sizes is not None:
        said = sample.whole(best.said, len(votes.statements), people.out)
        labels = np.argmax(likelihoods(votes, said, best.sizes, people.out)[placed], axis=1).astype(np.int32)
    sizes = np.bincount(labels, minlength=best.k)
    where = people.points[placed]
    centres = np.stack([np.sort(where[labels == group], axis=0).mean(axis=0) for group in range(best.k)])
    order = np.lexsort((centres[:, 1], centres[:, 0], -sizes))
    number = np.empty(best.k, dtype=np.int32)
    number[order] = np.arange(best.k, dtype=np.int32)
    stability = Stability(
        agreement=best.agreement,
        k_share=best.as_many,
        significant=True,
        silhouette=silhouette(people.cells, best.labels, best.k),
        resamples=len(again),
    )
    return Found(number[labels], centres[order], tuple(best.holds[order].tolist()), stability, best.said is not None)


def _map(votes: Votes, options: Options, people: People, groups: Found) -> Map:
    points, centres, k = people.points, groups.centres, len(groups.centres)
    facets = {facet: coded(values) for facet, values in options.facets.items()}
    labels = np.full(len(votes.people), -1, dtype=np.int32)
    labels[people.placed] = groups.labels
    counts = tables(
        votes,
        {facet: (told.codes, len(told.names)) for facet, told in facets.items()}
        | {"group": (labels, k), HALVES: (halves(labels, points, centres), 2 * k)},
    )
    near, _ = parted(counts.pop(HALVES))
    skip = people.out
    agreed, rejected = held_by_all(counts["group"], skip=skip)
    sizes = np.bincount(labels[labels >= 0], minlength=k).tolist()
    found = _first(people.found, AXES)
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
            Group(number, size, (x, y), told, hold)
            for number, (size, (x, y), told, hold) in enumerate(
                zip(sizes, centres.tolist(), stances(counts["group"], skip=skip), groups.holds, strict=True)
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
        stability=groups.stability,
        tables=counts,
        cells={"group": tuple(str(number) for number in range(k))}
        | {facet: told.names for facet, told in facets.items()},
        digest=digest(votes, options),
        by_answers=groups.by_answers,
    )
