"""Quotas as bounds on how many candidates of which kind are elected, and whether any committee meets them all.

Counted are those who sit in the end: who sits already and stays, and who is elected. As many are elected as there are
seats, or all candidates where fewer stand.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mithaq.kernels.elections.model import Attributes, Makeup, Quota
from mithaq.kernels.elections.search import Space


@dataclass(frozen=True, slots=True)
class Line:
    """One bound of a quota: how many of `members` (candidates from 0) may be elected, at least and at most.

    `sat` of those who sit already count as well; `least` and `most` are of both together (`most` None: no bound). Of a
    quota of equal counts, both are counted from a whole number of its own (`level`, from `floor` up), which is the same
    for all values of the quota.
    """

    quota: Quota
    number: int  # of the quota among those asked
    value: str
    members: tuple[int, ...]
    sat: int
    least: int
    most: int | None
    level: bool = False
    floor: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """The quotas in the form a solver takes: `lower <= matrix x <= upper`.

    The first `candidates` variables are one for each candidate, 0 or 1; then one whole number for each quota of equal
    counts. The first row is the number elected; `keys` names the quota of each row ("" for the first). `least` and
    `most` bound the variables. Infinite where there is no bound.
    """

    candidates: int
    matrix: tuple[tuple[int, ...], ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    least: tuple[float, ...]
    most: tuple[float, ...]
    keys: tuple[str, ...]


def filled(makeup: Makeup, seats: int) -> int:
    """How many are elected: as many as there are seats, or all candidates where fewer stand."""
    return min(seats, len(makeup.attributes))


def rows(makeup: Makeup, seats: int) -> Rows:
    """The quotas as linear rows, for `scipy.optimize.milp`."""
    number = len(makeup.attributes)
    size = filled(makeup, seats)
    asked = lines(makeup, size)
    levels: dict[int, int] = {}
    floors: list[int] = []
    for line in asked:
        if line.level and line.number not in levels:
            levels[line.number] = number + len(levels)
            floors.append(line.floor)
    width = number + len(levels)
    matrix, lower, upper = [(1,) * number + (0,) * len(levels)], [float(size)], [float(size)]
    for line in asked:
        row = [0] * width
        for member in line.members:
            row[member] = 1
        if line.level:
            row[levels[line.number]] = -1
        matrix.append(tuple(row))
        lower.append(float(line.least - line.sat))
        upper.append(math.inf if line.most is None else float(line.most - line.sat))
    return Rows(
        number,
        tuple(matrix),
        tuple(lower),
        tuple(upper),
        (0.0,) * number + tuple(float(floor) for floor in floors),
        (1.0,) * number + (math.inf,) * len(floors),
        ("", *(line.quota.key for line in asked)),
    )


def feasible(
    makeup: Makeup, seats: int, *, elected: Iterable[int] = (), out: Iterable[int] = ()
) -> tuple[int, ...] | None:
    """A committee that has all of `elected`, nobody of `out`, and meets the quotas with those who sit; None where there
    is none. The candidates in their order.

    It has `seats` members, or all candidates where fewer stand (`out` do not make it smaller: who counts without some
    who withdrew asks for as many seats as the others can fill). Raises CannotCount "too-hard" where the quotas cross so
    badly that the search would not end.
    """
    size = filled(makeup, seats)
    space = Space(lines(makeup, size), len(makeup.attributes), size)
    elected, out = frozenset(elected), frozenset(out)
    if elected & out or len(elected) > size:
        return None
    least, most = space.box(elected, out)
    found = space.find(least, most)
    return None if found is None else space.committee(found, elected, out)


def missed(makeup: Makeup, committee: Iterable[int]) -> tuple[str, ...]:
    """The keys of the quotas that these candidates, with those who sit, do not meet."""
    chosen = frozenset(committee)
    keys: dict[str, None] = {}
    for number, quota in enumerate(makeup.quotas):
        told = [*_of(makeup, number, quota, len(chosen))]
        counts = [line.sat + len(chosen.intersection(line.members)) for line in told]
        levels = {max(counts, default=0) - 1, min(counts, default=0)} if quota.rule == "equal" else {0}
        if not any(
            all(
                line.least + level <= count and (line.most is None or count <= line.most + level)
                for line, count in zip(told, counts, strict=True)
            )
            for level in levels
            if all(level >= line.floor for line in told)
        ):
            keys[quota.key] = None
    return tuple(keys)


def lines(makeup: Makeup, size: int, quotas: Sequence[Quota] | None = None) -> tuple[Line, ...]:
    """Every bound of the quotas (all of them, or those given) when `size` are elected."""
    asked = makeup.quotas if quotas is None else quotas
    return tuple(line for number, quota in enumerate(asked) for line in _of(makeup, number, quota, size))


def bound(quota: Quota, of: int) -> int:
    """The bound on the one value of a quota among so many: a least number is rounded up, a largest down."""
    if quota.share is None:
        return quota.number or 0
    return math.floor(quota.share * of) if quota.rule == "at-most" else math.ceil(quota.share * of)


def counts(quota: Quota, value: str, attributes: Attributes) -> bool:
    """Whether somebody with these attributes counts for a value of a quota."""
    told = {one.lower() for one in attributes.get(quota.over, ())}
    return value.lower() in told and all(
        other.lower() in {one.lower() for one in attributes.get(over, ())} for over, other in quota.where
    )


def values(quota: Quota) -> tuple[str, ...]:
    """The values a quota bounds, each once, in small letters: all of them, or only the first where it bounds one."""
    told = tuple(dict.fromkeys(value.lower() for value in quota.values))
    return told if quota.rule in ("equal", "every") else told[:1]


def _of(makeup: Makeup, number: int, quota: Quota, size: int) -> Iterator[Line]:
    total = len(makeup.sitting) + size
    told = values(quota)
    level = quota.rule == "equal"
    floor = 1 if level and total >= len(told) else 0
    if level:
        least, most = 0, 1
    elif quota.rule == "every":
        least, most = 1, None
    elif quota.rule == "at-most":
        least, most = 0, bound(quota, total)
    else:
        least, most = bound(quota, total), None
    for value in told:
        members = tuple(
            candidate for candidate, attributes in enumerate(makeup.attributes) if counts(quota, value, attributes)
        )
        sat = sum(counts(quota, value, attributes) for attributes in makeup.sitting)
        yield Line(quota, number, value, members, sat, least, most, level, floor)
