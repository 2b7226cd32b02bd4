"""One passage as it lies on the coding desk: its words with what speaks for each code, and what stands around."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet

from mithaq.compacts import selectors as compacts
from mithaq.evidence.enums import Scheme, Status
from mithaq.evidence.models import Coding, Passage
from mithaq.evidence.services.desk import Verdict
from mithaq.evidence.showing import Chip, Names

AROUND = 280


class NamesWhenNeeded(Names):
    """The same names, each table of them read when a code of it is there: a card has a handful."""

    def __init__(self, compact_key: str, lang: str) -> None:
        self.compact_key, self.lang = compact_key, lang

    @cached_property
    def objectives(self) -> Mapping[int, Any]:  # type: ignore[override]
        return self._titles(compacts.objectives)

    @cached_property
    def principles(self) -> Mapping[int, Any]:  # type: ignore[override]
        return self._titles(compacts.principles)

    @cached_property
    def states(self) -> Mapping[str, Any]:  # type: ignore[override]
        return compacts.states_by_code()

    def _titles(self, provisions: Callable[[Any], QuerySet[Any]]) -> Mapping[int, Any]:
        compact = compacts.by_key(self.compact_key)
        return {p.number: p for p in provisions(compact).only("number", "title", "short_title")} if compact else {}


_ORDER = {scheme: place for place, scheme in enumerate(("act", "objective", "principle", "speaker", "country"))}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the words; `numbers` are the codes it speaks for, as they are numbered on the card."""

    text: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One code on the card. `agreed` is how its box stands; `is_added` says that a person just picked it."""

    number: int
    place: str
    chip: Chip
    agreed: bool
    spans: tuple[tuple[int, int], ...] = ()
    is_added: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """Where a second part could begin."""

    number: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    passage: Passage
    before: str
    after: str
    pieces: tuple[Piece, ...]
    rows: tuple[Row, ...]
    words: tuple[Word, ...]
    can_merge: bool


def card(passage: Passage, names: Names, *, said: Sequence[Verdict] = ()) -> Card:
    """`said` is what a person ticked before the card came back to them: it stands as they left it."""
    codings = list(Coding.objects.filter(passage=passage, is_obsolete=False))
    rows = _rows(codings, names, said)
    around = Passage.objects.filter(
        rendition=passage.rendition_id, is_current=True, number__in=(passage.number - 1, passage.number + 1)
    )
    beside = {p.number - passage.number: p for p in around.only("number", "text", "kind", "lang")}
    before, after = beside.get(-1), beside.get(1)
    return Card(
        passage=passage,
        before=_tail(before.text) if before else "",
        after=_head(after.text) if after else "",
        pieces=tuple(_pieces(passage.text, rows)),
        rows=tuple(rows),
        words=tuple(_words(passage.text)),
        can_merge=after is not None and "heading" not in (passage.kind, after.kind) and after.lang == passage.lang,
    )


def chips_of(verdicts: Iterable[Verdict], names: Names) -> list[Chip]:
    """What somebody said yes to, as words."""
    return [
        names.chip(Coding(scheme=v["scheme"], code=v["code"], name=v["name"], status=Status.CONFIRMED, score=1.0))
        for v in verdicts
        if v["verdict"] == "yes"
    ]


def _rows(codings: Sequence[Coding], names: Names, said: Sequence[Verdict]) -> list[Row]:
    ticked = {(v["scheme"], v["code"]): v["verdict"] == "yes" for v in said}
    there = {(c.scheme, c.code) for c in codings}
    added = [
        Coding(scheme=scheme, code=code, status=Status.CONFIRMED, score=1.0, method="person")
        for (scheme, code), agreed in ticked.items()
        if agreed and (scheme, code) not in there
    ]
    best = sorted(codings, key=lambda c: (_ORDER[c.scheme], c.status == Status.REJECTED, -(c.rank or c.score), c.code))
    return [
        Row(
            number=number,
            place=f"{coding.scheme}:{coding.code}",
            chip=replace(names.chip(coding), status=coding.status),
            agreed=ticked.get((coding.scheme, coding.code), coding.status != Status.REJECTED),
            spans=tuple((int(a), int(b)) for a, b in coding.spans),
            is_added=coding in added and not coding.pk,
        )
        for number, coding in enumerate([*best, *added], start=1)
    ]


def _pieces(text: str, rows: Sequence[Row]) -> list[Piece]:
    """The text cut wherever something that speaks for a code begins or ends."""
    edges = {0, len(text)}
    for row in rows:
        for a, b in row.spans:
            edges |= {min(max(a, 0), len(text)), min(max(b, 0), len(text))}
    found: list[Piece] = []
    for start, end in pairwise(sorted(edges)):
        numbers = tuple(row.number for row in rows if any(a <= start and end <= b for a, b in row.spans))
        if found and found[-1].numbers == numbers:
            found[-1] = Piece(found[-1].text + text[start:end], numbers)
        else:
            found.append(Piece(text[start:end], numbers))
    return found


def _words(text: str) -> list[Word]:
    """Every word but the first, with what it stands before."""
    found, at = [], 0
    for number, word in enumerate(text.split(), start=1):
        at = text.index(word, at)
        if number > 1:
            found.append(Word(number, at, word[:40]))
        at += len(word)
    return found


def _tail(text: str) -> str:
    return text if len(text) <= AROUND else "… " + text[-AROUND:].partition(" ")[2]


def _head(text: str) -> str:
    return text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0] + " …"


SINGLE = (Scheme.ACT.value, Scheme.SPEAKER.value)
