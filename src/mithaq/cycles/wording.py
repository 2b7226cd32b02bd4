"""Acts and findings of this room, and times as people say them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mithaq.foundation import habits
from mithaq.kernels import cadence

ACTS: dict[str, Any] = {
    "cycles.stand": _(
        "The calendar follows the charter: %(made)s entries are made, %(changed)s changed, %(closed)s closed."
    ),
    "cycles.follow": _("Days that are counted from others follow them: %(count)s."),
    "cycles.settle": _("%(name)s: from %(first)s to %(last)s."),
    "cycles.reach": _("%(name)s: reached on %(on)s. What shows it: %(shown_by)s."),
    "cycles.reopen": _("%(name)s: no longer written down as reached. Reason: %(reason)s"),
    "cycles.ask_extension": _("%(holder)s asks for %(name)s to be put off until %(until)s. Reason: %(reason)s"),
    "cycles.grant_extension": _("%(name)s: put off until %(until)s for %(holder)s."),
    "cycles.refuse_extension": _("%(name)s: not put off for %(holder)s. Answer: %(answer)s"),
}


FINDINGS: dict[str, Any] = {
    "cycles.deadline-fixed": _(
        "%(name)s: the charter sets this deadline itself (%(when)s). It is put off for who asks where the charter "
        "allows that, or the charter is amended."
    ),
    "cycles.no-extension": _("%(name)s: the charter does not let this deadline (%(day)s) be put off."),
    "cycles.phase-open": _("%(phase)s is open until %(last)s."),
    "cycles.phase-ahead": _("%(phase)s opens on %(first)s and lasts until %(last)s."),
    "cycles.phase-over": _("%(phase)s is over since %(last)s."),
    "cycles.phase-not-dated": _("%(phase)s has no date yet."),
    "cycles.reached": _("%(name)s: reached on %(on)s."),
    "cycles.reached-late": _("%(name)s: reached on %(on)s, after its last day, %(last)s."),
    "cycles.overdue": _("%(name)s: was to be reached by %(last)s and is not."),
    "cycles.not-recorded": _(
        "%(name)s was to be reached by %(last)s, before the charter was adopted; it is not written down whether it was."
    ),
    "cycles.due-now": _("%(name)s: due by %(last)s."),
    "cycles.due-later": _("%(name)s: until %(last)s there is time."),
    "cycles.past": _("%(name)s: took place or closed by %(last)s."),
    "cycles.not-dated": _("%(name)s: no date yet."),
    "cycles.moved": _("%(name)s is on %(first)s, while the charter says from %(asked_first)s to %(asked_last)s."),
    "cycles.round-missed": _("%(name)s: none is written down between %(first)s and %(last)s."),
    "cycles.rounds-held": _("%(name)s: written down so far: %(times)s."),
}

DUES: dict[str, Any] = {
    "cycles.milestone": _("%(name)s: to be reached by %(day)s."),
    "cycles.deadline": _("The deadline of %(name)s is %(day)s."),
    "cycles.extension": _("%(holder)s asks to have %(name)s put off until %(until)s and waits for an answer."),
}

_PARTS: Mapping[str, tuple[Promise, Promise]] = {
    "early": (_("early %(month)s"), _("early in %(year)s")),
    "mid": (_("mid-%(month)s"), _("in the middle of %(year)s")),
    "late": (_("late %(month)s"), _("late in %(year)s")),
    "end": (_("end of %(month)s"), _("end of %(year)s")),
}
_QUARTERS = (
    _("first quarter of %(year)s"),
    _("second quarter of %(year)s"),
    _("third quarter of %(year)s"),
    _("fourth quarter of %(year)s"),
)
_HALVES = (_("first half of %(year)s"), _("second half of %(year)s"))


def is_about(window: cadence.Window) -> bool:
    """Whether the days are only about right, or a whole month or more is meant."""
    if window.edge not in ("", "by", "day", "range"):
        return True
    return window.edge != "by" and _whole(window) != ""


def time(window: cadence.Window) -> str:
    """When, in the active language: "24 February 2021", "early March 2019", "second quarter of 2021"."""
    if window.edge == "by":
        return said("by %(day)s") % {"day": day(window.last)}
    if window.edge == "soft" or (window.edge in _PARTS and not _is_part(window)):
        return said("about %(first)s to %(last)s") % {"first": day(window.first), "last": day(window.last)}
    if window.edge in _PARTS:
        of_month, of_year = _PARTS[window.edge]
        is_year = _is_part(window) == "year"
        return str(of_year if is_year else of_month) % {
            "month": month(window.first),
            "year": habits.part(window.first, "y"),
        }
    whole = _whole(window)
    if whole == "month":
        return month(window.first)
    if whole == "quarter":
        return str(_QUARTERS[window.first.month // 3]) % {"year": habits.part(window.first, "y")}
    if whole == "half":
        return str(_HALVES[window.first.month // 6]) % {"year": habits.part(window.first, "y")}
    if whole == "year":
        return habits.part(window.first, "y")
    if whole == "months":
        return f"{month(window.first)} – {month(window.last)}"
    if window.last == window.first:
        return day(window.first)
    return said("%(first)s to %(last)s") % {"first": day(window.first), "last": day(window.last)}


def day(value: date) -> str:
    return habits.day(value)


def month(value: date) -> str:
    return habits.part(value, "MMMM y")


def over(days: int) -> str:
    """How long something is overdue."""
    return ngettext("overdue by %(days)s day", "overdue by %(days)s days", days) % {"days": habits.counted(days)}


def _is_part(window: cadence.Window) -> str:
    """Whether a soft window is that part of a "month" or "year"; "" where it was counted from one and is none."""
    of = {"month": f"{window.first.year:04}-{window.first.month:02}", "year": f"{window.first.year:04}"}
    for name, text in of.items():
        part = cadence.window(f"{window.edge} {text}")
        if (part.first, part.until) == (window.first, window.until):
            return name
    return ""


def _whole(window: cadence.Window) -> str:
    """Which whole stretch of the calendar it is: a month, quarter, half, year, several months; "" for other days."""
    first, until = window.first, window.until
    if first.day != 1 or until.day != 1 or until - first < timedelta(days=28):
        return ""
    months = (until.year - first.year) * 12 + until.month - first.month
    if (months, first.month) == (12, 1):
        return "year"
    if months == 6 and first.month in (1, 7):
        return "half"
    if months == 3 and first.month % 3 == 1:
        return "quarter"
    return "month" if months == 1 else "months"
