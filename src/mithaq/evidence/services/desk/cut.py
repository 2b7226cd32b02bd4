"""Cutting passages otherwise: one in two, or two beside each other in one.

The new passages are cut from the same text, with their own offsets, so that they verify against the original like any
other. The former ones are put aside, never changed: whoever cited them still finds them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django_scopes import scope

from mithaq.evidence.enums import SINGLE, Status
from mithaq.evidence.models import Coding, Decision, Document, Passage, Rendition
from mithaq.evidence.services import facets, ranking, texts
from mithaq.evidence.services.coding import suggestions
from mithaq.evidence.services.desk.records import Changed, earlier, last_decision, live, refuse_reserved
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution
from mithaq.kernels import text as kernel

LONGEST = 180
"""Words of the longest passage a person may make: twice what the kernel makes."""
_FAR = 1_000_000_000  # beyond every number of a passage


class Uncut(Exception):
    """It cannot be cut so. `why`: "edge" (a part would have no words), "heading", "apart" (not one after the other, or
    something stands between them), "languages", "long" (more than `LONGEST` words), "unfaithful" (its words are not
    those of its place: read the document again first)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def split(
    institution: Institution, passage: Passage, *, at_char: int, key: str, seen: int, by: Actor, at: datetime
) -> Decision:
    """Two passages of one: the second begins at this character of its text.

    Codes go to the part that holds the words behind them; where no words do, they are suggestions again for both.
    Refused: `Uncut`; `Changed` as in `decide`.
    """
    with scope(institution=institution), transaction.atomic():
        rendition = _text_of(passage)
        if known := earlier(institution, key, "split", passage, by=by):
            return known
        row = _seen(passage, seen)
        origins = _origins(rendition, row)
        if not 0 < at_char < len(row.text):
            raise Uncut("edge")
        place = row.start + origins[at_char]
        made = [_part(rendition, row, a, b) for a, b in ((row.start, place), (place, row.end))]
        if _letters(row.text) != "".join(_letters(part.text) for part in made):
            raise Uncut("edge")
        return _replace(institution, rendition, [row], made, "split", key=key, by=by, at=at)


def merge(
    institution: Institution, passage: Passage, following: Passage, *, key: str, seen: int, by: Actor, at: datetime
) -> Decision:
    """One passage of two that stand one after the other.

    What was confirmed of either is confirmed of both together; two confirmed acts, or speakers, are suggestions again.
    Refused: `Uncut`; `Changed` as in `decide` (`seen` is the version of the first).
    """
    with scope(institution=institution), transaction.atomic():
        rendition = _text_of(passage)
        if known := earlier(institution, key, "merge", passage, by=by):
            return known
        first, second = _seen(passage, seen), _seen(following, following.version)
        if "heading" in (first.kind, second.kind):
            raise Uncut("heading")
        if (second.rendition_id, second.number) != (first.rendition_id, first.number + 1):
            raise Uncut("apart")
        if first.lang != second.lang:
            raise Uncut("languages")
        for one in (first, second):
            _origins(rendition, one)
        made = _part(rendition, first, first.start, second.end)
        if _letters(made.text) != _letters(first.text) + _letters(second.text):
            raise Uncut("apart")
        if len(made.text.split()) > LONGEST:
            raise Uncut("long")
        return _replace(institution, rendition, [first, second], [made], "merge", key=key, by=by, at=at)


def put_back(former: Sequence[Passage], parts: Sequence[Passage]) -> None:
    """The former passages in the place of what was cut from them; part of an undoing, which has locked them all."""
    first = parts[0].number
    Passage.objects.filter(pk__in=[p.pk for p in parts]).update(is_current=False, version=F("version") + 1)
    _shift(former[0].rendition_id, beyond=parts[-1].number, by=len(former) - len(parts))
    for number, row in enumerate(former, start=first):
        row.number, row.is_current, row.version = number, True, row.version + 1
        row.save(update_fields=["number", "is_current", "version"])
    _count(former[0], len(former) - len(parts))


def lock_text(rendition: int) -> Rendition:
    """Cuts of one text happen one after the other: each moves the numbers of all that follow."""
    return Rendition.objects.select_for_update().get(pk=rendition)


def _text_of(passage: Passage) -> Rendition:
    return lock_text(passage.rendition_id)


def _seen(passage: Passage, seen: int) -> Passage:
    row = Passage.objects.select_for_update().get(pk=passage.pk)
    if not row.is_current or row.version != seen:
        raise Changed(row, last_decision(row))
    refuse_reserved([row])
    return row


def _origins(rendition: Rendition, passage: Passage) -> Sequence[int]:
    """Where each character of the passage stands in its stretch of the raw text."""
    repaired = kernel.repaired(rendition.text[passage.start : passage.end])
    if texts.storable(repaired.display) != passage.text:
        raise Uncut("unfaithful")
    return repaired.origins


