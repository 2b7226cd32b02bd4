"""Terms of office: how long, how often again, which end first, and whose turn it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mithaq.kernels.cadence.periods import Period, Span, after

Why = Literal["", "consecutive", "in-all", "pause"]


@dataclass(frozen=True, slots=True)
class Renewal:
    """How often a term may be served: in a row, in all (None: no bound), and how long to pause after that many."""

    in_a_row: int | None = None
    in_all: int | None = None
    pause: Span | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether somebody may serve again: `why` not, how many terms count, and from when it would be possible."""

    may: bool
    why: Why = ""
    served: int = 0
    possible_from: date | None = None


def may_serve(served: Sequence[Period], rule: Renewal, *, begins: date) -> Verdict:
    """Whether a term may begin on a day after these terms of the same person or organisation.

    Terms follow each other in a row when the next begins on the day the former ends, or within the pause the rule
    asks for. A term that has not ended counts as if it ended on `begins`.
    """
    former = sorted((p for p in served if p.begins < begins), key=lambda p: p.begins)
    if rule.in_all is not None and len(former) >= rule.in_all:
        return Verdict(False, "in-all", len(former))
    row, edge, last = 0, begins, None
    for period in reversed(former):
        ended = min(period.until or begins, begins)
        free_from = after(ended, rule.pause) if rule.pause else ended
        if edge > free_from or (rule.pause is not None and edge == free_from):
            break
        row, edge, last = row + 1, period.begins, last or ended
    if rule.in_a_row is not None and row >= rule.in_a_row:
        possible = after(last, rule.pause) if last and rule.pause else None
        return Verdict(False, "pause" if rule.pause else "consecutive", row, possible)
    return Verdict(True, "", row)


def staggered(seats: int, length: Span, groups: int) -> tuple[Span, ...]:
    """First terms, so that afterwards an equal part of the seats ends at each step: the n-th group serves n/groups.

    The length must divide into the groups by whole months or whole days (ValueError). Seats beyond an equal share go
    to the groups that serve longest.
    """
    if groups < 1 or length.months % groups or length.days % groups:
        raise ValueError(f"{length} cannot be parted into {groups}.")
    step = Span(length.months // groups, length.days // groups)
    return tuple(step.times(groups - seat % groups) for seat in range(seats))[::-1]


def turn(order: Sequence[str], holder: str, *, behind: int = 1, ahead: int = 1) -> tuple[str | None, ...]:
    """Who stands around the holder of a rotating chair: a troika is those before, the holder, those after.

    The order is that of holding, the earliest first; None where nobody stood before or is named after. Refused
    (ValueError) when the holder is not in it, or stands in it twice.
    """
    if list(order).count(holder) != 1:
        raise ValueError(f"{holder!r} must stand in the order once.")
    at = order.index(holder)
    return tuple(order[n] if 0 <= n < len(order) else None for n in range(at - behind, at + ahead + 1))
