"""What the pages of a result show: who is elected and how, each quota against who sits, what the quotas changed."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mithaq.elections import figures, naming
from mithaq.elections.enums import Kind, Method
from mithaq.elections.figured import Figured
from mithaq.elections.models import Election
from mithaq.elections.selectors.results import Contender, Have, Meter, Outcome
from mithaq.foundation import languages, minute
from mithaq.foundation.fields import Words
from mithaq.foundation.figures import Drawn
from mithaq.foundation.models import Entry
from mithaq.institutions import selectors as institutions
from mithaq.kernels import elections as kernel
from mithaq.kernels.charter import Charter, Source

Address = Callable[[Contender], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One who stood. `how` says in few words how it ended; `url` leads to the whole account."""

    name: Words | str
    occupant: str
    values: tuple[tuple[str, str], ...]
    place: int
    how: str
    url: str
    only_by_quotas: bool


def elected(outcome: Outcome, address: Address, *, inside: bool) -> list[Row]:
    """In the order of their election (place 0 where the method knows none: a committee is elected as a whole); in a
    countback without those who sit already. Who would be there for them is told to readers `inside` only: consent to
    stand is the candidate's, and covers no other person.
    """
    ended = figures.ends(outcome.result, len(outcome.candidates))
    gained = {one.candidate for one in outcome.changed if one.gained}
    return [
        _row(
            one,
            _how(outcome, one, ended[one.number]),
            address(one),
            place if is_ordered(outcome) else 0,
            only_by_quotas=one.number in gained,
            inside=inside,
        )
        for place, one in enumerate(outcome.elected, start=1)
    ]


def is_ordered(outcome: Outcome) -> bool:
    return outcome.result.method not in (Method.PAV, Method.BALANCED_PAV)


def others(outcome: Outcome, address: Address) -> list[Row]:
    """Who lasted longest first; who withdrew last."""
    ended = figures.ends(outcome.result, len(outcome.candidates))
    left = {one.number: one for one in outcome.candidates if one.place is None}
    stood = [number for number, one in left.items() if not one.is_withdrawn]
    order = [*figures.in_order(outcome.result, ended, stood), *(n for n, one in left.items() if one.is_withdrawn)]
    return [_row(left[number], _how(outcome, left[number], ended[number]), address(left[number])) for number in order]


def _row(
    one: Contender, how: str, url: str, place: int = 0, *, only_by_quotas: bool = False, inside: bool = False
) -> Row:
    occupant = one.candidacy.occupant if inside else None
    return Row(one.name, str(occupant.name) if occupant else "", values(one), place, how, url, only_by_quotas)


def values(one: Contender) -> tuple[tuple[str, str], ...]:
    """What they are counted as, without what their name says already."""
    return tuple(
        (naming.attribute(over), naming.values(over, told))
        for over, told in sorted(one.attributes.items())
        if told and over != "holder" and not (over == "country" and one.kind == "state")
    )


def _how(outcome: Outcome, one: Contender, end: figures.End) -> str:
    if one.is_withdrawn and outcome.election.kind == Kind.COUNTBACK:
        return _("left the seat, or no longer stands")
    if one.is_withdrawn:
        return _("withdrew before the count")
    if any(step.key == "first-preferences" for step in outcome.result.steps):
        votes = Figured(outcome.result, languages.current()).votes(_before(outcome, one.number, end))
        return _("%(end)s (votes: %(votes)s)") % {"end": figures.said(end), "votes": minute.isolate(votes)}
    return _("elected") if one.place else _("not elected")


def _before(outcome: Outcome, number: int, end: figures.End) -> Any:
    """What they had when it was settled: who is out has nothing at the end of that stage."""
    stage = len(outcome.result.stages) - 1 if end.stage is None else end.stage
    return outcome.result.stages[max(stage - 1, 0) if end.fate in ("out", "barred") else stage][number]


# The quotas


@dataclass(frozen=True, slots=True)
class Value:
    """Of one value: how many have it, how many are asked for in words, and the ends of its meter."""

    name: str
    have: int
    asked: str
    low: int
    most: int


@dataclass(frozen=True, slots=True)
class Quota:
    """A quota against those who sit in the end. `clause` and `sources` are empty where the election asks for it."""

    state: str
    said: str
    clause: str
    name: Words
    sources: tuple[Source, ...]
    values: tuple[Value, ...]


def quotas(outcome: Outcome, charter: Charter, only: Container[str] | None = None) -> list[Quota]:
    """All of them, or those of some keys."""
    return [_quota(meter, charter) for meter in outcome.meters if only is None or meter.key in only]


