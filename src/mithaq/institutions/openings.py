"""Whether the charter's calendar lets an action be done on a day: asked by any room, answered by the room of cycles.

The calendar lies on a higher floor than those who ask; it says once, when it starts, how it answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from mithaq.institutions.models import Institution
from mithaq.kernels.charter import CharterRefuses, Finding

Answer = Callable[[Institution, str, date], Sequence[Finding]]

_answers: list[Answer] = []


def answer_with(function: Answer) -> None:
    """`function(institution, action, on)`: why the action may not be done on that day; nothing where it may."""
    _answers[:] = [function]


def closed_by(institution: Institution, action: str, *, on: date) -> tuple[Finding, ...]:
    """Why the action may not be done on that day, for an act that may be refused for more than this."""
    return tuple(finding for answer in _answers for finding in answer(institution, action, on))


def check(institution: Institution, action: str, *, on: date) -> None:
    """Refused by the charter (`CharterRefuses`) while no phase is open that opens the action ("people.apply")."""
    if found := closed_by(institution, action, on=on):
        raise CharterRefuses(found)
