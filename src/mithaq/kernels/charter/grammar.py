"""The words a charter may use: every kind of clause, where it may stand, its fields, and what each field may say.

This table is the grammar: the reader, the JSON Schema and docs/blueprint.md are all made from it. A rule that cannot be
said with these words becomes a new word here, with a test and its line in the documentation; never an expression.

The kinds stand by subject in `kinds_*.py`, what a field may choose from in `vocabulary.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mithaq.kernels.charter import kinds_bodies, kinds_calendar, kinds_record, kinds_standing
from mithaq.kernels.charter.fields import COMMON, Field, Kind
from mithaq.kernels.charter.vocabulary import LANGUAGES

__all__ = ["COMMON", "KINDS", "LANGUAGES", "TOP", "Field", "Kind", "fields", "kinds"]

_ALL = (*kinds_standing.KINDS, *kinds_bodies.KINDS, *kinds_calendar.KINDS, *kinds_record.KINDS)

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _ALL}
TOP = (
    *("institution", "principle", "objective", "party", "body", "membership", "roadmap", "milestone", "cycle", "phase"),
    *("event", "flow", "gate", "call", "output", "publication", "duty", "right", "money", "project"),
    *("recommendation", "intervention", "fact", "finding", "amendment"),
)


def fields(kind: Kind) -> Mapping[str, Field]:
    """The fields of a kind with those every clause has; its own come first."""
    return {**kind.fields, **{name: told for name, told in COMMON.items() if name not in kind.fields}}


def kinds() -> Iterator[Kind]:
    """Every kind, in the order of the documentation."""
    yield from _ALL
