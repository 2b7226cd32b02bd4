"""What sets each group apart, what unites and what divides: everything from counts (groups, statements, 3), in one go.

Shares are of those who voted on the statement, who passed among them, with one vote added on either side. What is told
as found is tested and corrected for as many statements and groups as there are (chance.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mithaq.kernels.opinion.chance import SURE, corrected, differ, every_half, least_difference
from mithaq.kernels.opinion.model import AGREE, DISAGREE, Figure, Stance
from mithaq.kernels.opinion.proportions import share, z1, z2

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy.typing as npt

    from mithaq.kernels.opinion.model import Floats, Ints, Map

META_PRIORITY = 49.0  # (importance 7) squared: what asks who one is comes up again and again


# what sets a group apart


def stances(counts: Ints, *, skip: Collection[int] = ()) -> tuple[tuple[Stance, ...], ...]:
    """By group, every statement that sets it apart, strongest first: not the first five, the whole list.

    A group holds a statement if more than half of those who voted on it agree, surely more of them (p, corrected for
    all groups, statements and both directions) than of all others; it rejects it likewise. They are ranked by how much
    more at least: the lower end of the interval of the difference, so that few votes cannot outrank many. A group with
    no sure stance has the nearest to one, its p saying so; a group alone has none. `skip`: statements left out.
    """
    k, m, _ = counts.shape
    if k < 2:
        return ((),) * k
    n = counts.sum(axis=2)
    rest = counts.sum(axis=0)[None] - counts
    of_rest = n.sum(axis=0)[None] - n
    held, held_by_rest = counts[:, :, :2], rest[:, :, :2]  # (groups, statements, agree | disagree)
    trials, trials_of_rest = n[:, :, None], of_rest[:, :, None]
    asked = (trials > 0) & (trials_of_rest > 0) & _kept(m, skip)[None, :, None]
    p = corrected(differ(held, trials, held_by_rest, trials_of_rest), asked)
    own, other = share(held, trials), share(held_by_rest, trials_of_rest)
    least = np.where(asked, least_difference(held, trials, held_by_rest, trials_of_rest), -np.inf)
    way = np.argmax(least, axis=2)[:, :, None]  # 0: they agree more than others; 1: they disagree more
    p, own, other, least = (np.take_along_axis(one, way, axis=2)[:, :, 0] for one in (p, own, other, least))
    way = way[:, :, 0]
    apart = (own > other) & (own > 0.5) & np.isfinite(least)
    sure = apart & (p <= SURE)
    chosen = [_ranked(least[one], sure[one], apart[one]) for one in range(k)]
    z_own = np.where(way == 0, z1(counts[:, :, 0], n), z1(counts[:, :, 1], n))
    z_other = np.where(
        way == 0,
        z2(counts[:, :, 0], rest[:, :, 0], n, of_rest),
        z2(counts[:, :, 1], rest[:, :, 1], n, of_rest),
    )
    return tuple(
        tuple(
            Stance(*facts)
            for facts in zip(
                places.tolist(),
                np.where(way[one, places] == 0, AGREE, DISAGREE).tolist(),
                *counts[one, places].T.tolist(),
                *(of[one, places].tolist() for of in (own, own / other, z_own, z_other, p)),
                strict=True,
            )
        )
        for one, places in enumerate(chosen)
    )


def _ranked(least: Floats, sure: npt.NDArray[np.bool_], apart: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
    """The places of the sure, strongest first; if none, the strongest of those that set apart at all."""
    places = np.flatnonzero(sure)
    if places.size:
        return places[np.argsort(-least[places], kind="stable")]
    places = np.flatnonzero(apart)
    return places[np.argsort(-least[places], kind="stable")[:1]]


def _kept(m: int, skip: Collection[int]) -> npt.NDArray[np.bool_]:
    kept = np.ones(m, dtype=bool)
    if skip:
        kept[sorted(skip)] = False
    return kept


# what unites, what divides


def figures(
    counts: Ints,
    *,
    totals: Ints | None = None,
    extremity: Floats | None = None,
    bridging: Floats | None = None,
    skip: Collection[int] = (),
) -> tuple[Figure, ...]:
    """The figures of every statement that is not left out (`skip`), in their order.

    `totals` (statements, 3) counts everybody, also who is in no group; not told, it is the sum of the groups.
    `divides` is the largest difference between two groups in the share that agrees, `divides_p` the chance of it,
    corrected for as many pairs of groups as could have been the one, and for as many statements.
    """
    kept = np.flatnonzero(_kept(counts.shape[1], skip))
    counts = counts[:, kept]
    totals = counts.sum(axis=0) if totals is None else totals[kept]
    far = np.zeros(kept.size) if extremity is None else np.asarray(extremity, dtype=np.float64)[kept]
    carries = np.zeros(kept.size) if bridging is None else np.asarray(bridging, dtype=np.float64)[kept]
    n = counts.sum(axis=2)
    agreeing, disagreeing = share(counts[:, :, 0], n), share(counts[:, :, 1], n)
    together = np.ones(kept.size)
    for one in agreeing:  # in this order, as Polis multiplies
        together = together * one
    apart, pairs, p = _division(counts, n, agreeing)
    return tuple(
        Figure(*facts)
        for facts in zip(
            kept.tolist(),
            *totals.T.tolist(),
            *(one.tolist() for one in (together, _mean(agreeing), _mean(disagreeing), apart)),
            pairs,
            *(one.tolist() for one in (p, carries, far, priorities(totals, far))),
            strict=True,
        )
    )


def _mean(shares: Floats) -> Floats:
    """The geometric mean over groups; with no group, a half, as of a statement nobody has voted on."""
    if not len(shares):
        return np.full(shares.shape[1], 0.5)
    found: Floats = np.exp(np.log(shares).mean(axis=0))
    return found


def _division(counts: Ints, n: Ints, agreeing: Floats) -> tuple[Floats, Sequence[tuple[int, int] | None], Floats]:
    k, m = n.shape
    if k < 2:
        return np.zeros(m), [None] * m, np.ones(m)
    places = np.arange(m)
    shown = np.where(n > 0, agreeing, np.nan)  # a group that did not vote on it stands on no side
    most = np.argmax(np.where(np.isnan(shown), -1.0, shown), axis=0)
    least = np.argmin(np.where(np.isnan(shown), 2.0, shown), axis=0)
    two = (n > 0).sum(axis=0) > 1
    apart = np.where(two, agreeing[most, places] - agreeing[least, places], 0.0)
    p = differ(counts[most, places, 0], n[most, places], counts[least, places, 0], n[least, places])
    p = corrected(np.minimum(1.0, p * (k * (k - 1) // 2)), two)
    pairs = [
        (a, b) if differs else None
        for a, b, differs in zip(most.tolist(), least.tolist(), (apart > 0).tolist(), strict=True)
    ]
    return apart, pairs, p


def held_by_all(counts: Ints, *, skip: Collection[int] = ()) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The statements that every group agrees to, and those that every group rejects: surely more than half of each
    group, not only of the whole (`every_half`). Strongest (by the geometric mean over groups) first.
    """
    n = counts.sum(axis=2)
    asked = _kept(counts.shape[1], skip) & (n > 0).all(axis=0)
    return _held(counts[:, :, 0], n, asked), _held(counts[:, :, 1], n, asked)


