"""Phases and milestones as entries of the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mithaq.cycles import wording
from mithaq.cycles.calendar import Entry
from mithaq.cycles.models import Milestone, Phase
from mithaq.foundation import languages
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution
from mithaq.kernels import cadence

PHASE = "phase"


def entries(institution: Institution, reader: Any, first: date | None, until: date | None) -> Iterator[Entry]:
    """Whoever sees the institution sees its calendar. What is due by a day stands on that day; what the charter no
    longer asks for, as cancelled, where its days had not passed when it was closed.
    """
    for row in _between(Phase.objects.filter(institution=institution), first, until):
        yield _entry(institution, row, PHASE, _("phase"), f"/{institution.slug}/calendar/roadmap/")
    for row in _between(Milestone.objects.filter(institution=institution), first, until):
        path = f"/{institution.slug}/calendar/milestones/{row.uid}/"
        yield _entry(institution, row, row.kind, row.get_kind_display(), path)


def _between(rows: QuerySet[Any], first: date | None, until: date | None) -> list[Any]:
    rows = rows.exclude(first=None)
    if first is not None:
        rows = rows.filter(until__gt=first)
    if until is not None:
        rows = rows.filter(Q(first__lt=until) & ~Q(edge="by") | Q(edge="by", until__lte=until))
    return [row for row in rows if row.closed_on is None or row.until > row.closed_on]


def _entry(institution: Institution, row: Any, kind: str, word: str, path: str) -> Entry:
    lang = languages.current()
    span = cadence.Window(row.first, row.until, row.edge)
    return Entry(
        uid=f"{kind if kind == PHASE else 'milestone'}-{row.uid}",
        kind=kind,
        word=word,
        title=row.name.in_(lang),
        lang=row.name.lang_for(lang),
        first=span.last if row.edge == "by" else row.first,
        until=row.until,
        path=path,
        when=wording.time(span) if wording.is_about(span) else "",
        place=Words(row.place).in_(lang),
        cancelled=row.closed_on is not None,
        sequence=row.version - 1,
        changed_at=row.changed_at,
    )
