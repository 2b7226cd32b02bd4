"""As what an institution counts its holders: attributes beside those they have of themselves, and constituencies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter
from mithaq.people.attributes import Who, attributes
from mithaq.people.models import Constituency, Membership, Organisation, Person, Trait, holding

OWN = ("level", "country", "category")  # of an organisation: said where it is registered


def describe(
    institution: Institution,
    values: Mapping[str, Iterable[str]],
    *,
    organisation: Organisation | None = None,
    country: str = "",
    person: Person | None = None,
    by: Actor,
    at: datetime,
) -> list[Trait]:
    """Bring these attributes of a holder to exactly these values; other attributes stay. The traits that hold then.

    Refused (ValidationError): level, country and category of an organisation, which are its own; what is no key.
    """
    of = {"organisation": organisation, "country": country, "person": person}
    if organisation is not None and (own := sorted(set(OWN) & set(values))):
        raise ValidationError(
            _("%(attribute)s is what the organisation says of itself."), code="own", params={"attribute": own[0]}
        )
    with transaction.atomic():
        held = list(Trait.objects.filter(institution=institution, **of).select_for_update())
        before = _by_attribute(held)
        after = {**before, **{attribute: sorted(set(told)) for attribute, told in values.items()}}
        after = {attribute: told for attribute, told in after.items() if told}
        if before == after:
            return held
        gone = [t.pk for t in held if t.value not in after.get(t.attribute, ())]
        Trait.objects.filter(pk__in=gone).delete()
        known = {(t.attribute, t.value) for t in held}
        for attribute, told in after.items():
            for value in told:
                if (attribute, value) not in known:
                    trait = Trait(institution=institution, attribute=attribute, value=value, **of)
                    trait.full_clean()
                    trait.save()
        holder: Any = organisation or person or country
        name = dict(holder.name) if organisation else person.name if person else country
        about = f"state:{country}" if country else holder
        journal.write(
            "attribute.set",
            about=about,
            by=by,
            at=at,
            scope=institution.uid,
            before={"values": _said(before)},
            after={"name": name, "values": _said(after)},
        )
    return list(Trait.objects.filter(institution=institution, **of))


def name_constituency(
    institution: Institution,
    key: str,
    *,
    name: Mapping[str, str],
    attribute: str,
    values: Iterable[str],
    by: Actor,
    at: datetime,
) -> Constituency:
    """Name those who are counted together, or say otherwise who they are.

    Refused (ValidationError): no name, no value, what is no key.
    """
    told = sorted(set(values))
    if not told:
        raise ValidationError(_("Name at least one value."), code="no-value")
    with transaction.atomic():
        found = Constituency.objects.select_for_update().filter(institution=institution, key=key).first()
        constituency = found or Constituency(institution=institution, key=key)
        constituency.name, constituency.attribute, constituency.values = Words(name), attribute, told
        constituency.full_clean()
        constituency.save()
        said = {"name": dict(name), "attribute": attribute, "values": told}
        journal.write("constituency.name", about=constituency, by=by, at=at, scope=institution.uid, after=said)
    return constituency


def remove_constituency(constituency: Constituency, *, by: Actor, at: datetime) -> None:
    """They are no longer counted together; what they are by attribute stays."""
    with transaction.atomic():
        said = {"name": dict(constituency.name)}
        scope = constituency.institution.uid
        journal.write("constituency.remove", about=constituency, by=by, at=at, scope=scope, after=said)
        constituency.delete()


def constituencies(institution: Institution) -> QuerySet[Constituency]:
    found: QuerySet[Constituency] = Constituency.objects.filter(institution=institution)
    return found


@dataclass(frozen=True, slots=True)
class Counted:
    """A constituency and which of the members belong to it on a day."""

    constituency: Constituency
    members: tuple[Membership, ...]


def counted(institution: Institution, *, on: date) -> list[Counted]:
    """Each constituency with its members; as many queries for three as for one."""
    members = list(
        Membership.objects.filter(holding(on), institution=institution).select_related("organisation", "person")
    )
    found = attributes(
        institution,
        organisations=[m.organisation_id for m in members if m.organisation_id],
        persons=[m.person_id for m in members if m.person_id],
    )
    return [
        Counted(one, tuple(m for m in members if set(one.values) & set(found[Who.of(m)].get(one.attribute, ()))))
        for one in constituencies(institution)
    ]


def vocabulary(charter: Charter) -> dict[str, tuple[str, ...]]:
    """The attributes a charter speaks of, with the values it names."""
    found: dict[str, set[str]] = defaultdict(set)
    for clause in charter.of("balance"):
        found[clause["over"]] |= {*clause.get("values", ()), *filter(None, [clause.get("value")])}
    if (membership := charter.get("membership")) is not None:
        for criterion in charter.under(membership.id, "criterion"):
            if attribute := criterion.get("attribute"):
                found[attribute] |= set(criterion.get("one_of", ()))
    return {attribute: tuple(sorted(values)) for attribute, values in sorted(found.items())}


def traits(institution: Institution, **of: Any) -> dict[str, tuple[str, ...]]:
    """What the institution counts one holder as, by attribute."""
    held = Trait.objects.filter(institution=institution, **of)
    return {attribute: tuple(told) for attribute, told in _by_attribute(held).items()}


def _by_attribute(held: Iterable[Trait]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for trait in held:
        found[trait.attribute].append(trait.value)
    return {attribute: sorted(told) for attribute, told in sorted(found.items())}


def _said(values: Mapping[str, Iterable[str]]) -> list[str]:
    return [f"{attribute}: {value}" for attribute, told in values.items() for value in told]
