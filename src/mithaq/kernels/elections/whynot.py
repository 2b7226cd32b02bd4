"""Why not somebody else: what kept a candidate out, and who changed because of the quotas."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any, Literal

from mithaq.kernels.elections.balanced import cost
from mithaq.kernels.elections.conflicts import conflict
from mithaq.kernels.elections.model import Ballots, Makeup, Result, Step

# What kept a candidate out, and the facts of it. Votes are in units of the result's scale.
ANSWERS: Mapping[str, str] = {
    "elected": "Nothing did. Facts: place (from 1).",
    "not-nominated": "Is no candidate.",
    "withdrawn": "Withdrew before the count.",
    "excluded": "Had the fewest votes and was out. Facts: votes, next (the candidate before whom), behind (how many "
    "votes less).",
    "doomed": "No committee that meets the quotas could have them beside those elected before. Facts: votes (in "
    "a count by transfer), with [candidates elected before], quotas [keys that stand against it, a smallest set].",
    "not-reached": "Was still there when the last seat was filled. Facts: votes, quota (in whole votes; with Meek a "
    "text), short (how many votes less than the quota).",
    "costs": "The best committee with them scores less; or as much, and the lots chose. Facts: score, with_them, less "
    "(texts of fractions), committee [candidates], instead [who would not be elected].",
    "behind": "Others came first in every round. Facts: approvals, figure (theirs in the last round, a text of a "
    "fraction), next (who was chosen in it), other (the figure of that one).",
    "beaten": "More prefer the one elected, or that one came out before them. Facts: against, votes (who prefer them), "
    "other (who prefer that one).",
}


def why_not(
    ballots: Ballots,
    method: str,
    makeup: Makeup | None,
    result: Result,
    candidate: int,
    *,
    order: Sequence[int] | None = None,
) -> Step:
    """What kept the candidate out of the result of this count: a step whose key is one of ANSWERS.

    `order` are the candidates by their lots; it matters only for which of equal committees is told.
    """
    last = max(len(result.stages) - 1, 0)
    if not 0 <= candidate < ballots.candidates:
        return Step(0, "not-nominated", candidate)
    if candidate in result.winners:
        place = result.winners.index(candidate) + 1
        elected = (step.stage for step in result.steps if step.key == "elected" and step.candidate == candidate)
        return Step(next(elected, last), "elected", candidate, {"place": place})
    if candidate in ballots.withdrawn:
        return Step(0, "withdrawn", candidate)
    return ASKED.get(method, _by_transfer)(
        _Count(ballots, makeup, result, candidate, order or range(ballots.candidates))
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody elected only with the quotas (`gained`), or only without them.

    `because`: "doomed" or "guarded" by `quotas` at that point of the count; "together": those elected either way and
    this one cannot sit together (or not without this one) under `quotas`; "votes": no quota is against them (or for
    them) by itself, the votes went another way once others were in or out. `beside`: whom the quotas put this down to.
    """

    candidate: int
    gained: bool
    because: Literal["doomed", "guarded", "together", "votes"]
    quotas: tuple[str, ...] = ()
    beside: tuple[int, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"quotas": list(self.quotas), "beside": list(self.beside)}


def changed(result: Result, makeup: Makeup, *, withdrawn: Iterable[int] = ()) -> tuple[Changed, ...]:
    """Who changed against the count without quotas, and because of which: who lost a seat first, then who gained one.
    Nobody where the result knows no such count.
    """
    if result.without is None:
        return ()
    out = frozenset(withdrawn)
    lost = [one for one in result.without if one not in result.winners]
    gained = [one for one in result.winners if one not in result.without]
    both = tuple(sorted(set(result.winners) & set(result.without)))
    told = {(step.key, step.candidate): step for step in result.steps}
    found = []
    for one in lost:
        step = told.get(("doomed", one)) or told.get(("passed-over", one))
        if step is not None and step.facts["quotas"]:
            found.append(_told(one, False, "doomed", step))
        else:
            keys = conflict(makeup, len(result.winners), elected=both, must=[one], out=out)
            found.append(Changed(one, False, "together" if keys else "votes", keys, both if keys else ()))
    for one in gained:
        step = told.get(("guarded", one))
        if step is not None and step.facts["quotas"]:
            found.append(_told(one, True, "guarded", step))
        else:
            keys = conflict(makeup, len(result.winners), elected=both, out=out | {one})
            found.append(Changed(one, True, "together" if keys else "votes", keys, both if keys else ()))
    return tuple(found)


def _told(one: int, gained: bool, because: Literal["doomed", "guarded"], step: Step) -> Changed:
    return Changed(one, gained, because, tuple(step.facts["quotas"]), tuple(step.facts["with"]))


