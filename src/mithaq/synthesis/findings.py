"""What stands in the way of a release, or must be known before it, and what a later look at a release finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from mithaq.evidence import selectors as evidence
from mithaq.evidence.selectors import Passage

Weight = Literal["fault", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A key with facts, worded by `release_words.finding`. A fault forbids; a note is allowed, and said.

    `line` is the uid of a line of the draft, `document` and `passage` those of what it cites.
    """

    key: str
    weight: Weight = "fault"
    facts: Mapping[str, Any] = field(default_factory=dict)
    line: str = ""
    document: str = ""
    passage: str = ""


def faults(passages: Iterable[Passage]) -> dict[int, str]:
    """The passages that are not what their originals say, by key, and why: "bytes", "text" or "words".

    All of a text are looked at together, so that it is hashed once; one by one only where something is wrong.
    """
    by_text: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        by_text[passage.rendition_id].append(passage)
    found: dict[int, str] = {}
    for together in by_text.values():
        try:
            evidence.verify(together)
        except evidence.Unfaithful:
            for passage in together:
                if why := _why(passage):
                    found[passage.pk] = why
    return found


def _why(passage: Passage) -> str:
    try:
        evidence.verify([passage])
    except evidence.Unfaithful as wrong:
        return wrong.why
    return ""


def about(passage: Passage, number: int = 0) -> dict[str, Any]:
    """What a sentence about a cited passage needs to name it."""
    document = passage.document
    return {
        "title": dict(document.title),
        "file": document.file_name,
        "page": passage.page,
        "number": number,
        "words": passage.text[:80],
    }
