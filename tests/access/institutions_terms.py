"""The term base: members look words up, the secretary sets them."""

from __future__ import annotations

from mithaq.foundation.fields import words
from mithaq.institutions import services
from tests.access import MEMBERS, SECRETARY, Row
from tests.cast import AT, Cast


def term(cast: Cast) -> dict[str, str]:
    made = services.add_term(
        cast.institution,
        preferred=words(ar="ميثاق"),
        avoided={"ar": ["اتفاق"]},
        note=words(),
        by=cast.amal.actor,
        at=AT,
    )
    return {"uid": made.uid}


ROWS = {
    "institutions:terms": Row(MEMBERS),
    "institutions:add_term": [Row(SECRETARY), Row(SECRETARY, method="post", data={"preferred_en": "compact"})],
    "institutions:change_term": [
        Row(SECRETARY, args=term),
        Row(SECRETARY, args=term, method="post", data={"preferred_en": "compact"}),
    ],
    "institutions:remove_term": Row(SECRETARY, args=term, method="post"),
}
