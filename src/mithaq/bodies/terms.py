"""How long somebody sits, and whether they may again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from mithaq.bodies import parties
from mithaq.bodies.models import Seat, Tenure
from mithaq.bodies.rolls import FOREVER, Roll, with_holders
from mithaq.kernels import cadence
from mithaq.kernels.charter import Charter, Clause, Finding

if TYPE_CHECKING:
    from mithaq.bodies.judging import Asked

IN_A_ROW = {"none": 1, "once": 2, "twice": 3}


def until(charter: Charter, asked: Asked, roll: Roll) -> tuple[date | None, list[Finding]]:
    """The first day without it: what was asked for where that is not too long, else as long as may be."""
    bounds = [*_bounds(charter, asked, roll)]
    longest = min((day for day, *_ in bounds), default=None)
    if asked.until is None:
        return longest, []
    found = [
        asked.finding(clause, key, until=asked.until.isoformat(), longest=day.isoformat())
        for day, clause, key in bounds
        if asked.until > day
    ]
    return asked.until, found


def _bounds(charter: Charter, asked: Asked, roll: Roll) -> Iterator[tuple[date, str, str]]:
    """Each day past which nobody may sit there, with the clause that says so and the key of its finding."""
    if asked.body.until is not None:
        yield asked.body.until, asked.body.clause, "past-body-end"
    if "term" in asked.clause.values:
        yield _term_ends(asked, roll), asked.clause.id, "term-too-long"
    found = base(charter, asked, roll) if "among" in asked.clause.values else None
    if found is not None and found.until is not None:
        yield found.until, asked.clause.id, "past-seat-end"


def base(charter: Charter, asked: Asked, roll: Roll) -> Tenure | None:
    """The seat held that this one is for the holders of: in the body itself, or in another."""
    among = asked.clause["among"]
    clause = charter.get(among)
    tenures: Iterable[Tenure] = roll.tenures
    if clause is None or clause.under != asked.body.clause:
        tenures = with_holders(Tenure.objects.filter(institution=asked.institution, seat__clause=among))
    mine = (one for one in tenures if one.seat.clause == among and parties.key_of(one) == asked.party.key)
    return next((one for one in mine if one.holds(asked.begins)), None)


def _term_ends(asked: Asked, roll: Roll) -> date:
    """A term after the day it begins; where terms end in parts, with the part of the seat it would be."""
    length: cadence.Span = asked.clause["term"]
    plain = cadence.after(asked.begins, length)
    first_terms = _first_terms(asked.clause)
    if not first_terms:
        return plain
    seat = roll.free(asked.clause.id, asked.begins, min(plain, asked.body.until or FOREVER)) or roll.free(
        asked.clause.id, asked.begins, cadence.after(asked.begins, cadence.Span(days=1))
    )
    if seat is None:
        return plain
    begun = _first_filled(asked, seat)
    place = (seat.number - 1) % len(first_terms)
    ends, n = cadence.after(begun, first_terms[place]), 0
    while ends <= asked.begins:
        n += 1
        ends = cadence.after(cadence.after(begun, first_terms[place]), length.times(n))
    return ends


def _first_terms(clause: Clause) -> tuple[cadence.Span, ...]:
    """How long each seat's first holder serves, where terms end in parts."""
    parts, most = clause.get("stagger", 0), clause["count"].most
    if parts < 2 or not most:
        return ()
    try:
        return cadence.staggered(most, clause["term"], parts)
    except ValueError:
        return ()  # the term does not divide into so many parts: `check` names it


def _first_filled(asked: Asked, seat: Seat) -> date:
    """The day the first of these seats was taken."""
    first = Tenure.objects.filter(seat__body=asked.body, seat__clause=seat.clause).order_by("from_date").first()
    return min(first.from_date, asked.begins) if first else asked.begins


def rule(clause: Clause) -> cadence.Renewal | None:
    """How often a term may be served; a pause without a number is one after each term."""
    in_a_row = IN_A_ROW.get(clause.get("renewal", "unlimited"))
    pause = clause.get("pause")
    if in_a_row is None and pause is None:
        return None
    return cadence.Renewal(in_a_row=in_a_row or 1, pause=pause)


def renewal(charter: Charter, asked: Asked, roll: Roll) -> Iterator[Finding]:
    """Too many terms in a row, counted with those that are to come."""
    told = rule(asked.clause)
    if told is None:
        return
    served = [
        cadence.Period(begins, ends)
        for begins, ends in Tenure.objects.filter(
            seat__body=asked.body, seat__clause=asked.clause.id, **asked.party.fields
        ).values_list("from_date", "until")
        if begins != asked.begins
    ]
    mine = cadence.Period(asked.begins, asked.until) if _has_a_day(asked) else None
    if mine is None:
        return
    later = sorted((one for one in served if one.begins > asked.begins), key=lambda one: one.begins)
    for one in (mine, *later):
        verdict = cadence.may_serve([*served, mine], told, begins=one.begins)
        if not verdict.may:
            facts = {
                "served": verdict.served,
                "allowed": told.in_a_row,
                "pause": str(told.pause or ""),
                "possible_from": verdict.possible_from.isoformat() if verdict.possible_from else "",
            }
            yield asked.finding(asked.clause.id, f"term-{verdict.why or 'consecutive'}", **facts)
            return


def _has_a_day(asked: Asked) -> bool:
    return asked.until is None or asked.until > asked.begins