@dataclass(frozen=True, slots=True)
class _Count:
    """A count, and the candidate it is about."""

    ballots: Ballots
    makeup: Makeup | None
    result: Result
    candidate: int
    order: Sequence[int]


def _by_transfer(of: _Count) -> Step:
    result, candidate = of.result, of.candidate
    steps = _section(result.steps, candidate)
    for step in reversed(steps):
        if step.candidate == candidate and step.key in ("excluded", "doomed"):
            kept = ("votes", "next", "behind") if step.key == "excluded" else ("votes", "with", "quotas")
            return Step(step.stage, step.key, candidate, {name: step.facts[name] for name in kept})
    stage = max((step.stage for step in steps), default=0)
    votes = result.stages[stage][candidate]
    elected = [step.candidate for step in steps if step.key == "elected" and step.candidate is not None]
    ends = steps[-1] if steps else None
    if of.makeup is not None and ends is not None and ends.key == "last-places":
        out = {step.candidate for step in steps if step.key in ("excluded", "doomed") and step.candidate is not None}
        keys = conflict(
            of.makeup, len(result.winners), elected=elected, out=out | of.ballots.withdrawn, must=[candidate]
        )
        if keys:
            return Step(stage, "doomed", candidate, {"votes": votes, "with": elected, "quotas": list(keys)})
    quota = next((step.facts["quota"] for step in reversed(steps) if "quota" in step.facts), result.quota)
    short = None if quota is None else max(0, int(Fraction(quota) * result.scale) - votes)
    return Step(stage, "not-reached", candidate, {"votes": votes, "quota": quota, "short": short})


def _section(steps: Sequence[Step], candidate: int) -> list[Step]:
    """The steps of the section in which the candidate stands; all of them where there are no sections."""
    starts = [place for place, step in enumerate(steps) if step.key == "section"]
    for start, end in itertools.pairwise([*starts, len(steps)]):
        if candidate in steps[start].facts["candidates"]:
            return [*steps[start + 1 : end]]
    return [*steps]


def _by_score(of: _Count) -> Step:
    seats = len(of.result.winners)
    found = cost(of.ballots, seats, of.order, of.makeup, of.candidate)
    if found is None:
        return _doomed(of, ())
    score = next(Fraction(step.facts["score"]) for step in of.result.steps if step.key == "score")
    with_them, committee = found
    instead = [one for one in of.result.winners if one not in committee]
    facts = {
        "score": str(score),
        "with_them": str(with_them),
        "less": str(score - with_them),
        "committee": list(committee),
        "instead": instead,
    }
    return Step(max(len(of.result.stages) - 1, 0), "costs", of.candidate, facts)


def _by_rounds(of: _Count) -> Step:
    for step in of.result.steps:
        if step.key == "passed-over" and step.candidate == of.candidate:
            return Step(
                step.stage,
                "doomed",
                of.candidate,
                {"with": list(step.facts["with"]), "quotas": list(step.facts["quotas"])},
            )
    winner = of.result.winners[-1]
    last = of.result.stages[-1]
    approvals = sum(many for many, paper in of.ballots.papers if of.candidate in paper)
    facts = {
        "approvals": approvals,
        "figure": str(Fraction(last[of.candidate]) / of.result.scale),
        "next": winner,
        "other": str(Fraction(last[winner]) / of.result.scale),
    }
    return Step(len(of.result.stages) - 1, "behind", of.candidate, facts)


def _by_pairs(of: _Count) -> Step:
    winner = of.result.winners[0]
    votes = other = 0
    for many, paper in of.ballots.papers:
        first = next((one for one in paper if one in (winner, of.candidate)), None)
        votes += many if first == of.candidate else 0
        other += many if first == winner else 0
    last = max(len(of.result.stages) - 1, 0)
    return Step(last, "beaten", of.candidate, {"against": winner, "votes": votes, "other": other})


def _doomed(of: _Count, elected: Sequence[int]) -> Step:
    assert of.makeup is not None
    size = len(of.result.winners)
    keys = conflict(of.makeup, size, elected=elected, must=[of.candidate], out=of.ballots.withdrawn)
    return Step(0, "doomed", of.candidate, {"with": list(elected), "quotas": list(keys)})


ASKED: Mapping[str, Callable[[_Count], Step]] = {
    "pav": _by_score,
    "balanced-pav": _by_score,
    **dict.fromkeys(("av", "seqpav", "phragmen", "balanced-phragmen", "minimax-phragmen", "equal-shares"), _by_rounds),
    **dict.fromkeys(("schulze", "minimax", "ranked-pairs"), _by_pairs),
}
