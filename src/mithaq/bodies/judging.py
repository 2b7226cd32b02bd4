"""What the charter has to say of somebody who would take a seat: every clause that stands against it, at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mithaq.bodies import clauses, composing, parties, terms
from mithaq.bodies.models import Body, Seat, Tenure
from mithaq.bodies.parties import Party
from mithaq.bodies.receipts import given_by
from mithaq.bodies.rolls import Roll, meets
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter, Clause, Finding
from mithaq.people import selectors as people
from mithaq.people.selectors import Person

BY_QUALITY = ("ex-officio", "host", "invitation")  # who sits for what they are, or as a guest, need not be a member
ALWAYS = frozenset({"bodies.no-such-seat", "bodies.seated-twice", "bodies.body-not-there", "bodies.not-represented"})


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody would take a seat of a kind from a day, `until` a day that was asked for, or as long as may be."""

    body: Body
    clause: Clause
    party: Party
    basis: str
    begins: date
    until: date | None = None
    occupant: Person | None = None

    @property
    def institution(self) -> Institution:
        return self.body.institution

    def finding(self, clause: str, key: str, **facts: Any) -> Finding:
        told = {"who": self.party.name, "body": dict(self.body.name), "seat": self.clause.name.as_dict()}
        return Finding(clause, f"bodies.{key}", {**told, "on": self.begins.isoformat(), **facts})


@dataclass(frozen=True, slots=True)
class Judged:
    """`findings` stand against it; `full` is the one that says all seats are taken. `seat` is the free one; None where
    one more is to be put up.
    """

    findings: tuple[Finding, ...]
    full: Finding | None
    seat: Seat | None
    until: date | None

    @property
    def all(self) -> tuple[Finding, ...]:
        return (*((self.full,) if self.full else ()), *self.findings)


Check = Callable[[Charter, Asked, Roll], Iterable[Finding]]


def judge(charter: Charter, asked: Asked, roll: Roll, *, alone: bool = False) -> Judged:
    """Everything that stands against it. What is an aim, or not adopted, stands against nobody. `alone`: of the holder
    by itself, whatever the composition would be.
    """
    until, findings = terms.until(charter, asked, roll)
    asked = replace(asked, until=until)
    checks = [check for check in CHECKS if not alone or check is not _balance]
    findings = [*findings, *(finding for check in checks for finding in check(charter, asked, roll))]
    seat = roll.free(asked.clause.id, asked.begins, until)
    full = None if seat is not None else _full(asked, roll)
    binding = [one for one in findings if one.key in ALWAYS or _binds(charter, one.clause)]
    return Judged(tuple(binding), full, seat, until)


def _binds(charter: Charter, clause: str) -> bool:
    found = charter.get(clause)
    return found is None or found.binds


def _full(asked: Asked, roll: Roll) -> Finding | None:
    """All seats are taken, and no more may be put up."""
    most = clauses.most(asked.clause)
    if most is None or not asked.body.holds(asked.begins):
        return None
    ends = sorted(one.until.isoformat() if one.until else "" for one in _sitting_then(asked, roll))
    facts = {"seats": most, "until": ends, "free_on": next((day for day in ends if day), "")}
    return asked.finding(asked.clause.id, "seats-taken", **facts)


def _sitting_then(asked: Asked, roll: Roll) -> list[Tenure]:
    return [one for one in roll.of_clause(asked.clause.id) if one.holds(asked.begins)]


def _body_is_there(charter: Charter, asked: Asked, roll: Roll) -> Iterator[Finding]:
    if not asked.body.holds(asked.begins):
        until = asked.body.until.isoformat() if asked.body.until else ""
        yield asked.finding(asked.body.clause, "body-not-there", begins=asked.body.from_date.isoformat(), until=until)


def _kind(charter: Charter, asked: Asked, roll: Roll) -> Iterator[Finding]:
    kinds = parties.holders_of(asked.clause)
    if not asked.party.is_of_kind(kinds):
        yield asked.finding(asked.clause.id, "holder-kind", kind=asked.party.kind, kinds=list(kinds))


