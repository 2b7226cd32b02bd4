"""Links for contributors: whoever holds one reads where the words of one document went, without an account.

The secret stands in the address and nowhere else: its digest is kept. A link opens nothing but the words of its own
document and what anybody may see of the works made with it. It holds while the document is public or for members, and
the institution is one that anybody may visit; a link is no key to a closed house.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mithaq.evidence.enums import Visibility
from mithaq.evidence.selectors import Document
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.foundation.records import new_uid
from mithaq.institutions.selectors import Institution
from mithaq.synthesis.models import ContributorLink

OPENABLE = (Visibility.PUBLIC, Visibility.MEMBERS)


class NotOpenable(Exception):
    """A link was asked for a document that may be known to its officers, or to one body, only."""


@dataclass(frozen=True, slots=True)
class Made:
    """A new link with its secret: the only moment at which the house knows it."""

    link: ContributorLink
    secret: str


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def make_link(document: Document, *, by: Actor, at: datetime) -> Made:
    """Refused (`NotOpenable`): a withdrawn document, or one that is for a body or the officers only."""
    if document.is_withdrawn or document.visibility not in OPENABLE:
        raise NotOpenable
    secret = new_uid() + new_uid()
    with transaction.atomic():
        link = ContributorLink.objects.create(
            institution_id=document.institution_id,
            document=document,
            secret_digest=digest_of(secret),
            made_at=at,
            by_uid=by.uid,
            by_name=by.name,
        )
        _write("synthesis.link", link, by=by, at=at)
    return Made(link, secret)


def revoke_link(link: ContributorLink, *, by: Actor, at: datetime) -> bool:
    """The address opens nothing from now on; False where it was taken back before."""
    with transaction.atomic():
        held = ContributorLink.objects.filter(pk=link.pk, revoked_at=None)
        if not held.update(revoked_at=at):
            return False
        _write("synthesis.revoke_link", link, by=by, at=at)
    return True


def open_link(institution: Institution, secret: str) -> ContributorLink | None:
    """The link of a secret, with its document; None for one that is wrong, was taken back or has nothing to open."""
    found = ContributorLink.objects.filter(
        institution=institution,
        secret_digest=digest_of(secret),
        revoked_at=None,
        document__withdrawn_at=None,
        document__visibility__in=OPENABLE,
    )
    return found.select_related("document").first()


def _write(act: str, link: ContributorLink, *, by: Actor, at: datetime) -> None:
    document = link.document
    journal.write(
        act, about=link, by=by, at=at, scope=document.institution.uid, after={"document": dict(document.title)}
    )
