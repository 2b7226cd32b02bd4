"""What every act of this room does: one entry in the register of acts, and no change over somebody else's."""

from __future__ import annotations

from typing import Any

from mithaq.foundation.changed import Changed
from mithaq.institutions.records import note as note


def locked(record: Any, *, seen: int | None = None) -> Any:
    """The record as it stands, held until the end of the transaction. Refused (Changed) where it is not as `seen`."""
    found = type(record).objects.select_for_update(of=("self",)).select_related("institution").get(pk=record.pk)
    if seen is not None and found.version != seen:
        raise Changed
    return found
