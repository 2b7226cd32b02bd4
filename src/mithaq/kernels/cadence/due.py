"""What falls due on a day, and what is overdue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mithaq.kernels.cadence.periods import Span, after
from mithaq.kernels.cadence.windows import Window

State = Literal["later", "soon", "now", "overdue", "done", "done-late", "done-early"]


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that is to be done in a window; `done_on` when it was."""

    key: str
    window: Window
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A duty on a day. `days` until its window opens (later, soon), closes (now), or since it closed (overdue)."""

    duty: Duty
    state: State
    days: int = 0


def due(duty: Duty, *, on: date, ahead: Span = Span(days=30)) -> Due:  # noqa: B008 - a Span is frozen
    """How a duty stands on a day; what was done after that day is not known yet."""
    window = duty.window
    if duty.done_on is not None and duty.done_on <= on:
        if duty.done_on >= window.until:
            return Due(duty, "done-late", (duty.done_on - window.last).days)
        return Due(duty, "done-early" if duty.done_on < window.first and window.edge != "by" else "done")
    if on >= window.until:
        return Due(duty, "overdue", (on - window.last).days)
    if on >= window.first and (window.edge != "by" or window.until <= after(on, ahead)):
        return Due(duty, "now", (window.last - on).days)
    opens = window.last if window.edge == "by" else window.first
    return Due(duty, "soon" if opens < after(on, ahead) else "later", (opens - on).days)


def falling_due(duties: Iterable[Duty], *, on: date, ahead: Span = Span(days=30)) -> tuple[Due, ...]:  # noqa: B008
    """What wants doing: the longest overdue first, then what closes soonest, then what opens soonest."""
    order = {"overdue": 0, "now": 1, "soon": 2}
    found = [one for one in (due(duty, on=on, ahead=ahead) for duty in duties) if one.state in order]
    return tuple(sorted(found, key=lambda d: (order[d.state], -d.days if d.state == "overdue" else d.days, d.duty.key)))
