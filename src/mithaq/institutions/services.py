"""Founding institutions and naming them."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.institutions.models import Institution


def found(
    slug: str,
    *,
    name: Words,
    purpose: Words | None = None,
    compact: str = "gcm",
    is_public: bool = True,
    is_demonstration: bool = False,
    by: Actor,
    at: datetime,
) -> Institution:
    """Begin an institution.

    Refused (ValidationError): an address that is taken, reserved or not of small Latin letters, digits and hyphens; no
    name in any language.
    """
    institution = Institution(
        slug=slug,
        name=name,
        purpose=purpose or Words(),
        compact=compact,
        is_public=is_public,
        is_demonstration=is_demonstration,
        founded_at=at,
    )
    institution.full_clean()
    with transaction.atomic():
        institution.save()
        journal.write(
            "institution.found",
            about=institution,
            by=by,
            at=at,
            scope=institution.uid,
            after={"slug": slug, "name": dict(name), "compact": compact},
            public=True,
        )
    return institution


def describe(
    institution: Institution, *, name: Words, purpose: Words, is_public: bool | None = None, by: Actor, at: datetime
) -> Institution:
    """Give the institution its name and purpose in three languages, and say whether its pages are public.

    Nothing is written when nothing changes. Refused (ValidationError): no name in any language.
    """
    before = _said(institution)
    institution.name, institution.purpose = name, purpose
    institution.is_public = institution.is_public if is_public is None else is_public
    after = _said(institution)
    if before == after:
        return institution
    try:
        institution.full_clean()
    except ValidationError:
        institution.refresh_from_db()
        raise
    with transaction.atomic():
        institution.save(update_fields=["name", "purpose", "is_public"])
        journal.write(
            "institution.describe",
            about=institution,
            by=by,
            at=at,
            scope=institution.uid,
            before=before,
            after=after,
            public=True,
        )
    return institution


def _said(institution: Institution) -> dict[str, object]:
    return {
        "name": dict(institution.name),
        "purpose": dict(institution.purpose),
        "is_public": institution.is_public,
    }
