"""Deadlines put off for who asks: asked, granted or refused, on the record."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mithaq.cycles import naming
from mithaq.cycles.enums import Kind
from mithaq.cycles.extended import last_day
from mithaq.cycles.models import Extension, Milestone
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.kernels.charter import CharterRefuses, Finding
from mithaq.people.selectors import Organisation, Person

LONGEST = 500


def ask_extension(
    milestone: Milestone,
    *,
    organisation: Organisation | None = None,
    country: str = "",
    person: Person | None = None,
    until: date,
    reason: str,
    by: Actor,
    at: datetime,
) -> Extension:
    """Somebody asks to have until another last day, and says why.

    Refused by the charter where it does not say that the deadline is put off on request. Refused (ValidationError):
    what is no deadline, has no day yet or was closed; a day that is not after the one they have; no reason; a second
    request while one of theirs waits.
    """
    if milestone.kind != Kind.DEADLINE:
        raise ValidationError(_("Only a deadline can be put off."))
    if not milestone.may_extend:
        facts = {"name": naming.spoken(milestone.name), "day": _said(milestone)}
        raise CharterRefuses([Finding(milestone.clause, "cycles.no-extension", facts)])
    why = _line(reason, "reason", _("Say why."))
    asker: dict[str, Any] = {"organisation": organisation, "country": country, "person": person}
    with transaction.atomic():
        held = Milestone.objects.select_for_update(of=("self",)).select_related("institution").get(pk=milestone.pk)
        if held.closed_on is not None:
            raise ValidationError(_("The charter no longer asks for it."))
        if held.until is None:
            raise ValidationError(_("This deadline has no day yet."))
        mine = Extension.objects.filter(milestone=held, **asker)
        if mine.filter(decided_at=None).exists():
            raise ValidationError(_("A request of theirs is waiting for an answer."))
        has = last_day(held, mine)
        if has is not None and until <= has:
            raise ValidationError({"until": _("They have until that day or longer already.")})
        extension = Extension(
            institution=held.institution, milestone=held, **asker, asked_at=at, reason=why, wanted_until=until
        )
        extension.full_clean(exclude=["institution"])
        extension.save()
        facts = {**_facts(extension), "until": until.isoformat(), "reason": why}
        _write("cycles.ask_extension", extension, by, at, facts, public=False)
    return extension


def decide_extension(
    extension: Extension, *, until: date | None = None, answer: str = "", by: Actor, at: datetime
) -> Extension:
    """Grant a request until a last day, or (without one) refuse it with an answer. What is decided stays.

    Refused (ValidationError): what was decided already, a day that is not after the one they have, a refusal without
    an answer.
    """
    said = " ".join(answer.split())[:LONGEST]
    if until is None and not said:
        raise ValidationError({"answer": _("A refusal says why.")})
    with transaction.atomic():
        held = Extension.objects.select_for_update(of=("self",)).select_related(
            "milestone", "institution", "organisation", "person"
        ).get(pk=extension.pk)  # fmt: skip
        if held.decided_at is not None:
            raise ValidationError(_("This request is decided already."))
        others = Extension.objects.filter(
            milestone=held.milestone, organisation=held.organisation, country=held.country, person=held.person
        )
        has = last_day(held.milestone, others)
        if until is not None and has is not None and until <= has:
            raise ValidationError({"until": _("They have until that day or longer already.")})
        held.granted_until, held.decided_at, held.answer = until, at, said
        held.decided_by = by.name or by.uid
        held.full_clean(exclude=["institution"])
        held.save(update_fields=["granted_until", "decided_at", "decided_by", "answer"])
        act = "cycles.grant_extension" if until else "cycles.refuse_extension"
        after = {**_facts(held), "until": until.isoformat() if until else None, "answer": said}
        _write(act, held, by, at, after, public=until is not None and held.person is None)
    return held


def _line(text: str, field: str, missing: Any) -> str:
    said = " ".join(text.split())
    if not said:
        raise ValidationError({field: missing})
    if len(said) > LONGEST:
        raise ValidationError({field: _("It is too long: %(most)s characters at most.") % {"most": LONGEST}})
    return said


def _said(milestone: Milestone) -> str:
    return (milestone.until - timedelta(days=1)).isoformat() if milestone.until else milestone.when


def _facts(extension: Extension) -> dict[str, Any]:
    return {"name": naming.spoken(extension.milestone.name), "holder": naming.holder(extension)}


def _write(act: str, extension: Extension, by: Actor, at: datetime, after: Any, *, public: bool) -> None:
    scope, clause = extension.institution.uid, extension.milestone.clause
    journal.write(act, about=extension, by=by, at=at, scope=scope, clause=clause, after=after, public=public)
