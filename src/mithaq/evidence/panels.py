"""What higher rooms add to the pages of a document and of a passage: evidence asks, and knows none of them.

    panels.offer("passage", where_it_went)      # a function of the record and its reader, when a room starts

It gives the name of a template and its context, or None where it has nothing to say to this reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from mithaq.evidence.models import Document, Passage
from mithaq.evidence.visibility import Reader

Place = Literal["document", "passage"]
Panel = tuple[str, Mapping[str, Any]]
Ask = Callable[[Any, Reader], Panel | None]

_offered: dict[str, list[Ask]] = {"document": [], "passage": []}


def offer(place: Place, function: Ask) -> None:
    """Put a panel on the page of every document or passage; the same function again changes nothing."""
    if function not in _offered[place]:
        _offered[place].append(function)


def of(record: Document | Passage, *, to: Reader) -> list[Panel]:
    """What is offered about this record to this reader, in the order of the offers."""
    asked = _offered["document" if isinstance(record, Document) else "passage"]
    return [panel for ask in asked if (panel := ask(record, to)) is not None]
