"""Texts of applications for membership, mandates, attributes and constituencies."""

from __future__ import annotations

from typing import Any

from mithaq.foundation.fields import words
from mithaq.people import services
from mithaq.people.models import Constituency, CriterionCheck, MembershipApplication, Representation
from tests.access import people_applications as made
from tests.cast import AT, Cast
from tests.xss import Shown, in_three, url


def _application(cast: Cast, **told: Any) -> list[str]:
    uid = made.application(cast)["uid"]
    MembershipApplication.objects.filter(uid=uid).update(**told)
    return [url(cast, "people:application", uid=uid), url(cast, "people:applications")]


def letter(cast: Cast, text: str) -> list[str]:
    return _application(cast, letter=text)[:1]


def reason(cast: Cast, text: str) -> list[str]:
    return _application(cast, reason=text, state="refused", decided_at=AT)[:1]


def _check(cast: Cast, **told: Any) -> list[str]:
    [page, _list] = _application(cast)
    found = CriterionCheck.objects.filter(clause="membership.criterion.by-laws")
    found.update(**{"checked_at": AT, "is_met": True, "checked_by": "Badr", **told})
    return [page]


def given(cast: Cast, text: str) -> list[str]:
    return _check(cast, given=text)


def note(cast: Cast, text: str) -> list[str]:
    return _check(cast, note=text)


def checked_by(cast: Cast, text: str) -> list[str]:
    return _check(cast, checked_by=text)


def credential(cast: Cast, text: str) -> list[str]:
    Representation.objects.all().delete()
    made.mandate(cast)
    Representation.objects.update(credential=text)
    return [url(cast, "people:mandates")]


def constituency(cast: Cast, text: str) -> list[str]:
    made.constituency(cast)
    Constituency.objects.update(name=in_three(text))
    return [url(cast, "people:attributes")]


def values(cast: Cast, text: str) -> list[str]:
    told = {"attribute": "gender", "values": ["woman"], "by": cast.badr.actor, "at": AT}
    services.name_constituency(cast.institution, "women", name=words(en="Women"), **told)
    Constituency.objects.update(values=[text])
    return [url(cast, "people:attributes")]


FIELDS = {
    "people.MembershipApplication.letter": Shown(letter, who="officer", limit=5000),
    "people.MembershipApplication.reason": Shown(reason, who="officer"),
    "people.CriterionCheck.given": Shown(given, who="officer"),
    "people.CriterionCheck.note": Shown(note, who="officer"),
    "people.CriterionCheck.checked_by": Shown(checked_by, who="officer"),
    "people.Representation.credential": Shown(credential),
    "people.Constituency.name": Shown(constituency),
    "people.Constituency.values": Shown(values),
}
NEVER = {
    "people.Trait.country": "two capitals of a State of the region",
    "people.Trait.attribute": "a slug: validated by its field",
    "people.Trait.value": "a slug: validated by its field",
    "people.Constituency.key": "a slug: validated by its field",
    "people.Constituency.attribute": "a slug: validated by its field",
    "people.Representation.country": "two capitals: a constraint",
    "people.Representation.body": "a key of the charter: chosen from a list",
    "people.MembershipApplication.country": "two capitals: a constraint",
    "people.CriterionCheck.clause": "the id of a clause of the charter",
}
