"""Texts on their way: begun, saved, put away. Two writers lose nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mithaq.blueprints.examining import check_size
from mithaq.blueprints.models import Draft
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.institutions.selectors import Institution


class Overtaken(Exception):
    """Somebody saved the draft meanwhile: `draft` as it is now. Nothing was written."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(f"version {draft.version}")
        self.draft = draft


def begin(
    institution: Institution, *, title: str, text: str = "", blueprint: str = "", by: Actor, at: datetime
) -> Draft:
    """Begin a draft. Refused (ValidationError): no title, a text larger than half a megabyte."""
    draft = Draft(institution=institution, title=_title(title), text=text, blueprint=blueprint)
    check_size(text)
    with transaction.atomic():
        _sign(draft, by, at).save()
        _note("blueprints.begin", draft, by=by, at=at)
    return draft


def save(
    draft: Draft, *, title: str, text: str, version: int, keeps_theirs: bool = False, by: Actor, at: datetime
) -> Draft:
    """Save what was written over the version that was seen; the same again writes nothing.

    With `keeps_theirs` (who was overtaken saves over it) what stood there becomes a draft of its own.

    Whatever is wrong with the text, it is kept: faults are shown, not refused. Refused: `Overtaken` where somebody
    saved it meanwhile; (ValidationError) no title, a text larger than half a megabyte.
    """
    title = _title(title)
    check_size(text)
    with transaction.atomic():
        draft = Draft.objects.select_for_update(of=("self",)).select_related("institution").get(pk=draft.pk)
        if (draft.title, draft.text) == (title, text):
            return draft
        if draft.version != version:
            raise Overtaken(draft)
        if keeps_theirs and draft.text != text:
            left = gettext("%(title)s (as %(name)s left it)") % {"title": draft.title[:120], "name": draft.by_name[:60]}
            begin(draft.institution, title=left, text=draft.text, blueprint=draft.blueprint, by=by, at=at)
        draft.title, draft.text, draft.version = title, text, draft.version + 1
        _sign(draft, by, at).save(update_fields=["title", "text", "version", "by_uid", "by_name", "changed_at"])
        _note("blueprints.save", draft, by=by, at=at, version=draft.version)
    return draft


def discard(draft: Draft, *, by: Actor, at: datetime) -> None:
    """Put a draft away for good; the register of acts keeps that it was there."""
    with transaction.atomic():
        _note("blueprints.discard", draft, by=by, at=at)
        draft.delete()


def _title(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise ValidationError({"title": _("Give the draft a title.")})
    if len(title) > 200:
        raise ValidationError({"title": _("A title has at most 200 characters.")})
    return title


def _sign(draft: Draft, by: Actor, at: datetime) -> Draft:
    draft.by_uid, draft.by_name, draft.changed_at = by.uid, by.name, at
    return draft


def _note(act: str, draft: Draft, *, by: Actor, at: datetime, **more: Any) -> None:
    after = {"title": draft.title, **more}
    journal.write(act, about=draft, by=by, at=at, scope=draft.institution.uid, after=after)
