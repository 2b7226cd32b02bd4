"""The persons behind those who stand and vote: who speaks for an organisation or a State, and persons themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from mithaq.institutions.selectors import Institution
from mithaq.people import selectors as people
from mithaq.people.selectors import Person


def persons(institution: Institution, held: Iterable[Any], *, body: str = "", on: date) -> QuerySet[Person]:
    """Everybody who may act in a body (its key) on a day for the holders of these records, each once.

    Who is affiliated acts only where they take part here, as `people.voices_here` has it: affiliations entered by
    another institution open no door.
    """
    rows = list(held)
    keys = {one.person_id for one in rows if one.person_id}
    organisations = {one.organisation_id for one in rows if one.organisation_id}
    countries = {country for one in rows if (country := getattr(one, "country", ""))}
    if organisations:
        here = people.members(institution, on=on).values("person")
        belongs = people.Affiliation.objects.filter(people.holding(on), organisation__in=organisations)
        keys |= set(belongs.filter(person__in=here).values_list("person", flat=True))
    if organisations or countries:
        for sent in people.mandates(institution, on=on):
            mine = sent.organisation_id in organisations or sent.country in countries
            if mine and sent.body in ("", body) and sent.holds(on):
                keys.add(sent.representative_id)
    return people.persons().filter(pk__in=keys)
