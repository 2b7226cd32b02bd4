"""Membership by criteria, mandates, attributes and constituencies."""

from __future__ import annotations

from mithaq.foundation.fields import words
from mithaq.people import services
from tests.access import MEMBERS, OFFICERS, SIGNED_IN, Row
from tests.cast import AT, FROM, Cast
from tests.people.charters import NETWORK, enacted


def application(cast: Cast) -> dict[str, str]:
    """Of an organisation nobody of the cast speaks for, asked by the officer."""
    union = services.register_organisation(words(en="Union of seafarers"), by=cast.amal.actor, at=AT)
    charter = enacted(cast, NETWORK)
    told = {"on": AT.date(), "by": cast.badr.actor, "at": AT}
    return {"uid": services.apply(cast.institution, charter, organisation=union, **told).uid}


def asked_by_chadia(cast: Cast) -> dict[str, str]:
    union = services.register_organisation(words(en="Union of seafarers"), by=cast.amal.actor, at=AT)
    charter = enacted(cast, NETWORK)
    told = {"asked_by": cast.chadia.person, "on": AT.date(), "by": cast.chadia.actor, "at": AT}
    return {"uid": services.apply(cast.institution, charter, organisation=union, **told).uid}


def mandate(cast: Cast) -> dict[str, str]:
    told = {"representative": cast.chadia.person, "country": "MA", "on": FROM, "by": cast.badr.actor, "at": AT}
    return {"uid": services.give_mandate(cast.institution, **told).uid}


def constituency(cast: Cast) -> dict[str, str]:
    told = {"name": words(en="Women"), "attribute": "gender", "values": ["woman"], "by": cast.badr.actor, "at": AT}
    return {"uid": services.name_constituency(cast.institution, "women", **told).uid}


def chadia(cast: Cast) -> dict[str, str]:
    return {"kind": "person", "key": cast.chadia.person.uid}


ROWS = {
    "people:apply": [Row(SIGNED_IN), Row(SIGNED_IN, method="post", data={"applicant": "person"})],
    "people:my_applications": Row(SIGNED_IN),
    "people:applications": Row(OFFICERS),
    "people:application": Row(OFFICERS, args=application, hidden=True),
    "people:check": Row(OFFICERS, args=application, method="post", data={"met": "yes"}, hidden=True),
    "people:accept": Row(OFFICERS, args=application, method="post", hidden=True),
    "people:refuse": Row(OFFICERS, args=application, method="post", data={"reason": "No"}, hidden=True),
    "people:take_back": Row(frozenset({"member"}), args=asked_by_chadia, method="post", hidden=True),
    "people:mandates": Row(MEMBERS),
    "people:give_mandate": [Row(OFFICERS), Row(OFFICERS, method="post", data={"on": "2021-01-01"})],
    "people:end_mandate": [
        Row(OFFICERS, args=mandate),
        Row(OFFICERS, args=mandate, method="post", data={"on": "2021-01-01"}),
    ],
    "people:attributes": Row(MEMBERS),
    "people:describe": [
        Row(OFFICERS, args=chadia),
        Row(OFFICERS, args=chadia, method="post", data={"attribute": "theme", "values": "work"}),
    ],
    "people:name_constituency": [Row(OFFICERS), Row(OFFICERS, method="post", data={"key": "women"})],
    "people:remove_constituency": Row(OFFICERS, args=constituency, method="post"),
}
