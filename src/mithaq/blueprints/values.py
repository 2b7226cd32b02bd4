"""Values of a charter as people say them: how many, how long, how often, when, who, how much."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from mithaq.blueprints.pieces import Listed, Piece, Raw, Sentence, text
from mithaq.foundation import habits, languages
from mithaq.kernels import cadence
from mithaq.kernels.charter import Count, Money


def number(value: int) -> str:
    return habits.number(value)


def count(told: Count) -> str:
    """How many, without saying of what."""
    if told.most is None:
        if not told.least:
            return pgettext("how many", "any number")
        return pgettext("how many", "at least %(n)s") % {"n": number(told.least)}
    if told.least == told.most:
        return number(told.most)
    if not told.least:
        return pgettext("how many", "up to %(n)s") % {"n": number(told.most)}
    return pgettext("how many", "%(least)s to %(most)s") % {"least": number(told.least), "most": number(told.most)}


def seats(told: Count) -> str:
    """How many seats."""
    if told.most is None:
        if not told.least:
            return _("any number of seats")
        said = ngettext("at least %(n)s seat", "at least %(n)s seats", told.least)
        return said % {"n": number(told.least)}
    if told.least == told.most:
        return ngettext("%(n)s seat", "%(n)s seats", told.most) % {"n": number(told.most)}
    if not told.least:
        return ngettext("up to %(n)s seat", "up to %(n)s seats", told.most) % {"n": number(told.most)}
    said = ngettext("%(least)s to %(n)s seat", "%(least)s to %(n)s seats", told.most)
    return said % {"least": number(told.least), "n": number(told.most)}


def span(length: cadence.Span) -> str:
    """So many years, months and days."""
    years, months = divmod(length.months, 12)
    parts = []
    if years:
        parts.append(ngettext("%(n)s year", "%(n)s years", years) % {"n": number(years)})
    if months:
        parts.append(ngettext("%(n)s month", "%(n)s months", months) % {"n": number(months)})
    if length.days:
        parts.append(ngettext("%(n)s day", "%(n)s days", length.days) % {"n": number(length.days)})
    return text(Listed(tuple(parts)))


def often(rule: cadence.Cadence) -> str:
    """How often, and in which part of the year."""
    said = _in_a(rule)
    if not rule.months:
        return said
    return _("%(often)s, in %(months)s") % {"often": said, "months": _part_of_year(rule.months)}


def _times(rule: cadence.Cadence) -> str:
    least = rule.least if rule.most is None else rule.most
    times = (
        ngettext("%(n)s time", "%(n)s times", least) % {"n": number(least)}
        if least > 1
        else pgettext("how often", "once")
    )
    if rule.most is not None and not rule.least:
        return pgettext("how often", "at most %(times)s") % {"times": times}
    if rule.text.startswith("at least"):
        return pgettext("how often", "at least %(times)s") % {"times": times}
    return times


_A: Mapping[cadence.Span, Callable[[], str]] = {
    cadence.Span(days=1): lambda: pgettext("how often", "%(times)s a day"),
    cadence.Span(days=7): lambda: pgettext("how often", "%(times)s a week"),
    cadence.Span(months=1): lambda: pgettext("how often", "%(times)s a month"),
    cadence.Span(months=3): lambda: pgettext("how often", "%(times)s a quarter"),
    cadence.Span(months=12): lambda: pgettext("how often", "%(times)s a year"),
}


def _in_a(rule: cadence.Cadence) -> str:
    times = _times(rule)
    if rule.every in _A:
        return _A[rule.every]() % {"times": times}
    return pgettext("how often", "%(times)s every %(span)s") % {"times": times, "span": span(rule.every)}


def _part_of_year(months: tuple[int, ...]) -> str:
    if len(months) == 3:
        return _quarter((months[0] + 2) // 3)
    if len(months) == 6:
        return _half(1 if months[0] == 1 else 2)
    return _day(date(2000, months[0], 1), "LLLL")


def _quarter(n: int) -> str:
    return (
        pgettext("part of a year", "the first quarter"),
        pgettext("part of a year", "the second quarter"),
        pgettext("part of a year", "the third quarter"),
        pgettext("part of a year", "the fourth quarter"),
    )[n - 1]


def _half(n: int) -> str:
    return (pgettext("part of a year", "the first half"), pgettext("part of a year", "the second half"))[n - 1]


def _day(value: date, pattern: str = habits.DAY) -> str:
    return habits.day(value) if pattern == habits.DAY else habits.part(value, pattern)


def window(told: cadence.Window) -> str:
    """A stretch of the calendar as sharp as it was written."""
    return _EDGES[told.edge](told)


def _range(told: cadence.Window) -> str:
    ends = told.text.split("/")
    pattern = {4: "y", 7: "MMMM y"}.get(len(ends[0]), habits.DAY)
    return _("from %(first)s to %(last)s") % {"first": _day(told.first, pattern), "last": _day(told.last, pattern)}


def _soft(told: cadence.Window) -> str:
    edge, of = told.text.split(" ")
    said = _day(told.first, "MMMM y" if len(of) == 7 else "y")
    return {
        "early": pgettext("part of a month or year", "early %(of)s"),
        "mid": pgettext("part of a month or year", "the middle of %(of)s"),
        "late": pgettext("part of a month or year", "late %(of)s"),
        "end": pgettext("part of a month or year", "the end of %(of)s"),
    }[edge] % {"of": said}


def _between(told: cadence.Window) -> str:
    first, last = (_soft(cadence.window(part)) for part in told.text.split("/"))
    return _("from %(first)s to %(last)s") % {"first": first, "last": last}


def _of_year(part: str, year: int) -> str:
    return _("%(part)s of %(year)s") % {"part": part, "year": habits.digits(str(year))}


_EDGES: Mapping[str, Callable[[cadence.Window], str]] = {
    "day": lambda told: _day(told.first),
    "range": _range,
    "month": lambda told: _day(told.first, "MMMM y"),
    "quarter": lambda told: _of_year(_quarter((told.first.month + 2) // 3), told.first.year),
    "half": lambda told: _of_year(_half(1 if told.first.month == 1 else 2), told.first.year),
    "year": lambda told: _day(told.first, "y"),
    "by": lambda told: _("by %(day)s") % {"day": _day(told.last)},
    "soft": _between,
    **dict.fromkeys(("early", "mid", "late", "end"), _soft),
}


def relative(told: cadence.Relative, anchor: Piece) -> Sentence:
    """So long before or after something."""
    pattern = _("%(span)s before %(anchor)s") if told.sign < 0 else _("%(span)s after %(anchor)s")
    return Sentence(pattern, {"span": span(told.length), "anchor": anchor})


def money(told: Money) -> Raw:
    """An amount with the code of its currency."""
    amount = habits.number(told.amount)
    return Raw(f"{told.currency} {amount}" if languages.current() == "en" else f"{amount} {told.currency}")


def fraction(told: Fraction) -> str:
    """A part of a whole: the usual ones in words."""
    known = {
        Fraction(1, 2): pgettext("part of a whole", "half"),
        Fraction(1, 3): pgettext("part of a whole", "one third"),
        Fraction(2, 3): pgettext("part of a whole", "two thirds"),
        Fraction(1, 4): pgettext("part of a whole", "one quarter"),
        Fraction(3, 4): pgettext("part of a whole", "three quarters"),
        Fraction(1): pgettext("part of a whole", "the whole"),
    }
    return known.get(told) or f"\u2066{told.numerator}/{told.denominator}\u2069"
