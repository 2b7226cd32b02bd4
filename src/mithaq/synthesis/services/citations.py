"""The passages a line stands on, and those that no line stands on, with the reason; no line is without a citation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from mithaq.evidence.selectors import Passage
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.synthesis.enums import Reason, Status
from mithaq.synthesis.models import Citation, Line, Section, Synthesis, Unused
from mithaq.synthesis.services.draft import Uncited
from mithaq.synthesis.services.standing import reason, record, standing, touch


class Foreign(Exception):
    """A passage that no line of this synthesis may cite: of none of its sources, withdrawn, or put aside uncited."""


def cite(line: Line, passages: Sequence[Passage], *, by: Actor, at: datetime) -> Line:
    """Let the line stand on these too; those it cites already change nothing. Refused: `Foreign`, `Gone`."""
    with transaction.atomic():
        line = standing(line)
        known = set(line.citations.values_list("passage", flat=True))
        new = [p for p in citable(line.section.synthesis, passages) if p.pk not in known]
        if not new:
            return line
        put(line, new)
        touch(line, by=by, at=at)
        record("synthesis.cite", line, by, at, after={"passages": len(new)})
    return line


def uncite(line: Line, passage: Passage, *, because: str = "", by: Actor, at: datetime) -> Line:
    """Take a passage from under the line; it is unused again, because the drafters left it out.

    Refused: `Uncited` for the last one, `Gone`.
    """
    with transaction.atomic():
        line = standing(line)
        mine = line.citations.filter(passage=passage)
        if not mine.exists():
            return line
        if line.citations.count() == 1:
            raise Uncited
        mine.delete()
        come_back(line.section, [passage.pk], because=because, by=by, at=at)
        touch(line, by=by, at=at)
        record("synthesis.uncite", line, by, at, after={"passage": passage.uid})
    return line


def leave_out(synthesis: Synthesis, passage: Passage, *, because: str, by: Actor, at: datetime) -> Unused:
    """Say in a person's words why a passage is not used. Refused: `Foreign` for what a line cites or no source has."""
    why = reason(because)
    with transaction.atomic():
        if standing_citations(synthesis).filter(passage=passage).exists():
            raise Foreign
        (chosen,) = citable(synthesis, [passage])
        row, _ = Unused.objects.update_or_create(
            synthesis=synthesis,
            passage=chosen,
            defaults={"reason": Reason.LEFT_OUT, "because": why, "by_uid": by.uid, "by_name": by.name, "at": at},
            create_defaults={
                "institution_id": synthesis.institution_id,
                "reason": Reason.LEFT_OUT,
                "because": why,
                "by_uid": by.uid,
                "by_name": by.name,
                "at": at,
            },
        )
        journal.write(
            "synthesis.leave_out",
            about=synthesis,
            by=by,
            at=at,
            scope=synthesis.institution.uid,
            after={"passage": passage.uid, "because": why},
        )
    return row


def standing_citations(synthesis: Synthesis) -> QuerySet[Citation]:
    return Citation.objects.filter(line__section__synthesis=synthesis).exclude(line__status=Status.DISMISSED)


def citable(synthesis: Synthesis, passages: Sequence[Passage]) -> list[Passage]:
    """Each once, in their order. Refused: `Foreign`."""
    keys = list(dict.fromkeys(p.pk for p in passages))
    sources = synthesis.sources.filter(document__withdrawn_at=None).values("document")
    cited = Citation.objects.filter(line__section__synthesis=synthesis).values("passage")
    found = Passage.objects.filter(
        Q(is_current=True, rendition__is_original=True) | Q(pk__in=cited),
        pk__in=keys,
        rendition__document__in=sources,
    )
    known = {p.pk: p for p in found.select_related("rendition__document").defer("rendition__text")}
    if len(known) != len(keys):
        raise Foreign
    return [known[key] for key in keys]


def put(line: Line, passages: Sequence[Passage]) -> None:
    last = line.citations.aggregate(last=Max("order"))["last"] or 0
    Citation.objects.bulk_create(
        Citation(institution_id=line.institution_id, line=line, passage=passage, order=order)
        for order, passage in enumerate(passages, start=last + 1)
    )
    used(line.section.synthesis, [p.pk for p in passages])


def used(synthesis: Synthesis, passages: Iterable[int]) -> None:
    Unused.objects.filter(synthesis=synthesis, passage__in=list(passages)).delete()


def come_back(section: Section, passages: Iterable[int], *, because: str, by: Actor, at: datetime) -> None:
    """What no standing line cites any more is unused, because the drafters left it out."""
    keys = set(passages)
    still = set(standing_citations(section.synthesis).filter(passage__in=keys).values_list("passage", flat=True))
    gone = Passage.objects.filter(pk__in=keys - still, is_current=True).values_list("pk", flat=True)
    Unused.objects.bulk_create(
        [
            Unused(
                institution_id=section.institution_id,
                synthesis=section.synthesis,
                section=section,
                passage_id=key,
                reason=Reason.LEFT_OUT,
                because=because,
                by_uid=by.uid,
                by_name=by.name,
                at=at,
            )
            for key in gone
        ],
        ignore_conflicts=True,
    )
