"""Bodies, who sits there, and every act on a seat."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import localdate

from mithaq.bodies import services
from mithaq.bodies.models import Waiting
from mithaq.foundation.actors import SYSTEM
from mithaq.people import services as people
from tests.access import EVERYONE, MEMBERS, OFFICERS, Row
from tests.bodies.network import BOARD, GROUP, Network
from tests.cast import AT, Cast

MORE = BOARD + (
    '[body.board.observers]\nadmitted = "invitation"\nmay = ["read"]\n'
    '[body.board.chair]\nheld_by = "state"\n'
    '[body.board.mandate.first]\nwhen = "2020"\nextended_by = "members"\n'
)
TODAY = localdate().isoformat()
MINE = frozenset({"member"})


def network(cast: Cast) -> Network:
    made = Network(cast.institution)
    made.adopt(MORE, GROUP, on=localdate() - timedelta(days=30))
    return made


def board(cast: Cast) -> dict[str, str]:
    network(cast)
    return {"key": "board"}


def picture(cast: Cast) -> dict[str, str]:
    return {**board(cast), "form": "svg"}


def organigram(cast: Cast) -> dict[str, str]:
    network(cast)
    return {"form": "csv"}


def open_group(cast: Cast) -> dict[str, str]:
    network(cast)
    return {"key": "group"}


def group(cast: Cast) -> dict[str, str]:
    return {"key": network(cast).group(on=localdate() - timedelta(days=5)).key}


def tenure(cast: Cast) -> dict[str, str]:
    """Of an organisation Chadia speaks for."""
    made = network(cast)
    one = made.organisation()
    people.affiliate(cast.chadia.person, one, on=localdate() - timedelta(days=20), by=SYSTEM, at=AT)
    return {"uid": made.seat(one, on=localdate() - timedelta(days=10)).uid}


def waiting(cast: Cast) -> dict[str, str]:
    """Chadia's organisation waits for a seat."""
    made = network(cast)
    there = made.group(on=localdate() - timedelta(days=5))
    one = made.organisation()
    people.affiliate(cast.chadia.person, one, on=localdate() - timedelta(days=20), by=SYSTEM, at=AT)
    for other in [*made.organisations(3), one]:
        made.ask(there, other, on=localdate() - timedelta(days=4))
    return {"uid": Waiting.objects.get(organisation=one).uid}


def observer(cast: Cast) -> dict[str, str]:
    made = network(cast)
    told = {"country": "MA", "on": localdate() - timedelta(days=3), "by": SYSTEM, "at": AT}
    return {"uid": services.invite_observer(made.body(), **told).uid}


ROWS = {
    "bodies:bodies": Row(EVERYONE),
    "bodies:organigram_file": Row(EVERYONE, args=organigram),
    "bodies:body": Row(EVERYONE, args=board),
    "bodies:seats_file": Row(EVERYONE, args=picture),
    "bodies:open": [Row(OFFICERS, args=open_group), Row(OFFICERS, args=open_group, method="post", data={"on": TODAY})],
    "bodies:seat": [Row(OFFICERS, args=board), Row(OFFICERS, args=board, method="post", data={"on": TODAY})],
    "bodies:ask": [Row(MEMBERS, args=group), Row(MEMBERS, args=group, method="post", data={"holder": "x"})],
    "bodies:vacate": [
        Row(OFFICERS, args=tenure),
        Row(OFFICERS, args=tenure, method="post", data={"on": TODAY, "ended": "resigned"}),
    ],
    "bodies:leave": [Row(MINE, args=tenure), Row(MINE, args=tenure, method="post")],
    "bodies:occupy": [Row(OFFICERS, args=tenure), Row(OFFICERS, args=tenure, method="post", data={"on": TODAY})],
    "bodies:name_alternate": [
        Row(OFFICERS, args=tenure),
        Row(OFFICERS, args=tenure, method="post", data={"on": TODAY}),
    ],
    "bodies:stop_waiting": Row(MINE | OFFICERS, args=waiting, method="post"),
    "bodies:invite_observer": [
        Row(OFFICERS, args=board),
        Row(OFFICERS, args=board, method="post", data={"on": TODAY}),
    ],
    "bodies:release_observer": Row(OFFICERS, args=observer, method="post"),
    "bodies:record_contribution": [
        Row(OFFICERS, args=board),
        Row(OFFICERS, args=board, method="post", data={"amount": "1"}),
    ],
    "bodies:pass_chair": [
        Row(OFFICERS, args=board),
        Row(OFFICERS, args=board, method="post", data={"first": "state:MA", "on": TODAY}),
    ],
    "bodies:extend_mandate": [Row(OFFICERS, args=board), Row(OFFICERS, args=board, method="post", data={})],
    "bodies:close": [Row(OFFICERS, args=board), Row(OFFICERS, args=board, method="post", data={"on": TODAY})],
}
