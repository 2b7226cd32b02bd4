"""Whether votes adopt something under a rule of decision: every figure exact, each with what was needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from mithaq.kernels.charter.clauses import Clause
from mithaq.kernels.charter.values import Money

Choice = Literal["for", "against", "abstain"]
Key = Literal["eligible", "present", "cast", "quorum", "objections", "majority", "heads", "chair"]
Why = Literal["adopted", "nobody", "no-quorum", "objected", "short", "not-by-vote"]
Verdict = tuple[tuple["Tally", ...], Why]


@dataclass(frozen=True, slots=True)
class Voter:
    """Who is entitled: a key, how many votes the seat has, and what was contributed, where that counts.

    Who holds two seats of one body is one voter, with the votes of the seat that has more.
    """

    key: str
    votes: int = 1
    contribution: Money | None = None


@dataclass(frozen=True, slots=True)
class Votes:
    """A vote: who was entitled, what each chose, who was there.

    `present` are the keys of those who were there; whoever chose something was. `chair` is the key of who presides.
    """

    entitled: Sequence[Voter]
    choices: Mapping[str, Choice]
    present: frozenset[str] = frozenset()
    chair: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """A step on the way: what was counted, how much there is of how much, what was needed, and whether it is met.

    A share that must be exceeded is `strict`: more than `need`, not as much. `who` are the keys it is about: those
    left out for their contribution, those who object.
    """

    key: Key
    have: Fraction
    of: Fraction
    need: Fraction | None = None
    strict: bool = False
    met: bool = True
    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether it is adopted, why (not), and the steps in their order. `rule` as the charter names it.

    Under "recommendation" an adopted outcome is a recommendation; under "consultation" no vote decides.
    """

    adopted: bool
    why: Why
    rule: str
    steps: tuple[Tally, ...]

    def as_dict(self) -> dict[str, Any]:
        """As JSON, to keep beside a decision: figures as texts of whole numbers or fractions."""
        steps = [
            {
                "key": one.key,
                "have": str(one.have),
                "of": str(one.of),
                "strict": one.strict,
                "met": one.met,
                "need": None if one.need is None else str(one.need),
                "who": list(one.who),
            }
            for one in self.steps
        ]
        return {"adopted": self.adopted, "why": self.why, "rule": self.rule, "steps": steps}


def majority(rule: Clause, votes: Votes) -> Outcome:
    """The outcome of a vote under a decision or amendment clause.

    - consensus: somebody is there and nobody objects (votes against); silence and abstaining do not stand in its way.
      unanimity: everybody who is there is for it.
    - simple: more for than against; absolute: more than half of all seats held; qualified: at least the share. `of`
      changes what is counted: "cast" (for and against), "present" (those who abstain or do not choose, too), "seats"
      (all who are entitled).
    - double: two majorities, of the heads and of what votes weigh, both counted of the same ("cast" where not told).
      Each is more than half; with a share, at least the share.
    - chair-decides: the chair is for it. recommendation: as a simple majority. consultation: no vote adopts.

    The quorum counts heads of those entitled. A threshold leaves out who gave less, or in another currency, everywhere;
    votes weighted by contribution weigh what was given. Votes of who is not entitled are not counted. A share that is
    told to be exactly reached is enough; ties adopt nothing.
    """
    eligible, left_out = _eligible(rule, votes)
    there = {voter.key for voter in eligible if voter.key in votes.present or voter.key in votes.choices}
    steps = [_tally("eligible", len(eligible), len(eligible) + len(left_out), who=left_out)]
    steps.append(_tally("present", len(there), len(eligible)))
    if not eligible:
        return Outcome(False, "nobody", rule["rule"], tuple(steps))
    quorum = rule.get("quorum")
    if quorum is not None:
        met = len(there) >= quorum * len(eligible)
        steps.append(_tally("quorum", len(there), len(eligible), need=quorum * len(eligible), met=met))
        if not met:
            return Outcome(False, "no-quorum", rule["rule"], tuple(steps))
    count = _Count(rule, eligible, votes, there)
    decisive, why = RULES[rule["rule"]](count)
    met = all(step.met for step in decisive)
    return Outcome(met, "adopted" if met else why, rule["rule"], (*steps, *decisive))


