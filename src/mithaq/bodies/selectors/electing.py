"""What is asked before an election: which seats there are to fill, and what would stand against somebody who stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mithaq.bodies import clauses, parties
from mithaq.bodies.enums import Basis
from mithaq.bodies.judging import Asked, judge
from mithaq.bodies.models import Body, Tenure
from mithaq.bodies.rolls import Roll, meets
from mithaq.kernels import cadence
from mithaq.kernels.charter import Charter, Clause, Finding
from mithaq.people.selectors import Organisation, Person


@dataclass(frozen=True, slots=True)
class Places:
    """The seats of one kind from a day on. `most` may be held (None: as many as wanted), `taken` are those that
    somebody holds on some day of the term, `sitting` whoever sits in the body on the first day, in whichever seat. A
    term that begins on the day lasts until `longest` at most (None: without end).
    """

    most: int | None
    taken: tuple[Tenure, ...]
    sitting: tuple[Tenure, ...]
    longest: date | None

    @property
    def free(self) -> int | None:
        return None if self.most is None else max(0, self.most - len({one.seat_id for one in self.taken}))


def seats_of(charter: Charter, body: Body, clause: str) -> Clause | None:
    """The clause of seats of a body that goes by an id; None where the charter has no such seats."""
    return clauses.seat(charter, body, clause)


def places(charter: Charter, body: Body, clause: Clause, *, on: date, until: date | None = None) -> Places:
    """What there is to fill from a day on: what ends by then is free. Two queries."""
    longest = cadence.after(on, clause["term"]) if "term" in clause.values else None
    longest = min((day for day in (longest, body.until) if day), default=None)
    ends = until or longest
    roll = Roll.of(body, since=on)
    taken = [one for one in roll.of_clause(clause.id) if meets(one, on, ends)]
    return Places(clauses.most(clause), tuple(taken), tuple(roll.sitting(on)), longest)


def hindrances(
    body: Body,
    clause: str,
    *,
    organisation: Organisation | None = None,
    country: str = "",
    person: Person | None = None,
    occupant: Person | None = None,
    on: date,
    until: date | None = None,
    charter: Charter,
) -> list[Finding]:
    """Everything that would stand against it if somebody were elected to seats of a body from a day on: who may hold
    one, membership, seats held before or beside, contributions, terms served and to come.

    Not the composition, which depends on who else is elected, and not whether a seat is free. Refused
    (ValidationError): no holder or several.
    """
    party = parties.one_of(organisation, country, person)
    found = clauses.seat(charter, body, clause)
    if found is None:
        return [Finding(clause, "bodies.no-such-seat", {"body": dict(body.name), "clause": clause})]
    asked = Asked(body, found, party, Basis.ELECTION, on, until, occupant)
    return list(judge(charter, asked, Roll.of(body, since=on), alone=True).findings)
