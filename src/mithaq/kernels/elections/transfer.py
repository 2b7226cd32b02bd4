"""Counting by transfer: the Scottish rule, exactly, and where a make-up is asked for the same rule looking ahead.

The Scottish Local Government Elections Order 2007 (SSI 2007/42, schedule 1, rules 45 to 52): the quota is one more than
the valid papers divided by one more than the seats, rounded down; the surplus of whom has the most moves first, on all
papers, each at surplus times its value over the votes held, cut off after five decimals; then whom has the fewest is
out. Of equals the most recent stage at which they were unequal decides, and where there is none the lots. All is
counted in whole hundred-thousandths of a vote.

Stages and steps: stage 0 is the first preferences; each surplus moved and each exclusion is one stage more. A step of
stage s belongs to what made stage s: who was picked and how a tie was settled, then who has thereby reached the quota.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from mithaq.kernels.elections.bulk import Bulk, BulkPiles
from mithaq.kernels.elections.model import SCALE, Ballots, CannotCount, Result, Step

Moved = tuple[dict[int, int], int, int]  # what came to each, what was exhausted, what was cut off: in 1/SCALE
Named = tuple[tuple[int, tuple[str, ...]], ...]  # candidates, each with the keys of the quotas that make it so


class Foresight(Protocol):
    """What looking ahead found: who can no longer be elected, and whom no committee can do without."""

    @property
    def doomed(self) -> Named: ...
    @property
    def guarded(self) -> Named: ...


class Ahead(Protocol):
    """Looks ahead: what still can come of it once `elected` are in and `hopeful` are left."""

    def after(self, elected: tuple[int, ...], hopeful: frozenset[int]) -> Foresight: ...


class Piles(Protocol):
    """Who holds which papers, at which value."""

    def first(self, hopeful: set[int]) -> tuple[dict[int, int], int]:
        """The papers by first preference: how many each hopeful candidate has, and how many name none of them."""

    def move(self, candidate: int, hopeful: set[int], surplus: int, held: int) -> Moved:
        """Hand on the papers of the candidate: at their value times surplus/held, or whole where `held` is 0."""


def scottish(
    ballots: Ballots,
    *,
    order: Sequence[int],
    ahead: Ahead | None = None,
    seats: int | None = None,
    method: str = "scottish-stv",
) -> Result:
    """Count by the Scottish rule; `order` are the candidates by their lots, the first wins a tie.

    With `ahead`, after every election and every stage: who is doomed is out before anything else happens, the fewest
    votes first and one stage each; who is guarded is never excluded; as soon as those elected and those guarded fill
    the seats, they are the result. Without, or where `ahead` never has anything to say, it is the plain rule.
    """
    seats = ballots.seats if seats is None else seats
    if seats < 1:
        raise CannotCount("no-seats", seats=seats)
    return _Count(ballots, order, ahead, seats, method).result()


class _Count:
    def __init__(self, ballots: Ballots, order: Sequence[int], ahead: Ahead | None, seats: int, method: str) -> None:
        self.ballots, self.seats, self.ahead, self.method = ballots, seats, ahead, method
        self.lot = {candidate: place for place, candidate in enumerate(order)}
        self.hopeful = {candidate for candidate in range(ballots.candidates) if candidate not in ballots.withdrawn}
        if not self.hopeful:
            raise CannotCount("no-candidates")
        self.piles = piles_of(ballots)
        self.votes = [0] * ballots.candidates
        self.stages: list[tuple[int, ...]] = []
        self.now = 0  # the stage that is being made
        self.steps: list[Step] = []
        self.elected: list[int] = []
        self.surpluses: list[int] = []  # elected above the quota, their surplus not yet moved
        self.doomed: dict[int, tuple[tuple[str, ...], list[int]]] = {}  # by which quotas, and beside whom
        self.guarded: dict[int, tuple[str, ...]] = {}
        self.quota = 0

    def result(self) -> Result:
        self.sort()
        if len(self.hopeful) <= self.seats:
            if self.ahead is not None:
                self.ahead.after((), frozenset(self.hopeful))  # refused if all of them together miss a quota
            self.unopposed()
        else:
            self.look()
            self.elect()
            while not self.filled():
                if self.doomed:
                    self.drop_doomed()
                elif self.surpluses:
                    self.move_surplus()
                else:
                    self.drop_lowest()
                self.elect()
        return Result(
            self.method,
            tuple(self.elected),
            tuple(self.stages),
            tuple(self.steps),
            quota=self.quota // SCALE,
            scale=SCALE,
        )

    # the stages

    def sort(self) -> None:
        tally, empty = self.piles.first(self.hopeful)
        for candidate, many in tally.items():
            self.votes[candidate] = many * SCALE
        cast = empty + sum(tally.values())
        self.quota = ((cast - empty) // (self.seats + 1) + 1) * SCALE
        self.close_stage()
        self.say("first-preferences", cast=cast, empty=empty, seats=self.seats, quota=self.quota // SCALE)

    def move_surplus(self) -> None:
        self.now += 1
        candidate = self.pick(self.surpluses, max, "surplus")
        self.surpluses.remove(candidate)
        held, surplus = self.votes[candidate], self.votes[candidate] - self.quota
        to, exhausted, lost = self.credit(candidate, surplus, held)
        self.votes[candidate] = self.quota
        value = surplus * SCALE // held
        self.say(
            "surplus",
            candidate,
            moved=surplus,
            value=f"{value // SCALE}.{value % SCALE:05d}",
            to=to,
            exhausted=exhausted,
            lost=lost,
        )
        self.close_stage()

    def drop_doomed(self) -> None:
        self.now += 1
        candidate = self.pick(self.doomed, min, "exclusion")
        quotas, beside = self.doomed.pop(candidate)
        votes = self.votes[candidate]
        to, exhausted = self.out(candidate)
        self.say("doomed", candidate, votes=votes, quotas=list(quotas), to=to, exhausted=exhausted, **{"with": beside})
        self.close_stage()

    def drop_lowest(self) -> None:
        self.now += 1
        free = [candidate for candidate in self.hopeful if candidate not in self.guarded]
        candidate = self.pick(free, min, "exclusion")
        votes = self.votes[candidate]
        for spared in sorted(self.guarded, key=lambda one: (self.votes[one], -self.lot[one])):
            if spared in self.hopeful and self.votes[spared] < votes:
                self.say("spared", spared, votes=self.votes[spared], excluded=candidate)
        above = min((self.votes[one], -self.lot[one], one) for one in free if one != candidate)
        to, exhausted = self.out(candidate)
        self.say(
            "excluded",
            candidate,
            votes=votes,
            next=above[2],
            behind=above[0] - votes,
            to=to,
            exhausted=exhausted,
        )
        self.close_stage()
        self.look()

    def out(self, candidate: int) -> tuple[list[list[int]], int]:
        self.hopeful.discard(candidate)
        to, exhausted, _ = self.credit(candidate, 0, 0)
        self.votes[candidate] = 0
        return to, exhausted

    def credit(self, candidate: int, surplus: int, held: int) -> tuple[list[list[int]], int, int]:
        got, exhausted, lost = self.piles.move(candidate, self.hopeful, surplus, held)
        for one, votes in got.items():
            self.votes[one] += votes
        return [[one, got[one]] for one in sorted(got) if got[one]], exhausted, lost

    def close_stage(self) -> None:
        self.stages.append(tuple(self.votes))

    # who is in

    def elect(self) -> None:
        """Elect who has reached the quota, the most votes first; what that makes impossible is seen between two."""
        while len(self.elected) < self.seats:
            reached = [one for one in self.hopeful if self.votes[one] >= self.quota and one not in self.doomed]
            if not reached:
                break
            self.seat(self.pick(reached, max, "place"))
            self.look()

    def seat(self, candidate: int) -> None:
        self.hopeful.discard(candidate)
        self.guarded.pop(candidate, None)
        self.elected.append(candidate)
        votes = self.votes[candidate]
        if votes > self.quota:
            self.surpluses.append(candidate)
        self.say("elected", candidate, votes=votes, quota=self.quota // SCALE, place=len(self.elected))

    def filled(self) -> bool:
        """Whether it is over: every seat is filled, or as many are left (or guarded) as there are places."""
        places = self.seats - len(self.elected)
        if not places:
            return True
        if len(self.hopeful) == places:
            self.fill(self.hopeful)
        elif len(self.guarded) == places:
            self.fill(self.guarded)
        else:
            return False
        return True

    def fill(self, rest: Iterable[int]) -> None:
        self.say("last-places", elected=self.all_of(rest))

    def unopposed(self) -> None:
        self.say("unopposed", elected=self.all_of(self.hopeful), seats=self.seats)

    def all_of(self, rest: Iterable[int]) -> list[int]:
        """Elect all of them, the most votes first."""
        left, chosen = set(rest), []
        while left:
            one = self.pick(left, max, "place")
            left.discard(one)
            chosen.append(one)
        self.elected.extend(chosen)
        return chosen

    def look(self) -> None:
        """Look ahead: who has become doomed or guarded by what has just happened."""
        if self.ahead is None or len(self.hopeful) <= self.seats - len(self.elected) or len(self.elected) == self.seats:
            return
        seen = self.ahead.after(tuple(self.elected), frozenset(self.hopeful))
        for candidate, quotas in seen.doomed:
            if candidate in self.hopeful:
                self.doomed.setdefault(candidate, (quotas, list(self.elected)))
        for candidate, quotas in seen.guarded:
            if candidate in self.hopeful and candidate not in self.guarded:
                self.guarded[candidate] = quotas
                self.say(
                    "guarded",
                    candidate,
                    quotas=list(quotas),
                    votes=self.votes[candidate],
                    **{"with": list(self.elected)},
                )

    # equals

    def pick(self, among: Iterable[int], least_or_most: Callable[..., int], of: str) -> int:
        """The one with the most (or fewest) votes; of equals whom the most recent unequal stage, or the lot, picks."""
        those = list(among)
        votes = self.votes
        best = least_or_most(votes[one] for one in those)
        tied = [one for one in those if votes[one] == best]
        if len(tied) == 1:
            return tied[0]
        return self.settle(sorted(tied), least_or_most, of)

    def settle(self, tied: list[int], least_or_most: Callable[..., int], of: str) -> int:
        left, at = tied, None
        for number in range(len(self.stages) - 1, -1, -1):
            stage = self.stages[number]
            best = least_or_most(stage[one] for one in left)
            closer = [one for one in left if stage[one] == best]
            if len(closer) < len(left):
                left, at = closer, number
            if len(left) == 1:
                break
        chosen = left[0]
        facts: dict[str, Any] = {"among": tied, "of": of, "by": "history", "chosen": chosen}
        if len(left) > 1:
            # who has the first lot wins: is placed or moved first, and is the last to go
            first = of != "exclusion"
            chosen = min(left, key=lambda one: self.lot[one] if first else -self.lot[one])
            facts |= {"by": "lot", "chosen": chosen}
            if len(left) < len(tied):
                facts["drawn"] = left
        if at is not None:
            facts["at"] = at
        self.say("tie", **facts)
        return chosen

    def say(self, key: str, candidate: int | None = None, **facts: Any) -> None:
        self.steps.append(Step(self.now, key, candidate, facts))


def piles_of(ballots: Ballots) -> Piles:
    if isinstance(ballots.papers, Bulk):
        return BulkPiles(ballots.papers, ballots.candidates)
    return _Papers(ballots.papers, ballots.candidates)


Paper = tuple[int, tuple[int, ...]]
Pile = list[Paper]


class _Papers:
    """Papers one by one. Who is next on a paper is the first of it who is still hopeful: nobody comes back."""

    def __init__(self, papers: Iterable[Paper], candidates: int) -> None:
        self.papers = papers
        self.held: list[dict[int, Pile]] = [{} for _ in range(candidates)]

    def first(self, hopeful: set[int]) -> tuple[dict[int, int], int]:
        got: dict[int, int] = {}
        if len(hopeful) == len(self.held):
            piles, gone = _by_first(self.papers, hopeful)
        else:
            piles, gone = _sorted_out(self.papers, hopeful, len(self.held))
        for one, pile in piles.items():
            self.held[one] = {SCALE: pile}
            got[one] = sum([many for many, _ in pile])
        return got, gone

    def move(self, candidate: int, hopeful: set[int], surplus: int, held: int) -> Moved:
        got: dict[int, int] = {}
        exhausted = handed = 0
        for value, pile in self.held[candidate].items():
            new = surplus * value // held if held else value
            piles, gone = _sorted_out(pile, hopeful, len(self.held))
            exhausted += gone * new
            for one, theirs in piles.items():
                if theirs:
                    votes = sum([many for many, _ in theirs]) * new
                    got[one] = got.get(one, 0) + votes
                    handed += votes
                    there = self.held[one]
                    if new in there:
                        there[new] += theirs
                    else:
                        there[new] = theirs
        self.held[candidate] = {}
        return got, exhausted, surplus - handed - exhausted if held else 0


def _by_first(papers: Iterable[Paper], hopeful: set[int]) -> tuple[dict[int, Pile], int]:
    """The same as `_sorted_out` where everybody stands: one look a paper."""
    piles: dict[int, Pile] = {one: [] for one in hopeful}
    put = [piles[one].append for one in range(len(piles))]
    gone = 0
    rest = iter(papers)
    while True:
        try:
            for paper in rest:
                put[paper[1][0]](paper)
        except IndexError:
            if paper[1]:
                raise
            gone += paper[0]  # an empty paper; the others are still to come
        else:
            return piles, gone


def _sorted_out(papers: Iterable[Paper], hopeful: set[int], candidates: int) -> tuple[dict[int, Pile], int]:
    """The papers by who is next on them, and how many name nobody hopeful any more. The whole time goes here."""
    piles: dict[int, Pile] = {one: [] for one in hopeful}
    put: list[Callable[[Paper], None] | None] = [None] * candidates
    for one, pile in piles.items():
        put[one] = pile.append
    gone = 0
    for paper in papers:
        for one in paper[1]:
            append = put[one]
            if append is not None:
                append(paper)
                break
        else:
            gone += paper[0]
    return piles, gone
