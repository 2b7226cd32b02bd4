"""The best committee of all, exactly: every committee is looked at, or a solver proposes and whole numbers decide.

A solver of linear programmes counts in floats, and two committees can differ by less than it can see. So it never
settles anything: it is asked for the best committee, that one is scored exactly, then it is asked for the best of all
others, until what it proposes is worse by far more than it can be mistaken. Among those seen the exact score decides,
and among equal scores the lots.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from mithaq.kernels.elections.model import CannotCount, Step
from mithaq.kernels.elections.profile import committees, first, lot

Committee = tuple[int, ...]
Score = int | Fraction
Row = tuple[Sequence[int], Sequence[float], float, float]  # variables, figures, lower, upper
SEEN = 60  # near-best committees compared one by one, before the lots are gone through candidate by candidate
SECONDS = 120.0  # of one question to the solver
LISTED = 2_000  # near-best committees compared where all of them are asked for
SLACK = Fraction(1, 10_000_000)  # of the score: what a solver of ten digits may be mistaken by, and more


class Proposer(Protocol):
    """Knows the best committee that has all of `forced`, nobody of `barred`, and is none of `cut`; None where there is
    none. It may be mistaken by SLACK."""

    def best(self, forced: Iterable[int], barred: Iterable[int], cut: Sequence[Committee]) -> Committee | None: ...


@dataclass(frozen=True, slots=True)
class Optimum:
    """The committee chosen, its score, all best ones (where `complete`; else some), and the best score below it that
    was seen."""

    committee: Committee
    score: Score
    best: tuple[Committee, ...]
    complete: bool
    below: Score | None = None


def of_all(every: Iterable[Committee], score: Callable[[Committee], Score], order: Sequence[int]) -> Optimum | None:
    """Look at every committee; None where there is none."""
    top: Score | None = None
    below: Score | None = None
    best: list[Committee] = []
    for committee in every:
        value = score(committee)
        if top is None or value > top:
            top, below, best = value, top, [committee]
        elif value == top:
            best.append(committee)
        elif below is None or value > below:
            below = value
    if top is None:
        return None
    return Optimum(by_lots(best, order), top, committees(best), complete=True, below=below)


def proposed(
    proposer: Proposer,
    score: Callable[[Committee], Score],
    order: Sequence[int],
    *,
    all_winning: bool = False,
) -> Optimum | None:
    """Ask a proposer, as the head of the module says; None where there is no committee.

    Beyond SEEN near-best committees, the lots are followed candidate by candidate: who comes first by lots is in, if
    there is a best committee with them and with those taken in before. Refused where all are asked for and there are
    more than LISTED.
    """
    seen = _near(proposer, score, (), (), LISTED if all_winning else SEEN)
    if not seen.found:
        return None
    top = max(seen.found.values())
    below = max((value for value in seen.found.values() if value < top), default=None)
    best = [committee for committee, value in seen.found.items() if value == top]
    if seen.complete:
        return Optimum(by_lots(best, order), top, committees(best), complete=True, below=below)
    if all_winning:
        raise CannotCount("too-hard", what="all-winning")
    chosen = _first_by_lots(proposer, score, order, top, by_lots(best, order))
    return Optimum(chosen, top, committees([*best, chosen]), complete=False, below=below)


def by_lots(best: Iterable[Committee], order: Sequence[int]) -> Committee:
    """The committee first by lots: compared by the lots of its members, the earliest first, then the next."""
    place = {candidate: number for number, candidate in enumerate(order)}
    return min(best, key=lambda committee: sorted(place[candidate] for candidate in committee))


def lots_needed(stage: int, best: Iterable[Committee], order: Sequence[int]) -> tuple[Step, ...]:
    """The lots that chose among best committees, one after another, until one is left."""
    left = [frozenset(committee) for committee in best]
    steps = []
    while len(left) > 1:
        contested = frozenset.union(*left) - frozenset.intersection(*left)
        chosen = first(order, contested)
        steps.append(lot(stage, contested, chosen))
        left = [committee for committee in left if chosen in committee]
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class _Seen:
    found: dict[Committee, Score]
    complete: bool


def _near(
    proposer: Proposer,
    score: Callable[[Committee], Score],
    forced: Iterable[int],
    barred: Iterable[int],
    limit: int,
    *,
    enough: Score | None = None,
) -> _Seen:
    """All committees that are within a solver's mistake of the best; `complete` unless there are more than `limit`.

    With `enough`: no further than the first that scores as much, or the first that is clearly below it.
    """
    found: dict[Committee, Score] = {}
    while len(found) < limit:
        committee = proposer.best(forced, barred, tuple(found))
        if committee is None:
            return _Seen(found, complete=True)
        found[committee] = score(committee)
        if enough is not None and found[committee] >= enough:
            return _Seen(found, complete=True)
        aim = Fraction(max(found.values()) if enough is None else enough)
        if found[committee] < aim - SLACK * abs(aim):
            return _Seen(found, complete=True)
    return _Seen(found, complete=False)


def _first_by_lots(
    proposer: Proposer, score: Callable[[Committee], Score], order: Sequence[int], top: Score, known: Committee
) -> Committee:
    forced: list[int] = []
    barred: list[int] = []
    for candidate in order:
        if len(forced) == len(known):
            break
        if candidate in known:
            forced.append(candidate)
            continue
        seen = _near(proposer, score, [*forced, candidate], barred, SEEN, enough=top)
        better = next((committee for committee, value in seen.found.items() if value >= top), None)
        if better is not None and seen.found[better] > top:
            return _first_by_lots(proposer, score, order, seen.found[better], better)
        if better is None and not seen.complete:
            raise CannotCount("too-hard", what="tie")
        if better is None:
            barred.append(candidate)
        else:
            known = better
            forced.append(candidate)
    return tuple(sorted(forced))


@dataclass(frozen=True, slots=True)
class Programme:
    """A linear programme whose first `candidates` variables are 0 or 1, to be made largest.

    `whole` are the other variables that are whole numbers.
    """

    candidates: int
    gains: Sequence[float]
    rows: Sequence[Row]
    least: Sequence[float]
    most: Sequence[float]
    whole: frozenset[int] = frozenset()


class Solver:
    """A proposer by scipy's solver of mixed programmes. Refuses what needs more than `nodes` branches or SECONDS.

    A slower machine may refuse what a faster one answers; none answers differently.

    `always` are in every committee it proposes.
    """

    def __init__(self, programme: Programme, always: Iterable[int] = (), nodes: int = 20_000) -> None:
        self.programme, self.always, self.nodes = programme, tuple(always), nodes

    def best(self, forced: Iterable[int], barred: Iterable[int], cut: Sequence[Committee]) -> Committee | None:
        import numpy as np  # inline: a recount that stands alone has neither; slow import
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        told = self.programme
        most = np.array(told.most, dtype=float)
        least = np.array(told.least, dtype=float)
        least[[*self.always, *forced]] = 1
        most[list(barred)] = 0
        if (least > most).any():
            return None
        cuts = [(members, [1.0] * len(members), -np.inf, len(members) - 1.0) for members in cut]
        rows: list[Row] = [*told.rows, *cuts]
        pointers = np.cumsum([0, *(len(row[0]) for row in rows)])
        columns = np.fromiter((variable for row in rows for variable in row[0]), dtype=np.int64, count=pointers[-1])
        figures = np.fromiter((figure for row in rows for figure in row[1]), dtype=float, count=pointers[-1])
        matrix = csr_array((figures, columns, pointers), shape=(len(rows), len(told.gains)))
        whole = np.zeros(len(told.gains))
        whole[: told.candidates] = 1
        whole[list(told.whole)] = 1
        for presolve in (True, False):  # where the one fails at its own arithmetic, the other may not
            answer = milp(
                -np.array(told.gains, dtype=float),
                integrality=whole,
                bounds=Bounds(least, most),
                constraints=LinearConstraint(matrix, [row[2] for row in rows], [row[3] for row in rows]),
                options={
                    "mip_rel_gap": 0.0,
                    "node_limit": self.nodes,
                    "time_limit": SECONDS,
                    "presolve": presolve,
                },
            )
            if answer.status != 4:
                break
        if answer.status == 2 or "infeasible" in answer.message:  # or unbounded, which nothing here can be
            return None
        if answer.status != 0 or answer.x is None:
            raise CannotCount("too-hard", what="best-committee")
        return tuple(number for number in range(told.candidates) if answer.x[number] > 0.5)
