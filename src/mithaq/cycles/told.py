"""What a charter says of the calendar: which cycles, phases and milestones there are to be, and when.

Pure: clauses go in, the values of rows come out; the days of what is told from something else are worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from mithaq.cycles.enums import Kind
from mithaq.foundation.fields import Words
from mithaq.kernels import cadence
from mithaq.kernels.charter import Charter, Clause

SOFT = ("by", "early", "mid", "late", "end", "soft")  # edges that are kept; all others are meant as they stand
SURE = ("", "day", "range")
ADOPTION = "adoption"
ONE = timedelta(days=1)

When = cadence.Window | cadence.Relative | None
Values = dict[str, Any]

# Where a clause says when: its own time first, then that of what is due by it.
_TIMES: Mapping[str, str] = {
    **dict.fromkeys(("milestone", "phase", "event", "session", "mandate", "fact"), "when"),
    **dict.fromkeys(("roadmap", "call"), "deadline"),
    **dict.fromkeys(("output", "duty"), "by"),
    "cycle": "from",
}


def time_of(clause: Clause) -> When:
    """When the clause says that it is; None where it does not."""
    told: When = clause.get(time_word(clause.kind))
    return told


def time_word(kind: str) -> str:
    """Under which word a kind of clause says when."""
    return _TIMES.get(kind, "when")


def is_fixed(clause: Clause) -> bool:
    """Whether the charter sets its days itself, counted from nothing."""
    return isinstance(time_of(clause), cadence.Window)


def is_counted(clause: Clause) -> bool:
    """Whether its days are counted from something else."""
    return isinstance(time_of(clause), cadence.Relative)


def cycles(charter: Charter) -> dict[str, Values]:
    return {
        clause.id: {
            "name": _words(clause.name),
            "level": clause.get("level", ""),
            "every": str(clause["every"]) if clause.get("every") else "",
            "feeds": clause.get("feeds", ""),
        }
        for clause in _adopted(charter, "cycle")
    }


def phases(charter: Charter) -> dict[str, Values]:
    return {
        clause.id: {
            "name": _words(clause.name),
            "number": clause.get("number"),
            "of": clause.get("of", ""),
            "opens": list(clause.get("opens", ())),
            "place": _words(clause.get("place")),
            "when": _said(time_of(clause)),
        }
        for clause in _adopted(charter, "phase")
    }


def milestones(charter: Charter) -> dict[str, Values]:
    """Steps and deadlines, events, and what is owed by a day. What is told from a moment that comes again and again
    (a meeting, a decision) is watched where that moment is known, and is no milestone.
    """
    return {clause.id: _milestone(clause) for clause in charter if _is_milestone(charter, clause)}


def times(charter: Charter) -> dict[str, When]:
    """When each clause is, of those that say so."""
    return {clause.id: when for clause in charter if (when := time_of(clause)) is not None}


def windows(
    charter: Charter, *, begun: date, dated: Mapping[str, cadence.Window] | None = None
) -> dict[str, cadence.Window]:
    """The days of every clause that has some: as told, or counted from what has. `dated` are the days people gave,
    which count before what the charter says; `begun` is the day from which the institution has a charter.
    """
    told = times(charter)
    found: dict[str, cadence.Window] = {ADOPTION: cadence.Window(begun, begun + ONE, "day")}
    found |= {key: _lasting(charter, key, when) for key, when in told.items() if isinstance(when, cadence.Window)}
    found |= dated or {}
    waiting = {key: when for key, when in told.items() if isinstance(when, cadence.Relative) and key not in found}
    while waiting:
        settled = {key: window for key, when in waiting.items() if (window := counted(when, found)) is not None}
        if not settled:
            break
        found |= {key: _lasting(charter, key, window) for key, window in settled.items()}
        waiting = {key: when for key, when in waiting.items() if key not in settled}
    return found


def counted(when: cadence.Relative, anchors: Mapping[str, cadence.Window]) -> cadence.Window | None:
    """The days a relative time means. Before what has its days: before the first of them; after: after the last. As
    wide as its event where that is only known as a month or softer. None without an event, or beyond the calendar.
    """
    event = anchors.get(when.anchor)
    if event is None:
        return None
    if event.edge == "by" or (event.edge in SURE and when.sign > 0):
        event = replace(event, first=event.last)
    elif event.edge in SURE:
        event = replace(event, until=event.first + ONE)
    elif event.edge not in SOFT:
        event = replace(event, edge="soft")  # moved away from its month or quarter it is that no longer
    try:
        return cadence.settled(when, {when.anchor: event})
    except OverflowError:
        return None


def asked(charter: Charter, key: str, known: Mapping[str, cadence.Window]) -> cadence.Window | None:
    """The days the charter itself asks for, whatever days a person gave the clause; `known` as `windows` has them."""
    clause = charter.get(key)
    when = time_of(clause) if clause else None
    window = counted(when, known) if isinstance(when, cadence.Relative) else when
    return _lasting(charter, key, window) if window else None


def days(window: cadence.Window | None) -> Values:
    """A window as a row keeps it."""
    if window is None:
        return {"first": None, "until": None, "edge": ""}
    return {"first": window.first, "until": window.until, "edge": window.edge if window.edge in SOFT else ""}


def _is_milestone(charter: Charter, clause: Clause) -> bool:
    if clause.get("status", "adopted") != "adopted":
        return False
    if clause.kind in ("milestone", "event"):
        return True
    when = time_of(clause) if clause.kind in ("roadmap", "call", "output", "duty") else None
    if isinstance(when, cadence.Relative):
        return when.anchor == ADOPTION or when.anchor in charter.by_id
    return when is not None


def _milestone(clause: Clause) -> Values:
    kinds = {"milestone": clause.get("kind", Kind.STEP), "event": Kind.EVENT, "output": Kind.OUTPUT, "duty": Kind.DUTY}
    own = clause.id if clause.kind in ("roadmap", "call") else ""
    return {
        "kind": str(kinds.get(clause.kind, Kind.DEADLINE)),
        "name": _words(clause.name),
        "number": clause.get("number"),
        "of": clause.get("of") or own or clause.under,
        "place": _words(clause.get("place")),
        "responsible": clause.get("responsible", ""),
        "may_extend": clause.get("extension") == "on-request",
        "when": _said(time_of(clause)),
    }


def _lasting(charter: Charter, key: str, window: cadence.Window) -> cadence.Window:
    """An event told by its first day and its length holds all its days."""
    clause = charter.get(key)
    length = clause.get("lasts") if clause and clause.kind == "event" else None
    if length is None or window.until != window.first + ONE:
        return window
    return replace(window, until=max(window.until, cadence.after(window.first, length)), edge="range")


def _adopted(charter: Charter, kind: str) -> Iterable[Clause]:
    return (clause for clause in charter.of(kind) if clause.get("status", "adopted") == "adopted")


def _words(said: Any) -> Words:
    return Words(said.as_dict()) if said is not None else Words()


def _said(when: When) -> str:
    return when.text[:120] if when is not None else ""
