"""What officers write down as delivered, with what shows it; and that it was not, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from mithaq.cycles import deliverables, delivered, naming, proofs
from mithaq.cycles.delivery_words import spoken
from mithaq.cycles.models import Delivery, Milestone
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.institutions import selectors as institutions
from mithaq.institutions.selectors import Institution
from mithaq.kernels.charter import CharterRefuses, Finding

LONGEST = 500
_is_web_address = URLValidator(schemes=["http", "https"])


def deliver(
    institution: Institution,
    clause: str,
    *,
    delivered_on: date,
    shown_by: str = "",
    address: str = "",
    languages: Sequence[str] = (),
    stretch: date | None = None,
    reader: Any,
    on: date,
    by: Actor,
    at: datetime,
) -> Delivery:
    """Write down that what a clause asks for was delivered on a day: a sentence that shows it, or where it is.

    `address` is one of the web, or one of this house without its language; that must be there for `reader`, who writes
    it down. `stretch` is the first day of the stretch it belongs to, where it is asked for again and again; the one
    that runs where not told. Refused by the charter: for what is to be published, a sentence alone, and something of
    this house that not everybody may see where it is for everybody. Refused (ValidationError): what no clause asks for,
    a day still to come, a stretch that is not there, an address where nothing is, languages it is not there in, and the
    same thing twice.
    """
    found = delivered.kept(institution, institutions.charter_of(institution, on=on), on=on, only=clause)
    if not found:
        raise ValidationError(_("The charter asks for no such thing."))
    (kept,) = found
    if delivered_on > on:
        raise ValidationError({"delivered_on": _("This day is still to come.")})
    told, where = " ".join(shown_by.split())[:LONGEST], address.strip()
    if not told and not where:
        raise ValidationError({"shown_by": _("Say what shows it, or name its address.")})
    there = _there(institution, kept, where, reader)
    missing = [code for code in languages if there and there.languages and code not in there.languages]
    if missing:
        raise ValidationError(
            {"languages": _("It is not there in these languages: %(languages)s.") % {"languages": spoken(missing)}}
        )
    mine = _stretch(kept, stretch)
    row = Delivery(
        institution=institution,
        clause=clause,
        first=mine.begins,
        until=mine.ends,
        delivered_on=delivered_on,
        shown_by=told,
        address=where,
        languages=sorted(set(languages)) or list(there.languages if there else ()),
        recorded_at=at,
        by_name=by.name,
    )
    same = {name: getattr(row, name) for name in ("clause", "first", "delivered_on", "shown_by", "address")}
    with transaction.atomic():
        row.full_clean(exclude=["institution"])
        if Delivery.objects.filter(institution=institution, taken_back_at=None, **same).exists():
            raise ValidationError(_("It is written down already."))
        row.save()
        _reached(row, at)
        facts = {"name": naming.spoken(kept.name), "on": delivered_on.isoformat(), "shown_by": told or where}
        _write("cycles.deliver", row, by, at, facts | {"address": where})
    return row


def take_back(delivery: Delivery, *, reason: str, by: Actor, at: datetime) -> Delivery:
    """It was not delivered, or not so: it stays to be read with the reason, and counts no longer.

    Refused (ValidationError): no reason, what was taken back already.
    """
    why = " ".join(reason.split())[:LONGEST]
    if not why:
        raise ValidationError({"reason": _("Say why.")})
    with transaction.atomic():
        held: Delivery = (
            Delivery.objects.select_for_update(of=("self",)).select_related("institution").get(pk=delivery.pk)
        )
        if held.taken_back_at is not None:
            raise ValidationError(_("It is taken back already."))
        held.taken_back_at, held.taken_back_because = at, why
        held.save(update_fields=["taken_back_at", "taken_back_because"])
        _reopened(held, at)
        charter = institutions.charter_of(held.institution, on=at.date())
        clause = charter.get(held.clause)
        name: Any = naming.spoken(deliverables.named(clause, delivered.published())) if clause else held.clause
        _write("cycles.take_back", held, by, at, {"name": name, "on": held.delivered_on.isoformat(), "reason": why})
    return held


def _there(institution: Institution, kept: delivered.Kept, address: str, reader: Any) -> proofs.Shown | None:
    """What is at an address of this house; nothing for the web, which is not asked."""
    clause = kept.clause
    if not address:
        if deliverables.is_published(clause):
            raise CharterRefuses(
                [Finding(clause.id, "cycles.delivery-needs-address", {"name": naming.spoken(kept.name)})]
            )
        return None
    if not proofs.is_inside(address):
        try:
            _is_web_address(address)
        except ValidationError as wrong:
            raise ValidationError(
                {"address": _("Write an address of the web (https://…) or of this house.")}
            ) from wrong
        return None
    found = proofs.shown(institution, [address], to=reader).get(address)
    if found is None:
        raise ValidationError({"address": _("Nothing that could show it is at this address of the house.")})
    if deliverables.is_public(clause) and not proofs.shown(institution, [address], to=proofs.ANYBODY):
        raise CharterRefuses([Finding(clause.id, "cycles.delivery-not-open", {"name": naming.spoken(kept.name)})])
    return found


def _stretch(kept: delivered.Kept, first: date | None) -> deliverables.Stretch:
    for stretch, _rows in kept.stretches:
        if first is None or stretch.begins == first:
            return stretch
    raise ValidationError({"stretch": _("Choose for which time it was delivered.")})


def _reached(row: Delivery, at: datetime) -> None:
    """What is a milestone as well (it is published by a day) is reached by it."""
    _mark(row, {"done_on": None}, {"done_on": row.delivered_on, "shown_by": row.shown_by or row.address}, at)


def _reopened(row: Delivery, at: datetime) -> None:
    """What was reached by it alone no longer is."""
    same = {"done_on": row.delivered_on, "shown_by": row.shown_by or row.address}
    _mark(row, same, {"done_on": None, "shown_by": ""}, at)


def _mark(row: Delivery, now: dict[str, Any], then: dict[str, Any], at: datetime) -> None:
    found = Milestone.objects.filter(institution=row.institution, clause=row.clause, closed_on=None, **now)
    found.update(**then, version=F("version") + 1, changed_at=at)


def _write(act: str, row: Delivery, by: Actor, at: datetime, after: dict[str, Any]) -> None:
    scope = row.institution.uid
    journal.write(act, about=row, by=by, at=at, scope=scope, clause=row.clause, public=True, after=after)
