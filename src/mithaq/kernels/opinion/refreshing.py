"""The map of a running dialogue between two full drawings: what a vote moves is moved, what it cannot is carried on.

Anew and as in a full drawing: the axes (begun at the last ones), where everybody stands, all counts, all figures.
Carried on from the last full drawing: how many groups there are, how sure they are (`Stability`, `Group.holds`), their
numbers, and who is in which, but for those whose votes changed: they are in the group of whoever stands nearest (or,
where people are placed by what they say, in the group whose answers tell theirs best). Who has no longer enough votes
is in none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mithaq.kernels.opinion.axes import axes
from mithaq.kernels.opinion.bridging import halves, parted, value
from mithaq.kernels.opinion.drawing import ground
from mithaq.kernels.opinion.figures import figures, held_by_all, stances
from mithaq.kernels.opinion.model import Group, Map, Options, Votes
from mithaq.kernels.opinion.placing import likelihoods
from mithaq.kernels.opinion.projection import statement_points
from mithaq.kernels.opinion.stable import AXES, HALVES, standing
from mithaq.kernels.opinion.tables import coded, tables
from mithaq.kernels.opinion.votes import digest, left_out, subset

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping

    import numpy.typing as npt

    from mithaq.kernels.opinion.model import Ints
    from mithaq.kernels.opinion.moments import Moments

    Labels = npt.NDArray[np.int32]

FEW = 0.05  # of all people: of no more of them the counts are corrected, of more they are made anew


@dataclass(frozen=True, eq=False)
class Kept:
    """What a refreshed map was counted from: labels by kind and how many cells, and the counts."""

    labellings: Mapping[str, tuple[Labels, int]]
    counts: Mapping[str, Ints]


def fits(last: Map, options: Options) -> bool:
    """Whether a map may be carried on: of mode `stable`, with groups, drawn with the same options (facets aside)."""

    def drawn(one: Options) -> tuple[object, ...]:
        return one.mode, one.max_groups, one.seed, one.resamples, one.floor

    return last.mode == "stable" and last.k > 0 and drawn(last.options) == drawn(options)


def carried_on(
    last: Map, kept: Kept | None, votes: Votes, moments: Moments | None, touched: Collection[Hashable], options: Options
) -> tuple[Map, Kept]:
    """The map of these votes from the last one; `touched` are the people whose votes changed since."""
    out = left_out(votes)
    same_statements = votes.statements == last.votes.statements
    found = axes(ground(votes, moments), out, count=AXES, start=last.axes if same_statements else None)
    _, points, placed = standing(votes, found, out)
    same_people = votes.people == last.votes.people
    rows = _rows(votes, touched)
    labels = _labels(last, votes, points, placed, rows, same_people=same_people)
    centres = _centres(points, labels, last.k)
    facets = {facet: coded(values) for facet, values in options.facets.items()}
    labellings: dict[str, tuple[Labels, int]] = {facet: (told.codes, len(told.names)) for facet, told in facets.items()}
    labellings |= {"group": (labels, last.k), HALVES: (halves(labels, points, centres), 2 * last.k)}
    same_cells = all(last.cells.get(facet) == told.names for facet, told in facets.items())
    counts = None
    if kept is not None and same_statements and same_people and same_cells:
        counts = _corrected(kept, last.votes, votes, labellings, rows)
    counts = counts or tables(votes, labellings)
    kept = Kept(labellings, counts)
    near, _ = parted(counts[HALVES])
    agreed, rejected = held_by_all(counts["group"], skip=out)
    sizes = np.bincount(labels[labels >= 0], minlength=last.k).tolist()
    reach = statement_points(found)
    new = Map(
        mode=last.mode,
        votes=votes,
        options=options,
        labels=labels,
        points=points,
        centre=found.centre,
        axes=found.vectors,
        groups=tuple(
            Group(before.number, size, (x, y), told, before.holds)
            for before, size, (x, y), told in zip(
                last.groups, sizes, centres.tolist(), stances(counts["group"], skip=out), strict=True
            )
        ),
        figures=figures(
            counts["group"],
            totals=_totals(moments, votes),
            extremity=np.hypot(reach[:, 0], reach[:, 1]),
            bridging=value(near),
            skip=out,
        ),
        agreed_by_all=agreed,
        rejected_by_all=rejected,
        stability=last.stability,
        tables={name: count for name, count in counts.items() if name != HALVES},
        cells={"group": last.cells["group"]} | {facet: told.names for facet, told in facets.items()},
        digest=digest(votes, options),
        by_answers=last.by_answers,
        refreshed=True,
    )
    return new, kept


def _rows(votes: Votes, touched: Collection[Hashable]) -> Ints:
    """The places of some people, ascending; of those who are gone none."""
    if isinstance(votes.people, range):
        found = [votes.people.index(one) for one in touched if isinstance(one, int) and one in votes.people]
    else:
        found = [place for place, person in enumerate(votes.people) if person in touched]
    return np.array(sorted(found), dtype=np.int64)


def _labels(
    last: Map,
    votes: Votes,
    points: npt.NDArray[np.float64],
    placed: Ints,
    rows: Ints,
    *,
    same_people: bool,
) -> Labels:
    if same_people:
        labels = last.labels.copy()
    else:
        before = last.group_of
        labels = np.fromiter((before.get(person, -1) for person in votes.people), np.int32, len(votes.people))
    stays = np.zeros(len(labels), dtype=bool)
    stays[placed] = True
    labels[~stays] = -1
    stays[rows] = False
    stays &= labels >= 0
    moved = placed[~stays[placed]]  # whose votes changed, and who is placed for the first time
    if not len(moved) or not stays.any():
        labels[moved] = np.maximum(labels[moved], 0)
        return labels
    if last.by_answers and votes.statements == last.votes.statements:
        sizes = np.bincount(labels[stays], minlength=last.k)
        likely = likelihoods(subset(votes, rows=moved), last.tables["group"], sizes, left_out(votes))
        labels[moved] = np.argmax(likely, axis=1)
        return labels
    # the nearest of each group, so that of equally near ones the first group has them, whoever stands where in a row
    far = np.full((len(moved), last.k), np.inf)
    for group in range(last.k):
        members = points[stays & (labels == group)]
        if len(members) and len(moved) <= 8:  # a tree would take longer to grow
            far[:, group] = [((members - point) ** 2).sum(axis=1).min() for point in points[moved]]
        elif len(members):
            from scipy.spatial import cKDTree  # inline: takes a tenth of a second, and is needed for many moved only

            far[:, group] = cKDTree(members).query(points[moved])[0]
    labels[moved] = np.argmin(far, axis=1)
    return labels


def _centres(points: npt.NDArray[np.float64], labels: Labels, k: int) -> npt.NDArray[np.float64]:
    inside = labels >= 0
    who = labels[inside]
    size = np.maximum(np.bincount(who, minlength=k), 1)
    return np.stack(
        [np.bincount(who, weights=points[inside, axis], minlength=k) / size for axis in range(AXES)], axis=1
    )


def _corrected(
    kept: Kept, before: Votes, votes: Votes, labellings: Mapping[str, tuple[Labels, int]], rows: Ints
) -> dict[str, Ints] | None:
    """The counts without what some people said and were, and with what they say and are; None where they are many."""
    if {name: cells for name, (_, cells) in kept.labellings.items()} != {
        name: cells for name, (_, cells) in labellings.items()
    }:
        return None
    concerned = np.zeros(len(votes.people), dtype=bool)
    concerned[rows] = True
    for name, (labels, _) in labellings.items():
        concerned |= labels != kept.labellings[name][0]
    some = np.flatnonzero(concerned)
    if len(some) > FEW * len(votes.people):
        return None

    def of(these: Votes, by: Mapping[str, tuple[Labels, int]]) -> dict[str, Ints]:
        return tables(subset(these, rows=some), {name: (labels[some], cells) for name, (labels, cells) in by.items()})

    less, more = of(before, kept.labellings), of(votes, labellings)
    return {name: kept.counts[name] - less[name] + more[name] for name in labellings}


def _totals(moments: Moments | None, votes: Votes) -> Ints:
    """Counts (statements, answers) of everybody, which the moments know."""
    if moments is None:
        return tables(votes, {"": (np.zeros(len(votes.people), dtype=np.int32), 1)})[""][0]
    agreed, disagreed = moments.agreed, moments.disagreed
    return np.stack([agreed, disagreed, moments.cast - agreed - disagreed], axis=1)
