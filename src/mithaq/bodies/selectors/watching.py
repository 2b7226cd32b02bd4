"""How the clauses of bodies are kept on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from mithaq.bodies import clauses, composing, parties
from mithaq.bodies.models import Body, Observer, Tenure
from mithaq.bodies.receipts import Given, currencies, given, weighs
from mithaq.bodies.selectors.overview import Overview, Sits, name_of, overview
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution
from mithaq.institutions.selectors import findings as told
from mithaq.kernels import charter as kernel
from mithaq.kernels.charter import Charter, Clause, Finding
from mithaq.people import selectors as people
from mithaq.people.selectors import Attributes, Voices, Who, holding

AHEAD = timedelta(days=60)
ORDER: tuple[told.State, ...] = ("met", "risk", "broken")
BALANCE: Mapping[str, told.State] = {"met": "met", "at-risk": "risk", "broken": "broken"}

Seen = tuple[told.State, Finding]


@dataclass(frozen=True, slots=True)
class Known:
    """Everything the watch looks at, read once."""

    charter: Charter
    view: Overview
    attributes: Mapping[Who, Attributes]
    voices: Mapping[int, Voices]
    members: frozenset[Who] | None
    sums: Given
    observers: Mapping[int, int]
    left: Mapping[int, Tenure]
    measured: dict[int, tuple[kernel.Meter, ...]] = field(default_factory=dict)
    _weighed: dict[Who, kernel.Holder] = field(default_factory=dict)

    def meters(self, body: Body) -> tuple[kernel.Meter, ...]:
        """Every rule of balance of a body as it stands: measured once, however many rules ask."""
        if body.pk not in self.measured:
            sitting = [self.weighed(one.who, one.clause) for one in self.view.by_body.get(body.pk, ())]
            self.measured[body.pk] = kernel.meters(self.charter, body.clause, sitting, None)
        return self.measured[body.pk]

    def weighed(self, who: Who, seat: str) -> kernel.Holder:
        """A holder of a seat of a clause; what it is by attribute is put together once, wherever it sits."""
        known = self._weighed.get(who)
        if known is None:
            known = self._weighed[who] = composing.holder(who, seat, self.attributes)
        return known if known.seat == seat else kernel.Holder(known.key, seat, known.attributes)

    @property
    def on(self) -> date:
        return self.view.on


def watched(institution: Institution, charter: Charter, *, on: date) -> list[told.Watched]:
    """Every clause about bodies with how it is kept, in the order of the text; a fixed number of queries."""
    known = _known(institution, charter, on)
    by_clause = known.view.by_clause
    found = []
    for clause in clauses.bodies(charter):
        bodies = by_clause.get(clause.id, [])
        found.append(_watched(known, clause, bodies, _body(known, clause, bodies)))
        for kind, watch in WATCHES.items():
            for part in clauses.parts(charter, clause.id, kind):
                seen = [one for body in bodies for one in watch(known, part, body)]
                if seen:
                    found.append(_watched(known, part, bodies, seen))
    return found


def _watched(known: Known, clause: Clause, bodies: list[Body], seen: Iterable[Seen]) -> told.Watched:
    """The worst of what was seen, first; an aim is never broken."""
    ranked = sorted(seen, key=lambda one: -ORDER.index(one[0]))
    state: told.State = ranked[0][0] if ranked else "met"
    if state == "broken" and not clause.binds:
        state = "risk"
    path = known.view.path(bodies[0] if len(bodies) == 1 else None)
    return told.Watched(clause.id, state, tuple(finding for _, finding in ranked), path)


def _known(institution: Institution, charter: Charter, on: date) -> Known:
    view = overview(institution, on=on)
    sitting = [tenure for held in view.held.values() for tenure in held]
    keys = [body.pk for body in view.bodies]
    observers: dict[int, int] = defaultdict(int)
    for body in Observer.objects.filter(holding(on), body__in=keys).values_list("body", flat=True):
        observers[body] += 1
    return Known(
        charter,
        view,
        people.attributes_of(institution, {one.who for one in sitting}),
        people.voices_of(institution, [one.occupant_id for one in sitting if one.occupant_id], on=on),
        _members(institution, charter, on),
        given(keys, on=on),
        observers,
        _left(view),
    )


def _members(institution: Institution, charter: Charter, on: date) -> frozenset[Who] | None:
    """Who takes part on the day; None where the charter has no members."""
    clause = charter.get("membership")
    if clause is None:
        return None
    rows = people.members(institution, on=on).order_by().values_list("organisation", "person")
    named = {Who("country", code) for code in clause.get("countries", ())}
    return frozenset(named | {Who("organisation", o) if o else Who("person", p) for o, p in rows})


def _left(view: Overview) -> dict[int, Tenure]:
    """Who sat last on each seat that nobody sits on."""
    taken = {tenure.seat_id for held in view.held.values() for tenure in held}
    empty = [seat for seats in view.seats.values() for seat in seats if seat not in taken]
    over = Tenure.objects.filter(seat__in=empty, until__lte=view.on, institution=view.institution)
    return {one.seat_id: one for one in over.select_related("organisation", "person").order_by("until")}


def _fact(body: Body, clause: Clause, **more: Any) -> dict[str, Any]:
    return {"body": dict(body.name), "seat": clause.name.as_dict(), **more}


def _body(known: Known, clause: Clause, bodies: list[Body]) -> Iterator[Seen]:
    """There as often as the text says."""
    facts = {"group": clause.name.as_dict(), "there": len(bodies), "groups": [str(one.name) for one in bodies]}
    if not clauses.is_group(clause):
        if bodies:
            until = bodies[0].until.isoformat() if bodies[0].until else ""
            yield "met", Finding(clause.id, "bodies.body-stands", facts | {"until": until})
        else:
            yield "risk", Finding(clause.id, "bodies.body-missing", facts)
        return
    count = clause["number"]
    facts |= {"least": count.least, "most": count.most or 0, "asked": count.text}
    if count.most is not None and len(bodies) > count.most:
        yield "broken", Finding(clause.id, "bodies.groups-over", facts)
    elif len(bodies) < count.least:
        yield "risk", Finding(clause.id, "bodies.groups-few", facts)
    else:
        yield "met", Finding(clause.id, "bodies.groups-there", facts)


def _seat(known: Known, clause: Clause, body: Body) -> Iterator[Seen]:
    """Held by as many as there must be, none too many, all of whom still may."""
    place = (body.pk, clause.id)
    held, count = known.view.held.get(place, ()), clause["count"]
    taken = {one.seat_id for one in held}
    empty = [seat for seat in known.view.seats.get(place, ()) if seat not in taken]
    facts = _fact(body, clause, have=len(held), least=count.least, most=count.most or 0, asked=count.text)
    facts["left"] = [_plain(name_of(known.left[seat])) for seat in empty if seat in known.left]
    if len(held) < count.least:
        yield "broken", Finding(clause.id, "bodies.seats-short", facts | {"missing": count.least - len(held)})
    elif count.most is not None and len(held) > count.most:
        yield "broken", Finding(clause.id, "bodies.seats-over", facts)
    else:
        yield "met", Finding(clause.id, "bodies.seats-held", facts)
    asks_members = known.members is not None and clause["selection"] not in ("ex-officio", "host", "invitation")
    threshold = clause.get("threshold")
    for one in held:
        if asks_members or threshold is not None or one.occupant_id:
            yield from _holder(known, clause, body, one, asks_members=asks_members)


def _holder(known: Known, clause: Clause, body: Body, held: Sits, *, asks_members: bool) -> Iterator[Seen]:
    who = held.who
    facts = _fact(body, clause, who=name_of(held))
    membership = known.charter.get("membership")
    if (
        asks_members
        and known.members is not None
        and membership is not None
        and parties.of(held).kind in parties.holders_of(membership)
        and not (who.kind == "country" and not membership.get("countries"))
        and who not in known.members
    ):
        yield "broken", Finding(clause.id, "bodies.member-no-more", facts)
    if held.occupant_id and who.kind != "person":
        told_ = known.voices.get(held.occupant_id, Voices())
        organisation = held.organisation_id
        if not told_.speaks_for(organisation=organisation, country=held.country, body=body.key):
            yield "risk", Finding(clause.id, "bodies.occupant-silent", facts)
    asked = clause.get("threshold")
    if asked is not None:
        have = known.sums.get((body.pk, asked.currency, who), Decimal())
        if have < asked.amount:
            more = {"have": str(have), "need": str(asked.amount), "currency": asked.currency}
            yield "risk", Finding(clause.id, "bodies.gave-too-little", facts | more)


def _plain(name: Any) -> str:
    return str(Words(name)) if isinstance(name, Mapping) else str(name)


def _balance(known: Known, clause: Clause, body: Body) -> Iterator[Seen]:
    for meter in known.meters(body):
        if meter.clause == clause.id:
            facts = dict(meter.measure.finding.facts)
            rule = meter.measure.rule.kind
            key = f"bodies.balance-{meter.state}"
            yield BALANCE[meter.state], Finding(clause.id, key, facts | {"rule": rule, "body": dict(body.name)})


def _power(known: Known, clause: Clause, body: Body) -> Iterator[Seen]:
    """What is denied is not given: votes are counted so."""
    if {"additional-decision", "vote", "decide"} & set(clause.get("denies", ())):
        yield "met", Finding(clause.id, "bodies.power-denied", _fact(body, clause))


def _observers(known: Known, clause: Clause, body: Body) -> Iterator[Seen]:
    yield "met", Finding(clause.id, "bodies.observers-there", _fact(body, clause, number=known.observers[body.pk]))


def _mandate(known: Known, clause: Clause, body: Body) -> Iterator[Seen]:
    """A body acts only while a mandate holds: the last one tells whether it may be at risk."""
    rows = known.view.mandates.get(body.pk, ())
    mine = [one for one in rows if one.clause == clause.id]
    if not mine:
        return
    facts = _fact(body, clause, by=clause.get("extended_by", ""))
    last = mine[-1]
    facts |= {"begins": last.from_date.isoformat(), "until": last.until.isoformat() if last.until else ""}
    later = any(one.from_date >= (last.until or date.max) for one in rows)
    if later or last.until is None or last.until > known.on + AHEAD:
        yield "met", Finding(clause.id, "bodies.mandate-holds", facts)
    elif last.until > known.on:
        yield "risk", Finding(clause.id, "bodies.mandate-ends", facts)
    elif any(one.holds(known.on) for one in rows) or rows[-1].pk != last.pk:
        yield "met", Finding(clause.id, "bodies.mandate-over", facts)
    else:
        yield "broken", Finding(clause.id, "bodies.no-mandate-now", facts | {"on": known.on.isoformat()})


def _chair(known: Known, clause: Clause, body: Body) -> Iterator[Seen]:
    mine = [one for one in known.view.chairs.get(body.pk, ()) if one.holds(known.on)]
    facts = _fact(body, clause, names=[_plain(name_of(one)) for one in mine])
    if mine:
        yield "met", Finding(clause.id, "bodies.chair-held", facts)
    else:
        yield "risk", Finding(clause.id, "bodies.chair-vacant", facts)


def _decision(known: Known, clause: Clause, body: Body) -> Iterator[Seen]:
    """Votes that weigh by what was given need it in one currency."""
    found = currencies(body.pk, known.sums) if weighs(clause) else ()
    if len(found) > 1:
        facts = {"body": dict(body.name), "currencies": list(found), "on": known.on.isoformat()}
        yield "broken", Finding(clause.id, "bodies.currencies", facts)


WATCHES = {
    "seat": _seat,
    "balance": _balance,
    "power": _power,
    "observers": _observers,
    "mandate": _mandate,
    "chair": _chair,
    "decision": _decision,
}
