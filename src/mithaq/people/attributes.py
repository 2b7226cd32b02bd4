"""What holders are by attribute: what an organisation says of itself, and what the institution counts it as."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from django.db.models import Q

from mithaq.institutions.selectors import Institution
from mithaq.people.models import Organisation, Trait


class Who(NamedTuple):
    """A holder without its record: the primary key of an organisation or a person, or the two letters of a State."""

    kind: Literal["organisation", "country", "person"]
    key: int | str

    @classmethod
    def of(cls, record: Any) -> Who:
        """The holder of a record that has `organisation`, `person` and perhaps `country`."""
        if record.organisation_id is not None:
            return cls("organisation", record.organisation_id)
        return cls("person", record.person_id) if record.person_id is not None else cls("country", record.country)


Attributes = Mapping[str, tuple[str, ...]]


def attributes(
    institution: Institution,
    *,
    organisations: Iterable[int] = (),
    countries: Iterable[str] = (),
    persons: Iterable[int] = (),
) -> dict[Who, Attributes]:
    """The values of each holder by attribute, two queries however many there are; call it inside the scope.

    `level`, `category` and `country` of an organisation are its own, `country` of a State is itself; whatever the
    institution counts beside (`traits`) is added. Values are keys as a charter writes them: a country is `ma`. A holder
    without any attribute is there, with nothing.
    """
    asked_organisations, asked_countries, asked_persons = set(organisations), set(countries), set(persons)
    found: dict[Who, dict[str, set[str]]] = {
        **{Who("organisation", pk): {} for pk in asked_organisations},
        **{Who("country", code): {"country": {code.lower()}} for code in asked_countries},
        **{Who("person", pk): {} for pk in asked_persons},
    }
    if asked_organisations:
        own = Organisation.objects.filter(pk__in=asked_organisations)
        for pk, level, country, category in own.values_list("pk", "level", "country", "category__code"):
            told = {"level": level, "country": country.lower(), "category": category}
            found[Who("organisation", pk)] = {name: {value} for name, value in told.items() if value}
    if found:
        of = Q(organisation__in=asked_organisations) | Q(country__in=asked_countries) | Q(person__in=asked_persons)
        for trait in Trait.objects.filter(of, institution=institution):
            found[Who.of(trait)].setdefault(trait.attribute, set()).add(trait.value)
    return {who: {name: tuple(sorted(told)) for name, told in values.items()} for who, values in found.items()}


def attributes_of(institution: Institution, holders: Iterable[Who]) -> dict[Who, Attributes]:
    """The same, of holders of every kind together."""
    asked = set(holders)
    return attributes(
        institution,
        organisations=[int(who.key) for who in asked if who.kind == "organisation"],
        countries=[str(who.key) for who in asked if who.kind == "country"],
        persons=[int(who.key) for who in asked if who.kind == "person"],
    )
