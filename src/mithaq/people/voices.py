"""For whom a person may speak on a day: the organisations and States that sent them, and for which body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from mithaq.institutions.selectors import Institution
from mithaq.people.models import Affiliation, Membership, Person, Representation, holding

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

    Who is affiliated with an organisation may speak for it in every body; who holds a mandate, where it is for. That
    somebody is affiliated is known to all institutions alike: ask `voices_here` where that alone would open a door.
    """
    return voices_of(institution, [person.pk], on=on).get(person.pk, Voices())


def voices_here(institution: Institution, person: Person, *, on: date) -> Voices:
    """The same as far as this institution vouches for it: who takes no part in it speaks only for who sent them to it.

    Otherwise whoever enters affiliations elsewhere would open doors here. One query more.
    """
    takes_part = Membership.objects.filter(holding(on), institution=institution, person=person).exists()
    if takes_part:
        return voices(institution, person, on=on)
    return _joined([], _mandates(institution, {person.pk}, on)).get(person.pk, Voices())


def voices_of(institution: Institution, persons: Iterable[int], *, on: date) -> dict[int, Voices]:
    """The same for many persons, by their keys, in as many queries; who speaks for nobody is left out."""
    asked = set(persons)
    belongs = Affiliation.objects.filter(holding(on), person__in=asked).values_list("person", "organisation")
    return _joined(belongs, _mandates(institution, asked, on))


def _mandates(institution: Institution, persons: set[int], on: date) -> Iterable[tuple[int, int | None, str, str]]:
    sent = Representation.objects.filter(holding(on), institution=institution, representative__in=persons)
    rows: Iterable[tuple[int, int | None, str, str]] = sent.values_list(
        "representative", "organisation", "country", "body"
    )
    return rows


def _joined(belongs: Iterable[tuple[int, int]], sent: Iterable[tuple[int, int | None, str, str]]) -> dict[int, Voices]:
    organisations: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    countries: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for person, organisation in belongs:
        organisations[person][organisation].add(EVERYWHERE)
    for person, pk, country, body in sent:
        if pk is not None:
            organisations[person][pk].add(body)
        else:
            countries[person][country].add(body)
    return {
        person: Voices(
            {pk: frozenset(bodies) for pk, bodies in organisations[person].items()},
            {code: frozenset(bodies) for code, bodies in countries[person].items()},
        )
        for person in {*organisations, *countries}
    }