def _basis(charter: Charter, asked: Asked, roll: Roll) -> Iterator[Finding]:
    if asked.basis != asked.clause["selection"]:
        yield asked.finding(asked.clause.id, "basis", basis=asked.basis, selection=asked.clause["selection"])


def _country(charter: Charter, asked: Asked, roll: Roll) -> Iterator[Finding]:
    told = asked.clause.get("countries", ())
    country = asked.party.country or (asked.party.organisation.country if asked.party.organisation else "")
    if told and country and country not in told:
        yield asked.finding(asked.clause.id, "other-country", country=country, countries=list(told))


def _member(charter: Charter, asked: Asked, roll: Roll) -> Iterator[Finding]:
    clause = charter.get("membership")
    if clause is None or asked.clause["selection"] in BY_QUALITY:
        return
    if asked.party.kind in parties.holders_of(clause) and not is_member(clause, asked):
        yield asked.finding(clause.id, "not-a-member")


def is_member(clause: Clause, asked: Asked) -> bool:
    """Whether the holder takes part on the day; a State, where the charter names it among its members."""
    if asked.party.country:
        return not clause.get("countries") or asked.party.country in clause["countries"]
    members = people.members(asked.institution, on=asked.begins)
    return members.filter(organisation=asked.party.organisation, person=asked.party.person).exists()


def _among(charter: Charter, asked: Asked, roll: Roll) -> Iterator[Finding]:
    among = asked.clause.get("among")
    if among and terms.base(charter, asked, roll) is None:
        named = charter.get(among)
        yield asked.finding(asked.clause.id, "not-among", among=named.name.as_dict() if named else {})


def _twice(charter: Charter, asked: Asked, roll: Roll) -> Iterator[Finding]:
    """Nobody holds two seats of a body; but one that is for the holders of another is held beside it."""
    beside = {asked.clause.get("among"), *clauses.dependants(charter, asked.clause.id)}
    for one in roll.of_party(asked.party.key, asked.begins, asked.until):
        if one.seat.clause not in beside:
            until = one.until.isoformat() if one.until else ""
            yield asked.finding(asked.clause.id, "seated-twice", since=one.from_date.isoformat(), until=until)
            return


def _threshold(charter: Charter, asked: Asked, roll: Roll) -> Iterator[Finding]:
    asked_for = asked.clause.get("threshold")
    if asked_for is None:
        return
    have = given_by(asked.body, asked.party.key, asked_for.currency, on=asked.begins)
    if have < asked_for.amount:
        facts = {"have": str(have), "need": str(asked_for.amount), "currency": asked_for.currency}
        yield asked.finding(asked.clause.id, "below-threshold", **facts)


def _occupant(charter: Charter, asked: Asked, roll: Roll) -> Iterator[Finding]:
    """Whoever would be there speaks for the holder, and is there for nobody else on any day of it."""
    if asked.occupant is not None and not speaks(asked.occupant, asked.party, asked.body, on=asked.begins):
        yield asked.finding(asked.clause.id, "not-represented", occupant=asked.occupant.name)
    acting = asked.occupant or asked.party.person
    for one in roll.tenures:
        is_other = parties.key_of(one) != asked.party.key and meets(one, asked.begins, asked.until)
        if acting is not None and is_other and acting.pk in (one.occupant_id, one.person_id):
            facts = {"occupant": acting.name, "other": parties.of(one).name}
            yield asked.finding(asked.clause.id, "occupant-sits", **facts)
            return


def speaks(occupant: Person, party: Party, body: Body, *, on: date) -> bool:
    """Whether a person may act for a holder in a body on a day; a person acts for nobody but themselves."""
    if party.person:
        return occupant == party.person
    told = people.voices(body.institution, occupant, on=on)
    pk = party.organisation.pk if party.organisation else None
    return told.speaks_for(organisation=pk, country=party.country, body=body.key)


def _balance(charter: Charter, asked: Asked, roll: Roll) -> Iterator[Finding]:
    yield from composing.forbids(charter, asked, roll)


CHECKS: tuple[Check, ...] = (
    _body_is_there,
    _kind,
    _basis,
    _country,
    _member,
    _among,
    _twice,
    _threshold,
    terms.renewal,
    _occupant,
    _balance,
)
