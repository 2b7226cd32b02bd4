"""Every step of a count by transfer, checked from the papers, by a script that shares no line with the engine.

It does not count: it takes the steps as claims, follows them with every paper in hand, and says which are not so. Slow
and plain on purpose: each paper is looked at from its first preference again, values are kept on each paper. What the
quotas do is checked against every committee there could be, where these are not too many.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.kernels.elections.makeups import Every

from mithaq.kernels.elections.model import Ballots, Makeup, Result, Step

UNIT = 100_000
COMMITTEES = 5_000  # above these, what the quotas do is taken as told


@dataclass
class Paper:
    many: int
    ranking: tuple[int, ...]
    with_whom: int | None = None
    value: int = UNIT


@dataclass
class Recount:
    """What is known of a count so far: the papers as they lie, and who is in, out, doomed or guarded."""

    ballots: Ballots
    result: Result
    order: Sequence[int]
    makeup: Makeup | None = None
    papers: list[Paper] = field(default_factory=list)
    votes: dict[int, int] = field(default_factory=dict)
    hopeful: set[int] = field(default_factory=set)
    elected: list[int] = field(default_factory=list)
    waiting: set[int] = field(default_factory=set)  # elected above the quota, not yet moved
    guarded: set[int] = field(default_factory=set)
    ties: list[Step] = field(default_factory=list)  # settled, not yet used
    seats: int = 0
    quota: int = 0
    wrong: list[str] = field(default_factory=list)
    step: Step | None = None
    every: Every | None = None

    def claim(self, what: str, holds: bool) -> None:
        if not holds:
            self.wrong.append(f"{self.step}: {what}")

    def equal(self, what: str, claimed: Any, found: Any) -> None:
        self.claim(f"{what}: claimed {claimed}, found {found}", claimed == found)

    def possible(self, keys: Iterable[str] | None, inside: Iterable[int], *, out: Iterable[int] = ()) -> bool:
        """Whether some committee meets these quotas (None: all), with those elected and inside, without who is out."""
        if self.every is None:
            return True
        gone = set(range(self.ballots.candidates)) - self.hopeful - set(self.elected)
        return bool(self.every.meeting(keys, {*self.elected, *inside}, gone | set(out)))

    def look_ahead(self) -> None:
        """Who is doomed or guarded has been told, and nobody else: at the moment when somebody else is next."""
        if self.every is not None:
            doomed = {one for one in self.hopeful if not self.possible(None, [one])}
            guarded = {one for one in self.hopeful if not self.possible(None, [], out=[one])}
            self.equal("nobody left is doomed", set(), doomed)
            self.equal("the guarded", self.guarded & self.hopeful, guarded)

    def next_on(self, paper: Paper) -> int | None:
        return next((one for one in paper.ranking if one in self.hopeful), None)

    def hand_on(self, candidate: int, value_of: Callable[[Paper], int]) -> tuple[list[list[int]], int, int]:
        """Move the papers of a candidate: who gets how much, what is exhausted, what all of it is worth together."""
        got: dict[int, int] = {}
        exhausted = 0
        for paper in self.papers:
            if paper.with_whom != candidate:
                continue
            paper.value = value_of(paper)
            paper.with_whom = self.next_on(paper)
            worth = paper.many * paper.value
            if paper.with_whom is None:
                exhausted += worth
            else:
                got[paper.with_whom] = got.get(paper.with_whom, 0) + worth
        for one, worth in got.items():
            self.votes[one] += worth
        told = [[one, got[one]] for one in sorted(got) if got[one]]
        return told, exhausted, sum(worth for _, worth in told) + exhausted

    def lies_with(self, candidate: int) -> int:
        return sum(paper.many * paper.value for paper in self.papers if paper.with_whom == candidate)


def recheck(ballots: Ballots, result: Result, order: Sequence[int], makeup: Makeup | None = None) -> list[str]:
    """What does not hold of a count by the Scottish rule, balanced or not: nothing, if all is well."""
    so_far = Recount(ballots, result, order, makeup)
    stage = 0
    for step in result.steps:
        while step.stage > stage:
            _stage_holds(so_far, stage)
            stage += 1
        so_far.step = step
        CLAIMS[step.key](so_far, step, step.facts)
    _stage_holds(so_far, stage)
    so_far.step = None
    so_far.equal("stages", len(result.stages), stage + 1)
    so_far.equal("winners", list(result.winners), so_far.elected)
    so_far.claim("a tie was settled for nothing", not so_far.ties)
    standing = ballots.candidates - len(ballots.withdrawn)
    so_far.equal("how many are elected", len(result.winners), min(so_far.seats, standing))
    if so_far.every is not None:
        so_far.claim("those elected meet the quotas", frozenset(result.winners) in so_far.every.meeting())
    return so_far.wrong


def _stage_holds(so_far: Recount, number: int) -> None:
    so_far.step = None
    told = so_far.result.stages[number]
    for candidate in range(so_far.ballots.candidates):
        so_far.equal(f"stage {number}, candidate {candidate}", told[candidate], so_far.votes.get(candidate, 0))
        if candidate in so_far.hopeful:
            so_far.equal(f"papers of {candidate}", told[candidate], so_far.lies_with(candidate))


def _first_preferences(so_far: Recount, step: Step, facts: Any) -> None:
    ballots = so_far.ballots
    so_far.hopeful = {one for one in range(ballots.candidates) if one not in ballots.withdrawn}
    so_far.votes = dict.fromkeys(range(ballots.candidates), 0)
    for many, ranking in ballots.papers:
        paper = Paper(many, ranking)
        paper.with_whom = so_far.next_on(paper)
        so_far.papers.append(paper)
        if paper.with_whom is not None:
            so_far.votes[paper.with_whom] += many * UNIT
    empty = sum(paper.many for paper in so_far.papers if paper.with_whom is None)
    cast = sum(paper.many for paper in so_far.papers)
    so_far.equal("cast", facts["cast"], cast)
    so_far.equal("empty", facts["empty"], empty)
    so_far.seats, so_far.quota = facts["seats"], facts["quota"] * UNIT
    so_far.equal("quota", facts["quota"], (cast - empty) // (facts["seats"] + 1) + 1)
    so_far.equal("quota of the result", so_far.result.quota, facts["quota"])
    size = min(so_far.seats, len(so_far.hopeful))
    if so_far.makeup is not None and math.comb(ballots.candidates, size) <= COMMITTEES:
        so_far.every = Every(so_far.makeup, size)


def _elected(so_far: Recount, step: Step, facts: Any) -> None:
    one = _whom(so_far, step)
    so_far.equal("votes", facts["votes"], so_far.votes[one])
    so_far.claim("is above the quota", so_far.votes[one] >= so_far.quota)
    so_far.claim("can be elected under the quotas", so_far.possible(None, [one]))
    rivals = [other for other in so_far.hopeful if so_far.votes[other] > so_far.votes[one]]
    doomed = {later.candidate for later in so_far.result.steps if later.key == "doomed"} | _left_over(so_far)
    if so_far.every is not None:
        doomed = {other for other in so_far.hopeful if not so_far.possible(None, [other])}
    so_far.claim(f"{rivals} have more", not set(rivals) - doomed)
    level = [
        o for o in so_far.hopeful if so_far.votes[o] == so_far.votes[one] and (o not in doomed or not so_far.every)
    ]
    _settled(so_far, one, "place", level, max)
    so_far.hopeful.discard(one)
    so_far.elected.append(one)
    so_far.equal("place", facts["place"], len(so_far.elected))
    if so_far.votes[one] > so_far.quota:
        so_far.waiting.add(one)


def _left_over(so_far: Recount) -> set[int]:
    """Who is hopeful to the end and is not elected: with quotas, they are doomed and there was no need to move them."""
    gone = {step.candidate for step in so_far.result.steps if step.key in ("excluded", "doomed")}
    winners = set(so_far.result.winners)
    return {one for one in so_far.hopeful if one not in gone and one not in winners} if so_far.makeup else set()


def _surplus(so_far: Recount, step: Step, facts: Any) -> None:
    one = _whom(so_far, step)
    held = so_far.votes[one]
    surplus = held - so_far.quota
    so_far.look_ahead()
    so_far.claim("has a surplus that waits", one in so_far.waiting)
    so_far.claim("is the largest", all(so_far.votes[other] <= held for other in so_far.waiting))
    _settled(so_far, one, "surplus", [other for other in so_far.waiting if so_far.votes[other] == held], max)
    so_far.equal("moved", facts["moved"], surplus)
    so_far.equal("value", facts["value"], f"{surplus * UNIT // held / UNIT:.5f}")
    to, exhausted, worth = so_far.hand_on(one, lambda paper: surplus * paper.value // held)
    so_far.equal("to", facts["to"], to)
    so_far.equal("exhausted", facts["exhausted"], exhausted)
    so_far.equal("lost", facts["lost"], surplus - worth)
    so_far.votes[one] = so_far.quota
    so_far.waiting.discard(one)


def _excluded(so_far: Recount, step: Step, facts: Any) -> None:
    one = _whom(so_far, step)
    free = so_far.hopeful - so_far.guarded
    so_far.look_ahead()
    so_far.claim("no surplus waits", not so_far.waiting)
    so_far.claim("is not guarded", one in free)
    so_far.claim("has the fewest", all(so_far.votes[other] >= so_far.votes[one] for other in free))
    _settled(so_far, one, "exclusion", [other for other in free if so_far.votes[other] == so_far.votes[one]], min)
    others = {other: so_far.votes[other] for other in free if other != one}
    so_far.claim("the next has the next fewest", others.get(facts["next"]) == min(others.values()))
    so_far.equal("behind", facts["behind"], others[facts["next"]] - so_far.votes[one])
    _goes(so_far, one, facts)


def _doomed(so_far: Recount, step: Step, facts: Any) -> None:
    one = _whom(so_far, step)
    so_far.claim("is beside people elected", facts["with"] == so_far.elected[: len(facts["with"])])
    keys = {quota.key for quota in so_far.makeup.quotas} if so_far.makeup else set()
    so_far.claim("is so by quotas that are asked", bool(facts["quotas"]) and set(facts["quotas"]) <= keys)
    so_far.claim("is so by these", not so_far.every or not so_far.possible(facts["quotas"], [one]))
    doomed = {other for other in so_far.hopeful if not so_far.every or not so_far.possible(None, [other])}
    so_far.claim("has the fewest of them", so_far.every is None or _fewest(so_far, one, doomed))
    rivals = [other for other in doomed if so_far.votes[other] == so_far.votes[one]]
    _settled(so_far, one, "exclusion", rivals if so_far.every or so_far.ties else [one], min)
    _goes(so_far, one, facts)


def _fewest(so_far: Recount, one: int, among: set[int]) -> bool:
    return so_far.votes[one] == min(so_far.votes[other] for other in among)


def _goes(so_far: Recount, one: int, facts: Any) -> None:
    so_far.equal("votes", facts["votes"], so_far.votes[one])
    so_far.hopeful.discard(one)
    to, exhausted, worth = so_far.hand_on(one, lambda paper: paper.value)
    so_far.equal("to", facts["to"], to)
    so_far.equal("exhausted", facts["exhausted"], exhausted)
    so_far.equal("all that was held moves", worth, so_far.votes[one])
    so_far.votes[one] = 0


def _guarded(so_far: Recount, step: Step, facts: Any) -> None:
    one = _whom(so_far, step)
    so_far.equal("votes", facts["votes"], so_far.votes[one])
    so_far.equal("with", facts["with"], so_far.elected)
    keys = {quota.key for quota in so_far.makeup.quotas} if so_far.makeup else set()
    so_far.claim("is so by quotas that are asked", bool(facts["quotas"]) and set(facts["quotas"]) <= keys)
    so_far.claim("is so by these", not so_far.every or not so_far.possible(facts["quotas"], [], out=[one]))
    so_far.guarded.add(one)


def _spared(so_far: Recount, step: Step, facts: Any) -> None:
    one = _whom(so_far, step)
    so_far.claim("is guarded", one in so_far.guarded)
    so_far.equal("votes", facts["votes"], so_far.votes[one])
    so_far.claim("has fewer than who goes", so_far.votes[one] < so_far.votes[facts["excluded"]])


def _last_places(so_far: Recount, step: Step, facts: Any) -> None:
    chosen = facts["elected"]
    places = so_far.seats - len(so_far.elected)
    so_far.equal("as many as places", len(chosen), places)
    so_far.claim("all who are left, or guarded", set(chosen) in (so_far.hopeful, so_far.hopeful & so_far.guarded))
    _in_order(so_far, chosen)


def _unopposed(so_far: Recount, step: Step, facts: Any) -> None:
    so_far.equal("everybody who stands", set(facts["elected"]), so_far.hopeful)
    so_far.claim("no more than seats", len(so_far.hopeful) <= facts["seats"])
    _in_order(so_far, facts["elected"])


def _in_order(so_far: Recount, chosen: list[int]) -> None:
    votes = [so_far.votes[one] for one in chosen]
    so_far.equal("the most votes first", votes, sorted(votes, reverse=True))
    for number, one in enumerate(chosen):
        level = [other for other in chosen[number:] if so_far.votes[other] == so_far.votes[one]]
        _settled(so_far, one, "place", level, max)
    so_far.hopeful -= set(chosen)
    so_far.elected += chosen


def _tie(so_far: Recount, step: Step, facts: Any) -> None:
    among = facts["among"]
    so_far.claim("several are equal", len(among) > 1 and len({so_far.votes[one] for one in among}) == 1)
    so_far.claim("one of them is chosen", facts["chosen"] in among)
    so_far.ties.append(step)


def _settled(so_far: Recount, one: int, of: str, level: list[int], most: Callable[..., int]) -> None:
    """Of several who are equal, the tie that was settled before chose this one, and rightly."""
    if len(level) == 1:
        return
    if not so_far.ties:
        so_far.claim(f"no tie was told among {level}", False)
        return
    tie = so_far.ties.pop(0)
    facts = tie.facts
    so_far.equal("of what", facts["of"], of)
    so_far.equal("chosen", facts["chosen"], one)
    so_far.claim("among those who are equal", set(facts["among"]) <= set(level))
    left = set(facts["among"])
    decided = None
    for number in reversed(range(tie.stage + (of == "place"))):
        told = so_far.result.stages[number]
        best = most(told[other] for other in left)
        closer = {other for other in left if told[other] == best}
        decided = number if closer != left else decided
        left = closer
    so_far.equal("the stage that decided", facts.get("at"), decided)
    so_far.equal("by", facts["by"], "history" if len(left) == 1 else "lot")
    places = [so_far.order.index(other) for other in left]
    so_far.equal("the lot", so_far.order.index(one), max(places) if of == "exclusion" else min(places))
    if len(left) > 1:
        so_far.equal("drawn", set(facts.get("drawn", facts["among"])), left)


def _whom(so_far: Recount, step: Step) -> int:
    assert step.candidate is not None
    so_far.claim("is one who counts", step.candidate in so_far.hopeful or step.candidate in so_far.waiting)
    return step.candidate


CLAIMS: dict[str, Callable[[Recount, Step, Any], None]] = {
    "first-preferences": _first_preferences,
    "elected": _elected,
    "surplus": _surplus,
    "excluded": _excluded,
    "doomed": _doomed,
    "guarded": _guarded,
    "spared": _spared,
    "last-places": _last_places,
    "unopposed": _unopposed,
    "tie": _tie,
}
