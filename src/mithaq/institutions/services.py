"""Founding institutions, naming them, giving them a charter, and saying what they call things."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from mithaq.foundation import journal, languages
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.institutions.models import RESERVED, SLUG, Charter, Institution, Term

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


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

    Refused (ValidationError, at `slug` and `name`): an address that is taken, reserved or not of small Latin letters,
    digits and hyphens; no name in any language.
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
    _check(institution)
    try:
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
    except IntegrityError:  # somebody else took the address at the same moment
        _check(institution)
        raise
    return institution


def _check(institution: Institution) -> None:
    """Everything that stands against it at once, each at its field; of the address what would be right."""
    refused: dict[str, Any] = {}
    if why := _why_not(institution.slug):
        refused["slug"] = why
    if not institution.name:
        refused["name"] = _("Give the institution a name in at least one language.")
    try:
        institution.full_clean(exclude=set(refused))
    except ValidationError as more:
        refused |= more.error_dict
    if refused:
        raise ValidationError(refused)


def _why_not(slug: str) -> StrOrPromise:
    longest = Institution._meta.get_field("slug").max_length or 0
    if not re.fullmatch(SLUG, slug) or len(slug) > longest:
        return _("It has 2 to 60 small Latin letters, digits and hyphens, and begins with a letter.")
    if slug in RESERVED:
        return _("Pages of the house itself have this address. Choose another one.")
    if Institution.objects.filter(slug=slug).exists():
        return _("An institution has this address already. Choose another one.")
    return ""


def describe(
    institution: Institution,
    *,
    name: Words,
    purpose: Words,
    is_public: bool | None = None,
    months: str | None = None,
    by: Actor,
    at: datetime,
) -> Institution:
    """Give the institution its name and purpose in three languages, and say whether its pages are public.

    `months` are the names its Arabic has for them; what is frozen already keeps those it was written with.
    Nothing is written when nothing changes. Refused (ValidationError): no name in any language, names of months that
    nobody knows.
    """
    before = _said(institution)
    institution.name, institution.purpose = name, purpose
    institution.is_public = institution.is_public if is_public is None else is_public
    institution.months = institution.months if months is None else months
    after = _said(institution)
    if before == after:
        return institution
    try:
        institution.full_clean()
    except ValidationError:
        institution.refresh_from_db()
        raise
    with transaction.atomic():
        institution.save(update_fields=["name", "purpose", "is_public", "months"])
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
        "months": institution.months,
    }


def enact(
    institution: Institution,
    text: str,
    *,
    blueprint: str = "",
    decided_by: str = "",
    on: date,
    by: Actor,
    at: datetime,
) -> Charter:
    """Put a text in force as the institution's charter from a day; the version before it ends that day.

    Nothing is written where the text in force is this one. Whether it may be (faults, an amendment's own rule) is asked
    by `blueprints.services`, which alone calls this. Refused (ValidationError): a day before the version it follows.
    """
    digest = hashlib.sha256(text.encode()).hexdigest()
    with transaction.atomic():
        Institution.objects.select_for_update().get(pk=institution.pk)
        last = Charter.objects.filter(institution=institution).order_by("-number").first()
        if last is not None and last.digest == digest:
            return last
        if last is not None:
            if on < last.from_date:
                raise ValidationError(_("A charter cannot come into force before the one it follows."))
            Charter.objects.filter(pk=last.pk).update(until=on)
        charter = Charter.objects.create(
            institution=institution,
            number=last.number + 1 if last else 1,
            text=text,
            digest=digest,
            blueprint=blueprint,
            from_date=on,
            adopted_at=at,
            by_uid=by.uid,
            by_name=by.name,
            decided_by=decided_by,
        )
        journal.write(
            "institution.enact",
            about=charter,
            by=by,
            at=at,
            scope=institution.uid,
            before={"number": last.number, "digest": last.digest} if last else {},
            after={"number": charter.number, "digest": digest, "from": on.isoformat(), "decided_by": decided_by},
            public=True,
        )
    return charter


def add_term(
    institution: Institution,
    *,
    preferred: Words,
    avoided: Mapping[str, Sequence[str]],
    note: Words,
    by: Actor,
    at: datetime,
) -> Term:
    """Say what the institution calls something. Refused (ValidationError): no preferred word in any language."""
    term = Term(institution=institution, preferred=preferred, avoided=_avoided(avoided), note=note)
    term.full_clean()
    with transaction.atomic():
        term.save()
        _note("institution.add_term", term, by=by, at=at, after=_termed(term))
    return term


def change_term(
    term: Term, *, preferred: Words, avoided: Mapping[str, Sequence[str]], note: Words, by: Actor, at: datetime
) -> Term:
    """Say it otherwise; nothing is written when nothing changes. Refused (ValidationError): no preferred word."""
    with transaction.atomic():
        term = Term.objects.select_for_update(of=("self",)).select_related("institution").get(pk=term.pk)
        before = _termed(term)
        term.preferred, term.avoided, term.note = preferred, _avoided(avoided), note
        if before == _termed(term):
            return term
        term.full_clean()
        term.save(update_fields=["preferred", "avoided", "note"])
        _note("institution.change_term", term, by=by, at=at, before=before, after=_termed(term))
    return term


def remove_term(term: Term, *, by: Actor, at: datetime) -> None:
    """Its words are no longer looked for; the register of acts keeps what it said."""
    with transaction.atomic():
        _note("institution.remove_term", term, by=by, at=at, before=_termed(term), after={"term": dict(term.preferred)})
        term.delete()


def _avoided(words: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Each once, without empty ones; a language without any is left out."""
    said = {
        code: list(dict.fromkeys(" ".join(word.split()) for word in words.get(code, ()) if word.strip()))
        for code in languages.CODES
    }
    return {code: found for code, found in said.items() if found}


def _termed(term: Term) -> dict[str, object]:
    return {"term": dict(term.preferred), "avoided": term.avoided, "note": dict(term.note)}


def _note(
    act: str,
    term: Term,
    *,
    by: Actor,
    at: datetime,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    journal.write(act, about=term, by=by, at=at, scope=term.institution.uid, before=before, after=after)
