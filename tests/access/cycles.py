"""The calendar is seen by whoever sees the institution; officers keep it, members ask for more time."""

from __future__ import annotations

from mithaq.cycles import services
from mithaq.cycles.models import Milestone
from tests.access import EVERYONE, MEMBERS, OFFICERS, Row
from tests.cast import AT, Cast
from tests.cycles.charters import ON, adopt


def milestone(key: str):
    def args(cast: Cast) -> dict[str, str]:
        adopt(cast)
        return {"uid": Milestone.objects.get(clause=key).uid}

    return args


def reached(cast: Cast) -> dict[str, str]:
    made = milestone("milestone.draft")(cast)
    one = Milestone.objects.get(**made)
    services.reach(one, done_on=ON, seen=one.version, on=ON, by=cast.badr.actor, at=AT)
    return made


def asked(cast: Cast) -> dict[str, str]:
    one = Milestone.objects.get(**milestone("call.reports")(cast))
    until = one.until
    assert until is not None
    made = services.ask_extension(one, country="TN", until=until, reason="Why", by=cast.chadia.actor, at=AT)
    return {"uid": made.uid}


def file(form: str):
    def args(cast: Cast) -> dict[str, str]:
        adopt(cast)
        return {"form": form}

    return args


ROWS = {
    "cycles:calendar": Row(EVERYONE),
    "cycles:feed": Row(EVERYONE),
    "cycles:roadmap": Row(EVERYONE),
    "cycles:roadmap_file": [Row(EVERYONE, args=file("svg")), Row(EVERYONE, args=file("csv"))],
    "cycles:flows": Row(EVERYONE),
    "cycles:flows_file": Row(EVERYONE, args=file("svg")),
    "cycles:milestone": Row(EVERYONE, args=milestone("call.reports")),
    "cycles:settle": [
        Row(OFFICERS, args=milestone("event.side")),
        Row(
            OFFICERS,
            args=milestone("event.side"),
            method="post",
            data={"seen": "1", "first": "2021-01-01", "last": "2021-01-01"},
        ),
    ],
    "cycles:reach": [
        Row(OFFICERS, args=milestone("milestone.draft")),
        Row(OFFICERS, args=milestone("milestone.draft"), method="post", data={"seen": "1", "done_on": ON.isoformat()}),
    ],
    "cycles:reopen": [
        Row(OFFICERS, args=reached),
        Row(OFFICERS, args=reached, method="post", data={"seen": "2", "reason": "Not so"}),
    ],
    "cycles:ask": [
        Row(MEMBERS, args=milestone("call.reports")),
        Row(
            MEMBERS,
            args=milestone("call.reports"),
            method="post",
            data={"holder": "person", "until": "2021-12-01", "reason": "Why"},
        ),
    ],
    "cycles:decide": [
        Row(OFFICERS, args=asked),
        Row(OFFICERS, args=asked, method="post", data={"verdict": "refuse", "answer": "Too late"}),
    ],
}
