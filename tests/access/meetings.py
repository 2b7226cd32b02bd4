"""Meetings, their minutes and what is decided: the desk is the officers', a seat is who sits there's."""

from __future__ import annotations

from datetime import date
from typing import Any

from mithaq.meetings import services
from mithaq.meetings.models import Motion
from mithaq.people import services as people
from tests.access import EVERYONE, MEMBERS, OFFICERS, Row
from tests.bodies.network import DAY, at
from tests.cast import Cast
from tests.meetings.house import BOARD, CONSULTATION, House

SEATED = frozenset({"member"})


def house(cast: Cast) -> House:
    """A board in which the member of the cast sits for an organisation."""
    found = House(cast.institution)
    found.adopt(BOARD, CONSULTATION)
    organisation = found.organisation(member=True)

    people.affiliate(cast.chadia.person, organisation, on=DAY, by=cast.amal.actor, at=at(DAY))
    found.seat(organisation, occupant=cast.chadia.person)
    return found


def meeting(cast: Cast) -> dict[str, Any]:
    return {"uid": house(cast).call().uid}


def minuted(cast: Cast) -> dict[str, Any]:
    found = house(cast)
    called = found.call()
    found.write(called, DAY)
    return {"uid": called.uid}


def published(cast: Cast) -> dict[str, Any]:
    found = house(cast)
    called = found.call()
    found.publish(called, DAY)
    return {"uid": called.uid}


def motion(cast: Cast) -> dict[str, Any]:
    return {"uid": house(cast).propose().uid}


def asked(cast: Cast) -> dict[str, Any]:
    put: Motion = house(cast).propose()
    services.consult(put, until=date(2100, 1, 1), on=DAY, by=cast.amal.actor, at=at(DAY))
    return {"uid": put.uid}


def board(cast: Cast) -> dict[str, Any]:
    house(cast)
    return {}


CALL = {"body": "board", "kind": "ordinary", "title_en": "Autumn", "first_day": "2099-01-01", "medium": "virtual"}
WHY = {"because": "It rains."}

ROWS = {
    "meetings:list": Row(EVERYONE),
    "meetings:meeting": Row(EVERYONE, args=meeting),
    "meetings:call": [Row(OFFICERS, args=board), Row(OFFICERS, args=board, method="post", data=CALL)],
    "meetings:change": [
        Row(OFFICERS, args=meeting),
        Row(OFFICERS, args=meeting, method="post", data=CALL | {"seen": "1"}),
    ],
    "meetings:cancel": [Row(OFFICERS, args=meeting), Row(OFFICERS, args=meeting, method="post", data=WHY)],
    "meetings:invite": [
        Row(OFFICERS, args=meeting),
        Row(OFFICERS, args=meeting, method="post", data={"capacity": "invited", "country": "MA"}),
    ],
    "meetings:attendance": [Row(OFFICERS, args=meeting), Row(OFFICERS, args=meeting, method="post")],
    "meetings:minutes": [
        Row(OFFICERS, args=meeting),
        Row(OFFICERS, args=meeting, method="post", data={"text": "We met.", "language": "en", "seen": "0"}),
    ],
    "meetings:publish": [Row(OFFICERS, args=minuted), Row(OFFICERS, args=minuted, method="post")],
    "meetings:take_back": [Row(OFFICERS, args=published), Row(OFFICERS, args=published, method="post", data=WHY)],
    "meetings:motions": Row(EVERYONE),
    "meetings:motion": Row(MEMBERS, args=motion, hidden=True),
    "meetings:propose": [
        Row(MEMBERS, args=board),
        Row(
            MEMBERS,
            args=board,
            method="post",
            data={"body": "board", "matter": "any", "subject_en": "A budget", "language": "en"},
        ),
    ],
    "meetings:position": [
        Row(SEATED, args=motion),
        Row(SEATED, args=motion, method="post", data={"stance": "for"}),
    ],
    "meetings:consult": [
        Row(OFFICERS, args=motion),
        Row(OFFICERS, args=motion, method="post", data={"until": "2100-01-01"}),
    ],
    "meetings:answer": [
        Row(SEATED, args=asked),
        Row(SEATED, args=asked, method="post", data={"view": "supports"}),
    ],
    "meetings:close": [Row(OFFICERS, args=motion), Row(OFFICERS, args=motion, method="post")],
    "meetings:withdraw": [Row(OFFICERS, args=motion), Row(OFFICERS, args=motion, method="post", data=WHY)],
}
