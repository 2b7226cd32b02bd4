"""Spans of calendar time and periods `[from, until)` of days."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


class Unreadable(ValueError):
    """A text that says no time: `text` as given, `column` (from 1) where it stops making sense, `why` a key."""

    def __init__(self, text: str, column: int, why: str) -> None:
        super().__init__(f"{text!r}, column {column}: {why}")
        self.text = text
        self.column = column
        self.why = why


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """So many months and days. A year is twelve months, a week seven days; months are not days."""

    months: int = 0
    days: int = 0

    def __str__(self) -> str:
        years, months = divmod(self.months, 12)
        parts = [(years, "year"), (months, "month"), (self.days, "day")]
        return " ".join(f"{n} {name}{'s' * (n != 1)}" for n, name in parts if n) or "0 days"

    def times(self, factor: int) -> Span:
        return Span(self.months * factor, self.days * factor)


_UNITS = {"year": (12, 0), "month": (1, 0), "week": (0, 7), "day": (0, 1)}
_PART = re.compile(r"\s*(\d{1,4})\s+(year|month|week|day)s?\b")


def span(text: str) -> Span:
    """`2 years`, `1 year 6 months`, `90 days`, `2 weeks`; `Unreadable` otherwise, also for nothing at all."""
    at, months, days = 0, 0, 0
    while at < len(text.rstrip()):
        part = _PART.match(text, at)
        if part is None:
            raise Unreadable(text, at + 1, "span")
        of_months, of_days = _UNITS[part[2]]
        months, days = months + int(part[1]) * of_months, days + int(part[1]) * of_days
        at = part.end()
    if not months and not days:
        raise Unreadable(text, 1, "span")
    return Span(months, days)


def after(day: date, length: Span) -> date:
    """The day a span after another: months first, the day kept or the last of a shorter month, then days.

    One month after 31 January is 28 or 29 February. Refused beyond the calendar (OverflowError).
    """
    return _shifted(day, length.months) + timedelta(days=length.days)


def before(day: date, length: Span) -> date:
    """The day a span before another."""
    return _shifted(day, -length.months) - timedelta(days=length.days)


def _shifted(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("a day beyond the calendar")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Period:
    """From a day, until (not including) another; `until` None is open. Never empty."""

    begins: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.begins:
            raise ValueError(f"A period from {self.begins} until {self.until} has no day.")

    def holds(self, on: date) -> bool:
        return self.begins <= on and (self.until is None or on < self.until)

    def meets(self, other: Period) -> bool:
        """Whether they share a day."""
        return (other.until is None or self.begins < other.until) and (self.until is None or other.begins < self.until)


def lasting(begins: date, length: Span) -> Period:
    """The period that begins on a day and lasts so long: a term of two years from 1 March ends before 1 March."""
    return Period(begins, after(begins, length))


def overlapping(periods: Iterable[Period]) -> tuple[tuple[Period, Period], ...]:
    """Each pair that shares a day, in the order of their beginnings; linear in their number and in the pairs found."""
    found, still = [], list[Period]()
    for period in sorted(periods, key=lambda p: (p.begins, p.until or date.max)):
        still = [one for one in still if one.meets(period)]
        found += [(one, period) for one in still]
        still.append(period)
    return tuple(found)
