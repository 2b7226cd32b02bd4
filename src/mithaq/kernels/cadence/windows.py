"""Dates as institutions write them: a day, a month, a quarter, "early March", and days told from another event."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mithaq.kernels.cadence.periods import Span, Unreadable, after, before, span


@dataclass(frozen=True, slots=True)
class Window:
    """The days `[first, until)` in which something is to be; `edge` says how sharp it is.

    `edge` is "day", "range" (both ends are meant), "month", "quarter", "half", "year", or "early", "mid", "late", "end"
    (a part of a month or year whose ends are soft), "soft" (from such a part to such a part), or "by" (any day up to
    the last).
    """

    first: date
    until: date
    edge: str
    text: str = ""

    @property
    def last(self) -> date:
        return self.until - timedelta(days=1)

    def holds(self, on: date) -> bool:
        return self.first <= on < self.until


@dataclass(frozen=True, slots=True)
class Relative:
    """A span before (`sign` -1) or after (+1) an event that goes by `anchor`."""

    length: Span
    sign: int
    anchor: str
    text: str = ""


def window(text: str) -> Window:
    """What a text says of the calendar; `Unreadable` where it says something else.

    `2021-02-24` · `2021-02-24/2021-02-25` · `2021-02` · `2021-02/2021-04` · `2021` · `Q1 2021` · `H2 2020` ·
    `early|mid|late|end 2021-03` · `early|mid|late|end 2020` · `end 2019-10/early 2019-11` · `by 2020-01-01`.
    Thirds of a month are the days 1–10, 11–20 and from 21; thirds of a year are four months; the end of a month is its
    last five days, of a year December.
    """
    said = text.strip()
    for pattern, read in _FORMS:
        match = pattern.fullmatch(said)
        if match:
            try:
                first, until, edge = read(match)
            except ValueError as wrong:
                raise Unreadable(text, 1, "calendar") from wrong
            if until <= first:
                raise Unreadable(text, 1, "backwards")
            return Window(first, until, edge, said)
    raise Unreadable(text, 1, "window")


def relative(text: str) -> Relative:
    """`1 day before conference`, `2 weeks after adoption`; `Unreadable` otherwise."""
    match = re.fullmatch(r"\s*(.+?)\s+(before|after)\s+([a-z][a-z0-9_.-]*)\s*", text)
    if match is None:
        raise Unreadable(text, 1, "relative")
    return Relative(span(match[1]), -1 if match[2] == "before" else 1, match[3], text.strip())


def settled(told: Relative, anchors: Mapping[str, Window]) -> Window | None:
    """Where a relative date lies, once its event has a date: as wide as the event's own. None while it has none."""
    event = anchors.get(told.anchor)
    if event is None:
        return None
    move: Callable[[date, Span], date] = after if told.sign > 0 else before
    return Window(move(event.first, told.length), move(event.until, told.length), event.edge, told.text)


_Read = tuple[date, date, str]


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _month(text: str) -> tuple[date, date]:
    first = date.fromisoformat(f"{text}-01")
    return first, after(first, Span(months=1))


def _year(text: str) -> tuple[date, date]:
    return date(int(text), 1, 1), date(int(text) + 1, 1, 1)


def _part(year: str, number: int, months: int) -> tuple[date, date]:
    first = date(int(year), (number - 1) * months + 1, 1)
    return first, after(first, Span(months=months))


def _soft(edge: str, text: str) -> _Read:
    if len(text) == 4:
        if edge == "end":
            return date(int(text), 12, 1), date(int(text) + 1, 1, 1), edge
        return (*_part(text, ("early", "mid", "late").index(edge) + 1, 4), edge)
    first = _month(text)[0]
    days = calendar.monthrange(first.year, first.month)[1]
    begin, end = {"early": (1, 10), "mid": (11, 20), "late": (21, days), "end": (days - 4, days)}[edge]
    return first.replace(day=begin), first.replace(day=end) + timedelta(days=1), edge


_Y, _M, _D = r"(\d{4})", r"(\d{4}-\d{2})", r"(\d{4}-\d{2}-\d{2})"
_SOFT = r"(early|mid|late|end) (\d{4}(?:-\d{2})?)"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Read]], ...] = (
    (re.compile(_D), lambda m: (_day(m[1]), _day(m[1]) + timedelta(days=1), "day")),
    (re.compile(f"{_D}/{_D}"), lambda m: (_day(m[1]), _day(m[2]) + timedelta(days=1), "range")),
    (re.compile(_M), lambda m: (*_month(m[1]), "month")),
    (re.compile(f"{_M}/{_M}"), lambda m: (_month(m[1])[0], _month(m[2])[1], "range")),
    (re.compile(_Y), lambda m: (*_year(m[1]), "year")),
    (re.compile(f"{_Y}/{_Y}"), lambda m: (_year(m[1])[0], _year(m[2])[1], "range")),
    (re.compile(rf"Q([1-4]) {_Y}"), lambda m: (*_part(m[2], int(m[1]), 3), "quarter")),
    (re.compile(rf"H([12]) {_Y}"), lambda m: (*_part(m[2], int(m[1]), 6), "half")),
    (re.compile(_SOFT), lambda m: _soft(m[1], m[2])),
    (re.compile(f"{_SOFT}/{_SOFT}"), lambda m: (_soft(m[1], m[2])[0], _soft(m[3], m[4])[1], "soft")),
    (re.compile(f"by {_D}"), lambda m: (date.min, _day(m[1]) + timedelta(days=1), "by")),
)
