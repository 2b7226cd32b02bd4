"""Make-ups by chance, and what is true of them by a look at every committee: plain, slow, no line of the engine."""

from __future__ import annotations

import math
import os
import random
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from mithaq.kernels.elections import Attributes, Ballots, Makeup, Quota

MANY = 2_000 if os.environ.get("MITHAQ_FULL") == "1" else 200
VALUES = {
    "level": ("national", "regional", "global"),
    "gender": ("woman", "man"),
    "region": ("nile", "gulf", "horn", "mashreq"),
}
RULES = ("equal", "every", "at-least", "at-most", "share")


def somebody(chance: random.Random) -> dict[str, tuple[str, ...]]:
    """Mostly one value of each attribute; now and then none, or two."""
    return {
        over: tuple(chance.sample(values, chance.choice((1, 1, 1, 1, 0, 2))))
        for over, values in VALUES.items()
        if chance.random() < 0.95
    }


def asked(chance: random.Random, key: str) -> Quota:
    over, rule = chance.choice(sorted(VALUES)), chance.choice(RULES)
    values = tuple(chance.sample(VALUES[over], chance.randint(2, len(VALUES[over]))))
    number = share = None
    if rule == "share" or (rule in ("at-least", "at-most") and chance.random() < 0.5):
        share = Fraction(chance.randint(1, 3), chance.randint(3, 6))
    elif rule in ("at-least", "at-most"):
        number = chance.randint(0, 4)
    where: tuple[tuple[str, str], ...] = ()
    if chance.random() < 0.25:
        other = chance.choice([one for one in sorted(VALUES) if one != over])
        where = ((other, chance.choice(VALUES[other])),)
    return Quota(key, over, rule, values if rule in ("equal", "every") else values[:1], number, share, where)


def makeup_by_chance(seed: int, most: int = 12) -> tuple[Makeup, int]:
    """A make-up of up to so many candidates, and how many seats there are: now and then more than candidates."""
    chance = random.Random(seed)
    number = chance.randint(1, most)
    seats = chance.randint(1, max(1, min(number + 1, 8)))
    return (
        Makeup(
            tuple(asked(chance, f"q{one}") for one in range(chance.randint(1, 4))),
            tuple(somebody(chance) for _ in range(number)),
            tuple(somebody(chance) for _ in range(chance.choice((0, 0, 1, 3)))),
        ),
        seats,
    )


def meetable_by_chance(seed: int, most: int = 12) -> tuple[Makeup, int]:
    """The first make-up from a seed on that some committee meets, with more candidates than seats."""
    for number in range(seed * 100, seed * 100 + 100):
        makeup, seats = makeup_by_chance(number, most)
        if len(makeup.attributes) > max(3, seats) and Every(makeup, seats).meeting():
            return makeup, seats
    raise AssertionError(seed)


def ballots_by_chance(seed: int, candidates: int, seats: int, *, withdrawn: bool = True) -> Ballots:
    """Few papers, and some empty, so that there are ties."""
    chance = random.Random(-1 - seed)
    papers = tuple(
        (chance.randint(1, 7), tuple(chance.sample(range(candidates), chance.randint(0, candidates))))
        for _ in range(chance.randint(1, 20))
    )
    gone = chance.sample(range(candidates), 1) if withdrawn and candidates > 2 and chance.random() < 0.2 else []
    return Ballots(candidates, papers, seats, withdrawn=frozenset(gone))


class Every:
    """Every committee of a size: which of them meet which quotas, and what it would cost to let one pass.

    A committee is a set of candidates, and beside it a number with a bit for each of them: that is quick to look at.
    """

    def __init__(self, makeup: Makeup, size: int) -> None:
        self.makeup, self.size = makeup, size

    @cached_property
    def all(self) -> list[frozenset[int]]:
        return [frozenset(one) for one in combinations(range(len(self.makeup.attributes)), self.size)]

    @cached_property
    def bits(self) -> list[int]:
        return [_bits(one) for one in self.all]

    @cached_property
    def costs(self) -> list[list[int]]:
        """Of each committee, by how many seats each quota would have to be loosened for it to pass."""
        told = [self._counted(quota) for quota in self.makeup.quotas]
        short = [
            [self._short(quota, [sat + (one & those).bit_count() for those, sat in counted]) for one in self.bits]
            for quota, counted in zip(self.makeup.quotas, told, strict=True)
        ]
        return [list(one) for one in zip(*short, strict=True)] if short else [[] for _ in self.bits]

    @cached_property
    def broken(self) -> list[int]:
        """Of each committee, a bit for each quota it breaks."""
        return [_bits(number for number, cost in enumerate(costs) if cost) for costs in self.costs]

    def meeting(
        self, keys: Iterable[str] | None = None, inside: Iterable[int] = (), outside: Iterable[int] = ()
    ) -> list[frozenset[int]]:
        """The committees that have all inside and nobody outside, and meet these quotas (None: all)."""
        told = None if keys is None else set(keys)
        wanted = _bits(n for n, quota in enumerate(self.makeup.quotas) if told is None or quota.key in told)
        within, without = _bits(inside), _bits(outside)
        return [
            self.all[number]
            for number, (one, broken) in enumerate(zip(self.bits, self.broken, strict=True))
            if not broken & wanted and within & one == within and not one & without
        ]

    def _counted(self, quota: Quota) -> list[tuple[int, int]]:
        """For each value: which candidates have it, and how many who sit."""
        values = quota.values if quota.rule in ("equal", "every") else quota.values[:1]
        return [
            (
                _bits(number for number, who in enumerate(self.makeup.attributes) if self._has(quota, value, who)),
                sum(self._has(quota, value, who) for who in self.makeup.sitting),
            )
            for value in values
        ]

    def _has(self, quota: Quota, value: str, who: Attributes) -> bool:
        crossed = all(other in who.get(over, ()) for over, other in quota.where)
        return crossed and value in who.get(quota.over, ())

    def _short(self, quota: Quota, counts: Sequence[int]) -> int:
        total = self.size + len(self.makeup.sitting)
        if quota.rule == "every":
            return counts.count(0)
        if quota.rule == "equal":
            missing = total >= len(counts) and min(counts) == 0
            return max(0, max(counts) - min(counts) - 1) + missing
        if quota.rule == "at-most":
            most = quota.number or 0
            if quota.share is not None:
                most = math.floor(quota.share * total)
            return max(0, counts[0] - most)
        least = quota.number or 0
        if quota.share is not None:
            least = math.ceil(quota.share * total)
        return max(0, least - counts[0])


def _bits(numbers: Iterable[int]) -> int:
    return sum(1 << number for number in set(numbers))
