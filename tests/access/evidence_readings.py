"""Double readings and what the desk has learned are the officers'."""

from __future__ import annotations

from mithaq.evidence import agreement
from mithaq.evidence.models import DoubleReading, Passage
from mithaq.evidence.services import desk, readings
from tests.access import OFFICERS, Row
from tests.access.evidence import deposited
from tests.cast import AT, Cast


def asked(cast: Cast) -> DoubleReading:
    """A new one each time: what lay open before is given up."""
    for former in DoubleReading.objects.filter(closed_at=None):
        readings.give_up(cast.institution, former, by=cast.amal.actor, at=AT)
    document = deposited(cast)
    passages = list(Passage.objects.filter(rendition__document=document).order_by("number"))[2:4]
    return readings.ask(
        cast.institution,
        title="Sample",
        first=cast.amal.person,
        second=cast.badr.person,
        passages=passages,
        schemes=["act"],
        by=cast.amal.actor,
        at=AT,
    )


def differing(cast: Cast) -> tuple[DoubleReading, Passage]:
    """Both have read, and differ on the first."""
    reading = asked(cast)
    first, *_others = passages = list(agreement.passages_of(reading))
    for player, code in ((cast.amal, "fact"), (cast.badr, "challenge")):
        for passage in passages:
            given = code if passage == first else "fact"
            said: list[desk.Verdict] = [{"scheme": "act", "code": given, "name": "", "verdict": "yes"}]
            told = {
                "key": f"{reading.uid}-{player.person.uid}-{passage.pk}"[:64],
                "seen": 0,
                "by": player.actor,
                "at": AT,
            }
            desk.decide(cast.institution, passage, verdicts=said, reading=reading, **told)
    return reading, first


def reading(cast: Cast) -> dict[str, str]:
    return {"uid": asked(cast).uid}


def difference(cast: Cast) -> dict[str, str]:
    of, passage = differing(cast)
    return {"uid": of.uid, "passage": passage.uid}


ROWS = {
    "evidence:readings": Row(OFFICERS),
    "evidence:ask_reading": [Row(OFFICERS), Row(OFFICERS, method="post", data={"title": "Sample"})],
    "evidence:reading": Row(OFFICERS, args=reading),
    "evidence:settle_reading": [
        Row(OFFICERS, args=difference),
        Row(OFFICERS, args=difference, method="post", data={"key": "k", "chosen": ["act:fact"]}),
    ],
    "evidence:close_reading": Row(OFFICERS, args=reading, method="post"),
    "evidence:give_up_reading": Row(OFFICERS, args=reading, method="post"),
    "evidence:learned": [Row(OFFICERS), Row(OFFICERS, method="post")],
}