def _part(rendition: Rendition, former: Passage, start: int, end: int) -> Passage:
    raw = rendition.text[start:end]
    start, end = start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())
    text = texts.storable(kernel.repaired(rendition.text[start:end]).display) if start < end else ""
    if not any(c.isalnum() for c in text):
        raise Uncut("edge")
    return Passage(
        institution_id=former.institution_id,
        rendition=rendition,
        number=former.number,
        kind=former.kind,
        start=start,
        end=end,
        page=max(1, bisect_right(rendition.page_starts, start)),
        lang=former.lang,
        text=text,
        headings=former.headings,
        tokens=texts.tokens(text, former.lang),
        cut_from=former,
    )


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _replace(
    institution: Institution,
    rendition: Rendition,
    former: list[Passage],
    made: list[Passage],
    kind: str,
    *,
    key: str,
    by: Actor,
    at: datetime,
) -> Decision:
    said = {row.pk: live(row) for row in former}
    Passage.objects.filter(pk__in=[row.pk for row in former]).update(
        is_current=False, version=F("version") + 1, held_by="", held_until=None
    )
    _shift(rendition.pk, beyond=former[-1].number, by=len(made) - len(former))
    found = kernel.code([(part.lang, part.text, part.kind) for part in made])
    for number, (part, coded) in enumerate(zip(made, found, strict=True), start=former[0].number):
        part.number = number
        carried = _carried(rendition, part, [(row, said[row.pk]) for row in former], at=at)
        there = {(c.scheme, c.code) for c in carried}
        filled = {c.scheme for c in carried if c.scheme in SINGLE and c.status != Status.REJECTED}
        fresh = [
            one
            for one in suggestions(part, coded, by=by, at=at)
            if (one.scheme, one.code) not in there and one.scheme not in filled
        ]
        part.save(force_insert=True)
        for one in (*carried, *fresh):
            one.passage = part
        Coding.objects.bulk_create([*carried, *fresh])
    ranking.weigh(institution, made)
    _count(former[0], len(made) - len(former))
    decision = Decision.objects.create(
        institution=institution,
        passage=former[0],
        key=key,
        kind=kind,
        before={"passages": [row.uid for row in former]},
        after={"passages": [part.uid for part in made]},
        by_uid=by.uid,
        by_name=by.name,
        at=at,
    )
    journal.write(
        f"evidence.{kind}",
        about=former[0],
        by=by,
        at=at,
        scope=institution.uid,
        before=decision.before,
        after=decision.after,
    )
    facets.refresh(institution, [p.pk for p in (*former, *made)])
    return decision


def _shift(rendition: int, *, beyond: int, by: int) -> None:
    """Move the numbers of all that follow. Far away first: a number is unique at every moment, on every database."""
    later = Passage.objects.filter(rendition=rendition, is_current=True)
    later.filter(number__gt=beyond).update(number=F("number") + _FAR)
    later.filter(number__gt=_FAR).update(number=F("number") - _FAR + by)


def _count(passage: Passage, more: int) -> None:
    Document.objects.filter(renditions=passage.rendition_id).update(passage_count=F("passage_count") + more)


def _carried(
    rendition: Rendition, part: Passage, former: Sequence[tuple[Passage, Sequence[Coding]]], *, at: datetime
) -> list[Coding]:
    """What persons decided, as far as it holds for this part."""
    kept: dict[tuple[str, str], list[Coding]] = {}
    for row, codings in former:
        for coding in codings:
            if coding.status != Status.SUGGESTED and (mine := _held(rendition, part, row, coding)):
                kept.setdefault((coding.scheme, coding.code), []).append(mine)
    chosen = [one for said in kept.values() if (one := _together(said, len(former)))]
    for scheme in SINGLE:
        rivals = [c for c in chosen if c.scheme == scheme and c.status != Status.REJECTED]
        if len(rivals) > 1:
            best = max(rivals, key=lambda c: c.score)
            best.status = Status.SUGGESTED
            chosen = [c for c in chosen if c is best or c not in rivals]
    return chosen


def _together(said: list[Coding], of: int) -> Coding | None:
    """What one says yes to, both say together; a no counts where it was said of all."""
    spans = [span for one in said for span in one.spans]
    first = min(said, key=lambda c: c.status != Status.CONFIRMED)
    if first.status == Status.REJECTED and len(said) < of:
        return None
    first.spans = sorted(spans)
    return first


def _held(rendition: Rendition, part: Passage, former: Passage, coding: Coding) -> Coding | None:
    """The same coding of the part, where the part holds the words behind it (or all of the former passage)."""
    whole = part.start <= former.start and former.end <= part.end
    was = kernel.repaired(rendition.text[former.start : former.end]).origins
    now = kernel.repaired(rendition.text[part.start : part.end]).origins
    spans = []
    for a, b in coding.spans:
        start, end = former.start + was[min(a, len(was) - 1)], former.start + was[min(b, len(was) - 1)]
        start, end = max(start, part.start), min(end, part.end)
        if start < end:
            spans.append([bisect_left(now, start - part.start), bisect_left(now, end - part.start)])
    spans = [[a, min(b, len(part.text))] for a, b in spans if a < min(b, len(part.text))]
    if coding.spans and not spans and not whole:
        return None
    is_sure = bool(spans) or whole or coding.status == Status.REJECTED
    return Coding(
        institution_id=part.institution_id,
        scheme=coding.scheme,
        code=coding.code,
        name=coding.name,
        score=coding.score,
        rank=coding.rank,
        spans=spans,
        method=coding.method if is_sure else "cut",
        version=coding.version,
        status=coding.status if is_sure else Status.SUGGESTED,
        by_uid=coding.by_uid,
        by_name=coding.by_name,
        at=coding.at,
    )
