"""All bodies of an institution at a day, read in a fixed number of questions: what watching and owing look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from mithaq.bodies import parties
from mithaq.bodies.models import Body, Chair, Mandate, Seat, Tenure
from mithaq.bodies.rolls import not_over
from mithaq.institutions.selectors import Institution
from mithaq.people.selectors import Organisation, Person, holding

Place = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Overview:
    """`seats` and `held` by body and clause: the seats on the day, the tenures on the day; `coming` later ones."""

    institution: Institution
    on: date
    bodies: Sequence[Body]
    seats: Mapping[Place, Sequence[Seat]]
    held: Mapping[Place, Sequence[Tenure]]
    by_body: Mapping[int, Sequence[Tenure]]
    coming: Sequence[Tenure]
    mandates: Mapping[int, Sequence[Mandate]]
    chairs: Mapping[int | None, Sequence[Chair]]

    @property
    def by_clause(self) -> dict[str, list[Body]]:
        found: dict[str, list[Body]] = defaultdict(list)
        for body in self.bodies:
            found[body.clause].append(body)
        return found

    def path(self, body: Body | None = None) -> str:
        """Where it is seen, without its language."""
        return f"/{self.institution.slug}/bodies/{f'{body.key}/' if body else ''}"


_read: ContextVar[dict[tuple[int, date], Overview] | None] = ContextVar("overviews", default=None)


@contextmanager
def once() -> Iterator[None]:
    """While nothing of this room is written, a day is read once, however many ask: `with bodies.once(): …`."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def overview(institution: Institution, *, on: date) -> Overview:
    """Everything that stands on a day; inside the scope."""
    read = _read.get()
    if read is None:
        return _overview(institution, on=on)
    if (institution.pk, on) not in read:
        read[institution.pk, on] = _overview(institution, on=on)
    return read[institution.pk, on]


def _overview(institution: Institution, *, on: date) -> Overview:
    """Eight queries; inside the scope. Seats and organisations are made once, however many hold or are held."""
    bodies = list(Body.objects.filter(holding(on), institution=institution))
    keys = [body.pk for body in bodies]
    seats: dict[Place, list[Seat]] = defaultdict(list)
    by_key = {body.pk: body for body in bodies}
    every = {seat.pk: seat for seat in Seat.objects.filter(institution=institution, body__in=keys)}
    for seat in every.values():
        seat.body = by_key[seat.body_id]
        if seat.holds(on):
            seats[seat.body_id, seat.clause].append(seat)
    held: dict[Place, list[Tenure]] = defaultdict(list)
    by_body: dict[int, list[Tenure]] = defaultdict(list)
    coming = []
    tenures = list(
        Tenure.objects.filter(not_over(on), institution=institution, seat__body__in=keys).order_by(
            "seat__number", "from_date"
        )
    )
    known = Organisation.objects.in_bulk({one.organisation_id for one in tenures if one.organisation_id})
    persons = Person.objects.in_bulk({one.person_id for one in tenures if one.person_id})
    for tenure in tenures:
        tenure.seat = every[tenure.seat_id]
        if tenure.organisation_id:
            tenure.organisation = known[tenure.organisation_id]
        if tenure.person_id:
            tenure.person = persons[tenure.person_id]
        if tenure.holds(on):
            held[tenure.seat.body_id, tenure.seat.clause].append(tenure)
            by_body[tenure.seat.body_id].append(tenure)
        else:
            coming.append(tenure)
    mandates: dict[int, list[Mandate]] = defaultdict(list)
    for mandate in Mandate.objects.filter(institution=institution, body__in=keys).order_by("from_date", "pk"):
        mandates[mandate.body_id].append(mandate)
    chairs: dict[int | None, list[Chair]] = defaultdict(list)
    found = Chair.objects.filter(not_over(on), institution=institution).select_related("organisation", "person")
    for chair in found:
        chairs[chair.body_id].append(chair)
    return Overview(institution, on, bodies, seats, held, by_body, coming, mandates, chairs)


def name_of(tenure: Tenure | Chair) -> object:
    """A holder as everybody may read it: no persons."""
    return parties.of(tenure).open_name
