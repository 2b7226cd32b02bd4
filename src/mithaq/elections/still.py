"""Who may still be told of what: a notice on an election is for who may see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from mithaq.elections import reading
from mithaq.foundation.models import Account
from mithaq.institutions.selectors import Institution
from mithaq.notices.selectors import wording


def _elections(institution: Institution, reader: Account, abouts: Sequence[str]) -> Collection[str]:
    """What a notice is about begins with the election: `uid`, or `uid:` and what is told of it."""
    uids = {about: about.partition(":")[0] for about in abouts}
    seen = set(reading.elections(institution, to=reader).filter(uid__in=uids.values()).values_list("uid", flat=True))
    return [about for about, uid in uids.items() if uid in seen]


_OF_AN_ELECTION = (
    *("called", "changed", "cancelled", "asked", "refused", "admitted", "open", "closed"),
    *("quotas-at-risk", "nominations-to-close", "voting-to-open", "voting-to-close"),
    *("ballots-to-count", "result-to-declare"),
    *("box-to-open", "key-for-votes", "key-for-box", "key-for-result"),
    *("reminder", "declared", "elected", "not-elected", "countback"),
)
KINDS: Mapping[str, wording.Still] = {f"elections.{what}": _elections for what in _OF_AN_ELECTION}