def _quota(meter: Meter, charter: Charter) -> Quota:
    clause = charter.get(meter.key)
    return Quota(
        "met" if meter.is_met else "broken",
        naming.quota(meter.told, meter.total),
        meter.key if clause else "",
        meter.name,
        clause.sources if clause else (),
        tuple(_value(meter, one) for one in meter.values),
    )


def _value(meter: Meter, one: Have) -> Value:
    return Value(
        naming.value(meter.over, one.value),
        one.have,
        _asked(one),
        one.least or 0,
        max(one.have, one.least or 0, one.most or 0, 1),
    )


def _asked(one: Have) -> str:
    if one.least is not None and one.least == one.most:
        return minute.isolate(one.least)
    if one.least is not None and one.most is not None:
        return _("%(least)s to %(most)s") % {"least": one.least, "most": one.most}
    if one.least is not None:
        return _("at least %(number)s") % {"number": one.least}
    return _("at most %(number)s") % {"number": one.most}


# The count without quotas beside it


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody elected only with the quotas (`elected`), or only without them, and why."""

    name: Words | str
    url: str
    elected: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Beside:
    lead: str
    rows: tuple[Moved, ...]


def beside(outcome: Outcome, address: Address, reason: Callable[[kernel.Changed], str]) -> Beside | None:
    """Nothing where there were no quotas to be kept."""
    if outcome.plain is None:
        return None
    gained = sum(one.gained for one in outcome.changed)
    if not gained:
        return Beside(_("The quotas changed nothing: without them the same candidates are elected."), ())
    lead = ngettext(
        "Counted without the quotas, the same ballots elect somebody else to %(number)s seat.",
        "Counted without the quotas, the same ballots elect others to %(number)s seats.",
        gained,
    ) % {"number": gained}
    rows = [
        Moved(
            outcome.candidates[one.candidate].name, address(outcome.candidates[one.candidate]), one.gained, reason(one)
        )
        for one in outcome.changed
    ]
    return Beside(lead, tuple(rows))


# Pictures


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


# Lots


@dataclass(frozen=True, slots=True)
class Lot:
    place: int
    name: Words | str
    id: str
    digest: str


def lots(outcome: Outcome) -> list[Lot]:
    return [Lot(one.lot, one.name, _id(outcome, one), _drawn(outcome, one)[:12]) for one in outcome.lots]


def _id(outcome: Outcome, one: Contender) -> str:
    """By which their lot is drawn: in a countback the id they had when the ballots were cast."""
    return str(outcome.count.result["of"]["ids"][one.number])


def _drawn(outcome: Outcome, one: Contender) -> str:
    return hashlib.sha256((outcome.seed + _id(outcome, one)).encode()).hexdigest()


def command(outcome: Outcome) -> str:
    """Draws the first lot again, in any shell."""
    first = outcome.lots[0]
    return f"printf '%s' {shlex.quote(outcome.seed + _id(outcome, first))} | sha256sum"


def seed_from(election: Election, outcome: Outcome) -> str:
    if outcome.seed == outcome.source.head and outcome.seed:
        return _("the head of the board: the hash of its last entry, known only when voting is closed")
    if election.seed_source:
        return str(election.seed_source)
    return _("entered after the close by who runs the election")


# In words


def lead(outcome: Outcome) -> str:
    told = {"elected": len(outcome.elected), "stood": _stood(outcome), "papers": outcome.cast}
    return ngettext(
        "%(elected)s of %(stood)s candidates is elected, from %(papers)s ballots.",
        "%(elected)s of %(stood)s candidates are elected, from %(papers)s ballots.",
        told["elected"],
    ) % {name: minute.isolate(one) for name, one in told.items()}


def _stood(outcome: Outcome) -> int:
    return sum(not one.is_withdrawn and not one.sits for one in outcome.candidates)


def vacant(outcome: Outcome) -> str:
    """Seats for which nobody stood."""
    missing = outcome.election.seats - len(outcome.elected)
    if missing < 1:
        return ""
    return ngettext(
        "%(number)s seat stays empty: there are fewer candidates than seats.",
        "%(number)s seats stay empty: there are fewer candidates than seats.",
        missing,
    ) % {"number": missing}


def declared_by(election: Election) -> Entry | None:
    """The entry of the minute that says who declared it."""
    return (
        institutions.minute(election.institution, whole=False)
        .filter(act="elections.declare", about=f"elections.election:{election.uid}")
        .first()
    )
