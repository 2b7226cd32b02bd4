"""Notices are read by whoever takes part, and everybody reads their own: another's is not there."""

from __future__ import annotations

from mithaq.notices import services
from mithaq.notices.selectors import Notice
from tests.access import MEMBERS, Row
from tests.cast import AT, Cast


def told(cast: Cast) -> dict[str, str]:
    services.tell(cast.institution, [cast.chadia.person], "tests.told", about="a", at=AT)
    return {"uid": Notice.objects.get().uid}


ROWS = {
    "notices:notices": Row(MEMBERS),
    "notices:read_all": Row(MEMBERS, method="post"),
    "notices:by_mail": Row(MEMBERS, method="post", data={"wanted": "no"}),
    "notices:read": Row(MEMBERS, args=told, method="post", own=True),
}
