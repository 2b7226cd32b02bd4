"""What the charter says of the calendar, as rows; and the days of what is told from something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mithaq.cycles import told
from mithaq.cycles.models import Cycle, Milestone, Phase
from mithaq.cycles.states import begun
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution
from mithaq.kernels import cadence
from mithaq.kernels.charter import Charter

_DAYS = ("first", "until", "edge")


def stand(institution: Institution, charter: Charter, *, on: date, by: Actor, at: datetime) -> int:
    """Make the cycles, phases and milestones of the charter stand; change what it says otherwise, close what it no
    longer asks for; how many were made, changed or closed. A second time it does nothing.

    What a person did stays: the days they set, what was reached, the extensions.
    """
    with transaction.atomic():
        rows = _rows(institution)
        days = _windows(institution, charter, rows[Milestone], on)
        begins = {key: {"begins": days[key].first if key in days else None} for key in told.cycles(charter)}
        done = {"made": 0, "changed": 0, "closed": 0}
        asked: tuple[tuple[Any, dict[str, told.Values]], ...] = (
            (Cycle, {key: values | begins[key] for key, values in told.cycles(charter).items()}),
            (Phase, _dated(told.phases(charter), days)),
            (Milestone, _dated(told.milestones(charter), days)),
        )
        for model, wanted in asked:
            for word, count in _sync(institution, model, rows[model], wanted, on=on, at=at).items():
                done[word] += count
        if any(done.values()):
            _write("cycles.stand", institution, by, at, done)
    return sum(done.values())


def tend(institution: Institution, charter: Charter, *, on: date, by: Actor, at: datetime) -> int:
    """Give their days to what is told from something that has them now; how many got others than before."""
    with transaction.atomic():
        return resettled(institution, charter, on=on, by=by, at=at)


def resettled(institution: Institution, charter: Charter, *, on: date, by: Actor, at: datetime) -> int:
    """The days of phases and milestones as they follow from the charter and from the days people set."""
    rows = _rows(institution)
    days = _windows(institution, charter, rows[Milestone], on)
    count = 0
    for model in (Phase, Milestone):
        standing = [row for row in rows[model] if row.closed_on is None and row.clause in charter.by_id]
        wanted = {row.clause: told.days(days.get(row.clause)) for row in standing}
        count += _sync(institution, model, standing, wanted, on=on, at=at)["changed"]
    if count:
        _write("cycles.follow", institution, by, at, {"count": count})
    return count


def _rows(institution: Institution) -> dict[Any, list[Any]]:
    return {
        model: list(model.objects.select_for_update().filter(institution=institution).order_by("pk"))
        for model in (Cycle, Phase, Milestone)
    }


def _windows(
    institution: Institution, charter: Charter, milestones: Sequence[Milestone], on: date
) -> dict[str, cadence.Window]:
    set_ = {m.clause: cadence.Window(m.first, m.until, m.edge) for m in milestones if m.is_set and m.first and m.until}
    return told.windows(charter, begun=begun(institution, on=on), dated=set_)


def _dated(wanted: Mapping[str, told.Values], days: Mapping[str, cadence.Window]) -> dict[str, told.Values]:
    return {key: values | told.days(days.get(key)) for key, values in wanted.items()}


def _sync(
    institution: Institution,
    model: Any,
    rows: Sequence[Any],
    wanted: Mapping[str, told.Values],
    *,
    on: date,
    at: datetime,
) -> dict[str, int]:
    """Bring rows to what is wanted, by clause: so many queries however many there are."""
    known = {row.clause: row for row in rows}
    changed, closed = [], []
    for row in rows:
        if row.clause in wanted:
            if _change(row, {"closed_on": None, **wanted[row.clause]}, at):
                changed.append(row)
        elif row.closed_on is None:
            _change(row, {"closed_on": on}, at)
            closed.append(row)
    stamp = {} if model is Cycle else {"changed_at": at}
    new = [model(institution=institution, clause=key, **stamp, **wanted[key]) for key in wanted if key not in known]
    model.objects.bulk_create(new)
    if changed or closed:
        fields = {name for values in wanted.values() for name in values} | {"closed_on"}
        model.objects.bulk_update(
            [*changed, *closed], sorted(fields | (set() if model is Cycle else {"version", "changed_at"}))
        )
    return {"made": len(new), "changed": len(changed), "closed": len(closed)}


def _change(row: Any, values: Mapping[str, Any], at: datetime) -> bool:
    """Days that a person set stay."""
    mine = _DAYS if getattr(row, "is_set", False) else ()
    other = {name: value for name, value in values.items() if name not in mine and getattr(row, name) != value}
    for name, value in other.items():
        setattr(row, name, value)
    if other and not isinstance(row, Cycle):
        row.version += 1
        row.changed_at = at
    return bool(other)


def _write(act: str, institution: Institution, by: Actor, at: datetime, after: Mapping[str, Any]) -> None:
    journal.write(act, about=institution, by=by, at=at, scope=institution.uid, after=after, public=True)
