"""The leaves of a document: its original a page at a time with its passages marked, or beside a translation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Length, Substr

from mithaq.evidence.models import Document, Passage, Rendition

PASSAGES = 40
_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the raw text; `number` is the passage it belongs to, or None. `page` begins with it, or 0."""

    text: str
    number: int | None = None
    page: int = 0
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What stands beside each other; either side may be longer or empty."""

    original: tuple[tuple[str, str], ...]
    translation: tuple[str, ...]


def count(document: Document, rows: QuerySet[Passage]) -> int:
    """How many leaves a document has: the pages of its original; one without pages is cut every 40 passages."""
    return document.pages if document.pages > 1 else max(1, -(-rows.count() // PASSAGES))


def of(document: Document, passage: Passage) -> int:
    """The leaf on which a passage begins."""
    if document.pages > 1:
        return passage.page
    before = Passage.objects.filter(rendition=passage.rendition_id, is_current=True, number__lt=passage.number)
    return before.count() // PASSAGES + 1


def passages(rows: QuerySet[Passage], document: Document, leaf: int) -> QuerySet[Passage]:
    """Those of the passages that begin on a leaf."""
    if document.pages > 1:
        return rows.filter(page=leaf)
    return rows[(leaf - 1) * PASSAGES : leaf * PASSAGES]


def stretches(document: Document, passages: Sequence[Passage], *, leaf: int) -> list[Stretch]:
    """The raw text of the original on a leaf, in its order, each passage's stretch on its own.

    Only what is shown is read from the database.
    """
    page = leaf if document.pages > 1 else None
    found = document.renditions.filter(is_original=True, is_current=True).annotate(letters=Length("text"))
    rendition = found.values("pk", "page_starts", "letters").first()
    if rendition is None:
        return []
    starts: list[int] = rendition["page_starts"] or [0]
    inside = [p for p in passages if p.rendition_id == rendition["pk"]]
    first = min((p.start for p in inside), default=0)
    last = max((p.end for p in inside), default=0)
    if page is not None and page <= len(starts):
        first = min(first, starts[page - 1]) if inside else starts[page - 1]
        last = max(last, starts[page] if page < len(starts) else rendition["letters"])
    if last <= first:
        return []
    text = (
        Rendition.objects.filter(pk=rendition["pk"])
        .annotate(part=Substr("text", first + 1, last - first))
        .values_list("part", flat=True)
        .get()
    )
    return list(_cut(text, first, inside, starts))


def _cut(text: str, first: int, passages: Iterable[Passage], starts: Sequence[int]) -> Iterator[Stretch]:
    at, page = first, bisect_right(starts, first)
    yield Stretch("", page=page)
    for passage in sorted(passages, key=lambda p: (p.start, p.end)):
        if passage.end <= at:
            continue
        begins = max(passage.start, at)
        yield from _between(text[at - first : begins - first], at, starts)
        yield Stretch(text[begins - first : passage.end - first], number=passage.number, lang=passage.lang)
        at = passage.end
    yield from _between(text[at - first :], at, starts)


def _between(text: str, at: int, starts: Sequence[int]) -> Iterator[Stretch]:
    """What no passage holds, parted where a page begins."""
    for page in range(bisect_right(starts, at), len(starts)):
        begins = starts[page] - at
        if begins >= len(text):
            break
        if begins > 0:
            yield Stretch(text[:begins])
        yield Stretch("", page=page + 1)
        text, at = text[max(begins, 0) :], starts[page]
    if text:
        yield Stretch(text)


def rows(passages: Sequence[tuple[str, str]], translation: str) -> tuple[list[Row], bool]:
    """An original, as `(language, words)` of its passages, beside the paragraphs of its translation.

    Where both have as many, one stands beside one (and True is said); else each paragraph stands beside the passages
    at the same share of the length.
    """
    paragraphs = [part.strip() for part in _PARAGRAPHS.split(translation) if part.strip()]
    if len(paragraphs) == len(passages):
        return [Row((p,), (t,)) for p, t in zip(passages, paragraphs, strict=True)], True
    if not passages or not paragraphs:
        return [Row(tuple(passages), tuple(paragraphs))], False
    few = min(len(passages), len(paragraphs))
    left: list[list[tuple[str, str]]] = [[] for _ in range(few)]
    right: list[list[str]] = [[] for _ in range(few)]
    ours, theirs = _middles([w for _, w in passages]), _middles(paragraphs)
    by_fewer = len(passages) == few
    edges = _edges([w for _, w in passages] if by_fewer else paragraphs)
    for passage, middle in zip(passages, ours, strict=True):
        left[min(bisect_right(edges, middle), few - 1)].append(passage)
    for paragraph, middle in zip(paragraphs, theirs, strict=True):
        right[min(bisect_right(edges, middle), few - 1)].append(paragraph)
    return [Row(tuple(a), tuple(b)) for a, b in zip(left, right, strict=True)], False


def _edges(parts: Sequence[str]) -> list[float]:
    """Where each part ends, as a share of all."""
    whole, at, ends = sum(map(len, parts)) or 1, 0, []
    for part in parts:
        at += len(part)
        ends.append(at / whole)
    return ends[:-1]


def _middles(parts: Sequence[str]) -> list[float]:
    """Where the middle of each part stands, as a share of all."""
    whole, at, middles = sum(map(len, parts)) or 1, 0, []
    for part in parts:
        middles.append((at + len(part) / 2) / whole)
        at += len(part)
    return middles
