"""Seats that were filled by the ballots of an election and fell vacant before their term was over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mithaq.bodies import selectors as bodies
from mithaq.bodies.enums import Ended
from mithaq.elections import tallying
from mithaq.elections.enums import State
from mithaq.elections.models import Elected, Election
from mithaq.kernels import cadence
from mithaq.kernels.charter import Charter

LEFT = (Ended.RESIGNED, Ended.RELEASED)


@dataclass(frozen=True, slots=True)
class Vacancies:
    """Of those whom the ballots of `source` elected: who `left` before their time, and who `stays` on the day.

    `number` is how many seats are still to be filled: not those that a countback or a by-election has filled, or is
    about to. `until` is the end of the term that those elected for them would serve (None: as long as may be).
    """

    source: Election
    left: tuple[Elected, ...]
    stays: tuple[Elected, ...]
    number: int
    until: date | None


def vacancies(election: Election, charter: Charter, *, on: date) -> Vacancies:
    """On a day; nothing of an election whose result is not declared. A few queries."""
    source = tallying.source_of(election)
    rows = tallying.elected_by(source)
    left = [one for one in rows if one.tenure and one.tenure.ended in LEFT and (one.tenure.until or on) <= on]
    followers = list(Election.objects.filter(follows=source).exclude(state=State.CANCELLED))
    filled = Elected.objects.filter(election__in=[one for one in followers if one.state == State.DECLARED]).count()
    coming = sum(one.seats for one in followers if one.state != State.DECLARED)
    return Vacancies(
        source,
        tuple(left),
        tuple(one for one in rows if one.tenure is not None and one.tenure.holds(on)),
        max(0, len(left) - filled - coming) if source.state == State.DECLARED else 0,
        _until(source, rows, charter),
    )


def _until(source: Election, rows: Sequence[Elected], charter: Charter) -> date | None:
    """The rest of the term of those who left. Where terms end in parts, the seat itself says when."""
    if source.term_until is not None:
        return source.term_until
    clause = bodies.seats_of(charter, source.body, source.clause)
    begun = [one.tenure.from_date for one in rows if one.tenure is not None and one.election_id == source.pk]
    if clause is None or "term" not in clause.values or clause.get("stagger", 0) > 1 or not begun:
        return None
    return cadence.after(min(begun), clause["term"])
