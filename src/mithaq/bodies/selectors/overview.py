"""All bodies of an institution at a day, read in a fixed number of questions: what watching and owing look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from mithaq.bodies import clauses, parties
from mithaq.bodies.models import Body, Chair, Mandate, Seat, Tenure
from mithaq.bodies.rolls import not_over
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter
from mithaq.people.selectors import Organisation, Person, Who, holding

Place = tuple[int, str]
LATELY = timedelta(days=60)  # how long ago what is over is known still


_NOBODY = Who("person", 0)


@dataclass(slots=True)
class Sits:
    """A tenure as it is looked at where there are thousands: a value, not a record. Who holds it (`who`,
    `organisation`, `person`) is made once, however many seats they hold.
    """

    pk: int
    uid: str
    seat_id: int
    basis: str
    from_date: date
    until: date | None
    organisation_id: int | None
    country: str
    person_id: int | None
    occupant_id: int | None
    body_id: int
    clause: str
    number: int
    who: Who = _NOBODY
    organisation: Organisation | None = None
    person: Person | None = None

    def holds(self, on: date) -> bool:
        return self.from_date <= on and (self.until is None or on < self.until)


_OF_TENURE = (
    *("pk", "uid", "seat_id", "basis", "from_date", "until"),
    *("organisation_id", "country", "person_id", "occupant_id"),
    *("seat__body_id", "seat__clause", "seat__number"),
)


@dataclass(frozen=True)
class Overview:
    """`held` by body and clause: the tenures on the day; `coming` later ones, `left` those that ended in the last sixty
    days. Seats, mandates and chairs are read when they are first asked for: one query each.
    """

    institution: Institution
    on: date
    bodies: Sequence[Body]
    held: Mapping[Place, Sequence[Sits]]
    coming: Sequence[Sits]
    left: Sequence[Sits]

    @cached_property
    def seats(self) -> Mapping[Place, Sequence[int]]:
        """The keys of the seats that are there on the day, by body and clause."""
        found: dict[Place, list[int]] = defaultdict(list)
        there = Seat.objects.filter(holding(self.on), institution=self.institution, body__in=self._keys)
        for pk, body, clause in there.values_list("pk", "body_id", "clause"):
            found[body, clause].append(pk)
        return found

    @cached_property
    def mandates(self) -> Mapping[int, Sequence[Mandate]]:
        """By body, in the order of their days."""
        found: dict[int, list[Mandate]] = defaultdict(list)
        rows = Mandate.objects.filter(institution=self.institution, body__in=self._keys)
        for mandate in rows.order_by("from_date", "pk"):
            found[mandate.body_id].append(mandate)
        return found

    @cached_property
    def chairs(self) -> Mapping[int | None, Sequence[Chair]]:
        """By body, those on the day and later ones."""
        found: dict[int | None, list[Chair]] = defaultdict(list)
        rows = Chair.objects.filter(not_over(self.on), institution=self.institution)
        for chair in rows.select_related("organisation", "person"):
            found[chair.body_id].append(chair)
        return found

    @property
    def _keys(self) -> list[int]:
        return [body.pk for body in self.bodies]

    @cached_property
    def by_body(self) -> Mapping[int, Sequence[Sits]]:
        """The tenures on the day, in the order of the seats."""
        found: dict[int, list[Sits]] = defaultdict(list)
        for (body, _clause), held in self.held.items():
            found[body] += held
        for sitting in found.values():
            sitting.sort(key=_in_order)
        return found

    def counted(self, body: Body, charter: Charter) -> tuple[int, int]:
        """How many sit in a body, and how many seats it has."""
        again = clauses.held_again(charter, body.clause)
        held = sum(1 for one in self.by_body.get(body.pk, ()) if one.clause not in again)
        seats = sum(len(of) for (key, clause), of in self.seats.items() if key == body.pk and clause not in again)
        return held, seats

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
    """While nothing of this room is written, a day is read once, however many ask: `with bodies.once(): …`. Within
    another it is one with it.
    """
    if _read.get() is not None:
        yield
        return
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


def there(institution: Institution, *, on: date) -> Sequence[Body]:
    """The bodies that are there on a day, where they are read once anyway as those that were read."""
    if _read.get() is not None:
        return overview(institution, on=on).bodies
    return _bodies(institution, on=on)


def _bodies(institution: Institution, *, on: date) -> list[Body]:
    bodies = list(Body.objects.filter(holding(on), institution=institution))
    for body in bodies:
        body.institution = institution
    return bodies


def _overview(institution: Institution, *, on: date) -> Overview:
    """Four queries; inside the scope. Organisations and persons are made once, however many seats they hold."""
    bodies = _bodies(institution, on=on)
    held: dict[Place, list[Sits]] = defaultdict(list)
    coming, left = [], []
    for one in _sitting(institution, [body.pk for body in bodies], since=on - LATELY):
        if one.holds(on):
            held[one.body_id, one.clause].append(one)
        elif one.from_date > on:
            coming.append(one)
        else:
            left.append(one)
    return Overview(institution, on, bodies, held, coming, left)


def _sitting(institution: Institution, bodies: Collection[int], *, since: date) -> list[Sits]:
    """Who sits in these bodies after a day, with their holders, in the order of the seats: three queries."""
    rows = Tenure.objects.filter(not_over(since), institution=institution, seat__body__in=bodies)
    found = [Sits(*row) for row in rows.order_by("seat__number", "from_date", "pk").values_list(*_OF_TENURE)]
    organisations = Organisation.objects.in_bulk({one.organisation_id for one in found if one.organisation_id})
    persons = Person.objects.in_bulk({one.person_id for one in found if one.person_id})
    known: dict[tuple[int | None, str, int | None], Who] = {}
    for one in found:
        key = (one.organisation_id, one.country, one.person_id)
        one.who = known.get(key) or known.setdefault(key, parties.key_of(one))
        if one.organisation_id:
            one.organisation = organisations[one.organisation_id]
        if one.person_id:
            one.person = persons[one.person_id]
    return found


def _in_order(one: Sits) -> tuple[int, date, int]:
    return (one.number, one.from_date, one.pk)


def name_of(held: Sits | Tenure | Chair) -> object:
    """A holder as everybody may read it: no persons."""
    return parties.of(held).open_name
