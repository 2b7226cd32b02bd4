"""What is to happen again and again, in which window, and what did."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mithaq.kernels.cadence.periods import Period, Span, Unreadable, after

State = Literal["met", "open", "short", "outside"]


@dataclass(frozen=True, slots=True)
class Cadence:
    """At least `least` times (at most `most`, where told) in each stretch of `every` counted from `anchor`.

    `months` are the months of a year in which it is to be, where that is told ("in Q2"): only with stretches of whole
    years. Stretches are whole calendar months or years: `anchor` is the first day of one.
    """

    every: Span
    least: int = 1
    most: int | None = None
    months: tuple[int, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One stretch: `period` as a whole, `windows` the parts of it in which the thing is to be."""

    period: Period
    windows: tuple[Period, ...]
    least: int


@dataclass(frozen=True, slots=True)
class Held:
    """A slot with what was held in it on a day.

    `state`: "met" · "open" (not enough yet, there is time) · "short" (over, not enough) · "outside" (enough, but not
    in its window). `missing` is how many are; `late` are those outside the window.
    """

    slot: Slot
    held: tuple[date, ...]
    late: tuple[date, ...]
    state: State
    missing: int


_NAMED = {
    "daily": Span(days=1),
    "weekly": Span(days=7),
    "monthly": Span(months=1),
    "quarterly": Span(months=3),
    "annual": Span(months=12),
    "yearly": Span(months=12),
}
_UNIT = {"day": Span(days=1), "week": Span(days=7), "month": Span(months=1), "quarter": Span(months=3)} | {
    "year": Span(months=12)
}
_QUARTERS = {f"Q{n}": tuple(range(3 * n - 2, 3 * n + 1)) for n in range(1, 5)}
_HALVES = {"H1": tuple(range(1, 7)), "H2": tuple(range(7, 13))}
_MONTHS = {f"month {n}": (n,) for n in range(1, 13)}
_PLACES = _QUARTERS | _HALVES | _MONTHS
_CADENCE = re.compile(
    r"(?:(?P<named>daily|weekly|monthly|quarterly|annual|yearly)"
    r"|every (?P<count>\d{1,2}) (?P<unit>day|week|month|quarter|year)s"
    r"|every (?P<one>day|week|month|quarter|year)"
    r"|(?:(?P<bound>at least|at most) )?(?P<times>\d{1,3}) times? a (?P<of>day|week|month|quarter|year))"
    r"(?: in (?P<place>Q[1-4]|H[12]|month (?:[1-9]|1[0-2])))?"
)


def cadence(text: str) -> Cadence:
    """`monthly` · `annual in Q2` · `every 4 years` · `at least 2 times a year` · `3 times a month`; else `Unreadable`.

    "At most" asks for none and forbids more. A window is refused where a stretch is not a number of whole years.
    """
    match = _CADENCE.fullmatch(text.strip())
    if match is None:
        raise Unreadable(text, 1, "cadence")
    said = match.groupdict()
    least, most = 1, None
    if said["named"]:
        every = _NAMED[said["named"]]
    elif said["times"]:
        times = int(said["times"])
        if not times:
            raise Unreadable(text, match.start("times") + 1, "cadence")
        every = _UNIT[said["of"]]
        least, most = {"at least": (times, None), "at most": (0, times)}.get(said["bound"], (times, None))
    else:
        every = _UNIT[said["unit"] or said["one"]].times(int(said["count"] or 1))
        if every == Span():
            raise Unreadable(text, match.start("count") + 1, "cadence")
    months = _PLACES[said["place"]] if said["place"] else ()
    if months and (every.days or every.months % 12):
        raise Unreadable(text, match.start("place") + 1, "window")
    return Cadence(every, least, most, months, text.strip())


def slots(rule: Cadence, *, anchor: date, until: date) -> tuple[Slot, ...]:
    """Each stretch that begins before `until`, counted from `anchor`."""
    found, n, begins = [], 0, anchor
    while begins < until:
        n += 1
        ends = after(anchor, rule.every.times(n))
        period = Period(begins, ends)
        found.append(Slot(period, _windows(period, rule.months), rule.least))
        begins = ends
    return tuple(found)


def held_against(rule: Cadence, held: Iterable[date], *, anchor: date, on: date) -> tuple[Held, ...]:
    """What was held, slot by slot, up to the one that holds the day `on` (that one with what it has so far)."""
    days = sorted(held)
    answer, at = [], 0
    for slot in slots(rule, anchor=anchor, until=after(on, Span(days=1))):
        mine = []
        while at < len(days) and days[at] < slot.period.begins:
            at += 1
        while at < len(days) and slot.period.until is not None and days[at] < slot.period.until:
            mine.append(days[at])
            at += 1
        answer.append(_judged(slot, tuple(mine), on))
    return tuple(answer)


def _judged(slot: Slot, mine: tuple[date, ...], on: date) -> Held:
    inside = [day for day in mine if any(w.holds(day) for w in slot.windows)]
    late = tuple(day for day in mine if day not in inside)
    missing = max(0, slot.least - len(inside))
    return Held(slot, mine, late, _state(slot, missing, max(0, slot.least - len(mine)), on), missing)


def _state(slot: Slot, missing: int, missing_at_all: int, on: date) -> State:
    if not missing:
        return "met"
    last = slot.windows[-1].until if slot.windows else slot.period.until
    if last is None or on < last:
        return "open"
    return "short" if missing_at_all else "outside"


def _windows(period: Period, months: tuple[int, ...]) -> tuple[Period, ...]:
    """The told months of each year of the period, joined where they follow each other."""
    if not months:
        return (period,)
    found: list[Period] = []
    assert period.until is not None
    day = period.begins.replace(day=1)
    while day < period.until:
        then = after(day, Span(months=1))
        if day.month in months:
            begins, ends = max(day, period.begins), min(then, period.until)
            if found and found[-1].until == begins:
                found[-1] = Period(found[-1].begins, ends)
            else:
                found.append(Period(begins, ends))
        day = then
    return tuple(found)
