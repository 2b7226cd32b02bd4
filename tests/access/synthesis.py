"""A synthesis is read by whoever may visit; officers draft.

Who is kept from one by its visibility or that of its sources is in tests/synthesis/test_pages.py.
"""

from __future__ import annotations

from mithaq.evidence import services as evidence
from mithaq.evidence.enums import Visibility
from mithaq.synthesis import services as synthesis
from tests.access import EVERYONE, OFFICERS, Row
from tests.access.evidence import deposited
from tests.cast import AT, Cast, compact


def public(cast: Cast) -> dict[str, str]:
    compact(cast)
    source = deposited(cast)
    evidence.code(cast.institution, [source], by=cast.badr.actor, at=AT, workers=1)
    made = synthesis.draft(
        cast.institution, documents=[source], by=cast.badr.actor, at=AT, visibility=Visibility.PUBLIC
    )
    return {"uid": made.synthesis.uid}


def job(cast: Cast) -> dict[str, str]:
    compact(cast)
    asked = synthesis.draft_later(cast.institution, [deposited(cast)], by=cast.badr.actor, at=AT)
    return {"uid": asked.uid}


ROWS = {
    "synthesis:syntheses": Row(EVERYONE),
    "synthesis:synthesis": Row(EVERYONE, args=public),
    "synthesis:draft": [Row(OFFICERS), Row(OFFICERS, method="post", data={"shape": "objective"})],
    "synthesis:progress": Row(OFFICERS, args=job),
}
