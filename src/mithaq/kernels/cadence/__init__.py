"""Calendars of institutions: terms and renewals, what recurs in which window, fuzzy dates, what is due or overdue.

The face of the kernel: `from mithaq.kernels import cadence`. Days are `datetime.date`, periods `[from, until)`; nothing
here asks the clock.
"""

from mithaq.kernels.cadence.due import Due, Duty, due, falling_due
from mithaq.kernels.cadence.periods import Period, Span, Unreadable, after, before, lasting, overlapping, span
from mithaq.kernels.cadence.recurrences import Cadence, Held, Slot, cadence, held_against, slots
from mithaq.kernels.cadence.terms import Renewal, Verdict, may_serve, staggered, turn
from mithaq.kernels.cadence.windows import Relative, Window, relative, settled, window

__all__ = [
    "Cadence",
    "Due",
    "Duty",
    "Held",
    "Period",
    "Relative",
    "Renewal",
    "Slot",
    "Span",
    "Unreadable",
    "Verdict",
    "Window",
    "after",
    "before",
    "cadence",
    "due",
    "falling_due",
    "held_against",
    "lasting",
    "may_serve",
    "overlapping",
    "relative",
    "settled",
    "slots",
    "span",
    "staggered",
    "turn",
    "window",
]
