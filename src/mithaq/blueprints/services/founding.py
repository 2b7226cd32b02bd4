"""An institution begins: with its compact, who looks after it, and a first charter where one is wanted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from mithaq.blueprints import shelf
from mithaq.blueprints.services.adopting import adopt
from mithaq.blueprints.services.tending import tend
from mithaq.compacts import selectors as compacts
from mithaq.compacts import services as loading
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.foundation.models import Account
from mithaq.institutions import services as institutions
from mithaq.institutions.selectors import Institution
from mithaq.people import selectors as people
from mithaq.people import services as taking_part
from mithaq.people.enums import Role


def found(
    slug: str,
    *,
    name: Words,
    purpose: Words | None = None,
    is_public: bool = True,
    secretary: str = "",
    blueprint: str = "",
    by: Actor,
    at: datetime,
) -> Institution:
    """Found an institution; the person behind the account `secretary` (its e-mail address) is secretary from today.

    `blueprint` is the key of a text of the gallery: it is in force at once, with everything it asks for. The compact is
    loaded with the first institution that works under it. All of it stands, or nothing.
    Refused (ValidationError, each at its field: slug, name, secretary, blueprint): what `institutions.found` refuses;
    no account with this address, or one that is closed; a text that is not in the gallery.
    """
    refused: dict[str, Any] = {}
    account = _account(secretary, refused)
    text = shelf.blueprint(blueprint) if blueprint else None
    if blueprint and text is None:
        refused["blueprint"] = _("There is no such text in the gallery.")
    on = localdate(at)
    with transaction.atomic():
        try:
            institution = institutions.found(slug, name=name, purpose=purpose, is_public=is_public, by=by, at=at)
        except ValidationError as more:
            refused |= more.error_dict
        if refused:
            raise ValidationError(refused)
        if institution.compact in loading.KEYS and compacts.by_key(institution.compact) is None:
            loading.load(institution.compact, by=by, at=at)
        with scope(institution=institution):
            if account is not None:
                _appoint(institution, account, on=on, by=by, at=at)
            if text is not None:
                adopt(institution, text.text, blueprint=text.key, on=on, by=by, at=at)
                tend(institution, on=on, at=at)
    return institution


def _account(email: str, refused: dict[str, Any]) -> Account | None:
    email = email.strip().lower()
    if not email:
        return None
    account = Account.objects.filter(email=email).first()
    if account is None:
        refused["secretary"] = ValidationError(
            _("There is no account with this address. Make it first: mithaq account %(email)s"),
            params={"email": email},
        )
    elif not account.is_active:
        refused["secretary"] = _("This account is closed: nobody can sign in with it.")
    return account


def _appoint(institution: Institution, account: Account, *, on: date, by: Actor, at: datetime) -> None:
    person = people.person_of(account) or taking_part.register(
        name={account.language: account.called}, account=account, by=by, at=at
    )
    taking_part.admit(institution, person=person, role=Role.SECRETARY, on=on, by=by, at=at)
