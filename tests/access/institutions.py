"""The members' pages of an institution."""

from __future__ import annotations

from mithaq.foundation.models import Job
from tests.access import EVERYONE, MEMBERS, SECRETARY, Row
from tests.cast import AT, Cast


def job(cast: Cast) -> dict[str, str]:
    return {"uid": Job.objects.create(scope=cast.institution.uid, kind="evidence.deposit", asked_at=AT).uid}


ROWS = {
    "institutions:minute": Row(EVERYONE),
    "institutions:settings": [
        Row(SECRETARY),
        Row(SECRETARY, method="post", data={"name_en": "A name", "months": "plain"}),
    ],
    "institutions:jobs": Row(MEMBERS),
    "institutions:job": Row(MEMBERS, args=job),
}
