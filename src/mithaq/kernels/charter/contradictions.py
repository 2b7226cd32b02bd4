"""What contradicts itself in a charter: each time with the clauses that stand against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mithaq.kernels.charter import checks_bodies, checks_calendar, checks_decisions
from mithaq.kernels.charter.clauses import Charter
from mithaq.kernels.charter.faults import Fault

Check = Callable[[Charter], Iterator[Fault]]
CHECKS: tuple[Check, ...] = (*checks_bodies.CHECKS, *checks_decisions.CHECKS, *checks_calendar.CHECKS)


def check(charter: Charter) -> tuple[Fault, ...]:
    """Everything in a charter that contradicts something else in it, in the order of the text.

    For a charter that was read without faults. A warning is left out where a `[finding.…]` is about one of the clauses
    it names: what a source says twice, differently, is kept and shown, not mended. Superseded clauses are not looked
    at.
    """
    living = Charter(tuple(clause for clause in charter if clause.get("status") != "superseded"))
    declared = {clause["about"] for clause in living.of("finding") if "about" in clause.values}
    found = {fault for one in CHECKS for fault in one(living)}
    return tuple(
        fault for fault in sorted(found) if fault.severity == "error" or not declared.intersection(fault.clauses)
    )
