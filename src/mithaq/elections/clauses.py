"""What a charter says of an election: which seats are filled by one, who chooses, by which rules of balance."""

from __future__ import annotations

from mithaq.bodies import selectors as bodies
from mithaq.bodies.selectors import Body
from mithaq.kernels.charter import Charter, CharterRefuses, Clause, Finding

MEMBERS = "members"
VOTING = frozenset({MEMBERS, "states"})  # parties of whom a roll can be made; a body is the other way


def elected(charter: Charter, body: Body, clause: str) -> Clause:
    """The clause of seats that an election fills.

    Refused (CharterRefuses): seats the charter does not have, or that are filled in another way.
    """
    found = bodies.seats_of(charter, body, clause)
    if found is None:
        raise CharterRefuses([Finding(clause, "bodies.no-such-seat", {"body": dict(body.name), "clause": clause})])
    if found["selection"] != "election":
        facts = {"body": dict(body.name), "seat": found.name.as_dict(), "selection": found["selection"]}
        raise CharterRefuses([Finding(found.id, "elections.not-elected", facts)])
    return found


def electorate(clause: Clause) -> str:
    """Who chooses: `members`, `states`, or the id of a body's clause; the members where the clause does not say."""
    told: str = clause.get("chosen_by", MEMBERS)
    return told
