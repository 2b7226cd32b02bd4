"""What stands on the coding desk."""

from __future__ import annotations

NEVER = {
    "evidence.Passage.held_by": "made by the house, never shown",
}
