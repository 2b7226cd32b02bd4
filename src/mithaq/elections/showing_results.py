"""What the pages of a result show: who is elected and how, who is not, and it all in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mithaq.elections import figures, naming
from mithaq.elections.enums import Kind, Method
from mithaq.elections.figured import Figured
from mithaq.elections.models import Election
from mithaq.elections.selectors.results import Contender, Outcome
from mithaq.foundation import habits, languages, minute
from mithaq.foundation.fields import Words
from mithaq.foundation.models import Entry
from mithaq.institutions import selectors as institutions

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
    ) % {"number": habits.counted(missing)}


def declared_by(election: Election) -> Entry | None:
    """The entry of the register of acts that says who declared it."""
    return (
        institutions.minute(election.institution, whole=False)
        .filter(act="elections.declare", about=f"elections.election:{election.uid}")
        .first()
    )
