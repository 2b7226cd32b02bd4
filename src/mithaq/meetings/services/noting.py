"""What every act of this room does: one entry in the minute of the house, and no change over somebody else's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mithaq.foundation import journal
from mithaq.foundation.actors import Actor
from mithaq.institutions.records import Held


class Changed(ValidationError):
    """Somebody changed the record since it was read: nothing was written, and what was entered is kept."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else has changed this meanwhile. Look at what stands now, then save again."))


def locked(record: Any, *, seen: int | None = None) -> Any:
    """The record as it stands, held until the end of the transaction. Refused (Changed) where it is not as `seen`."""
    found = type(record).objects.select_for_update(of=("self",)).select_related("institution").get(pk=record.pk)
    if seen is not None and found.version != seen:
        raise Changed
    return found


def note(
    act: str,
    about: Held,
    *,
    by: Actor,
    at: datetime,
    clause: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    public: bool = False,
) -> None:
    journal.write(
        act,
        about=about,
        by=by,
        at=at,
        scope=about.institution.uid,
        clause=clause,
        before=before,
        after=after,
        public=public,
    )
