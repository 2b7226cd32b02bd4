"""How an institution lives by its charter, in short: who sits, how the rules are kept, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from mithaq.blueprints import selectors as blueprints
from mithaq.blueprints.enums import Stand
from mithaq.bodies import selectors as bodies
from mithaq.cycles.selectors import calendar
from mithaq.institutions.selectors import Institution, charter_of
from mithaq.kernels.charter import Charter
from mithaq.people.selectors import holding

NEXT_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Filled:
    """A body: how many sit in it, of at most how many (None: open)."""

    body: bodies.Body
    sitting: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Lived:
    """`kept` gives, for each state, how many rules are in it, of `rules`."""

    bodies: tuple[Filled, ...]
    kept: tuple[tuple[Stand, int], ...]
    rules: int
    following: tuple[calendar.Entry, ...]


def lived(institution: Institution, *, to: Any, on: date) -> Lived | None:
    """None where the institution has no charter; a number of queries that does not depend on how much there is."""
    charter = charter_of(institution, on=on)
    if not charter.clauses:
        return None
    states = blueprints.Standing.objects.filter(institution=institution, until=None).values_list("state", flat=True)
    counted = Counter(Stand(state) for state in states)
    return Lived(
        bodies=_filled(institution, charter, on),
        kept=tuple((state, counted[state]) for state in Stand if counted[state]),
        rules=sum(counted.values()),
        following=tuple(one for one in calendar.entries(institution, to, on, None) if not one.cancelled)[:NEXT_SHOWN],
    )


def _filled(institution: Institution, charter: Charter, on: date) -> tuple[Filled, ...]:
    there = list(bodies.bodies(institution, on=on))
    again = {seat for body in there for seat in bodies.held_again(charter, body.clause)}
    held = bodies.Tenure.objects.filter(holding(on), institution=institution).exclude(seat__clause__in=again)
    sitting = Counter(held.values_list("seat__body", flat=True))
    return tuple(Filled(body, sitting[body.pk], _most(charter, body.clause, again)) for body in there)


def _most(charter: Charter, clause: str, again: Collection[str]) -> int | None:
    most = [seat["count"].most for seat in charter.under(clause, "seat") if seat.id not in again]
    return sum(most) if most and None not in most else None
