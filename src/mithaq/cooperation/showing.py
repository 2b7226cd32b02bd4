"""What pages of gates have in common: the charter of the day, and how an applicant may be named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from mithaq.cooperation import gates, naming
from mithaq.cooperation.models import Application
from mithaq.foundation import access
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import charter_of
from mithaq.people import selectors as people
from mithaq.people.enums import Purpose


def has_gates(request: HttpRequest) -> bool:
    """Whether the charter has a gate and the reader may see it: else its entry in the menu says nothing."""
    institution: Any = getattr(request, "institution", None)
    if institution is None or not access.may(request.user, "cooperation.see", institution):
        return False
    return bool(gates.gates(charter_of(institution, on=localdate())))


@dataclass(frozen=True, slots=True)
class Row:
    """An application as a page shows it: who asks, and the countries it is about."""

    one: Application
    applicant: Words | str
    countries: tuple[Words, ...]


def rows(applications: Sequence[Application], *, to_members: bool) -> list[Row]:
    """Each with the name of who asks; persons are named to members, or where they agreed to be listed.

    As many queries for three as for one.
    """
    if not applications:
        return []
    countries = naming.names(code for one in applications for code in (*one.countries, one.country) if code)
    persons = [one.person_id for one in applications if one.person_id]
    listed = set(persons) if to_members else people.agreeing(persons, Purpose.LIST, applications[0].institution)
    found = []
    for one in applications:
        who: Words | str
        if one.organisation is not None:
            who = one.organisation.name
        elif one.country:
            who = countries[one.country]
        else:
            who = str(one.person) if one.person_id in listed else _("a person")
        found.append(Row(one, who, tuple(countries[code] for code in one.countries)))
    return found
