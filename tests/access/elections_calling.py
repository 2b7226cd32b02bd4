"""Calling an election and nominations: the desk is the officers', an answer is for who speaks for the candidate."""

from __future__ import annotations

from typing import Any

from mithaq.elections import services
from mithaq.elections.models import Candidacy, Election
from mithaq.foundation.actors import SYSTEM
from mithaq.people import services as people
from tests.access import EVERYONE, MEMBERS, OFFICERS, Row
from tests.bodies.network import DAY, at
from tests.cast import Cast
from tests.elections.hall import BOARD, LEVELS_EQUAL, Hall

SPEAKS = frozenset({"member"})  # Chadia speaks for the organisation that stands


def hall(cast: Cast) -> Hall:
    found = Hall(cast.institution)
    found.adopt(BOARD, LEVELS_EQUAL)
    return found


def board(cast: Cast) -> dict[str, Any]:
    hall(cast)
    return {"key": "board"}


def charter(cast: Cast) -> dict[str, Any]:
    hall(cast)
    return {}


def called(cast: Cast) -> dict[str, Any]:
    return {"uid": hall(cast).call().uid}


def nominated(cast: Cast) -> dict[str, Any]:
    found = hall(cast)
    election = found.call()
    found.nominate(election, 6)
    return {"uid": found.close_nominations(election).uid}


def _candidacy(cast: Cast, *, stands: bool) -> tuple[Election, Candidacy]:
    """Somebody stands, or is asked, for whom the member of the cast speaks."""
    found = hall(cast)
    election = found.call()
    organisation = found.organisation(member=True)
    people.affiliate(cast.chadia.person, organisation, on=DAY, by=cast.amal.actor, at=at(DAY))
    if stands:
        return election, found.stands(election, organisation)
    return election, services.nominate(election, organisation=organisation, by=SYSTEM, at=at(DAY))


def asked(cast: Cast) -> dict[str, Any]:
    election, one = _candidacy(cast, stands=False)
    return {"uid": election.uid, "candidacy": one.uid}


def standing(cast: Cast) -> dict[str, Any]:
    election, one = _candidacy(cast, stands=True)
    return {"uid": election.uid, "candidacy": one.uid}


WHY = {"because": "It rains."}
CALL = {"title_en": "Board", "seats": "6", "ballot": "rank:balanced-stv"}

ROWS = {
    "elections:choose": Row(OFFICERS, args=charter),
    "elections:call": [Row(OFFICERS, args=board), Row(OFFICERS, args=board, method="post", data=CALL)],
    "elections:election": [Row(EVERYONE, args=called), Row(EVERYONE, args=nominated)],
    "elections:change": [Row(OFFICERS, args=called), Row(OFFICERS, args=called, method="post", data=CALL)],
    "elections:cancel": [Row(OFFICERS, args=called), Row(OFFICERS, args=called, method="post", data=WHY)],
    "elections:close_nominations": [Row(OFFICERS, args=called), Row(OFFICERS, args=called, method="post")],
    "elections:prolong": [Row(OFFICERS, args=called), Row(OFFICERS, args=nominated, method="post", data=WHY)],
    "elections:open": [Row(OFFICERS, args=nominated), Row(OFFICERS, args=nominated, method="post")],
    "elections:nominate": [Row(MEMBERS, args=called), Row(MEMBERS, args=called, method="post", data={"country": "MA"})],
    "elections:consent": [Row(SPEAKS, args=asked), Row(SPEAKS, args=asked, method="post")],
    "elections:decline": [Row(SPEAKS, args=asked), Row(SPEAKS, args=asked, method="post")],
    "elections:withdraw": [Row(SPEAKS, args=standing), Row(SPEAKS, args=standing, method="post", data=WHY)],
    "elections:statement": [Row(SPEAKS, args=standing), Row(SPEAKS, args=standing, method="post")],
    "elections:refuse": [Row(OFFICERS, args=asked), Row(OFFICERS, args=asked, method="post", data=WHY)],
}
