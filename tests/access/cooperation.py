"""Gates and applications to them."""

from __future__ import annotations

from mithaq.cooperation import services
from mithaq.cooperation.services import Told
from mithaq.foundation.fields import words
from mithaq.people import services as people
from tests.access import EVERYONE, OFFICERS, SIGNED_IN, Row
from tests.cast import AT, Cast
from tests.cooperation.conftest import enacted

FILLED = {"applicant": "person", "title_en": "Skills", "language": "en", "channel": "gate", "criterion_1": ["ngo"]}
ANSWERS = {
    "gate.projects.criterion.body": ["ngo"],
    "gate.projects.criterion.area": ["jobs"],
    "gate.projects.criterion.budget": ["2 million"],
}


def gate(cast: Cast) -> dict[str, str]:
    enacted(cast)
    return {"key": "projects"}


def drafted(cast: Cast, **of):
    charter = enacted(cast)
    if not of:
        of = {"organisation": people.register_organisation(words(en="Union"), by=cast.amal.actor, at=AT)}
    told = Told(title=words(en="Skills"), channel="gate", answers=ANSWERS)
    return charter, services.draft(cast.institution, charter, "projects", told, **of, by=cast.amal.actor, at=AT)


def sent(cast: Cast) -> dict[str, str]:
    """Of an organisation nobody of the cast speaks for."""
    charter, application = drafted(cast)
    services.send(application, charter, on=AT.date(), by=cast.amal.actor, at=AT)
    return {"uid": application.uid}


def chadias(cast: Cast) -> dict[str, str]:
    return {"uid": drafted(cast, person=cast.chadia.person)[1].uid}


CHADIA = frozenset({"member"})
ROWS = {
    "cooperation:gates": Row(EVERYONE),
    "cooperation:gate": Row(EVERYONE, args=gate),
    "cooperation:admitted": Row(EVERYONE),
    "cooperation:apply": [Row(SIGNED_IN, args=gate), Row(SIGNED_IN, args=gate, method="post", data=FILLED)],
    "cooperation:mine": Row(SIGNED_IN),
    "cooperation:applications": Row(OFFICERS),
    "cooperation:application": [Row(OFFICERS, args=sent, hidden=True), Row(CHADIA, args=chadias, hidden=True)],
    "cooperation:mend": [
        Row(CHADIA, args=chadias, hidden=True),
        Row(CHADIA, args=chadias, method="post", data=FILLED, hidden=True),
    ],
    "cooperation:send": Row(CHADIA, args=chadias, method="post", hidden=True),
    "cooperation:admit": Row(OFFICERS, args=sent, method="post", hidden=True),
    "cooperation:refuse": Row(OFFICERS, args=sent, method="post", data={"reason": "No"}, hidden=True),
}
