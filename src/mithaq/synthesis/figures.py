"""What is counted when a draft is made. Only keys and numbers: `wording` names them, `None` stays None."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from mithaq.evidence.selectors import Document, Read
from mithaq.synthesis.services.plan import NO_STATEMENT, is_question

NOBODY = "none"


def counts(sources: Mapping[int, Document], reads: Sequence[Read]) -> dict[str, Any]:
    """Figures of what was read; `sources` by number."""
    statements = _statements(reads)
    return {
        "documents": len(sources),
        "pages": sum(document.pages for document in sources.values()),
        "passages": len(reads),
        "statements": len(statements),
        "on_objectives": sum(bool(r.objectives) for r in statements),
        "questions": sum(is_question(r) for r in reads if r.kind not in NO_STATEMENT),
        "confirmed": sum(r.confirmed for r in reads),
        "simulated": sum(document.is_simulated for document in sources.values()),
        "languages": dict(sorted(Counter(r.lang for r in reads).items())),
    }


def member(read: Read, numbers: Mapping[int, int]) -> dict[str, Any]:
    """One who carries a line, as keys: enough to count again when a source is withdrawn."""
    return {
        "passage": read.uid,
        "source": numbers[read.document],
        "speaker": read.speaker,
        "countries": read.countries,
        "lang": read.lang,
    }


def matrices(sources: Mapping[int, Document], reads: Sequence[Read], objectives: Sequence[int]) -> dict[str, Any]:
    """Objectives by document (its number), by State named, by kind of speaker.

    A matrix counts statements only: headings, repeated lines and questions are read, and are no statements. Its
    denominators are the statements of each column, whether they speak of an objective or not.
    """
    statements = _statements(reads)
    numbers = {document.pk: str(n) for n, document in sources.items()}
    coded = {numbers[document.pk] for document in sources.values() if document.coder}
    return {
        "document": _matrix(
            statements, objectives, lambda r: [numbers[r.document]], known=list(numbers.values()), told=coded
        ),
        "country": _matrix(statements, objectives, lambda r: r.countries),
        "category": _matrix(statements, objectives, lambda r: [r.speaker or NOBODY]),
    }


def _statements(reads: Sequence[Read]) -> list[Read]:
    return [r for r in reads if r.kind not in NO_STATEMENT and not is_question(r)]


def _matrix(
    statements: Sequence[Read],
    objectives: Sequence[int],
    columns_of: Callable[[Read], Iterable[str]],
    *,
    known: Sequence[str] = (),
    told: set[str] | None = None,
) -> dict[str, Any]:
    """Columns that are `known` from the start stand in that order; others follow by how much they have to say.

    A column outside `told` was never coded: its cells are unknown (None), which is not nothing (0).
    """
    seen: Counter[str] = Counter()
    cells: Counter[tuple[int, str]] = Counter()
    for read in statements:
        for column in set(columns_of(read)):
            seen[column] += 1
            cells.update((number, column) for number in {n for n, _, _ in read.objectives})
    rest = sorted((c for c in seen if c not in known), key=lambda c: (c == NOBODY, -seen[c], c))
    columns = [*known, *rest]
    return {
        "rows": list(objectives),
        "columns": columns,
        "cells": [[cells[n, c] if told is None or c in told else None for c in columns] for n in objectives],
        "denominators": [seen[c] for c in columns],
    }
