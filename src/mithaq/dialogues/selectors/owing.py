"""What falls due here: dialogues that could not open or close, proposals and renditions that wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Min
from django.utils.timezone import localdate

from mithaq.dialogues import addresses
from mithaq.dialogues.enums import Standing, State
from mithaq.dialogues.models import Dialogue, Statement
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import Charter
from mithaq.notices.selectors import Owed

PATIENCE = timedelta(days=2)  # so long a proposal may wait before it is late
AHEAD = timedelta(days=7)  # so long before a dialogue opens its renditions are due


def owed(institution: Institution, charter: Charter, *, on: date) -> list[Owed]:
    """For the officers; three queries however many dialogues there are."""
    rows = Dialogue.objects.filter(institution=institution, state__in=[State.DRAFT, State.OPEN])
    running = list(rows.select_related("institution", "phase").order_by("pk"))
    if not running:
        return []
    mine = Statement.objects.filter(dialogue__in=running)
    proposed = {
        one["dialogue"]: one["since"]
        for one in mine.filter(standing=Standing.PROPOSED)
        .order_by()
        .values("dialogue")
        .annotate(since=Min("proposed_at"))
    }
    lacking = mine.filter(standing=Standing.ADMITTED, votable=False).order_by().values_list("dialogue", flat=True)
    unready = Counter(lacking)
    return [
        one
        for dialogue in running
        for one in _of(dialogue, on, since=proposed.get(dialogue.pk), unready=unready[dialogue.pk])
    ]


def _of(dialogue: Dialogue, on: date, *, since: object, unready: int) -> Iterator[Owed]:
    opens, closes = localdate(dialogue.opens_at), localdate(dialogue.closes_at)
    if dialogue.state == State.DRAFT and opens < on:
        yield _owed(dialogue, "to-open", opens, closes)
    if dialogue.state == State.OPEN and closes < on:
        yield _owed(dialogue, "to-close", closes, closes)
    if since is not None and dialogue.state == State.OPEN:
        first = localdate(since)  # type: ignore[arg-type]
        yield _owed(dialogue, "to-moderate", first, min(first + PATIENCE, max(closes, first)), page="statements")
    if unready:
        yield _owed(dialogue, "to-review", opens - AHEAD, opens, page="renditions", number=unready)


def _owed(dialogue: Dialogue, key: str, opens_on: date, due_on: date, *, page: str = "office", number: int = 0) -> Owed:
    facts = {"title": dict(dialogue.title), "opens_at": dialogue.opens_at.isoformat()}
    facts |= {"closes_at": dialogue.closes_at.isoformat()}
    if number:
        facts["number"] = number  # type: ignore[assignment]
    clause = dialogue.phase.clause if dialogue.phase is not None else ""
    due_on = max(due_on, opens_on)
    path = addresses.of(dialogue, page)
    return Owed(f"dialogues.{key}", dialogue.uid, clause, opens_on, due_on, facts=facts, path=path)
