"""Minimax Phragmén: the committee whose seats can be carried so that nobody carries much.

Each seat is a load of one, shared out among those who approve who sits there. What a committee costs is the largest
load of a voter when loads are shared out best. That is, by Hall's theorem, the largest, over all parts of the
committee, of how many they are over how many voters approve at least one of them: so a part can prove a committee bad,
and shares need never be worked out. Where fewer are approved by anybody than there are seats, all of those sit, and
anybody beside them.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from mithaq.kernels.elections.flow import carried
from mithaq.kernels.elections.model import Ballots, CannotCount, Result, Step
from mithaq.kernels.elections.optimum import LISTED, Committee, Programme, Row, Solver, by_lots, lots_needed
from mithaq.kernels.elections.profile import MOST_COMMITTEES, Profile, committees, profile, unopposed
from mithaq.kernels.elections.sequential import phragmen

Allowed = Callable[[int], int]  # of how many who are approved by so many voters, at most
FEW = 12  # candidates up to whom every part of every committee is looked at
SEES = 100_000  # a solver sees one in so many, and more
PARTS = 600  # parts that a search may need to prove committees bad, before it gives up


def minimax_phragmen(ballots: Ballots, seats: int, order: Sequence[int], *, all_winning: bool = False) -> Result:
    """The committee with the least largest load; among equal ones the first by lots. The one stage is the approvals."""
    voters = profile(ballots, seats)
    if told := unopposed("minimax-phragmen", voters, seats):
        return told
    approved = [c for c in voters.standing if voters.approvers[c]]
    best: Iterable[Committee]
    load: Fraction | None = None
    if len(approved) <= seats:
        others = [c for c in order if c not in approved and c in set(voters.standing)]
        best = _filled(approved, others, seats, all_winning=all_winning)
    elif len(approved) <= FEW:
        load, best = _of_all(voters, approved, seats)
    else:
        search = _Search(voters, approved, seats)
        load, best = search.best(phragmen(ballots, seats, order).winners, order, all_winning=all_winning)
    best = committees(best)
    chosen = by_lots(best, order)
    facts: dict[str, object] = {"committee": list(chosen)}
    if load is not None:
        facts["score"] = str(load)
    return Result(
        "minimax-phragmen",
        chosen,
        (voters.figures(voters.votes),),
        (*lots_needed(0, best, order), Step(0, "score", None, facts)),
        all_winning=best if all_winning else (),
    )


def _filled(approved: Sequence[int], others: Sequence[int], seats: int, *, all_winning: bool) -> list[Committee]:
    """All who are approved, and as many others as there are seats left: those first by lots, or any."""
    left = seats - len(approved)
    if not all_winning:
        return [(*approved, *others[:left])]
    if math.comb(len(others), left) > MOST_COMMITTEES:
        raise CannotCount("too-hard", what="all-winning")
    return [(*approved, *rest) for rest in combinations(others, left)]


def _of_all(voters: Profile, approved: Sequence[int], seats: int) -> tuple[Fraction, list[Committee]]:
    """The least largest load, and all committees that have it: parts and committees are signs, a bit a candidate."""
    size = 1 << len(approved)
    bit = {candidate: 1 << number for number, candidate in enumerate(approved)}
    only = [0] * size  # voters who approve nobody but these
    for weight, paper in zip(voters.weights, voters.approved, strict=True):
        only[sum(bit[c] for c in paper)] += weight
    for one in bit.values():
        for part in range(size):
            if part & one:
                only[part] += only[part ^ one]
    worst: list[Fraction] = [Fraction()] * size
    for part in range(1, size):
        if (many := part.bit_count()) <= seats:
            worst[part] = Fraction(many, only[-1] - only[size - 1 - part])
            worst[part] = max(worst[part], *(worst[part ^ one] for one in bit.values() if part & one))
    load = min(worst[part] for part in range(size) if part.bit_count() == seats)
    return load, [
        tuple(c for c in approved if part & bit[c])
        for part in range(size)
        if part.bit_count() == seats and worst[part] == load
    ]


class _Search:
    """A solver shares the loads out and proposes the committee whose largest is least; its loads are then worked out
    exactly. Two loads that differ, differ by more than the solver can be mistaken, unless there are very many voters.

    For the lots it proposes what is nearest to the best committee known, within that load; a part that carries too much
    all the same is forbidden as a whole, in whole numbers, and it proposes again.
    """

    def __init__(self, voters: Profile, approved: Sequence[int], seats: int) -> None:
        self.voters, self.approved, self.seats = voters, approved, seats
        self.parts: dict[frozenset[int], int] = {}
        self.near: Committee = ()
        self.most: Fraction | None = None
        self._add(approved)

    def best(
        self, known: Committee, order: Sequence[int], *, all_winning: bool
    ) -> tuple[Fraction, Iterable[Committee]]:
        least = Solver(self._shared_out(None)).best((), (), ())
        self.near = min((one for one in (known, least) if one is not None and len(one) == self.seats), key=self._load)
        load = self._load(self.near)
        better = None if self._is_seen(load) else self._find(functools.partial(_less, load))
        while better is not None:
            self.near, load = better, self._load(better)
            better = self._find(functools.partial(_less, load))
        self.most = load
        allowed = functools.partial(_as_much, load)
        if all_winning:
            return load, self._list(allowed)
        return load, self._first_by_lots(allowed, order)

    def _first_by_lots(self, allowed: Allowed, order: Sequence[int]) -> list[Committee]:
        """The best committee first by lots, and those met on the way to it."""
        met = [self.near]
        forced: list[int] = []
        barred: list[int] = []
        for candidate in (c for c in order if c in set(self.approved)):
            if len(forced) == self.seats:
                break
            found = self.near if candidate in self.near else self._find(allowed, [*forced, candidate], barred)
            if found is None:
                barred.append(candidate)
                continue
            forced.append(candidate)
            if found != self.near:
                self.near = found
                met.append(found)
        return met

    def _is_seen(self, load: Fraction) -> bool:
        """Whether a solver sees any other load as another: two are apart by one over the voters of both, at least."""
        return Fraction(1, self._reached(self.approved) ** 2) > load / SEES

    def _shared_out(self, most: Fraction | None) -> Programme:
        """Members, and of each what each group carries: the largest load of a voter is to be least, in units of the
        least there could be; or is `most` at most."""
        number, everybody = self.voters.candidates, self._reached(self.approved)
        unit = self.seats / everybody
        rows: list[Row] = [(self.approved, [1.0] * len(self.approved), float(self.seats), float(self.seats))]
        carries: list[list[int]] = [[] for _ in self.voters.weights]
        width = number + 1  # after the members the load, then what is carried
        for candidate in self.approved:
            shares = range(width, width + len(self.voters.approvers[candidate]))
            for group, share in zip(self.voters.approvers[candidate], shares, strict=True):
                carries[group].append(share)
            rows.append(([*shares, candidate], [1.0] * len(shares) + [-1.0], 0.0, 0.0))
            width += len(shares)
        for weight, shares_of in zip(self.voters.weights, carries, strict=True):
            rows.append(([*shares_of, number], [1.0] * len(shares_of) + [-weight * unit], -math.inf, 0.0))
        upper = [0.0] * number + [float(everybody)] + [1.0] * (width - number - 1)
        for candidate in self.approved:
            upper[candidate] = 1.0
        gains = [0.0] * width
        if most is None:
            gains[number] = -1.0
        else:
            upper[number] = float(most) / unit * (1 + 1e-6)
            for candidate in self.near:
                gains[candidate] = 1.0
        return Programme(number, gains, rows, [0.0] * width, upper)

    def _list(self, allowed: Allowed) -> list[Committee]:
        found: list[Committee] = []
        while (another := self._find(allowed, cut=found)) is not None:
            found.append(another)
            if len(found) > LISTED:
                raise CannotCount("too-hard", what="all-winning")
        return found

    def _find(
        self,
        allowed: Allowed,
        forced: Sequence[int] = (),
        barred: Sequence[int] = (),
        cut: Sequence[Committee] = (),
    ) -> Committee | None:
        """A committee of which every part is as many as `allowed` for its voters; None where there is none."""
        while True:
            committee = Solver(self._programme(allowed)).best(forced, barred, cut)
            if committee is None:
                return None
            if len(committee) != self.seats:
                raise CannotCount("too-hard", what="best-committee")
            part = self._too_much(committee, allowed)
            if part is None:
                return committee
            self._add(part)
            if len(self.parts) > PARTS:
                raise CannotCount("too-hard", what="best-committee")

    def _programme(self, allowed: Allowed) -> Programme:
        told = self._shared_out(self.most)
        parts: list[Row] = []
        for part, reached in self.parts.items():
            most = allowed(reached)
            if most < min(len(part), self.seats):
                parts.append((sorted(part), [1.0] * len(part), -math.inf, float(most)))
        return replace(told, rows=[*told.rows, *parts])

    def _add(self, part: Iterable[int]) -> None:
        """Remember a part with everybody whose voters are all voters of it already: it bounds more."""
        groups = {group for candidate in part for group in self.voters.approvers[candidate]}
        whole = frozenset(c for c in self.approved if groups.issuperset(self.voters.approvers[c]))
        self.parts[whole] = sum(self.voters.weights[group] for group in groups)

    def _too_much(self, committee: Committee, allowed: Allowed) -> frozenset[int] | None:
        """A part of the committee of more than is allowed for its voters."""
        _, part = self._heaviest(committee)
        return part if len(part) > allowed(self._reached(part)) else None

    def _load(self, committee: Iterable[int]) -> Fraction:
        return self._heaviest(tuple(committee))[0]

    def _heaviest(self, committee: Committee) -> tuple[Fraction, frozenset[int]]:
        """The part that carries most a voter: from the whole committee on, while there is one that carries more."""
        part = frozenset(committee)
        load = Fraction(len(part), self._reached(part))
        while (more := carried(self.voters, committee, load)) is not None:
            part, load = more, Fraction(len(more), self._reached(more))
        return load, part

    def _reached(self, part: Iterable[int]) -> int:
        groups = {group for candidate in part for group in self.voters.approvers[candidate]}
        return sum(self.voters.weights[group] for group in groups)


def _less(load: Fraction, voters: int) -> int:
    return math.ceil(load * voters) - 1


def _as_much(load: Fraction, voters: int) -> int:
    return math.floor(load * voters)
