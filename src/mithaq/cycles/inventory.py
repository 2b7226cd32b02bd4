"""What stands of the calendar, as the kernel compares it with what a charter asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from mithaq.cycles import told
from mithaq.cycles.models import Cycle, Milestone, Phase
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import STANDS, Charter, Item, plain, wanted

KINDS = ("cycle", "roadmap", "event", "session", "phase", "milestone", "call", "output", "duty")
_WORDS = ("name", "number", "of", "place", "opens", "every", "level", "feeds", "responsible")  # alike in row and clause


def standing(institution: Institution, *, on: date) -> list[Item]:
    """What stands of the charter in force: what has rows, as the rows say it; the rest of these kinds (a roadmap
    without a deadline, a session) as the charter says it, for it stands with the charter itself.
    """
    charter = institutions.charter_of(institution, on=on)
    rows = {
        row.clause: row
        for model in (Cycle, Phase, Milestone)
        for row in model.objects.filter(institution=institution, closed_on=None)
    }
    kept = {**told.cycles(charter), **told.phases(charter), **told.milestones(charter)}
    found = [
        Item(one.kind, one.clause, _as_rows_say(charter, one, kept.get(one.clause), rows.get(one.clause)))
        for one in wanted(charter, {kind: STANDS[kind] for kind in KINDS})
        if one.clause not in kept or one.clause in rows
    ]
    return [*found, *_left(rows, kept)]


def _as_rows_say(charter: Charter, item: Item, asked: told.Values | None, row: Any) -> Mapping[str, Any]:
    if asked is None:
        return item.values
    other = {word: getattr(row, word) for word in _WORDS if word in asked and asked[word] != getattr(row, word)}
    if asked.get("when", "") != getattr(row, "when", ""):
        other[told.time_word(item.kind)] = row.when
    return {**item.values, **{word: plain(value) for word, value in other.items()}}


def _left(rows: Mapping[str, Any], kept: Mapping[str, Any]) -> Iterator[Item]:
    """What stands although the charter in force does not ask for it: it is to be closed."""
    for clause, row in rows.items():
        if clause not in kept:
            kind = clause.split(".")[-2]
            yield Item(kind, clause, {"name": dict(row.name)})
