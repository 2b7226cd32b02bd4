"""What the pages of a result show of the count: its stages drawn, everybody against everybody, approvals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mithaq.elections import figures, naming
from mithaq.elections.selectors.results import Outcome
from mithaq.elections.showing_results import Address, is_ordered
from mithaq.foundation.fields import Words
from mithaq.foundation.figures import Drawn


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of the count, drawn for a wide page and for a phone. `number` is the part's, from 0."""

    number: int
    key: str
    wide: Drawn
    narrow: Drawn


def title_of(outcome: Outcome, part: figures.Part) -> str:
    if not part.section:
        return _("The count, stage by stage")
    over = next((one.over for one in outcome.quotas), "")
    return _("The count of the section “%(section)s”, stage by stage") % {"section": naming.value(over, part.section)}


def parts(outcome: Outcome) -> list[figures.Part]:
    gone = [one.number for one in outcome.candidates if one.is_withdrawn]
    return figures.parts(outcome.result, len(outcome.candidates), withdrawn=gone)


def pictures(outcome: Outcome) -> list[Picture]:
    names = [str(one.name) for one in outcome.candidates]
    found = []
    for number, part in enumerate(parts(outcome)):
        key = f"count-{number}"
        wide, narrow = figures.pictures(title_of(outcome, part), names, outcome.result, part, key=key)
        found.append(Picture(number, key, wide, narrow))
    return found


# One post: everybody against everybody


@dataclass(frozen=True, slots=True)
class Cell:
    """How many prefer the one of the row, and how many the one of the column; None against themselves."""

    votes: int
    other: int

    @property
    def wins(self) -> bool:
        return self.votes > self.other

    @property
    def loses(self) -> bool:
        return self.votes < self.other


@dataclass(frozen=True, slots=True)
class Pairs:
    names: tuple[Words | str, ...]
    rows: tuple[tuple[Words | str, tuple[Cell | None, ...]], ...]


def pairs(outcome: Outcome) -> Pairs | None:
    """Nothing where the method compares no pairs. The elected first, then by how many others each beats."""
    told: dict[tuple[int, int], Cell] = {}
    for step in outcome.result.steps:
        if step.key == "pair" and step.candidate is not None:
            votes, other = step.facts["votes"], step.facts["other"]
            told[step.candidate, step.facts["against"]] = Cell(votes, other)
            told[step.facts["against"], step.candidate] = Cell(other, votes)
    if not told:
        return None
    there = sorted({one for pair in told for one in pair})
    beats = {one: sum(told[one, other].wins for other in there if other != one) for one in there}
    order = sorted(there, key=lambda one: (one not in outcome.result.winners, -beats[one], one))
    names = {one: outcome.candidates[one].name for one in order}
    rows = tuple((names[one], tuple(told.get((one, other)) for other in order)) for one in order)
    return Pairs(tuple(names[one] for one in order), rows)


# Approvals


@dataclass(frozen=True, slots=True)
class Score:
    """How many approve a candidate; and at which place they were chosen."""

    name: Words | str
    url: str
    approvals: int
    share: float
    is_elected: bool
    place: int


def scores(outcome: Outcome, papers: Iterable[tuple[int, ...]], address: Address) -> list[Score]:
    """Who is elected first, then the most approved."""
    many = [0] * len(outcome.candidates)
    cast = 0
    for paper in papers:
        cast += 1
        for one in set(paper):
            many[one] += 1
    stood = [one for one in outcome.candidates if not one.is_withdrawn]
    order = sorted(stood, key=lambda one: (one.place or len(stood) + 1, -many[one.number], one.number))
    return [
        Score(
            one.name,
            address(one),
            many[one.number],
            many[one.number] / cast if cast else 0.0,
            one.place is not None,
            (one.place or 0) if is_ordered(outcome) else 0,
        )
        for one in order
    ]
