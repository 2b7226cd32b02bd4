"""Where somebody's vote is awaited."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q

from mithaq.elections.enums import State
from mithaq.elections.models import Election, Elector
from mithaq.foundation.models import Account
from mithaq.institutions.selectors import Institution
from mithaq.people import selectors as people


def awaiting(institution: Institution, *, to: Any, on: date, at: datetime) -> list[Election]:
    """The elections that are open and in which a person has not voted yet for somebody they speak for; the first to
    close comes first. A constant number of queries.
    """
    person = people.person_of(to) if isinstance(to, Account) else None
    if person is None:
        return []
    told = people.voices_here(institution, person, on=on)
    speaks = Q(organisation__in=told.organisations) | Q(country__in=told.countries)
    rows = Elector.objects.filter(  # of the rolls, only those lines: a roll may have thousands
        Q(person=person) | speaks,
        institution=institution,
        election__state=State.OPEN,
        election__closes_at__gt=at,
        has_voted=False,
    ).select_related("election__body", "election__institution")
    found = {
        one.election_id: one.election
        for one in rows
        if one.person_id == person.pk
        or (
            one.person_id is None
            and told.speaks_for(organisation=one.organisation_id, country=one.country, body=one.election.body.key)
        )
    }
    return sorted(found.values(), key=lambda one: (one.closes_at, one.pk))
