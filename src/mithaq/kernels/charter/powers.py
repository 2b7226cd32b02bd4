"""How much a weighted vote can change: the index of Banzhaf, exactly."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

MOST = 40_000  # different sums of half the voters that are kept at once


def banzhaf(weights: Sequence[int | Fraction], quota: int | Fraction, *, strict: bool = False) -> tuple[Fraction, ...]:
    """Each voter's share of all swings: of the coalitions that win with the voter and lose without (Banzhaf 1965).

    A coalition wins with `quota`; where `strict`, with more. Exact: the voters are parted in two halves, the weights of
    the coalitions of each are counted by their generating function, and the halves are put together by sorted sums.
    All noughts where nobody ever swings. Raises ValueError where a weight is below nought, and where the coalitions
    of half the voters weigh more than MOST different sums.
    """
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight is below nought")
    whole = math.lcm(*(Fraction(one).denominator for one in (*weights, quota)))
    units = [int(weight * whole) for weight in weights]
    need = int(quota * whole) + int(strict)
    swings: dict[int, int] = {}
    for number, unit in enumerate(units):
        if unit not in swings:
            others = sorted(units[:number] + units[number + 1 :])
            swings[unit] = _between(_sums(others[::2]), _sums(others[1::2]), need - unit, need)
    total = sum(swings[unit] for unit in units)
    return tuple(Fraction(swings[unit], total) if total else Fraction() for unit in units)


def _sums(units: Sequence[int]) -> dict[int, int]:
    """How many coalitions weigh how much: the product of (1 + x^unit)."""
    counts = {0: 1}
    for unit in units:
        after = dict(counts)
        for weight, many in counts.items():
            after[weight + unit] = after.get(weight + unit, 0) + many
        counts = after
        if len(counts) > MOST:
            raise ValueError("too many different coalitions")
    return counts


def _between(one: dict[int, int], other: dict[int, int], least: int, below: int) -> int:
    """How many pairs of coalitions, one of each half, weigh together `least` or more and less than `below`."""
    sums = sorted(other)
    upto = [0, *accumulate(other[weight] for weight in sums)]
    return sum(
        many * (upto[bisect_right(sums, below - weight - 1)] - upto[bisect_left(sums, least - weight)])
        for weight, many in one.items()
    )
