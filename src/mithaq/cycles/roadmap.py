"""The roadmap as lines in the order of their days: worded for its picture, its table and its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import combinations
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mithaq.cycles import wording
from mithaq.cycles.enums import Kind
from mithaq.cycles.models import Milestone, Phase
from mithaq.cycles.states import PhaseState, State, begun, days_over, phase_state, state, window
from mithaq.foundation import habits
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution
from mithaq.kernels import cadence

PHASES = "phases"
KINDS: Mapping[str, Promise] = {
    PHASES: gettext_lazy("Phases"),
    Kind.STEP: gettext_lazy("Steps"),
    Kind.DEADLINE: gettext_lazy("Deadlines"),
    Kind.EVENT: gettext_lazy("Events"),
    Kind.DRAFT: gettext_lazy("Drafts"),
    Kind.ROUND: gettext_lazy("Rounds of negotiations"),
    Kind.OUTPUT: gettext_lazy("Outputs"),
    Kind.DUTY: gettext_lazy("Duties"),
}
_MARKS: Mapping[str, str] = {
    State.REACHED: "done",
    State.LATE: "done",
    State.PAST: "past",
    State.UNRECORDED: "unknown",
    State.OVERDUE: "overdue",
    State.NOW: "now",
    PhaseState.OPEN: "now",
    PhaseState.OVER: "past",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `mark` is done, past, unknown, overdue, now or later; `said` says the same in words.

    `brief` are shorter words for `when` and `said`, where there are any.
    """

    row: Phase | Milestone
    name: Words
    number: int | None
    kind: str
    window: cadence.Window | None
    when: str
    mark: str
    said: str
    clause: str
    brief: tuple[str, str] = ("", "")

    @property
    def in_picture(self) -> Line:
        """The same with the words for which a picture has room."""
        return replace(self, when=self.brief[0], said=self.brief[1]) if any(self.brief) else self

    @property
    def is_phase(self) -> bool:
        return isinstance(self.row, Phase)


def lines(institution: Institution, *, on: date, only: str = "") -> list[Line]:
    """Every phase and milestone that stands on a day, by its last day; what has no date yet comes last.

    `only` is a key of `KINDS`, or a clause: then what belongs to it.
    """
    found = [_drawn(partial(_phase, one, on)) for one in _standing(Phase, institution, on)]
    since = begun(institution, on=on)
    found += [_drawn(partial(_milestone, one, on, since)) for one in _standing(Milestone, institution, on)]
    if only in KINDS:
        found = [one for one in found if (PHASES if one.is_phase else one.row.kind) == only]  # type: ignore[union-attr]
    elif only:
        found = [one for one in found if only in (one.row.of, one.clause)]
    return sorted(found, key=_order)


def kinds(found: Sequence[Line]) -> list[tuple[str, Any, int]]:
    """Which kinds there are, each with its word and how many."""
    counts = {key: sum((PHASES if one.is_phase else one.row.kind) == key for one in found) for key in KINDS}  # type: ignore[union-attr]
    return [(key, KINDS[key], count) for key, count in counts.items() if count]


def overlaps(found: Sequence[Line]) -> list[tuple[Line, Line, str]]:
    """The phases that go on at the same time, and when."""
    answer = []
    phases = [(one, one.window) for one in found if one.is_phase and one.window is not None]
    for (one, its), (other, theirs) in combinations(phases, 2):
        begins, until = max(its.first, theirs.first), min(its.until, theirs.until)
        if begins < until:
            answer.append((one, other, wording.time(cadence.Window(begins, until, "range"))))
    return answer


def _standing(model: Any, institution: Institution, on: date) -> list[Any]:
    rows = model.objects.filter(institution=institution)
    return [row for row in rows if row.closed_on is None or row.closed_on > on]


def _drawn(make: Callable[[], Line]) -> Line:
    """A line, with shorter words for its picture where days take more room than most have."""
    line = make()
    if not habits.are_long():
        return line
    with habits.briefly():
        short = make()
    return replace(line, brief=(short.when, short.said))


def _phase(row: Phase, on: date) -> Line:
    how = phase_state(row, on=on)
    return _line(row, _("phase"), _MARKS.get(how, "later"), str(how.label))


def _milestone(row: Milestone, on: date, since: date) -> Line:
    how = state(row, on=on, begun=since)
    said = str(how.label)
    if how == State.OVERDUE:
        said = wording.over(days_over(row, on=on))
    elif how in (State.REACHED, State.LATE) and row.done_on:
        said = _("%(state)s on %(day)s") % {"state": said, "day": wording.day(row.done_on)}
    elif how == State.NOW and row.until:
        left = (row.until - timedelta(days=1) - on).days
        said = ngettext("due, %(days)s day left", "due, %(days)s days left", left) % {"days": habits.counted(left)}
    return _line(row, str(row.get_kind_display()), _MARKS.get(how, "later"), said)


def _line(row: Any, kind: str, mark: str, said: str) -> Line:
    span = window(row)
    when = wording.time(span) if span else _("no date yet")
    return Line(row, Words(row.name), row.number, kind, span, when, mark, said, row.clause)


def _order(line: Line) -> tuple[bool, date, int, int, int]:
    span = line.window
    day = date.max if span is None else span.last if span.edge == "by" else span.first
    return span is None, day, 0 if line.is_phase else 1, line.number or 0, line.row.pk
