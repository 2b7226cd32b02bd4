"""How phases and milestones stand on a day."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.utils.translation import pgettext_lazy

from mithaq.cycles.enums import Kind
from mithaq.cycles.models import Milestone, Phase
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution
from mithaq.kernels import cadence


class State(models.TextChoices):
    """A milestone on a day. What simply takes place (an event) or closes (a call) is past, and never overdue."""

    REACHED = "reached", pgettext_lazy("state of a milestone", "reached")
    LATE = "late", pgettext_lazy("state of a milestone", "reached late")
    OVERDUE = "overdue", pgettext_lazy("state of a milestone", "overdue")
    UNRECORDED = "unrecorded", pgettext_lazy("state of a milestone", "not written down whether reached")
    NOW = "now", pgettext_lazy("state of a milestone", "due now")
    SOON = "soon", pgettext_lazy("state of a milestone", "soon")
    LATER = "later", pgettext_lazy("state of a milestone", "later")
    PAST = "past", pgettext_lazy("state of a milestone", "past")
    UNDATED = "undated", pgettext_lazy("state of a milestone", "no date yet")
    CLOSED = "closed", pgettext_lazy("state of a milestone", "no longer planned")


class PhaseState(models.TextChoices):
    """A phase on a day."""

    OPEN = "open", pgettext_lazy("state of a phase", "open")
    AHEAD = "ahead", pgettext_lazy("state of a phase", "ahead")
    OVER = "over", pgettext_lazy("state of a phase", "over")
    UNDATED = "undated", pgettext_lazy("state of a phase", "no date yet")
    CLOSED = "closed", pgettext_lazy("state of a phase", "no longer planned")


def takes_place(milestone: Milestone) -> bool:
    """Whether its day only passes: nobody has to reach it."""
    return milestone.kind == Kind.EVENT or milestone.clause.startswith("call.")


def window(row: Milestone | Phase) -> cadence.Window | None:
    return cadence.Window(row.first, row.until, row.edge) if row.first and row.until else None


def state(milestone: Milestone, *, on: date, begun: date | None = None) -> State:
    """`begun` is the day from which the institution has a charter: what was to be reached before it is not overdue,
    only not written down.
    """
    if milestone.closed_on is not None and milestone.closed_on <= on:
        return State.CLOSED
    span = window(milestone)
    if milestone.done_on is not None and milestone.done_on <= on:
        return State.LATE if span and milestone.done_on >= span.until and not takes_place(milestone) else State.REACHED
    if span is None:
        return State.UNDATED
    found = State(cadence.due(cadence.Duty(milestone.clause, span), on=on).state)
    if found != State.OVERDUE:
        return found
    if takes_place(milestone):
        return State.PAST
    return State.UNRECORDED if begun is not None and span.until <= begun else State.OVERDUE


def begun(institution: Institution, *, on: date) -> date:
    """The day from which the institution has a charter; the day itself where it has none."""
    return institutions.begun(institution) or on


def phase_state(phase: Phase, *, on: date) -> PhaseState:
    if phase.closed_on is not None and phase.closed_on <= on:
        return PhaseState.CLOSED
    if phase.first is None or phase.until is None:
        return PhaseState.UNDATED
    if on < phase.first:
        return PhaseState.AHEAD
    return PhaseState.OPEN if on < phase.until else PhaseState.OVER


def days_over(milestone: Milestone, *, on: date) -> int:
    """How many days its last day is past."""
    assert milestone.until is not None
    return (on - (milestone.until - timedelta(days=1))).days
