"""Writing lines: one transaction and one entry an act, nothing lost where two write, no line without a citation.

A line has one counter (`version`). Each of its renditions remembers at which count its words were last changed, so
that whoever changes words says which ones were seen, and a move or a citation in between is no conflict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from django.db import transaction
from django.db.models import Max, QuerySet

from mithaq.evidence import selectors as evidence
from mithaq.evidence.selectors import Passage
from mithaq.foundation.actors import Actor
from mithaq.synthesis.enums import Status
from mithaq.synthesis.models import Line, LineRendition, LineVersion, Section
from mithaq.synthesis.services.citations import citable, come_back, put, used
from mithaq.synthesis.services.draft import Uncited
from mithaq.synthesis.services.plan import RANK
from mithaq.synthesis.services.standing import Changed, lock, reason, record, sound, standing, touch


def write_line(
    section: Section,
    *,
    lang: str,
    text: str,
    passages: Sequence[Passage],
    by: Actor,
    at: datetime,
    taken_from: Line | None = None,
) -> Line:
    """A new line at the end of those written in its section; sent twice by the same person, it is written once.

    Refused: `Uncited` without a passage, `Foreign` with one that may not be cited, `Said` without words,
    `counts.Misplaced` where a brace counts nothing.
    """
    with transaction.atomic():
        lock(section)
        if taken_from is None and (twin := _twin(section, lang, sound(text), passages, by)):
            return twin
        line = begin(section, lang=lang, text=text, passages=passages, by=by, at=at, taken_from=taken_from)
        record("synthesis.write_line", line, by, at, after={"passages": len(passages), "lang": lang})
    return line


def _twin(section: Section, lang: str, said: str, passages: Sequence[Passage], by: Actor) -> Line | None:
    """The last line of the section, where this person wrote just that, and nobody touched it since."""
    last = Line.objects.filter(section=section, status=Status.CONFIRMED, taken_from=None).order_by("-order").first()
    if last is None or (last.version, last.by_uid) != (1, by.uid):
        return None
    same = last.renditions.filter(is_original=True, lang=lang, text=said).exists()
    cited = set(last.citations.values_list("passage", flat=True))
    return last if same and cited == {p.pk for p in passages} else None


def begin(
    section: Section,
    *,
    lang: str,
    text: str,
    passages: Sequence[Passage],
    by: Actor,
    at: datetime,
    taken_from: Line | None = None,
) -> Line:
    """What `write_line` writes, without its entry: inside the transaction of an act."""
    said = sound(text)
    if not passages:
        raise Uncited
    lock(section)
    chosen = citable(section.synthesis, passages)
    line = Line.objects.create(
        institution_id=section.institution_id,
        section=section,
        order=_last(section) + 1,
        act=taken_from.act if taken_from else _act(chosen),
        status=Status.CONFIRMED,
        taken_from=taken_from,
        by_uid=by.uid,
        by_name=by.name,
        at=at,
    )
    LineRendition.objects.create(
        institution_id=section.institution_id,
        line=line,
        lang=lang,
        text=said,
        is_original=True,
        by_uid=by.uid,
        by_name=by.name,
        at=at,
    )
    put(line, chosen)
    return line


def change_line(line: Line, *, lang: str, text: str, seen: int, by: Actor, at: datetime) -> Line:
    """Other words for the original; every translation goes stale with them, and the former words are kept.

    `seen` is the version of the words that were seen. Refused: `Changed` where they are others by now (unless they are
    the same as these), `Gone`, `Said`, `counts.Misplaced`; ValueError for another language than the original's.
    """
    said = sound(text)
    with transaction.atomic():
        line = standing(line)
        original = line.renditions.get(is_original=True)
        if original.lang != lang:
            raise ValueError(f"The original of this line is in {original.lang}; {lang} is a translation.")
        if original.text == said:
            return line
        if original.version != seen:
            raise Changed(line, original)
        before = original.version
        reword(line, original, said, by=by, at=at)
        record("synthesis.change_line", line, by, at, before={"version": before}, after={"version": original.version})
    return line


def reword(line: Line, rendition: LineRendition, text: str, *, by: Actor, at: datetime) -> None:
    """Inside the transaction of an act: keep the former words, write these, count the change."""
    LineVersion.objects.create(
        institution_id=line.institution_id,
        line=line,
        lang=rendition.lang,
        version=rendition.version,
        text=rendition.text,
        by_uid=rendition.by_uid,
        by_name=rendition.by_name,
        at=rendition.at,
    )
    touch(line, by=by, at=at)
    rendition.text, rendition.version = text, line.version
    rendition.by_uid, rendition.by_name, rendition.at = by.uid, by.name, at
    rendition.save(update_fields=["text", "version", "made_from", "by_uid", "by_name", "at"])


def move_line(line: Line, *, to: Literal["up", "down"], by: Actor, at: datetime) -> Line:
    """Change places with the written line before it or after it; at the end nothing happens. Refused: `Gone`."""
    with transaction.atomic():
        lock(line.section)
        line = standing(line)
        others = Line.objects.filter(section=line.section, status=Status.CONFIRMED)
        if to == "up":
            other = others.filter(order__lt=line.order).order_by("-order").first()
        else:
            other = others.filter(order__gt=line.order).order_by("order").first()
        if other is None:
            return line
        here, there = line.order, other.order
        Line.objects.filter(pk=line.pk).update(order=_last(line.section) + 1)
        Line.objects.filter(pk=other.pk).update(order=here)
        line.order = there
        line.save(update_fields=["order"])
        touch(line, by=by, at=at)
        record("synthesis.move_line", line, by, at, after={"to": to})
    return line


def remove_line(line: Line, *, because: str, seen: int, by: Actor, at: datetime) -> Line:
    """Take a written line out, saying why. It is kept as dismissed; what only it cited is unused again.

    The suggestion it began with is suggested again. `seen` is the version of its original's words. Refused: `Changed`,
    `Gone`, `Said` without a reason.
    """
    why = reason(because)
    with transaction.atomic():
        lock(line.section)
        line = standing(line)
        original = line.renditions.get(is_original=True)
        if original.version != seen:
            raise Changed(line, original)
        line.status, line.because = Status.DISMISSED, why
        line.save(update_fields=["status", "because"])
        touch(line, by=by, at=at)
        if line.taken_from_id and not _takers(line.taken_from_id).exists():
            Line.objects.filter(pk=line.taken_from_id, because="").update(status=Status.SUGGESTED)
        come_back(line.section, _keys(line), because=why, by=by, at=at)
        record("synthesis.remove_line", line, by, at, after={"because": why})
    return line


def restore_line(line: Line, *, by: Actor, at: datetime) -> Line:
    """Put a removed line back where it stood, as it was written. Nothing happens where it stands already."""
    with transaction.atomic():
        lock(line.section)
        line = Line.objects.select_for_update().select_related("section__synthesis").get(pk=line.pk)
        if line.status != Status.DISMISSED or not line.renditions.exists():
            return line
        line.status, line.because = Status.CONFIRMED, ""
        line.save(update_fields=["status", "because"])
        touch(line, by=by, at=at)
        Line.objects.filter(pk=line.taken_from_id, status=Status.SUGGESTED).update(status=Status.DISMISSED)
        used(line.section.synthesis, _keys(line))
        record("synthesis.restore_line", line, by, at)
    return line


def _keys(line: Line) -> list[int]:
    return list(line.citations.values_list("passage", flat=True))


def _takers(proposal: int) -> QuerySet[Line]:
    return Line.objects.filter(taken_from=proposal, status=Status.CONFIRMED)


def _last(section: Section) -> int:
    return Line.objects.filter(section=section).aggregate(last=Max("order"))["last"] or 0


def _act(passages: Sequence[Passage]) -> str:
    """What most of the cited passages do; where two tie, the one that asks for more."""
    reads = evidence.readings(
        list({p.rendition.document_id: p.rendition.document for p in passages}.values()), among=[p.pk for p in passages]
    )
    counted = Counter(read.act for read in reads if read.act in RANK)
    return min(counted, key=lambda act: (-counted[act], RANK[act], list(RANK).index(act)), default="fact")
