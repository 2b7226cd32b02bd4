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
    """Everybody who may act in a body (its key) on a day for the holders of these records, each once; three queries."""
    rows = list(held)
    keys = {one.person_id for one in rows if one.person_id}
    organisations = {one.organisation_id for one in rows if one.organisation_id}
    countries = {country for one in rows if (country := getattr(one, "country", ""))}
    if organisations:
        for one in people.organisations().filter(pk__in=organisations).prefetch_related("affiliations"):
            keys |= {speaker.person_id for speaker in one.affiliations.all() if speaker.holds(on)}
    if organisations or countries:
        for sent in people.mandates(institution, on=on):
            mine = sent.organisation_id in organisations or sent.country in countries
            if mine and sent.body in ("", body) and sent.holds(on):
                keys.add(sent.representative_id)
    return people.persons().filter(pk__in=keys)
