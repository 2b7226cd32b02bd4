"""How each rule of a charter is kept on a day, as the rooms that watch it say: the worst of what they say counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mithaq.blueprints.enums import Stand
from mithaq.blueprints.examining import rules
from mithaq.blueprints.models import Standing
from mithaq.blueprints.rooms import ROOMS
from mithaq.bodies import selectors as bodies
from mithaq.institutions.selectors import Institution, findings
from mithaq.kernels.charter import Charter, Clause, Finding

WORST = (Stand.BROKEN, Stand.RISK, Stand.MET, Stand.UNWATCHED)
MOST_FINDINGS = 30  # of one clause: more are counted, not listed


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule, how it is kept and why, where the evidence is seen, and since when it is so (empty: today)."""

    clause: Clause
    state: Stand
    findings: tuple[Finding, ...] = ()
    paths: tuple[str, ...] = ()
    since: date | None = None

    @property
    def facts(self) -> list[dict[str, Any]]:
        """As it is kept with the day."""
        return [{"clause": one.clause, "key": one.key, "facts": dict(one.facts)} for one in self.findings]


def kept(institution: Institution, charter: Charter, *, on: date) -> list[Kept]:
    """Every rule of a charter, in the order of the text; the number of queries does not depend on how many."""
    watched: dict[str, list[findings.Watched]] = defaultdict(list)
    with bodies.once():
        for room in ROOMS:
            for one in room.selectors.watched(institution, charter, on=on):
                watched[one.clause].append(one)
    stated = {clause.id for clause in rules(charter)}
    shown = stated | set(watched)
    return [_kept(clause, watched.get(clause.id, ())) for clause in charter if clause.id in shown]


def since(institution: Institution, rows: Iterable[Kept]) -> list[Kept]:
    """The same with the day since when each rule is kept as it is now: one query."""
    noted: Mapping[str, Standing] = {
        row.clause: row for row in Standing.objects.filter(institution=institution, until=None)
    }
    return [
        Kept(one.clause, one.state, one.findings, one.paths, row.from_date)
        if (row := noted.get(one.clause.id)) is not None and row.state == one.state
        else one
        for one in rows
    ]


def counted(rows: Iterable[Kept]) -> dict[Stand, int]:
    """How many rules are kept how; each of them is one of these."""
    count = dict.fromkeys((Stand.BROKEN, Stand.RISK, Stand.MET, Stand.UNWATCHED), 0)
    for one in rows:
        count[one.state] += 1
    return count


def _kept(clause: Clause, said: Sequence[findings.Watched]) -> Kept:
    if not said:
        return Kept(clause, Stand.UNWATCHED)
    worst = Stand(said[0].state) if len(said) == 1 else min((Stand(one.state) for one in said), key=WORST.index)
    telling = said if len(said) == 1 else [one for one in said if one.state == worst]
    found = tuple(finding for one in telling for finding in one.findings)[:MOST_FINDINGS]
    return Kept(clause, worst, found, tuple(dict.fromkeys(one.path for one in telling if one.path))[:MOST_FINDINGS])
