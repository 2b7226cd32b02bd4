"""What is due is read by whoever takes part: their own; officers read the institution's, and put off what they see."""

from __future__ import annotations

from mithaq.notices import services
from mithaq.notices.selectors import Due, Owed
from tests.access import MEMBERS, Row
from tests.cast import AT, Cast


def due(cast: Cast) -> dict[str, str]:
    owed = Owed(kind="tests.owed", about="a", clause="", opens_on=AT.date(), persons=(cast.chadia.person.pk,))
    services.keep(cast.institution, [owed], on=AT.date(), at=AT)
    return {"uid": Due.objects.get(about="a").uid}


ROWS = {
    "notices:dues": Row(MEMBERS),
    "notices:snooze": [
        Row(MEMBERS, args=due, own=True),
        Row(MEMBERS, args=due, method="post", data={"until": "2020-01-01", "reason": "Why"}, own=True),
    ],
    "notices:wake": Row(MEMBERS, args=due, method="post", own=True),
}
