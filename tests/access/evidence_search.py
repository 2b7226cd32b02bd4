"""Saved searches: those who take part keep their own; nobody is told that somebody else's exist."""

from __future__ import annotations

from mithaq.evidence.services import saved
from tests.access import MEMBERS, Row
from tests.cast import AT, Cast


def of_the_member(cast: Cast) -> dict[str, str]:
    kept = saved.save(cast.institution, cast.chadia.person, "Mine", {"q": "migrants"}, lang="en", at=AT)
    return {"uid": kept.uid}


ROWS = {
    "evidence:saved": [Row(MEMBERS), Row(MEMBERS, method="post", data={"asked": "q=migrants", "title": "Migrants"})],
    "evidence:saved-one": [
        Row(MEMBERS, args=of_the_member, own=True),
        Row(MEMBERS, args=of_the_member, own=True, method="post", data={"title": "Another name"}),
    ],
    "evidence:saved-delete": Row(MEMBERS, args=of_the_member, own=True, method="post"),
}
