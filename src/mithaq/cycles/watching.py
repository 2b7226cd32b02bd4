"""How the calendar of the charter is kept on a day, and what falls due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from mithaq.cycles import delivered, naming, told
from mithaq.cycles.enums import Kind
from mithaq.cycles.models import Cycle, Extension, Milestone, Phase
from mithaq.cycles.states import PhaseState, State, days_over, phase_state, state, window
from mithaq.cycles.states import begun as begun_on
from mithaq.institutions.selectors import Institution, findings
from mithaq.kernels import cadence
from mithaq.kernels.charter import Charter, Finding
from mithaq.notices.selectors import Owed

AHEAD = cadence.Span(days=30)
REMEMBERED = timedelta(days=60)  # what was reached so long ago is no longer told as done


def watched(institution: Institution, charter: Charter, *, on: date) -> list[findings.Watched]:
    """Phases, milestones and cycles of the charter as they are kept on a day, and what is delivered of what it asks."""
    begun = begun_on(institution, on=on)
    rows = {m.clause: m for m in Milestone.objects.filter(institution=institution)}
    dated = {key: span for key, one in rows.items() if one.is_set and (span := window(one))}
    days = told.windows(charter, begun=begun, dated=dated)
    found = [_phase(one, on) for one in Phase.objects.filter(institution=institution, closed_on=None)]
    found += [
        _milestone(one, told.asked(charter, one.clause, days), charter, begun, on)
        for one in rows.values()
        if one.closed_on is None and one.clause in charter.by_id
    ]
    for cycle in Cycle.objects.filter(institution=institution, closed_on=None):
        found += _cycle(cycle, rows.values(), on)
    return [
        findings.Watched(clause, verdict, (finding,), _path(institution, row))
        for clause, verdict, finding, row in found
    ] + delivered.watched(institution, charter, on=on)


def owed(institution: Institution, charter: Charter, *, on: date) -> list[Owed]:
    """Steps, deadlines, outputs and duties that fall due or are overdue, and requests that wait for an answer.

    What was to be done before the institution had its charter is shown by `watched`, and owed by nobody.
    """
    begun = begun_on(institution, on=on)
    rows = Milestone.objects.filter(institution=institution, closed_on=None).exclude(until=None)
    found = [_owed(institution, one) for one in rows if _is_owed(one, begun, on)]
    asked = Extension.objects.filter(institution=institution, decided_at=None)
    found += [_to_decide(institution, one) for one in asked.select_related("milestone", "organisation", "person")]
    return found + delivered.owed(institution, charter, on=on)


def _is_owed(milestone: Milestone, begun: date, on: date) -> bool:
    if milestone.kind == Kind.EVENT or (milestone.until is not None and milestone.until <= begun):
        return False
    if milestone.done_on is not None:
        return milestone.done_on > on - REMEMBERED
    return state(milestone, on=on) in (State.SOON, State.NOW, State.OVERDUE)


def _owed(institution: Institution, milestone: Milestone) -> Owed:
    assert milestone.first is not None
    assert milestone.until is not None
    last = milestone.until - timedelta(days=1)
    return Owed(
        kind="cycles.milestone" if milestone.kind != Kind.DEADLINE else "cycles.deadline",
        about=milestone.uid,
        clause=milestone.clause,
        opens_on=max(milestone.first, cadence.before(last, AHEAD)) if milestone.edge == "by" else milestone.first,
        due_on=last,
        done_on=milestone.done_on,
        facts={"name": naming.spoken(milestone.name), "day": last.isoformat()},
        path=_path(institution, milestone),
    )


def _to_decide(institution: Institution, extension: Extension) -> Owed:
    return Owed(
        kind="cycles.extension",
        about=extension.uid,
        clause=extension.milestone.clause,
        opens_on=extension.asked_at.date(),
        facts={
            "name": naming.spoken(extension.milestone.name),
            "holder": naming.holder(extension),
            "until": extension.wanted_until.isoformat(),
        },
        path=_path(institution, extension.milestone),
    )


_Seen = tuple[str, findings.State, Finding, Any]


def _phase(phase: Phase, on: date) -> _Seen:
    keys: Mapping[PhaseState, tuple[findings.State, str]] = {
        PhaseState.OPEN: ("met", "cycles.phase-open"),
        PhaseState.AHEAD: ("met", "cycles.phase-ahead"),
        PhaseState.OVER: ("met", "cycles.phase-over"),
        PhaseState.UNDATED: ("risk", "cycles.phase-not-dated"),
    }
    verdict, key = keys[phase_state(phase, on=on)]
    facts = {"phase": naming.spoken(phase.name), **_between(phase)}
    return phase.clause, verdict, Finding(phase.clause, key, facts), phase


def _milestone(milestone: Milestone, asked: cadence.Window | None, charter: Charter, begun: date, on: date) -> _Seen:
    how = state(milestone, on=on, begun=begun)
    facts: dict[str, Any] = {"name": naming.spoken(milestone.name), **_between(milestone)}
    verdict, key = _VERDICTS[how]
    if how in (State.REACHED, State.LATE):
        facts |= {"on": milestone.done_on.isoformat() if milestone.done_on else None, "shown_by": milestone.shown_by}
    elif how == State.OVERDUE:
        facts["days"] = days_over(milestone, on=on)
        verdict = "broken" if charter.by_id[milestone.clause].binds else "risk"
    elif moved(milestone, asked):
        assert asked is not None
        verdict, key = "risk", "cycles.moved"
        facts |= {"asked_first": asked.first.isoformat(), "asked_last": asked.last.isoformat()}
    return milestone.clause, verdict, Finding(milestone.clause, key, facts), milestone


_VERDICTS: Mapping[State, tuple[findings.State, str]] = {
    State.REACHED: ("met", "cycles.reached"),
    State.LATE: ("met", "cycles.reached-late"),
    State.OVERDUE: ("broken", "cycles.overdue"),
    State.UNRECORDED: ("risk", "cycles.not-recorded"),
    State.NOW: ("risk", "cycles.due-now"),
    State.SOON: ("met", "cycles.due-later"),
    State.LATER: ("met", "cycles.due-later"),
    State.PAST: ("met", "cycles.past"),
    State.UNDATED: ("risk", "cycles.not-dated"),
}


def moved(milestone: Milestone, asked: cadence.Window | None) -> bool:
    """Whether the days a person set lie, in whole or in part, outside of what the charter says."""
    if not milestone.is_set or asked is None or milestone.first is None or milestone.until is None:
        return False
    return milestone.until > asked.until or (asked.edge != "by" and milestone.first < asked.first)


def _cycle(cycle: Cycle, rows: Iterable[Milestone], on: date) -> Iterator[_Seen]:
    """Whether it came round as often as the charter says: what shows it are the events that belong to it."""
    if not cycle.every or cycle.begins is None or cycle.begins > on:
        return
    every = cadence.span(cycle.every)
    held = [day for one in rows if one.of == cycle.clause and one.closed_on is None and (day := _took_place(one, on))]
    slots = cadence.held_against(cadence.Cadence(every), held, anchor=cycle.begins, on=on)
    missed = [one for one in slots if one.state == "short"]
    facts: dict[str, Any] = {"name": naming.spoken(cycle.name), "times": len(held)}
    if missed:
        period = missed[-1].slot.period
        assert period.until is not None
        last = period.until - timedelta(days=1)
        facts |= {"first": period.begins.isoformat(), "last": last.isoformat(), "missed": len(missed)}
        yield cycle.clause, "broken", Finding(cycle.clause, "cycles.round-missed", facts), cycle
    else:
        yield cycle.clause, "met", Finding(cycle.clause, "cycles.rounds-held", facts), cycle


def _took_place(milestone: Milestone, on: date) -> date | None:
    if milestone.done_on is not None:
        return milestone.done_on if milestone.done_on <= on else None
    return milestone.first if state(milestone, on=on) == State.PAST else None


def _between(row: Phase | Milestone) -> dict[str, str | None]:
    span = window(row)
    if span is None:
        return {"first": None, "last": None}
    return {"first": span.first.isoformat() if span.edge != "by" else None, "last": span.last.isoformat()}


def _path(institution: Institution, row: Any) -> str:
    home = f"/{institution.slug}/calendar/"
    return f"{home}milestones/{row.uid}/" if isinstance(row, Milestone) else f"{home}roadmap/"
