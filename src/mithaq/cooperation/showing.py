"""What pages of gates have in common: the charter of the day, and how an applicant may be named."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from mithaq.compacts import selectors as compacts
from mithaq.cooperation import gates
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


def named(applications: list[Application], *, to_members: bool) -> list[tuple[Application, Words | str]]:
    """Each application with the name of who asks; persons are named to members, or where they agreed to be listed.

    As many queries for three as for one.
    """
    if not applications:
        return []
    states = compacts.states_by_code({one.country for one in applications if one.country})
    persons = [one.person_id for one in applications if one.person_id]
    listed = set(persons) if to_members else people.agreeing(persons, Purpose.LIST, applications[0].institution)
    found: list[tuple[Application, Words | str]] = []
    for one in applications:
        if one.organisation is not None:
            found.append((one, one.organisation.name))
        elif one.country:
            found.append((one, states[one.country].name if one.country in states else one.country))
        else:
            found.append((one, str(one.person) if one.person_id in listed else _("a person")))
    return found
