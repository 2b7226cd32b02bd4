"""When the clauses of a charter are, once every time that is told from another is settled."""

from __future__ import annotations

from collections.abc import Mapping

from mithaq.kernels import cadence
from mithaq.kernels.charter.clauses import Charter, Clause

WORDS = ("when", "deadline", "from", "by", "signed")  # the first a clause has is its own time


def own(clause: Clause) -> cadence.Window | cadence.Relative | None:
    """The time a clause tells of itself."""
    for word in WORDS:
        told = clause.get(word)
        if isinstance(told, cadence.Window | cadence.Relative):
            return told
    return None


def times(charter: Charter, moments: Mapping[str, cadence.Window] | None = None) -> Mapping[str, cadence.Window]:
    """The window of each clause that has one, by id; those told from others follow them as far as it is known.

    `moments` are windows that a charter cannot know: of its adoption, or of clauses whose date was set later; they go
    before what the text says.
    """
    known: dict[str, cadence.Window] = dict(moments or {})
    waiting: dict[str, cadence.Relative] = {}
    for clause in charter:
        told = own(clause)
        if clause.id in known:
            continue
        if isinstance(told, cadence.Window):
            known[clause.id] = told
        elif told is not None:
            waiting[clause.id] = told
    moved = True
    while waiting and moved:
        found = {key: window for key, told in waiting.items() if (window := settled(told, known)) is not None}
        waiting = {key: told for key, told in waiting.items() if key not in found}
        known |= found
        moved = bool(found)
    return {clause.id: known[clause.id] for clause in charter if clause.id in known}


def settled(
    told: cadence.Window | cadence.Relative | None, known: Mapping[str, cadence.Window]
) -> cadence.Window | None:
    """A time as a window; none while what it is told from has none, or where it would lie beyond the calendar."""
    if not isinstance(told, cadence.Relative):
        return told
    try:
        return cadence.settled(told, known)
    except OverflowError:
        return None
