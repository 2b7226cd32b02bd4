"""Contradictions in what happens when, in circles of clauses, and in numbers told beside what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mithaq.kernels import cadence
from mithaq.kernels.charter.checks_bodies import fault
from mithaq.kernels.charter.clauses import Charter, Clause
from mithaq.kernels.charter.faults import Fault
from mithaq.kernels.charter.timing import own, settled, times

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FOLLOWED = ("part_of", "after", "of", "feeds", "among")  # words of one clause after another that must come to an end


def circles(charter: Charter) -> Iterator[Fault]:
    """Clauses that are parts of, come after, feed or are told from each other in a circle; each circle once."""
    for word in FOLLOWED:
        then = {clause.id: _named(clause, word) for clause in charter if word in clause.values}
        yield from _circles(charter, word, then)
    told = {clause.id: (time.anchor,) for clause in charter if isinstance(time := own(clause), cadence.Relative)}
    yield from _circles(charter, "when", told)


def _named(clause: Clause, word: str) -> tuple[str, ...]:
    value = clause[word]
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


def _circles(charter: Charter, word: str, then: Mapping[str, tuple[str, ...]]) -> Iterator[Fault]:
    done: set[str] = set()
    for start in then:
        way: list[str] = []
        places: dict[str, int] = {}
        todo: list[tuple[str, Iterator[str]]] = []

        def enter(node: str) -> None:
            done.add(node)
            places[node] = len(way)  # noqa: B023 - used within this turn of the loop only
            way.append(node)  # noqa: B023
            todo.append((node, iter(then.get(node, ()))))  # noqa: B023

        if start not in done:
            enter(start)
        while todo:
            node, rest = todo[-1]
            following = next(rest, None)
            if following is None:
                todo.pop()
                way.pop()
                del places[node]
            elif following in places:
                yield _circle(charter, word, way[places[following] :])
            elif following not in done:
                enter(following)


def _circle(charter: Charter, word: str, ids: list[str]) -> Fault:
    """At the clause that stands first in the text."""
    first = min(range(len(ids)), key=lambda n: charter.by_id[ids[n]].place)
    clause = charter.by_id[ids[first]]
    return fault(clause, word, "circular", clauses=[*ids[first:], *ids[:first]])


def phases_in_turn(charter: Charter) -> Iterator[Fault]:
    """A phase that is to follow another begins when that is over; of soft dates, it must not end before that begins."""
    known = times(charter)
    for phase in charter.of("phase"):
        former = charter.get(phase.get("after", ""))
        if former is None or phase.id not in known or former.id not in known:
            continue
        mine, its = known[phase.id], known[former.id]
        if _before_its_end(mine, its):
            facts = {"said": mine.text, "most": its.text, "other": former.id}
            yield fault(phase, "when", "phase-too-early", **facts)


def _before_its_end(mine: cadence.Window, its: cadence.Window) -> bool:
    """Whether a window begins too early to come after another: told in days, before its end; told in months, before
    its last month; of softer dates, only where it ends before the other begins.
    """
    if {mine.edge, its.edge} <= {"day", "range", "month"}:
        in_days = all(_DAY.search(window.text) for window in (mine, its))
        return mine.first < (its.until if in_days else its.last.replace(day=1))
    return "by" not in (mine.edge, its.edge) and mine.until <= its.first


def deadlines_kept(charter: Charter) -> Iterator[Fault]:
    known = times(charter)
    for step in charter.of("milestone"):
        whole = charter.get(step.get("of", ""))
        deadline = settled(whole.get("deadline"), known) if whole else None
        if whole and deadline and step.id in known and known[step.id].last > deadline.last:
            facts = {"said": known[step.id].text, "most": deadline.text, "other": whole.id}
            yield fault(step, "when", "after-deadline", **facts)
    for call in charter.of("call"):
        opens, deadline = settled(call.get("when"), known), settled(call.get("deadline"), known)
        if opens and deadline and opens.edge != "by" and opens.first > deadline.last:
            yield fault(call, "deadline", "opens-after-deadline", said=opens.text, most=deadline.text)


def numbers_hold(charter: Charter) -> Iterator[Fault]:
    """A number told beside what it counts is not less than what is told; of States that are listed, it is theirs."""
    for party in charter.of("party"):
        if "count" in party.values and "countries" in party.values:
            have = len(party["countries"])
            if not party["count"].allows(have):
                yield fault(party, "count", "count-differs", said=party["count"].text, have=have)
    for seat in charter.of("seat"):
        states = seat.get("countries", ())
        if states and seat["holder"] == ("state",) and seat["count"].least > len(states):
            yield fault(seat, "count", "count-differs", said=seat["count"].text, have=len(states))
    for kind, word, part in (("event", "sessions", "session"), ("session", "questions", "question")):
        for clause in charter.of(kind):
            have = len(charter.under(clause.id, part))
            if clause.get(word, have) < have:  # fewer may be told than there are
                yield fault(clause, word, "count-differs", said=str(clause[word]), have=have)


def numbered_once(charter: Charter) -> Iterator[Fault]:
    """Of the steps of a roadmap, of objectives, of phases, each number is given once."""
    seen: dict[tuple[str, str, int], Clause] = {}
    for kind, whole in (("milestone", "of"), ("objective", "part_of"), ("phase", "of")):
        for clause in charter.of(kind):
            if "number" not in clause.values or clause.get("kind", "step") != "step":
                continue
            first = seen.setdefault((kind, str(clause.get(whole, "")), clause["number"]), clause)
            if first is not clause:
                yield fault(clause, "number", "same-number", said=str(clause["number"]), other=first.id)


def findings_whole(charter: Charter) -> Iterator[Fault]:
    for finding in charter.of("finding"):
        have = len(charter.under(finding.id, "value"))
        if have < 2:
            example = f'[{finding.id}.value.other]\nname = "…"'
            yield fault(finding, "value", "finding-of-one", have=have, example=example)


CHECKS = (circles, phases_in_turn, deadlines_kept, numbers_hold, numbered_once, findings_whole)
