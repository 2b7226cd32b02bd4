"""Who holds something: an organisation, a State or a person, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mithaq.foundation import languages
from mithaq.foundation.fields import Words, words
from mithaq.kernels.charter import Clause
from mithaq.people.records import HeldBy
from mithaq.people.selectors import Organisation, Person, Who

SOMEBODY = words(ar="شخص", en="a person", fr="une personne")


@dataclass(frozen=True, slots=True)
class Party:
    """Exactly one of the three; two are the same party where their keys are."""

    organisation: Organisation | None = None
    country: str = ""
    person: Person | None = None

    @property
    def kind(self) -> str:
        """As charters say it."""
        return "organisation" if self.organisation else "state" if self.country else "person"

    @property
    def key(self) -> Who:
        if self.organisation:
            return Who("organisation", self.organisation.pk)
        return Who("country", self.country) if self.country else Who("person", self.person.pk if self.person else 0)

    @property
    def fields(self) -> dict[str, Any]:
        """To make or find a record by."""
        return {"organisation": self.organisation, "country": self.country, "person": self.person}

    @property
    def name(self) -> Any:
        """As a fact: in the languages it is known in."""
        if self.person:
            return self.person.name
        return dict(self.organisation.name) if self.organisation else dict(state(self.country))

    @property
    def open_name(self) -> Any:
        """As a fact for everybody: persons are not named."""
        return dict(SOMEBODY) if self.person else self.name

    def is_of_kind(self, kinds: tuple[str, ...]) -> bool:
        """Whether seats of these holders are for it; a donor may be anybody who gives."""
        return not kinds or self.kind in kinds or "donor" in kinds


def one_of(organisation: Organisation | None, country: str, person: Person | None) -> Party:
    """Refused (ValidationError): none of them, or more than one; a State not of two letters."""
    country = country.strip().upper()
    if sum((organisation is not None, bool(country), person is not None)) != 1:
        raise ValidationError(_("Choose one: an organisation, a State or a person."), code="one-holder")
    if country and country not in Locale("en").territories:
        raise ValidationError(_("This is not the code of a State."), code="unknown-state")
    return Party(organisation, country, person)


class Holding(Protocol):
    """Whatever somebody holds: a record (`HeldBy`), or a value that stands for one."""

    @property
    def organisation_id(self) -> int | None: ...
    @property
    def organisation(self) -> Organisation | None: ...
    @property
    def country(self) -> str: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def person(self) -> Person | None: ...


def of(record: Holding) -> Party:
    """Who holds a record."""
    return Party(record.organisation, record.country, record.person)


def key_of(record: Holding) -> Who:
    """The same without asking the database for the record of the holder."""
    if record.organisation_id is not None:
        return Who("organisation", record.organisation_id)
    return Who("country", record.country) if record.country else Who("person", record.person_id or 0)


def state(country: str) -> Words:
    """A State by its two letters, in the three languages."""
    return _NAMED.get(country) or Words(
        {code: Locale(code).territories.get(country, country) for code in languages.CODES}
    )


# Where the United Nations call a State otherwise than the tables of the Unicode Consortium do.
_NAMED = {
    "PS": words(ar="دولة فلسطين", en="State of Palestine", fr="État de Palestine"),
    "SY": words(ar="الجمهورية العربية السورية", en="Syrian Arab Republic", fr="République arabe syrienne"),
    "TR": words(ar="تركيا", en="Türkiye", fr="Türkiye"),
}


def held_by(record: HeldBy) -> dict[str, Any]:
    """What finds other records of the same holder."""
    return {
        "organisation": record.organisation_id,
        "country": record.country,
        "person": record.person_id,
    }


def holders_of(clause: Clause) -> tuple[str, ...]:
    found: tuple[str, ...] = clause.get("holder", ())
    return found