def _held(x: Ints, n: Ints, asked: npt.NDArray[np.bool_]) -> tuple[int, ...]:
    if not len(x):
        return ()
    places = np.flatnonzero(every_half(x, n, asked) <= SURE)
    strength = _mean(share(x[:, places], n[:, places]))
    return tuple(places[np.argsort(-strength, kind="stable")].tolist())


def dividing(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Those that surely divide two groups, most dividing first."""
    found = [one for one in figures if one.divides_p <= SURE and one.divides_between is not None]
    return tuple(sorted(found, key=lambda one: (-one.divides, one.divides_p, one.statement)))


def uniting(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """All, from what every group agrees to or every group rejects most down to what no two share."""
    return tuple(sorted(figures, key=lambda one: (-max(one.united, one.united_against), one.statement)))


# what is unsure, and what is asked next


@dataclass(frozen=True)
class Unsure:
    """A statement on which more pass than is usual here: unclear, or people do not know yet.

    `passing` is the share of those who voted on it, `usual` that on all other statements, `by_group` the share of each
    group; `p` the chance of so many, corrected.
    """

    statement: int
    passed: int
    passing: float
    usual: float
    by_group: tuple[float, ...]
    p: float


def unsure(counts: Ints, *, totals: Ints | None = None, skip: Collection[int] = ()) -> tuple[Unsure, ...]:
    """The statements on which surely more pass than on the others, the most unsure first."""
    totals = counts.sum(axis=0) if totals is None else totals
    n = totals.sum(axis=1)
    kept = _kept(len(n), skip) & (n > 0)
    passed, voted = totals[:, 2] * kept, n * kept
    rest, of_rest = passed.sum() - passed, voted.sum() - voted
    p = corrected(differ(passed, voted, rest, of_rest), kept)
    passing, usual = share(passed, voted), share(rest, of_rest)
    by_group = share(counts[:, :, 2], counts.sum(axis=2))
    least = least_difference(passed, voted, rest, of_rest)
    places = np.flatnonzero(kept & (p <= SURE) & (passing > usual))
    places = places[np.argsort(-least[places], kind="stable")]
    return tuple(
        Unsure(
            one,
            int(passed[one]),
            float(passing[one]),
            float(usual[one]),
            tuple(by_group[:, one].tolist()),
            float(p[one]),
        )
        for one in places.tolist()
    )


def priorities(totals: Ints, extremity: Floats, *, meta: Collection[int] = ()) -> Floats:
    """By statement, the weight by which it is drawn to be asked next (Polis' formula).

    Much where people agree, do not pass and stand apart; and much more (up to ninefold, squared) while few have voted.
    `extremity` is the length of the statement's vector on the map; with zeros the weight rests on the votes alone.
    """
    n = totals.sum(axis=1)
    far = np.asarray(extremity, dtype=np.float64)
    importance = (1.0 - share(totals[:, 2], n)) * (far + 1.0) * share(totals[:, 0], n)
    found: Floats = (importance * (1.0 + 8.0 * 2.0 ** (-n / 5.0))) ** 2
    if meta:
        found[sorted(meta)] = META_PRIORITY
    return found


# between chosen groups


@dataclass(frozen=True)
class Between:
    """What some chosen groups share and what parts them: everything counted among them alone.

    `agreed_by_all` and `rejected_by_all` hold in each of them; `figures` has every statement; `stances` by group number
    what sets it apart from the other chosen ones.
    """

    groups: tuple[int, ...]
    agreed_by_all: tuple[int, ...]
    rejected_by_all: tuple[int, ...]
    figures: tuple[Figure, ...]
    stances: dict[int, tuple[Stance, ...]]

    @property
    def divides(self) -> tuple[Figure, ...]:
        return dividing(self.figures)


def between(drawn: Map, *groups: int) -> Between:
    """The figures between two or more groups of a map, by their numbers. Refused (ValueError): a group there is not."""
    chosen = tuple(dict.fromkeys(groups))
    if len(chosen) < 2 or not all(0 <= one < drawn.k for one in chosen):
        raise ValueError(f"two or more groups of 0…{drawn.k - 1} are asked for, not {groups}")
    counts = drawn.tables["group"][list(chosen)]
    skip = drawn.votes.hidden | drawn.votes.meta
    extremity = np.zeros(counts.shape[1])
    for one in drawn.figures:
        extremity[one.statement] = one.extremity
    agreed, rejected = held_by_all(counts, skip=skip)
    found = stances(counts, skip=skip)
    return Between(
        chosen,
        agreed,
        rejected,
        tuple(_renumbered(one, chosen) for one in figures(counts, extremity=extremity, skip=skip)),
        dict(zip(chosen, found, strict=True)),
    )


def _renumbered(figure: Figure, chosen: tuple[int, ...]) -> Figure:
    """With the numbers the groups have on the map, not among the chosen."""
    if figure.divides_between is None:
        return figure
    a, b = figure.divides_between
    return Figure(**{**vars(figure), "divides_between": (chosen[a], chosen[b])})
