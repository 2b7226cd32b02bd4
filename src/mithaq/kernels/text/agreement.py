"""How far readers agree beyond chance: Krippendorff's alpha for values without order, some of them missing.

Source: K. Krippendorff, Content Analysis (third edition, 2013), chapter 12: the coincidence matrix of all pairs of
values given to the same unit. Counted in fractions, so that no figure depends on the order in which anything was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

Value = Hashable | None
DRAWS = 1000
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Agreement:
    """`alpha` over `units` that two or more read; None where nothing varied, so that chance cannot be told.

    `low` and `high` are what 95 of 100 redrawn sets of units give; None where too few of them have an alpha.
    `both`, `one` and `neither` count the units of a yes-or-no question by how many of the readers said yes: all, some,
    none.
    """

    alpha: float | None
    units: int
    low: float | None = None
    high: float | None = None
    both: int = 0
    one: int = 0
    neither: int = 0


def alpha(units: Iterable[Sequence[Value]]) -> float | None:
    """Alpha of units, each the values its readers gave (None: did not read it), in -1..1.

    Undefined, and so None, where fewer than two values can be paired or all of them are the same: agreement that could
    not have been otherwise is neither perfect nor nothing.
    """
    exact = _alpha(Counter(tuple(v for v in unit if v is not None) for unit in units))
    return None if exact is None else float(exact)


def agreement(units: Iterable[Sequence[Value]], *, seed: int = 0) -> Agreement:
    """Alpha with its interval. `seed` starts the redrawing: the same units give the same interval."""
    patterns = Counter(
        tuple(sorted((v for v in unit if v is not None), key=repr))
        for unit in units
        if sum(v is not None for v in unit) > 1
    )
    exact = _alpha(patterns)
    low, high = _interval(patterns, seed) if exact is not None else (None, None)
    said = dict.fromkeys(("both", "one", "neither"), 0)
    for values, count in patterns.items():
        if all(isinstance(v, bool) for v in values):
            said["both" if all(values) else "one" if any(values) else "neither"] += count
    return Agreement(None if exact is None else float(exact), sum(patterns.values()), low, high, **said)


def by_code(units: Iterable[Sequence[frozenset[str] | None]], *, seed: int = 0) -> Mapping[str, Agreement]:
    """For each code that any reader gave, whether it was given or not: a question of yes or no over all units.

    A unit is one set of codes a reader; None: did not read it.
    """
    read = [tuple(unit) for unit in units]
    codes = sorted({code for unit in read for given in unit if given is not None for code in given})
    return {
        code: agreement((tuple(None if given is None else code in given for given in unit) for unit in read), seed=seed)
        for code in codes
    }


def _alpha(patterns: Mapping[tuple[Hashable, ...], int]) -> Fraction | None:
    """From how often each combination of values was given to a unit; single values pair with nothing and count not."""
    apart = Fraction(0)
    given: Counter[Hashable] = Counter()
    for values, count in patterns.items():
        if len(values) < 2:
            continue
        here = Counter(values)
        for value, times in here.items():
            given[value] += times * count
        same = sum(times * (times - 1) for times in here.values())
        apart += Fraction((len(values) * (len(values) - 1) - same) * count, len(values) - 1)
    paired = sum(given.values())
    expected = paired * paired - sum(times * times for times in given.values())
    return None if not expected else 1 - (paired - 1) * apart / expected


def _interval(patterns: Mapping[tuple[Hashable, ...], int], seed: int) -> tuple[float | None, float | None]:
    kinds = sorted(patterns, key=repr)
    total = sum(patterns.values())
    draws = np.random.default_rng(seed).multinomial(total, [patterns[k] / total for k in kinds], size=DRAWS)
    found = []
    for draw, times in Counter(tuple(int(n) for n in row) for row in draws).items():
        one = _alpha({kind: n for kind, n in zip(kinds, draw, strict=True) if n})
        if one is not None:
            found += [float(one)] * times
    if len(found) < DRAWS * LEVEL:
        return None, None
    low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
