"""What the words of a charter are called by people, in three languages: one table a set of choices."""

from __future__ import annotations

from mithaq.blueprints.vocabulary import choices as c
from mithaq.blueprints.vocabulary.labels import KINDS, LABELS, PARTS
from mithaq.blueprints.vocabulary.open import ACTIONS, ATTRIBUTES, MOMENTS, PARTIES, TONGUES, VALUES
from mithaq.blueprints.vocabulary.table import Table

__all__ = [
    "ACTIONS",
    "ATTRIBUTES",
    "KINDS",
    "LABELS",
    "MOMENTS",
    "PARTIES",
    "PARTS",
    "TONGUES",
    "VALUES",
    "Table",
    "label",
    "table",
]

# By kind and word where kinds differ, by word otherwise.
_TABLES: dict[str, Table] = {
    "nature": c.NATURES,
    "level": c.LEVELS,
    "levels": c.LEVELS,
    "holder": c.HOLDERS,
    "selection": c.SELECTIONS,
    "rule": c.RULES,
    "on": c.MATTERS,
    "of": c.COUNTED,
    "medium": c.MEDIA,
    "status": c.STATUSES,
    "language": TONGUES,
    "body.kind": c.BODIES,
    "seat.renewal": c.RENEWALS,
    "seat.turn": c.TURNS,
    "power.grants": c.POWERS,
    "power.denies": c.POWERS,
    "observers.admitted": c.ADMITTED,
    "observers.for": c.INVITED_FOR,
    "observers.may": c.OBSERVING,
    "publication.of": c.PUBLISHED,
    "chair.held_by": c.CHAIRED,
    "gate.for": c.GATED,
    "output.kind": c.OUTPUTS,
    "milestone.kind": c.MILESTONES,
    "event.documents": c.OPEN_DOCUMENTS,
    "session.parts": c.SITTINGS,
    "session.records": c.RECORDED,
    "call.extension": c.EXTENDING,
    "call.template": c.TEMPLATES,
    "fact.kind": c.FACTS,
}


def table(kind: str, word: str) -> Table:
    """The words for what may be chosen there; empty where nothing may be chosen."""
    return _TABLES.get(f"{kind}.{word}") or _TABLES.get(word) or {}


def label(kind: str, word: str) -> str:
    """How a fact of a clause is called."""
    return str(LABELS.get(f"{kind}.{word}") or LABELS[word])
