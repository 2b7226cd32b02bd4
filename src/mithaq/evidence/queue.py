"""The queue of the coding desk: which passage a person is handed next, and who has which before them.

Served by the index `passage_queue`: the next one costs the same among three passages and among 300,000.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from mithaq.evidence import agreement
from mithaq.evidence.enums import Scheme, Status
from mithaq.evidence.models import Coding, Decision, Document, DoubleReading, Passage, Rendition
from mithaq.evidence.visibility import Reader, visible, visible_passages
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution

HELD = timedelta(minutes=2)
"""How long a passage lies before whoever looked at it last."""
RARE = 2_000
"""So few that looking at each is quicker than going down the queue until one is met."""
COUNTED = 10_000
"""No count on the desk goes further: beyond, the page says "more than"."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants to be handed: the most doubtful first, or one document after the other from its beginning.

    `decided` takes in what was decided already, which has an order in documents only. `reading` hands out what this
    person has not read of a double reading, and nothing else; what lies in an open one is handed out nowhere else.
    """

    in_order: bool = False
    document: Document | None = None
    lang: str = ""
    objective: str = ""
    decided: bool = False
    reading: DoubleReading | None = None

    @property
    def by_doubt(self) -> bool:
        return not (self.in_order or self.decided)


@dataclass(frozen=True, slots=True)
class Progress:
    """`waiting` stops at `COUNTED`; `mine` are this person's decisions since `since`."""

    waiting: int
    mine: int

    @property
    def is_more(self) -> bool:
        return self.waiting >= COUNTED


def next_passage(
    institution: Institution, asked: Asked, *, to: Reader, by: Actor, at: datetime, after: Passage | None = None
) -> Passage | None:
    """The next one that does not lie before somebody else; None at the end. `after` is the one they had before."""
    if asked.reading is not None:
        return _to_read(asked.reading, by=by, after=after)
    rows = _open(_current(institution, asked, to=to), by=by, at=at)
    if asked.by_doubt:
        if after is not None:
            beyond = Q(doubt__lt=after.doubt) | Q(doubt=after.doubt, pk__gt=after.pk)
            rows = rows.filter(beyond, doubt__lte=after.doubt)  # the second bound is the one an index can use
        few = _few(asked)
        if few is not None:
            return _most_doubtful_of_few(rows.filter(pk__in=few))
        return _most_doubtful_of_few(rows) if asked.document else _most_doubtful(rows)
    return _in_order(rows, asked, after)


def following(institution: Institution, passage: Passage, *, to: Reader) -> Passage | None:
    """The one that stands after it in its document."""
    rows = visible_passages(Passage.objects.filter(is_current=True), to=to, institution=institution)
    beside = rows.filter(rendition=passage.rendition_id, number=passage.number + 1)
    return beside.select_related("rendition__document").defer("rendition__text").first()


def hold(passage: Passage, *, by: Actor, at: datetime) -> None:
    """It lies before this person now, unless it lies before somebody else.

    Part of the transaction of an act, which holds the register: whoever is deciding about this passage waits for that,
    so that waiting for them would never end. Theirs it is, then.
    """
    with transaction.atomic():
        free = Passage.objects.select_for_update(skip_locked=True).filter(_free(by, at), pk=passage.pk)
        held = Passage.objects.filter(pk__in=free.values("pk"))
        held.update(held_by=by.uid, held_until=at + HELD)


def progress(institution: Institution, asked: Asked, *, to: Reader, by: Actor, since: datetime) -> Progress:
    """How many wait, as far as is counted, and how many this person decided; for a whole page, not for each step."""
    if asked.reading is not None:
        rows = agreement.left_to_read(asked.reading, by).order_by()
    else:
        rows = _current(institution, asked, to=to).order_by()
    mine = Decision.objects.filter(by_uid=by.uid, at__gte=since, undone_at=None).exclude(kind="undo")
    return Progress(waiting=rows[:COUNTED].count(), mine=mine.count())


