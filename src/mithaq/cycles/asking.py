"""For whom a reader may ask to have a deadline put off, and how those who asked are named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mithaq.cycles import naming
from mithaq.cycles.models import Extension
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution
from mithaq.people import selectors as people
from mithaq.people.enums import Purpose
from mithaq.people.selectors import Person


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as a reader may see it: `holder` is empty where a person's name may not be told."""

    extension: Extension
    holder: Words | str
    lang: str
    is_whole: bool


def holders(institution: Institution, person: Person | None, *, officer: bool, on: date) -> list[tuple[str, str]]:
    """Keys and names: an officer asks for any organisation that takes part, and for those somebody acts for; whoever
    else for those they act for, and for themselves.
    """
    organisations: dict[int, Any] = {}
    countries: set[str] = set()
    if officer:
        taking_part = people.members(institution, on=on).exclude(organisation=None).prefetch_related(None)
        organisations = {one.organisation.pk: one.organisation for one in taking_part if one.organisation}
        for mandate in people.mandates(institution, on=on):
            if mandate.organisation is not None:
                organisations[mandate.organisation.pk] = mandate.organisation
            else:
                countries.add(mandate.country)
    if person is not None:
        mine = people.voices(institution, person, on=on)
        countries |= set(mine.countries)
        missing = set(mine.organisations) - set(organisations)
        organisations |= {one.pk: one for one in people.organisations().filter(pk__in=missing)}
    found = [(f"organisation-{one.uid}", str(one)) for one in organisations.values()]
    found += [(f"country-{code}", naming.state(code)[languages.current()]) for code in countries]
    found.sort(key=lambda one: one[1])
    if person is not None and not officer:
        found.append(("person", _("myself")))
    return found


def chosen(key: str, person: Person | None) -> dict[str, Any]:
    """What `services.ask_extension` takes for one of `holders`."""
    kind, _dash, value = key.partition("-")
    if kind == "organisation":
        return {"organisation": people.organisation(value)}
    return {"country": value} if kind == "country" else {"person": person}


def shown(
    institution: Institution, extensions: Iterable[Extension], *, member: bool, person: Person | None
) -> list[Asked]:
    """Requests as they may be told: whoever visits sees what was granted, and to whom; members see all of it.

    Persons are named to members, and to others where they agreed to it.
    """
    found = [one for one in extensions if member or one.granted_until is not None]
    agreed = people.agreeing({one.person_id for one in found if one.person_id}, Purpose.LIST, institution)
    return [Asked(one, *_named(one, tell=member or one.person_id in agreed), is_whole=member) for one in found]


def _named(extension: Extension, *, tell: bool) -> tuple[Words | str, str]:
    lang = languages.current()
    if extension.organisation is not None:
        return Words(extension.organisation.name), lang
    if extension.person is not None:
        return (str(extension.person) if tell else ""), lang
    return naming.state(extension.country)[lang], lang
