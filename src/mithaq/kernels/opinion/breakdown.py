"""Every figure by what people are (category, country, level, language …), with nothing of few people in it.

A table counts, by cell and statement, who agreed, disagreed, passed. Beside it stand the totals of every statement and
how many people each cell has, so a single masked cell could be computed by subtraction. Hence, on every statement:

- what 1…floor-1 people answered is masked;
- if anything is masked, so much is masked that it is at least two cells and together at least `floor` votes: the next
  smallest goes too, as long as needed (complementary suppression; Willenborg and de Waal 2001, "Elements of Statistical
  Disclosure Control");
- a cell whose number of people is masked (by the same two rules) is masked whole: its votes would tell its size;
- where all together are fewer than `floor`, the total is masked with them.

Whoever knows every shown cell and total then knows of a masked cell only that it has between none and `floor` or more,
and masked answers only added up over `floor` votes or more. (Who also knows these rules can sometimes tell how many
voted in a masked cell, since a complement is the smallest there was; how they voted, not.)
Who is in no cell ("not told", or placed in no group) is a cell as any other: it too could be computed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mithaq.kernels.opinion.bridging import halves, parted, value
from mithaq.kernels.opinion.figures import figures, held_by_all
from mithaq.kernels.opinion.tables import coded, table, tables
from mithaq.kernels.opinion.tables import totals as totals_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from mithaq.kernels.opinion.model import Ints, Map, Votes

    Mask = npt.NDArray[np.bool_]

NOT_TOLD = ""


@dataclass(frozen=True, eq=False)
class Breakdown:
    """Counts (cells, statements, answers) by one facet. `people`: how many of each cell cast a vote. The last cell is
    who did not tell, if there are such."""

    facet: str
    cells: tuple[str, ...]
    counts: Ints
    people: Ints


@dataclass(frozen=True, eq=False)
class Publishable:
    """What may be shown. `shown` (cells, statements), `people_shown` (cells), `totals_shown` (statements).

    `unanimous` (cells, statements) flags shown cells in which all gave the same answer: each of them can be known to
    have given it, so a caller says so before publishing, or leaves it out. `rest_unanimous` (statements) flags where
    all the masked together did.
    """

    shown: Mask
    people_shown: Mask
    totals_shown: Mask
    unanimous: Mask
    rest_unanimous: Mask


def breakdowns(
    votes: Votes, facets: Mapping[str, Sequence[str]], *, also: Mapping[str, tuple[Any, int]] | None = None
) -> tuple[dict[str, Breakdown], dict[str, Ints]]:
    """The tables of every facet, and of whatever else is to be counted (`also`: labels and number of cells), all in
    one pass over the votes. Refused (ValueError): a facet told of another number of people."""
    labellings: dict[str, tuple[Any, int]] = {}
    names: dict[str, tuple[str, ...]] = {}
    for facet, values in facets.items():
        if len(values) != len(votes.people):
            raise ValueError(f"{facet} is told of {len(values)} people, and there are {len(votes.people)}")
        codes = coded(values)
        silent = codes.codes < 0
        cells = codes.names + ((NOT_TOLD,) if silent.any() else ())
        names[facet] = cells
        labellings[f"facet:{facet}"] = (np.where(silent, len(codes.names), codes.codes), len(cells))
    counted = tables(votes, {**labellings, **{f"also:{name}": given for name, given in (also or {}).items()}})
    voted = np.diff(votes.starts) > 0
    found = {
        facet: Breakdown(
            facet,
            cells,
            counted[f"facet:{facet}"],
            np.bincount(labellings[f"facet:{facet}"][0][voted], minlength=len(cells)),
        )
        for facet, cells in names.items()
    }
    return found, {name: counted[f"also:{name}"] for name in also or {}}


def publishable(
    counts: Ints, floor: int, *, people: Ints | None = None, totals: Ints | None = None, everybody: int | None = None
) -> Publishable:
    """What of a table may be shown, if nothing of fewer than `floor` people may be known from it.

    `people`: how many each cell has, if that is shown as well. `totals` (statements, 3) and `everybody` are the totals
    as published, if they count more than the cells: the difference is then a cell of its own, never shown.
    """
    cells = len(counts)
    sizes = counts.sum(axis=2)
    whole = counts.sum(axis=0) if totals is None else totals
    beyond = whole.sum(axis=1) - sizes.sum(axis=0)
    if (beyond < 0).any():
        raise ValueError("the totals are smaller than the sum of the cells")
    heads = np.zeros(cells, dtype=np.int64) if people is None else np.asarray(people, dtype=np.int64)
    others = 0 if everybody is None else everybody - int(heads.sum())
    if others < 0:
        raise ValueError("there are fewer people than in the cells")
    sizes = np.concatenate([sizes, beyond[None]])
    heads = np.append(heads, others)
    small = _masked(heads[:, None], np.zeros(cells + 1, dtype=bool), floor)[:, 0]
    hidden = _masked(sizes, small, floor)
    shown = ~hidden[:cells]
    answers = np.concatenate([counts, (whole - counts.sum(axis=0))[None]])
    rest = np.where(hidden[:, :, None], answers, 0).sum(axis=0)
    return Publishable(
        shown=shown,
        people_shown=~small[:cells],
        totals_shown=(whole.sum(axis=1) >= floor) | (whole.sum(axis=1) == 0),
        unanimous=shown & (sizes[:cells] > 0) & (counts.max(axis=2, initial=0) == sizes[:cells]),
        rest_unanimous=(rest.sum(axis=1) > 0) & (rest.max(axis=1) == rest.sum(axis=1)),
    )


def _masked(sizes: Ints, forced: Mask, floor: int) -> Mask:
    """By cell and statement what is masked. In every column the masked are the forced ones and the smallest of those
    that are not empty, as many as the rules need: all columns at once, by sums over the cells in order of size."""
    cells = len(sizes)
    first = forced[:, None] | np.zeros_like(sizes, dtype=bool)
    empty = (sizes == 0) & ~first
    order = np.lexsort((np.broadcast_to(np.arange(cells)[:, None], sizes.shape), sizes, empty, ~first), axis=0)
    ranked = np.take_along_axis(sizes, order, axis=0)
    sums = np.cumsum(ranked, axis=0)
    must = np.count_nonzero(first | ((sizes > 0) & (sizes < floor)), axis=0)  # the first so many of the order
    filled = np.count_nonzero(ranked > 0, axis=0) + np.count_nonzero(first & (sizes == 0), axis=0)
    together = np.where(must > 0, np.take_along_axis(sums, np.maximum(must - 1, 0)[None], axis=0)[0], 0)
    number = np.arange(1, cells + 1)[:, None]
    enough = (number >= must) & (number >= 2) & (sums >= floor)
    needed = np.where(enough.any(axis=0), np.argmax(enough, axis=0) + 1, filled)
    needed = np.where((must > 0) & (together > 0), np.minimum(needed, np.maximum(filled, must)), must)
    hidden = np.zeros(sizes.shape, dtype=bool)
    np.put_along_axis(hidden, order, number <= needed[None], axis=0)
    return hidden


def told_of(drawn: Map, floor: int) -> Map:
    """The map without its groups of fewer than `floor` people: who was in one stands in none, and what all groups share
    and what divides them is counted over the others. The map itself, if there are no such groups."""
    kept = [group for group in drawn.groups if group.size >= floor]
    if len(kept) == drawn.k:
        return drawn
    number = np.full(drawn.k + 1, -1, dtype=np.int32)  # the last place is that of who stands in none
    number[[group.number for group in kept]] = np.arange(len(kept))
    labels = number[drawn.labels]
    centres = np.array([group.centre for group in kept], dtype=np.float64).reshape(-1, 2)
    counts = drawn.tables["group"][[group.number for group in kept]]
    near, _ = parted(table(drawn.votes, halves(labels, drawn.points, centres), 2 * len(kept)))
    skip = drawn.votes.hidden | drawn.votes.meta
    extremity = np.zeros(counts.shape[1])
    weights = {}
    for one in drawn.figures:
        extremity[one.statement], weights[one.statement] = one.extremity, one.priority
    found = figures(counts, totals=totals_of(drawn.votes), extremity=extremity, bridging=value(near), skip=skip)
    agreed, rejected = drawn.agreed_by_all, drawn.rejected_by_all
    if drawn.mode != "polis":  # which tells what the whole holds, whatever the groups
        agreed, rejected = held_by_all(counts, skip=skip)
    return replace(
        drawn,
        labels=labels,
        groups=tuple(replace(group, number=place) for place, group in enumerate(kept)),
        figures=tuple(replace(one, priority=weights[one.statement]) for one in found),
        agreed_by_all=agreed,
        rejected_by_all=rejected,
        tables={**drawn.tables, "group": counts},
        cells={**drawn.cells, "group": tuple(str(place) for place in range(len(kept)))},
    )
