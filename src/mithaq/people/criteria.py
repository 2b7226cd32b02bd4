"""The criteria of membership, and what can be said of them without asking anybody."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from mithaq.kernels.charter import Charter, Clause

APPLIED_FOR = ("self-selection", "criteria")  # ways to become a member that begin with asking


def membership(charter: Charter) -> Clause | None:
    return charter.get("membership")


def criteria(charter: Charter) -> tuple[Clause, ...]:
    """Every condition of membership, those of gates for membership too; not what the text itself calls superseded."""
    gates = [clause for clause in charter.of("gate") if clause["for"] == "membership"]
    under = ["membership", *(gate.id for gate in gates)]
    found = [clause for above in under for clause in charter.under(above, "criterion")]
    return tuple(clause for clause in found if clause.get("status", "adopted") != "superseded")


def binding(charter: Charter) -> tuple[Clause, ...]:
    return tuple(clause for clause in criteria(charter) if clause.binds)


def is_met(criterion: Clause, attributes: Mapping[str, Collection[str]]) -> bool | None:
    """Whether what is recorded of a holder meets a criterion; None where that does not settle it.

    Settled are criteria over an attribute with the values that satisfy it, once any value of it is known.
    """
    wanted, known = criterion.get("one_of", ()), attributes.get(criterion.get("attribute", ""), ())
    if not wanted or not known:
        return None
    return not set(wanted).isdisjoint(known)
