"""What is delivered is seen by whoever sees the institution; officers write it down and take it back."""

from __future__ import annotations

from tests.access import EVERYONE, OFFICERS, Row
from tests.cast import Cast
from tests.cycles.charters import ON
from tests.cycles.deliverables import ADVICE, deliver, institution


def clause(cast: Cast) -> dict[str, str]:
    institution(cast)
    return {"clause": ADVICE}


def delivered(cast: Cast) -> dict[str, str]:
    institution(cast)
    return {"uid": deliver(cast, ADVICE).uid}


TOLD = {"delivered_on": ON.isoformat(), "shown_by": "Sent"}

ROWS = {
    "cycles:delivered": Row(EVERYONE),
    "cycles:delivered_clause": Row(EVERYONE, args=clause),
    "cycles:deliver": [Row(OFFICERS, args=clause), Row(OFFICERS, args=clause, method="post", data=TOLD)],
    "cycles:take_back": [
        Row(OFFICERS, args=delivered),
        Row(OFFICERS, args=delivered, method="post", data={"reason": "Not so"}),
    ],
}
