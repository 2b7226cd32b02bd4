"""What Polis tells of counts: what sets a group apart, what all hold, how far groups agree, what is shown next.

Counts come as tables whose last axis is ANSWERS (agree, disagree, pass): by statement, or by group and statement. The
selections are those of Polis' published results. Of its known oddities one is kept on purpose: the statement a group
agrees to best is told in the direction in which it differs most, so that it may be one the group rejects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mithaq.kernels.opinion.figures import priorities
from mithaq.kernels.opinion.model import AGREE, DISAGREE, Stance
from mithaq.kernels.opinion.proportions import Z90, share, z1, z2

if TYPE_CHECKING:
    from collections.abc import Collection

    from mithaq.kernels.opinion.model import Floats, Ints

FIRST = 5  # so many are told of each group, and of what all agree to or reject


class Tests:
    """Of every statement (last axis) of every group: shares, ratios to all others and tests, of agreeing (pa, ra, pat,
    rat) and of disagreeing (pd, rd, pdt, rdt), by the names of the literature."""

    def __init__(self, table: Ints) -> None:
        agreed, disagreed, voted = table[..., 0], table[..., 1], table.sum(axis=-1)
        others = table.sum(axis=0) - table
        voted_of_others = others.sum(axis=-1)
        self.pa, self.pd = share(agreed, voted), share(disagreed, voted)
        self.ra = self.pa / share(others[..., 0], voted_of_others)
        self.rd = self.pd / share(others[..., 1], voted_of_others)
        self.pat, self.pdt = z1(agreed, voted), z1(disagreed, voted)
        self.rat = z2(agreed, others[..., 0], voted, voted_of_others)
        self.rdt = z2(disagreed, others[..., 1], voted, voted_of_others)
        self.sufficient = ((self.rat > Z90) & (self.pat > Z90)) | ((self.rdt > Z90) & (self.pdt > Z90))
        self.agreeing = self.rat > self.rdt
        self.metric = np.where(
            self.agreeing, self.ra * self.rat * self.pa * self.pat, self.rd * self.rdt * self.pd * self.pdt
        )


def polis_representative(table: Ints, left_out: Collection[int] = ()) -> tuple[tuple[Stance, ...], ...]:
    """What sets each group of `table` apart, at most five statements each, those agreed to before those rejected.

    `left_out` are statements not told of (moderated out, or asking who one is). The statement the group agrees to best
    comes first even where it does not differ significantly. A group alone has nothing that sets it apart.
    """
    table = np.asarray(table)
    if len(table) < 2:
        return ((),) * len(table)
    tests = Tests(table)
    asked = [place for place in range(table.shape[1]) if place not in set(left_out)]
    return tuple(_of_group(table[group], tests, group, asked) for group in range(len(table)))


def _of_group(counts: Ints, tests: Tests, group: int, asked: list[int]) -> tuple[Stance, ...]:
    sufficient = [place for place in asked if tests.sufficient[group, place]]
    best = _best_agreed(counts, tests, group, asked)
    if sufficient:
        ranked = sorted((place for place in sufficient if place != best), key=lambda place: -tests.metric[group, place])
        chosen = ([] if best is None else [best]) + ranked
    elif best is not None:
        chosen = [best]
    else:
        chosen = [max(asked, key=lambda place: max(tests.rat[group, place], tests.rdt[group, place]))] if asked else []
    stances = [_stance(counts, tests, group, place) for place in chosen[:FIRST]]
    return tuple(sorted(stances, key=lambda stance: stance.direction != AGREE))


def _best_agreed(counts: Ints, tests: Tests, group: int, asked: list[int]) -> int | None:
    """The statement the group agrees to best; none if it agrees to nothing convincingly.

    Asked one after the other, as Polis does: once the one held agrees more than all others do, only a larger metric
    replaces it; until then any that is agreed to more.
    """
    pa, pat, ra, rat = (each[group].tolist() for each in (tests.pa, tests.pat, tests.ra, tests.rat))
    held: int | None = None
    for place in asked:
        if not counts[place, 0] and not counts[place, 1]:
            continue
        if held is None:
            better = pat[place] > Z90 or (ra[place] > 1.0 and pa[place] > 0.5)
        elif ra[held] > 1.0:
            better = ra[place] * rat[place] * pa[place] * pat[place] > ra[held] * rat[held] * pa[held] * pat[held]
        else:
            better = pa[place] * pat[place] > pa[held] * pat[held]
        held = place if better else held
    return held


def _stance(counts: Ints, tests: Tests, group: int, place: int) -> Stance:
    agreed, disagreed, passed = (int(n) for n in counts[place])
    agreeing = bool(tests.agreeing[group, place])
    told = (tests.pa, tests.ra, tests.pat, tests.rat) if agreeing else (tests.pd, tests.rd, tests.pdt, tests.rdt)
    held, ratio, z_own, z_other = (float(each[group, place]) for each in told)
    return Stance(
        statement=place,
        direction=AGREE if agreeing else DISAGREE,
        agreed=agreed,
        disagreed=disagreed,
        passed=passed,
        share=held,
        ratio=ratio,
        z_own=z_own,
        z_other=z_other,
    )


def polis_consensus(counts: Ints, left_out: Collection[int] = ()) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The at most five statements that all agree to, and that all reject, of the `counts` over everybody."""
    counts = np.asarray(counts)
    voted, out = counts.sum(axis=-1), set(left_out)
    found = []
    for answer in (0, 1):
        held, test = share(counts[:, answer], voted), z1(counts[:, answer], voted)
        strong = [int(place) for place in np.flatnonzero((held > 0.5) & (test > Z90)) if int(place) not in out]
        metric = held * test
        found.append(tuple(sorted(strong, key=lambda place: -metric[place])[:FIRST]))
    return found[0], found[1]


def polis_group_aware(table: Ints) -> list[float]:
    """Of every statement the product, over groups, of the share that agrees; 1 where there is no group."""
    table = np.asarray(table)
    return [float(value) for value in share(table[..., 0], table.sum(axis=-1)).prod(axis=0)]


def polis_priorities(table: Ints, extremity: Floats, meta: Collection[int] = ()) -> list[float]:
    """The weight by which each statement is shown next, from the votes of all who are in a group.

    From these very counts, where Polis takes those of its last tick; production's 49 for everything is not followed.
    """
    return [float(weight) for weight in priorities(np.asarray(table).sum(axis=0), extremity, meta=meta)]
