"""Names and roles, as people give them."""

from __future__ import annotations

from mithaq.foundation.fields import words
from mithaq.people import services
from mithaq.people.models import Affiliation, Organisation, Person
from tests.cast import AT, FROM, Cast
from tests.xss import Shown, in_three, url


def person_name(cast: Cast, text: str) -> list[str]:
    Person.objects.filter(pk=cast.chadia.person.pk).update(name=text, other_names={})
    return [url(cast, "people:list")]


def other_names(cast: Cast, text: str) -> list[str]:
    Person.objects.filter(pk=cast.chadia.person.pk).update(other_names=in_three(text))
    return [url(cast, "people:list")]


def organisation(cast: Cast) -> Organisation:
    union = services.register_organisation(words(en="Union of seafarers"), by=cast.amal.actor, at=AT)
    services.admit(cast.institution, organisation=union, on=FROM, by=cast.amal.actor, at=AT)
    services.affiliate(cast.chadia.person, union, on=FROM, by=cast.amal.actor, at=AT)
    return union


def organisation_name(cast: Cast, text: str) -> list[str]:
    union = organisation(cast)
    Organisation.objects.filter(pk=union.pk).update(name=in_three(text))
    return [url(cast, "people:list"), url(cast, "people:organisation", uid=union.uid), url(cast, "people:admit")]


def acronym(cast: Cast, text: str) -> list[str]:
    union = organisation(cast)
    Organisation.objects.filter(pk=union.pk).update(acronym=text)
    return [url(cast, "people:list"), url(cast, "people:organisation", uid=union.uid)]


def title(cast: Cast, text: str) -> list[str]:
    union = organisation(cast)
    Affiliation.objects.filter(organisation=union).update(title=in_three(text))
    return [url(cast, "people:organisation", uid=union.uid)]


FIELDS = {
    "people.Person.name": Shown(person_name),
    "people.Person.other_names": Shown(other_names),
    "people.Organisation.name": Shown(organisation_name),
    "people.Organisation.acronym": Shown(acronym),
    "people.Affiliation.title": Shown(title),
}
NEVER = {
    "people.Person.language": "one of three: a constraint",
    "people.Organisation.country": "two capitals: a constraint",
}
