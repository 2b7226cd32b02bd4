"""The compact is read by whoever may visit the institution."""

from __future__ import annotations

from tests.access import EVERYONE, Row
from tests.cast import Cast, compact


def loaded(cast: Cast) -> dict[str, int]:
    compact(cast)
    return {}


def objective(cast: Cast) -> dict[str, int]:
    compact(cast)
    return {"number": 8}


ROWS = {
    "compacts:compact": Row(EVERYONE, args=loaded),
    "compacts:objective": Row(EVERYONE, args=objective),
    "compacts:categories": Row(EVERYONE, args=loaded),
    "compacts:states": Row(EVERYONE, args=loaded),
}
