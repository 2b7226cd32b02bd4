"""Contradictions in who sits: seats, terms, turns, and rules of balance that cannot be met together."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from mithaq.kernels import cadence
from mithaq.kernels.charter.balances import BOUNDED, Rule, rules
from mithaq.kernels.charter.clauses import Charter, Clause
from mithaq.kernels.charter.faults import Fault
from mithaq.kernels.charter.feasible import WORK, Group, Work, can_be_met, conflict, groups, sizes_that_would_do
from mithaq.kernels.charter.plainly import plain
from mithaq.kernels.charter.values import Count
from mithaq.kernels.charter.vocabulary import LEVELS

A_TEXT = 5 * WORK  # how much is tried for all bodies of a text together


def fault(clause: Clause, word: str, key: str, **facts: Any) -> Fault:
    """A fault at a word of a clause."""
    return Fault(clause.at(word), clause.id, key, {"word": word, **facts})


def bodies_feasible(charter: Charter) -> Iterator[Fault]:
    """Each smallest set of rules of balance and seats of a body that cannot be met together, as far as that is soon
    found.
    """
    work = Work(A_TEXT)
    for body in charter.of("body"):
        told, seats = list(rules(charter, body.id)), groups(charter, body.id)
        while stuck := _stuck(told, seats, work):
            asked, short = _parted(stuck)
            first = asked[0]
            facts: dict[str, Any] = {
                "clauses": [one.clause.id if isinstance(one, Rule) else one.seat for one in stuck],
                "over": sorted({one.over for one in asked}),
            }
            if short:
                facts |= {"said": _counted(charter, short), **_needed(asked, short)}
            key = "balance-beyond-seats" if short else "balance-impossible"
            yield Fault(first.clause.place, first.clause.id, key, facts)
            told = [rule for rule in told if rule is not first]


def _parted(stuck: Sequence[Rule | Group]) -> tuple[list[Rule], list[Group]]:
    return [one for one in stuck if isinstance(one, Rule)], [one for one in stuck if isinstance(one, Group)]


def _counted(charter: Charter, seats: Sequence[Group]) -> str:
    """How many seats groups have in all."""
    counts = [charter.by_id[one.seat]["count"] for one in seats]
    most = None if any(one.most is None for one in counts) else sum(one.most for one in counts)
    return plain(Count(sum(one.least for one in counts), most, ""))


def _needed(told: Sequence[Rule], seats: Sequence[Group]) -> dict[str, str]:
    """How many seats would do; nothing where no number would."""
    fewer, more = sizes_that_would_do(told, seats)
    if more is not None:
        return {"example": f'count = "at least {more}"'}
    return {"example": f'count = "up to {fewer}"'} if fewer is not None else {}


def _stuck(told: Sequence[Rule], seats: Sequence[Group], work: Work) -> tuple[Rule | Group, ...]:
    """A smallest conflict; of seats that are left out, there may be as many as wanted."""

    def can(some: Sequence[Rule | Group]) -> bool:
        chosen = [one for one in some if isinstance(one, Rule)]
        bound = [one if one in some else Group(one.seat, 1, None) for one in seats]
        return can_be_met(chosen, bound, work=work)

    return conflict([*seats, *told], can) if told and seats else ()


def balances_told(charter: Charter) -> Iterator[Fault]:
    for clause in charter.of("balance"):
        if clause["rule"] in BOUNDED:
            if "value" not in clause.values:
                yield fault(clause, "value", "bound-without-value", example='value = "national"')
            if not {"number", "share"} & clause.values.keys():
                example = 'share = "1/3"' if clause["rule"] == "share" else "number = 1"
                yield fault(clause, "number", "bound-without-number", example=example)
        elif "values" not in clause.values and clause["over"] != "level":
            facts = {"over": clause["over"], "example": 'values = ["…", "…"]'}
            yield fault(clause, "values", "balance-without-values", **facts)


def levels_known(charter: Charter) -> Iterator[Fault]:
    """Levels are those of the vocabulary: a misspelt one would never be met."""
    for clause in charter.of("balance"):
        if clause["over"] != "level":
            continue
        for word in ("value", "values"):
            value = clause.get(word, ())
            for one in (value,) if isinstance(value, str) else value:
                if one not in LEVELS:
                    close = difflib.get_close_matches(one, LEVELS, n=1)
                    near = {"near": close[0]} if close else {}
                    yield fault(clause, word, "no-such-level", said=one, allowed=list(LEVELS), **near)


def seats_named(charter: Charter) -> Iterator[Fault]:
    """Seats that a clause of a body names are its own; those it chooses among may be of a body it is a part of."""
    for kind, word in (("power", "to"), ("balance", "seats")):
        for clause in charter.of(kind):
            named = charter.get(clause.get(word, ""))
            if named and clause.under and named.under != clause.under:
                mine = [seat.id for seat in charter.under(clause.under, "seat")]
                yield fault(clause, word, "seat-of-another-body", said=named.id, allowed=mine, other=named.id)
    for seat in charter.of("seat"):
        among = charter.get(seat.get("among", ""))
        if among is None or among.id == seat.id:
            continue
        family = {*_above(charter, seat.under), seat.under}
        if among.under not in family and seat.under not in _above(charter, among.under):
            allowed = [one.id for body in sorted(family) for one in charter.under(body, "seat") if one != seat]
            yield fault(seat, "among", "among-other-body", said=among.id, allowed=allowed, other=among.id)
        most = among["count"].most
        if most is not None and seat["count"].least > most:
            yield fault(seat, "count", "more-than-among", said=seat["count"].text, most=most, other=among.id)


def _above(charter: Charter, body: str) -> set[str]:
    """The bodies a body is a part of, however far up."""
    found: set[str] = set()
    clause = charter.get(body)
    while clause is not None and (above := clause.get("part_of")) and above not in found:
        found.add(above)
        clause = charter.get(above)
    return found


def seats_filled(charter: Charter) -> Iterator[Fault]:
    """How seats are filled goes together with what else is said of them."""
    for seat in charter.of("seat"):
        count = seat["count"]
        if count.most == 0:
            yield fault(seat, "count", "seat-of-none", said=count.text, example="open")
        if seat["selection"] == "contribution" and "threshold" not in seat.values:
            example = 'threshold = "3000000 EUR"'
            yield fault(seat, "threshold", "contribution-without-threshold", example=example)
        if seat.get("waitlist") and count.most is None:
            yield fault(seat, "waitlist", "waitlist-open", said="true", count=count.text, example='count = "12-15"')
        turn = seat.get("turn")
        if turn and seat["selection"] not in ("rotation", "host"):
            facts = {"said": seat["selection"], "allowed": ["rotation", "host"]}
            yield fault(seat, "selection", "turn-without-rotation", **facts)
        turns = [one.get("turn") for one in charter.under(seat.under, "seat")]
        if turn in ("past", "next") and "current" not in turns:
            yield fault(seat, "turn", "turn-without-current", said=turn, example='turn = "current"')
    for chair in charter.of("chair"):
        counts = [seat["count"].most for seat in charter.under(chair.under, "seat")]
        most = sum(one for one in counts if one is not None)
        if counts and None not in counts and "count" in chair.values and chair["count"].least > most:
            facts = {"said": chair["count"].text, "most": most, "other": chair.under}
            yield fault(chair, "count", "more-chairs-than-seats", **facts)


def terms_last(charter: Charter) -> Iterator[Fault]:
    for seat in charter.of("seat"):
        term, parts = seat.get("term"), seat.get("stagger")
        if term is None:
            continue
        if parts is not None and (parts < 1 or term.months % parts or term.days % parts):
            facts = {"said": str(parts), "term": str(term), "example": f"stagger = {_divisor(term)}"}
            yield fault(seat, "stagger", "stagger-uneven", **facts)
        body = charter.get(seat.under)
        lasts = body.get("lasts") if body else None
        if lasts is not None and length(term) > length(lasts):
            yield fault(seat, "term", "term-outlives-body", said=str(term), most=str(lasts), other=seat.under)


def length(span: cadence.Span) -> int:
    """About how many days a span is: enough to tell which of two is longer."""
    return (cadence.after(date(2001, 1, 1), span) - date(2001, 1, 1)).days


def _divisor(term: cadence.Span) -> int:
    """A number of parts the term divides into."""
    return next((n for n in (2, 3, 4, 5, 7) if not term.months % n and not term.days % n), 1)


CHECKS = (bodies_feasible, balances_told, levels_known, seats_named, seats_filled, terms_last)
