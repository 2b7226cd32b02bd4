"""Quotas that no committee can meet together: which stand against each other, and what would mend it."""

from __future__ import annotations

import heapq
import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, TypeVar

from mithaq.kernels.elections.makeup import Line, feasible, filled, lines, values
from mithaq.kernels.elections.model import Ballots, CannotCount, Makeup, Quota
from mithaq.kernels.elections.search import Space

T = TypeVar("T")


def conflict(
    makeup: Makeup, seats: int, *, elected: Iterable[int] = (), out: Iterable[int] = (), must: Iterable[int] = ()
) -> tuple[str, ...]:
    """The keys of quotas that cannot be met together by a committee with `elected` and `must` and without `out`: a
    smallest set, any part of which can be met. Of several such sets the one that keeps to the quotas told first.

    Empty where all can be met, and where no quota is needed to make it impossible (more must be in than there are
    seats, or too few are left).
    """
    numbers = _conflict(makeup, seats, frozenset(elected) | frozenset(must), frozenset(out))
    return tuple(makeup.quotas[number].key for number in numbers)


def must_be_feasible(ballots: Ballots, makeup: Makeup, seats: int) -> None:
    """Refuse with CannotCount "infeasible" what no committee of those who stand can meet, whoever is voted for.

    Where fewer stand than there are seats all of them are elected, so that they have to meet the quotas.
    """
    if len(makeup.attributes) != ballots.candidates:
        raise CannotCount("other-candidates", candidates=ballots.candidates, told=len(makeup.attributes))
    standing = ballots.candidates - len(ballots.withdrawn)
    size = min(seats, standing)
    if feasible(makeup, size, out=ballots.withdrawn) is None:
        raise CannotCount("infeasible", quotas=list(conflict(makeup, size, out=ballots.withdrawn)))


@dataclass(frozen=True, slots=True)
class Bound:
    """One bound of a quota that stands in the way: what is asked of a value, of how many there are.

    `least` and `most` are of those who sit in the end (None: no such bound); both None: as many, but for one, as of the
    other values of the quota that are named with it. `sitting` of those who sit already have the value, `standing` of
    the candidates who are left.
    """

    key: str
    over: str
    rule: str
    value: str
    where: tuple[tuple[str, str], ...]
    least: int | None
    most: int | None
    sitting: int
    standing: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"where": dict(self.where)}


def bounds_in_conflict(
    makeup: Makeup, seats: int, *, elected: Iterable[int] = (), out: Iterable[int] = (), must: Iterable[int] = ()
) -> tuple[Bound, ...]:
    """The single bounds, of the quotas of `conflict`, that already stand against each other: of "every" and "equal"
    only the values that matter.
    """
    inside, outside = frozenset(elected) | frozenset(must), frozenset(out)
    numbers = _conflict(makeup, seats, inside, outside)
    size = filled(makeup, seats)
    told = [line for line in lines(makeup, size) if line.number in numbers]

    def can(some: Sequence[Line]) -> bool:
        return _can(makeup, some, size, inside, outside)

    return tuple(_bound(line, outside) for line in smallest(told, can))


@dataclass(frozen=True, slots=True)
class Change:
    """How a quota would be loosened: `bound` is "least" or "most" (seats of `value`, of those who sit in the end),
    "difference" (between the values of a quota of equal counts, 1 as it stands) or "empty" (how few each of its values
    may have: 0 instead of 1).
    """

    key: str
    over: str
    rule: str
    value: str
    where: tuple[tuple[str, str], ...]
    bound: Literal["least", "most", "difference", "empty"]
    was: int
    to: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"where": dict(self.where)}


