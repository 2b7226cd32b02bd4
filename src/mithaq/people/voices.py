"""For whom a person may speak on a day: the organisations and States that sent them, and for which body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mithaq.institutions.selectors import Institution
from mithaq.people.models import Affiliation, Person, Representation, holding

EVERYWHERE = ""


@dataclass(frozen=True, slots=True)
class Voices:
    """Keys of organisations and letters of States, each with the bodies it is for ("" is all of them)."""

    organisations: Mapping[int, frozenset[str]] = field(default_factory=dict)
    countries: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def speaks_for(self, *, organisation: int | None = None, country: str = "", body: str = "") -> bool:
        found = self.organisations.get(organisation) if organisation is not None else self.countries.get(country)
        return found is not None and (EVERYWHERE in found or body in found)


def voices(institution: Institution, person: Person, *, on: date) -> Voices:
    """What a person was sent for, or belongs to, on a day: two queries; call it inside the scope.

    Who is affiliated with an organisation may speak for it in every body; who holds a mandate, where it is for.
    """
    organisations: dict[int, set[str]] = {}
    countries: dict[str, set[str]] = {}
    belongs = Affiliation.objects.filter(holding(on), person=person).values_list("organisation", flat=True)
    for pk in belongs:
        organisations.setdefault(pk, set()).add(EVERYWHERE)
    sent = Representation.objects.filter(holding(on), institution=institution, representative=person)
    for organisation, country, body in sent.values_list("organisation", "country", "body"):
        if organisation is not None:
            organisations.setdefault(organisation, set()).add(body)
        else:
            countries.setdefault(country, set()).add(body)
    return Voices(
        {pk: frozenset(bodies) for pk, bodies in organisations.items()},
        {code: frozenset(bodies) for code, bodies in countries.items()},
    )
