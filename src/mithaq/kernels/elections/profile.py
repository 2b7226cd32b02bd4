"""Papers of approval, sorted: who stands, which voters agree, and what every rule of approval shares."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mithaq.kernels.elections.model import Ballots, CannotCount, Figure, Result, Step

MOST_COMMITTEES = 100_000  # of a tie, shown one by one; beyond it the count refuses to list them
MOST_FIGURES = 3_000_000  # kept at once while ties are followed
State = TypeVar("State", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Profile:
    """Voters who approve the same are one group. `approvers` are, of each candidate, the groups that approve them.

    Who approves nobody who stands is no group, and is one of `voters` all the same.
    """

    candidates: int
    standing: tuple[int, ...]
    weights: tuple[int, ...]
    approved: tuple[tuple[int, ...], ...]
    approvers: tuple[tuple[int, ...], ...]
    voters: int

    def votes(self, candidate: int) -> int:
        return sum(self.weights[group] for group in self.approvers[candidate])

    def figures(self, of: Callable[[int], Figure]) -> tuple[Figure, ...]:
        """A stage of a result: a figure for each who stands, nought for who has withdrawn."""
        there = set(self.standing)
        return tuple(of(candidate) if candidate in there else 0 for candidate in range(self.candidates))


def profile(ballots: Ballots, seats: int) -> Profile:
    """Refused where there is nothing to fill or nobody stands."""
    if seats < 1:
        raise CannotCount("no-seats", seats=seats)
    standing = tuple(c for c in range(ballots.candidates) if c not in ballots.withdrawn)
    if not standing:
        raise CannotCount("no-candidates")
    groups: dict[tuple[int, ...], int] = {}
    for many, paper in ballots.papers:
        approved = tuple(sorted(set(paper) - ballots.withdrawn))
        if approved and many > 0:
            groups[approved] = groups.get(approved, 0) + many
    approvers: list[list[int]] = [[] for _ in range(ballots.candidates)]
    alike = sorted(groups)
    for number, approved in enumerate(alike):
        for candidate in approved:
            approvers[candidate].append(number)
    return Profile(
        candidates=ballots.candidates,
        standing=standing,
        weights=tuple(groups[approved] for approved in alike),
        approved=tuple(alike),
        approvers=tuple(map(tuple, approvers)),
        voters=ballots.cast,
    )


def unopposed(method: str, voters: Profile, seats: int) -> Result | None:
    """The result where no more stand than there are seats: all of them, whatever the papers say."""
    if len(voters.standing) > seats:
        return None
    step = Step(0, "unopposed", None, {"elected": list(voters.standing), "seats": seats})
    stage = voters.figures(voters.votes)
    return Result(method, voters.standing, (stage,), (step,), all_winning=(voters.standing,))


def first(order: Sequence[int], among: Iterable[int]) -> int:
    """The one whose lot comes first."""
    wanted = set(among)
    return next(candidate for candidate in order if candidate in wanted)


def lot(stage: int, among: Iterable[int], chosen: int) -> Step:
    """The step that says a lot was needed."""
    return Step(stage, "tie", chosen, {"among": sorted(among), "by": "lot", "chosen": chosen})


def every(
    start: State,
    seats: int,
    moves: Callable[[State], Iterable[State]],
    chosen: Callable[[State], frozenset[int]],
    size: int,
) -> tuple[tuple[int, ...], ...]:
    """All committees that a rule of one choice after another can end in, whichever way its ties are settled.

    Ways that have come to the same are followed once. Refused beyond what memory can hold of ways at once, each of
    about `size` figures.
    """
    ways = {start}
    for _ in range(seats):
        ways = {after for way in ways for after in moves(way)}
        if len(ways) > min(MOST_COMMITTEES, MOST_FIGURES // (size + 1)):
            raise CannotCount("too-hard", what="all-winning")
    return committees(chosen(way) for way in ways)


def committees(found: Iterable[Iterable[int]]) -> tuple[tuple[int, ...], ...]:
    return tuple(sorted({tuple(sorted(one)) for one in found}))
