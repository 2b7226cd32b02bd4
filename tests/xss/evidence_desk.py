"""What stands on the coding desk."""

from __future__ import annotations

from tests.xss import Shown

FIELDS: dict[str, Shown] = {}
NEVER = {
    "evidence.Passage.held_by": "made by the house, never shown",
}
