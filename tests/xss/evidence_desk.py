"""The coding desk shows the words of a passage, its headings and its codes: planted in `evidence.py`, with the rest."""

from __future__ import annotations

from tests.xss import Shown

FIELDS: dict[str, Shown] = {}
NEVER = {
    "evidence.Passage.held_by": "made by the house, never shown",
}
