"""Meek's count by transfer: every candidate keeps a part of each vote, and the parts are mended until they fit.

Who is elected keeps only the part that leaves a quota; who is excluded keeps nothing, as if they had never stood; the
quota follows the votes that still count (Hill, Wichmann and Woodall, "Single transferable vote by Meek's method",
1987).
All is counted in whole billionths of a billionth of a vote: parts are cut off upwards and votes downwards, so that a
count always ends, and it ends when the surpluses together are below a billionth. Votes that differ by less are equal:
the most recent stage at which they differ decides, and then the lots.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from mithaq.kernels.elections.model import SCALE, Ballots, CannotCount, Result, Step

ONE = 10**18
NEAR = 10**9  # of ONE: a surplus, or a difference, that is too small to count
Pattern = tuple[tuple[int, ...], int | None]  # who is elected and stands first, then who is hopeful


def meek(ballots: Ballots, *, order: Sequence[int], seats: int | None = None) -> Result:
    """Count by Meek's rule; `order` are the candidates by their lots, the first wins a tie."""
    seats = ballots.seats if seats is None else seats
    if seats < 1:
        raise CannotCount("no-seats", seats=seats)
    return _Meek(ballots, order, seats).result()


class _Meek:
    def __init__(self, ballots: Ballots, order: Sequence[int], seats: int) -> None:
        self.ballots, self.seats = ballots, seats
        self.lot = {candidate: place for place, candidate in enumerate(order)}
        self.hopeful = {one for one in range(ballots.candidates) if one not in ballots.withdrawn}
        if not self.hopeful:
            raise CannotCount("no-candidates")
        self.kept = dict.fromkeys(range(ballots.candidates), ONE)
        self.elected: list[int] = []
        self.votes = [0] * ballots.candidates
        self.quota, self.first_quota = 0, Fraction(0)
        self.stages: list[tuple[int, ...]] = []  # in units of ONE, for ties
        self.now = 0  # the stage that is being made
        self.steps: list[Step] = []

    def result(self) -> Result:
        self.sort()
        if len(self.hopeful) <= self.seats:
            elected = self.all_left()
            self.say("unopposed", elected=elected, seats=self.seats)
        while len(self.elected) < self.seats and self.hopeful:
            if len(self.elected) + len(self.hopeful) <= self.seats:
                self.say("last-places", elected=self.all_left())
                break
            if not self.settled():
                continue
            self.drop_lowest()
        return Result(
            "meek",
            tuple(self.elected),
            tuple(tuple(_rounded(votes) for votes in stage) for stage in self.stages),
            tuple(self.steps),
            quota=self.first_quota,
            scale=SCALE,
        )

    def sort(self) -> None:
        patterns = self.patterns()
        empty = patterns.get(((), None), 0)
        cast = sum(patterns.values())
        self.distribute(patterns)
        self.first_quota = Fraction(cast - empty, self.seats + 1)
        self.close_stage()
        self.say("first-preferences", cast=cast, empty=empty, seats=self.seats, quota=_told(self.quota))

    def settled(self) -> bool:
        """Mend the parts until the surpluses are gone, or until somebody else is elected: then it begins anew."""
        patterns, rounds, before = self.patterns(), 0, None
        while True:
            self.distribute(patterns)
            rounds += 1
            reached = [one for one in self.hopeful if self.votes[one] >= self.quota]
            if reached:
                if rounds > 1:
                    self.mended(rounds)
                self.elect(reached)
                return False
            surplus = sum(self.votes[one] - self.quota for one in self.elected)
            if surplus < NEAR or (before is not None and surplus >= before):
                if rounds > 1:
                    self.mended(rounds)
                return True
            before = surplus
            for one in self.elected:
                self.kept[one] = -(-self.kept[one] * self.quota // max(self.votes[one], 1))

    def patterns(self) -> dict[Pattern, int]:
        """What the papers come to now: nobody behind the first hopeful candidate receives anything."""
        told: dict[Pattern, int] = {}
        hopeful, elected = self.hopeful, set(self.elected)
        for many, paper in self.ballots.papers:
            ahead: list[int] = []
            end = None
            for one in paper:
                if one in hopeful:
                    end = one
                    break
                if one in elected:
                    ahead.append(one)
            pattern = (tuple(ahead), end)
            told[pattern] = told.get(pattern, 0) + many
        return told

    def distribute(self, patterns: dict[Pattern, int]) -> None:
        votes = [0] * self.ballots.candidates
        for (ahead, end), many in patterns.items():
            left = ONE
            for one in ahead:
                part = left * self.kept[one] // ONE
                votes[one] += part * many
                left -= part
            if end is not None:
                votes[end] += left * many
        self.votes = votes
        self.quota = sum(votes) // (self.seats + 1) + 1

    def elect(self, reached: list[int]) -> None:
        for one in sorted(reached, key=lambda one: (-self.votes[one], self.lot[one])):
            if len(self.elected) == self.seats:
                break
            self.hopeful.discard(one)
            self.elected.append(one)
            self.say(
                "elected",
                one,
                votes=_rounded(self.votes[one]),
                quota=_told(self.quota),
                place=len(self.elected),
            )

    def drop_lowest(self) -> None:
        self.now += 1
        candidate = self.lowest()
        votes = self.votes[candidate]
        after = min((self.votes[one], -self.lot[one], one) for one in self.hopeful if one != candidate)
        self.hopeful.discard(candidate)
        before = self.votes
        self.distribute(self.patterns())
        to = [
            [one, _rounded(self.votes[one]) - _rounded(before[one])]
            for one in sorted(self.hopeful | set(self.elected))
            if self.votes[one] > before[one]
        ]
        exhausted = max(0, _rounded(sum(before)) - _rounded(sum(self.votes)))
        facts = {"votes": _rounded(votes), "next": after[2], "behind": max(0, _rounded(after[0]) - _rounded(votes))}
        self.say("excluded", candidate, **facts, to=to, exhausted=exhausted)
        self.close_stage()

    def mended(self, rounds: int) -> None:
        self.now += 1
        kept = [[one, _told(self.kept[one])] for one in sorted(self.elected)]
        self.say("keep-value", quota=_told(self.quota), kept=kept, rounds=rounds)
        self.close_stage()

    def lowest(self) -> int:
        """The one with the fewest votes; of equals whom the most recent stage with a difference, or the lot, picks."""
        least = min(self.votes[one] for one in self.hopeful)
        tied = sorted(one for one in self.hopeful if self.votes[one] - least < NEAR)
        left, at = tied, None
        for number in range(len(self.stages) - 1, -1, -1):
            if len(left) == 1:
                break
            stage = self.stages[number]
            fewest = min(stage[one] for one in left)
            closer = [one for one in left if stage[one] - fewest < NEAR]
            if len(closer) < len(left):
                left, at = closer, number
        chosen = max(left, key=self.lot.__getitem__)
        if len(tied) > 1:
            facts: dict[str, Any] = {"among": tied, "of": "exclusion", "by": "history", "chosen": chosen}
            if len(left) > 1:
                facts["by"] = "lot"
                if len(left) < len(tied):
                    facts["drawn"] = left
            if at is not None:
                facts["at"] = at
            self.say("tie", **facts)
        return chosen

    def all_left(self) -> list[int]:
        chosen = sorted(self.hopeful, key=lambda one: (-self.votes[one], self.lot[one]))
        self.elected.extend(chosen)
        self.hopeful.clear()
        return chosen

    def close_stage(self) -> None:
        self.stages.append(tuple(self.votes))

    def say(self, key: str, candidate: int | None = None, **facts: Any) -> None:
        self.steps.append(Step(self.now, key, candidate, facts))


def _rounded(votes: int) -> int:
    """In units of SCALE, to the nearest: what is shown of a vote that has eighteen decimals."""
    unit = ONE // SCALE
    return (votes + unit // 2) // unit


def _told(figure: int) -> str:
    whole, rest = divmod(figure, ONE)
    return f"{whole}.{rest // 10**9:09d}"
