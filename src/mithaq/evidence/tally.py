"""The facets of many passages as plain values, to count by: one query, and no text is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mithaq.evidence.models import Document, Facets


@dataclass(frozen=True, slots=True)
class Faceted:
    """What is known of one current statement; `passage` and `document` are keys."""

    passage: int
    document: int
    lang: str
    kind: str
    act: str
    category: str
    objectives: frozenset[int]
    countries: frozenset[str]


def faceted(documents: Iterable[Document]) -> list[Faceted]:
    """The current passages of these documents. Whoever asks has seen to it that their reader may see them."""
    rows = Facets.objects.filter(document__in=[d.pk for d in documents], is_current=True).order_by("passage")
    columns = ("passage", "document", "lang", "kind", "act", "category", "objectives", "countries")
    return [
        Faceted(passage, document, lang, kind, act, category, _numbers(objectives), _codes(countries))
        for passage, document, lang, kind, act, category, objectives, countries in rows.values_list(*columns)
    ]


def _numbers(row: str) -> frozenset[int]:
    return frozenset(int(number) for number in row.split(",") if number)


def _codes(row: str) -> frozenset[str]:
    return frozenset(code for code in row.split(",") if code)