def repair(makeup: Makeup, seats: int) -> tuple[Change, ...]:
    """The cheapest way to loosen bounds so that some committee meets the quotas; empty where one does already.

    A bound loosened by one seat costs one, whatever the quota. Of equally cheap ways the one that touches the fewest
    bounds, then the one that leaves alone those told first. Exact: each time what is tried so far cannot be met, one of
    the bounds that stand against each other has to give.
    """
    size = filled(makeup, seats)
    told = lines(makeup, size)
    parts = _parts(told)
    start = (0,) * len(parts)
    queue, seen = [(0, 0, start)], {start}
    while True:
        cost, _, given = heapq.heappop(queue)

        def can(some: Sequence[int], given: tuple[int, ...] = given) -> bool:
            asked = _asked(told, {parts[one]: given[one] for one in some}, size + len(makeup.sitting))
            return _can(makeup, [*asked], size, frozenset(), frozenset())

        stuck = smallest(range(len(parts)), can)
        if not stuck:
            return tuple(_change(told, parts[one], much) for one, much in enumerate(given) if much)
        for one in stuck:
            more = given[:one] + (given[one] + 1,) + given[one + 1 :]
            if more not in seen:
                seen.add(more)
                # of equal cost the fewest bounds, then those told last: they come first in the queue
                heapq.heappush(queue, (cost + 1, sum(map(bool, more)), more))


@dataclass(frozen=True, slots=True)
class Nomination:
    """So many more candidates of these values (one of each attribute named; the others do not matter)."""

    values: tuple[tuple[str, str], ...]
    number: int

    def as_dict(self) -> dict[str, Any]:
        return {"values": dict(self.values), "number": self.number}


def nominations(makeup: Makeup, seats: int) -> tuple[Nomination, ...] | None:
    """The fewest further candidates with whom all seats can be filled so that the quotas are met; empty where those who
    stand are enough, None where no further candidates would help: the bounds themselves are against each other.

    Of each as few values are told as are needed. Taken to have one value of an attribute at most.
    """
    standing = len(makeup.attributes)
    if standing >= seats and feasible(makeup, seats) is not None:
        return ()
    pool = _Pool(makeup, seats)
    if pool.of(seats) is None:
        return None
    found = (pool.of(number) for number in range(max(1, seats - standing), seats + 1))
    joining = next(one for one in found if one is not None)
    return tuple(Nomination(told, number) for told, number in Counter(_plainer(makeup, seats, joining)).items())


def smallest(elements: Sequence[T], can: Callable[[Sequence[T]], bool], *, sure: bool = False) -> tuple[T, ...]:
    """A smallest part that cannot be: whatever of it is left out, the rest can (QuickXplain, Junker 2004).

    Nothing where all can be together, or where not even nothing can; `sure` where the caller knows that all cannot.
    """
    if (not sure and can(elements)) or not can(()):
        return ()
    return tuple(_explained((), (), elements, can))


def _explained(
    ground: Sequence[T], added: Sequence[T], elements: Sequence[T], can: Callable[[Sequence[T]], bool]
) -> list[T]:
    if added and not can(ground):
        return []
    if len(elements) == 1:
        return [*elements]
    half = len(elements) // 2
    first, second = elements[:half], elements[half:]
    later = _explained([*ground, *first], first, second, can)
    sooner = _explained([*ground, *later], later, first, can)
    return sooner + later


def _conflict(makeup: Makeup, seats: int, inside: frozenset[int], outside: frozenset[int]) -> tuple[int, ...]:
    """The quotas that stand against each other, by their place."""
    size = filled(makeup, seats)
    told = lines(makeup, size)

    def can(some: Sequence[int]) -> bool:
        return _can(makeup, [line for line in told if line.number in some], size, inside, outside)

    return tuple(sorted(smallest(range(len(makeup.quotas)), can)))


def _can(makeup: Makeup, told: Sequence[Line], size: int, inside: frozenset[int], outside: frozenset[int]) -> bool:
    if inside & outside or len(inside) > size:
        return False
    space = Space(told, len(makeup.attributes), size)
    return space.find(*space.box(inside, outside)) is not None


def _bound(line: Line, outside: frozenset[int]) -> Bound:
    quota = line.quota
    least: int | None = (line.floor if line.level else line.least) or None
    return Bound(
        quota.key,
        quota.over,
        quota.rule,
        line.value,
        quota.where,
        least if quota.rule != "at-most" else None,
        line.most if quota.rule == "at-most" else None,
        line.sat,
        len(set(line.members) - outside),
    )


# what can be loosened

Part = tuple[Literal["line", "difference", "empty"], int]  # a line by its place, or a quota of equal counts by its own


def _parts(told: Sequence[Line]) -> list[Part]:
    """Every bound that can be loosened, in the order of the quotas."""
    found: dict[Part, None] = {}
    for place, line in enumerate(told):
        if not line.level:
            found["line", place] = None
            continue
        found["difference", line.number] = None
        if line.floor:
            found["empty", line.number] = None
    return [*found]


