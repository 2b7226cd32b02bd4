"""How the clauses that ask for an election are kept: who sits was elected, and what is late is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from mithaq.bodies import selectors as bodies
from mithaq.bodies.enums import Basis
from mithaq.bodies.selectors import Body, Sits
from mithaq.elections import addresses, naming
from mithaq.elections.enums import State
from mithaq.elections.models import Election
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution, findings
from mithaq.kernels.charter import Charter, Clause, Finding
from mithaq.people import selectors as people
from mithaq.people.enums import Purpose

_OVER = (State.DECLARED, State.CANCELLED)
_ORDER: tuple[findings.State, ...] = ("met", "risk", "broken")
Seen = tuple[findings.State, Finding]


def watched(institution: Institution, charter: Charter, *, on: date) -> list[findings.Watched]:
    """Every clause whose seats are filled by election, of bodies that are there; the same few queries however many.

    How many seats must be held is watched where bodies are. Here: who sits without having been elected; seats that
    should be held, are empty and nobody is called to vote on; an election whose terms should have begun.
    """
    view = bodies.overview(institution, on=on)
    by_clause = view.by_clause
    running: dict[tuple[int, str], list[Election]] = defaultdict(list)
    for election in Election.objects.filter(institution=institution).exclude(state__in=_OVER).order_by("pk"):
        running[election.body_id, election.clause].append(election)
    persons = [one.person_id for rows in view.held.values() for one in rows if one.person_id is not None]
    agreed = people.agreeing(persons, Purpose.LIST, institution)
    path = addresses.elections(institution)
    found = []
    for clause in charter.of("seat"):
        if clause["selection"] != "election" or clause.get("status", "adopted") == "superseded":
            continue
        seen = [
            one
            for body in by_clause.get(clause.under, ())
            for key in [(body.pk, clause.id)]
            for one in _seen(clause, body, view.held.get(key, ()), running.get(key, ()), agreed, on)
        ]
        if seen:
            found.append(_watched(clause, seen, path))
    return found


def _seen(
    clause: Clause, body: Body, held: Sequence[Sits], running: Sequence[Election], agreed: frozenset[int], on: date
) -> Iterator[Seen]:
    facts = {"body": dict(body.name), "seat": clause.name.as_dict()}
    otherwise = [one for one in held if one.basis != Basis.ELECTION]
    if otherwise:
        who = [_named(one, agreed) for one in otherwise]
        yield "broken", Finding(clause.id, "elections.filled-otherwise", facts | {"who": who})
    elif held:
        yield "met", Finding(clause.id, "elections.filled-by-election", facts | {"have": len(held)})
    empty = clause["count"].least - len(held)
    if empty > 0 and running:
        told = facts | {"empty": empty, "title": dict(running[-1].title)}
        yield "met", Finding(clause.id, "elections.election-under-way", told)
    elif empty > 0:
        yield "risk", Finding(clause.id, "elections.election-late", facts | {"empty": empty})
    for election in running:
        if election.term_from <= on:
            told = facts | {"title": dict(election.title), "on": election.term_from.isoformat()}
            yield "risk", Finding(clause.id, "elections.result-late", told)


def _watched(clause: Clause, seen: list[Seen], path: str) -> findings.Watched:
    """The worst first; an aim is never broken."""
    ranked = sorted(seen, key=lambda one: -_ORDER.index(one[0]))
    state = ranked[0][0]
    if state == "broken" and not clause.binds:
        state = "risk"
    return findings.Watched(clause.id, state, tuple(finding for _, finding in ranked), path)


def _named(held: Sits, agreed: frozenset[int]) -> str:
    """For everybody: a person by consent only."""
    if held.person_id is not None and held.person_id not in agreed:
        return "…"
    name = naming.holder(held)
    return str(Words(name)) if isinstance(name, dict) else name
