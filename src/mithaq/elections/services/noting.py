"""What every act of this room does: one entry in the register of acts, and no change over somebody else's.

No entry ever says of a confidential election what, or when, somebody voted: there is no act for it.
"""

from __future__ import annotations

from mithaq.elections.models import Candidacy, Election
from mithaq.foundation.changed import Changed
from mithaq.institutions.records import note as note


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
