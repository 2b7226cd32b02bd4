"""Whether an act of this room is open on a day. Phases stand a floor higher; their room offers its answer here.

openings.offer(cycles.opens)            # opens(institution, "people.apply", on=day) -> bool
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter, Clause

Opens = Callable[..., bool]

APPLY = "people.apply"

_opens: list[Opens] = []


def offer(function: Opens) -> None:
    """Again replaces it."""
    _opens[:] = [function]


def is_open(institution: Institution, action: str, *, on: date) -> bool:
    """Open, unless a phase that opens it is known and none of them holds on the day."""
    return all(function(institution, action, on=on) for function in _opens)


def phases(charter: Charter, action: str) -> tuple[Clause, ...]:
    """The clauses of the phases that open it."""
    return tuple(clause for clause in charter.of("phase") if action in clause.get("opens", ()))
