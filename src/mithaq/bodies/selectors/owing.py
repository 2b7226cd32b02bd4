"""What falls due in bodies: terms and mandates that end, and seats that must be filled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Max

from mithaq.bodies import clauses
from mithaq.bodies.models import Body, Tenure
from mithaq.bodies.selectors.overview import Overview, name_of, overview
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter
from mithaq.notices.selectors import Owed

AHEAD = timedelta(days=60)
DAY = timedelta(days=1)


def owed(institution: Institution, charter: Charter, *, on: date) -> list[Owed]:
    """What an officer should see to, from sixty days before; the same few queries however many bodies there are."""
    view = overview(institution, on=on)
    return [*_terms(view, charter), *_vacancies(view, charter), *_mandates(view, charter), *_chairs(view, charter)]


def _facts(body: Body, **more: Any) -> dict[str, Any]:
    return {"body": dict(body.name), **more}


def _terms(view: Overview, charter: Charter) -> Iterator[Owed]:
    """Terms that end soon, while nobody is named to follow on the seat."""
    followed = {(one.seat_id, one.from_date) for one in view.coming}
    by_key = {body.pk: body for body in view.bodies}
    for (pk, clause_id), held in view.held.items():
        clause, body = charter.get(clause_id), by_key[pk]
        if clause is None or "term" not in clause.values:
            continue
        for one in held:
            if _soon(view, one.until) and one.until != body.until and (one.seat_id, one.until) not in followed:
                assert one.until is not None
                facts = _facts(body, who=name_of(one), seat=clause.name.as_dict(), until=one.until.isoformat())
                yield Owed(
                    "bodies.term-ends",
                    one.uid,
                    clause_id,
                    max(one.until - AHEAD, one.from_date),
                    one.until - DAY,
                    facts=facts,
                    path=view.path(body),
                )


def _soon(view: Overview, until: date | None) -> bool:
    return until is not None and view.on < until <= view.on + AHEAD


def _vacancies(view: Overview, charter: Charter) -> Iterator[Owed]:
    """Seats that must be held, since the day too few held them."""
    ends = _last_ends(view)
    for body in view.bodies:
        for clause in clauses.seats(charter, body.clause):
            missing = clause["count"].least - len(view.held.get((body.pk, clause.id), ()))
            if missing > 0 and clause.binds:
                yield Owed(
                    "bodies.seats-vacant",
                    f"{body.uid}:{clause.id}",
                    clause.id,
                    max(body.from_date, ends.get((body.pk, clause.id), body.from_date)),
                    facts=_facts(body, seat=clause.name.as_dict(), missing=missing),
                    path=view.path(body),
                )


def _last_ends(view: Overview) -> dict[tuple[int, str], date]:
    """The last day on which somebody left seats of a kind."""
    over = Tenure.objects.filter(institution=view.institution, until__lte=view.on)
    rows = over.filter(seat__body__in=[body.pk for body in view.bodies]).order_by()
    last = rows.values_list("seat__body", "seat__clause").annotate(Max("until"))
    return {(body, clause): until for body, clause, until in last}


def _mandates(view: Overview, charter: Charter) -> Iterator[Owed]:
    """The last mandate of a body, where it ends soon and somebody may extend it."""
    for body in view.bodies:
        rows = view.mandates.get(body.pk, ())
        if not rows or not any("extended_by" in one.values for one in clauses.parts(charter, body.clause, "mandate")):
            continue
        last = max(rows, key=lambda one: (one.until or date.max, one.pk))
        if last.until is not None and _soon(view, last.until):
            yield Owed(
                "bodies.mandate-ends",
                last.uid,
                last.clause,
                max(last.until - AHEAD, last.from_date),
                last.until - DAY,
                facts=_facts(body, until=last.until.isoformat()),
                path=view.path(body),
            )


def _chairs(view: Overview, charter: Charter) -> Iterator[Owed]:
    """A chair that ends soon while nobody is named next."""
    by_key = {body.pk: body for body in view.bodies}
    for key, chairs in view.chairs.items():
        holding = [one for one in chairs if one.holds(view.on)]
        if key not in by_key or not holding or len(holding) < len(chairs):
            continue
        until = holding[0].until
        if _soon(view, until):
            assert until is not None
            yield Owed(
                "bodies.chair-ends",
                holding[0].uid,
                holding[0].clause,
                max(until - AHEAD, holding[0].from_date),
                until - DAY,
                facts=_facts(by_key[key], who=name_of(holding[0]), until=until.isoformat()),
                path=view.path(by_key[key]),
            )
