"""What an election is to the kernel: ballots, the make-up asked for, and a result that can account for itself."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

Rule = Literal["equal", "every", "at-least", "at-most", "share"]
Attributes = Mapping[str, tuple[str, ...]]
Figure = int | Fraction
SCALE = 100_000  # votes are counted in hundred-thousandths: five decimals, what is beyond is cut off


class CannotCount(ValueError):
    """Cannot be counted: `key` says why (a key of FAULTS), `facts` where and what; `line` of a file, from 1."""

    def __init__(self, key: str, /, *, line: int | None = None, **facts: Any) -> None:
        super().__init__(key)
        self.key, self.line, self.facts = key, line, facts

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        told = ", ".join(f"{name} {value}" for name, value in self.facts.items())
        return where + self.key + (f" ({told})" if told else "")


@dataclass(frozen=True, slots=True)
class Ballots:
    """Papers that are alike are one: `(how many, candidates)`, candidates from 0 in the order of the file.

    Ranked papers have the best first; papers of approval have the approved in any order. An empty paper is counted as
    cast and moves nothing. `withdrawn` stand on the papers and count for nothing.
    """

    candidates: int
    papers: Sequence[tuple[int, tuple[int, ...]]]
    seats: int = 1
    names: tuple[str, ...] = ()
    title: str = ""
    withdrawn: frozenset[int] = frozenset()

    @property
    def cast(self) -> int:
        return sum(many for many, _ in self.papers)


@dataclass(frozen=True, slots=True)
class Quota:
    """What is asked of those who sit in the end, over one attribute; the same words as a charter's rule of balance.

    equal: the counts of `values` differ by one at most, and none is empty once there are as many seats as values.
    every: each of `values` has a seat. at-least, at-most: a bound on the one value, `number` of seats or `share` of all
    who sit (a least one rounded up, a largest down). share: a least share. `where` crosses attributes: only who also
    has these values counts. `key` names it (the clause of a charter).
    """

    key: str
    over: str
    rule: Rule
    values: tuple[str, ...]
    number: int | None = None
    share: Fraction | None = None
    where: tuple[tuple[str, str], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As JSON: a share as text, `where` as a mapping."""
        told: dict[str, Any] = {"key": self.key, "over": self.over, "rule": self.rule, "values": list(self.values)}
        if self.number is not None:
            told["number"] = self.number
        if self.share is not None:
            told["share"] = str(self.share)
        if self.where:
            told["where"] = dict(self.where)
        return told


