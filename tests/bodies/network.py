"""A small network of our own, and what its members look like: what the tests of bodies seat."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django_scopes import scope

from mithaq.bodies import selectors, services
from mithaq.bodies.models import Body, Tenure
from mithaq.foundation.actors import SYSTEM
from mithaq.foundation.fields import words
from mithaq.institutions import services as institutions
from mithaq.institutions.selectors import Institution, charter_of
from mithaq.kernels import charter as kernel
from mithaq.people import services as people
from mithaq.people.models import Organisation, Person
from tests import remembered
from tests.cast import AT

DAY = date(2021, 3, 1)
LEVELS = ("local", "national", "regional", "global")

HEAD = '[institution]\nkey = "network"\nname = "Network"\n'
BOARD = """
[body.board]
name = "Board"
kind = "board"
[body.board.seat.member]
name = "Member"
count = "5-6"
holder = "organisation"
selection = "election"
"""
GROUP = """
[body.group]
name = "Working group"
kind = "working-group"
number = "3-4"
lasts = "6 months"
[body.group.seat.member]
name = "Member"
count = "2-3"
holder = "organisation"
selection = "self-selection"
waitlist = true
[body.group.seat.co-lead]
name = "Co-lead"
count = 2
holder = "organisation"
selection = "election"
among = "body.group.seat.member"
[body.group.power.no-more]
denies = ["additional-decision"]
to = "body.group.seat.co-lead"
"""


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@dataclass
class Network:
    """An institution with a charter; every act is on DAY unless told otherwise."""

    institution: Institution
    charter: kernel.Charter = field(default_factory=lambda: kernel.Charter(()))
    number: int = 0

    def adopt(self, *texts: str, on: date = DAY) -> int:
        reading = kernel.read(HEAD + "".join(texts))
        assert reading.faults == (), reading.faults
        text = HEAD + "".join(texts)

        def enact() -> int:
            institutions.enact(self.institution, text, on=on, by=SYSTEM, at=at(on))
            charter = charter_of(self.institution, on=on)
            return services.stand(self.institution, charter, on=on, by=SYSTEM, at=at(on))

        with scope(institution=self.institution):
            stood = remembered.once(f"adopt {self.institution.pk} {on} {text}", enact)
            self.charter = charter_of(self.institution, on=on)
        return stood

    def body(self, key: str = "board") -> Body:
        found = selectors.body(self.institution, key)
        assert found is not None
        return found

    def organisation(self, level: str = "national", *, member: bool = False, country: str = "") -> Organisation:
        self.number += 1
        named = words(en=f"Organisation {self.number}")
        made = people.register_organisation(named, level=level, country=country, by=SYSTEM, at=AT)
        if member:
            people.admit(self.institution, organisation=made, on=DAY, by=SYSTEM, at=AT)
        return made

    def organisations(self, number: int, **told: Any) -> list[Organisation]:
        return [self.organisation(**told) for _ in range(number)]

    def person(self, organisation: Organisation | None = None, *, on: date = DAY) -> Person:
        self.number += 1
        made = people.register(name=f"Person {self.number}", by=SYSTEM, at=AT)
        if organisation:
            people.affiliate(made, organisation, on=on, by=SYSTEM, at=AT)
        return made

    def seat(
        self,
        organisation: Organisation | None = None,
        *,
        body: Body | str = "board",
        clause: str = "body.board.seat.member",
        basis: str = "election",
        on: date = DAY,
        **told: Any,
    ) -> Tenure:
        body = self.body(body) if isinstance(body, str) else body
        return services.seat(body, clause, organisation=organisation, basis=basis, on=on, by=SYSTEM, at=at(on), **told)

    def vacate(self, tenure: Tenure, on: date, **told: Any) -> Tenure:
        return services.vacate(tenure, on=on, by=SYSTEM, at=at(on), **told)

    def tend(self, on: date) -> int:
        return services.tend(self.institution, self.charter, on=on, by=SYSTEM, at=at(on))

    def group(self, on: date = DAY, **told: Any) -> Body:
        return services.open_group(self.institution, "body.group", on=on, by=SYSTEM, at=at(on), **told)

    def ask(self, body: Body, organisation: Organisation | None, *, on: date = DAY, **told: Any) -> Any:
        clause = told.pop("clause", "body.group.seat.member")
        return services.ask(body, clause, organisation=organisation, by=SYSTEM, at=at(on), on=on, **told)

    def watched(self, on: date = DAY) -> dict[str, Any]:
        return {one.clause: one for one in selectors.watched(self.institution, self.charter, on=on)}

    def owed(self, on: date = DAY) -> list[Any]:
        return selectors.owed(self.institution, self.charter, on=on)

    def sitting(self, body: str | Body = "board", on: date = DAY) -> list[Tenure]:
        return list(selectors.sitting(self.body(body) if isinstance(body, str) else body, on=on))

    def voters(self, body: str | Body = "board", on: date = DAY, **told: Any) -> list[selectors.Voter]:
        body = self.body(body) if isinstance(body, str) else body
        return selectors.voters(body, on=on, charter=self.charter, **told)


def keys(refused: Any) -> list[str]:
    """The clauses and keys of a refusal."""
    return [f"{one.clause} {one.key}" for one in refused.value.findings]
