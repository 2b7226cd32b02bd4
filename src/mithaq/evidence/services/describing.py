"""What is told about a document, changed by somebody who saw what it said."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django_scopes import scope

from mithaq.bodies.selectors import Body
from mithaq.evidence.enums import Visibility
from mithaq.evidence.models import Document
from mithaq.evidence.services import facets
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.foundation.fields import Words
from mithaq.institutions.selectors import Institution
from mithaq.people.selectors import Organisation

FIELDS = ("title", "contributor", "year", "origin", "licence", "consent", "visibility", "body")


class Conflict(Exception):
    """Somebody changed the document since it was looked at: `document` is what it says now."""

    def __init__(self, document: Document) -> None:
        super().__init__(document.uid, document.version)
        self.document = document


def describe(
    institution: Institution,
    document: Document,
    *,
    title: Words,
    contributor: Organisation | None,
    year: int | None,
    source: str,
    licence: str,
    consent: str,
    visibility: str,
    body: Body | None = None,
    seen: int,
    by: Actor,
    at: datetime,
) -> Document:
    """Change what is told about a document; what is as it was leaves no trace. `body` is whose it is, where it is for
    one.

    Refused (`Conflict`) when somebody changed it since version `seen`: their change is never overwritten unseen.
    """
    told: dict[str, Any] = {
        "title": title,
        "contributor": contributor,
        "year": year,
        "origin": source,
        "licence": licence,
        "consent": consent,
        "visibility": visibility,
        "body": body if visibility == Visibility.BODY else None,
    }
    with scope(institution=institution), transaction.atomic():
        document = seen_as(document, seen)
        changed = [name for name in FIELDS if getattr(document, name) != told[name]]
        if not changed:
            return document
        before = {name: _said(getattr(document, name)) for name in changed}
        for name in changed:
            setattr(document, name, told[name])
        document.version += 1
        document.save(update_fields=[*changed, "version"])
        journal.write(
            "evidence.describe",
            about=document,
            by=by,
            at=at,
            scope=institution.uid,
            before=before,
            after={name: _said(told[name]) for name in changed},
        )
        facets.refresh_document(institution, document)
    return document


def seen_as(document: Document, seen: int) -> Document:
    """The document, locked; refused (`Conflict`) unless it is the version that was seen. Inside a transaction."""
    now = Document.objects.select_for_update(of=("self",)).select_related("contributor", "body").get(pk=document.pk)
    if now.version != seen or now.is_withdrawn:
        raise Conflict(now)
    return now


def _said(value: Any) -> Any:
    return value.uid if isinstance(value, Organisation | Body) else value
