"""Who may still be told of what: a notice on a motion, or on a meeting, is for who may see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from mithaq.foundation.models import Account
from mithaq.institutions.selectors import Institution
from mithaq.meetings import reading
from mithaq.notices.selectors import wording


def _meetings(institution: Institution, reader: Account, abouts: Sequence[str]) -> Collection[str]:
    uids = {about: about.partition(":")[0] for about in abouts}
    open_ = set(reading.meetings(institution, to=reader).filter(uid__in=uids.values()).values_list("uid", flat=True))
    return [about for about, uid in uids.items() if uid in open_]


def _motions(institution: Institution, reader: Account, abouts: Sequence[str]) -> Collection[str]:
    return set(reading.motions(institution, to=reader).filter(uid__in=abouts).values_list("uid", flat=True))


KINDS: Mapping[str, wording.Still] = {
    **{f"meetings.{what}": _meetings for what in ("invited", "changed", "cancelled", "published")},
    **{f"meetings.{what}": _motions for what in ("proposed", "decided", "asked", "answer-wanted", "motion-to-close")},
}
