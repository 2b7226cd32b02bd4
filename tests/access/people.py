"""Who takes part."""

from __future__ import annotations

from mithaq.foundation.fields import words
from mithaq.people import selectors, services
from tests.access import MEMBERS, SECRETARY, Row
from tests.cast import AT, FROM, Cast


def organisation(cast: Cast) -> dict[str, str]:
    union = services.register_organisation(words(en="Union of seafarers"), by=cast.amal.actor, at=AT)
    services.admit(cast.institution, organisation=union, on=FROM, by=cast.amal.actor, at=AT)
    return {"uid": union.uid}


def membership(cast: Cast) -> dict[str, str]:
    [found] = [m for m in selectors.members(cast.institution, on=AT.date()) if m.person == cast.chadia.person]
    return {"uid": found.uid}


ROWS = {
    "people:list": Row(MEMBERS),
    "people:organisation": Row(MEMBERS, args=organisation),
    "people:admit": [Row(SECRETARY), Row(SECRETARY, method="post", data={"name_en": "New", "on": "2021-01-01"})],
    "people:admit_organisation": [Row(SECRETARY), Row(SECRETARY, method="post", data={"name_en": "New"})],
    "people:appoint": [
        Row(SECRETARY, args=membership),
        Row(SECRETARY, args=membership, method="post", data={"role": "officer", "on": "2021-01-01"}),
    ],
    "people:release": [
        Row(SECRETARY, args=membership),
        Row(SECRETARY, args=membership, method="post", data={"on": "2021-01-01"}),
    ],
    "people:consents": [Row(MEMBERS), Row(MEMBERS, method="post", data={"purposes": ["quote"]})],
}