def _asked(told: Sequence[Line], given: Mapping[Part, int], total: int) -> Iterator[Line]:
    """The lines of these parts, each loosened by as much as is given; of the others nothing is asked."""
    for place, line in enumerate(told):
        if not line.level:
            if (much := given.get(("line", place))) is not None:
                most = None if line.most is None else line.most + much
                yield replace(line, least=max(0, line.least - much), most=most)
            continue
        difference, empty = given.get(("difference", line.number)), given.get(("empty", line.number))
        if difference is not None or empty is not None:
            yield replace(
                line,
                most=total if difference is None else 1 + difference,
                floor=0 if empty is None else max(0, line.floor - empty),
            )


def _change(told: Sequence[Line], part: Part, much: int) -> Change:
    kind, place = part
    if kind == "line":
        line = told[place]
        bound: Literal["least", "most"] = "most" if line.quota.rule == "at-most" else "least"
        was = line.most if bound == "most" and line.most is not None else line.least
        return _changed(line.quota, line.value, bound, was, was + much if bound == "most" else was - much)
    quota = next(line.quota for line in told if line.number == place)
    return _changed(quota, "", kind, 1, 1 + much if kind == "difference" else 1 - much)


def _changed(
    quota: Quota, value: str, bound: Literal["least", "most", "difference", "empty"], was: int, to: int
) -> Change:
    return Change(quota.key, quota.over, quota.rule, value, quota.where, bound, was, to)


# who else could stand

Profile = tuple[tuple[str, str], ...]
PROFILES = 20_000  # ways to combine the values, above which nobody is proposed


class _Pool:
    """Candidates there could be, as many of each profile as wanted."""

    def __init__(self, makeup: Makeup, seats: int) -> None:
        self.seats, self.standing, self.profiles = seats, len(makeup.attributes), _profiles(makeup)
        self.joined = _with(makeup, self.profiles)
        self.lines = lines(self.joined, seats)

    def of(self, number: int) -> list[Profile] | None:
        """The profiles of so many who join, or of fewer, with whom the quotas can be met; None where nobody helps."""
        new = range(self.standing, len(self.joined.attributes))
        joining = Line(Quota("", "", "at-most", ()), -1, "", tuple(new), 0, 0, number)
        space = Space([*self.lines, joining], len(self.joined.attributes), self.seats)
        of_new = sorted({space.kind_of[one] for one in new})
        least, most = space.box((), ())
        for kind in of_new:
            most[kind] = number
        mix = space.find(least, most)
        if mix is None:
            return None
        return [self.profiles[space.kinds[kind][0] - self.standing] for kind in of_new for _ in range(mix[kind])]


def _profiles(makeup: Makeup) -> list[Profile]:
    """Every way to have a value, or none, of each attribute the quotas name; those with the fewest values first."""
    named: dict[str, dict[str, None]] = {}
    for quota in makeup.quotas:
        named.setdefault(quota.over, {}).update(dict.fromkeys(values(quota)))
        for over, value in quota.where:
            named.setdefault(over, {})[value.lower()] = None
    if math.prod(len(told) + 1 for told in named.values()) > PROFILES:
        raise CannotCount("too-hard", what="nominations", attributes=len(named))
    ways = itertools.product(*([None, *((over, value) for value in told)] for over, told in named.items()))
    return sorted((tuple(one for one in way if one) for way in ways), key=len)


def _with(makeup: Makeup, profiles: Iterable[Profile]) -> Makeup:
    new = tuple({over: (value,) for over, value in told} for told in profiles)
    return replace(makeup, attributes=makeup.attributes + new)


def _plainer(makeup: Makeup, seats: int, joining: list[Profile]) -> list[Profile]:
    """The same profiles with no value that is not needed."""
    for place in range(len(joining)):
        for value in joining[place]:
            less = tuple(one for one in joining[place] if one != value)
            fewer = [*joining[:place], less, *joining[place + 1 :]]
            if feasible(_with(makeup, fewer), seats) is not None:
                joining = fewer
    return sorted(joining, key=lambda told: (len(told), told))
