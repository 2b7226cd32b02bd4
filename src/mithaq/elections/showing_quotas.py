"""What the pages of a result show of the quotas: each against who sits in the end, and what they changed."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mithaq.elections import naming
from mithaq.elections.selectors.results import Have, Meter, Outcome
from mithaq.elections.showing_results import Address
from mithaq.foundation import habits, minute
from mithaq.foundation.fields import Words
from mithaq.kernels import elections as kernel
from mithaq.kernels.charter import Charter, Source


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
        return _("%(least)s to %(most)s") % {"least": habits.counted(one.least), "most": habits.counted(one.most)}
    if one.least is not None:
        return _("at least %(number)s") % {"number": habits.counted(one.least)}
    return _("at most %(number)s") % {"number": habits.counted(one.most)}


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
    ) % {"number": habits.counted(gained)}
    rows = [
        Moved(
            outcome.candidates[one.candidate].name, address(outcome.candidates[one.candidate]), one.gained, reason(one)
        )
        for one in outcome.changed
    ]
    return Beside(lead, tuple(rows))