@dataclass(frozen=True, slots=True)
class _Count:
    rule: Clause
    eligible: Sequence[Voter]
    votes: Votes
    there: set[str]

    def weight(self, *choices: Choice) -> Fraction:
        return sum(
            (_weight(self.rule, v) for v in self.eligible if self.votes.choices.get(v.key) in choices), Fraction()
        )

    def who(self, choice: Choice) -> tuple[str, ...]:
        return tuple(v.key for v in self.eligible if self.votes.choices.get(v.key) == choice)

    def counted(self, of: str) -> list[Voter]:
        """Of whom a majority is counted."""
        if of == "cast":
            return [v for v in self.eligible if self.votes.choices.get(v.key) in ("for", "against")]
        return [v for v in self.eligible if of == "seats" or v.key in self.there]

    def base(self, of: str) -> Fraction:
        """Of how much a majority is counted."""
        return sum((_weight(self.rule, voter) for voter in self.counted(of)), Fraction())


def _eligible(rule: Clause, votes: Votes) -> tuple[list[Voter], tuple[str, ...]]:
    """Each voter once, and who is left out for what they gave."""
    once: dict[str, Voter] = {}
    for voter in votes.entitled:
        if voter.key not in once or voter.votes > once[voter.key].votes:
            once[voter.key] = voter
    least: Money | None = rule.get("threshold")
    if least is None:
        return list(once.values()), ()
    enough = {
        key: voter
        for key, voter in once.items()
        if voter.contribution is not None
        and voter.contribution.currency == least.currency
        and voter.contribution.amount >= least.amount
    }
    return list(enough.values()), tuple(key for key in once if key not in enough)


def _weight(rule: Clause, voter: Voter) -> Fraction:
    if rule.get("weighted") == "contribution":
        return Fraction(voter.contribution.amount) if voter.contribution else Fraction()
    return Fraction(voter.votes)


def _tally(
    key: Key, have: int, of: int, *, need: Fraction | None = None, met: bool = True, who: tuple[str, ...] = ()
) -> Tally:
    return Tally(key, Fraction(have), Fraction(of), need, met=met, who=who)


def _consensus(count: _Count) -> Verdict:
    against = count.who("against")
    met = bool(count.there) and not against
    step = _tally("objections", len(against), len(count.there), need=Fraction(), met=met, who=against)
    return (step,), "objected" if against else "nobody"


def _unanimity(count: _Count) -> Verdict:
    favour, there = count.who("for"), len(count.there)
    others = tuple(v.key for v in count.eligible if v.key in count.there and v.key not in favour)
    met = bool(favour) and not others
    step = _tally("majority", len(favour), there, need=Fraction(there), met=met, who=others)
    return (step,), "objected" if others else "nobody"


def _more_than_half(usual: str) -> Callable[[_Count], Verdict]:
    def counted(count: _Count) -> Verdict:
        favour, base = count.weight("for"), count.base(count.rule.get("of", usual))
        return (_of("majority", favour, base, None),), "short"

    return counted


def _qualified(count: _Count) -> Verdict:
    favour, base = count.weight("for"), count.base(count.rule.get("of", "cast"))
    return (_of("majority", favour, base, count.rule["share"]),), "short"


def _double(count: _Count) -> Verdict:
    of, share = count.rule.get("of", "cast"), count.rule.get("share")
    heads = Fraction(len(count.who("for"))), Fraction(len(count.counted(of)))
    weights = count.weight("for"), count.base(of)
    return (_of("heads", *heads, share), _of("majority", *weights, share)), "short"


def _of(key: Key, favour: Fraction, base: Fraction, share: Fraction | None) -> Tally:
    """More than half; with a share, at least that, and somebody."""
    if share is None:
        return Tally(key, favour, base, base / 2, strict=True, met=favour > base / 2)
    return Tally(key, favour, base, share * base, met=bool(favour) and favour >= share * base)


def _chair(count: _Count) -> Verdict:
    met = count.votes.choices.get(count.votes.chair) == "for"
    return (_tally("chair", int(met), 1, need=Fraction(1), met=met),), "short"


def _consultation(count: _Count) -> Verdict:
    return (_tally("cast", len(count.votes.choices), len(count.eligible), met=False),), "not-by-vote"


RULES: Mapping[str, Callable[[_Count], Verdict]] = {
    "consensus": _consensus,
    "unanimity": _unanimity,
    "simple-majority": _more_than_half("cast"),
    "absolute-majority": _more_than_half("seats"),
    "qualified-majority": _qualified,
    "double-majority": _double,
    "chair-decides": _chair,
    "recommendation": _more_than_half("cast"),
    "consultation": _consultation,
}
