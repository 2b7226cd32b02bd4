"""What officers write down of a milestone: on which days it is, that it was reached, that it was not after all."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mithaq.cycles import naming, told
from mithaq.cycles.enums import Kind
from mithaq.cycles.models import Milestone
from mithaq.cycles.services.standing import resettled
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.institutions import selectors as institutions
from mithaq.kernels.charter import CharterRefuses, Finding


class Changed(Exception):
    """Somebody changed the milestone since the version that was seen; nothing is written. `now` is as it stands."""

    def __init__(self, now: Milestone) -> None:
        super().__init__(now.uid)
        self.now = now


def settle(milestone: Milestone, *, first: date, last: date, seen: int, on: date, by: Actor, at: datetime) -> Milestone:
    """Set the days on which it really is, the last included; what is counted from it follows.

    Days outside of what the charter says are kept and shown as moved. Refused by the charter: another day for a
    deadline it fixes itself (it is put off for who asks, or the charter is amended). Refused: days that end before they
    begin (ValidationError), what was closed, a version that is no longer the last (`Changed`).
    """
    if last < first:
        raise ValidationError({"last": _("It ends before it begins.")})
    charter = institutions.charter_of(milestone.institution, on=on)
    clause = charter.get(milestone.clause)
    if milestone.kind == Kind.DEADLINE and clause and told.is_fixed(clause):
        facts = {"name": naming.spoken(milestone.name), "when": milestone.when}
        raise CharterRefuses([Finding(milestone.clause, "cycles.deadline-fixed", facts)])
    with transaction.atomic():
        held = _held(milestone, seen)
        before = _days(held)
        held.first, held.until, held.edge, held.is_set = first, last + timedelta(days=1), "", True
        _save(held, at, "first", "until", "edge", "is_set")
        _write("cycles.settle", held, by, at, before=before, after={"name": naming.spoken(held.name), **_days(held)})
        resettled(held.institution, charter, on=on, by=by, at=at)
    return held


def reach(
    milestone: Milestone, *, done_on: date, shown_by: str = "", seen: int, on: date, by: Actor, at: datetime
) -> Milestone:
    """Write down that it was reached on a day, and what shows it.

    Refused (ValidationError): a day still to come, what was reached already or closed; a version that is no longer the
    last (`Changed`).
    """
    if done_on > on:
        raise ValidationError({"done_on": _("This day is still to come.")})
    with transaction.atomic():
        held = _held(milestone, seen)
        if held.done_on is not None:
            raise ValidationError(_("It is reached already."))
        held.done_on, held.shown_by = done_on, " ".join(shown_by.split())
        held.full_clean(exclude=["institution"])
        _save(held, at, "done_on", "shown_by")
        facts = {"name": naming.spoken(held.name), "on": done_on.isoformat(), "shown_by": held.shown_by}
        _write("cycles.reach", held, by, at, after=facts)
    return held


def reopen(milestone: Milestone, *, reason: str, seen: int, by: Actor, at: datetime) -> Milestone:
    """It was not reached after all. Refused (ValidationError): what was not, no reason; `Changed` as above."""
    why = " ".join(reason.split())[:500]
    if not why:
        raise ValidationError({"reason": _("Say why.")})
    with transaction.atomic():
        held = _held(milestone, seen)
        if held.done_on is None:
            raise ValidationError(_("It is not written down as reached."))
        before = {"on": held.done_on.isoformat(), "shown_by": held.shown_by}
        held.done_on, held.shown_by = None, ""
        _save(held, at, "done_on", "shown_by")
        _write("cycles.reopen", held, by, at, before=before, after={"name": naming.spoken(held.name), "reason": why})
    return held


def _held(milestone: Milestone, seen: int) -> Milestone:
    """The milestone as it is now, nobody else's until the end of the transaction."""
    now: Milestone = (
        Milestone.objects.select_for_update(of=("self",)).select_related("institution").get(pk=milestone.pk)
    )
    if now.version != seen:
        raise Changed(now)
    if now.closed_on is not None:
        raise ValidationError(_("The charter no longer asks for it."))
    return now


def _save(milestone: Milestone, at: datetime, *fields: str) -> None:
    milestone.version += 1
    milestone.changed_at = at
    milestone.save(update_fields=[*fields, "version", "changed_at"])


def _days(milestone: Milestone) -> dict[str, Any]:
    if milestone.first is None or milestone.until is None:
        return {"first": None, "last": None}
    last = milestone.until - timedelta(days=1)
    return {"first": milestone.first.isoformat(), "last": last.isoformat()}


def _write(act: str, milestone: Milestone, by: Actor, at: datetime, **facts: Any) -> None:
    scope = milestone.institution.uid
    journal.write(act, about=milestone, by=by, at=at, scope=scope, clause=milestone.clause, public=True, **facts)
