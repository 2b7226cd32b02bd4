"""Results: counting and declaring is the officers'; what was counted is theirs until it is declared, then public."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mithaq.elections import services
from mithaq.elections.models import Candidacy, Count, Election
from mithaq.foundation.actors import SYSTEM
from tests.access import EVERYONE, OFFICERS, Row
from tests.bodies.network import at
from tests.cast import Cast
from tests.elections.hall import BOARD, LEVELS_EQUAL, TERM_FROM, Hall
from tests.elections.polls import COUNTED, DECLARED_ON, closed, some


def shut(cast: Cast) -> Election:
    hall = Hall(cast.institution)
    hall.adopt(BOARD, LEVELS_EQUAL)
    return closed(hall, hall.members(9), some(9, 30))


def closing(cast: Cast) -> dict[str, Any]:
    return {"uid": shut(cast).uid}


def _counted(cast: Cast) -> Count:
    return services.count_now(shut(cast), by=SYSTEM, at=COUNTED)


def counted(cast: Cast) -> dict[str, Any]:
    return {"uid": _counted(cast).election.uid}


def declared(cast: Cast) -> dict[str, Any]:
    count = _counted(cast)
    services.declare(count, on=DECLARED_ON, by=SYSTEM, at=at(DECLARED_ON))
    return {"uid": count.election.uid}


def vacated(cast: Cast) -> dict[str, Any]:
    """Somebody elected has left."""
    hall = Hall(cast.institution)
    hall.adopt(BOARD.replace('"5-6"', '"3-6"'), LEVELS_EQUAL)
    count = services.count_now(closed(hall, hall.members(12), some(12, 30)), by=SYSTEM, at=COUNTED)
    first, *_ = services.declare(count, on=DECLARED_ON, by=SYSTEM, at=at(DECLARED_ON))
    assert first.tenure is not None
    hall.vacate(first.tenure, TERM_FROM + timedelta(days=30))
    return {"uid": count.election.uid}


def about(made: dict[str, Any]) -> dict[str, Any]:
    first = Candidacy.objects.filter(election__uid=made["uid"]).order_by("number")[0]
    return {**made, "candidacy": first.uid}


def part(made: dict[str, Any]) -> dict[str, Any]:
    return {**made, "part": 0, "form": "svg"}


ROWS = {
    "elections:countback": [Row(OFFICERS, args=vacated), Row(OFFICERS, args=vacated, method="post")],
    "elections:by_election": [Row(OFFICERS, args=vacated), Row(OFFICERS, args=vacated, method="post")],
    "elections:drop_out": [
        Row(OFFICERS, args=lambda cast: about(counted(cast))),
        Row(OFFICERS, args=lambda cast: about(counted(cast)), method="post", data={"because": "It rains."}),
    ],
    "elections:count": [Row(OFFICERS, args=closing), Row(OFFICERS, args=counted, method="post")],
    "elections:declare": [Row(OFFICERS, args=counted), Row(OFFICERS, args=counted, method="post")],
    "elections:result": [Row(EVERYONE, args=declared), Row(OFFICERS, args=counted, hidden=True)],
    "elections:rounds": [Row(EVERYONE, args=declared), Row(OFFICERS, args=counted, hidden=True)],
    "elections:rounds_file": [
        Row(EVERYONE, args=lambda cast: part(declared(cast))),
        Row(OFFICERS, args=lambda cast: part(counted(cast)), hidden=True),
    ],
    "elections:ballots": [Row(EVERYONE, args=declared), Row(OFFICERS, args=counted, hidden=True)],
    "elections:ballots_csv": [Row(EVERYONE, args=declared), Row(OFFICERS, args=counted, hidden=True)],
    "elections:account_csv": [Row(EVERYONE, args=declared), Row(OFFICERS, args=counted, hidden=True)],
    "elections:account_json": [Row(EVERYONE, args=declared), Row(OFFICERS, args=counted, hidden=True)],
    "elections:recount": [Row(EVERYONE, args=declared), Row(OFFICERS, args=counted, hidden=True)],
    "elections:why": [
        Row(EVERYONE, args=lambda cast: about(declared(cast))),
        Row(OFFICERS, args=lambda cast: about(counted(cast)), hidden=True),
    ],
}
