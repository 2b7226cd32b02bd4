"""Chairs that go round: who held the chair before, who holds it, who comes next, and which seats go by that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from mithaq.bodies import clauses, parties
from mithaq.bodies.models import Body, Chair
from mithaq.bodies.parties import Party
from mithaq.kernels.charter import Charter, Clause, Finding
from mithaq.people.selectors import Who


@dataclass(frozen=True, slots=True)
class Turn:
    """One holding of a chair, by one or by several together."""

    holders: tuple[Party, ...]
    begins: date
    until: date | None

    @property
    def keys(self) -> frozenset[Who]:
        return frozenset(party.key for party in self.holders)

    def holds(self, on: date) -> bool:
        return self.begins <= on and (self.until is None or on < self.until)


def turns_of(chairs: Iterable[Chair]) -> list[Turn]:
    """The turns of one chair in their order; the same holders in a row have one turn, whatever the editions."""
    found: list[Turn] = []
    grouped: dict[date, list[Chair]] = {}
    for chair in sorted(chairs, key=lambda one: (one.from_date, one.pk or 0)):
        grouped.setdefault(chair.from_date, []).append(chair)
    for begins, together in grouped.items():
        turn = Turn(tuple(map(parties.of, together)), begins, together[0].until)
        if found and found[-1].keys == turn.keys and found[-1].until == begins:
            turn = Turn(turn.holders, found.pop().begins, turn.until)
        found.append(turn)
    return found


def around(turns: Sequence[Turn], on: date) -> dict[str, tuple[Party, ...]]:
    """Who had the chair before a day, has it on it, and is named to have it next."""
    begun = [turn for turn in turns if turn.begins <= on]
    later = turns[len(begun) :]
    current = begun.pop().holders if begun and begun[-1].holds(on) else ()
    return {
        "current": current,
        "past": begun[-1].holders if begun else (),
        "next": later[0].holders if later else (),
    }


@dataclass(frozen=True, slots=True)
class Stretch:
    """A holder has a seat of a turn for a time."""

    clause: str
    party: Party
    begins: date
    until: date | None


def stretches(seats: Sequence[Clause], turns: Sequence[Turn], since: date) -> list[Stretch]:
    """Who has which seat of a turn, from a day on; nobody has two at a time: who holds the chair sits for that."""
    days = sorted({since, *(day for turn in turns for day in (turn.begins, turn.until) if day and day > since)})
    found: list[Stretch] = []
    open_: dict[tuple[str, Who], int] = {}
    for place, day in enumerate(days):
        until = days[place + 1] if place + 1 < len(days) else None
        still: dict[tuple[str, Who], int] = {}
        for clause, party in _wanted(seats, around(turns, day)):
            key = (clause, party.key)
            if (known := open_.get(key)) is not None:
                found[known] = Stretch(clause, party, found[known].begins, until)
            else:
                found.append(Stretch(clause, party, day, until))
            still[key] = known if known is not None else len(found) - 1
        open_ = still
    return found


def _wanted(seats: Sequence[Clause], told: dict[str, tuple[Party, ...]]) -> list[tuple[str, Party]]:
    seen: set[Who] = set()
    found = []
    for turn in ("current", "next", "past"):
        for clause in seats:
            if clause["turn"] == turn:
                found += [(clause.id, party) for party in told[turn] if party.key not in seen]
        seen |= {party.key for party in told[turn]}
    return found


def against(seats: Sequence[Clause], body: Body, told: Iterable[Stretch]) -> list[Finding]:
    """Why the turns cannot sit as they are named: more together than there are seats, or who may hold none."""
    found: dict[tuple[str, str, object], Finding] = {}
    by_id = {clause.id: clause for clause in seats}
    told = list(told)
    for one in told:
        clause = by_id[one.clause]
        together = [
            other.party
            for other in told
            if other.clause == one.clause
            and other.begins <= one.begins
            and (other.until is None or one.begins < other.until)
        ]
        facts = {"who": one.party.name, "body": dict(body.name), "seat": clause.name.as_dict()}
        most = clauses.most(clause)
        if most is not None and len(together) > most:
            many = {"holders": [str(party.organisation or party.person or party.country) for party in together]}
            found[clause.id, "turn", one.begins] = Finding(
                clause.id, "bodies.turn-too-many", {**facts, **many, "seats": most, "on": one.begins.isoformat()}
            )
        kinds = parties.holders_of(clause)
        if clause.binds and not one.party.is_of_kind(kinds):
            found[clause.id, "kind", one.party.key] = Finding(
                clause.id,
                "bodies.holder-kind",
                {**facts, "kind": one.party.kind, "kinds": list(kinds), "on": one.begins.isoformat()},
            )
    return list(found.values())


def seats_by_body(charter: Charter) -> dict[str, list[Clause]]:
    """The clauses of seats that go by turns, under the body they belong to."""
    found: dict[str, list[Clause]] = {}
    for clause in clauses.turns(charter):
        found.setdefault(clause.under, []).append(clause)
    return found
