"""Voting: the ballot is for members and whoever speaks for who is on the roll; the desk of it is the officers'."""

from __future__ import annotations

from typing import Any

from mithaq.elections.enums import Secrecy
from mithaq.people import services as people
from tests.access import EVERYONE, MEMBERS, OFFICERS, Row
from tests.bodies.network import DAY, at
from tests.cast import Cast
from tests.elections.hall import Hall
from tests.elections.polling import Polling


def polling(cast: Cast, **told: Any) -> Polling:
    """An open election in which the member of the cast speaks for an organisation on the roll."""
    found = Polling(Hall(cast.institution), **told)
    organisation = found.elector.organisation
    people.affiliate(cast.chadia.person, organisation, on=DAY, by=cast.amal.actor, at=at(DAY))
    return found


def opened(cast: Cast) -> dict[str, Any]:
    return {"uid": polling(cast).election.uid}


def named(cast: Cast) -> dict[str, Any]:
    return {"uid": polling(cast, secrecy=Secrecy.NAMED).election.uid}


ROWS = {
    "elections:ballot": [Row(MEMBERS, args=opened), Row(MEMBERS, args=named)],
    "elections:cast": [Row(MEMBERS, args=opened), Row(MEMBERS, args=opened, method="post")],
    "elections:check": [Row(EVERYONE, args=opened), Row(EVERYONE, args=opened, method="post", data={"receipt": "x"})],
    "elections:roll": Row(MEMBERS, args=opened),
    "elections:remind": [Row(OFFICERS, args=opened), Row(OFFICERS, args=opened, method="post")],
    "elections:close": [Row(OFFICERS, args=opened), Row(OFFICERS, args=opened, method="post")],
    "elections:board": Row(EVERYONE, args=opened),
    "elections:board_file": Row(MEMBERS, args=opened),
}