def _most_doubtful(rows: QuerySet[Passage]) -> Passage | None:
    """By the index `passage_queue`, in the order of all its columns, which is how PostgreSQL sees that it is sorted.

    `= true` is spelt out, for SQLite uses no index for a bare truth.
    """
    return rows.filter(is_current=Value(True)).order_by("decided_at", "-doubt", "pk").first()


def _most_doubtful_of_few(rows: QuerySet[Passage]) -> Passage | None:
    """Of some thousand passages (one document, a rare code): each is looked at, by an index of its own."""
    doubts = rows.order_by("rendition", "number").values_list("doubt", "pk")
    best = min(doubts, key=lambda row: (-row[0], row[1]), default=None)
    return rows.get(pk=best[1]) if best else None


def _few(asked: Asked) -> list[int] | None:
    """The keys of what fits a rare language or code; None where it is frequent enough to be met soon."""
    found = [_spoken(asked.lang)] if asked.lang else []
    found += [_coded(asked.objective).values_list("passage", flat=True)] if asked.objective else []
    for keys in found:
        few = list(keys[: RARE + 1])
        if len(few) <= RARE:
            return few
    return None


def _spoken(lang: str) -> QuerySet[Any, int]:
    return Passage.objects.filter(lang=lang).order_by().values_list("pk", flat=True)


def _coded(objective: str) -> QuerySet[Coding]:
    rows = Coding.objects.filter(scheme=Scheme.OBJECTIVE, code=objective, is_obsolete=False)
    return rows.exclude(status=Status.REJECTED).order_by()


def _current(institution: Institution, asked: Asked, *, to: Reader) -> QuerySet[Passage]:
    rows = visible_passages(Passage.objects.filter(is_current=True), to=to, institution=institution)
    rows = rows.filter(rendition__is_original=True).exclude(pk__in=agreement.under_reading(institution).values("pk"))
    if not asked.decided:
        rows = rows.filter(decided_at=None)
    if asked.document is not None:
        texts = Rendition.objects.filter(document=asked.document, is_original=True, is_current=True)
        rows = rows.filter(rendition__in=list(texts.values_list("pk", flat=True)))
    if asked.lang:
        rows = rows.filter(lang=asked.lang)
    if asked.objective:
        rows = rows.filter(Exists(_coded(asked.objective).filter(passage=OuterRef("pk"))))
    return rows.select_related("rendition__document").defer("rendition__text")


def _to_read(reading: DoubleReading, *, by: Actor, after: Passage | None) -> Passage | None:
    """In the order of the documents, round and round: what was passed over comes again."""
    if not agreement.is_reader(reading, by) or reading.closed_at is not None:
        return None
    rows = agreement.left_to_read(reading, by)
    if after is not None:
        here = Q(rendition=after.rendition_id, number__gt=after.number) | Q(rendition__gt=after.rendition_id)
        rest = rows.filter(here).first()
        if rest is not None:
            return rest
        rows = rows.exclude(pk=after.pk) if rows.exclude(pk=after.pk).exists() else rows
    return rows.first()


def _open(rows: QuerySet[Passage], *, by: Actor, at: datetime) -> QuerySet[Passage]:
    return rows.filter(_free(by, at))


def _free(by: Actor, at: datetime) -> Q:
    return Q(held_until=None) | Q(held_until__lte=at) | Q(held_by=by.uid)


def _in_order(rows: QuerySet[Passage], asked: Asked, after: Passage | None) -> Passage | None:
    """On in the same document; at its end, or at the beginning, the document of the most doubtful passage."""
    if after is not None:
        here = rows.filter(rendition=after.rendition_id, number__gt=after.number).order_by("number").first()
        if here is not None or asked.document is not None:
            return here
        rows = rows.exclude(rendition=after.rendition_id)
    if asked.document is not None:
        return rows.order_by("number").first()
    first = _most_doubtful(rows.filter(decided_at=None))
    if first is None:
        return None
    return rows.filter(rendition=first.rendition_id).order_by("number").first()


def documents_to_code(institution: Institution, *, to: Reader, most: int = 200) -> Iterable[Document]:
    """For the filter of the desk: the newest documents, as far as a list stays a list."""
    return visible(Document.objects.all(), to=to, institution=institution)[:most]
