"""What stands of a charter in this room, as the kernel compares it with what a text asks for."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from mithaq.bodies import clauses
from mithaq.bodies.models import Body, Mandate, Seat
from mithaq.bodies.rolls import not_over
from mithaq.institutions.selectors import Institution, charter_of
from mithaq.kernels import charter as kernel
from mithaq.kernels.charter import Clause, Item

KINDS = ("body", "seat", "chair", "mandate")
CHARTER = "charter"  # why a body ended that the charter no longer tells of


def standing(institution: Institution, *, on: date) -> list[Item]:
    """Bodies, seats, chairs and mandates that stand on a day, in three queries.

    What no record keeps (how long a term is, who may hold a seat) stands as the charter in force says it; where a
    record says something else than that, the record is told. Groups that are opened one by one stand by their clause.
    """
    charter = charter_of(institution, on=on)
    bodies = [one for one in Body.objects.filter(institution=institution) if one.ended_because != CHARTER]
    by_clause = {body.clause: body for body in bodies}
    seats: dict[str, int] = defaultdict(int)
    there = Seat.objects.filter(not_over(on), institution=institution, body__in=[one.pk for one in bodies])
    for clause_id in there.values_list("clause", flat=True):
        seats[clause_id] += 1
    mandates = set(Mandate.objects.filter(institution=institution).values_list("clause", flat=True))
    found = {}
    for item in kernel.wanted(charter, {kind: kernel.STANDS[kind] for kind in KINDS}):
        clause = charter.by_id[item.clause]
        body = by_clause.get(clause.id if clause.kind == "body" else clause.under)
        told = _told(clause, charter.get(clause.under), body, seats, mandates, on)
        if told is not None:
            found[clause.id] = Item(item.kind, item.clause, {**item.values, **told})
    gone = [body for body in bodies if body.until is None or on < body.until]
    found |= {body.clause: Item("body", body.clause) for body in gone if charter.get(body.clause) is None}
    return list(found.values())


def _told(
    clause: Clause,
    under: Clause | None,
    body: Body | None,
    seats: dict[str, int],
    mandates: set[str],
    on: date,
) -> dict[str, Any] | None:
    """What the records say otherwise; None where there is no record of it."""
    whole = clause if clause.kind == "body" else under
    if whole is not None and clauses.is_group(whole):
        return {}
    if body is None:
        return None
    if clause.kind == "body":
        named, kind = dict(body.name), body.kind
        told: dict[str, Any] = {} if named == clause.name.as_dict() else {"name": named}
        return told if kind == clause["kind"] else told | {"kind": kind}
    if clause.kind == "mandate":
        return {} if clause.id in mandates or not clauses.has_days(clause) else None
    if clause.kind == "seat" and (body.until is None or on < body.until):
        count, number = clause["count"], seats[clause.id]
        least = count.least if count.most is None else count.most
        fits = number == least if count.most is not None and clause.binds else number >= least
        return {} if fits else {"count": str(number)}
    return {}
