"""The coding desk shows the words of a passage, its headings and its codes: planted in `evidence.py`, with the rest."""

from __future__ import annotations

from tests.xss import Shown
from tests.xss.evidence_readings import settled_by

FIELDS = {
    "evidence.Decision.by_name": Shown(settled_by),
}
NEVER = {
    "evidence.Passage.held_by": "made by the house, never shown",
    "evidence.Decision.key": "at most 64 signs, checked by the door, never shown",
    "evidence.Decision.kind": "a key of the house, held by a constraint",
    "evidence.Decision.before": "codings as they stood, from which they are made again; never shown",
    "evidence.Decision.after": "codings as they stand, from which they are made again; never shown",
    "evidence.Decision.by_uid": "made by the house, never shown",
}
