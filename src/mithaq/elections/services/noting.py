"""What every act of this room does: one entry in the minute of the house, and no change over somebody else's.

No entry ever says of a confidential election what, or when, somebody voted: there is no act for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mithaq.elections.models import Candidacy, Election
from mithaq.foundation import journal
from mithaq.foundation.actors import Actor


class Changed(ValidationError):
    """Somebody changed the election since it was read: nothing was written, and what was entered is kept."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else has changed this meanwhile. Look at what stands now, then save again."))


def locked(election: Election, *, seen: int | None = None) -> Election:
    """The election as it stands, held until the transaction ends. Refused (Changed): where it is not as `seen`."""
    rows = Election.objects.select_for_update(of=("self",)).select_related("institution", "body__institution")
    found: Election = rows.get(pk=election.pk)
    if seen is not None and found.version != seen:
        raise Changed
    return found


def candidacy_of(candidacy: Candidacy) -> Candidacy:
    """A candidacy as it stands, with its holder; its election is locked before."""
    rows = Candidacy.objects.select_related("institution", "organisation", "person", "occupant", "nominated_by")
    found: Candidacy = rows.get(pk=candidacy.pk)
    return found


def note(
    act: str,
    about: Election | Candidacy,
    *,
    by: Actor,
    at: datetime,
    clause: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    public: bool = False,
) -> None:
    scope = about.institution.uid
    journal.write(act, about=about, by=by, at=at, scope=scope, clause=clause, before=before, after=after, public=public)