@dataclass(frozen=True, slots=True)
class Makeup:
    """How those who sit are to be made up: the quotas, what each candidate is by attribute (values in small letters; a
    candidate can have several values or none), and what those are who sit already and stay (`sitting`).
    """

    quotas: tuple[Quota, ...]
    attributes: tuple[Attributes, ...]
    sitting: tuple[Attributes, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened in a count: at which stage (from 0), what (a key of STEPS), to whom, with which facts.

    Facts are JSON: whole numbers, texts, lists of candidates. Votes are in units of the result's `scale`.
    """

    stage: int
    key: str
    candidate: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        told: dict[str, Any] = {"stage": self.stage, "key": self.key}
        if self.candidate is not None:
            told["candidate"] = self.candidate
        return told | dict(self.facts)


@dataclass(frozen=True, slots=True)
class Result:
    """Who is elected, in the order of their election, and how it came to that.

    `stages[s][c]` is what candidate c has at the end of stage s, in units of 1/`scale` (votes, scores or loads, as the
    method has them). `quota` is in whole votes where the method has one. `all_winning`: where a method leaves a tie
    open, every committee it allows, each sorted; the winners are the one the lots choose. `without`: the winners of
    the same count without the make-up, where one was asked for.
    """

    method: str
    winners: tuple[int, ...]
    stages: tuple[tuple[Figure, ...], ...] = ()
    steps: tuple[Step, ...] = ()
    quota: Figure | None = None
    scale: int = 1
    all_winning: tuple[tuple[int, ...], ...] = ()
    without: tuple[int, ...] | None = None

    @property
    def ties(self) -> tuple[Step, ...]:
        """The steps in which something was equal, and what settled it."""
        return tuple(step for step in self.steps if step.key == "tie")


def lots(seed: str, ids: Sequence[str]) -> tuple[int, ...]:
    """The candidates in the order of their lots: the first wins a tie.

    A candidate's lot is SHA-256 of the public seed and its id, joined; the smallest comes first. Who knows the seed
    can draw them again with any tool.
    """
    drawn = [(hashlib.sha256((seed + one).encode()).hexdigest(), number) for number, one in enumerate(ids)]
    return tuple(number for _, number in sorted(drawn))


# Every step a count may take, and its facts. A room words them; a test keeps both together.
STEPS: dict[str, str] = {
    # ranked counts by transfer
    "first-preferences": "The papers are sorted by first preference. Facts: cast, empty, seats, quota.",
    "elected": "Reached the quota, or enough. Facts: votes, quota, place (from 1).",
    "surplus": "The votes beyond the quota move on. Facts: moved, value (a text of five decimals), to [[candidate, "
    "votes] …], exhausted, lost (cut off).",
    "excluded": "Has the fewest votes and is out. Facts: votes, next (the candidate before whom), behind (how many "
    "votes less), to, exhausted.",
    "last-places": "As many are left as places: all of them are elected. Facts: elected [candidates].",
    "keep-value": "A round of Meek's count. Facts: quota, kept [[candidate, factor] …], rounds.",
    # what the make-up does
    "doomed": "No committee that meets the quotas can have them beside those elected. Facts: votes, with [candidates "
    "elected before], quotas [keys that stand against it, a smallest set], to, exhausted.",
    "guarded": "No committee that meets the quotas can do without them. Facts: with, quotas, votes.",
    "spared": "Had the fewest votes but is guarded; the next lowest goes. Facts: votes, excluded (who goes).",
    "passed-over": "Took the least load, but no committee that meets the quotas can have them beside those elected. "
    "Facts: load (as of 'load'), with [candidates elected before], quotas [keys, a smallest set].",
    # approval
    "score": "What the committee scores; in minimax Phragmén the largest load. Facts: score (text of a fraction), next "
    "(score of the best other, if known), committee [candidates].",
    "load": "Takes the least load. Facts: load (text of a fraction; empty where nobody approves), approvals, place.",
    "price": "Is bought by who approves, at the least highest price a head. Facts: price (text of a fraction), "
    "approvals, place.",
    "chosen": "Adds most to the committee. Facts: gain (text of a fraction), place.",
    # one post
    "pair": "Two candidates against each other. Facts: against, votes, other.",
    "strongest": "Beats or ties everybody by the strongest paths. Facts: over [candidates].",
    "least-defeat": "Their largest defeat is the smallest. Facts: defeat, by.",
    "locked": "A pair is locked in, or left out because it would close a circle. Facts: over, margin, kept (bool).",
    # all
    "section": "A part of the seats is counted by itself. Facts: section (text), seats, candidates.",
    "tie": "Some are equal. Facts: among [candidates], by ('history' or 'lot'), chosen, at (the earlier stage, for "
    "history), of ('surplus' who moves first, 'exclusion' who goes, 'place' who comes first), drawn [between whom the "
    "lot decided, where history had settled a part].",
    "unopposed": "No more candidates than seats. Facts: elected, seats.",
}

# Every reason for which something cannot be counted.
FAULTS: dict[str, str] = {
    "not-blt": "Not a file of ballots in the BLT form. Facts: found.",
    "not-approvals": "Not a file of approvals. Facts: found.",
    "no-such-candidate": "A paper names a candidate who does not stand. Facts: candidate, candidates.",
    "named-twice": "A paper names a candidate twice. Facts: candidate.",
    "equal-ranks": "A paper ranks two alike; only strict rankings are counted. Facts: found.",
    "cut-short": "The file ends before it should. Facts: missing.",
    "no-seats": "There is nothing to fill. Facts: seats.",
    "no-candidates": "Nobody stands.",
    "unknown-method": "There is no such method. Facts: method, methods.",
    "wrong-ballots": "The method counts other ballots. Facts: method, needs ('ranked' or 'approval').",
    "one-seat-only": "The method fills one seat. Facts: method, seats.",
    "no-makeup": "The method needs quotas. Facts: method.",
    "heeds-no-makeup": "The method knows no quotas. Facts: method.",
    "not-quotas": "The file of quotas is not understood. Facts: found, why, right (what would be right).",
    "other-candidates": "The make-up tells of another number of candidates. Facts: candidates, told.",
    "no-sections": "The quotas do not part the seats into sections. Facts: seats.",
    "two-seats-only": "The method fills two seats. Facts: method, seats.",
    "infeasible": "No committee meets the quotas. Facts: quotas [keys of a smallest set that cannot stand together].",
    "too-hard": "The solver found no answer in the work it may spend. Facts: what.",
}
